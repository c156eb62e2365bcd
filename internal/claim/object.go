package claim

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// withInfinitive: "vowed to fight", "urged both sides to stop".
func (rd *run) withInfinitive(v int, c *cueVerb) *found {
	t := rd.t
	object := t.child(v, "dobj", "dative")
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		d := t.dep(k)
		if d != "xcomp" && d != "ccomp" && d != "advcl" && d != "acl" {
			continue
		}
		if t.infinitive(k) {
			own := t.child(k, "nsubj", "nsubjpass")
			switch {
			case own > v && own < k && (c.objTo || c.to && c.that), object > v && object < k && c.objTo && d != "acl":
				ks := t.subtree(k, rd.leaveOut(k, v))
				if own < 0 {
					ks = merge(t.subtree(object, nil), ks)
				}
				f := &found{pieces: t.runs(ks), frame: "object-infinitive", root: k}
				rd.condition(v, f)
				return f
			case own < 0 && object < 0 && c.to && (d == "xcomp" || d == "ccomp"):
				f := &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "infinitive", root: k}
				rd.condition(v, f)
				return f
			}
			continue
		}
		if c.ing && (t.Tokens[k].Tag == "VBG" || t.having(k)) && (d == "xcomp" || d == "ccomp") {
			return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "gerund", root: k}
		}
	}
	// "called on both sides to stop"
	for _, k := range t.children(v) {
		k := int(k)
		if k < v || t.dep(k) != "prep" || !c.ppTo[t.lower(k)] {
			continue
		}
		p := t.child(k, "pobj")
		if p < 0 || object > v && object < k || t.timeAt(p) {
			continue // "called the office on Friday to report it"
		}
		to := t.infinitiveOf(v, p)
		if to < 0 {
			to = t.infinitiveOf(p, p)
		}
		if to >= 0 {
			ks := merge(t.subtree(p, nil), t.subtree(to, rd.leaveOut(to, v)))
			return &found{pieces: t.runs(ks), frame: "phrase-infinitive", root: to, extra: []int{k}}
		}
	}
	return nil
}

// timeAt reports whether a token is of a date or a time.
func (t *tree) timeAt(i int) bool {
	e := t.Tokens[i].Ent
	return strings.HasSuffix(e, "-DATE") || strings.HasSuffix(e, "-TIME")
}

// having reports whether a participle is a perfect gerund: "having bombed".
func (t *tree) having(v int) bool {
	a := t.child(v, "aux")
	return t.Tokens[v].Tag == "VBN" && a >= 0 && t.lower(a) == "having"
}

func (t *tree) infinitiveOf(h, after int) int {
	for _, k := range t.children(h) {
		if int(k) > after && t.infinitive(int(k)) && t.verb(int(k)) {
			return int(k)
		}
	}
	return -1
}

// object: "denied the report", "accused Kyiv of shelling", "called it a crime".
func (rd *run) object(v int, c *cueVerb, subject int) *found {
	t := rd.t
	if f := rd.figure(v, c); f != nil {
		return f
	}
	if !c.np && !c.small && len(c.npPrep) == 0 {
		return nil
	}
	object := -1
	for _, k := range t.children(v) {
		k := int(k)
		if k > v && (t.dep(k) == "dobj" || t.dep(k) == "dative" && t.noun(k)) {
			object = k
			break
		}
	}
	if f := rd.what(v, c); f != nil {
		return f
	}
	if c.small {
		if f := rd.predicate(v, object); f != nil {
			return f
		}
	}
	if p := t.child(v, "prep"); p > v && t.lower(p) == "as" && (t.lemma(v) == "quote" || t.lemma(v) == "cite") && t.child(p, "pcomp") >= 0 {
		return nil // "quoted X as saying": read with the verb of speech
	}
	if len(c.npPrep) > 0 && object >= 0 {
		for _, holder := range []int{v, object} {
			for _, k := range t.children(holder) {
				k := int(k)
				if k > object && (t.dep(k) == "prep" || t.dep(k) == "dative" || t.dep(k) == "agent") && c.npPrep[t.lower(k)] && t.holds(k) {
					ks := merge(t.subtree(object, rd.leaveOut(object, v)), t.subtree(k, rd.leaveOut(k, v)))
					ks = rd.trailing(v, ks)
					return &found{pieces: t.runs(ks), frame: "object-" + t.lower(k), root: object}
				}
			}
		}
		if f := rd.lostPhrase(v, object, c); f != nil {
			return f
		}
	}
	if object < 0 {
		// "dismissed as absurd accusations that ...": the object read as what "as" holds.
		for _, k := range t.children(v) {
			k := int(k)
			if k > v && t.dep(k) == "prep" && t.lower(k) == "as" && c.npPrep["as"] && k == v+1 {
				if p := t.child(k, "pobj"); p >= 0 && (c.np || t.quoteAt[k+1] >= 0) {
					return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "as-object", root: p}
				}
			}
		}
	}
	if c.np && object >= 0 && object != subject {
		switch t.lower(object) {
		case "himself", "herself", "themselves", "itself", "who", "whom", "which", "what":
			return nil
		}
		if t.pronoun(object) && c.act == hearsay.Say {
			return nil
		}
		ks := rd.trailing(v, rd.withPhrases(v, object, t.subtree(object, rd.leaveOut(object, v))))
		return &found{pieces: t.runs(ks), frame: "object", root: object}
	}
	// "denounced ... as" with the object read as a clause's subject.
	if c.np || len(c.npPrep) > 0 {
		for _, k := range t.children(v) {
			k := int(k)
			if k > v && t.dep(k) == "ccomp" && !c.that && t.clauseHead(k) {
				return &found{pieces: rd.contentOf(k, v), frame: "object-clause", root: k}
			}
		}
	}
	return nil
}

