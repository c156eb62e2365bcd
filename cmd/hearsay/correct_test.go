package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/correct"
)

// potiskum is a record of the seven reports of an invented bombing.
func potiskum(t testing.TB) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "record.db")
	commandOutput(t, db, "add", "-q", "../../examples/potiskum.jsonl")
	return db
}

// views are all events of a record whole, with when they are asked for taken out.
func views(t testing.TB, db string, args ...string) string {
	t.Helper()
	out := commandOutput(t, db, append([]string{"events", "--all", "-f", "jsonl"}, args...)...)
	var all []string
	for line := range strings.Lines(out) {
		var e struct {
			AsOf string `json:"as_of"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Replace(line, `"as_of":"`+e.AsOf+`"`, `"as_of":""`, 1))
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// tellingsIn are the ids of the tellings in a record's events.
func tellingsIn(t testing.TB, db string) (tellings, events []string) {
	t.Helper()
	for line := range strings.Lines(commandOutput(t, db, "events", "--all", "-f", "jsonl")) {
		var e struct {
			ID       string   `json:"id"`
			Tellings []string `json:"tellings"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		events, tellings = append(events, e.ID), append(tellings, e.Tellings...)
	}
	slices.Sort(events)
	slices.Sort(tellings)
	return tellings, events
}

// TestCorrectUndone: whatever people say and take back again, in any order, the events are
// as if nobody had said anything; and as of a moment before, they are so all the time.
func TestCorrectUndone(t *testing.T) {
	for _, seed := range []uint64{4, 13} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { correctUndone(t, seed) })
	}
}

func correctUndone(t *testing.T, seed uint64) {
	db := potiskum(t)
	before := views(t, db)
	tellings, events := tellingsIn(t, db)
	desk, err := correct.New()
	if err != nil {
		t.Fatal(err)
	}
	store, err := openRecord(t.Context(), db, false)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	start := time.Now().UTC()
	rnd := rand.New(rand.NewPCG(4, seed))
	some := func(list ...string) string { return list[rnd.IntN(len(list))] }
	say := func() correct.Request {
		r := correct.Request{Target: some(tellings...), By: some("ana", "ben")}
		if rnd.IntN(4) == 0 {
			r.Target = some(events...)
		}
		switch r.Field = some(hearsay.CorrectionFields()...); r.Field {
		case "type":
			r.Values = []correct.Value{{Text: some("assault", "protest", "consult", "AID")}}
		case "modes", "none", "apart":
		case "status":
			r.Values = []correct.Value{{Text: some("planned", "negated", "attempted", "hypothetical")}}
		case "actor", "recipient":
			for range rnd.IntN(3) {
				r.Values = append(r.Values, correct.Value{Text: some("Northern Front", "gunmen", "Niger", "the police", "Boko Haram")})
			}
		case "place":
			r.Values = []correct.Value{{Text: some("Kano, Nigeria", "Chad", "Potiskum")}}
		case "time":
			r.Values = []correct.Value{{Text: some("2024-03-04", "2024-03", "2024-03-05/2024-03-07")}}
		case "same":
			r.Values = []correct.Value{{Text: some(events...)}}
		default:
			r.Values = []correct.Value{{Text: some("12", "at least 9", "10-14", "about 1,200")}}
		}
		return r
	}
	var made []string
	refused := 0
	for range 60 {
		ks, err := desk.Make(t.Context(), store, say())
		if err != nil {
			refused++ // it stands so already, or has nothing to be taken apart from
			continue
		}
		made = append(made, ks[0].ID)
	}
	if len(made) < 30 {
		t.Fatalf("%d made, %d refused", len(made), refused)
	}
	if views(t, db) == before {
		t.Error("corrections change nothing")
	}
	rnd.Shuffle(len(made), func(i, j int) { made[i], made[j] = made[j], made[i] })
	for _, id := range made {
		if _, err := desk.Undo(t.Context(), store, id, "ben", ""); err != nil {
			t.Fatalf("undoing %s: %v", id, err)
		}
	}
	if d := firstLine(before, views(t, db)); d != "" {
		t.Error("after all was undone:", d)
	}
	commandOutput(t, db, "relink", "-q")
	if d := firstLine(before, views(t, db)); d != "" {
		t.Error("linked anew:", d)
	}
	if d := firstLine(before, views(t, db, "--as-of", start.Format(time.RFC3339Nano))); d != "" {
		t.Error("as of before:", d)
	}
}

