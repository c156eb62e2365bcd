package query

import (
	"context"
	"fmt"
	"net/url"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// OutletReader is what questions about outlets ask of the record.
type OutletReader interface {
	CountReader
	Outlets(ctx context.Context) ([]record.OutletRow, error)
	Outlet(ctx context.Context, name string) (*record.OutletRow, error)
	Tallies(ctx context.Context, outlet int64) ([]record.Tally, error)
}

// FindOutlets lists outlets whose names hold all of some words (the last may go on), the one with
// most reports first, and how many are left.
func FindOutlets(ctx context.Context, r OutletReader, words string, limit int) (rows []record.OutletRow, more int, err error) {
	all, err := r.Outlets(ctx)
	if err != nil {
		return nil, 0, err
	}
	asked := record.Words(words)
	for _, o := range all {
		if !namedSo(o.Key, asked) {
			continue
		}
		if len(rows) < limit {
			rows = append(rows, o)
		} else {
			more++
		}
	}
	return rows, more, nil
}

func namedSo(key string, asked []string) bool {
	have := record.Words(key)
	for i, w := range asked {
		hit := false
		for _, h := range have {
			hit = hit || h == w || i == len(asked)-1 && strings.HasPrefix(h, w)
		}
		if !hit {
			return false
		}
	}
	return true
}

// Outlet is what the record holds of an outlet. It is no judgement.
type Outlet struct {
	Row         record.OutletRow `json:"-"`
	Notes       []string         `json:"notes"`
	ReportsList string           `json:"reports_list"`
	Events      struct {
		Count    int    `json:"count"`
		First    int    `json:"first"`    // told by it before all others
		Alone    int    `json:"alone"`    // told by no other
		Disputed int    `json:"disputed"` //
		List     string `json:"list"`
	} `json:"events"`
	Own struct {
		Events    int `json:"events"`    // of which it is itself an origin
		Confirmed int `json:"confirmed"` // of these, with another origin
	} `json:"own"`
	Copies struct {
		Reports int64          `json:"reports"`
		Of      []OutletCopies `json:"of"`
	} `json:"copies"`
	Copied struct {
		Reports int64          `json:"reports"`
		By      []OutletCopies `json:"by"`
	} `json:"copied"`
	Revised  OutletRevised  `json:"revised"`
	Activity OutletActivity `json:"activity"`
}

// OutletCopies is how many reports were copied from or by another outlet.
type OutletCopies struct {
	Outlet  string `json:"outlet"`
	Reports int64  `json:"reports"`
}

// OutletRevised is how many of its reports changed what an earlier version said, and how.
type OutletRevised struct {
	Reports  int64 `json:"reports"`
	Dropped  int64 `json:"dropped"`
	Added    int64 `json:"added"`
	Number   int64 `json:"number"`
	Reworded int64 `json:"reworded"`
}

// OutletActivity is how many of its events became known when.
type OutletActivity struct {
	Clock   string         `json:"clock"`
	Per     string         `json:"per"`
	Buckets []OutletBucket `json:"buckets"`
}

// OutletBucket is one stretch of it.
type OutletBucket struct {
	Start string `json:"start"`
	Count int    `json:"count"`
}

// OutletOf gathers what the record holds of an outlet.
func OutletOf(ctx context.Context, r OutletReader, weigh Weigh, name string) (*Outlet, error) {
	row, err := r.Outlet(ctx, name)
	if isNone(err) {
		return nil, &hearsay.Problem{Kind: record.ErrNone, What: fmt.Sprintf("no report in the record is of %q", name), Hint: "/api/outlets lists the outlets"}
	}
	if err != nil {
		return nil, err
	}
	fs, counted, err := facts(ctx, r, weigh, record.Filter{Outlets: []string{row.Key}})
	if err != nil {
		return nil, err
	}
	out := &Outlet{Row: *row, Notes: counted.Notes}
	out.Copies.Of, out.Copied.By = []OutletCopies{}, []OutletCopies{}
	q := url.QueryEscape(row.Name)
	out.ReportsList, out.Events.List = "/api/reports?outlet="+q, "/api/events?outlet="+q
	fs.Each(func(e *record.Fact) {
		out.Events.Count++
		if e.Disputed() {
			out.Events.Disputed++
		}
		for i := range e.Outlets() {
			n, own := e.Outlet(i)
			if int64(n) != row.N {
				continue
			}
			if i == 0 {
				out.Events.First++
			}
			if own {
				out.Own.Events++
				if e.Origins() > 1 {
					out.Own.Confirmed++
				}
			}
		}
		if e.Outlets() == 1 {
			out.Events.Alone++
		}
	})
	known := func(e *record.Fact) (int64, int64, bool) { return e.Known(), e.Known(), true }
	out.Activity = OutletActivity{"known", perFor(fs, known, "happened"), []OutletBucket{}}
	piles, _, _ := cutUp(fs, known, out.Activity.Per, func(*record.Fact) int { return 0 }, 1)
	starts := make([]int64, 0, len(piles))
	for s := range piles {
		starts = append(starts, s)
	}
	sort.Slice(starts, func(i, j int) bool { return starts[i] < starts[j] })
	for _, s := range starts[max(0, len(starts)-mostBuckets):] {
		out.Activity.Buckets = append(out.Activity.Buckets, OutletBucket{bucketName(s, out.Activity.Per), piles[s].count})
	}
	return out, out.tallies(ctx, r)
}

func (o *Outlet) tallies(ctx context.Context, r OutletReader) error {
	ts, err := r.Tallies(ctx, o.Row.N)
	if err != nil {
		return err
	}
	for _, t := range ts {
		pair := OutletCopies{t.Other, t.N}
		switch t.What {
		case record.CopiesTally:
			if o.Copies.Reports += t.N; len(o.Copies.Of) < mostPartners {
				o.Copies.Of = append(o.Copies.Of, pair)
			}
		case record.CopiedTally:
			if o.Copied.Reports += t.N; len(o.Copied.By) < mostPartners {
				o.Copied.By = append(o.Copied.By, pair)
			}
		case record.RevisedTally:
			o.Revised.Reports += t.N
		case record.RevisedTally + " dropped":
			o.Revised.Dropped += t.N
		case record.RevisedTally + " added":
			o.Revised.Added += t.N
		case record.RevisedTally + " number":
			o.Revised.Number += t.N
		case record.RevisedTally + " reworded":
			o.Revised.Reworded += t.N
		}
	}
	return nil
}