// figure: "put the number of dead at nine".
func (rd *run) figure(v int, c *cueVerb) *found {
	t := rd.t
	object := t.child(v, "dobj")
	if len(c.figure) == 0 || object < v || !rd.x.asides["figure "+t.lemma(object)] {
		return nil
	}
	if h := v; t.child(v, "nsubj") < 0 {
		for n := 0; n < maxClimb && t.dep(h) == "conj"; n++ {
			h = int(t.head[h])
		}
		if t.dep(h) == "ccomp" {
			return nil // "said soldiers had shot and put the toll at nine": not the soldiers
		}
	}
	ks := t.subtree(object, rd.leaveOut(object, v))
	hung := slices.Clone(ks) // the phrase hangs on the verb or, wrongly, below the number
	for _, k := range t.children(v) {
		hung = append(hung, int(k))
	}
	for _, k := range hung {
		if k < object || t.dep(k) != "prep" || !c.figure[t.lower(k)] {
			continue
		}
		if p := t.child(k, "pobj"); p >= 0 && (t.Tokens[p].Tag == "CD" || t.child(p, "nummod") >= 0) {
			return &found{pieces: t.runs(merge(ks, t.subtree(k, rd.leaveOut(k, v)))), frame: "figure-" + t.lower(k), root: object}
		}
	}
	return nil
}

func (t *tree) pronoun(i int) bool { return t.Tokens[i].Tag == "PRP" }

// holds reports whether a preposition has its noun or clause.
func (t *tree) holds(k int) bool { return len(t.children(k)) > 0 }

// lostPhrase finds the phrase of "accused X of Y" where the parser hung it
// inside X's own words.
func (rd *run) lostPhrase(v, object int, c *cueVerb) *found {
	t := rd.t
	ks := t.subtree(object, rd.leaveOut(object, v))
	for _, k := range ks {
		if k > object && t.Tokens[k].Pos == "ADP" && c.npPrep[t.lower(k)] && t.holds(k) {
			if t.lower(k) == "of" && t.gerundBelow(k) || t.lower(k) != "of" && t.lower(k) != "in" {
				return &found{pieces: t.runs(rd.trailing(v, ks)), frame: "object-" + t.lower(k), root: object}
			}
		}
	}
	return nil
}

func (t *tree) gerundBelow(k int) bool {
	p := t.child(k, "pcomp", "pobj")
	return p >= 0 && t.Tokens[p].Tag == "VBG"
}

