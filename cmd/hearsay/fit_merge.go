package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/score"
)

type fitMergeCmd struct {
	fitCorpora
	Meantime         string  `placeholder:"DIR" help:"Folder of MEANTIME."`
	MeantimeReadings string  `placeholder:"FILE" help:"Readings of MEANTIME made before."`
	Pull             float64 `default:"20" help:"How many samples the priors of the weights are worth."`
	PullFollow       float64 `default:"8" help:"The same for what follows from what."`
	List             bool    `help:"List what is found to follow from what, rightly or not, and what is missed."`
	Out              string  `placeholder:"FILE" help:"Where to write the weights. Without it, they are only printed."`
}

// Run fits the weights of merging on the reports that are not kept aside, chooses the
// thresholds there, and prints what they give on both parts. What no corpus is named for
// keeps the weights that the program has.
func (c fitMergeCmd) Run(ctx context.Context, s *surroundings) error {
	model, err := merge.Embedded()
	if err != nil {
		return err
	}
	if c.Incidents != "" || c.Ecb != "" || c.Meantime != "" {
		if c.Incidents == "" || c.Ecb == "" || c.Meantime == "" {
			return &hearsay.Problem{What: "what is one happening is fitted on three corpora together", Hint: "name --incidents, --ecb and --meantime, or none of them"}
		}
		figures, err := c.happenings(ctx, s, model)
		if err != nil {
			return err
		}
		model.Card["made"] = time.Now().UTC().Format(time.DateOnly)
		model.Card["data"] = []string{"incidents: the main shooting of each report", "ECB+ topics 1-35: mentions that the reading found", "MEANTIME airbus, gm, stock: the same"}
		model.Card["split"] = "fitted on four fifths of the incidents, topics and reports, by a hash of their names; thresholds on the same"
		model.Card["figures"], model.Card["pull"] = figures, c.Pull
	}
	if len(c.Written) > 0 {
		written, err := openConsequences(ctx, c.Written, readings{c.WrittenReadings})
		if err != nil {
			return err
		}
		lines, err := written.learn(ctx, s.out, model, c.PullFollow, c.List)
		if err != nil {
			return err
		}
		model.Card["follow"] = map[string]any{
			"made": time.Now().UTC().Format(time.DateOnly), "pull": c.PullFollow, "figures": lines,
			"data":  "reports written for it (internal/intake/testdata): of two events that a file lists, does the one follow from the other",
			"split": "threshold on files left out in turn, eight parts; weights on all",
		}
	}
	for d := merge.Within; d <= merge.Follow; d++ {
		names, err := merge.FeatureNames(d)
		if err != nil {
			return err
		}
		w := model.Of(d)
		for _, n := range names {
			fmt.Fprintf(s.out, "%-7s %-36s %+.2f (%d)\n", d, n, w.Weights[n], w.Seen[n])
		}
	}
	if c.Out == "" {
		return nil
	}
	model.Card["by"] = "hearsay fit merge"
	data, err := json.MarshalIndent(model, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, append(data, '\n'), 0o644)
}

// happenings fits what is one happening, and returns what the weights give.
func (c fitMergeCmd) happenings(ctx context.Context, s *surroundings, model *merge.Model) ([]string, error) {
	all, err := c.corpora(ctx)
	if err != nil {
		return nil, err
	}
	m, err := untaught()
	if err != nil {
		return nil, err
	}
	var across, within []merge.Sample
	for _, h := range all {
		a, w, err := h.teach(ctx, m)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(s.out, "%s: %d pairs over reports, %d the same; %d pairs in a report, %d the same\n", h.name, len(a), same(a), len(w), same(w))
		across, within = append(across, a...), append(within, w...)
	}
	if model.Across, err = merge.Fit(across, merge.Across, c.Pull); err != nil {
		return nil, err
	}
	if model.Within, err = merge.Fit(within, merge.Within, c.Pull); err != nil {
		return nil, err
	}
	if err := c.thresholds(ctx, s, all, model); err != nil {
		return nil, err
	}
	var figures []string
	for _, h := range all {
		lines, err := h.figures(ctx, model)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			fmt.Fprintln(s.out, l)
		}
		figures = append(figures, lines...)
	}
	return figures, nil
}

