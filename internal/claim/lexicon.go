package claim

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
)

var (
	//go:embed data/verbs.tsv
	verbsTSV string
	//go:embed data/nouns.tsv
	nounsTSV string
	//go:embed data/phrases.tsv
	phrasesTSV string
	//go:embed data/media.tsv
	mediaTSV string
	//go:embed data/outlets.tsv
	outletsTSV string
	//go:embed data/carriers.tsv
	carriersTSV string
	//go:embed data/asides.tsv
	asidesTSV string
	//go:embed data/hedges.tsv
	hedgesTSV string
)

// cueVerb is a line of verbs.tsv.
type cueVerb struct {
	lemma     string
	that      bool // takes a clause
	quote     bool // takes direct speech
	to        bool // its own infinitive
	objTo     bool // object and infinitive
	ing       bool
	np        bool
	small     bool
	addr      bool                   // the object is spoken to
	npPrep    map[string]bool        // object and phrase
	figure    map[string]bool        // number as object, and phrase
	pp        map[string]bool        // phrase alone
	ppTo      map[string]bool        // phrase and infinitive
	acts      map[string]hearsay.Act // acts of frames that differ from act
	act       hearsay.Act
	certainty hearsay.Certainty
	polarity  hearsay.Polarity
	raise     bool // "did not V that p" means V that not p
	example   string
}

// cueNoun is a line of nouns.tsv.
type cueNoun struct {
	lemma     string
	that, to  bool
	prep      map[string]bool
	act       hearsay.Act
	certainty hearsay.Certainty
	polarity  hearsay.Polarity
	example   string
}

// phrase is a line of phrases.tsv.
type phrase struct {
	words     []string
	noun      string // what the source must be called; empty: anything
	lemma     string
	act       hearsay.Act
	certainty hearsay.Certainty
	example   string
}

// hedge is a line of hedges.tsv.
type hedge struct {
	certainty hearsay.Certainty
	example   string
}

// lexicon is the data files, read.
type lexicon struct {
	verbs   map[string]*cueVerb // by lemma, particle included: "rule out"
	forms   map[string]string   // regular forms of the verbs: "hopes" -> "hope"
	nouns   map[string]*cueNoun
	phrases map[string][]*phrase // by first word, longest first
	media   map[string]string
	outlets map[string]string
	carry   map[string]string // carriers.tsv
	asides  map[string]bool   // asides.tsv, by kind and lemma: "more add"
	hedges  map[string]hedge  // by kind and lemma: "adverb likely"
}

// rows splits a data file and checks the number of columns.
func rows(name, data string, columns int) ([][]string, error) {
	var out [][]string
	for n, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			return nil, fmt.Errorf("claim: data/%s line %d has %d columns, not %d: check its tabs", name, n+1, len(f), columns)
		}
		out = append(out, f)
	}
	return out, nil
}

