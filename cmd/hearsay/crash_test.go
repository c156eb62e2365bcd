package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

var kills = flag.Int("kills", 200, "how many times TestKilled kills the adding process")

// crashReports writes reports that copy, contradict and follow one another, new
// versions of one address, and lines that cannot be read.
func crashReports(t *testing.T, path string, n int) {
	t.Helper()
	cities := []string{"Tamale", "Puno", "Mandalay", "Mostar", "Zinder", "Arequipa", "Sylhet", "Gabes"}
	people := []string{"Ilka Dorfan", "Tesso Maruna", "Quill Abenor", "Sava Lintho", "Oru Hekmatin", "Benita Falqui"}
	deeds := []string{"shelled a market", "arrested nine members of the teachers' union", "attacked a police post", "blocked the bridge in protest", "abducted two drivers of an aid convoy"}
	outlets := []string{"Example Wire", "Plateau Post", "Radio Meridian", "Harbour Times"}
	r := rand.New(rand.NewPCG(7, 7))
	var b bytes.Buffer
	var texts []string
	for i := range n {
		if i%41 == 40 {
			b.WriteString("{\"title\": \"a line that is cut o\n")
			continue
		}
		k := r.IntN(24) // the happening
		city, deed := cities[k%len(cities)], deeds[k%len(deeds)]
		day := time.Date(2024, 3, 1+k/2+r.IntN(3), r.IntN(24), 0, 0, 0, time.UTC)
		text := fmt.Sprintf("Gunmen %s in %s on %s, killing %d people, %s of the district council said. \"They came from the river,\" said %s. "+
			"The army denied that its soldiers were there. Residents of %s told %s that the road stayed closed.",
			deed, city, time.Date(2024, 3, 1+k/2, 0, 0, 0, 0, time.UTC).Format("Monday"), 3+k+r.IntN(2), people[k%len(people)], people[(k+1)%len(people)], city, outlets[k%len(outlets)])
		if len(texts) > 5 && r.IntN(4) == 0 {
			text = texts[r.IntN(len(texts))] + fmt.Sprintf(" The mayor of %s called for calm.", city)
		}
		texts = append(texts, text)
		line, err := json.Marshal(map[string]string{"url": fmt.Sprintf("https://news.example.org/%d", i-r.IntN(2)*(i%7)), "outlet": outlets[r.IntN(len(outlets))],
			"title": "Violence in " + city, "published": day.Format(time.RFC3339), "text": text})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// held is everything that a record says, but for when it was recorded.
type held struct {
	Totals  record.Totals
	Reports []string
	Events  []string
	Stories []string
	Claims  []string
	Copies  []string
	Failed  []string
}

func holds(t *testing.T, path string) held {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var h held
	err = store.Read(ctx, func(r record.Reader) error {
		var err error
		if h.Totals, err = r.Counts(ctx); err != nil {
			return err
		}
		reports, err := r.Reports(ctx, record.Filter{})
		if err != nil {
			return err
		}
		for _, rep := range reports.Rows {
			h.Reports = append(h.Reports, fmt.Sprint(rep.ID, " v", rep.Version, " ", rep.Story))
			if rep.Copy != nil {
				h.Copies = append(h.Copies, fmt.Sprint(rep.ID, " of ", rep.Copy.Of, " ", rep.Copy.Kind))
			}
		}
		events, err := r.Events(ctx, record.Filter{})
		if err != nil {
			return err
		}
		for _, e := range events.Rows {
			j, err := json.Marshal(e.Merged)
			if err != nil {
				return err
			}
			h.Events = append(h.Events, string(j))
		}
		stories, err := r.Stories(ctx, record.Filter{})
		if err != nil {
			return err
		}
		for _, s := range stories.Rows {
			j, err := json.Marshal(s)
			if err != nil {
				return err
			}
			h.Stories = append(h.Stories, string(j))
		}
		claims, err := r.Claims(ctx, record.Filter{})
		if err != nil {
			return err
		}
		for _, c := range claims.Rows {
			h.Claims = append(h.Claims, fmt.Sprint(c.ID, c.Withdrawn.IsZero(), c.Merged))
		}
		failed, err := r.Failed(ctx, 0, 1000)
		for _, f := range failed {
			h.Failed = append(h.Failed, f.Found+": "+f.Reason)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestKilled kills the adding process at random moments and starts it again
// until it ends by itself; what it then holds is what an undisturbed run holds.
// Between, nothing that was once there goes away, and nothing is there twice.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the adding process 200 times, which takes some minutes")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "hearsay")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	reports := filepath.Join(dir, "reports.jsonl")
	crashReports(t, reports, 200)
	add := func(db string) *exec.Cmd {
		c := exec.Command(program, "add", "--record", db, "--quiet", reports)
		c.Stdout, c.Stderr = nil, nil
		return c
	}
	calm := filepath.Join(dir, "calm.db")
	started := time.Now()
	// Status 1: the cut lines were not read.
	if err := add(calm).Run(); err == nil || err.(*exec.ExitError).ExitCode() != statusSome {
		t.Fatalf("the undisturbed run ended with %v", err)
	}
	whole := time.Since(started)
	want := holds(t, calm)
	if want.Totals.Pending != 0 || want.Totals.Events == 0 || want.Totals.Copies == 0 || len(want.Failed) == 0 || want.Totals.Reports < 150 {
		t.Fatalf("the undisturbed run gives too little to compare: %+v", want.Totals)
	}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	killed, rounds := 0, 0
	for killed < *kills {
		db := filepath.Join(dir, fmt.Sprintf("killed-%d.db", rounds))
		rounds++
		var before []string
		for {
			c := add(db)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- c.Wait() }()
			// Starting takes about a tenth of a second; then a moment of the work.
			after := time.Duration(r.Float64()*0.35*float64(whole)) + 50*time.Millisecond
			done := false
			select {
			case <-ended:
				done = true
			case <-time.After(after):
				c.Process.Kill()
				<-ended
				killed++
			}
			if _, err := os.Stat(db); err != nil {
				continue
			}
			now := holds(t, db)
			seen := map[string]bool{}
			for _, id := range now.Reports {
				id = strings.Fields(id)[0]
				if seen[id] {
					t.Fatalf("after %d kills %s is there twice", killed, id)
				}
				seen[id] = true
			}
			for _, id := range before {
				if !seen[id] {
					t.Fatalf("after %d kills %s is lost", killed, id)
				}
			}
			before = before[:0]
			for id := range seen {
				before = append(before, id)
			}
			if done {
				if d := cmp.Diff(want, now); d != "" {
					t.Fatalf("after %d kills the record is not that of an undisturbed run (-), but (+):\n%s", killed, d)
				}
				break
			}
		}
	}
	t.Logf("%d kills in %d rounds; an undisturbed run takes %s", killed, rounds, whole.Round(time.Millisecond))
}
