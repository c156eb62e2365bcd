// Command record measures linking and questions at scale: synthetic reports, with
// the vocabulary and the hours of real ones, are accepted and linked into a
// record that grows to a million.
//
//	go run ./bench/record -vocabulary ../shared/corpora/reuters21578/reports.jsonl.gz -reports 1000000 -db big.db
//
// At each size asked for it prints one row: milliseconds for linking one report (mean and
// 99th percentile of transactions of 64, over the last 6,400), for accepting one, the 50th and
// 99th percentile of questions, bytes of file a report, and the peak of memory. The
// texts are made of words drawn by their frequency; the readings are written with
// them, since it is the record that is measured, not the reading.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"runtime/pprof"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/postgres"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

const batch = 64

func main() {
	words := flag.String("vocabulary", "../shared/corpora/reuters21578/reports.jsonl.gz", "JSON lines of real reports, for their words and hours")
	db := flag.String("db", "", "file of the record, or postgres:// address; must be new")
	most := flag.Int("reports", 100_000, "how many")
	sizes := flag.String("sizes", "10000,30000,100000,300000,1000000", "sizes at which to print a row")
	perDay := flag.Float64("day", 3000, "reports a day")
	seed := flag.Uint64("seed", 1, "seed of everything drawn")
	questions := flag.Int("questions", 400, "questions at each size")
	profile := flag.String("profile", "", "file for a profile of the processor's time")
	flag.Parse()
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench/record:", err)
			os.Exit(1)
		}
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *words, *db, *most, *sizes, *perDay, *seed, *questions); err != nil {
		fmt.Fprintln(os.Stderr, "bench/record:", err)
		os.Exit(1)
	}
}

func open(ctx context.Context, db string) (record.Store, error) {
	if strings.HasPrefix(db, "postgres://") {
		return postgres.Open(ctx, db, postgres.Options{})
	}
	return sqlite.Open(ctx, db, sqlite.Options{})
}

func run(ctx context.Context, words, db string, most int, sizes string, perDay float64, seed uint64, questions int) error {
	v, err := readVocabulary(words)
	if err != nil {
		return err
	}
	if db == "" {
		dir, err := os.MkdirTemp("", "hearsay-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		db = dir + "/record.db"
	}
	store, err := open(ctx, db)
	if err != nil {
		return err
	}
	defer store.Close()
	l, err := link.New()
	if err != nil {
		return err
	}
	l.Batch = batch
	at := map[int]bool{most: true}
	for _, s := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("-sizes: %w", err)
		}
		at[n] = true
	}
	fmt.Printf("%9s %9s %9s %9s %9s %9s %9s %8s %7s %8s %7s\n", "reports", "link ms", "p99", "accept ms", "ask p50", "ask p99", "worst", "stories", "events", "bytes/r", "peak MB")
	n := newNews(v, seed, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), perDay)
	var linking, accepting []float64 // ms a report, by batch
	next := 0
	for total := 0; total < most; {
		var kept []record.Kept
		for len(kept) < batch && total+len(kept) < most {
			k, err := prepare(n.next())
			if err != nil {
				return err
			}
			kept = append(kept, k)
		}
		t := time.Now()
		if err := store.Write(ctx, func(w record.Writer) error { _, err := w.Keep(ctx, kept); return err }); err != nil {
			return err
		}
		accepting = append(accepting, ms(time.Since(t))/float64(len(kept)))
		t = time.Now()
		if _, err := l.Run(ctx, store, nil); err != nil {
			return err
		}
		linking = append(linking, ms(time.Since(t))/float64(len(kept)))
		before := total
		total += len(kept)
		for s := range at {
			if before < s && s <= total {
				next = s
			}
		}
		if next > 0 {
			if err := row(ctx, store, next, last(linking), last(accepting), n, questions, seed); err != nil {
				return err
			}
			next = 0
		} else if total/5000 != before/5000 {
			fmt.Fprintf(os.Stderr, "\r%d reports, linking %.2f ms, accepting %.2f ms ", total, mean(last(linking)), mean(last(accepting)))
		}
	}
	return nil
}

// prepare makes a report ready to be accepted, as hearsay add does.
func prepare(r *hearsay.Reading) (record.Kept, error) {
	d := r.Document
	rep := &hearsay.Report{Document: d, Bytes: []byte(d.Text), MediaType: "text/plain", Found: "bench", Fetched: d.Published, Address: "bench:" + d.ID}
	rep.ID = hearsay.ReportID(d)
	body, err := r.MarshalJSON()
	if err != nil {
		return record.Kept{}, err
	}
	made, err := link.Prepare(r, rep.ID, rep.Known())
	if err != nil {
		return record.Kept{}, err
	}
	made.JSON, made.MadeBy = body, "bench"
	return record.Kept{Report: rep, Reading: made}, nil
}

func last(xs []float64) []float64 { return xs[max(0, len(xs)-100):] }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(max(1, len(xs)))
}

func quantile(xs []float64, q float64) float64 {
	s := append([]float64(nil), xs...)
	sort.Float64s(s)
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

func row(ctx context.Context, store record.Store, size int, linking, accepting []float64, n *news, questions int, seed uint64) error {
	took, worst, err := ask(ctx, store, n, questions, seed)
	if err != nil {
		return err
	}
	var totals record.Totals
	if err := store.Read(ctx, func(r record.Reader) (err error) { totals, err = r.Counts(ctx); return err }); err != nil {
		return err
	}
	bytes, err := store.Size(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("\r%9d %9.2f %9.2f %9.2f %9.2f %9.2f %9s %8d %7d %8d %7d\n", size, mean(linking), quantile(linking, .99), mean(accepting), quantile(took, .5), quantile(took, .99), worst,
		totals.Stories, totals.Events, bytes/max(1, totals.Reports), peak())
	return nil
}

// peak is the most memory that this process held, in MB; 0 where the system does not tell.
func peak() int {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(rest, "kB")))
			return kb / 1024
		}
	}
	return 0
}

