package claim

import (
	"strings"
)

// maxGap is how many tokens may stand between a quotation and its verb.
const maxGap = 45

// direct finds the quotations that the verb v introduces: the one that ends
// before its clause, the one that begins after it, or both ("...," she said,
// "..."). What follows in the same paragraph comes with [run.loneQuotes].
func (rd *run) direct(v, subject int, c *cueVerb) *found {
	t := rd.t
	before := rd.quoteBefore(v, subject, c.addr || c.lemma == "tell")
	after := rd.quoteAfter(v)
	if after >= 0 && before < 0 {
		o := t.prev(t.quotes[after].first - 1)
		if rd.addedAt(o) && t.prev(o-1) > v {
			after = -1 // "posted a film, adding: ..."
		} else if c.ing && t.Tokens[o].Tag == "VBG" && o > v && (int(t.head[o]) == v || int(t.head[t.head[o]]) == v) {
			after = -1 // 'recalls being "afraid of him"'
		} else if (c.small || c.np) && t.noun(o) && o != subject && t.child(v, "dobj") >= v {
			after = -1 // "called the raid "a crime"": read with its object
		} else if first := rd.tailOf(v, o, after, c); first >= 0 {
			t.quotes[after].taken = true
			return &found{frame: "part-quoted", pieces: [][2]int{{first, t.quotes[after].end}}, root: t.topOf([2]int{first, t.quotes[after].end})}
		}
	}
	if before < 0 && after < 0 {
		return nil
	}
	f := &found{frame: "quote", root: -1}
	var qs []int
	if before >= 0 {
		qs = append(qs, rd.carried(before)...)
	}
	if after >= 0 && (before < 0 || rd.goesOn(before, v, after)) {
		qs = append(qs, after)
	}
	for _, q := range qs {
		t.quotes[q].taken = true
		p := t.inside(&t.quotes[q])
		f.pieces = append(f.pieces, p)
	}
	if k := t.child(v, "ccomp"); before < 0 && k >= 0 && k < v && t.quoteAt[k] < 0 && t.finite(k) && t.TextOf(t.prev(t.quotes[after].first-1)) == ":" {
		f.pieces = append(rd.contentOf(k, v), f.pieces...) // 'It may be ignored, he conceded: "Paper is patient."'
		f.frame = "clause"
	}
	f.root = t.topOf(f.pieces[0])
	return f
}

// addedAt reports whether a colon stands behind a participle that introduces a quotation.
func (rd *run) addedAt(sign int) bool {
	t := rd.t
	if sign < 1 || t.TextOf(sign) != ":" {
		return false
	}
	g := t.prev(sign - 1)
	if g < 0 || t.Tokens[g].Tag != "VBG" {
		return false
	}
	o := rd.lookup(g)
	return o != nil && o.quote
}