func readLexicon() (*lexicon, error) {
	x := &lexicon{verbs: map[string]*cueVerb{}, forms: map[string]string{}, nouns: map[string]*cueNoun{}, phrases: map[string][]*phrase{},
		media: map[string]string{}, outlets: map[string]string{}, carry: map[string]string{}, asides: map[string]bool{}, hedges: map[string]hedge{}}
	verbs, err := rows("verbs.tsv", verbsTSV, 7)
	if err != nil {
		return nil, err
	}
	for _, f := range verbs {
		v := &cueVerb{lemma: f[0], act: hearsay.Act(f[2]), certainty: hearsay.Certainty(f[3]), polarity: hearsay.Polarity(f[4]), raise: f[5] == "raise", example: f[6],
			npPrep: map[string]bool{}, figure: map[string]bool{}, pp: map[string]bool{}, ppTo: map[string]bool{}}
		for _, frame := range strings.Split(f[1], ",") {
			frame, act, ok := strings.Cut(frame, "=")
			kind, prep, _ := strings.Cut(frame, ":")
			if ok {
				if v.acts == nil {
					v.acts = map[string]hearsay.Act{}
				}
				v.acts[kind] = hearsay.Act(act)
			}
			switch {
			case kind == "that":
				v.that = true
			case kind == "quote":
				v.quote = true
			case kind == "to":
				v.to = true
			case kind == "objto":
				v.objTo = true
			case kind == "ing":
				v.ing = true
			case kind == "small":
				v.small = true
			case kind == "addr":
				v.addr = true
			case kind == "np" && prep == "":
				v.np = true
			case kind == "np":
				v.npPrep[prep] = true
			case kind == "figure" && prep != "":
				v.figure[prep] = true
			case kind == "pp" && prep != "":
				v.pp[prep] = true
			case kind == "ppto" && prep != "":
				v.ppTo[prep] = true
			default:
				return nil, fmt.Errorf("claim: data/verbs.tsv: %q has the unknown frame %q", f[0], frame)
			}
		}
		if x.verbs[v.lemma] != nil {
			return nil, fmt.Errorf("claim: data/verbs.tsv has %q twice", v.lemma)
		}
		x.verbs[v.lemma] = v
		for _, form := range regular(v.lemma) {
			if _, ok := x.forms[form]; !ok {
				x.forms[form] = v.lemma
			}
		}
	}
	nouns, err := rows("nouns.tsv", nounsTSV, 6)
	if err != nil {
		return nil, err
	}
	for _, f := range nouns {
		n := &cueNoun{lemma: f[0], act: hearsay.Act(f[2]), certainty: hearsay.Certainty(f[3]), polarity: hearsay.Polarity(f[4]), example: f[5], prep: map[string]bool{}}
		for _, frame := range strings.Split(f[1], ",") {
			switch frame {
			case "that":
				n.that = true
			case "to":
				n.to = true
				n.prep["to"] = true
			default:
				n.prep[frame] = true
			}
		}
		x.nouns[n.lemma] = n
	}
	phrases, err := rows("phrases.tsv", phrasesTSV, 5)
	if err != nil {
		return nil, err
	}
	for _, f := range phrases {
		words, noun, _ := strings.Cut(f[0], " … ")
		p := &phrase{words: strings.Fields(words), noun: noun, lemma: f[1], act: hearsay.Act(f[2]), certainty: hearsay.Certainty(f[3]), example: f[4]}
		x.phrases[p.words[0]] = append(x.phrases[p.words[0]], p)
	}
	for _, d := range []struct {
		name, data string
		into       map[string]string
	}{{"media.tsv", mediaTSV, x.media}, {"outlets.tsv", outletsTSV, x.outlets}, {"carriers.tsv", carriersTSV, x.carry}} {
		lines, err := rows(d.name, d.data, 2)
		if err != nil {
			return nil, err
		}
		for _, f := range lines {
			d.into[f[0]] = f[1]
		}
	}
	asides, err := rows("asides.tsv", asidesTSV, 2)
	if err != nil {
		return nil, err
	}
	for _, f := range asides {
		x.asides[f[1]+" "+f[0]] = true
	}
	hedges, err := rows("hedges.tsv", hedgesTSV, 4)
	if err != nil {
		return nil, err
	}
	for _, f := range hedges {
		x.hedges[f[1]+" "+f[0]] = hedge{hearsay.Certainty(f[2]), f[3]}
	}
	return x, nil
}

// weaker returns the less certain of two.
func weaker(a, b hearsay.Certainty) hearsay.Certainty {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

func rank(c hearsay.Certainty) int {
	switch c {
	case hearsay.Certain:
		return 0
	case hearsay.Probable:
		return 1
	case hearsay.Possible:
		return 2
	}
	return 3
}

// regular lists the regular forms of an English verb.
func regular(lemma string) []string {
	if strings.Contains(lemma, " ") {
		return nil
	}
	out := []string{lemma + "s", lemma + "es"}
	stem := lemma
	switch {
	case strings.HasSuffix(lemma, "e"):
		stem = lemma[:len(lemma)-1]
	case strings.HasSuffix(lemma, "y") && len(lemma) > 2 && !strings.ContainsRune("aeou", rune(lemma[len(lemma)-2])):
		out = append(out, lemma[:len(lemma)-1]+"ies", lemma[:len(lemma)-1]+"ied")
	}
	if n := len(lemma); n > 2 && !strings.ContainsRune("aeiouwxy", rune(lemma[n-1])) && strings.ContainsRune("aeiou", rune(lemma[n-2])) {
		twice := lemma + lemma[n-1:] // blogged
		out = append(out, twice+"ed", twice+"ing")
	}
	return append(out, stem+"ed", stem+"ing")
}

// hedge reports whether a word is one by which an outlet holds back.
func (x *lexicon) hedge(t *tree, k int) bool {
	for _, key := range []string{"to " + t.lemma(k), "adverb " + t.lower(k), "adjective " + t.lower(k)} {
		if x.hedges[key].certainty != "" {
			return true
		}
	}
	return false
}