// alone are views without what follows from what.
func alone(views string) string {
	return regexp.MustCompile(`"follow(s|ed)":\[[^]]*\]`).ReplaceAllString(views, "")
}

// firstLine tells where two texts differ first.
func firstLine(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "", ""
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			k := 0
			for k < len(a) && k < len(b) && a[k] == b[k] {
				k++
			}
			k = max(0, k-60)
			return fmt.Sprintf("line %d:\n want %.300s\n have %.300s", i, a[min(k, len(a)):], b[min(k, len(b)):])
		}
	}
	return ""
}

// TestCorrectBefore: each kind of correction by itself, as of the moment before it, is
// not there; read and linked anew it stands as it did.
func TestCorrectBefore(t *testing.T) {
	db := potiskum(t)
	before := views(t, db)
	for _, args := range [][]string{
		{"esn1v5rsnwgjv", "--type", "protest"},
		{"esn1v5rsnwgjv", "--actor", "Northern Front"},
		{"e6ppz6jg9rrjm", "--count", "killed=40", "--place", "Chad"},
		{"esn1v5rsnwgjv", "--not-event"},
		{"r43632r03cdsg/e3", "--not-event"},
		{"r43632r03cdsg/e3", "--apart"},
		{"r43632r03cdsg/e3", "--same", "ej7kbqs9x010g"},
		{"rrr0qrwc95d6f/e4", "--same", "esn1v5rsnwgjv"}, // which a later report tells
		{"et898v67nkh92", "--same", "e2nag0sgt2h7y"},    // the whole event
		{"efqher17cek1h", "--status", "planned", "--no-actor"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			moment := time.Now().UTC().Format(time.RFC3339Nano)
			time.Sleep(2 * time.Microsecond)
			out := commandOutput(t, db, append([]string{"correct", "--by", "ana", "-f", "jsonl"}, args...)...)
			after := views(t, db)
			if after == before {
				t.Error("it changes nothing")
			}
			// An event that was taken over whole is part of the other at any moment: links have no past.
			if d := firstLine(before, views(t, db, "--as-of", moment)); d != "" && args[0] != "et898v67nkh92" {
				t.Error("as of before:", d)
			}
			commandOutput(t, db, "relink", "-q")
			// What follows from what is found when a report is linked, from what is told as corrected.
			if d := firstLine(alone(after), alone(views(t, db))); d != "" {
				t.Error("linked anew:", d)
			}
			linked := views(t, db)
			commandOutput(t, db, "reread", "--all", "-q")
			if d := firstLine(linked, views(t, db)); d != "" {
				t.Error("read anew:", d)
			}
			done := map[string]bool{}
			for line := range strings.Lines(out) {
				var k struct{ ID string }
				if err := json.Unmarshal([]byte(line), &k); err != nil {
					t.Fatal(err)
				}
				if !done[k.ID] {
					done[k.ID] = true
					commandOutput(t, db, "correct", "--undo", k.ID, "--by", "ben")
				}
			}
			if d := firstLine(alone(before), alone(views(t, db))); d != "" {
				t.Error("undone:", d)
			}
			commandOutput(t, db, "relink", "-q")
			if d := firstLine(before, views(t, db)); d != "" {
				t.Error("undone and linked anew:", d)
			}
		})
	}
}