// carried lists a quotation after those that it goes on from, over paragraphs.
func (rd *run) carried(q int) []int {
	var out []int
	for q >= 0 && len(out) < 40 {
		out = append(out, q)
		q = rd.t.quotes[q].carried
		if q >= 0 && rd.t.quotes[q].taken {
			break
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// inside is a quotation's words without its marks and the comma that only
// joins it to its speaker.
func (t *tree) inside(q *quote) [2]int {
	a, b := q.from, q.to
	for b > a {
		s := t.TextOf(b - 1)
		if t.space(b-1) || s == "," || s == "." || s == "—" || s == "–" {
			b--
			continue
		}
		break
	}
	return [2]int{a, b}
}

// topOf is the highest token in a range.
func (t *tree) topOf(p [2]int) int {
	top := p[0]
	for i := p[0]; i < p[1]; i++ {
		h := int(t.head[i])
		if (h < p[0] || h >= p[1] || h == i) && !t.punct(i) {
			top = i
			if t.verb(i) {
				return i
			}
		}
	}
	return top
}

// quoteBefore returns the quotation that ends right before v's clause, or -1. A verb may be addressed to its object: "told them".
func (rd *run) quoteBefore(v, subject int, addressed bool) int {
	t := rd.t
	own := t.quoteAt[v]
	if own >= 0 || t.dep(v) == "relcl" && t.child(v, "ccomp") > v {
		return -1 // '"I rang twice," the brother, who asked that he not be named, said'
	}
	j := v - 1
	for ; j >= 0 && v-j <= maxGap; j-- {
		if t.para[j] != t.para[v] {
			return -1
		}
		if q := t.quoteAt[j]; q >= 0 {
			break
		}
		switch t.TextOf(j) {
		case ".", "!", "?", ";", ":":
			return -1
		}
	}
	if j < 0 || v-j > maxGap || t.quoteAt[j] < 0 {
		return -1
	}
	q := int(t.quoteAt[j])
	qt := &t.quotes[q]
	if qt.taken {
		return -1
	}
	last := t.lastInside(qt)
	next := t.next(qt.end)
	joined := last == "," || last == "!" || last == "?" || last == "—" || last == "–" || last == "…" || last == "..." || next < len(t.Tokens) && t.TextOf(next) == ","
	if !joined && !(t.speech(qt) && v-qt.end <= 8) {
		return -1
	}
	if last == "." && (v-qt.end > 6 || t.child(v, "ccomp", "xcomp") > v || t.child(v, "dobj") > v && !addressed) {
		return -1 // '"We had nowhere to go." His cousin said the crew was afraid', '... He posted a video'
	}
	if !t.leads(qt) && !(joined && t.speech(qt) && t.afterSpeaker(qt)) {
		return -1
	}
	// Between the quotation and v stands v's own subject and nothing that has a
	// finite verb outside that subject.
	first := true
	for i := qt.end; i < v; i++ {
		if t.punct(i) {
			continue
		}
		if first {
			first = false
			if d := t.dep(i); d == "mark" && t.lower(i) != "as" || d == "cc" && t.lower(i) != "and" {
				return -1
			}
			switch t.Tokens[i].Tag {
			case "IN":
				if t.lower(i) != "as" && !t.above(v, i) {
					return -1
				}
			}
		}
		if t.verb(i) && t.finite(i) && t.dep(i) != "aux" && t.dep(i) != "auxpass" && !(subject >= 0 && (t.above(subject, i) || i == subject)) && int(t.head[i]) != v && !t.above(i, v) {
			return -1
		}
	}
	if subject >= 0 && t.quoteAt[subject] < 0 && subject < qt.first && t.sentenceAt[subject] == t.sentenceAt[v] && t.child(v, "nsubj") != subject && v != t.next(qt.end) {
		return -1
	}
	return q
}

// lastInside is the last token of a quotation before its closing mark.
func (t *tree) lastInside(q *quote) string {
	i := q.to - 1
	for i > q.from && (t.space(i) || isMark(t.TextOf(i))) {
		i--
	}
	return t.TextOf(i)
}

func (t *tree) next(i int) int {
	for i < len(t.Tokens) && t.space(i) {
		i++
	}
	return i
}

// leads reports whether a quotation begins a sentence or a paragraph.
func (t *tree) leads(q *quote) bool {
	for j := q.first - 1; j >= 0; j-- {
		if t.para[j] != t.para[q.first] {
			return true
		}
		if t.space(j) || isMark(t.TextOf(j)) && t.quoteAt[j] < 0 {
			continue
		}
		switch s := t.TextOf(j); s {
		case ".", "!", "?", ":", ";", "—", "–", "--":
			return true
		default:
			if isMark(s) {
				if o := t.quoteAt[j]; o >= 0 {
					switch t.lastInside(&t.quotes[o]) {
					case ".", "!", "?":
						return true
					}
				}
			}
			return t.signature(j, q.first)
		}
	}
	return true
}

// signature reports whether a line ends between two tokens that has, a few words back, a dash right behind a quotation: where [run.signed] looks for the name of who spoke.
func (t *tree) signature(j, next int) bool {
	if !strings.Contains(t.Text[t.Tokens[j].End:t.Tokens[next].Start], "\n") {
		return false
	}
	for i := j; i > 0 && i > j-maxSignature && t.para[i] == t.para[j]; i-- {
		if dash(t.TextOf(i)) || glued(t.TextOf(i)) {
			before := t.prev(i - 1)
			return glued(t.TextOf(i)) || before >= 0 && isMark(t.TextOf(before))
		}
	}
	return false
}

// dash reports whether a token is a dash or what is typed for one.
func dash(s string) bool {
	switch s {
	case "-", "--", "–", "—", "―", "~":
		return true
	}
	return false
}

// afterSpeaker reports whether a comma stands before a quotation, as after
// "she said,".
func (t *tree) afterSpeaker(q *quote) bool {
	j := q.first - 1
	for j >= 0 && t.space(j) {
		j--
	}
	return j >= 0 && t.TextOf(j) == ","
}

// quoteAfter returns the quotation that v introduces, or -1.
func (rd *run) quoteAfter(v int) int {
	t := rd.t
	if t.quoteAt[v] >= 0 {
		return -1
	}
	j := v + 1
	for ; j < len(t.Tokens) && j-v <= maxGap; j++ {
		if t.quoteAt[j] >= 0 {
			break
		}
		if t.para[j] != t.para[v] {
			// "He said:" and the quotation in the next paragraph.
			if k := t.prev(j - 1); k < 0 || t.TextOf(k) != ":" {
				return -1
			}
		}
		switch t.TextOf(j) {
		case ".", "!", "?", ";":
			return -1
		case "that", "whether", "if":
			if t.dep(j) == "mark" {
				return -1
			}
		}
		if t.verb(j) && t.finite(j) && t.dep(j) != "aux" && t.dep(j) != "auxpass" && t.dep(j) != "relcl" && !t.inRelative(j, v) {
			return -1
		}
	}
	if j >= len(t.Tokens) || j-v > maxGap || t.quoteAt[j] < 0 {
		return -1
	}
	q := int(t.quoteAt[j])
	qt := &t.quotes[q]
	if qt.taken || qt.first != j {
		return -1
	}
	k := t.prev(j - 1)
	sign := k > v && (t.TextOf(k) == "," || t.TextOf(k) == ":" || t.TextOf(k) == "—")
	if !sign && k != v && !t.speech(qt) {
		return -1
	}
	if !sign && k != v && !rd.ownWords(v, k) {
		return -1
	}
	if sign && t.TextOf(k) == "," && !upper(t.TextOf(qt.from)) && !t.speech(qt) {
		return -1
	}
	// A quotation that the sentence goes on from is a part of a clause.
	if n := t.next(qt.end); n < len(t.Tokens) && t.para[n] == t.para[qt.first] && t.lettered(n) && !upper(t.TextOf(n)) {
		switch t.lastInside(qt) {
		case ".", ",", "!", "?":
		default:
			if t.Tokens[n].Pos != "CCONJ" || !t.speech(qt) {
				if !t.speech(qt) || t.Tokens[n].Tag == "IN" || t.verb(n) {
					return -1
				}
			}
		}
	}
	if !t.speech(qt) && !sign && t.words(qt) < 4 {
		// 'said "no"' is direct speech; 'said "yes-men" ran the firm' is not.
		if n := t.next(qt.end); n < len(t.Tokens) && t.lettered(n) {
			return -1
		}
	}
	return q
}

func (t *tree) words(q *quote) int {
	n := 0
	for i := q.from; i < q.to; i++ {
		if t.lettered(i) {
			n++
		}
	}
	return n
}

func (t *tree) prev(i int) int {
	for i >= 0 && t.space(i) {
		i--
	}
	return i
}

// inRelative reports whether token j stands in a relative clause between v and
// the quotation ("told reporters who asked").
func (t *tree) inRelative(j, v int) bool {
	for step := 0; step < maxClimb; step++ {
		if t.dep(j) == "relcl" || t.dep(j) == "acl" {
			return true
		}
		h := int(t.head[j])
		if h == j || h == v {
			return false
		}
		j = h
	}
	return false
}

// ownWords reports whether the tokens after v up to k all belong to v's own
// clause: adverbs, times, the one spoken to, the subject put behind.
func (rd *run) ownWords(v, k int) bool {
	t := rd.t
	for i := v + 1; i <= k; i++ {
		if t.punct(i) {
			continue
		}
		if !t.above(v, i) {
			return false
		}
	}
	return true
}

// goesOn reports whether the quotation after the verb goes on with the one
// before it: '"A," she said, "B."'.
func (rd *run) goesOn(before, v, after int) bool {
	t := rd.t
	k := t.prev(t.quotes[after].first - 1)
	return k >= v && (t.TextOf(k) == "," || t.TextOf(k) == ":" || k == v) && !rd.t.quotes[after].taken
}

// spokenBy finds the subject beside the verb where the tree has none outside
// the quotation: '"...," said X' and '"...," X said'.
func (rd *run) spokenBy(v, subject int, f *found) int {
	t := rd.t
	inQuote := func(i int) bool {
		for _, p := range f.pieces {
			if p[0] <= i && i < p[1] {
				return true
			}
		}
		return t.quoteAt[i] >= 0 && t.quoteAt[i] != t.quoteAt[v]
	}
	if subject >= 0 && !inQuote(subject) {
		return subject
	}
	if s := rd.inverted(v, f); s >= 0 {
		return s
	}
	if s := t.nounBefore(v); s >= 0 && !inQuote(s) {
		return s
	}
	return -1
}

// speakerBefore is who speaks outside quotation marks before v in its sentence: '"...," she stated, "...," adding, "..."'. -1 where nobody does.
func (rd *run) speakerBefore(v int) int {
	t := rd.t
	first := t.sentences[t.sentenceAt[v]].First
	for i := v - 1; i >= first; i-- {
		if t.quoteAt[i] >= 0 || !t.verb(i) || rd.lookup(i) == nil || t.dep(i) == "ccomp" {
			continue
		}
		if s := t.child(i, "nsubj"); s >= 0 && t.quoteAt[s] < 0 {
			return s
		}
	}
	return -1
}

// inverted finds the speaker right after the verb: "said X". Only where the
// content stands before the verb.
func (rd *run) inverted(v int, f *found) int {
	t := rd.t
	if len(f.pieces) == 0 || f.pieces[0][0] > v {
		return -1
	}
	for _, k := range t.children(v) {
		k := int(k)
		if k > v && t.noun(k) && t.quoteAt[k] == t.quoteAt[v] {
			switch t.dep(k) {
			case "nsubj", "dobj", "attr", "oprd", "dep", "appos", "npadvmod", "ccomp":
				if !t.timeAt(k) {
					return k
				}
			}
		}
	}
	i := t.next(v + 1)
	head := -1
	for ; i < len(t.Tokens) && t.sentenceAt[i] == t.sentenceAt[v] && i < v+10; i++ {
		switch t.Tokens[i].Pos {
		case "DET", "ADJ", "NUM":
			continue
		case "NOUN", "PROPN", "PRON":
			if t.timeAt(i) {
				break
			}
			head = i
			continue
		}
		break
	}
	return head
}

// nounBefore is the noun right before a verb, auxiliaries and adverbs between.
func (t *tree) nounBefore(v int) int {
	for i := v - 1; i >= 0 && i > v-6 && t.sentenceAt[i] == t.sentenceAt[v]; i-- {
		switch t.Tokens[i].Pos {
		case "AUX", "ADV", "PART":
			continue
		case "NOUN", "PROPN", "PRON":
			return i
		case "PUNCT":
			// "the governor, Ana Cruz, reported"
			if i > 0 && t.TextOf(i) == "," && t.noun(i-1) {
				k := t.beforeAside(i)
				for step := 0; step < maxClimb && (t.dep(k) == "appos" || t.dep(k) == "compound"); step++ {
					if t.dep(int(t.head[k])) == "pobj" {
						break // "In a post on Facebook, the chair, ..."
					}
					k = int(t.head[k])
				}
				return k
			}
		}
		break
	}
	return -1
}

// beforeAside is the noun before the comma at i, or, where a participle or a
// relative clause stands between two commas, the noun before that.
func (t *tree) beforeAside(i int) int {
	s := t.sentences[t.sentenceAt[i]].First
	for j := i - 1; j > s && j > i-30; j-- {
		if t.TextOf(j) != "," {
			continue
		}
		switch t.Tokens[t.next(j+1)].Tag {
		case "VBG", "VBN", "WP", "WDT":
			if t.noun(j - 1) {
				return j - 1
			}
		}
		break
	}
	return i - 1
}

// tailOf reports where a content begins whose subject stands before the
// quotation: 'said it "will not pay"'; -1 where the quotation is all of it.
func (rd *run) tailOf(v, o, q int, c *cueVerb) int {
	t := rd.t
	qt := &t.quotes[q]
	if o > v && o == qt.first-1 && t.Tokens[o].Pos == "AUX" {
		// 'said it was "looking into the reports"'
		for _, h := range []int{int(t.head[o]), o} {
			if s := t.child(h, "nsubj", "nsubjpass"); s > v && s < o {
				return min(t.phraseOf(s)[0], s)
			}
		}
		return -1
	}
	if o <= v || !t.noun(o) || o != qt.first-1 || upper(t.TextOf(qt.from)) || c.addr && t.dep(o) == "dobj" && t.Tokens[qt.from].Tag != "MD" {
		return -1
	}
	for i := qt.from; i < qt.to && i < qt.from+3; i++ {
		switch t.Tokens[i].Tag {
		case "MD", "VBZ", "VBD", "VBP":
			first := t.phraseOf(o)[0]
			if first <= v {
				first = o
			}
			return first
		case "RB":
			continue
		}
		break
	}
	return -1
}
