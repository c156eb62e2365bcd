package claim

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
)

// bySize lists the drafts from the longest content to the shortest, in order of
// the text where equal.
func (rd *run) bySize() []int {
	order := make([]int, len(rd.drafts))
	sizes := make([]int, len(rd.drafts))
	for i, d := range rd.drafts {
		order[i], sizes[i] = i, size(d)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if c := sizes[b] - sizes[a]; c != 0 {
			return c
		}
		// What is told inside is told by the one who said it, not by who denies that.
		switch first, second := rd.drafts[a].about != nil, rd.drafts[b].about != nil; {
		case first && !second:
			return -1
		case second && !first:
			return 1
		}
		return 0
	})
	return order
}

// finish nests the drafts, numbers them in order of the text, lengthens the
// chains of the inner ones and joins claims and events.
func (rd *run) finish() {
	t := rd.t
	inside := rd.paint()
	for i, d := range rd.drafts {
		if p, ok := rd.at[d.under]; ok && d.under > 0 && p != i && d.within < 0 {
			d.within = p
		}
		d.parent = d.within
		if d.parent < 0 && d.head >= 0 && d.manner != hearsay.Narration {
			if p := inside[d.head]; p >= 0 && p != i {
				d.parent = p
			}
		}
		if d.parent < 0 && d.head < 0 && d.manner != hearsay.Narration && len(d.pieces) > 0 {
			if p := inside[d.pieces[0][0]]; p >= 0 && p != i && size(rd.drafts[p]) > size(d) {
				d.parent = p
			}
		}
	}
	rd.breakLoops()
	order := make([]int, len(rd.drafts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := rd.drafts[a], rd.drafts[b]
		if c := rd.startOf(x) - rd.startOf(y); c != 0 {
			return c
		}
		return size(y) - size(x)
	})
	id := make([]string, len(rd.drafts))
	at := make([]int, len(rd.drafts))
	base := len(rd.r.Claims)
	for n, d := range order {
		id[d] = "c" + strconv.Itoa(base+n+1)
		at[d] = base + n
	}
	for _, i := range order {
		d := rd.drafts[i]
		c := hearsay.Claim{ID: id[i], Content: rd.extent(d.pieces), Manner: d.manner, Act: d.act, Certainty: d.certainty, Polarity: d.polarity, By: d.by}
		if len(d.cue) > 0 {
			c.Cue = hearsay.Cue{Extent: rd.extent(t.runs(d.cue)), Lemma: d.lemma}
		}
		if d.parent >= 0 {
			c.Parent = id[d.parent]
		}
		c.Sources = rd.chain(i)
		rd.r.Claims = append(rd.r.Claims, c)
	}
	rd.join(inside, id, at)
}

func (rd *run) startOf(d *draft) int {
	start := rd.t.Tokens[d.pieces[0][0]].Start
	if len(d.cue) > 0 {
		start = min(start, rd.t.Tokens[d.cue[0]].Start)
	}
	if len(d.sources) > 0 {
		if s := d.sources[0]; !s.Extent.Empty() && s.Start+200 > start {
			start = min(start, s.Start)
		}
	}
	return start
}

// breakLoops cuts a chain of parents that comes back to itself: two contents
// that each hold the other's cue.
func (rd *run) breakLoops() {
	for i, d := range rd.drafts {
		steps := 0
		for p := d.parent; p >= 0; p = rd.drafts[p].parent {
			if p == i || steps > 50 {
				d.parent = -1
				break
			}
			steps++
		}
	}
}

func (rd *run) extent(pieces [][2]int) hearsay.Extent {
	var e hearsay.Extent
	for _, p := range pieces {
		e.Parts = append(e.Parts, rd.t.SpanOf(p[0], p[1]))
	}
	slices.SortFunc(e.Parts, func(a, b hearsay.Span) int { return a.Start - b.Start })
	e.Span = hearsay.Span{Start: e.Parts[0].Start, End: e.Parts[len(e.Parts)-1].End}
	if len(e.Parts) == 1 {
		e.Parts = nil
	}
	return e
}

