// Command serve measures a running hearsay serve: readers ask at once what pages and
// programs ask, while reports come in.
//
//	hearsay serve --record big.db --rate 100000 &
//	go run ./bench/serve -base http://127.0.0.1:8080 -readers 200 -add 50 -for 60s
//
// It prints, for each kind of answer, how many came, the median, the 99th percentile
// and the longest time in milliseconds, and their bytes in the mean; then what was
// added, what failed, and the memory of the server where -pid is given. A reader waits
// for its answer, and then as long as -pause says in the mean. What is asked about is
// taken from the newest events, stories and reports, the actors and the facets that the
// server tells of; kinds of which it has nothing are not asked.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	base := flag.String("base", "http://127.0.0.1:8080", "the server")
	readers := flag.Int("readers", 200, "readers at once")
	pause := flag.Duration("pause", time.Second, "how long a reader looks at an answer, in the mean; 0: not at all")
	add := flag.Float64("add", 0, "reports a second to put in")
	long := flag.Duration("for", 30*time.Second, "how long")
	pid := flag.Int("pid", 0, "process of the server, to tell its memory")
	token := flag.String("token", "", "for a server that wants one")
	seed := flag.Uint64("seed", 1, "seed of what is asked")
	only := flag.String("only", "", "only kinds whose name holds this")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := &bench{base: strings.TrimSuffix(*base, "/"), token: *token, taken: map[string]*kindTaken{}}
	b.http = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *readers + 8}, Timeout: time.Minute}
	if err := b.run(ctx, *readers, *pause, *add, *long, *pid, *seed, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench/serve:", err)
		os.Exit(1)
	}
}

type bench struct {
	base, token string
	http        *http.Client

	events, reports, stories, types, countries, parties, words, outlets []string

	mu     sync.Mutex
	taken  map[string]*kindTaken
	failed map[string]int
	added  kindTaken
}

// kindTaken is what answers of one kind took.
type kindTaken struct {
	ms    []float64
	bytes int64
}

func (b *bench) get(ctx context.Context, path string) ([]byte, error) {
	return b.do(ctx, http.MethodGet, path, nil)
}

