package count

import (
	_ "embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

//go:embed outcomes.tsv
var outcomesTSV string

//go:embed modifiers.tsv
var modifiersTSV string

//go:embed vague.tsv
var vagueTSV string

type outcome struct {
	of, role string
	name     string // for By: "kill.v"
}

type modifier struct {
	bound string
	words []string
}

type vagueNumber struct {
	words     []string
	low, high *int
	approx    bool
}

// Reader finds counts. It is safe for concurrent use.
type Reader struct {
	verbs, adjs, nouns map[string]outcome
	modifiers          map[string][]modifier // by their last word
	vague              map[string][]vagueNumber
}

// New reads the embedded lists.
func New() (*Reader, error) {
	rd := &Reader{verbs: map[string]outcome{}, adjs: map[string]outcome{}, nouns: map[string]outcome{}, modifiers: map[string][]modifier{}, vague: map[string][]vagueNumber{}}
	err := lists.Rows(outcomesTSV, 6, func(c []string) error {
		to, ok := map[string]map[string]outcome{"verb": rd.verbs, "adj": rd.adjs, "noun": rd.nouns}[c[1]]
		if !ok {
			return fmt.Errorf("part of speech %q: verb, adj or noun", c[1])
		}
		for _, l := range strings.Fields(c[3]) {
			to[l] = outcome{c[0], c[2], l + "." + c[1][:1]}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("outcomes.tsv: %w", err)
	}
	err = lists.Rows(modifiersTSV, 2, func(c []string) error {
		words := strings.Fields(c[1])
		last := words[len(words)-1]
		rd.modifiers[last] = append(rd.modifiers[last], modifier{c[0], words})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("modifiers.tsv: %w", err)
	}
	err = lists.Rows(vagueTSV, 4, func(c []string) error {
		v := vagueNumber{words: strings.Fields(c[0]), approx: c[3] == "~"}
		for i, to := range []**int{&v.low, &v.high} {
			if c[1+i] == "-" {
				continue
			}
			n, err := strconv.Atoi(c[1+i])
			if err != nil {
				return err
			}
			*to = &n
		}
		rd.vague[v.words[0]] = append(rd.vague[v.words[0]], v)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("vague.tsv: %w", err)
	}
	for _, vs := range rd.vague {
		sort.SliceStable(vs, func(i, j int) bool { return len(vs[i].words) > len(vs[j].words) })
	}
	return rd, nil
}

// walk is the state of one reading.
type walk struct {
	*Reader
	r *hearsay.Reading
	n int
	// lower-case texts of the tokens, made once
	lower []string
	cur   phrase // the number being coded
}

func (w *walk) low(i int) string {
	if i < 0 || i >= w.n {
		return ""
	}
	return w.lower[i]
}

// Read adds r.Counts in order of the text.
func (rd *Reader) Read(r *hearsay.Reading) {
	s := r.Syntax
	w := &walk{Reader: rd, r: r, n: len(s.Tokens), lower: make([]string, len(s.Tokens))}
	for i := range w.lower {
		w.lower[i] = strings.ToLower(s.TextOf(i))
	}
	for i := 0; i < w.n; {
		p, ok := w.numberAt(i)
		if !ok {
			if p, ok = w.single(i); !ok {
				i++
				continue
			}
		}
		w.count(p)
		i = max(p.end, i+1)
	}
	w.increments()
}

// increments passes over what is added to a total that the same sentence tells:
// "Five more people have died, bringing the toll to 17".
func (w *walk) increments() {
	cs := w.r.Counts
	var kept []hearsay.Count
	for i := range cs {
		k := &cs[i]
		more := false
		for t := k.First; t < k.TokenEnd; t++ {
			switch w.low(t) {
			case "more", "further", "additional", "other", "others":
				more = true
			case "a", "an": // "rose to six after a man died in hospital"
				more = more || t == k.First && k.Low != nil && *k.Low == 1
			}
		}
		if more {
			for j := max(0, i-8); j < min(len(cs), i+9); j++ {
				if o := &cs[j]; j != i && o.Of == k.Of && strings.HasPrefix(o.By, "count/toll") && w.r.Syntax.SentenceIndex(o.First) == w.r.Syntax.SentenceIndex(k.First) {
					w.r.PassedOver = append(w.r.PassedOver, hearsay.PassedOver{Span: k.Span, What: "count", Reason: "the number is added to a total that is told, too", By: "count/part"})
					more = false
					k = nil
					break
				}
			}
		}
		if k != nil {
			kept = append(kept, *k)
		}
	}
	w.r.Counts = kept
}

// superseded tells a number that is told as one that stood before: "an earlier
// toll of 17", "had earlier put the toll at 12", "had initially said that 12 were killed".
func (w *walk) superseded(i int) bool {
	s := w.r.Syntax
	for steps := 0; steps < 6; steps++ {
		t := &s.Tokens[i]
		for _, c := range s.Children(i) {
			k := int(c)
			switch s.Tokens[k].Dep {
			case "amod":
				if _, toll := w.isToll(i); toll && before[w.low(k)] {
					return true
				}
			case "advmod":
				// Of a verb of telling, not of what happened: "had earlier been shot".
				if before[w.low(k)] && strings.HasPrefix(t.Tag, "VB") && (s.Child(i, "ccomp") >= 0 || w.moves(i)) {
					return true
				}
			}
		}
		if t.Head == i {
			return false
		}
		i = t.Head
	}
	return false
}

// moves tells whether a verb has a toll as its subject or object.
func (w *walk) moves(v int) bool {
	_, ok := w.tollSubject(v)
	return ok
}

// before are words for what was told first.
var before = map[string]bool{"earlier": true, "previous": true, "previously": true, "initial": true, "initially": true, "original": true, "originally": true, "prior": true, "preliminary": true}

// single reads "a soldier", "an aid worker", "his wife": one person told
// without a number. The phrase is the article.
func (w *walk) single(i int) (phrase, bool) {
	if i < 0 {
		return phrase{}, false
	}
	tok := &w.r.Syntax.Tokens[i]
	switch w.low(i) {
	case "a", "an":
		if tok.Dep != "det" {
			return phrase{}, false
		}
	case "his", "her", "its", "their", "my":
		if tok.Dep != "poss" {
			return phrase{}, false
		}
	default:
		return phrase{}, false
	}
	if tok.Head <= i {
		return phrase{}, false
	}
	h := &w.r.Syntax.Tokens[tok.Head]
	if n, ok := lists.NounOf(h.Lemma); !ok || n.Kind != hearsay.Person || n.Is("mass") || n.Is("plural") {
		return phrase{}, false
	}
	one := 1
	// "A fifth victim died": five by now.
	if a := w.r.Syntax.Child(tok.Head, "amod"); a > i {
		if n, ok := lists.Ordinal(w.low(a)); ok && n > 1 && n < 1000 {
			one = n
		}
	}
	return phrase{first: i, core: i, last: i, end: i + 1, low: ptr(one), high: ptr(one), one: true}, true
}

// count codes a number phrase when the tree says what became of the counted.
func (w *walk) count(p phrase) {
	w.cur = p
	head, counted := w.heads(p)
	if head < 0 {
		return
	}
	if w.notPeople(counted, p) || w.label(p) {
		return
	}
	if w.subset(head) || w.amongThem(counted) || w.ofThe(counted, p) || w.low(p.first-1) == "them" && (w.low(p.first-2) == "among" || w.low(p.first-2) == "of") {
		if len(w.r.Counts) > 0 && !p.one {
			w.pass(p, head, "the number is told as a part of another one")
		}
		return
	}
	o, ok := w.outcomeOf(head, counted, 0)
	if !ok || o.of == "-" {
		return
	}
	if w.negated(head) && !p.zero {
		return
	}
	if w.set(p, counted) {
		w.pass(p, head, "the number is told as one that is wrong")
		return
	}
	if w.superseded(head) {
		w.pass(p, head, "the number is told as an earlier one, which another takes the place of")
		return
	}
	ofs := []string{o.of}
	if o.of == "casualties" {
		if ofs = []string{"killed", "injured"}; !p.zero {
			w.pass(p, head, "casualties are killed or injured, and the report does not say which")
			return
		}
	}
	if p.one && (!w.singlesOnly(counted) || o.of == "participants") {
		return // "a nurse went on strike" tells not how many did
	}
	first, end := p.first, max(p.end, min(counted+1, p.end+8))
	if s := w.r.Syntax; counted >= p.end && s.SentenceIndex(counted) != s.SentenceIndex(p.first) {
		end = p.end
	}
	for _, of := range ofs {
		w.r.Counts = append(w.r.Counts, hearsay.Count{Span: w.r.Syntax.SpanOf(first, end), First: first, TokenEnd: end, Head: counted, Of: of,
			Low: p.low, High: p.high, Approximate: p.approx, By: "count/" + o.name})
	}
}

func (w *walk) pass(p phrase, head int, why string) {
	end := max(p.end, min(head+1, p.end+8))
	w.r.PassedOver = append(w.r.PassedOver, hearsay.PassedOver{Span: w.r.Syntax.SpanOf(p.first, end), What: "count", Reason: why, By: "count/part"})
}

// heads gives the token through which the number stands in its clause, and the
// counted noun: one and the same in "12 people", the number and "civilians" in
// "dozens of civilians".
func (w *walk) heads(p phrase) (head, counted int) {
	s := w.r.Syntax
	i := p.last
	if p.zero && p.end > p.first+1 { // "no one": the noun
		i = p.end - 1
	}
	for steps := 0; steps < 6; steps++ {
		t := &s.Tokens[i]
		h := t.Head
		if h == i {
			break
		}
		inside := h >= p.first && h < p.end
		switch t.Dep {
		case "nummod", "quantmod", "det", "poss", "amod", "compound", "advmod", "npadvmod", "predet":
			if (t.Dep == "npadvmod" || t.Dep == "advmod") && !inside && strings.HasPrefix(s.Tokens[h].Tag, "VB") {
				return i, w.ofNoun(i) // "2,000 arrested and two dozen killed"
			}
			if !inside && h < i {
				return i, w.ofNoun(i) // a tail such as "Flight 12"
			}
			i = h
			if inside {
				continue
			}
			if d := s.Tokens[i].Dep; s.Tokens[i].Tag == "CD" || s.Tokens[i].Head > i && (d == "nummod" || d == "compound" || d == "amod" || d == "nmod") {
				continue
			}
			return i, w.ofNoun(i)
		case "conj":
			if inside { // "between 5 and 7"
				i = h
				continue
			}
		}
		break
	}
	return i, w.ofNoun(i)
}

// ofNoun follows "dozens of civilians", "three of the men" to the noun.
func (w *walk) ofNoun(i int) int {
	s := w.r.Syntax
	t := &s.Tokens[i]
	// Groups stand before their members: "a family of six", "a crowd of 300".
	if t.Tag == "CD" || t.Tag == "DT" || t.Tag == "NN" && t.Lemma == "couple" || t.Tag == "NNS" && w.vague[w.low(i)] != nil {
		for _, c := range s.Children(i) {
			if int(c) > i && w.low(int(c)) == "of" {
				if k := s.Child(int(c), "pobj"); k >= 0 {
					return k
				}
			}
		}
	}
	return i
}

// units are nouns of what is counted but people.
func (w *walk) notPeople(i int, p phrase) bool {
	t := &w.r.Syntax.Tokens[i]
	switch {
	case strings.HasSuffix(t.Ent, "-MONEY"), strings.HasSuffix(t.Ent, "-PERCENT"), strings.HasSuffix(t.Ent, "-QUANTITY"), strings.HasSuffix(t.Ent, "-ORDINAL"):
		return true
	}
	switch w.low(p.end) {
	case "%", "percent", "per":
		return true
	}
	if w.low(p.first-1) == "$" || w.low(p.end) == "-" && i != p.last {
		return true
	}
	if n, ok := lists.NounOf(t.Lemma); ok {
		switch n.Kind {
		case hearsay.Person, hearsay.Group, hearsay.Organization:
			return false
		}
		if _, ok := w.nouns[t.Lemma]; ok {
			return false
		}
		return n.Kind == hearsay.PlaceKind || n.Kind == hearsay.Facility
	}
	switch t.Lemma {
	case "day", "week", "month", "year", "hour", "minute", "second", "time", "percent", "dollar", "mile", "kilometer", "kilometre", "meter", "metre", "house", "home", "building", "car", "vehicle",
		"bus", "tank", "boat", "ship", "trawler", "tanker", "vessel", "dhow", "ferry", "truck", "lorry", "motorcycle", "drone", "missile", "rocket", "flight", "school", "village", "animal", "cow", "goat", "sheep", "camel", "bird", "dog", "horse", "cattle", "tree", "count", "charge", "case", "point", "seat", "vote":
		return true
	}
	return false
}

// ofThe tells "eight of the wounded": some of those already counted.
func (w *walk) ofThe(counted int, p phrase) bool {
	_, adj := w.adjs[w.low(counted)]
	return adj && w.low(p.end) == "of" && w.low(p.end+1) == "the"
}

// subset tells "including three children", "three of them children", "two
// soldiers were among the dead".
func (w *walk) subset(i int) bool {
	s := w.r.Syntax
	for steps := 0; steps < 4; steps++ {
		t := &s.Tokens[i]
		h := t.Head
		if h == i {
			return false
		}
		if t.Dep == "pobj" {
			switch w.low(h) {
			case "including", "among", "includes", "included":
				return true
			}
			return false
		}
		if t.Dep == "nsubj" && s.Tokens[h].Lemma == "be" {
			for _, c := range s.Children(h) {
				if w.low(int(c)) == "among" {
					return true
				}
			}
		}
		if t.Dep == "dobj" && s.Tokens[h].Lemma == "include" {
			return true
		}
		if t.Dep != "conj" {
			return false
		}
		i = h
	}
	return false
}

// amongThem tells "27 were arrested, a colonel among them", where the phrase
// follows its noun.
func (w *walk) amongThem(counted int) bool {
	k := counted + 1
	return w.low(k) == "among" && (w.low(k+1) == "them" || w.low(k+1) == "those" && w.low(k+2) != "killed" && w.low(k+2) != "arrested")
}

// label tells a number that is part of a name: "Local 218", "Flight 12".
func (w *walk) label(p phrase) bool {
	s := w.r.Syntax
	if p.first != p.last || p.first == 0 || !unicode.IsDigit(rune(w.low(p.first)[0])) {
		return false
	}
	t := &s.Tokens[p.first-1]
	if t.Tag != "NNP" || t.Dep != "compound" && t.Dep != "nmod" || t.Head != p.first {
		return false
	}
	for _, kind := range []string{"DATE", "TIME", "GPE", "LOC"} { // "on Friday 12 were held"
		if strings.HasSuffix(t.Ent, kind) {
			return false
		}
	}
	return true
}

// ofThese tells whether the counted are some of people already told: "three of the men who were
// arrested". What is told of those is not told of the number.
func (w *walk) ofThese(head, counted int) bool {
	s := w.r.Syntax
	t := &s.Tokens[counted]
	if head == counted || t.Dep != "pobj" || w.low(t.Head) != "of" || s.Tokens[t.Head].Head != head {
		return false
	}
	d := s.Child(counted, "det", "poss")
	return w.low(counted) == "those" || d >= 0 && (s.Tokens[d].Dep == "poss" || w.low(d) == "the" || w.low(d) == "those" || w.low(d) == "these")
}

// set tells the number that another is set against: "three people were killed,
// not two", "killed 15 people, not 17".
func (w *walk) set(p phrase, counted int) bool {
	return w.low(p.first-1) == "not" && (w.low(p.first-2) == "," || w.low(p.first-2) == "and") && len(w.r.Counts) > 0 &&
		w.r.Syntax.SentenceIndex(w.r.Counts[len(w.r.Counts)-1].Head) == w.r.Syntax.SentenceIndex(counted)
}

// singlesOnly tells that a person told without a number stands alone or beside others
// told so ("its driver and a guard"), not beside a number that may hold them.
func (w *walk) singlesOnly(i int) bool {
	s := w.r.Syntax
	for s.Tokens[i].Dep == "conj" {
		i = s.Tokens[i].Head
	}
	for k := i; k >= 0; {
		next := s.Child(k, "conj")
		if k != i || next >= 0 {
			if p, ok := w.single(s.Child(k, "det", "poss")); !ok || p.first < 0 {
				return false
			}
		}
		k = next
	}
	return true
}

// negated tells "did not kill 12 people".
func (w *walk) negated(head int) bool {
	s := w.r.Syntax
	h := s.Tokens[head].Head
	return h != head && strings.HasPrefix(s.Tokens[h].Tag, "VB") && s.Child(h, "neg") >= 0
}
