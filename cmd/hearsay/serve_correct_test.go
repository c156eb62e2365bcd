package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay/client"
)

// TestServeCorrect: a person corrects, followers are told, the list has it, another undoes.
func TestServeCorrect(t *testing.T) {
	db := potiskum(t)
	s := serve(t, db)
	c := s.client(t, "")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	const event = "esn1v5rsnwgjv"
	before, err := c.Get(ctx, "events/"+event, nil)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		ID, Field, Telling, Found, Event, By, Note, Made string
		Values                                           []struct {
			Value      string
			Start, End int
			Text       string
		}
		Coded  struct{ Type, By string }
		Undone *struct{ By, Note, When string }
	}
	decode := func(b json.RawMessage) (r row) {
		t.Helper()
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	id := ""
	for n, err := range c.Follow(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		if n.Kind == "ready" {
			rows, err := c.Correct(ctx, client.Correction{Target: event, Field: "type", Values: []client.Value{{Value: "protest"}}, By: "ana", Note: "a <march> & no arrest"})
			if err != nil || len(rows) != 1 {
				t.Fatal(len(rows), err)
			}
			r := decode(rows[0])
			if id = r.ID; r.Event != event || r.By != "ana" || r.Values[0].Value != "PROTEST" || r.Coded.Type != "COERCE" || r.Coded.By == "" || r.Undone != nil || r.Found != r.Telling {
				t.Errorf("%+v", r)
			}
			continue
		}
		if !strings.Contains(string(n.Data), event) || !strings.Contains(string(n.Data), `"type":"PROTEST"`) {
			t.Errorf("a follower is told %s: %s", n.Kind, n.Data)
		}
		break
	}
	after, err := c.Get(ctx, "events/"+event, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"type":"PROTEST"`, `"corrected":"` + id + `"`, `"corrections":[{"id":"` + id + `","field":"type"`, `"was":[{"value":"COERCE"`, `"by":"ana","note":"a <march> & no arrest"`} {
		if !strings.Contains(string(after), want) {
			t.Errorf("the event lacks %s: %s", want, after)
		}
	}
	// The words of a value by their place in the text.
	rows, err := c.Correct(ctx, client.Correction{Target: "r43632r03cdsg/e1", Field: "recipient", Values: []client.Value{{Start: 25, End: 34}}, By: "ana"})
	if err == nil || len(rows) > 0 { // they are coded so
		t.Errorf("what stands already: %v", err)
	}
	rows, err = c.Correct(ctx, client.Correction{Target: "r43632r03cdsg/e1", Field: "actor", Values: []client.Value{{Value: "police of Nigeria", Start: 0, End: 15}, {Value: "Sani Dauda"}}, By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	if r := decode(rows[0]); r.Values[0].Text != "Nigerian police" || r.Values[1].Text != "Sani Dauda" {
		t.Errorf("the values' places: %+v", r.Values)
	}
	// Lists, pages, lines.
	page, err := c.List(ctx, "corrections", url.Values{"limit": {"1"}})
	if err != nil || len(page.Rows) != 1 || page.Next == "" || decode(page.Rows[0]).Field != "actor" {
		t.Fatal(page, err)
	}
	page, err = c.List(ctx, "corrections", url.Values{"limit": {"1"}, "after": {page.Next}})
	if err != nil || len(page.Rows) != 1 || page.Next != "" || decode(page.Rows[0]).ID != id {
		t.Fatal(page, err)
	}
	n := 0
	for line, err := range c.All(ctx, "corrections", url.Values{"field": {"type"}, "by": {"Ana"}, "event": {event}}) {
		if err != nil || decode(line).ID != id {
			t.Fatal(err)
		}
		n++
	}
	if n != 1 {
		t.Errorf("%d lines", n)
	}
	if one, err := c.Get(ctx, "corrections/"+id[:7], nil); err != nil || !strings.Contains(string(one), id) {
		t.Errorf("%s %v", one, err)
	}
	// Undone by somebody else; then there is nothing left to undo.
	rows, err = c.Undo(ctx, id, "ben", "it was one")
	if err != nil || decode(rows[0]).Undone == nil || decode(rows[0]).Undone.By != "ben" {
		t.Fatal(rows, err)
	}
	page, err = c.List(ctx, "corrections", url.Values{"undone": {"false"}})
	if err != nil || len(page.Rows) != 1 {
		t.Fatal(page, err)
	}
	if _, err := c.Undo(ctx, decode(page.Rows[0]).ID, "ben", ""); err != nil {
		t.Fatal(err)
	}
	if again, err := c.Get(ctx, "events/"+event, nil); err != nil || string(again) != string(before) {
		t.Errorf("undone, the event is %s, and was %s", again, before)
	}
	for _, x := range []struct {
		path, body string
		status     int
		says       string
	}{
		{"/api/corrections/" + id + "/undo", `{"by":"ben"}`, 409, "undid"},
		{"/api/corrections/k000000000000/undo", `{"by":"ben"}`, 404, "nothing"},
		{"/api/corrections/" + event + "/undo", `{"by":"ben"}`, 422, "not of a correction"},
		{"/api/corrections/" + id + "/undo", `{}`, 422, "nobody says so"},
		{"/api/corrections", `{"target":"` + event + `","field":"type","values":[{"value":"ASSAULT"}]}`, 422, "nobody says so"},
		{"/api/corrections", `{"target":"` + event + `","field":"typ","values":[{"value":"ASSAULT"}],"by":"a"}`, 422, "did you mean type"},
		{"/api/corrections", `{"target":"` + event + `","field":"type","values":[{"value":"asault"}],"by":"a"}`, 422, "did you mean ASSAULT"},
		{"/api/corrections", `{"target":"` + event + `","field":"type","values":[],"by":"a"}`, 422, "0 values"},
		{"/api/corrections", `{"target":"` + event + `","field":"actor","values":[{"start":5,"end":90000}],"by":"a"}`, 422, "nothing at 5"},
		{"/api/corrections", `{"target":"` + event + `","field":"actor","values":[{"start":-5,"end":-1}],"by":"a"}`, 422, "nothing at -5"},
		{"/api/corrections", `{"target":"e000000000000","field":"none","by":"a"}`, 422, "the record holds nothing"},
		{"/api/corrections", `{"target":"` + event + `","field":"none","by":"` + strings.Repeat("x", 300) + `"}`, 422, "no name"},
		{"/api/corrections", `{"target":"` + event + `","field":"none","by":"a\nb"}`, 422, "no name"},
		{"/api/corrections", `{"target":"` + event + `","field":"same","values":[{"value":"` + event + `"}],"by":"a"}`, 422, "hint"},
		{"/api/corrections", `{"target":"` + event + `","feld":"none","by":"a"}`, 422, "feld"},
	} {
		status, _, body := s.send(t, "POST", x.path, x.body, "Content-Type: application/json")
		if status != x.status || !strings.Contains(body, x.says) || !strings.Contains(body, `"hint"`) {
			t.Errorf("%s %s: %d %s", x.path, x.body, status, body)
		}
	}
	if status, _, body := s.get(t, "/api/corrections/"+event); status != 404 && status != 422 {
		t.Errorf("an event as a correction: %d %s", status, body)
	}
}

// TestServeCorrectTokens: the token says who corrects; one that only reads may not.
func TestServeCorrectTokens(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	token := map[string]string{}
	for name, role := range map[string]string{"ana": "add", "ben": "read"} {
		var out strings.Builder
		if status := run(context.Background(), []string{"token", "add", name, "--role", role, "--tokens", file}, &surroundings{out: &out, err: io.Discard, env: os.Getenv}); status != 0 {
			t.Fatal(status)
		}
		token[name] = strings.TrimSpace(out.String())
	}
	s := serve(t, potiskum(t), "--tokens", file)
	ctx := context.Background()
	k := client.Correction{Target: "esn1v5rsnwgjv", Field: "none"}
	var refused *client.Error
	if _, err := s.client(t, token["ben"]).Correct(ctx, k); !errors.As(err, &refused) || refused.Status != 403 {
		t.Errorf("one who may only read: %v", err)
	}
	rows, err := s.client(t, token["ana"]).Correct(ctx, k)
	if err != nil || !strings.Contains(string(rows[0]), `"by": "ana"`) && !strings.Contains(string(rows[0]), `"by":"ana"`) {
		t.Fatalf("%s %v", rows, err)
	}
	k.By, k.Field = "carla", "apart"
	if _, err := s.client(t, token["ana"]).Correct(ctx, k); !errors.As(err, &refused) || refused.Status != 403 || refused.Hint == "" {
		t.Errorf("in another's name: %v", err)
	}
	if page, err := s.client(t, token["ben"]).List(ctx, "corrections", nil); err != nil || len(page.Rows) != 1 {
		t.Errorf("who may read may see them: %v %v", page, err)
	}
}

// TestServeCorrectedCounts: what people say to be no event is neither listed nor counted.
func TestServeCorrectedCounts(t *testing.T) {
	s := serve(t, potiskum(t))
	c := s.client(t, "")
	ctx := context.Background()
	count := func(q url.Values) (counted, listed int, notes []string) {
		t.Helper()
		page, err := c.List(ctx, "events", q)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := c.Get(ctx, "facets", q)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Count int
			Notes []string
		}
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		return got.Count, len(page.Rows), got.Notes
	}
	before, _, _ := count(nil)
	moment := time.Now().UTC().Format(time.RFC3339Nano)
	rows, err := c.Correct(ctx, client.Correction{Target: "esn1v5rsnwgjv", Field: "none", By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	if counted, listed, _ := count(nil); counted != before-1 || listed != counted {
		t.Errorf("of %d events, one of which is none: %d counted, %d listed", before, counted, listed)
	}
	if counted, listed, _ := count(url.Values{"status": {"none"}}); counted != 1 || listed != 1 {
		t.Errorf("asked for: %d counted, %d listed", counted, listed)
	}
	if _, listed, notes := count(url.Values{"as_of": {moment}}); listed != before || !slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, "corrected codings since") }) {
		t.Errorf("before the correction: %d listed, %q", listed, notes)
	}
	var made struct{ ID string }
	if err := json.Unmarshal(rows[0], &made); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Undo(ctx, made.ID, "ben", ""); err != nil {
		t.Fatal(err)
	}
	if counted, listed, _ := count(nil); counted != before || listed != before {
		t.Errorf("undone: %d counted, %d listed", counted, listed)
	}
}