func (b *bench) do(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, b.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if b.token != "" {
		r.Header.Set("Authorization", "Bearer "+b.token)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := b.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= 300 {
		err = fmt.Errorf("%d %s", resp.StatusCode, out[:min(len(out), 200)])
	}
	return out, err
}

// learn takes from the server what can be asked about.
func (b *bench) learn(ctx context.Context) error {
	var page struct {
		Events  []struct{ ID string }
		Actors  []struct{ Key string }
		Stories []struct{ ID string }
		Reports []struct{ ID, Title, Outlet string }
		Facets  struct{ Type, Country []struct{ Value string } }
	}
	for _, path := range []string{"/api/events?limit=500&full=false", "/api/stories?limit=500&full=false", "/api/reports?limit=500", "/api/actors?limit=200", "/api/facets?top=100"} {
		raw, err := b.get(ctx, path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(raw, &page); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	add := func(to *[]string, s string) {
		if s != "" && !slices.Contains(*to, s) {
			*to = append(*to, s)
		}
	}
	for _, e := range page.Events {
		add(&b.events, e.ID)
	}
	for _, a := range page.Actors {
		add(&b.parties, a.Key)
	}
	for _, s := range page.Stories {
		add(&b.stories, s.ID)
	}
	for _, f := range page.Facets.Type {
		add(&b.types, f.Value)
	}
	for _, f := range page.Facets.Country {
		add(&b.countries, f.Value)
	}
	for _, r := range page.Reports {
		add(&b.reports, r.ID)
		add(&b.outlets, r.Outlet)
		for w := range strings.FieldsSeq(r.Title) {
			if len(w) > 4 {
				add(&b.words, strings.ToLower(strings.Trim(w, ".,:;'\"()")))
			}
		}
	}
	if len(b.events) == 0 || len(b.reports) == 0 {
		return fmt.Errorf("the record of %s is empty", b.base)
	}
	return nil
}

// kind is a sort of question: how often it is asked beside others, its address, and what is asked about in it.
type kind struct {
	name  string
	share int
	path  string   // with %s where one of these stands
	of    []string // nil: it is always the same
}

func (k *kind) ask(r *rand.Rand) string {
	if k.of == nil {
		return k.path
	}
	return fmt.Sprintf(k.path, strings.ReplaceAll(url.QueryEscape(k.of[r.IntN(len(k.of))]), "+", "%20"))
}

// kinds are those that can be asked of what was learnt.
func (b *bench) kinds() []kind {
	all := []kind{
		{"newest events", 4, "/api/events?full=false", nil},
		{"events of a type", 2, "/api/events?full=false&type=%s", b.types},
		{"events in a country", 2, "/api/events?full=false&place=%s", b.countries},
		{"events of a party", 2, "/api/events?full=false&participant=%s", b.parties},
		{"disputed events", 1, "/api/events?full=false&disputed=true", nil},
		{"map", 2, "/api/map?zoom=%s", []string{"1", "2", "3", "4"}},
		{"map of a type", 1, "/api/map?zoom=2&type=%s", b.types},
		{"histogram", 2, "/api/histogram", nil},
		{"facets", 2, "/api/facets?open=true", nil},
		{"facets of a country", 1, "/api/facets?open=true&place=%s", b.countries},
		{"an event", 6, "/api/events/%s", b.events},
		{"its timeline", 3, "/api/events/%s/timeline", b.events},
		{"a report", 4, "/api/reports/%s", b.reports},
		{"a story", 2, "/api/stories/%s", b.stories},
		{"an actor", 1, "/api/actors/%s", b.parties},
		{"an outlet", 1, "/api/outlets/%s", b.outlets},
		{"search", 2, "/api/search?words=%s", b.words},
		{"claims of a speaker", 1, "/api/claims?speaker=%s", b.parties},
	}
	return slices.DeleteFunc(all, func(k kind) bool { return strings.Contains(k.path, "%s") && len(k.of) == 0 })
}

func (b *bench) run(ctx context.Context, readers int, pause time.Duration, add float64, long time.Duration, pid int, seed uint64, only string) error {
	if err := b.learn(ctx); err != nil {
		return err
	}
	var wheel []kind
	for _, k := range b.kinds() {
		if strings.Contains(k.name, only) {
			for range k.share {
				wheel = append(wheel, k)
			}
		}
	}
	if len(wheel) == 0 {
		return fmt.Errorf("-only: no kind has %q in its name", only)
	}
	b.failed = map[string]int{}
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	var all sync.WaitGroup
	for i := range readers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			wait(ctx, time.Duration(r.Float64()*float64(pause))) // they do not all begin at once
			for ctx.Err() == nil {
				k := wheel[r.IntN(len(wheel))]
				b.ask(ctx, k.name, k.ask(r))
				wait(ctx, time.Duration(r.ExpFloat64()*float64(pause)))
			}
		})
	}
	if add > 0 {
		all.Go(func() { b.feed(ctx, add, seed) })
	}
	all.Wait()
	b.print(long, pid)
	return nil
}

func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

func (b *bench) ask(ctx context.Context, name, path string) {
	began := time.Now()
	raw, err := b.get(ctx, path)
	took := float64(time.Since(began).Microseconds()) / 1000
	if ctx.Err() != nil {
		return // broken off by the end
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		b.failed[name+": "+strings.SplitN(err.Error(), "\n", 2)[0]]++
		return
	}
	k := b.taken[name]
	if k == nil {
		k = &kindTaken{}
		b.taken[name] = k
	}
	k.ms, k.bytes = append(k.ms, took), k.bytes+int64(len(raw))
}