// ask puts questions of every kind in turn and returns how long each took, in
// milliseconds, and the kind that took longest at its 99th percentile.
func ask(ctx context.Context, store record.Store, n *news, count int, seed uint64) ([]float64, string, error) {
	r := rand.New(rand.NewPCG(seed, 2))
	const page = 50
	yes := true
	city := func() hearsay.Place {
		c := n.v.cities[r.IntN(len(n.v.cities))]
		return hearsay.Place{Name: c.Name, Country: c.ISO3(), GeoNames: c.GeoNames, Lat: c.Lat, Lon: c.Lon}
	}
	who := func() string { return strings.ToLower(n.live[r.IntN(len(n.live))].who) }
	begun := n.now.AddDate(0, 0, -200)
	when := func() time.Time {
		return begun.Add(time.Duration(r.Float64() * float64(n.now.Sub(begun))))
	}
	events := func(f record.Filter) func(record.Reader) error {
		f.Limit = page
		return func(rd record.Reader) error { _, err := rd.Events(ctx, f); return err }
	}
	kinds := []struct {
		name string
		ask  func() func(record.Reader) error
	}{
		{"newest", func() func(record.Reader) error { return events(record.Filter{}) }},
		{"type", func() func(record.Reader) error {
			return events(record.Filter{Types: []string{deeds[r.IntN(len(deeds))].kind}})
		}},
		{"country", func() func(record.Reader) error { return events(record.Filter{Countries: []string{city().Country}}) }},
		{"week", func() func(record.Reader) error {
			t := when()
			return events(record.Filter{Since: t, Until: t.AddDate(0, 0, 7)})
		}},
		{"type+week", func() func(record.Reader) error {
			t := when()
			return events(record.Filter{Types: []string{"PROTEST"}, Since: t, Until: t.AddDate(0, 0, 7)})
		}},
		{"place", func() func(record.Reader) error {
			c := city()
			return events(record.Filter{Places: []record.PlaceFilter{{GeoNames: c.GeoNames, Name: strings.ToLower(c.Name)}}})
		}},
		{"circle", func() func(record.Reader) error {
			c := city()
			return events(record.Filter{Places: []record.PlaceFilter{{Lat: c.Lat, Lon: c.Lon, Kilometres: 50}}})
		}},
		{"box", func() func(record.Reader) error {
			c := city()
			return events(record.Filter{Places: []record.PlaceFilter{{Box: &[4]float64{c.Lon - 5, c.Lat - 5, c.Lon + 5, c.Lat + 5}}}, Since: when()})
		}},
		{"actor", func() func(record.Reader) error { return events(record.Filter{Actors: []string{who()}}) }},
		{"disputed", func() func(record.Reader) error { return events(record.Filter{Disputed: &yes}) }},
		{"origins", func() func(record.Reader) error { return events(record.Filter{Origins: 3}) }},
		{"as-of", func() func(record.Reader) error {
			return events(record.Filter{AsOf: when(), Types: []string{"ASSAULT"}})
		}},
		{"claims", func() func(record.Reader) error {
			f := record.Filter{Speakers: []string{strings.ToLower(n.live[r.IntN(len(n.live))].person[0])}, Limit: page}
			return func(rd record.Reader) error { _, err := rd.Claims(ctx, f); return err }
		}},
		{"stories", func() func(record.Reader) error {
			f := record.Filter{KnownSince: when(), Limit: page}
			return func(rd record.Reader) error { _, err := rd.Stories(ctx, f); return err }
		}},
		{"search", func() func(record.Reader) error {
			f := record.Filter{Text: &record.TextQuery{All: []record.TextTerm{{Words: []string{n.v.rare[r.IntN(len(n.v.rare))]}}, {Words: []string{n.v.rare[r.IntN(len(n.v.rare))]}}}}, Limit: page}
			return func(rd record.Reader) error { _, err := rd.Search(ctx, f); return err }
		}},
		{"timeline", func() func(record.Reader) error {
			f := record.Filter{Actors: []string{who()}, Limit: 1}
			return func(rd record.Reader) error {
				p, err := rd.Events(ctx, f)
				if err != nil || len(p.Rows) == 0 {
					return err
				}
				told, err := rd.Told(ctx, p.Rows[0].ID)
				weigh.Timeline(told, time.Time{})
				return err
			}
		}},
	}
	var all []float64
	by := make([][]float64, len(kinds))
	for i := range count {
		k := i % len(kinds)
		f := kinds[k].ask()
		t := time.Now()
		if err := store.Read(ctx, f); err != nil {
			return nil, "", fmt.Errorf("%s: %w", kinds[k].name, err)
		}
		d := ms(time.Since(t))
		all, by[k] = append(all, d), append(by[k], d)
	}
	worst, most := "", 0.0
	for k := range kinds {
		if len(by[k]) > 0 {
			if q := quantile(by[k], .99); q > most {
				worst, most = kinds[k].name, q
			}
		}
	}
	return all, worst, nil
}
