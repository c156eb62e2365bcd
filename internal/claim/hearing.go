package claim

import (
	"math"
	"slices"
	"strings"

	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// hearing is an attribution with the spans that were chosen for it.
type hearing struct {
	*attribute.Attribution
	edges       []float64   // of the run
	free        [][]float32 // by role what spoke for each token before the spans of other roles took it
	source, cue []int       // tokens
	content     [][2]int    // half-open ranges
	worth       float64     // of the content
	draft       *draft      // the claim that was made of it, nil where none was
}

// edgeCosts are what it costs to begin or end a span before each token: the more, the more arcs of the tree
// cross that place, and nothing much between sentences and beside marks.
func (rd *run) edgeCosts() []float64 {
	t := rd.t
	n := len(t.Tokens)
	cross := make([]int, n+2)
	for i := range t.Tokens {
		if h := int(t.head[i]); h != i {
			cross[min(i, h)+1]++
			cross[max(i, h)+1]--
		}
	}
	out := make([]float64, n+1)
	arcs := 0
	for i := range out {
		arcs += cross[i]
		c := rd.head.Edge + rd.head.Cross*float64(max(0, arcs-1))
		switch {
		case i == 0 || i == n || t.sentenceAt[i] != t.sentenceAt[i-1]:
			c = rd.head.Edge / 2
		case t.punct(i) || t.punct(i-1) || t.space(i) || t.space(i-1):
			c = min(c, rd.head.Edge)
		}
		out[i] = c
	}
	return out
}

// never is what speaks for a token that cannot belong: no edge is worth going over it.
const never = -20

// hearing chooses spans for an attribution: of the source and the cue one stretch, of the content as many as are worth their edges.
func (rd *run) hearing(a *attribute.Attribution) *hearing {
	h := &hearing{Attribution: a, edges: rd.edges}
	a.Belongs[attribute.Cue][a.Begins-a.First] += 50 // it holds its own beginning, whatever else
	for r := range a.Belongs {
		h.free = append(h.free, slices.Clone(a.Belongs[r]))
	}
	bar := func(ks [][2]int) {
		for _, p := range ks {
			for k := p[0]; k < p[1]; k++ {
				for r := range a.Belongs {
					a.Belongs[r][k-a.First] = never
				}
			}
		}
	}
	for i := range a.Belongs[attribute.Source] {
		if k := a.First + i; rd.t.space(k) && strings.Contains(rd.t.TextOf(k), "\n\n") {
			a.Belongs[attribute.Source][i], a.Belongs[attribute.Cue][i] = never, never // nobody's name goes on in the next paragraph
		}
	}
	cue, _ := h.spans(attribute.Cue, true)
	h.cue = slices.DeleteFunc(tokensOf(cue), rd.t.space)
	bar(cue)
	source, _ := h.spans(attribute.Source, true)
	h.source = tokensOf(source)
	bar(source)
	rd.barAbove(h)
	if h.content, h.worth = h.spans(attribute.Content, false); h.content == nil {
		// "endorsed the senator": too short to be worth its edges, and yet something must be put forward.
		if content, worth := rd.best(h, attribute.Content); worth >= -rd.head.Least {
			h.content, h.worth = content, worth
		}
	}
	return h
}

// barAbove keeps out of a content what a noun that puts it forward, or a clause about a noun, is part of: in "the army's
// claim that the town fell was denied" what is denied, in "workers who said they fled reported" what is reported. A clause that hangs there may be the content: "the claim is that the town fell".
func (rd *run) barAbove(h *hearing) {
	t := rd.t
	v := rd.topOf(h.cue)
	if v < 0 || t.verb(v) && t.dep(v) != "relcl" && t.dep(v) != "acl" {
		return
	}
	not := func(k int) {
		if i := k - h.First; i >= 0 && i < len(h.Belongs[attribute.Content]) {
			h.Belongs[attribute.Content][i], h.free[attribute.Content][i] = never, never
		}
	}
	below := v
	last := h.First + len(h.Belongs[attribute.Content])
	for k, steps := int(t.head[v]), 0; k != below && steps < maxClimb; below, k, steps = k, int(t.head[k]), steps+1 {
		if k < v {
			continue // "they reject claims that ..." may itself be what somebody says
		}
		not(k)
		for _, child := range t.children(k) {
			c := int(child)
			if c <= v || c == below || !t.verb(v) && slices.Contains([]string{"ccomp", "xcomp", "acl", "advcl", "parataxis"}, t.dep(c)) {
				continue
			}
			l, r := t.Subtree(c)
			for i := max(l, h.First); i < min(r, last); i++ {
				not(i)
			}
		}
	}
}

// spans are the stretches of tokens of which most is in favour, less what their edges cost; one alone, if asked (Viterbi's algorithm).
func (h *hearing) spans(role int, one bool) ([][2]int, float64) {
	s := h.Belongs[role]
	n := len(s)
	if n == 0 {
		return nil, 0
	}
	const before, in, behind, impossible = 0, 1, 2, -1e9
	// worth[i][k]: the best of the tokens up to i, where i is outside (behind: the only span stands before it) or inside.
	worth, from := make([][3]float64, n), make([][3]int8, n)
	worth[0] = [3]float64{0, float64(s[0]) - h.edges[h.First], impossible}
	for i := 1; i < n; i++ {
		w, e := worth[i-1], h.edges[h.First+i]
		step := func(to, at int, v float64) {
			if v > worth[i][to] {
				worth[i][to], from[i][to] = v, int8(at)
			}
		}
		worth[i] = [3]float64{impossible, impossible, impossible}
		step(before, before, w[before])
		step(in, in, w[in])
		step(in, before, w[before]-e)
		step(behind, behind, w[behind])
		if one {
			step(behind, in, w[in]-e)
		} else {
			step(before, in, w[in]-e)
		}
		worth[i][in] += float64(s[i])
	}
	last := worth[n-1]
	last[in] -= h.edges[h.First+n]
	k := before
	for _, o := range []int{in, behind} {
		if last[o] > last[k] {
			k = o
		}
	}
	if last[k] <= 0 {
		return nil, 0
	}
	best := last[k]
	var out [][2]int
	for i := n - 1; i >= 0; i-- {
		if k == in {
			if m := len(out); m > 0 && out[m-1][0] == h.First+i+1 {
				out[m-1][0]--
			} else {
				out = append(out, [2]int{h.First + i, h.First + i + 1})
			}
		}
		k = int(from[i][k])
	}
	slices.Reverse(out)
	return out, best
}

// best is the one stretch of which most is in favour, less what its edges cost, be it worth them or not (Kadane's algorithm).
func (rd *run) best(h *hearing, role int) ([][2]int, float64) {
	s := h.Belongs[role]
	most, at := math.Inf(-1), [2]int{}
	sum, from := math.Inf(-1), 0
	for i, x := range s {
		word := !rd.t.punct(h.First+i) && !rd.t.space(h.First+i)
		if begin := -h.edges[h.First+i]; word && begin > sum {
			sum, from = begin, i
		}
		sum += float64(x)
		if w := sum - h.edges[h.First+i+1]; word && w > most {
			most, at = w, [2]int{h.First + from, h.First + i + 1}
		}
	}
	if math.IsInf(most, -1) {
		return nil, most
	}
	return [][2]int{at}, most
}

// of is what given spans are worth.
func (h *hearing) of(role int, spans [][2]int) float64 {
	sum := 0.0
	for _, p := range spans {
		sum -= h.edges[p[0]] + h.edges[p[1]]
		for k := p[0]; k < p[1]; k++ {
			if i := k - h.First; i >= 0 && i < len(h.free[role]) {
				sum += float64(h.free[role][i])
			} else {
				sum -= 1 // out of reach
			}
		}
	}
	return sum
}

// topOf is the token of a set whose head is outside it: of several a verb, then a noun, then the first
// that is a word. -1 of none.
func (rd *run) topOf(ks []int) int {
	t := rd.t
	in := map[int]bool{}
	for _, k := range ks {
		in[k] = true
	}
	rank := func(k int) int {
		switch t.Tokens[k].Pos {
		case "VERB":
			return 3
		case "NOUN", "PROPN":
			return 2
		case "PUNCT", "PART", "SPACE":
			return 0
		}
		if t.verb(k) {
			return 3
		}
		return 1
	}
	best := -1
	for _, k := range ks {
		if h := int(t.head[k]); h != k && in[h] || t.space(k) {
			continue
		}
		if best < 0 || rank(k) > rank(best) {
			best = k
		}
	}
	return best
}
