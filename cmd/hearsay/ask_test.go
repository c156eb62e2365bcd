package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

// told is one event of a made-up report, with who says so.
type toldEvent struct {
	typ, trigger, actor, country, place, speaker string
	act                                          hearsay.Act
	merged                                       string
}

// madeRecord fills a record by hand: what was read and how it was linked is invented,
// so that the questions are tested apart from reading and linking.
func madeRecord(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.db")
	ctx := context.Background()
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	places := map[string]*hearsay.Place{
		"Gulu": {Name: "Gulu", Country: "UGA", Admin1: "Northern Region", GeoNames: 233346, Lat: 2.77, Lon: 32.3, Precision: "city"},
		"Lima": {Name: "Lima", Country: "PER", GeoNames: 3936456, Lat: -12.04, Lon: -77.03, Precision: "city"},
	}
	var merged []record.MergedRow
	add := func(outlet, title, published, text string, tells ...toldEvent) {
		at, clock, err := hearsay.ParsePublished(published)
		if err != nil {
			t.Fatal(err)
		}
		d := &hearsay.Document{Outlet: outlet, Title: title, Published: at, HasClock: clock, Language: "en", Text: text}
		id := hearsay.ReportID(d)
		d.ID = id
		read := hearsay.Reading{Document: d, PassedOver: []hearsay.PassedOver{{Span: hearsay.Span{Start: 0, End: 4}, What: "event", Reason: "no actor was found", By: "event/none"}}}
		kept := record.Kept{Report: &hearsay.Report{ID: id, Document: d, Bytes: []byte(text), MediaType: "text/plain", Found: title + ".txt", Fetched: at}}
		var links [][2]string
		for i, e := range tells {
			local, of := fmt.Sprintf("e%d", i+1), fmt.Sprintf("c%d", i+1)
			word := strings.Index(text, e.trigger)
			if word < 0 {
				t.Fatal(e.trigger)
			}
			where := hearsay.Span{Start: word, End: word + len(e.trigger)}
			party := hearsay.Party{Name: e.actor, Key: strings.ToLower(e.actor), Codes: hearsay.Codes{Country: e.country}}
			speaker := hearsay.Speaker{Party: hearsay.Party{Name: e.speaker, Key: strings.ToLower(e.speaker), Named: true, Codes: hearsay.Codes{Country: e.country}}, Number: 1}
			read.Events = append(read.Events, hearsay.Event{ID: local, Type: e.typ, Status: hearsay.Actual, Trigger: hearsay.Trigger{Extent: hearsay.OneSpan(where), Lemma: e.trigger}, Claims: []string{of}, By: "event/lexicon:test"})
			read.Claims = append(read.Claims, hearsay.Claim{ID: of, Content: hearsay.OneSpan(where), Act: e.act, Manner: hearsay.Indirect, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Events: []string{local}, By: "claim/test",
				Sources: []hearsay.Source{{Label: e.speaker, Named: true}}})
			kept.Reading.Tellings = append(kept.Reading.Tellings, hearsay.Telling{ID: hearsay.PartID(id, local), Type: e.typ, Status: hearsay.Actual, Trigger: e.trigger, Lemma: e.trigger, At: where, Sentence: hearsay.Span{End: len(text)},
				Actors: []hearsay.Party{party}, Place: places[e.place], Time: &hearsay.Time{Start: published[:10], End: published[:10], Precision: "day"}, Known: at,
				Sayings: []hearsay.Saying{{Claim: of, Act: e.act, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Manner: hearsay.Indirect, Content: hearsay.OneSpan(where), Words: e.trigger,
					Chain: []hearsay.Speaker{speaker, {Party: hearsay.Party{Name: outlet, Key: strings.ToLower(outlet), Named: true}, Outlet: true}}}}})
			kept.Reading.Claims = append(kept.Reading.Claims, record.Claim{ID: hearsay.PartID(id, of), Known: at, Speaker: e.speaker, Key: strings.ToLower(e.speaker), Country: e.country, Named: true, Manner: hearsay.Indirect, Act: e.act,
				Certainty: hearsay.Certain, Polarity: hearsay.Positive, Content: hearsay.OneSpan(where), Words: e.trigger, Tellings: []string{hearsay.PartID(id, local)}, Chain: []hearsay.Speaker{speaker}})
			links = append(links, [2]string{hearsay.PartID(id, local), e.merged})
		}
		if kept.Reading.JSON, err = json.Marshal(&read); err != nil {
			t.Fatal(err)
		}
		kept.Reading.MadeBy = "test"
		if err := db.Write(ctx, func(w record.Writer) error {
			got, err := w.Keep(ctx, []record.Kept{kept})
			if err != nil {
				return err
			}
			if err := w.SetStory(ctx, []int64{got[0].Seq}, "s00000000001"); err != nil {
				return err
			}
			if err := w.PutStory(ctx, hearsay.Story{ID: "s00000000001", Title: "Unrest", Reports: 3, Outlets: 3, Origins: 3, First: at, Last: at}); err != nil {
				return err
			}
			for _, l := range links {
				if err := w.SetMerged(ctx, []string{l[0]}, l[1]); err != nil {
					return err
				}
				if err := w.Note(ctx, []hearsay.Change{{Known: at, Kind: "event-joined-by", Subject: l[0], Object: l[1], Report: id, Why: []hearsay.Why{{Feature: "same place", Weight: 1.5, Note: "0 km"}}}}); err != nil {
					return err
				}
			}
			for i, e := range tells {
				row := record.MergedRow{Merged: hearsay.Merged{ID: e.merged, Story: "s00000000001", Type: e.typ, Status: hearsay.Actual, Summary: title + ".", Place: places[e.place], Time: &hearsay.Time{Start: published[:10], End: published[:10], Precision: "day"},
					Credibility: 3, Reports: []string{id}, Outlets: []string{outlet}, Tellings: []string{links[i][0]}, Known: at, Changed: at, Disputed: e.act == hearsay.Deny,
					Origins: []hearsay.Origin{{ID: "o1", Kind: "speaker", Name: e.speaker, Reports: []string{id}, Since: at}}}, Start: at.Truncate(24 * time.Hour), End: at.Truncate(24*time.Hour).AddDate(0, 0, 1).Add(-time.Microsecond),
					Parties: []record.PartyRow{{Role: "actor", Key: strings.ToLower(e.actor), Name: strings.ToLower(e.actor), Country: e.country}, {Role: "speaker", Key: strings.ToLower(e.speaker), Name: strings.ToLower(e.speaker), Country: e.country}}}
				if p := places[e.place]; p != nil {
					row.Countries = []string{p.Country}
				}
				merged = append(merged, row)
				if err := w.PutMerged(ctx, row); err != nil {
					return err
				}
			}
			return w.SetLinked(ctx, []int64{got[0].Seq})
		}); err != nil {
			t.Fatal(err)
		}
	}
	add("Gulu Model", "Police detain traders in Gulu", "2024-05-06T09:00:00Z", "Police in Gulu détained nine traders, said Achieng Odwar.", toldEvent{"COERCE", "détained", "Police", "UGA", "Gulu", "Achieng Odwar", hearsay.Say, "e00000000001"})
	add("El Ejemplo", "Teachers march in Lima", "2024-05-07T10:00:00Z", "Teachers marched through Lima, said Rosa Quispe Tello.", toldEvent{"PROTEST", "marched", "Teachers", "PER", "Lima", "Rosa Quispe Tello", hearsay.Say, "e00000000002"})
	add("Sample Post", "Army denies shots at ferry", "2024-05-08", "The army denied that soldiers fired at a ferry.", toldEvent{"ASSAULT", "fired", "soldiers", "UGA", "", "the army", hearsay.Deny, "e00000000003"})
	return path
}

