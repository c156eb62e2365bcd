package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/api"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

const longStory = "s000000000007"

var storyStart = time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC)

// tell puts a report into the story that became known some minutes after its start.
func tell(t *testing.T, db record.Store, n int, minutes ...int) {
	t.Helper()
	if err := db.Write(t.Context(), func(w record.Writer) error {
		var ks []record.Kept
		for i, m := range minutes {
			k := recordtest.Report(n + i)
			k.Report.Document.Published = storyStart.Add(time.Duration(m) * time.Minute)
			ks = append(ks, k)
		}
		got, err := w.Keep(t.Context(), ks)
		if err != nil {
			return err
		}
		var seqs []int64
		for _, a := range got {
			seqs = append(seqs, a.Seq)
		}
		if err := w.SetStory(t.Context(), seqs, longStory); err != nil {
			return err
		}
		all, err := w.Members(t.Context(), longStory, 0)
		if err != nil {
			return err
		}
		return w.PutStory(t.Context(), hearsay.Story{ID: longStory, Title: "A long story", Reports: len(all), Outlets: 1, Origins: len(all), First: storyStart, Last: storyStart.Add(10 * time.Hour)})
	}); err != nil {
		t.Fatal(err)
	}
}

type storyAnswer struct {
	Count   struct{ Reports int }
	Reports []struct{ ID, Known string }
	More    int
	Next    string
	Notes   []string
}

func askStory(t *testing.T, h http.Handler, query string) (a storyAnswer, head http.Header, status int) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/stories/"+longStory+query, nil))
	if w.Code == 200 {
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
	} else {
		a.Notes = []string{w.Body.String()}
	}
	return a, w.Header(), w.Code
}

// TestStoryPages: the reports of a long story come page after page, the first one first, none twice and none left
// out although more come in meanwhile.
func TestStoryPages(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var minutes []int
	for i := range 250 {
		minutes = append(minutes, 2*i)
	}
	tell(t, db, 1, minutes...)
	h := handler(db, api.Options{})

	a, head, _ := askStory(t, h, "")
	if len(a.Reports) != 100 || a.More != 150 || a.Count.Reports != 250 || a.Next == "" {
		t.Fatalf("%d reports, %d more of %d, next %q", len(a.Reports), a.More, a.Count.Reports, a.Next)
	}
	if want := "</api/stories/" + longStory + "?after=" + a.Next + `>; rel="next"`; head.Get("Link") != want {
		t.Errorf("Link is %s, not %s", head.Get("Link"), want)
	}
	seen := map[string]bool{}
	last := ""
	take := func(a storyAnswer) {
		for _, r := range a.Reports {
			if seen[r.ID] || r.Known < last {
				t.Errorf("%s of %s after %s, told before: %v", r.ID, r.Known, last, seen[r.ID])
			}
			seen[r.ID], last = true, r.Known
		}
	}
	take(a)
	tell(t, db, 1000, 3, 599) // one that is earlier than the mark, one at the end
	pages := 1
	for a.Next != "" {
		a, _, _ = askStory(t, h, "?limit=60&after="+a.Next)
		take(a)
		pages++
	}
	if len(seen) != 251 || pages != 4 || a.More != 0 {
		t.Errorf("%d reports on %d pages, %d more", len(seen), pages, a.More)
	}

	asOf := "?as_of=" + url.QueryEscape(storyStart.Add(199*time.Minute).Format(time.RFC3339)) + "&limit=90"
	a, _, _ = askStory(t, h, asOf)
	if len(a.Reports) != 90 || a.Count.Reports != 101 || a.More != 11 {
		t.Errorf("as of then: %d reports, %d more of %d", len(a.Reports), a.More, a.Count.Reports)
	}
	a, _, _ = askStory(t, h, asOf+"&after="+a.Next)
	if len(a.Reports) != 11 || a.Next != "" {
		t.Errorf("as of then, the second page: %d reports, next %q", len(a.Reports), a.Next)
	}

	first, _, _ := askStory(t, h, "?limit=1")
	for _, bad := range []string{"?after=" + first.Next + "x", asOf + "&after=" + first.Next, "?limit=0", "?limit=1001"} {
		if a, _, status := askStory(t, h, bad); status != 422 {
			t.Errorf("%s: %d %v", bad, status, a.Notes)
		}
	}
	// The list has the first ones, and the mark that goes on.
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/stories", nil))
	var list struct{ Stories []storyAnswer }
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || len(list.Stories) != 1 || len(list.Stories[0].Reports) != 100 || list.Stories[0].More != 152 {
		t.Fatalf("%v, %.300s", err, w.Body)
	}
	a, _, _ = askStory(t, h, "?after="+list.Stories[0].Next)
	if len(a.Reports) != 100 || a.More != 52 {
		t.Errorf("behind the list: %d, %d more", len(a.Reports), a.More)
	}
}

