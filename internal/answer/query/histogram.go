package query

import (
	"context"
	"fmt"
	"sort"
	"time"

	"github.com/hearsay/hearsay/internal/record"
)

// Histogram is how many events of an answer there were, stretch of time by stretch.
type Histogram struct {
	AsOf time.Time `json:"-"`
	Counted
	Clock string `json:"clock"` // happened known
	Per   string `json:"per"`   // hour day week month year
	By    By     `json:"by"`
	// Names are the countries' names by their code, where By is country.
	Names   map[string]string `json:"names"`
	Buckets []Bucket          `json:"buckets"`
	Wider   Bundle            `json:"wider"`   // told only to a stretch longer than a bucket
	Undated Bundle            `json:"undated"` // no time told
}

// Bucket is one stretch; Start is a day or, per hour, an hour.
type Bucket struct {
	Start string `json:"start"`
	Bundle
}

// Stretches are what time is cut into, the shortest first.
func Stretches() []string { return []string{"hour", "day", "week", "month", "year"} }

// mostBuckets bounds an answer; more are made into longer ones.
const mostBuckets = 2000

// dayMicros is a day.
const dayMicros = 24 * int64(time.Hour/time.Microsecond)

// monthMicros is a long month.
const monthMicros = 31 * dayMicros

// longest is the length of the longest bucket, in microseconds.
var longest = map[string]int64{"hour": dayMicros / 24, "day": dayMicros, "week": 7 * dayMicros, "month": monthMicros, "year": 366 * dayMicros}

// HistogramOf counts the events that answer a question by when they happened, or became known; an
// empty per is chosen by how long they lasted in all.
func HistogramOf(ctx context.Context, r CountReader, weigh Weigh, f record.Filter, clock, per string, by By) (*Histogram, error) {
	fs, counted, err := facts(ctx, r, weigh, f)
	if err != nil {
		return nil, err
	}
	out := &Histogram{AsOf: f.AsOf, Counted: counted, Clock: clock, Per: per, By: by, Names: map[string]string{}, Buckets: []Bucket{}}
	span := (*record.Fact).Span
	if clock == "known" {
		zero := record.Order(time.Time{}) // told by nobody
		span = func(e *record.Fact) (start, end int64, ok bool) { k := e.Known(); return k, k, k != zero }
	}
	if out.Per == "" {
		out.Per = perFor(fs, span, clock)
	}
	group, names := grouping(fs, by)
	for {
		piles, wider, undated := cutUp(fs, span, out.Per, group, len(names))
		if n := len(piles); n > mostBuckets && out.Per != "year" {
			at := 0
			for i, s := range Stretches() {
				if s == out.Per {
					at = i + 1
				}
			}
			out.Notes = append(out.Notes, fmt.Sprintf("per %s there would be %d buckets; these are per %s", out.Per, n, Stretches()[at]))
			out.Per = Stretches()[at]
			continue
		}
		out.Wider, out.Undated = wider.bundle(names), undated.bundle(names)
		out.Count = wider.count + undated.count
		starts := make([]int64, 0, len(piles))
		for s := range piles {
			starts = append(starts, s)
		}
		sort.Slice(starts, func(i, j int) bool { return starts[i] < starts[j] })
		for _, s := range starts {
			out.Buckets = append(out.Buckets, Bucket{bucketName(s, out.Per), piles[s].bundle(names)})
			out.Count += piles[s].count
		}
		if by == ByCountry {
			for _, name := range names {
				if full := countryName(name); full != name {
					out.Names[name] = full
				}
			}
		}
		return out, nil
	}
}

func bucketName(start int64, per string) string {
	t := time.UnixMicro(start).UTC()
	if per == "hour" {
		return t.Format(time.RFC3339)
	}
	return t.Format(time.DateOnly)
}

// cutUp counts by the start of the bucket, in microseconds. An event is counted where it
// begins, and in none where it is told less exactly than a bucket is long.
func cutUp(fs *record.Facts, clock func(*record.Fact) (int64, int64, bool), per string, group func(*record.Fact) int, groups int) (piles map[int64]*pile, wider, undated *pile) {
	piles, wider, undated = map[int64]*pile{}, newPile(groups), newPile(groups)
	unit := dayMicros
	if per == "hour" {
		unit = dayMicros / 24
	}
	limit := longest[per]
	var byUnit near[*pile] // by day or hour, so that calendars are asked once for each
	fs.Each(func(e *record.Fact) {
		start, end, ok := clock(e)
		p := undated
		switch {
		case !ok:
		case end-start >= limit:
			p = wider
		default:
			n := floorDiv(start, unit)
			at := byUnit.at(n)
			if *at == nil {
				s := bucketStart(n*unit, per)
				if piles[s] == nil {
					piles[s] = newPile(groups)
				}
				*at = piles[s]
			}
			p = *at
		}
		p.add(group(e), e.Disputed())
	})
	return piles, wider, undated
}

// near holds values by numbers that lie near one another, as days do, and those of the few that do
// not. It is looked into in a third of the time of a map.
type near[T any] struct {
	close []T
	first int64 // the number of close[0]
	far   map[int64]*T
}

// howNear is how many numbers lie near: 180 years of days.
const howNear = 1 << 16

func (s *near[T]) at(n int64) *T {
	if s.close == nil {
		s.close, s.first, s.far = make([]T, howNear), n-howNear/2, map[int64]*T{}
	}
	if i := n - s.first; i >= 0 && i < howNear {
		return &s.close[i]
	}
	if s.far[n] == nil {
		s.far[n] = new(T)
	}
	return s.far[n]
}

func (s *near[T]) each(f func(n int64, v *T)) {
	for i := range s.close {
		f(s.first+int64(i), &s.close[i])
	}
	for n, v := range s.far { // in any order
		f(n, v)
	}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// bucketStart is where the bucket of a moment begins.
func bucketStart(micros int64, per string) int64 {
	t := time.UnixMicro(micros).UTC()
	switch per {
	case "week":
		return time.Date(t.Year(), t.Month(), t.Day()-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC).UnixMicro()
	case "month":
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	case "year":
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	}
	return micros
}

// perFor chooses buckets so that there are some hundred at the most for all but the outermost
// hundredth of the events on either side.
func perFor(fs *record.Facts, clock func(*record.Fact) (int64, int64, bool), by string) string {
	var counts near[int]
	fs.Each(func(e *record.Fact) {
		if start, end, ok := clock(e); ok && end-start < monthMicros {
			*counts.at(floorDiv(start, dayMicros))++
		}
	})
	days := map[int64]int{}
	counts.each(func(d int64, n *int) {
		if *n > 0 {
			days[d] = *n
		}
	})
	return perOf(days, by)
}

// perOf does so with how many events began on which day.
func perOf(days map[int64]int, by string) string {
	n := 0
	for _, k := range days {
		n += k
	}
	list := make([]int64, 0, len(days))
	for d := range days {
		list = append(list, d)
	}
	if len(list) == 0 {
		return "day"
	}
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	cut := n / 100
	from, to := 0, len(list)-1
	for sum := days[list[from]]; sum <= cut && from < to; sum += days[list[from]] {
		from++
	}
	for sum := days[list[to]]; sum <= cut && to > from; sum += days[list[to]] {
		to--
	}
	switch span := list[to] - list[from] + 1; {
	case span <= 3 && by == "known": // when it happened is seldom told to the hour
		return "hour"
	case span <= 100:
		return "day"
	case span <= 700:
		return "week"
	case span <= 3000:
		return "month"
	}
	return "year"
}
