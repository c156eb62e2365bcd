package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay/client"
)

// TestServeCounts: what is counted is what is listed, also as of each moment of a record that was
// read and linked, in which events change, are disputed, and are joined.
func TestServeCounts(t *testing.T) {
	for _, c := range []struct {
		reports     string
		first, last string
	}{{"../../examples/potiskum.jsonl", "2024-03-05", "2024-03-12"}, {"../../examples/kakhovka", "2023-06-05", "2023-06-12"}} {
		db := t.TempDir() + "/record.db"
		commandOutput(t, db, "add", "-q", c.reports)
		s := serve(t, db, "--read-only", "--rate", "100000")
		ctx, cl := context.Background(), s.client(t, "")
		from, err := time.Parse(time.DateOnly, c.first)
		if err != nil {
			t.Fatal(err)
		}
		to, err := time.Parse(time.DateOnly, c.last)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for at := from; !at.After(to); at = at.Add(7 * time.Hour) {
			for _, q := range []url.Values{{}, {"type": {"assault"}}, {"place": {"Nigeria", "Ukraine"}}, {"disputed": {"true"}}, {"origins": {"2"}}, {"since": {c.first}, "until": {at.Format(time.DateOnly)}}, {"actor": {"Russia"}}, {"status": {"actual"}}} {
				q.Set("as_of", at.Format(time.RFC3339))
				q.Set("limit", "1000")
				page, err := cl.List(ctx, "events", q)
				if err != nil {
					t.Fatal(err)
				}
				q.Del("limit")
				raw, err := cl.Get(ctx, "facets", q)
				if err != nil {
					t.Fatal(err)
				}
				var got struct {
					Count       int
					Approximate bool
					Facets      struct {
						Type []struct {
							Value string
							Count int
						}
					}
				}
				if err := json.Unmarshal(raw, &got); err != nil {
					t.Fatal(err)
				}
				types := map[string]int{}
				for _, row := range page.Rows {
					var e struct{ Type string }
					if err := json.Unmarshal(row, &e); err != nil {
						t.Fatal(err)
					}
					types[e.Type]++
				}
				if got.Count != len(page.Rows) || got.Approximate {
					t.Errorf("%s: %d counted, %d listed", q.Encode(), got.Count, len(page.Rows))
				}
				for _, x := range got.Facets.Type {
					if types[x.Value] != x.Count {
						t.Errorf("%s: %s %d counted, %d listed", q.Encode(), x.Value, x.Count, types[x.Value])
					}
				}
				sum += got.Count
			}
		}
		if sum < 50 {
			t.Errorf("%s: %d events in all", c.reports, sum)
		}
		// The map has each of them once.
		raw, err := cl.Get(ctx, "map", nil)
		if err != nil {
			t.Fatal(err)
		}
		type some struct{ Count int }
		var m struct {
			Count                     int
			Countries, Regions, Cells []some
			Unplaced                  some
		}
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Fatal(err)
		}
		n := m.Unplaced.Count
		for _, list := range [][]some{m.Countries, m.Regions, m.Cells} {
			for _, x := range list {
				n += x.Count
			}
		}
		if n != m.Count || n == 0 {
			t.Error(fmt.Sprint(n, " of ", m.Count, " events are on the map"))
		}
		var list struct{ Outlets []struct{ Name string } }
		if raw, err = cl.Get(ctx, "outlets", nil); err == nil {
			err = json.Unmarshal(raw, &list)
		}
		if err != nil || len(list.Outlets) == 0 {
			t.Fatalf("%v %s", err, raw)
		}
		for _, o := range list.Outlets {
			if _, err := cl.Outlet(ctx, o.Name); err != nil {
				t.Error(err)
			}
		}
		if raw, err := cl.Actor(ctx, "police/army"); err == nil {
			t.Errorf("nobody is called so: %s", raw)
		}
	}
}

// TestServeContradicted: who told what of a disputed event finds there who tells it otherwise.
func TestServeContradicted(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "record.db"), "--rate", "100000")
	ctx, cl := context.Background(), s.client(t, "")
	for _, r := range []client.Report{
		{Outlet: "Lake Post", Published: "2024-05-14T08:00:00Z", Text: "Twelve people were killed when soldiers attacked a market in Gulu, Uganda, on Monday, police said."},
		{Outlet: "Hill News", Published: "2024-05-14T10:00:00Z", Text: "Seventeen people were killed when soldiers attacked a market in Gulu, Uganda, on Monday, the mayor, Okello Owiny, said. The army denied that soldiers attacked the market."},
	} {
		if _, err := cl.Add(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	type statement struct {
		Value, Stance string
		By            []string
	}
	ask := func(name string) (out string) {
		t.Helper()
		raw, err := cl.Actor(ctx, name)
		if err != nil {
			return err.Error()
		}
		var a struct {
			Contradicted []struct {
				Slot           string
				Theirs, Others []statement
			}
		}
		if err := json.Unmarshal(raw, &a); err != nil {
			t.Fatal(err)
		}
		for _, c := range a.Contradicted {
			out += fmt.Sprintf("%s %v %v; ", c.Slot, c.Theirs, c.Others)
		}
		return out
	}
	for name, want := range map[string]string{
		"police":       "actor [{soldiers asserts [police]}] [{soldiers denies [the army]}]; killed [{12 asserts [police]}] [{17 asserts [Okello Owiny]}]; ",
		"Okello Owiny": "actor [{soldiers asserts [Okello Owiny]}] [{soldiers denies [the army]}]; killed [{17 asserts [Okello Owiny]}] [{12 asserts [police]}]; ",
		"army":         "actor [{soldiers denies [the army]}] [{soldiers asserts [police Okello Owiny]}]; ",
	} {
		got := ""
		for range 200 { // linking follows in the background
			if got = ask(name); got == want {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	// Events have places, people have none.
	if status, _, body := s.get(t, "/api/map?participant=Okello+Owiny"); status != 422 || !strings.Contains(body, "where people were") {
		t.Errorf("a map of a person: %d %s", status, body)
	}
	for _, who := range []string{"police", "Uganda", "UGA", "army"} { // one of Uganda's is the mayor
		if status, _, body := s.get(t, "/api/map?participant="+who); status != 200 {
			t.Errorf("a map of %s: %d %s", who, status, body)
		}
	}
	if status, _, body := s.get(t, "/api/map?actor=owiny"); status != 422 {
		t.Errorf("a map of a person by one name: %d %s", status, body)
	}
}