// TestCorrectCopies: a correction is about copies and versions too that tell it in the
// same words, those that come later also.
func TestCorrectCopies(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "record.db")
	text := "Hundreds of dock workers gathered at the port of Beira on Monday and stormed the harbour office, port director Amélia Chissano said. Three guards were hurt. " +
		"The workers have been without pay since January, and talks between the union and the company broke down last week. The company said that it would open the office again on Thursday."
	add := func(name, outlet, url, published, text string) {
		t.Helper()
		b, err := json.Marshal(map[string]string{"text": text, "outlet": outlet, "url": url, "published": published, "title": "Dock workers storm office in Beira"})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name+".jsonl")
		if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		commandOutput(t, db, "add", "-q", path)
	}
	add("a", "Sofala Wire", "https://sofala.example/1", "2024-05-06T09:00:00Z", text)
	add("b", "Model Telegraph", "https://model.example/1", "2024-05-06T10:00:00Z", text)
	tellings, _ := tellingsIn(t, db)
	if len(tellings) == 0 {
		t.Fatal("nothing was coded")
	}
	rows := func() (n int, of map[string]bool) {
		of = map[string]bool{}
		for line := range strings.Lines(commandOutput(t, db, "corrections", "-f", "jsonl")) {
			var k struct{ Report, Found string }
			if err := json.Unmarshal([]byte(line), &k); err != nil {
				t.Fatal(err)
			}
			of[k.Report] = true
			n++
		}
		return n, of
	}
	commandOutput(t, db, "correct", tellings[0], "--type", "mobilize", "--by", "ana")
	if n, of := rows(); n != 2 || len(of) != 2 {
		t.Errorf("%d rows of %d reports, not of the report and its copy", n, len(of))
	}
	add("c", "Example Post", "https://post.example/1", "2024-05-06T12:00:00Z", text)                                                  // another copy
	add("d", "Sofala Wire", "https://sofala.example/1", "2024-05-06T15:00:00Z", text+" The governor called for calm in the evening.") // a new version
	if n, of := rows(); n != 4 || len(of) != 4 {
		t.Errorf("%d rows of %d reports after a copy and a version came", n, len(of))
	}
	// Linked anew it may come together with others of its type.
	for range 2 {
		if !strings.Contains(views(t, db), `"type":"MOBILIZE"`) {
			t.Error("no event is of the type")
		}
		commandOutput(t, db, "relink", "-q")
	}
	if n, _ := rows(); n != 4 {
		t.Errorf("%d rows after relinking", n)
	}
}

// TestCorrectWithoutPast: where the past of links is not kept, an answer as of then says so.
func TestCorrectWithoutPast(t *testing.T) {
	db := potiskum(t)
	moment := func() string {
		time.Sleep(2 * time.Microsecond)
		defer time.Sleep(2 * time.Microsecond)
		return time.Now().UTC().Format(time.RFC3339Nano)
	}
	say := func(args ...string) string {
		var k struct{ ID string }
		line, _, _ := strings.Cut(commandOutput(t, db, append([]string{"correct", "--by", "ana", "-f", "jsonl"}, args...)...), "\n")
		if err := json.Unmarshal([]byte(line), &k); err != nil {
			t.Fatal(err)
		}
		return k.ID
	}
	notes := func(event, asOf string) string {
		var e struct{ Notes []string }
		if err := json.Unmarshal([]byte(commandOutput(t, db, "events", "-f", "jsonl", event, "--as-of", asOf)), &e); err != nil {
			t.Fatal(err)
		}
		return strings.Join(e.Notes, "\n")
	}
	event := "et898v67nkh92"
	var e struct{ Tellings []string }
	if err := json.Unmarshal([]byte(commandOutput(t, db, "events", "-f", "jsonl", "e6ppz6jg9rrjm")), &e); err != nil || len(e.Tellings) < 2 {
		t.Fatal(err, e)
	}
	before := moment()
	apart := say(e.Tellings[len(e.Tellings)-1], "--apart")
	between := moment()
	if n := notes("e6ppz6jg9rrjm", before); n != "" {
		t.Errorf("what stands has its past: %q", n)
	}
	commandOutput(t, db, "correct", "--undo", apart, "--by", "ben")
	if n := notes("e6ppz6jg9rrjm", between); !strings.Contains(n, "stood then and w") {
		t.Errorf("while it stood: %q", n)
	}
	if n := notes("e6ppz6jg9rrjm", before); n != "" {
		t.Errorf("before it was made: %q", n)
	}
	before = moment()
	say(event, "--same", "e2nag0sgt2h7y")
	if n := notes("e2nag0sgt2h7y", before); !strings.Contains(n, "since then people said of 1 other event that it is this one") {
		t.Errorf("before the other was taken over: %q", n)
	}
	if n := notes("e2nag0sgt2h7y", moment()); n != "" {
		t.Errorf("afterwards: %q", n)
	}
}