// ask runs the command on a record.
func ask(t *testing.T, path string, args ...string) (out, errs string, status int) {
	t.Helper()
	var o, e strings.Builder
	status = run(context.Background(), args, &surroundings{out: &o, err: &e, env: func(k string) string {
		if k == "HEARSAY_RECORD" {
			return path
		}
		return ""
	}})
	return o.String(), e.String(), status
}

// TestAsk: what is asked comes back, what is not does not, and notes go to standard error.
func TestAsk(t *testing.T) {
	path := madeRecord(t)
	for _, c := range []struct {
		args   string // parted by |
		out    string // all of these, parted by |
		not    string // none of these
		errs   string
		status int
	}{
		{"events", "e00000000001|e00000000002|e00000000003|COERCE|disputed", "", "", 0},
		{"events|--type|protest", "e00000000002", "e00000000001", "", 0},
		{"events|--type|protets", "", "e0", "did you mean PROTEST?", 2},
		{"events|--place|Uganda", "e00000000001", "e00000000002", "", 0},
		{"events|--place|300km of Kampala", "e00000000001", "e00000000002", "", 0},
		{"events|--place=-80,-15,-70,-10", "e00000000002", "e00000000001", "", 0},
		{"events|--place|Gulu|--place|Lima", "e00000000001|e00000000002", "e00000000003", "Gulu is looked for wherever it lies", 0},
		{"events|--place|Gulu, Uganda|--place|Peru", "e00000000001|e00000000002", "e00000000003", "", 0},
		{"events|--actor|Ugandan", "e00000000001|e00000000003", "e00000000002", "", 0},
		{"events|--actor|teachers", "e00000000002", "e00000000001", "", 0},
		{"events|--speaker|Quispe", "e00000000002", "e00000000001", "", 0},
		{"events|--disputed", "e00000000003", "e00000000001", "", 0},
		{"events|--no-disputed", "e00000000001|e00000000002", "e00000000003", "", 0},
		{"events|--since|2024-05-07|--until|7 May 2024", "e00000000002", "e00000000001|e00000000003", "", 0},
		{"events|--known-until|2024-05-06", "e00000000001", "e00000000002", "", 0},
		{"events|--outlet|el ejemplo", "e00000000002", "e00000000001", "", 0},
		{"events|--limit|1", "e00000000003", "e00000000001", "there is more: --after", 0},
		{"events|--limit|1|--all", "e00000000001|e00000000003", "", "", 0},
		{"events|--origins|4", "", "e0", "nothing was found\n  there would be an answer without --origins 4", 0},
		{"events|-f|table", "id  |e00000000002|Lima, PER", "", "", 0},
		{"events|-f|json|--limit|2", `"schema": "hearsay.events/1"|"next": "|"outlet": "El Ejemplo"`, "", "there is more", 0},
		{"events|-f|jsonl", `{"schema":"hearsay.event/1","id":"e00000000001"`, "", "", 0},
		{"events|e00000000001", "Gulu Model: Police detain traders in Gulu|WHERE IT COMES FROM", "e00000000002", "", 0},
		{"events|e0000000000", "", "", "e0000000000", 2},
		{"events|x77", "", "", "the record holds nothing that is called", 2},
		{"claims", "Achieng Odwar says|the army denies|«détained»", "", "", 0},
		{"claims|--act|deny", "the army denies", "Odwar", "", 0},
		{"claims|--speaker|Peru", "Rosa Quispe Tello", "Odwar", "", 0},
		{"claims|--event|e00000000001|-f|jsonl", `"start":15,"end":23,"text":"détained"`, "Quispe", "", 0},
		{"claims|--event|s00000000001", "", "", "--event: s00000000001 is the id of a story", 2},
		{"stories", "Unrest|s00000000001|3 reports", "", "", 0},
		{"stories|--full", "Gulu Model: Police|Sample Post: Army", "", "", 0},
		{"reports|--no-copies", "Teachers march in Lima|Gulu Model", "", "", 0},
		{"reports|--copies", "", "Lima", "nothing was found\n  there would be an answer without --copies", 0},
		{"reports|--since|2024-05-08", "Sample Post", "Gulu", "", 0},
		{"search|march*", "Teachers [marched] through Lima", "Gulu", "", 0},
		{"search|soldiers OR traders", "Gulu|[soldiers]", "Lima", "", 0},
		{"search|\"through lima\" -police", "Lima", "Gulu", "", 0},
		{"search|march*|--outlet|El Ejemplo|-n|2", "Teachers", "", "", 0},
		{"search|--|-police teachers", "Teachers", "Gulu", "", 0},
		{"search|nobody", "", "", "nothing was found\n  try fewer words", 0},
		{"search|detained", "[détained]", "", "", 0},
		{"search|teachers NEAR/1 lima", "", "Lima", "nothing was found", 0},
		{"search|teachers NEAR/2 lima", "El Ejemplo", "", "", 0},
		{"search|\"open", "", "", "at character 1 a phrase begins", 2},
		{"search|--since|2025|ferry", "", "", "nothing was found\n  there would be an answer without --since 2025", 0},
		{"explain|s00000000001", "ITS REPORTS|Sample Post", "", "", 0},
		{"explain|e00000000002", "WHY THESE TELLINGS ARE ONE EVENT|+1.50  same place", "", "", 0},
		{"events|--limit|0", "", "", "--limit 0", 2},
		{"events|--color|never|--width|60", "e00000000001", "\x1b", "", 0},
		{"events|--color|always", "\x1b[1m", "", "", 0},
	} {
		out, errs, status := ask(t, path, strings.Split(c.args, "|")...)
		if status != c.status {
			t.Errorf("%s: status %d: %s", c.args, status, errs)
		}
		for _, w := range strings.Split(c.out, "|") {
			if !strings.Contains(out, w) {
				t.Errorf("%s: no %q in\n%s%s", c.args, w, out, errs)
			}
		}
		for _, w := range strings.Split(c.not, "|") {
			if w != "" && strings.Contains(out, w) {
				t.Errorf("%s: %q in\n%s", c.args, w, out)
			}
		}
		if c.errs == "" && errs != "" || !strings.Contains(errs, c.errs) {
			t.Errorf("%s: on standard error %q, want %q", c.args, errs, c.errs)
		}
	}
}

