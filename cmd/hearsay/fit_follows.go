package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/score"
)

// consequences are written reports with what follows from what in them.
type consequences struct {
	*happenings
	written []score.Written
	part    map[string]int // of each file; one is left out in turn
}

func openConsequences(ctx context.Context, dirs []string, r readings) (*consequences, error) {
	ws, err := score.ReadWritten(dirs...)
	if err != nil {
		return nil, err
	}
	h, err := openHappenings(ctx, "written", score.WrittenReports(ws), r)
	if err != nil {
		return nil, err
	}
	c := &consequences{h, ws, map[string]int{}}
	names := make([]string, len(ws))
	for i := range ws {
		names[i] = ws[i].Name
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(hash(a), hash(b)) })
	for i, n := range names {
		c.part[n] = i % filesLeftOut
	}
	return c, nil
}

// leastRight is the share of what is found that must be right: the threshold is the lowest that
// gives it. A false consequence misleads more than one that nobody draws.
const leastRight = 0.7

// filesLeftOut is how many parts the files are left out in.
const filesLeftOut = 8

// fit fits the weights of what follows from what on the files of all parts but one (-1: on
// all), and puts them into the model.
func (c *consequences) fit(model *merge.Model, pairs []expectedPair, without int, pull float64) error {
	var samples []merge.Sample
	for _, p := range pairs {
		if c.part[p.file] == without {
			continue
		}
		for _, x := range p.seen {
			// Several reports may show a pair; it counts once.
			samples = append(samples, merge.Sample{X: x, Same: p.stated, Weight: 1 / float64(len(p.seen))})
		}
	}
	threshold := model.Follow.Threshold
	w, err := merge.Fit(samples, merge.Follow, pull)
	w.Threshold = threshold
	model.Follow = w
	return err
}

// expectedPair are two events that a file lists and the record holds.
type expectedPair struct {
	file, later, cause string
	stated, found      bool
	seen               [][]float64 // the figures, for each time that they were held against one another
}

