package query

import (
	"context"
	"fmt"
	"net/url"
	"sort"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// OutletReader is what questions about outlets ask of the record.
type OutletReader interface {
	CountReader
	Outlets(ctx context.Context) ([]record.OutletRow, error)
	Outlet(ctx context.Context, name string) (*record.OutletRow, error)
	Tallies(ctx context.Context, outlet int64) ([]record.Tally, error)
	Reports(ctx context.Context, f record.Filter) (record.Page[hearsay.Report], error)
	Revisions(ctx context.Context, reportID string) ([]hearsay.Revision, error)
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
		More    int            `json:"more"`
	} `json:"copies"`
	Copied struct {
		Reports int64          `json:"reports"`
		By      []OutletCopies `json:"by"`
		More    int            `json:"more"`
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

	Sampled int          `json:"sampled"` // the newest reports, among which those of Newest were looked for
	Newest  []RevisedRow `json:"newest"`
}

// RevisedRow is a report that changed what its earlier version said.
type RevisedRow struct {
	Report   string   `json:"report"`
	Was      string   `json:"was"` // the earlier version
	Title    string   `json:"title"`
	Known    string   `json:"known"`
	Dropped  int      `json:"dropped"`
	Added    int      `json:"added"`
	Reworded int      `json:"reworded"`
	Numbers  []string `json:"numbers"` // "killed 12 -> 15"
}

// mostRevised bounds the revised reports that are told one by one.
const mostRevised = 20

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
	if err := out.tallies(ctx, r); err != nil {
		return nil, err
	}
	return out, out.revisions(ctx, r)
}

// revisions lists those of the newest reports that changed an earlier version.
func (o *Outlet) revisions(ctx context.Context, r OutletReader) error {
	v := &o.Revised
	v.Newest = []RevisedRow{}
	if v.Reports == 0 {
		return nil
	}
	page, err := r.Reports(ctx, record.Filter{Outlets: []string{o.Row.Key}, Limit: mostSampled})
	if err != nil {
		return err
	}
	v.Sampled = len(page.Rows)
	for i := range page.Rows {
		p := &page.Rows[i]
		if p.Version < 2 || len(v.Newest) == mostRevised {
			continue
		}
		rs, err := r.Revisions(ctx, p.ID)
		if err != nil {
			return err
		}
		row := RevisedRow{Report: p.ID, Title: p.Document.Title, Known: p.Known().UTC().Format(time.RFC3339Nano), Numbers: []string{}}
		for _, x := range rs {
			if x.To != p.ID {
				continue // what the next version changed
			}
			row.Was = x.From
			switch x.Kind {
			case "dropped":
				row.Dropped++
			case "added":
				row.Added++
			case "number":
				row.Numbers = appendNew(row.Numbers, x.Note)
			default:
				row.Reworded++
			}
		}
		if row.Was != "" {
			v.Newest = append(v.Newest, row)
		}
	}
	return nil
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
			} else {
				o.Copies.More++
			}
		case record.CopiedTally:
			if o.Copied.Reports += t.N; len(o.Copied.By) < mostPartners {
				o.Copied.By = append(o.Copied.By, pair)
			} else {
				o.Copied.More++
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
