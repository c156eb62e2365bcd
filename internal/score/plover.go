package score

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// PLVItem is one line of the PLV data (Hu et al. 2024, zero-shot political
// event classification): a sentence with a source and a target marked, and the
// PLOVER type of what the source does to the target. Its YIELD stands for
// CONCEDE and RETREAT.
type PLVItem struct {
	ID, Text       string
	Source, Target []hearsay.Span // bytes of Text
	Type           string
}

// PLVScore holds accuracy and F per type over the marked pairs.
type PLVScore struct {
	Items, Right, Coded, RightCoded int
	ByType                          map[string]*Counts
	Confused                        map[[2]string]int // gold, coded
}

// Accuracy is the share of all pairs whose type was coded as in the gold.
func (s PLVScore) Accuracy() float64 { return share(s.Right, s.Items) }

// MacroF is the mean of the types' F.
func (s PLVScore) MacroF() float64 {
	sum := 0.0
	for _, t := range s.types() {
		sum += s.ByType[t].F()
	}
	if len(s.ByType) == 0 {
		return 0
	}
	return sum / float64(len(s.ByType))
}

func (s PLVScore) types() []string {
	var out []string
	for t := range s.ByType {
		out = append(out, t)
	}
	sort.Strings(out)
	return out
}

// String prints the figures.
func (s PLVScore) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s %6s %6s %6s   (%d pairs)\n", "type", "P", "R", "F", s.Items)
	for _, t := range s.types() {
		c := s.ByType[t]
		fmt.Fprintf(&b, "%-10s %6.3f %6.3f %6.3f\n", t, c.P(), c.R(), c.F())
	}
	fmt.Fprintf(&b, "accuracy %.3f, macro F %.3f; coded %d of %d, right when coded %.3f\n",
		s.Accuracy(), s.MacroF(), s.Coded, s.Items, share(s.RightCoded, s.Coded))
	return b.String()
}

// ReadPLV reads the tab-separated file. An error tells what column is missing.
func ReadPLV(r io.Reader) ([]PLVItem, error) {
	cr := csv.NewReader(r)
	cr.Comma, cr.LazyQuotes, cr.FieldsPerRecord = '\t', true, -1
	head, err := cr.Read()
	if err != nil {
		return nil, fmt.Errorf("plv: reading the line of column names: %w", err)
	}
	col := map[string]int{}
	for i, h := range head {
		col[h] = i
	}
	for _, need := range []string{"sentence_id", "marked_sentence", "gold_root"} {
		if _, ok := col[need]; !ok {
			return nil, fmt.Errorf("plv: there is no column %q; the file should be PLV_train.tsv or one like it", need)
		}
	}
	var out []PLVItem
	for {
		row, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("plv: %w", err)
		}
		if len(row) < len(head) {
			continue
		}
		it := PLVItem{ID: row[col["sentence_id"]], Type: row[col["gold_root"]]}
		it.Text, it.Source, it.Target = marks(row[col["marked_sentence"]])
		out = append(out, it)
	}
}

// marks Takes <s>source</s> and <t>target</t> out of a sentence.
func marks(s string) (text string, source, target []hearsay.Span) {
	var b strings.Builder
	open := map[string]int{}
	for len(s) > 0 {
		cut := false
		for _, tag := range []string{"s", "t"} {
			if rest, ok := strings.CutPrefix(s, "<"+tag+">"); ok {
				open[tag], s, cut = b.Len(), rest, true
			} else if rest, ok := strings.CutPrefix(s, "</"+tag+">"); ok {
				span := hearsay.Span{Start: open[tag], End: b.Len()}
				if tag == "s" {
					source = append(source, span)
				} else {
					target = append(target, span)
				}
				s, cut = rest, true
			}
		}
		if !cut {
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String(), source, target
}

// PLV reads each sentence of a PLV file and compares the type coded for the
// marked pair with the gold; a pair without an event counts as wrong. each, if
// not nil, is called with every item and what was coded ("" for nothing).
func PLV(file string, held Held, read ReadFunc, each func(PLVItem, string, *hearsay.Reading)) (PLVScore, error) {
	score := PLVScore{ByType: map[string]*Counts{}, Confused: map[[2]string]int{}}
	f, err := os.Open(file)
	if err != nil {
		return score, fmt.Errorf("plv: %w", err)
	}
	defer f.Close()
	items, err := ReadPLV(f)
	if err != nil {
		return score, err
	}
	of := func(t string) *Counts {
		if score.ByType[t] == nil {
			score.ByType[t] = &Counts{}
		}
		return score.ByType[t]
	}
	for _, it := range items {
		if !held.Takes(it.ID) {
			continue
		}
		r, err := read(&hearsay.Document{Text: it.Text, Language: "en"})
		if err != nil {
			return score, fmt.Errorf("plv: sentence %s: %w", it.ID, err)
		}
		got := pairType(r, it)
		score.Items++
		of(it.Type).Gold++
		if got != "" {
			score.Coded++
			of(got).Read++
		}
		if got == it.Type {
			score.Right++
			score.RightCoded++
			of(it.Type).Hit++
		} else {
			score.Confused[[2]string{it.Type, got}]++
		}
		if each != nil {
			each(it, got, r)
		}
	}
	return score, nil
}

// pairType is the type of the event that fits the marked pair best, in the
// terms of the data: YIELD for CONCEDE and RETREAT; a conviction is ACCUSE, as in
// the codebook's earlier draft; cooperation that is only planned is AGREE (manual,
// section 3.1).
func pairType(r *hearsay.Reading, it PLVItem) string {
	best, most := "", 0
	named := map[string][]hearsay.Mention{}
	for _, e := range r.Entities {
		named[e.ID] = e.Mentions
	}
	in := func(ps []hearsay.Participant, spans []hearsay.Span) bool {
		for _, p := range ps {
			for _, s := range spans {
				if p.Overlaps(s) {
					return true
				}
				for _, m := range named[p.Entity] {
					if m.Overlaps(s) {
						return true
					}
				}
			}
		}
		return false
	}
	for _, e := range r.Events {
		w := 0
		sa, ta := in(e.Actors, it.Source), in(e.Actors, it.Target)
		sr, tr := in(e.Recipients, it.Source), in(e.Recipients, it.Target)
		switch {
		case sa && tr:
			w = 6
		case sa && ta:
			w = 5
		case sr && (ta || tr):
			w = 3
		case sa:
			w = 4
		case tr:
			w = 3
		case sr || ta:
			w = 1
		}
		if w > most {
			most, best = w, e.Type
			switch {
			case e.Type == "SANCTION" && len(e.Modes) > 0 && e.Modes[0] == "convict":
				best = "ACCUSE"
			case e.Status == hearsay.Planned && strings.HasSuffix(e.Quad, "cooperation"):
				best = "AGREE"
			case e.Type == "CONCEDE" || e.Type == "RETREAT":
				best = "YIELD"
			}
		}
	}
	return best
}