// untaught merges by the priors of the weights.
func untaught() (*merge.Merger, error) {
	prior, err := merge.Prior()
	if err != nil {
		return nil, err
	}
	return merge.With(prior)
}

func (c fitMergeCmd) corpora(ctx context.Context) ([]*happenings, error) {
	incidents, err := openIncidents(ctx, c.Incidents, readings{c.IncidentsReadings})
	if err != nil {
		return nil, err
	}
	ecb, err := score.ReadECB(c.Ecb)
	if err != nil {
		return nil, err
	}
	events, err := score.ECBEvents(c.Ecb, ecb)
	if err != nil {
		return nil, err
	}
	b, err := openHappenings(ctx, "ecb", events, readings{c.EcbReadings})
	if err != nil {
		return nil, err
	}
	wiki, err := score.Meantime(c.Meantime)
	if err != nil {
		return nil, err
	}
	d, err := openHappenings(ctx, "meantime", wiki, readings{c.MeantimeReadings})
	return []*happenings{incidents, b, d}, err
}

// teach gathers the pairs of the developing part, with their weights.
func (h *happenings) teach(ctx context.Context, m *merge.Merger) (across, within []merge.Sample, err error) {
	shelf := merge.NewShelf()
	for i := range h.reports {
		if !h.reports[i].In(score.Developing) {
			continue
		}
		p, a, w, err := m.Teach(ctx, shelf, h.me(i), h.tellings[i], h.gold[i], h.stories[i])
		if err != nil {
			return nil, nil, err
		}
		shelf.Write(p, h.stories[i])
		across = append(across, a...)
		if h.name != "incidents" { // its gold within reports is what merging itself found
			within = append(within, w...)
		}
	}
	// The corpora count the same, but none of its pairs more than double: of
	// incidents alone one would learn that a story has one event.
	weigh := func(s []merge.Sample, as float64) {
		for i := range s {
			s[i].Weight = min(2, as/float64(len(s)))
		}
	}
	weigh(across, 1400)
	weigh(within, 500)
	return across, within, nil
}

func same(s []merge.Sample) int {
	n := 0
	for i := range s {
		if s[i].Same {
			n++
		}
	}
	return n
}

// thresholds tries thresholds on the developing part and keeps the best: within
// reports by the mean of ECB+ and MEANTIME; over reports by the incidents, whose
// reports have days of publication as those of a record do, and ECB+ has not.
func (c fitMergeCmd) thresholds(ctx context.Context, s *surroundings, all []*happenings, model *merge.Model) error {
	for _, turn := range []struct {
		name string
		at   *float64
		try  []float64
	}{
		{"within", &model.Within.Threshold, []float64{-1, -0.5, 0, 0.5, 1, 1.5}},
		{"across", &model.Across.Threshold, []float64{-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1}},
		{"within", &model.Within.Threshold, []float64{-1, -0.5, 0, 0.5, 1, 1.5}},
	} {
		best, bestF := math.NaN(), -1.0
		for _, v := range turn.try {
			*turn.at = v
			m, err := merge.With(model)
			if err != nil {
				return err
			}
			sum, told := 0.0, ""
			for _, h := range all {
				if (turn.name == "across") != (h.name == "incidents") {
					continue
				}
				merged, _, err := h.link(ctx, m)
				if err != nil {
					return err
				}
				f := h.figure(merged, score.Developing)
				sum += f
				told += fmt.Sprintf("  %s %.4f", h.name, f)
			}
			fmt.Fprintf(s.out, "%s %+.2f%s\n", turn.name, v, told)
			if sum > bestF {
				best, bestF = v, sum
			}
		}
		*turn.at = best
	}
	return nil
}

