package view

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
	"github.com/hearsay/hearsay/internal/record"
)

// table writes rows under one another. The widths of columns need all rows, so
// they are kept until Close.
type table struct {
	w    io.Writer
	opt  Options
	cols []column
	rows [][]string
}

// column is a column's name and the width over which a cell is cut short.
type column struct {
	name  string
	most  int
	right bool // numbers stand right
}

func (t *table) add(cols []column, row ...string) error {
	t.cols = cols
	for i := range row {
		row[i] = columns.Shorten(columns.Clean(row[i]), cols[i].most)
	}
	t.rows = append(t.rows, row)
	return nil
}

func eventColumns() []column {
	return []column{{"id", 16, false}, {"start", 16, false}, {"end", 16, false}, {"type", 24, false}, {"status", 12, false}, {"place", 32, false}, {"who", 32, false}, {"whom", 32, false},
		{"killed", 14, true}, {"injured", 14, true}, {"origins", 7, true}, {"articles", 8, true}, {"disputed", 8, false}, {"credibility", 11, true}, {"known", 16, false}, {"summary", 120, false}}
}

func (t *table) Event(e *query.Event) error {
	start, end := "", ""
	if e.Time != nil {
		start, end = e.Time.Start, e.Time.End
	}
	return t.add(eventColumns(), e.ID, start, end, eventType(e.Type, e.Modes, nil), string(e.Status), place(e.Place), slotValue(e, "actor"), slotValue(e, "recipient"),
		slotValue(e, "killed"), slotValue(e, "injured"), strconv.Itoa(len(e.Origins)), strconv.Itoa(len(e.Reports)), yes(e.Disputed), strconv.Itoa(e.Credibility), minute(e.Known), e.Summary)
}