// predicate: "called the ruling a disgrace", "declared the vote void".
func (rd *run) predicate(v, object int) *found {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		switch t.dep(k) {
		case "oprd", "acomp", "attr", "xcomp", "appos":
			if t.infinitive(k) && t.verb(k) {
				continue
			}
			if object < 0 && t.dep(k) == "oprd" {
				for _, o := range t.children(v) { // "declared Ana Cruz the winner", the name read as a clause
					if int(o) > v && int(o) < k && t.noun(int(o)) {
						object = int(o)
						break
					}
				}
			}
			if object >= 0 && k > object {
				ks := merge(t.subtree(object, rd.leaveOut(object, v)), t.subtree(k, rd.leaveOut(k, v)))
				return &found{pieces: t.runs(ks), frame: "predicate", root: k}
			}
		case "ccomp":
			s := t.child(k, "nsubj", "nsubjpass")
			if q := t.quoteAt[k]; s > v && s <= k && (!t.finite(k) || q >= 0 && t.quotes[q].first > s) { // called it "staged"
				return &found{pieces: rd.contentOf(k, v), frame: "predicate", root: k}
			}
		case "dobj":
			// two nouns read as two objects
			if object >= 0 && k != object {
				ks := merge(t.subtree(object, rd.leaveOut(object, v)), t.subtree(k, rd.leaveOut(k, v)))
				return &found{pieces: t.runs(ks), frame: "predicate", root: k}
			}
		}
	}
	if object >= 0 {
		// "called the closure a scandal" read as an apposition.
		if k := t.child(object, "appos"); k > object {
			first, _ := t.edges(k)
			for first > 0 && isMark(t.TextOf(first-1)) {
				first--
			}
			if first > 0 && t.TextOf(first-1) != "," {
				return &found{pieces: t.runs(t.subtree(object, rd.leaveOut(object, v))), frame: "predicate", root: object}
			}
		}
	}
	// "called the attack \"a massacre\"", "called it cowardly", hung elsewhere:
	// the words up to the end of the quotation.
	if object >= 0 {
		_, b := t.edges(object)
		for b < len(t.Tokens) && t.space(b) {
			b++
		}
		if b < len(t.Tokens) && t.sentenceAt[b] == t.sentenceAt[v] {
			if q := t.quoteAt[b]; q >= 0 && q != t.quoteAt[v] && t.quotes[q].first == b {
				a, _ := t.edges(object)
				return &found{pieces: [][2]int{{a, t.quotes[q].end}}, frame: "predicate", root: object}
			}
		}
	}
	return nil
}

// trailing adds the clause by which the speaker goes on about the object:
// "denounced the strike, describing it as an assault".
func (rd *run) trailing(v int, ks []int) []int {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k > v && t.dep(k) == "advcl" && t.Tokens[k].Tag == "VBG" && t.child(k, "nsubj", "mark") < 0 {
			if o := rd.x.verbs[t.lemma(k)]; o != nil && (o.small || o.npPrep["as"]) && !o.that {
				ks = merge(ks, t.subtree(k, rd.leaveOut(k, v)))
			}
		}
	}
	return ks
}

// withPhrase: "called for an inquiry", "warned of floods", "spoke of bodies".
func (rd *run) withPhrase(v int, c *cueVerb) *found {
	t := rd.t
	if len(c.pp) == 0 || !c.np && !c.addr && t.child(v, "dobj") > v {
		return nil // "referred the matter to the court"
	}
	for _, k := range t.children(v) {
		k := int(k)
		if k < v || t.dep(k) != "prep" && t.dep(k) != "dative" && t.dep(k) != "prt" || !c.pp[t.lower(k)] {
			continue
		}
		if p := t.child(k, "pobj", "pcomp"); p >= 0 {
			f := &found{pieces: t.runs(t.subtree(p, rd.leaveOut(p, v))), frame: "phrase-" + t.lower(k), root: p, extra: t.beside(v, k)}
			if k == v+2 && rd.x.verbs[t.lemma(v)+" "+t.lower(v+1)] == c {
				f.extra = []int{v + 1, k} // "stopped short of naming them"
			}
			rd.condition(v, f)
			return f
		}
	}
	return nil
}

// withPhrases adds the phrases right behind an object that tell more of it,
// though the parser hung them on the verb: "announced a ban on trawling".
func (rd *run) withPhrases(v, object int, ks []int) []int {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k < object || t.dep(k) != "prep" || len(ks) == 0 || t.wordsIn(ks[len(ks)-1]+1, k) {
			continue
		}
		switch t.lower(k) {
		case "of", "for", "against", "to", "between", "over", "with", "from", "about", "toward", "towards":
		default:
			return ks
		}
		p := t.child(k, "pobj")
		if p < 0 || t.timeAt(p) || rd.outlet(p) {
			return ks
		}
		ks = merge(ks, t.subtree(k, rd.leaveOut(k, v)))
	}
	return ks
}

// what: "whom the army described as a spy", "in what groups called a landmark ruling", "what he described as looters".
func (rd *run) what(v int, c *cueVerb) *found {
	t := rd.t
	pronoun := false
	for _, k := range t.children(v) {
		if g := t.Tokens[k].Tag; int(k) < v && (g == "WP" || g == "WDT") && t.dep(int(k)) != "nsubj" {
			pronoun = true
		}
	}
	if !pronoun {
		return nil
	}
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		switch t.dep(k) {
		case "oprd", "attr", "acomp", "dobj", "ccomp":
			if c.small {
				return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "what", root: k}
			}
		case "prep":
			if p := t.child(k, "pobj", "amod", "pcomp"); t.lower(k) == "as" && c.npPrep["as"] && p > k {
				return &found{pieces: t.runs(t.subtree(p, rd.leaveOut(p, v))), frame: "what-as", root: p, extra: t.beside(v, k)}
			}
		}
	}
	return nil
}
