package claim

import (
	"cmp"
	"math"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// Encode gives the vectors of a syntax of which a stretch is hidden; an empty one hides nothing.
type Encode func(s *hearsay.Syntax, hidden hearsay.Span) *hearsay.Vectors

// Of an explanation's words.
const (
	mostAround = 160 // tokens around a cue in which words are hidden one by one
	mostWords  = 8
	leastLess  = 0.1 // odds that a word must matter for to be told of
)

// Grounds tells what spoke for a claim of a reading, whose Syntax must be there. The words that mattered are found by
// hiding one after the other (occlusion) in the sentences of the claim.
func (rd *Reader) Grounds(r *hearsay.Reading, c *hearsay.Claim, encode Encode) *hearsay.Grounds {
	out := &hearsay.Grounds{Steps: steps(r, c)}
	roles := rd.weighed(r.Syntax, encode(r.Syntax, hearsay.Span{}), partsOf(r.Syntax, c, hearsay.Span{End: len(r.Syntax.Text)}))
	extents := [...]hearsay.Extent{{}, c.Cue.Extent, c.Content}
	if len(c.Sources) > 0 {
		extents[attribute.Source] = c.Sources[0].Extent
	}
	for role, name := range [...]string{"source", "cue", "content"} {
		if w := roles[role]; w.tokens > 0 {
			out.Spans = append(out.Spans, hearsay.SpanOdds{Role: name, Extent: extents[role], Alone: w.alone, Tied: w.tied, Cued: w.cued})
		}
	}
	out.Words = rd.words(r.Syntax, c, encode)
	return out
}

// weight is the mean of the odds of a part's tokens.
type weight struct {
	tokens      int
	alone, tied float64
	cued        bool
}

// sum is what all parts bring together, each alike.
func sum(ws [3]weight) (s float64) {
	for _, w := range ws {
		if w.tokens > 0 {
			s += w.alone
			if w.cued {
				s += w.tied
			}
		}
	}
	return s
}

// partsOf are the tokens of a claim's first source, cue and content within a stretch of the text.
func partsOf(s *hearsay.Syntax, c *hearsay.Claim, within hearsay.Span) (out [3][]int) {
	add := func(role int, e hearsay.Extent) {
		if e.Empty() {
			return
		}
		for _, p := range e.Pieces() {
			if p.Start < within.Start || p.End > within.End {
				continue
			}
			for k, end := s.TokensIn(p); k < end; k++ {
				out[role] = append(out[role], k)
			}
		}
	}
	if len(c.Sources) > 0 {
		add(attribute.Source, c.Sources[0].Extent)
	}
	add(attribute.Cue, c.Cue.Extent)
	add(attribute.Content, c.Content)
	return out
}

// weighed gives each part's odds.
func (rd *Reader) weighed(s *hearsay.Syntax, v *hearsay.Vectors, parts [3][]int) (out [3]weight) {
	a, odds := rd.head.At(v, parts[attribute.Cue])
	for role, tokens := range parts {
		w := &out[role]
		for _, k := range tokens {
			if v.Pieces[k] == 0 || s.Tokens[k].Pos == "PUNCT" {
				continue
			}
			w.tokens++
			w.alone += float64(odds[k][role])
			if a == nil {
				continue
			}
			if i := k - a.First; i >= 0 && i < len(a.Belongs[role]) {
				w.tied += float64(a.Belongs[role][i]) / (1 + rd.head.Tie) // it is the sum of so many odds
				w.cued = true
			}
		}
		if w.tokens > 0 {
			w.alone /= float64(w.tokens)
			w.tied /= float64(w.tokens)
		}
	}
	return out
}

// words are those without which the head is less sure of a claim.
func (rd *Reader) words(s *hearsay.Syntax, c *hearsay.Claim, encode Encode) []hearsay.WordOdds {
	first, end := around(s, c)
	if first >= end {
		return nil
	}
	part := cutOut(s, first, end)
	at := s.Tokens[first].Start
	parts := partsOf(s, c, hearsay.Span{Start: at, End: s.Tokens[end-1].End})
	for role := range parts {
		for i := range parts[role] {
			parts[role][i] -= first
		}
	}
	whole := sum(rd.weighed(part, encode(part, hearsay.Span{}), parts))
	var out []hearsay.WordOdds
	for k := range part.Tokens {
		t := &part.Tokens[k]
		if t.Pos == "PUNCT" || t.Pos == "SPACE" {
			continue
		}
		if less := whole - sum(rd.weighed(part, encode(part, t.Span), parts)); less >= leastLess {
			out = append(out, hearsay.WordOdds{Span: s.Tokens[first+k].Span, Less: math.Round(less*100) / 100})
		}
	}
	slices.SortStableFunc(out, func(a, b hearsay.WordOdds) int { return cmp.Compare(b.Less, a.Less) })
	return out[:min(len(out), mostWords)]
}

// around is the run of whole sentences about a claim's cue, or about the beginning of its content where it has none: those of
// its source and content too, as far as there is room.
func around(s *hearsay.Syntax, c *hearsay.Claim) (first, end int) {
	parts := partsOf(s, c, hearsay.Span{End: len(s.Text)})
	all := slices.Concat(parts[attribute.Cue], parts[attribute.Source], parts[attribute.Content])
	if len(all) == 0 {
		return 0, 0
	}
	n := s.SentenceOf(all[0])
	first, end = n.First, min(n.End, n.First+mostAround)
	for _, k := range all {
		n := s.SentenceOf(k)
		if f, e := min(first, n.First), max(end, n.End); e-f <= mostAround {
			first, end = f, e
		}
	}
	return first, end
}

// cutOut is a run of sentences as a syntax of its own.
func cutOut(s *hearsay.Syntax, first, end int) *hearsay.Syntax {
	at := s.Tokens[first].Start
	out := &hearsay.Syntax{Text: s.Text[at:s.Tokens[end-1].End]}
	for _, t := range s.Tokens[first:end] {
		t.Start -= at
		t.End -= at
		if t.Head -= first; t.Head < 0 || t.Head >= end-first {
			t.Head = len(out.Tokens)
		}
		out.Tokens = append(out.Tokens, t)
	}
	out.Link()
	return out
}

// steps lead from the words for each source that is not named by them back to a name: the mentions of its entity from there.
func steps(r *hearsay.Reading, c *hearsay.Claim) []hearsay.Step {
	var out []hearsay.Step
	for n, s := range c.Sources {
		if s.Entity == "" || s.Extent.Empty() {
			continue
		}
		i := slices.IndexFunc(r.Entities, func(e hearsay.Entity) bool { return e.ID == s.Entity })
		if i < 0 {
			continue
		}
		ms := r.Entities[i].Mentions
		at := -1
		for k, m := range ms {
			if m.Start < s.End && s.Start < m.End && (at < 0 || m.End-m.Start > ms[at].End-ms[at].Start) {
				at = k
			}
		}
		if at < 0 {
			continue
		}
		step := func(k int) {
			out = append(out, hearsay.Step{Source: n, Span: ms[k].Span, Form: ms[k].Form, By: ms[k].By})
		}
		step(at)
		// Back to the nearest name, then to the first mention; a name may come later only.
		last := at
		for last > 0 && ms[last].Form != hearsay.NameForm {
			last--
			step(last)
		}
		if ms[last].Form != hearsay.NameForm {
			if k := slices.IndexFunc(ms, func(m hearsay.Mention) bool { return m.Form == hearsay.NameForm }); k >= 0 {
				step(k)
			}
		} else if last > 0 {
			step(0)
		}
	}
	return out
}