// chain is a draft's sources followed by those of the claims that it is spoken
// in, one speaker once, and the outlet last.
func (rd *run) chain(i int) []hearsay.Source {
	var out []hearsay.Source
	for steps := 0; i >= 0 && steps < 50; steps++ {
		for _, s := range rd.drafts[i].sources {
			if !known(out, s) && !rd.ownOutlet(s) {
				out = append(out, s)
			}
		}
		i = rd.drafts[i].parent
	}
	if o := rd.r.Document; o != nil && o.Outlet != "" {
		// "The Courant said", in the Courant: one speaker.
		if n := len(out); n > 0 && !out[n-1].Extent.Empty() && (rd.isOutlet(out[n-1].Extent.Text(rd.t.Text)) || rd.ownVoice(out[n-1])) {
			out = out[:n-1]
		}
		out = append(out, hearsay.Source{Label: o.Outlet, Named: true, Number: 1, By: "claim/outlet"})
	}
	return out
}

// ownOutlet reports whether a source that passed something on is the report's own
// outlet: "she told the Morning Star", in the Yobe Morning Star.
func (rd *run) ownOutlet(s hearsay.Source) bool {
	if rd.r.Document == nil || s.By != "claim/told-to" || s.Extent.Empty() {
		return false
	}
	return rd.isOutlet(s.Extent.Text(rd.t.Text))
}

// ownVoice reports whether a source is the "we" of the report itself: "We condemn the attack", in a charity's own statement.
func (rd *run) ownVoice(s hearsay.Source) bool {
	first, end := rd.t.TokensIn(s.Span)
	return end == first+1 && rd.t.lower(first) == "we" && rd.t.quoteAt[first] < 0
}

// isOutlet reports whether a name is that of the report's own outlet, or its end.
func (rd *run) isOutlet(name string) bool {
	have := strings.TrimPrefix(strings.ToLower(rd.r.Document.Outlet), "the ")
	name = strings.TrimPrefix(strings.ToLower(name), "the ")
	return have != "" && (have == name || strings.HasSuffix(have, " "+name) && strings.Contains(name, " "))
}

func known(have []hearsay.Source, s hearsay.Source) bool {
	for _, o := range have {
		if o.Entity != "" && o.Entity == s.Entity || !s.Extent.Empty() && (o.Span == s.Span || o.Start <= s.Start && s.Start <= o.Start+len("the ") && s.End <= o.End) {
			return true
		}
	}
	return false
}

// join links each event with the claims that hold its trigger, the innermost and
// those around it, or with the outlet's own statement.
func (rd *run) join(inside []int, id []string, at []int) {
	link := func(e, d int) {
		ev, c := &rd.r.Events[e], &rd.r.Claims[at[d]]
		if !slices.Contains(ev.Claims, id[d]) {
			ev.Claims = append(ev.Claims, id[d])
		}
		if !slices.Contains(c.Events, ev.ID) {
			c.Events = append(c.Events, ev.ID)
		}
	}
	cites := map[int][]int{} // draft -> drafts told within it, or about it, with the same content
	place := map[*draft]int{}
	for i, d := range rd.drafts {
		place[d] = i
	}
	for i, d := range rd.drafts {
		if k, ok := place[d.about]; ok {
			cites[k] = append(cites[k], i)
		}
		if d.within >= 0 {
			cites[d.within] = append(cites[d.within], i)
		}
		for _, e := range d.events {
			link(e, i)
		}
	}
	for e := range rd.r.Events {
		same, told := rd.eventAt[rd.r.Events[e].Same]
		for _, i := range rd.wordsOf(e) {
			for d, steps := inside[i], 0; d >= 0 && steps < 50; d, steps = rd.drafts[d].parent, steps+1 {
				for _, k := range append(cites[d], d) {
					link(e, k)
					if told && !rd.drafts[k].back {
						link(same, k) // a number taken back leaves the deed as it is
					}
				}
			}
		}
	}
}

// wordsOf lists the tokens that name an event: its trigger's head and parts, and
// the words that name it again later.
func (rd *run) wordsOf(e int) []int {
	ev := &rd.r.Events[e]
	var out []int
	add := func(i int) {
		if i >= 0 && i < len(rd.t.Tokens) && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	add(ev.Trigger.Head)
	for _, p := range append(slices.Clone(ev.Trigger.Parts), ev.Again...) {
		first, _ := rd.t.TokensIn(p)
		add(first)
	}
	return out
}