// feed puts reports in at a steady rate, whether the ones before are done or not.
func (b *bench) feed(ctx context.Context, rate float64, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1<<40))
	began := time.Now()
	var all sync.WaitGroup
	for i := 0; ctx.Err() == nil; i++ {
		wait(ctx, time.Until(began.Add(time.Duration(float64(i)/rate*float64(time.Second)))))
		body := report(r, i, seed)
		all.Go(func() {
			t := time.Now()
			answer, err := b.do(ctx, http.MethodPost, "/api/reports", body)
			if ctx.Err() != nil {
				return
			}
			b.mu.Lock()
			defer b.mu.Unlock()
			if err != nil {
				b.failed["adding: "+err.Error()]++
				return
			}
			b.added.ms, b.added.bytes = append(b.added.ms, float64(time.Since(t).Microseconds())/1000), b.added.bytes+int64(len(answer))
		})
	}
	all.Wait()
}

var (
	towns  = []string{"Gulu", "Arequipa", "Larissa", "Kandy", "Maiduguri", "Tartu", "Oaxaca", "Davao", "Sfax", "Jalalabad", "Lviv", "Mosul", "Cali", "Bissau", "Sylhet", "Sivas"}
	bodies = []string{"police", "the army", "port workers", "teachers", "the interior ministry", "farmers", "a rebel group", "the health ministry", "students", "border guards"}
	acts   = []string{"attacked a checkpoint outside %s on %s, killing %d people", "arrested %[3]d people in %[1]s on %[2]s", "marched through %s on %s, and %d people were hurt", "shelled the outskirts of %s on %s and wounded %d people", "delivered food to %[3]d families in %[1]s on %[2]s"}
	papers = []string{"Example Wire", "Northern Courier", "Delta Daily", "Channel Nine", "Plateau Post"}
)

// report is an invented one, of some eighty words.
func report(r *rand.Rand, i int, seed uint64) []byte {
	when := time.Now().UTC()
	day := when.AddDate(0, 0, -r.IntN(3)).Weekday().String()
	town, who, n := towns[r.IntN(len(towns))], bodies[r.IntN(len(bodies))], 2+r.IntN(40)
	what := fmt.Sprintf(acts[r.IntN(len(acts))], town, day, n)
	text := fmt.Sprintf("%s%s %s, a spokesman said.\n\nA second official, who asked not to be named, put the number at %d. Witnesses in %s told reporters that roads to the north were closed and that shops stayed shut. "+
		"The governor denied that %s had been warned. \"We were told nothing,\" he said. Number %d of series %d, run %d.", strings.ToUpper(who[:1]), who[1:], what, n+r.IntN(3), town, who, i, seed, when.Unix())
	b, _ := json.Marshal(map[string]string{"text": text, "title": fmt.Sprintf("%s: %s", town, what), "outlet": papers[r.IntN(len(papers))], "published": when.Format(time.RFC3339)}) // strings are always JSON
	return b
}

func quantile(s []float64, q float64) float64 { return s[min(len(s)-1, int(q*float64(len(s))))] }

func (b *bench) print(long time.Duration, pid int) {
	fmt.Printf("%-24s %7s %8s %8s %8s %8s\n", "", "answers", "p50 ms", "p99 ms", "longest", "bytes")
	every := &kindTaken{}
	line := func(name string, k *kindTaken) {
		slices.Sort(k.ms)
		n := len(k.ms)
		fmt.Printf("%-24s %7d %8.1f %8.1f %8.1f %8d\n", name, n, quantile(k.ms, .5), quantile(k.ms, .99), k.ms[n-1], k.bytes/int64(n))
	}
	for _, k := range b.kinds() {
		if t := b.taken[k.name]; t != nil {
			line(k.name, t)
			every.ms, every.bytes = append(every.ms, t.ms...), every.bytes+t.bytes
		}
	}
	if len(every.ms) > 0 {
		line("all", every)
		fmt.Printf("%.0f answers a second\n", float64(len(every.ms))/long.Seconds())
	}
	if len(b.added.ms) > 0 {
		line("a report put in", &b.added)
	}
	for what, n := range b.failed {
		fmt.Printf("failed %d times: %s\n", n, what)
	}
	if pid != 0 {
		raw, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status") // where there is none, nothing is told
		for l := range strings.Lines(string(raw)) {
			if strings.HasPrefix(l, "VmHWM") || strings.HasPrefix(l, "VmRSS") {
				fmt.Print("server ", strings.Join(strings.Fields(l), " "), "\n")
			}
		}
	}
}