// TestAskReport: a report is explained by its id, its parts and what was passed over.
func TestAskReport(t *testing.T) {
	path := madeRecord(t)
	out, errs, _ := ask(t, path, "reports", "-f", "jsonl", "--outlet", "Gulu Model")
	var r struct{ ID string }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err, errs)
	}
	for _, c := range []struct{ id, flag, want string }{
		{r.ID, "", "WHAT WAS READ IN IT"},
		{r.ID[:8], "", "Police detain traders in Gulu"},
		{r.ID, "--passed-over", "no actor was found [event/none]"},
		{r.ID + "/e1", "", "event/lexicon:test"},
		{r.ID + "/c1", "", "claim/test"},
		{r.ID + "/e1", "--format=json", `"by": "event/lexicon:test"`},
		{r.ID, "--format=json", `"kind": "report"`},
	} {
		args := []string{"explain", c.id}
		if c.flag != "" {
			args = append(args, c.flag)
		}
		out, errs, status := ask(t, path, args...)
		if status != 0 || !strings.Contains(out, c.want) {
			t.Errorf("%v: status %d, no %q in\n%s%s", args, status, c.want, out, errs)
		}
	}
}

// TestNoRecord: asking makes no record.
func TestNoRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	for _, cmd := range [][]string{{"events"}, {"claims"}, {"stories"}, {"reports"}, {"search", "x"}, {"timeline", "e1"}, {"explain", "e1"}} {
		_, errs, status := ask(t, path, cmd...)
		if status == 0 || !strings.Contains(errs, "there is no record at") || !strings.Contains(errs, "hearsay add") {
			t.Errorf("%v: status %d: %s", cmd, status, errs)
		}
	}
}
