package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
	"github.com/hearsay/hearsay/internal/score"
)

// happenings are reports with their tellings, and the happening that each tells
// where the corpus says so.
type happenings struct {
	name     string
	reports  []score.EventReport
	readings []*hearsay.Reading
	tellings [][]hearsay.Telling
	gold     [][]string // of each telling; empty: not known
	stories  []string   // as the program finds them
}

// openHappenings reads the reports, in the order in which they became known (what came late
// last), and places them in stories.
func openHappenings(ctx context.Context, name string, reports []score.EventReport, r readings) (*happenings, error) {
	h := &happenings{name: name, reports: slices.Clone(reports)}
	slices.SortStableFunc(h.reports, func(a, b score.EventReport) int {
		if a.Late != b.Late {
			if a.Late {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Document.Published.Compare(b.Document.Published), cmp.Compare(hearsay.ReportID(a.Document), hearsay.ReportID(b.Document)))
	})
	docs := make([]*hearsay.Document, len(h.reports))
	for i := range h.reports {
		docs[i] = h.reports[i].Document
	}
	var err error
	if h.readings, err = r.of(ctx, docs); err != nil {
		return nil, err
	}
	m, err := story.DefaultModel()
	if err != nil {
		return nil, err
	}
	clusterer, ix := story.With(m), storytest.New()
	for i, r := range h.readings {
		me := h.me(i)
		h.tellings = append(h.tellings, merge.Tellings(r, me.ID, me.Seq, me.Known))
		card, err := kept(r)
		if err != nil {
			return nil, err
		}
		at := story.Me{Seq: me.Seq, ID: me.ID, Day: story.DayOf(me.Known)}
		p, err := clusterer.Place(ctx, ix, at, card, nil)
		if err != nil {
			return nil, err
		}
		ix.Apply(at, p)
	}
	for i := range h.readings {
		h.stories = append(h.stories, ix.Story(int64(i+1)))
	}
	h.gold = make([][]string, len(h.reports))
	for i := range h.reports {
		h.gold[i] = make([]string, len(h.tellings[i]))
		for k := range h.tellings[i] {
			h.gold[i][k] = goldOf(&h.reports[i], &h.tellings[i][k])
		}
	}
	return h, nil
}

func (h *happenings) me(i int) merge.Me {
	d := h.reports[i].Document
	return merge.Me{Seq: int64(i + 1), ID: hearsay.ReportID(d), Outlet: d.Outlet, Known: d.Published, Text: d.Text}
}

// goldOf is the happening of the annotated mention under a telling's trigger: of
// its main word where that is annotated.
func goldOf(r *score.EventReport, t *hearsay.Telling) string {
	best := ""
	for _, m := range r.Gold {
		if !m.Overlaps(t.At) || m.Start > t.At.Start && m.End < t.At.End && !strings.Contains(t.Trigger, r.Document.Text[m.Start:m.End]) {
			continue
		}
		if word := strings.ToLower(r.Document.Text[m.Start:m.End]); best == "" || stem(word) == stem(t.Lemma) {
			best = m.Happening
		}
	}
	return best
}

// stem is enough to tell the main word of a trigger from the others.
func stem(w string) string { return w[:min(len(w), 4)] }

// link places all tellings one report after the other, and returns the merged
// event of each, and how long placing took.
func (h *happenings) link(ctx context.Context, m *merge.Merger) (merged [][]string, took time.Duration, err error) {
	merged, _, took, err = h.linkAll(ctx, m)
	return merged, took, err
}

// linkAll returns beside it what was found to follow from what.
func (h *happenings) linkAll(ctx context.Context, m *merge.Merger) (merged [][]string, all []follows, took time.Duration, err error) {
	shelf := merge.NewShelf()
	merged = make([][]string, len(h.reports))
	joined := map[string]string{}
	for i := range h.reports {
		start := time.Now()
		p, bonds, err := m.PlaceBonds(ctx, shelf, h.me(i), h.tellings[i], h.stories[i])
		took += time.Since(start)
		if err != nil {
			return nil, nil, 0, err
		}
		for _, b := range bonds {
			f := follows{from: b.From, to: b.To, x: b.X}
			for _, r := range p.Relations {
				f.found = f.found || r.From == b.From && r.To == b.To
			}
			all = append(all, f)
		}
		shelf.Write(p, h.stories[i])
		for _, t := range p.Placed {
			merged[i] = append(merged[i], t.Merged)
		}
		for _, j := range p.Joins {
			joined[j.From] = j.Into
		}
	}
	now := func(id string) string {
		for joined[id] != "" {
			id = joined[id]
		}
		return id
	}
	for i := range merged {
		for k, id := range merged[i] {
			merged[i][k] = now(id)
		}
	}
	for i := range all {
		all[i].from, all[i].to = now(all[i].from), now(all[i].to)
	}
	return merged, all, took, nil
}

// follows is an event that was held against one that it could follow from.
type follows struct {
	from, to string // merged events: the later one, the cause
	x        []float64
	found    bool // a report was taken to show it
}

// mentions lists the words that mention events, with their merged events: each
// part of a trigger, and the words that the reading says name an event again. Killing and
// wounding are parts of a merged event; corpora take them for events of their own, so
// they are told apart here.
func (h *happenings) mentions(i int, merged []string) []score.EventMention {
	text := h.reports[i].Document.Text
	var out []score.EventMention
	for k := range h.readings[i].Events {
		e := &h.readings[i].Events[k]
		for _, p := range e.Trigger.Pieces() {
			out = append(out, score.EventMention{Span: p, Happening: merged[k] + facet(text[p.Start:p.End])})
		}
	}
	for _, p := range h.readings[i].PassedOver {
		word, ok := strings.CutPrefix(p.Reason, "names again the event of '")
		if p.What != "event" || !ok {
			continue
		}
		word, _, _ = strings.Cut(word, "'")
		at := ""
		for k := range h.readings[i].Events {
			e := &h.readings[i].Events[k]
			if e.Trigger.Start < p.Start && strings.Contains(e.Trigger.Extent.Text(text), word) {
				at = merged[k]
			}
		}
		if at != "" {
			out = append(out, score.EventMention{Span: p.Span, Happening: at + facet(text[p.Start:p.End])})
		}
	}
	slices.SortStableFunc(out, func(a, b score.EventMention) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// facet is what part of a happening a word tells: its dead, its wounded, or all of it.
func facet(word string) string {
	w := strings.ToLower(word)
	for _, f := range []struct{ name, begins string }{{"/killed", "kill slay slain dead death die fatal murder"}, {"/wounded", "wound injur hurt"}} {
		for _, b := range strings.Fields(f.begins) {
			if strings.HasPrefix(w, b) {
				return f.name
			}
		}
	}
	return ""
}

// score holds the merged events against the gold.
func (h *happenings) score(merged [][]string, found bool, part score.Held) *score.Coref {
	read := make([][]score.EventMention, len(h.reports))
	for i := range h.reports {
		read[i] = h.mentions(i, merged[i])
	}
	return score.Happenings(h.reports, read, found, part)
}

// print writes the figures of events over reports.
func (h *happenings) print(w io.Writer, merged [][]string, took time.Duration) error {
	for _, row := range []struct {
		name string
		part score.Held
	}{{"all", score.AllFiles}, {"fitted on", score.Developing}, {"kept aside", score.KeptAside}} {
		whole, found := h.score(merged, false, row.part), h.score(merged, true, row.part)
		if _, err := fmt.Fprintf(w, "events over reports, %-10s  CoNLL F %.3f end to end (MUC %.3f B3 %.3f CEAFe %.3f; mentions P %.3f R %.3f), %.3f on the mentions found (MUC %.3f B3 %.3f CEAFe %.3f)\n",
			row.name, whole.CoNLL(), whole.MUC.F(), whole.B3.F(), whole.CEAFe.F(), whole.Mentions.P(), whole.Mentions.R(),
			found.CoNLL(), found.MUC.F(), found.B3.F(), found.CEAFe.F()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%.2f ms a report to place its tellings\n", took.Seconds()*1000/float64(max(1, len(h.reports))))
	return err
}

// evalHappenings measures the embedded weights on a corpus.
func evalHappenings(ctx context.Context, s *surroundings, name string, reports []score.EventReport, r readings) error {
	h, err := openHappenings(ctx, name, reports, r)
	if err != nil {
		return err
	}
	m, err := merge.New()
	if err != nil {
		return err
	}
	merged, took, err := h.link(ctx, m)
	if err != nil {
		return err
	}
	return h.print(s.out, merged, took)
}