// slotValue is a slot in one cell: what is agreed, or all that is said.
func slotValue(e *query.Event, name string) string {
	for _, s := range e.Slots {
		if s.Name != name {
			continue
		}
		if s.Value != "" && s.Verdict != hearsay.Disputed {
			return s.Value
		}
		return labels(s, 3)
	}
	return ""
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func claimColumns() []column {
	return []column{{"id", 20, false}, {"known", 16, false}, {"speaker", 32, false}, {"act", 9, false}, {"polarity", 8, false}, {"certainty", 9, false}, {"manner", 9, false}, {"outlet", 24, false},
		{"event", 16, false}, {"withdrawn", 16, false}, {"words", 120, false}}
}

func (t *table) Claim(c *record.Claim) error {
	withdrawn := ""
	if !c.Withdrawn.IsZero() {
		withdrawn = minute(c.Withdrawn)
	}
	return t.add(claimColumns(), c.ID, minute(c.Known), c.Speaker, string(c.Act), string(c.Polarity), string(c.Certainty), string(c.Manner), c.Outlet, strings.Join(c.Merged, " "), withdrawn, c.Words)
}

func storyColumns() []column {
	return []column{{"id", 16, false}, {"first", 16, false}, {"last", 16, false}, {"reports", 7, true}, {"origins", 7, true}, {"outlets", 7, true}, {"title", 100, false}}
}

func (t *table) Story(s *query.Story) error {
	return t.add(storyColumns(), s.ID, minute(s.First), minute(s.Last), strconv.Itoa(s.Reports), strconv.Itoa(s.Origins), strconv.Itoa(s.Outlets), s.Title)
}

func reportColumns() []column {
	return []column{{"id", 16, false}, {"known", 16, false}, {"outlet", 24, false}, {"version", 7, true}, {"copies", 16, false}, {"story", 16, false}, {"title", 80, false}, {"url", 80, false}}
}

func (t *table) Report(r *hearsay.Report) error {
	d := r.Document
	if d == nil {
		d = &hearsay.Document{}
	}
	of := ""
	if r.Copy != nil {
		of = r.Copy.Of
	}
	return t.add(reportColumns(), r.ID, minute(r.Known()), d.Outlet, strconv.Itoa(r.Version), of, r.Story, d.Title, d.URL)
}

func findColumns() []column {
	return []column{{"id", 16, false}, {"known", 16, false}, {"outlet", 24, false}, {"story", 16, false}, {"title", 80, false}, {"words", 160, false}}
}

func (t *table) Found(f *record.Found) error {
	d := f.Report.Document
	if d == nil {
		d = &hearsay.Document{}
	}
	words := strings.NewReplacer("\x02", "[", "\x03", "]").Replace(f.Snippet)
	return t.add(findColumns(), f.Report.ID, minute(f.Report.Known()), d.Outlet, f.Report.Story, d.Title, words)
}

func correctionColumns() []column {
	return []column{{"id", 16, false}, {"made", 16, false}, {"by", 20, false}, {"field", 12, false}, {"was", 32, false}, {"is", 32, false}, {"telling", 20, false}, {"event", 16, false}, {"undone", 16, false},
		{"trigger", 32, false}, {"note", 100, false}}
}

func (t *table) Correction(c *query.Correction) error {
	undone, telling := "", c.Of.Found
	if c.Undone != nil {
		undone = minute(c.Undone.When)
	}
	if telling == "" {
		telling = c.Of.Telling + " (not found again)"
	}
	is := statedWords(c.Of.Is)
	switch c.Field {
	case hearsay.FieldNone:
		is = "no event"
	case hearsay.FieldApart:
		is = "another event"
	}
	return t.add(correctionColumns(), c.ID, minute(c.Made), c.By, c.Field, statedWords(c.Of.Was), is, telling, c.Of.Merged, undone, triggerOf(c), c.Note)
}

func momentColumns() []column {
	return []column{{"known", 16, false}, {"slot", 12, false}, {"before", 40, true}, {"after", 40, true}, {"kind", 10, false}, {"verdict", 13, false}, {"by", 80, false}}
}

func (t *table) Timeline(tl *query.Timeline) error {
	cols := momentColumns()
	for _, m := range tl.Moments {
		var by []string
		for _, ev := range m.By {
			s := who(ev)
			if ev.Stance == "denies" || ev.Stance == "doubts" {
				s += " (" + ev.Stance + ")"
			}
			by = appendNew(by, s)
		}
		if err := t.add(cols, minute(m.Known), slotName(m.Slot), m.Before, m.After, m.Kind, string(m.Verdict), strings.Join(by, "; ")); err != nil {
			return err
		}
	}
	t.cols = cols
	return nil
}

func appendNew(list []string, s string) []string {
	for _, l := range list {
		if l == s {
			return list
		}
	}
	return append(list, s)
}

// Explanation as rows makes no sense of most of it.
func (t *table) Explanation(*query.Explanation) error {
	return errors.New("an explanation has no form as a table: choose text or json")
}

// Close writes the rows; without any the head alone.
func (t *table) Close(string) error {
	if t.cols == nil {
		switch t.opt.Kind {
		case query.EventKind:
			t.cols = eventColumns()
		case query.ClaimKind:
			t.cols = claimColumns()
		case query.StoryKind:
			t.cols = storyColumns()
		case query.ReportKind:
			t.cols = reportColumns()
		case query.FindKind:
			t.cols = findColumns()
		case query.CorrectionKind:
			t.cols = correctionColumns()
		default:
			return nil
		}
	}
	wide := make([]int, len(t.cols))
	head := make([]string, len(t.cols))
	for i, c := range t.cols {
		head[i], wide[i] = c.name, columns.Width(c.name)
	}
	for _, row := range t.rows {
		for i := range row {
			wide[i] = max(wide[i], columns.Width(row[i]))
		}
	}
	var b strings.Builder
	write := func(row []string, code string) {
		cells := make([]string, len(row))
		for i, s := range row {
			switch {
			case t.cols[i].right:
				s = columns.PadLeft(s, wide[i])
			case i < len(row)-1:
				s = columns.Pad(s, wide[i])
			}
			cells[i] = s
		}
		s := strings.TrimRight(strings.Join(cells, "  "), " ")
		if t.opt.Width > 0 {
			s = columns.Cut(s, t.opt.Width)
		}
		if t.opt.Colour && code != "" {
			s = code + s + columns.Reset
		}
		b.WriteString(s + "\n")
	}
	write(head, columns.Bold)
	for _, row := range t.rows {
		write(row, "")
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}
