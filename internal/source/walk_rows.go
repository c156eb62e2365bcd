package source

import (
	"fmt"
	"io"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/rows"
)

// lines goes through a file with a JSON object on each line.
func (w *walker) lines(in input, r io.Reader) bool {
	s := &stream{r: r}
	l := rows.NewLines(s, w.o.opt.MaxBytes)
	return w.rows(in, s, "line", func() (f rows.Fields, at int, err error) {
		raw, err := l.Next()
		if err == nil {
			f, err = rows.Object(raw)
		}
		return f, l.Number(), err
	})
}

// values goes through JSON that is not in lines.
func (w *walker) values(in input, r io.Reader) bool {
	s := &stream{r: r}
	v := rows.NewValues(s, w.o.opt.MaxBytes)
	return w.rows(in, s, "item", func() (f rows.Fields, at int, err error) {
		raw, err := v.Next()
		if err == nil {
			f, err = rows.Object(raw)
		}
		return f, v.Number(), err
	})
}

// table goes through separated values.
func (w *walker) table(in input, r io.Reader, sep byte) bool {
	s := &stream{r: r}
	t, err := rows.NewTable(s, w.o.opt.MaxBytes, sep)
	if err != nil {
		return w.bad(in.label, in.name, w.readProblem(in, err))
	}
	return w.rows(in, s, "line", func() (rows.Fields, int, error) {
		f, err := t.Next()
		return f, t.Line(), err
	})
}

// rows hands on what next gives, each with its number in the file.
func (w *walker) rows(in input, s *stream, unit string, next func() (rows.Fields, int, error)) bool {
	var t tally
	for {
		f, at, err := next()
		if err == io.EOF {
			return w.anyFound(in, t)
		}
		if s.broke(err) {
			return w.bad(in.label, in.name, w.readProblem(in, err))
		}
		where := fmt.Sprintf("%s, %s %d", in.label, unit, at)
		if w.skip(where) {
			t.good++
			continue
		}
		it := Item{Raw: Raw{Name: where}, Where: where}
		if err == nil {
			if err = it.take(f, in, w.opt.Dates); err != nil {
				it.Bytes = nil // without its row it must not be tried again
			}
		}
		if !w.tell(in, &t, it, err) {
			return !w.over()
		}
	}
}

// anyFound tells of a container that held nothing at all.
func (w *walker) anyFound(in input, t tally) bool {
	if t.good+t.bad > 0 {
		return !w.over()
	}
	return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "it holds no reports", Hint: "give a file with reports in it"})
}
