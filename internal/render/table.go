package render

import (
	"io"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// tableWriter writes events as rows. The widths of columns need all rows, so
// they are kept until Close.
type tableWriter struct {
	w    io.Writer
	opt  Options
	rows [][]string
}

func newTable(w io.Writer, opt Options) Writer { return &tableWriter{w: w, opt: opt} }

// cells of a row with the widths over which a cell is cut short.
var cells = []struct {
	name string
	most int
}{
	{"report", 24}, {"id", 6}, {"type", 24}, {"status", 12}, {"actor", 32}, {"recipient", 32}, {"place", 32}, {"start", 16}, {"end", 16}, {"counts", 32}, {"word", 24}, {"said by", 48},
}

func (t *tableWriter) Write(r *hearsay.Reading) error {
	v := newView(r)
	name := r.Document.Title
	if name == "" {
		name = r.Document.ID
	}
	for i := range r.Events {
		e := &r.Events[i]
		row := []string{columns.Clean(name), e.ID, eventType(e), string(e.Status), v.parties(e.Actors), v.parties(e.Recipients), v.place(e.Place), "", "", v.counts(e), v.extent(e.Trigger.Extent), ""}
		if e.Time != nil {
			row[7], row[8] = e.Time.Start, e.Time.End
		}
		var who []string
		seen := map[string]bool{}
		for _, c := range v.told[e.ID] {
			s := strings.Join(v.chain(c), " < ")
			if c.Polarity == hearsay.Negative {
				s += " (denies)"
			}
			if !seen[s] {
				seen[s] = true
				who = append(who, s)
			}
		}
		row[11] = strings.Join(who, "; ")
		t.rows = append(t.rows, row)
	}
	return nil
}

func (t *tableWriter) Close() error {
	first := 0
	if !t.opt.Many {
		first = 1
	}
	head := make([]string, len(cells))
	wide := make([]int, len(cells))
	for i, c := range cells {
		head[i] = c.name
		wide[i] = columns.Width(c.name)
	}
	for _, row := range t.rows {
		for i := range row {
			row[i] = columns.Shorten(row[i], cells[i].most)
			wide[i] = max(wide[i], columns.Width(row[i]))
		}
	}
	var b strings.Builder
	write := func(row []string, code string) {
		var line strings.Builder
		for i := first; i < len(row); i++ {
			if i > first {
				line.WriteString("  ")
			}
			line.WriteString(row[i])
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", wide[i]-columns.Width(row[i])))
			}
		}
		s := strings.TrimRight(line.String(), " ")
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
