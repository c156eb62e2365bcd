package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/document"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/score"
)

type evalCopiesCmd struct {
	Folder string `arg:"" help:"Folder with the corpora: pages, incidents, reuters21578."`
	Fit    string `placeholder:"FILE" help:"Make the model anew of folds T and A, write them to this file and measure with them."`
	Missed bool   `help:"List the pairs that were judged otherwise."`
}

// Run prints precision and recall over the judged pairs: of the comparison of
// two texts, and of the whole way through an index of all reports.
func (c evalCopiesCmd) Run(ctx context.Context, s *surroundings) error {
	pairs, err := score.CopyPairs()
	if err != nil {
		return err
	}
	reports, err := score.ReadCopyCorpora(c.Folder, func(name string, page []byte) (*hearsay.Document, error) {
		d, _, err := document.Read(document.Input{Name: name, Bytes: page}, document.Options{})
		return d, err
	})
	if err != nil {
		return err
	}
	e := &copiesEval{pairs: pairs, at: map[string]int{}, out: s.out, missed: c.Missed}
	e.lay(reports)
	for _, p := range pairs {
		a, okA := e.at[p.Corpus+"/"+p.Earlier]
		b, okB := e.at[p.Corpus+"/"+p.Later]
		if !okA || !okB {
			return fmt.Errorf("%s lacks %s or %s of %s: the corpora are not those that were judged", c.Folder, p.Earlier, p.Later, p.Corpus)
		}
		e.samples = append(e.samples, dup.Sample{X: dup.Compare(e.me[a], e.me[b]), Copy: p.Copy()})
	}
	var model *dup.Model
	if c.Fit != "" {
		model, err = e.fit(c.Fit)
	} else {
		model, err = dup.Embedded()
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d reports, %d judged pairs\n\n%-44s %5s %6s %9s %6s %6s\n", len(reports), len(pairs), "", "pairs", "copies", "precision", "recall", "F")
	if err := e.compared(model); err != nil {
		return err
	}
	return e.linked(ctx, dup.NewWith(model))
}

// copiesEval measures.
type copiesEval struct {
	pairs   []score.CopyPair
	samples []dup.Sample
	me      []dup.Me // in order of publication
	at      map[string]int
	out     io.Writer
	missed  bool
}

// lay puts the reports in order of publication.
func (e *copiesEval) lay(reports []score.CopyReport) {
	slices.SortFunc(reports, func(x, y score.CopyReport) int {
		return cmp.Or(x.Published.Compare(y.Published), cmp.Compare(x.Corpus, y.Corpus), cmp.Compare(x.ID, y.ID))
	})
	for i, r := range reports {
		name := r.Corpus + "/" + r.ID
		e.at[name] = i
		e.me = append(e.me, dup.Me{Seq: int64(i) + 1, ID: name, Outlet: r.Outlet, Agency: dup.Agency(r.Text), Title: r.Title, Text: r.Text, Known: r.Published})
	}
}

// fit makes the model anew of folds T and A. What it does with pairs that it has
// not seen it shows by leaving out a tenth of these at a time.
func (e *copiesEval) fit(file string) (*dup.Model, error) {
	var as []dup.Sample
	var folds []string // of as
	count := map[string]*score.CopyCounts{"T": {}, "B": {}, "R": {}, "left out": {}, "A and B": {}}
	count["A"] = count["T"]
	for i, p := range e.pairs {
		if p.Fold == "T" || p.Fold == "A" {
			as, folds = append(as, e.samples[i]), append(folds, p.Fold)
		}
	}
	const parts = 10
	likely := 0.0
	for part := range parts {
		var rest []dup.Sample
		for i, s := range as {
			if i%parts != part {
				rest = append(rest, s)
			}
		}
		m := dup.Fit(rest)
		for i := part; i < len(as); i += parts {
			said := m.Score(as[i].X) >= m.Threshold
			likely += m.LogLikelihood(as[i : i+1])
			count["left out"].Add(said, as[i].Copy)
			if folds[i] == "A" {
				count["A and B"].Add(said, as[i].Copy)
			}
		}
	}
	model := dup.Fit(as)
	for i, p := range e.pairs {
		said := model.Score(e.samples[i].X) >= model.Threshold
		count[p.Fold].Add(said, p.Copy())
		if p.Fold == "B" {
			count["A and B"].Add(said, p.Copy())
		}
	}
	ab := count["A and B"]
	l, b, r := count["left out"], count["B"], count["R"]
	fmt.Fprintf(e.out, "T and A, tenths left out: precision %.3f, recall %.3f, log likelihood %.2f\nof these A, and B: precision %.3f, recall %.3f\n", l.Precision(), l.Recall(), likely, ab.Precision(), ab.Recall())
	model.Card = dup.Card{
		Data:    fmt.Sprintf("%d pairs of reports judged by reading them (internal/score/copies.tsv): pages of 11 outlets 2016, local reports of shootings 2013-2017, Reuters 1987", len(e.pairs)),
		Split:   fmt.Sprintf("fitted on folds T and A, %d pairs; folds B, %d hard pairs, and R, %d pairs drawn at random, kept aside; A and B by a hash of the ids", len(as), b.Pairs, r.Pairs),
		Figures: fmt.Sprintf("T and A, tenths left out: precision %.3f recall %.3f; of these A, and B: precision %.3f recall %.3f; B: precision %.3f recall %.3f; R: precision %.3f recall %.3f", l.Precision(), l.Recall(), ab.Precision(), ab.Recall(), b.Precision(), b.Recall(), r.Precision(), r.Recall()),
		Command: "hearsay eval copies DIR --fit internal/link/dup/model.json",
		Date:    time.Now().UTC().Format(time.DateOnly),
	}
	j, err := json.MarshalIndent(model, "", "\t")
	if err != nil {
		return nil, err
	}
	return model, os.WriteFile(file, append(j, '\n'), 0o644)
}

// compared measures the comparison of two texts alone.
func (e *copiesEval) compared(m *dup.Model) error {
	return e.table("two texts", func(i int) (bool, string) {
		p := m.Score(e.samples[i].X)
		return p >= m.Threshold, fmt.Sprintf("%.2f", p)
	})
}

// linked measures the whole way: all reports of the corpora are linked in order
// of publication. A pair is found where the two texts met and were taken for copies, or did not
// meet and are of one family. Of one family are also two that each have a part of a third
// report, which need have nothing in common.
func (e *copiesEval) linked(ctx context.Context, f *dup.Finder) error {
	ix := dup.NewMemory()
	copyOf := make([]int64, len(e.me)+1)
	compared, taken := make([][]int64, len(e.me)+1), make([][]int64, len(e.me)+1)
	start := time.Now()
	copies, texts := 0, 0
	for _, me := range e.me {
		s := dup.Make(me.Title, me.Text)
		m, err := f.Find(ctx, ix, me, s)
		if err != nil {
			return err
		}
		ix.Add(me, s, m)
		compared[me.Seq], taken[me.Seq] = m.Compared, m.Near
		texts += len(m.Compared)
		if m.Copy != nil {
			copies++
			copyOf[me.Seq] = m.Seq
		}
		for _, l := range m.Later {
			if copyOf[l.Seq] == 0 {
				copies++
			}
			copyOf[l.Seq] = me.Seq
		}
	}
	took := time.Since(start)
	root := func(q int64) int64 {
		for range len(e.me) {
			if copyOf[q] == 0 {
				break
			}
			q = copyOf[q]
		}
		return q
	}
	in := func(lists [][]int64, a, b int64) bool {
		return slices.Contains(lists[b], a) || slices.Contains(lists[a], b)
	}
	numbers := func(i int) (a, b int64) {
		p := e.pairs[i]
		return int64(e.at[p.Corpus+"/"+p.Earlier]) + 1, int64(e.at[p.Corpus+"/"+p.Later]) + 1
	}
	if err := e.table("through the index", func(i int) (bool, string) {
		a, b := numbers(i)
		if in(compared, a, b) {
			return in(taken, a, b), "compared"
		}
		return root(a) == root(b), "not compared"
	}); err != nil {
		return err
	}
	if err := e.table("of one family", func(i int) (bool, string) {
		a, b := numbers(i)
		return root(a) == root(b), ""
	}); err != nil {
		return err
	}
	met, all := 0, 0
	for i, p := range e.pairs {
		a, b := numbers(i)
		if !p.Copy() || p.Fold == "T" || p.Fold == "R" {
			continue
		}
		all++
		if in(compared, a, b) || root(a) == root(b) {
			met++
		}
	}
	_, err := fmt.Fprintf(e.out, "\nof %d copies the index brought %d together (%.3f); %d of %d reports copy another; %.2f ms and %.1f texts compared a report\n", all, met,
		float64(met)/float64(max(1, all)), copies, len(e.me), took.Seconds()*1000/float64(max(1, len(e.me))), float64(texts)/float64(max(1, len(e.me))))
	return err
}

// table prints the figures by fold and by corpus.
func (e *copiesEval) table(what string, said func(i int) (bool, string)) error {
	var folds [4]score.CopyCounts
	var all score.CopyCounts
	byCorpus := map[string]*score.CopyCounts{}
	var corpora []string
	for i, p := range e.pairs {
		s, note := said(i)
		k := strings.Index("TABR", p.Fold)
		folds[max(0, k)].Add(s, p.Copy())
		if e.missed && s != p.Copy() {
			fmt.Fprintf(e.out, "  fold %s %s %s %s: judged %s (%s), found %t: %s\n", p.Fold, p.Corpus, p.Earlier, p.Later, p.Label, p.Reason, s, note)
		}
		if k < 2 {
			continue // fitted on
		}
		all.Add(s, p.Copy())
		c := byCorpus[p.Corpus]
		if c == nil {
			c = &score.CopyCounts{}
			byCorpus[p.Corpus] = c
			corpora = append(corpora, p.Corpus)
		}
		c.Add(s, p.Copy())
	}
	for i, f := range []string{"fold T (fitted on)", "fold A (fitted on)", "fold B (kept aside, hard)", "fold R (kept aside, drawn)"} {
		if err := score.PrintCopies(e.out, what+", "+f, &folds[i]); err != nil {
			return err
		}
	}
	for _, c := range corpora {
		if err := score.PrintCopies(e.out, what+", kept aside, "+c, byCorpus[c]); err != nil {
			return err
		}
	}
	return score.PrintCopies(e.out, what+", kept aside, B and R", &all)
}