// pairs links the reports and lists all pairs of listed events, with whether a file
// states that the one follows from the other and whether linking found it.
func (c *consequences) pairs(ctx context.Context, model *merge.Model) ([]expectedPair, error) {
	m, err := merge.With(model)
	if err != nil {
		return nil, err
	}
	merged, bonds, _, err := c.linkAll(ctx, m)
	if err != nil {
		return nil, err
	}
	type key struct{ from, to string }
	held := map[key][]follows{}
	for _, b := range bonds {
		held[key{b.from, b.to}] = append(held[key{b.from, b.to}], b)
	}
	var out []expectedPair
	for i := range c.written {
		w := &c.written[i]
		ids := c.find(w, merged)
		for _, later := range w.Events {
			for _, cause := range w.Events {
				k := key{ids[later.Name], ids[cause.Name]}
				if k.from == "" || k.to == "" || k.from == k.to {
					continue
				}
				p := expectedPair{file: w.Name, later: later.Name, cause: cause.Name, stated: slices.Contains(later.Follows, cause.Name)}
				for _, b := range held[k] {
					p.seen = append(p.seen, b.x)
					p.found = p.found || b.found
				}
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// find is the merged event of each event that a file lists: of its type, with most of its
// reports, then its place and day. Of those that no report tells there is none.
func (c *consequences) find(w *score.Written, merged [][]string) map[string]string {
	events := map[string]*asTold{}
	var ids []string
	for i := range c.reports {
		file, name, _ := strings.Cut(c.reports[i].Document.ID, "/")
		if file != w.Name {
			continue
		}
		for k := range c.tellings[i] {
			t := &c.tellings[i][k]
			e := events[merged[i][k]]
			if e == nil {
				e = &asTold{kinds: map[string]int{}, places: map[string]int{}, days: map[string]int{}}
				events[merged[i][k]] = e
				ids = append(ids, merged[i][k])
			}
			e.tell(name, t)
		}
	}
	slices.Sort(ids)
	out := map[string]string{}
	for _, want := range w.Events {
		best := 0
		for _, id := range ids {
			if n := events[id].fits(&want); n > best {
				best, out[want.Name] = n, id
			}
		}
	}
	return out
}

// asTold is a merged event as its tellings have it.
type asTold struct {
	kinds, places, days map[string]int
	in                  []string
}

func (e *asTold) tell(report string, t *hearsay.Telling) {
	e.kinds[t.Type]++
	if t.Place != nil {
		e.places[t.Place.Name]++
	}
	if t.Time != nil && len(t.Time.Start) >= 7 {
		e.days[t.Time.Start[:min(10, len(t.Time.Start))]]++
	}
	if !slices.Contains(e.in, report) {
		e.in = append(e.in, report)
	}
}

// fits is how well it is an event that was expected; 0: not at all.
func (e *asTold) fits(w *score.WrittenEvent) int {
	if usual(e.kinds) != w.Type {
		return 0
	}
	common := 0
	for _, r := range w.In {
		if slices.Contains(e.in, r) {
			common++
		}
	}
	if common == 0 {
		return 0
	}
	n := 100 * common / (len(e.in) + len(w.In) - common)
	if usual(e.places) == w.Place {
		n += 30
	}
	if usual(e.days) == w.Day {
		n += 30
	}
	return n
}

// usual is what was told most; "-" where nothing was.
func usual(n map[string]int) string {
	best := "-"
	for _, k := range slices.Sorted(maps.Keys(n)) {
		if best == "-" || n[k] > n[best] {
			best = k
		}
	}
	return best
}

// tallied counts pairs.
type tallied struct{ right, wrong, stated int }

func tally(ps []expectedPair) (t tallied) {
	for _, p := range ps {
		if p.stated {
			t.stated++
		}
		if p.found && p.stated {
			t.right++
		} else if p.found {
			t.wrong++
		}
	}
	return t
}

func (t tallied) precision() float64 { return float64(t.right) / float64(max(1, t.right+t.wrong)) }
func (t tallied) recall() float64    { return float64(t.right) / float64(max(1, t.stated)) }

func (t tallied) String() string {
	return fmt.Sprintf("P %.3f R %.3f  (%d right, %d wrong of %d stated)", t.precision(), t.recall(), t.right, t.wrong, t.stated)
}

// learn fits what follows from what: the threshold on parts left out in turn, the weights on
// all. It prints what both give, and with list each pair.
func (c *consequences) learn(ctx context.Context, out io.Writer, model *merge.Model, pull float64, list bool) ([]string, error) {
	all, err := c.pairs(ctx, model)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "what follows from what, %d pairs of events in %d files: with the weights before %s\n", len(all), len(c.written), tally(all))
	var best tallied
	var tried []expectedPair
	parts := make([]*merge.Model, filesLeftOut)
	for k := range parts {
		m := *model
		if err := c.fit(&m, all, k, pull); err != nil {
			return nil, err
		}
		parts[k] = &m
	}
	for _, threshold := range []float64{-1.5, -1.25, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1} {
		var ps []expectedPair
		for k, m := range parts {
			m.Follow.Threshold = threshold
			pairs, err := c.pairs(ctx, m)
			if err != nil {
				return nil, err
			}
			for i := range pairs {
				if c.part[pairs[i].file] == k {
					ps = append(ps, pairs[i])
				}
			}
		}
		sum := tally(ps)
		fmt.Fprintf(out, "follow %+.2f  files left out in turn: %s\n", threshold, sum)
		if best.precision() < leastRight {
			best, tried, model.Follow.Threshold = sum, ps, threshold
		}
	}
	if err := c.fit(model, all, -1, pull); err != nil {
		return nil, err
	}
	if list {
		names, err := merge.FeatureNames(merge.Follow)
		if err != nil {
			return nil, err
		}
		for _, p := range tried {
			if p.stated || p.found {
				fmt.Fprintf(out, "%s: %s follows %s: stated %v, found %v\n", p.file, p.later, p.cause, p.stated, p.found)
				for _, x := range p.seen {
					fmt.Fprintln(out, "   ", shown(names, x))
				}
			}
		}
	}
	fitted, err := c.pairs(ctx, model)
	if err != nil {
		return nil, err
	}
	figures := []string{"what follows from what, files left out in turn: " + best.String(), "what follows from what, on what it was fitted on: " + tally(fitted).String()}
	for _, f := range figures {
		fmt.Fprintln(out, f)
	}
	return figures, nil
}

// shown writes the figures of a pair that are not 0.
func shown(names []string, x []float64) string {
	var out []string
	for i, v := range x {
		if v != 0 && i > 0 {
			out = append(out, fmt.Sprintf("%s %.2g", names[i], v))
		}
	}
	return strings.Join(out, ", ")
}