// figure is the one number that thresholds are chosen by: CoNLL F on the mentions
// found; for incidents B-cubed F of the main events.
func (h *happenings) figure(merged [][]string, part score.Held) float64 {
	if h.name == "incidents" {
		return h.mains(merged, part).F()
	}
	return h.score(merged, true, part).CoNLL()
}

func (h *happenings) figures(ctx context.Context, model *merge.Model) ([]string, error) {
	m, err := merge.With(model)
	if err != nil {
		return nil, err
	}
	merged, _, err := h.link(ctx, m)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, part := range []score.Held{score.Developing, score.KeptAside} {
		if h.name == "incidents" {
			out = append(out, fmt.Sprintf("incidents %s: main events, B-cubed %s", part, h.mains(merged, part)))
			continue
		}
		out = append(out, fmt.Sprintf("%s %s: CoNLL F %.3f end to end, %.3f on the mentions found", h.name, part, h.score(merged, false, part).CoNLL(), h.score(merged, true, part).CoNLL()))
	}
	return out, nil
}

// mains holds the merged events of the main shootings against the incidents.
func (h *happenings) mains(merged [][]string, part score.Held) score.BCubed {
	var gold, got []string
	var in []bool
	for i := range h.reports {
		k := slices.IndexFunc(h.gold[i], func(g string) bool { return g != "" })
		if k < 0 {
			continue
		}
		gold, got = append(gold, h.gold[i][k]), append(got, merged[i][k])
		in = append(in, h.reports[i].In(part))
	}
	return score.Partition(gold, got, in)
}

// openIncidents reads the reports of incidents; the gold is the incident for the
// tellings of each report's main shooting: the happening in it that fits the day of the table,
// told first and most.
func openIncidents(ctx context.Context, dir string, r readings) (*happenings, error) {
	rs, err := score.ReadIncidents(dir)
	if err != nil {
		return nil, err
	}
	table, err := score.ReadIncidentTable(dir)
	if err != nil {
		return nil, err
	}
	var events []score.EventReport
	incident := map[string]string{}
	for _, r := range rs {
		events = append(events, score.EventReport{Topic: r.Story, Document: r.Document, Group: r.Group})
		incident[hearsay.ReportID(r.Document)] = r.Story
	}
	h, err := openHappenings(ctx, "incidents", events, r)
	if err != nil {
		return nil, err
	}
	m, err := untaught()
	if err != nil {
		return nil, err
	}
	for i := range h.reports {
		id := incident[h.me(i).ID]
		for k, is := range mainOf(m, h.tellings[i], h.reports[i].Document.Text, table[id]) {
			h.gold[i][k] = ""
			if is {
				h.gold[i][k] = "incident " + id
			}
		}
	}
	return h, nil
}

// mainOf marks the tellings of the main shooting of a report.
func mainOf(m *merge.Merger, ts []hearsay.Telling, text string, in score.Incident) []bool {
	group := m.Groups(ts, text)
	points := make([]float64, len(ts))
	for k := range ts {
		t := &ts[k]
		p := 0.0
		if t.Type == "ASSAULT" && (t.Status == hearsay.Actual || t.Status == hearsay.Attempted) {
			p = 1 + 2*math.Exp(-float64(t.At.Start)/600)
			if t.Time != nil && len(t.Time.Start) >= 10 {
				d, err := time.Parse(time.DateOnly, t.Time.Start[:10])
				if days := math.Abs(d.Sub(in.Date).Hours() / 24); err == nil && days > 1.5 {
					p = -5
				} else if err == nil {
					p += 2
				}
			}
			if len(t.Counts) > 0 {
				p++
			}
		}
		points[group[k]] += p
	}
	best := -1
	for k := range ts {
		if group[k] == k && points[k] > 1.5 && (best < 0 || points[k] > points[best]) {
			best = k
		}
	}
	out := make([]bool, len(ts))
	for k := range ts {
		out[k] = best >= 0 && group[k] == best && ts[k].Type == "ASSAULT"
	}
	return out
}