// TestLongEvent: an event that very many reports tell is told in part, and the answer says so and where the rest is.
func TestLongEvent(t *testing.T) {
	db := events(t, 1)
	const many = 5000
	if err := db.Write(t.Context(), func(w record.Writer) error {
		m := recordtest.Event(0)
		m.Reports, m.Origins, m.Tellings = nil, nil, nil
		v := hearsay.Value{Value: "12", Label: "12"}
		for i := range many {
			r, o := fmt.Sprintf("r%012d", i), fmt.Sprintf("o%d", i%400+1)
			m.Reports, m.Tellings = append(m.Reports, r), append(m.Tellings, r+"/e1")
			if i < 400 {
				m.Origins = append(m.Origins, hearsay.Origin{ID: o, Kind: "speaker", Name: o, Key: o})
				v.Origins = append(v.Origins, o)
			}
			stance := "asserts"
			if i == many-1 {
				stance, o = "denies", "o400"
				v.Denied = []string{o}
			}
			v.Evidence = append(v.Evidence, hearsay.EvidenceRef{Telling: r + "/e1", Report: r, Origin: o, Stance: stance, Words: "twelve"})
		}
		m.Slots = []hearsay.Slot{{Name: "killed", Verdict: hearsay.Disputed, Values: []hearsay.Value{v}}}
		return w.PutMerged(context.Background(), m)
	}); err != nil {
		t.Fatal(err)
	}
	h := handler(db, api.Options{})
	for _, path := range []string{"/api/events/" + recordtest.Event(0).ID, "/api/explain/" + recordtest.Event(0).ID, "/api/events?format=jsonl&full=true", "/api/events?format=jsonl&full=false"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		body := w.Body.Bytes()
		var whole struct{ Event json.RawMessage } // an explanation has the event within it
		if err := json.Unmarshal(body, &whole); err == nil && whole.Event != nil {
			body = whole.Event
		}
		var e struct {
			Reports, Tellings, Origins []json.RawMessage
			Slots                      []struct {
				Values []struct{ Evidence []struct{ Stance string } }
			}
			More  map[string]int
			Notes []string
		}
		if err := json.Unmarshal(body, &e); err != nil {
			t.Fatalf("%s: %v %.300s", path, err, body)
		}
		if len(e.Reports) != 500 || e.More["reports"] != many-500 || len(e.Tellings) != 500 || len(e.Origins) != 400 || e.More["origins"] != 0 {
			t.Errorf("%s: %d reports, %d tellings, %d origins, more %v", path, len(e.Reports), len(e.Tellings), len(e.Origins), e.More)
		}
		if !strings.Contains(strings.Join(e.Notes, "\n"), "of 5000 reports the first 500 are told; /api/reports?event=") {
			t.Errorf("%s notes %q", path, e.Notes)
		}
		if strings.Contains(path, "full=false") {
			continue
		}
		ev := e.Slots[0].Values[0].Evidence
		if len(ev) != 200 || e.More["evidence"] != many-200 || ev[199].Stance != "denies" {
			t.Errorf("%s: %d pieces of evidence, %d more, the last one %v", path, len(ev), e.More["evidence"], ev[len(ev)-1])
		}
	}
}

// TestLongExplanation: the changes of an event and of a story come page after page, and of how an event stood before
// the newest views are told.
func TestLongExplanation(t *testing.T) {
	db := events(t, 1)
	const many, views, members = 1200, 30, 501
	id := recordtest.Event(0).ID
	if err := db.Write(t.Context(), func(w record.Writer) error {
		m := recordtest.Event(0)
		var cs []hearsay.Change
		for i := range many {
			subject := id
			if i%2 == 1 {
				subject = longStory
			}
			cs = append(cs, hearsay.Change{Kind: "relation", Subject: subject, Object: fmt.Sprintf("e%012d", i)})
		}
		for i := range views {
			m.Because = fmt.Sprintf("view %d", i)
			if err := w.PutMerged(t.Context(), m); err != nil {
				return err
			}
		}
		return w.Note(t.Context(), cs)
	}); err != nil {
		t.Fatal(err)
	}
	var minutes []int
	for i := range members {
		minutes = append(minutes, i)
	}
	tell(t, db, 1, minutes...)
	h := handler(db, api.Options{})
	type part struct {
		Changes []struct{ Seq int64 }
		History []struct{ Because string }
		Reports []json.RawMessage
		More    json.RawMessage
		Next    string
	}
	for _, id := range []string{id, longStory} {
		var seqs []int64
		for next, pages := int64(0), 0; pages == 0 || next > 0; pages++ {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/api/explain/%s?after=%d", id, next), nil))
			var x struct {
				Event, Story *part
				Next         int64
				Notes        []string
			}
			if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil || w.Code != 200 {
				t.Fatalf("%d %v %.300s", w.Code, err, w.Body)
			}
			p := x.Event
			if p == nil {
				p = x.Story
			}
			for _, c := range p.Changes {
				seqs = append(seqs, c.Seq)
			}
			next = x.Next
			if (next > 0) != strings.Contains(w.Header().Get("Link"), fmt.Sprintf("after=%d", next)) || (next > 0) != strings.Contains(strings.Join(x.Notes, "\n"), "further changes") {
				t.Errorf("%s: next %d, Link %q, notes %q", id, next, w.Header().Get("Link"), x.Notes)
			}
			if x.Story != nil {
				if len(p.Reports) != 500 || string(p.More) != "1" {
					t.Errorf("%d reports, %s more", len(p.Reports), p.More)
				}
				if a, _, _ := askStory(t, h, "?after="+p.Next); len(a.Reports) != 1 {
					t.Errorf("behind the explanation: %d reports %v", len(a.Reports), a.Notes)
				}
			} else if n := len(p.History); n != 20 || p.History[n-1].Because != "view 29" || !strings.Contains(strings.Join(x.Notes, "\n"), "as_of=") {
				t.Errorf("%d views, the last one %v, notes %q", n, p.History[n-1], x.Notes)
			}
		}
		if len(seqs) != many/2 || !slices.IsSorted(seqs) || len(slices.Compact(seqs)) != many/2 {
			t.Errorf("%s: %d changes", id, len(seqs))
		}
	}
}
