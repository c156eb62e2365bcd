package recordtest

import (
	"context"
	"errors"
	"fmt"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// pages: going from page to page while rows come in and views change, every row
// that was there at the first page is seen exactly once.
func (s *suite) pages() {
	s.write(func(ctx context.Context, w record.Writer) {
		for i := 1; i <= 23; i++ {
			s.everything(ctx, w, i)
		}
	})
	type asked struct {
		name string
		next func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error)
		want int
	}
	questions := []asked{
		{"events", func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error) {
			f.Types = []string{"FLOOD"}
			p, err := r.Events(ctx, f)
			for _, v := range p.Rows {
				ids = append(ids, v.ID)
			}
			return ids, p.Next, err
		}, 23},
		{"claims", func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error) {
			p, err := r.Claims(ctx, f)
			for _, v := range p.Rows {
				ids = append(ids, v.ID)
			}
			return ids, p.Next, err
		}, 46},
		{"denials", func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error) {
			f.Acts = []hearsay.Act{hearsay.Deny}
			p, err := r.Claims(ctx, f)
			for _, v := range p.Rows {
				ids = append(ids, v.ID)
			}
			return ids, p.Next, err
		}, 23},
		{"stories", func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error) {
			p, err := r.Stories(ctx, f)
			for _, v := range p.Rows {
				ids = append(ids, v.ID)
			}
			return ids, p.Next, err
		}, 23},
		{"reports", func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error) {
			p, err := r.Reports(ctx, f)
			for _, v := range p.Rows {
				ids = append(ids, v.ID)
			}
			return ids, p.Next, err
		}, 23},
		{"search", func(ctx context.Context, r record.Reader, f record.Filter) (ids []string, mark string, err error) {
			f.Text = text(word("river"), starts("bank"))
			p, err := r.Search(ctx, f)
			for _, v := range p.Rows {
				ids = append(ids, v.Report.ID)
			}
			return ids, p.Next, err
		}, 23},
	}
	added := 100
	for _, limit := range []int{1, 5, 23, 46, 100} {
		for _, q := range questions {
			name := fmt.Sprintf("%s by %d", q.name, limit)
			f := record.Filter{Limit: limit, AsOf: at(29, 0)}
			seen := map[string]bool{}
			first := true
			for pages := 0; first || f.After != ""; pages++ {
				if pages > 300 {
					s.Fatalf("%s: no end", name)
				}
				first = false
				s.read(func(ctx context.Context, r record.Reader) {
					ids, mark, err := q.next(ctx, r, f)
					s.must(err)
					if len(ids) > limit || mark != "" && len(ids) < limit || mark == "" && len(ids) == 0 && f.After != "" {
						s.Errorf("%s: %d rows, mark %q", name, len(ids), mark)
					}
					for _, id := range ids {
						if seen[id] {
							s.Errorf("%s: %s twice", name, id)
						}
						seen[id] = true
					}
					f.After = mark
				})
				if pages < 3 && limit < 23 {
					s.write(func(ctx context.Context, w record.Writer) {
						added++
						s.everything(ctx, w, added)
						s.must(w.PutMerged(ctx, event(eventID(1+added%23), func(m *record.MergedRow) { m.Credibility = added })))
					})
				}
			}
			for i := 1; i <= 23; i++ {
				if q.want == 23 && !seen[reportID(i)] && !seen[eventID(i)] && !seen[storyID(i)] && !seen[reportID(i)+"/c2"] {
					s.Errorf("%s: row %d is missing", name, i)
				}
				if q.want == 46 && (!seen[reportID(i)+"/c1"] || !seen[reportID(i)+"/c2"]) {
					s.Errorf("%s: claims of report %d are missing", name, i)
				}
			}
		}
	}
}

// marks: those that do not fit the question are refused.
func (s *suite) marks() {
	s.write(func(ctx context.Context, w record.Writer) {
		s.everything(ctx, w, 1)
		s.everything(ctx, w, 2)
	})
	s.read(func(ctx context.Context, r record.Reader) {
		p, err := r.Events(ctx, record.Filter{Limit: 1})
		s.must(err)
		if p.Next == "" {
			s.Fatal("no mark")
		}
		if _, err := r.Events(ctx, record.Filter{Limit: 7, After: p.Next}); err != nil {
			s.Errorf("with another limit: %v", err)
		}
		for name, err := range map[string]error{
			"of events for reports": func() error { _, err := r.Reports(ctx, record.Filter{After: p.Next}); return err }(),
			"of events for claims":  func() error { _, err := r.Claims(ctx, record.Filter{After: p.Next}); return err }(),
			"with another filter":   func() error { _, err := r.Events(ctx, record.Filter{After: p.Next, Origins: 1}); return err }(),
			"nonsense":              func() error { _, err := r.Stories(ctx, record.Filter{After: "nonsense"}); return err }(),
			"cut off":               func() error { _, err := r.Events(ctx, record.Filter{After: p.Next[:len(p.Next)-1]}); return err }(),
		} {
			if !errors.Is(err, record.ErrCursor) {
				s.Errorf("a mark %s: %v", name, err)
			}
		}
	})
}

func (s *suite) resolve() {
	k1 := made(1, func(k *record.Kept) { k.Report.ID = "r4k2m00000000" })
	k1.Reading.Claims[0].ID, k1.Reading.Tellings[0].ID = "r4k2m00000000/c5", "r4k2m00000000/e3"
	k2 := made(2, func(k *record.Kept) { k.Report.ID = "r4k2n00000000" })
	s.keep(k1, k2)
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetStory(ctx, []int64{k1.Report.Seq}, "s4k2000000000"))
		s.must(w.PutMerged(ctx, event("e9zz000000000")))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		for id, want := range map[string]string{
			"r4k2m00000000": "report r4k2m00000000", "r4k2m": "report r4k2m00000000", "R4k2M": "report r4k2m00000000", "S4": "story s4k2000000000", "e9zz000000000": "event e9zz000000000", "E9": "event e9zz000000000",
			"r4k2m00000000/c5": "claim r4k2m00000000/c5", "r4k2m/e3": "telling r4k2m00000000/e3",
		} {
			kind, full, err := r.Resolve(ctx, id)
			if got := kind + " " + full; err != nil || got != want {
				s.Errorf("%s: %q, %v, want %q", id, got, err, want)
			}
		}
		for id, want := range map[string]error{"r4k2": record.ErrAmbiguous, "r4k2/e3": record.ErrAmbiguous, "R5": record.ErrNone, "": record.ErrNone, "R": record.ErrNone, "X4k2": record.ErrNone,
			"r4k2m/c99": record.ErrNone, "r4k2m/": record.ErrNone, "/c5": record.ErrNone, "R%": record.ErrNone, "R_k2m00000000": record.ErrNone} {
			if _, _, err := r.Resolve(ctx, id); !errors.Is(err, want) {
				s.Errorf("%q: %v, want %v", id, err, want)
			}
		}
	})
}
