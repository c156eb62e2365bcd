// Command record measures linking and questions at scale: synthetic reports, with
// the vocabulary and the hours of real ones, are accepted and linked into a
// record that grows to a million.
//
//	go run ./bench/record -vocabulary ../shared/corpora/reuters21578/reports.jsonl.gz -reports 1000000 -db big.db
//
// At each size asked for it prints one row: milliseconds for linking one report (mean and
// 99th percentile of transactions of 256, over the second half of the -linked reports before),
// the processor's time that it took on all cores, for accepting one, the 50th and
// 99th percentile of questions, bytes of file a report, and the peak of memory. The
// texts are made of words drawn by their frequency; the readings are written with
// them, since it is the record that is measured, not the reading.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/pprof"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/postgres"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

// Reports a transaction: of those that are linked, and of those that fill the record.
const (
	batch  = 256
	filled = 512
)

func main() {
	words := flag.String("vocabulary", "../shared/corpora/reuters21578/reports.jsonl.gz", "JSON lines of real reports, for their words and hours")
	db := flag.String("db", "", "file of the record, or postgres:// address; new, or left by an earlier run with the same seed, which goes on")
	most := flag.Int("reports", 100_000, "how many")
	sizes := flag.String("sizes", "10000,30000,100000,300000,1000000", "sizes at which to print a row")
	perDay := flag.Float64("day", 3000, "reports a day")
	seed := flag.Uint64("seed", 1, "seed of everything drawn")
	questions := flag.Int("questions", 400, "questions at each size")
	profile := flag.String("profile", "", "file for a profile of the processor's time while the reports are linked that count; with one size")
	linked := flag.Int("linked", 16384, "how many reports before each size are linked as hearsay add does; the others are put where they belong, see fill.go. 0: all. The first half of them fills caches as a running feed has them, and is not counted")
	flag.Parse()
	var into *os.File
	if *profile != "" {
		var err error
		if into, err = os.Create(*profile); err != nil {
			fmt.Fprintln(os.Stderr, "bench/record:", err)
			os.Exit(1)
		}
		defer into.Close()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *words, *db, *most, *sizes, *perDay, *seed, *questions, *linked, into); err != nil {
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

func run(ctx context.Context, words, db string, most int, sizes string, perDay float64, seed uint64, questions, linked int, profile *os.File) error {
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
	have, err := count(ctx, store)
	if err != nil {
		return err
	}
	var rows []int
	for _, s := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("-sizes: %w", err)
		}
		if n < most && n > have {
			rows = append(rows, n)
		}
	}
	rows = append(rows, most)
	sort.Ints(rows)
	f, err := newFiller()
	if err != nil {
		return err
	}
	fmt.Printf("%9s %8s %8s %8s %9s %8s %8s %9s %8s %8s %8s %7s\n", "reports", "link ms", "p99", "cpu ms", "accept ms", "ask p50", "ask p99", "worst", "stories", "events", "bytes/r", "peak MB")
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	reports := make(chan *made, 2*filled)
	var broken error
	go func() { // reports are written and prepared on a core of their own
		defer close(reports)
		n := newNews(v, seed, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), perDay)
		for i := range most {
			r, h := n.next()
			if i < have {
				f.skip(r, h)
				continue
			}
			k, err := prepare(r)
			if err != nil {
				broken = err
				return
			}
			select {
			case reports <- &made{k, h}:
			case <-ctx.Done():
				return
			}
		}
	}()
	take := func(n int) []*made {
		var out []*made
		for len(out) < n {
			m, ok := <-reports
			if !ok {
				break
			}
			out = append(out, m)
		}
		return out
	}
	asked := &asker{v: v, seed: seed}
	total, began := have, time.Now()
	for _, size := range rows {
		real := size - linked
		if linked == 0 {
			real = 0
		}
		var linking, busy, accepting []float64 // ms a report, by transaction
		var ready []*made
		for total < size {
			items := take(min(filled, max(real-total, 0)))
			if total >= real && len(ready) == 0 {
				// What is measured is made before, so that it has the machine for itself.
				ready = take(min(10*batch, size-total))
				for len(reports) < cap(reports) && total+len(ready)+len(reports) < most {
					time.Sleep(10 * time.Millisecond)
				}
			}
			if len(ready) > 0 {
				n := min(batch, len(ready))
				items, ready = ready[:n], ready[n:]
			}
			if len(items) == 0 {
				return broken
			}
			if total < real {
				if err := f.put(ctx, store, items); err != nil {
					return err
				}
			} else {
				if profile != nil && len(linking) == linked/batch/2 {
					if err := pprof.StartCPUProfile(profile); err != nil {
						return err
					}
				}
				a, b, c, err := linkBatch(ctx, store, l, items)
				if err != nil {
					return err
				}
				accepting, linking, busy = append(accepting, a), append(linking, b), append(busy, c)
			}
			asked.saw(items)
			before := total
			total += len(items)
			if total/10000 != before/10000 {
				fmt.Fprintf(os.Stderr, "\r%d reports, %.0f a second ", total, float64(total-have)/time.Since(began).Seconds())
			}
		}
		pprof.StopCPUProfile()
		half := len(linking) / 2
		if err := row(ctx, store, size, linking[half:], busy[half:], accepting[half:], asked, questions); err != nil {
			return err
		}
	}
	return nil
}

// linkBatch accepts and links some reports as hearsay add does, and tells the
// milliseconds that each took, and those of the processor for linking.
func linkBatch(ctx context.Context, store record.Store, l *link.Linker, items []*made) (accept, linked, busy float64, err error) {
	kept := make([]record.Kept, len(items))
	for i := range items {
		kept[i] = items[i].kept
	}
	t := time.Now()
	if err := store.Write(ctx, func(w record.Writer) error { _, err := w.Keep(ctx, kept); return err }); err != nil {
		return 0, 0, 0, err
	}
	n := float64(len(items))
	accept = ms(time.Since(t)) / n
	before := processor()
	t = time.Now()
	_, err = l.Run(ctx, store, nil)
	return accept, ms(time.Since(t)) / n, ms(processor()-before) / n, err
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

// count is how many reports a record holds that was left by an earlier run.
func count(ctx context.Context, store record.Store) (int, error) {
	var totals record.Totals
	err := store.Read(ctx, func(r record.Reader) (err error) { totals, err = r.Counts(ctx); return err })
	return int(totals.Reports), err
}

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

func row(ctx context.Context, store record.Store, size int, linking, busy, accepting []float64, a *asker, questions int) error {
	took, worst, err := a.ask(ctx, store, questions)
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
	fmt.Printf("\r%9d %8.2f %8.2f %8.2f %9.2f %8.2f %8.2f %9s %8d %8d %8d %7d\n", size, mean(linking), quantile(linking, .99), mean(busy), mean(accepting), quantile(took, .5), quantile(took, .99), worst,
		totals.Stories, totals.Events, bytes/max(1, totals.Reports), peak())
	return nil
}

// processor is the time that this process has had on all cores, to a hundredth of a second; 0
// where the system does not tell.
func processor() time.Duration {
	b, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ") // the name may have blanks
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		return 0
	}
	return time.Duration(user+system) * 10 * time.Millisecond
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
