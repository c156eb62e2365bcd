package claim

import (
	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// beside gives the preposition as part of the cue where it stands next to it.
func (t *tree) beside(v, k int) []int {
	if k == v+1 {
		return []int{k}
	}
	return nil
}

// beside reads the clause that a verb of speech is set into: "The blast,
// officials said, was an accident", "As the mayor put it, ...".
func (rd *run) beside(v int, c *cueVerb, subject int) *found {
	t := rd.t
	h := int(t.head[v])
	if subject >= 0 && t.lower(subject) == "you" {
		return nil // "you know": no report
	}
	switch {
	case h == v || !t.clauseHead(h) || t.quoteAt[h] != t.quoteAt[v]:
	case t.dep(v) == "parataxis", t.dep(v) == "dep" && subject >= 0, t.dep(v) == "advcl" && t.asMarked(v), t.dep(v) == "ccomp" && rd.lookup(h) == nil && t.setOff(v),
		t.dep(v) == "advcl" && t.finite(v) && t.setOff(v) && t.child(v, "mark", "advmod") < 0:
		if t.dep(v) == "parataxis" && v < h && !t.setOff(v) {
			break
		}
		if up := int(t.head[h]); h > v && up < v && t.dep(v) == "parataxis" && t.dep(h) == "ccomp" && t.clauseHead(up) && t.quoteAt[up] == t.quoteAt[v] && t.setOff(v) {
			h = up // "It was unclear, she said, who would pay"
		}
		under := 0
		if o := rd.lookup(h); o != nil && o.that {
			// "P, the mayor said, Reuters reported": the content is what Reuters reports.
			if k := t.child(h, "ccomp"); k >= 0 && k < h && k != v && t.clauseHead(k) {
				under, h = h, k
			}
		}
		if f := rd.asAsked(v, h, c); f != nil {
			return f
		}
		own := rd.leaveOut(h, v)
		pieces := t.runs(t.subtree(h, func(k int) bool { return k == v || own(k) }))
		if len(pieces) == 0 {
			return nil // all of it is left out
		}
		if k := rd.colonBefore(pieces[0][0], v); k >= 0 && !t.asMarked(v) && pieces[len(pieces)-1][1] > k+1 {
			pieces = behind(pieces, k)
		}
		if p := t.trim(pieces[0]); p[0] > v && t.lower(p[0]) == "that" && t.dep(p[0]) == "mark" && p[1] > p[0]+1 {
			pieces[0][0] = p[0] + 1 // "admitted, off the record, that"
		}
		return &found{pieces: pieces, frame: "set-in", root: h, under: under}
	}
	if f := rd.besideLast(v, h, subject); f != nil {
		return f
	}
	// The parser may make the verb of speech the head and hang the clause on it.
	for _, k := range t.children(v) {
		k := int(k)
		if (t.dep(k) == "parataxis" || t.dep(k) == "conj" && k < v || t.dep(k) == "dep" || t.dep(k) == "advcl" && k < v && t.finite(k) && t.child(k, "mark", "advmod") < 0) &&
			t.verb(k) && t.finite(k) && t.child(k, "nsubj", "nsubjpass", "expl") >= 0 && !rd.alone(k) && (k < v || t.TextOf(min(v+1, len(t.Tokens)-1)) != ".") {
			under := 0
			if c := t.child(k, "ccomp"); k > v && c > k && t.marked(c) && rd.lookup(k) != nil && t.setOff(k) {
				under, k = k, c // "experts concluded, it says, that"
			}
			return &found{pieces: rd.contentOf(k, v), frame: "set-beside", root: k, under: under}
		}
	}
	return nil
}

// colonBefore is the last colon from token first on outside of quotations before a cue, where somebody speaks before the colon or a headline's first word
// stands there: "she argued that it was no surprise: the stations, she notes, have lost their staff"; -1: none.
func (rd *run) colonBefore(first, v int) int {
	t := rd.t
	for k := v - 1; k > first; k-- {
		if t.TextOf(k) != ":" || t.quoteAt[k] != t.quoteAt[v] {
			continue
		}
		if k == first+1 && lists.Kicker(t.TextOf(first)) {
			return k
		}
		for i := first; i < k; i++ {
			if c := rd.lookup(i); t.verb(i) && c != nil && (c.that || c.quote || c.act == hearsay.Deny) {
				return k
			}
		}
		return -1
	}
	return -1
}

// behind leaves of pieces what stands behind a token.
func behind(pieces [][2]int, k int) (out [][2]int) {
	for _, p := range pieces {
		if p[0] = max(p[0], k+1); p[0] < p[1] {
			out = append(out, p)
		}
	}
	return out
}

// asAsked reads what is asked for behind a clause that tells that it is not done: in "ruled out a truce, as two envoys had proposed" they proposed a truce.
func (rd *run) asAsked(v, h int, c *cueVerb) *found {
	t := rd.t
	if t.dep(v) != "advcl" || !t.asMarked(v) || h > v || c.act != hearsay.Request && c.act != hearsay.Order {
		return nil
	}
	if o := rd.lookup(h); o == nil || o.act != hearsay.Deny {
		return nil
	}
	for _, k := range t.children(h) {
		k := int(k)
		if d := t.dep(k); k > h && (d == "xcomp" || d == "ccomp" || d == "dobj" || d == "advcl" && t.Tokens[k].Tag == "VBG" && !rd.commaBefore(k)) {
			return &found{pieces: rd.contentOf(k, v), frame: "as-asked", root: k}
		}
	}
	return nil
}

// alone reports whether a verb of speech has a subject and nothing else: "who, it says, threaten the border" is not what those say.
func (rd *run) alone(k int) bool {
	t := rd.t
	c := rd.lookup(k)
	if c == nil || !c.that && !c.quote {
		return false
	}
	for _, o := range t.children(k) {
		if d := t.dep(int(o)); d != "nsubj" && d != "punct" && d != "advmod" && d != "aux" {
			return false
		}
	}
	return true
}

// besideLast reads the speaker at the end of a sentence of two clauses, whom the parser
// takes for a third: "A mine exploded and killed its driver, the agency said on Monday".
func (rd *run) besideLast(v, h, subject int) *found {
	t := rd.t
	if t.dep(v) != "conj" || h >= v || subject < 0 || t.child(v, "nsubj") != subject || subject > v || !t.verb(h) || !t.finite(v) || t.quoteAt[h] != t.quoteAt[v] || !t.setOff(v) {
		return nil
	}
	first, end := t.edges(v)
	if first == 0 || t.TextOf(first-1) != "," || v-first > maxApposition || end < t.sentences[t.sentenceAt[v]].End-1 || t.child(v, "dobj", "ccomp", "xcomp") >= 0 {
		return nil
	}
	for n := 0; n < maxClimb && t.dep(h) == "conj" && t.verb(int(t.head[h])); n++ {
		h = int(t.head[h])
	}
	if !t.clauseHead(h) || rd.lookup(h) != nil {
		return nil
	}
	return &found{pieces: t.runs(t.subtree(h, func(k int) bool { return k == v })), frame: "set-in", root: h}
}

func (t *tree) asMarked(v int) bool {
	for _, k := range t.children(v) {
		if t.lower(int(k)) == "as" && (t.dep(int(k)) == "mark" || t.dep(int(k)) == "advmod") {
			return true
		}
	}
	return false
}

// setOff reports whether a clause stands between commas or dashes.
func (t *tree) setOff(v int) bool {
	first, end := t.edges(v)
	left := first == 0 || t.sentenceAt[first-1] != t.sentenceAt[v] || t.punct(first-1) || t.punct(first)
	right := end >= len(t.Tokens) || t.sentenceAt[end] != t.sentenceAt[v] || t.punct(end) || t.punct(end-1)
	return left && right
}

// betweenCommas reads on the surface where the tree fails: a sentence into which
// nothing but the speaker and the verb is set between commas.
func (rd *run) betweenCommas(v, subject int) *found {
	t := rd.t
	if !t.finite(v) || subject < 0 || t.child(v, "nsubj") != subject || t.lower(subject) == "you" {
		return nil
	}
	s := t.sentences[t.sentenceAt[v]]
	if s.End-s.First > maxClause {
		return nil
	}
	p := t.phraseOf(subject)
	first, last := min(p[0], v), max(p[1], v+1)
	if subject > v {
		_, last = t.edges(subject) // with all that is told of the speaker
	}
	for _, k := range t.children(v) {
		if d := t.dep(int(k)); d == "advmod" || d == "npadvmod" || d == "aux" || d == "prep" {
			a, b := t.edges(int(k))
			first, last = min(first, a), max(last, b)
		}
	}
	if last-first > 15 || first <= s.First || last >= s.End || t.TextOf(first-1) != "," && t.TextOf(first-1) != "—" || t.TextOf(last) != "," && t.TextOf(last) != "—" {
		return nil
	}
	if !t.wordsIn(s.First, first) || !t.wordsIn(last, s.End) {
		return nil
	}
	for i := s.First; i < s.End; i++ {
		if t.quoteAt[i] != t.quoteAt[v] && t.speech(&t.quotes[max(t.quoteAt[i], 0)]) {
			return nil
		}
	}
	return &found{pieces: [][2]int{{s.First, first}, {last, s.End}}, frame: "between-commas", root: t.topOf([2]int{s.First, first})}
}

// asideSubject is the noun of ", negotiators announced on Friday," where the
// parser took the verb for a participle of the noun; -1 elsewhere.
func (rd *run) asideSubject(v int) int {
	t := rd.t
	h := int(t.head[v])
	if t.dep(v) != "acl" || h != v-1 || t.Tokens[v].Tag != "VBN" && t.Tokens[v].Tag != "VBD" || t.agent(v) >= 0 || !rd.person(h) {
		return -1
	}
	switch t.dep(h) {
	case "appos", "conj", "npadvmod", "dep", "dobj", "nsubj", "attr":
	default:
		return -1
	}
	first := t.phraseOf(h)[0]
	if first == 0 || t.TextOf(first-1) != "," || !t.wordsIn(t.sentences[t.sentenceAt[v]].First, first) {
		return -1
	}
	return h
}

// aside is all that stands before such an aside in its sentence.
func (rd *run) aside(v, subject int) *found {
	t := rd.t
	s := t.sentences[t.sentenceAt[v]]
	first := t.phraseOf(subject)[0]
	if first-s.First > maxClause || !t.sentenceLike(s.First, first) {
		return nil
	}
	return &found{pieces: [][2]int{{s.First, first}}, frame: "aside", root: t.topOf([2]int{s.First, first})}
}

// unglued mends "police detained the leader, witnesses said" read with the
// leader and the witnesses as one subject: where no punctuation parts content
// and speaker, the speaker begins after the first comma. It returns the new
// subject, or -1.
func (rd *run) unglued(v, subject int, f *found) int {
	t := rd.t
	last := f.pieces[len(f.pieces)-1]
	p := t.phraseOf(subject)
	if subject > v || last[1] > p[0] || t.child(v, "nsubj") != subject || f.frame == "quote" {
		return -1
	}
	for i := last[1]; i < p[0]; i++ {
		if t.punct(i) {
			return -1
		}
	}
	for i := last[1] - 1; i >= last[0] && t.punct(i); i-- {
		return -1
	}
	for i := p[0]; i < p[1]; i++ {
		if t.TextOf(i) != "," {
			continue
		}
		for _, k := range t.subtree(subject, nil) {
			if k > i && t.noun(k) && rd.person(k) && int(t.head[k]) < i {
				f.pieces[len(f.pieces)-1][1] = i
				rd.t.over[k] = "nsubj"
				rd.t.head[k] = int32(v)
				return k
			}
		}
		return -1
	}
	return -1
}

// beforeClause is the first token of the relative or participial clause that
// holds v and hangs on the noun s; v itself where there is none.
func (rd *run) beforeClause(v, s int) int {
	t := rd.t
	k := v
	for step := 0; step < maxClimb; step++ {
		if d := t.dep(k); d == "relcl" || d == "acl" {
			first, _ := t.edges(k)
			for first > s+1 && t.punct(first-1) {
				first--
			}
			return max(first, s+1)
		}
		if t.root(k) {
			break
		}
		if h := int(t.head[k]); k == v && t.dep(k) == "pcomp" && h > s {
			return h // "acquitted the mayor of ordering it"
		}
		k = int(t.head[k])
	}
	return v
}
