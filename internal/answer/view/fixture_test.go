package view

import (
	"context"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// The happenings, persons and outlets of this file are invented.

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func n(i int) *int { return &i }

// fakeTexts are the reports of the fixture.
type fakeTexts map[string]string

func (f fakeTexts) order() []string {
	return []string{"r0aaaaaaaaaa1", "r0aaaaaaaaaa2", "r0aaaaaaaaaa3", "r0aaaaaaaaaa4", "r0bbbbbbbbbb1"}
}

func (f fakeTexts) SeqOf(_ context.Context, id string) (int64, error) {
	for i, r := range f.order() {
		if r == id {
			return int64(i + 1), nil
		}
	}
	return 0, record.ErrNone
}

func (f fakeTexts) Text(_ context.Context, seq int64) (string, string, error) {
	return "", f[f.order()[seq-1]], nil
}

func texts() fakeTexts {
	return fakeTexts{
		"r0aaaaaaaaaa1": "GARISSA — Gunmen attacked a bus on the Dadaab road on Monday and killed 12 people, county commissioner Halima Barre Odhow said. “Twelve are dead,” she said.",
		"r0aaaaaaaaaa2": "GARISSA — Gunmen attacked a bus on the Dadaab road on Monday and killed 12 people, county commissioner Halima Barre Odhow said.",
		"r0aaaaaaaaaa3": "The hospital in Garissa counted 17 dead after Monday's attack on a bus, its director Joseph Kiptum said. An army spokesman denied that soldiers had fired on the bus.",
		"r0aaaaaaaaaa4": "Two of the 17 reported dead are alive, the hospital in Garissa said on Wednesday; 15 people were killed.",
		"r0bbbbbbbbbb1": "Teachers marched through Lima on Friday; police counted 2,000, the union 10,000.",
	}
}

func span(report, words string) hearsay.Span {
	t := texts()[report]
	i := strings.Index(t, words)
	if i < 0 {
		panic(words)
	}
	return hearsay.Span{Start: i, End: i + len(words)}
}

func evidence(telling, claim, origin, speaker, outlet, stance, words, known string) hearsay.EvidenceRef {
	report, _, _ := strings.Cut(telling, "/")
	return hearsay.EvidenceRef{Telling: telling, Report: report, Claim: claim, Origin: origin, Speaker: speaker, Outlet: outlet, Stance: stance, At: span(report, words), Words: words, Known: at(known)}
}

func heads() []record.Teller {
	return []record.Teller{
		{Seq: 1, ID: "r0aaaaaaaaaa1", Outlet: "Example Wire", Title: "Gunmen kill 12 on bus near Garissa", URL: "https://wire.example/1", Known: at("2024-05-06T09:12"), Version: 1, Story: "s0aaaaaaaaaaa", Language: "en"},
		{Seq: 2, ID: "r0aaaaaaaaaa2", Outlet: "Nairobi Model", Title: "Twelve dead in bus attack, says commissioner of the county", Known: at("2024-05-06T10:40"), Version: 1, Story: "s0aaaaaaaaaaa", Language: "en",
			Copy: &hearsay.Copy{Of: "r0aaaaaaaaaa1", Taken: 1, Given: .78, Kind: "short", Score: .99}},
		{Seq: 3, ID: "r0aaaaaaaaaa3", Outlet: "Coast Sample", Title: "Hospital counts 17 dead; army denies it fired", Known: at("2024-05-07T06:05"), Version: 1, Story: "s0aaaaaaaaaaa", Language: "en"},
		{Seq: 4, ID: "r0aaaaaaaaaa4", Outlet: "Coast Sample", Title: "Hospital corrects: 15 killed on bus", Known: at("2024-05-08T12:30"), Version: 1, Story: "s0aaaaaaaaaaa", Language: "en"},
	}
}

func bus() *query.Event {
	m := hearsay.Merged{ID: "e0aaaaaaaaaaa", Story: "s0aaaaaaaaaaa", Type: "ASSAULT", Modes: []string{"firearms"}, Contexts: []string{"crime"}, CAMEO: "193", Quad: "material conflict", Score: -10, Status: hearsay.Actual,
		Summary:  "An attack on a bus near Garissa on 6 May 2024 killed 15 people, the hospital says; who fired is disputed: gunmen, says Halima Barre Odhow; soldiers, which an army spokesman denies.",
		Place:    &hearsay.Place{Name: "Garissa", Country: "KEN", Admin1: "Garissa County", GeoNames: 197745, Lat: -.4536, Lon: 39.6401, Precision: "city"},
		Time:     &hearsay.Time{Start: "2024-05-06", End: "2024-05-06", Precision: "day", Timex: "2024-05-06"},
		Disputed: true, Credibility: 5, Because: "another origin contradicts who did it", Known: at("2024-05-06T09:12"), Changed: at("2024-05-08T12:30"),
		Reports: []string{"r0aaaaaaaaaa1", "r0aaaaaaaaaa2", "r0aaaaaaaaaa3", "r0aaaaaaaaaa4"}, Outlets: []string{"Coast Sample", "Example Wire", "Nairobi Model"},
		Tellings: []string{"r0aaaaaaaaaa1/e1", "r0aaaaaaaaaa2/e1", "r0aaaaaaaaaa3/e1", "r0aaaaaaaaaa4/e1"},
		Followed: []hearsay.Relation{{Event: "e0ccccccccccc", Kind: "consequence", Why: "two men are charged with the attack on the bus"}}}
	said, copied := evidence("r0aaaaaaaaaa1/e1", "r0aaaaaaaaaa1/c1", "o1", "Halima Barre Odhow", "Example Wire", "asserts", "Gunmen", "2024-05-06T09:12"),
		evidence("r0aaaaaaaaaa2/e1", "r0aaaaaaaaaa2/c1", "o1", "Halima Barre Odhow", "Nairobi Model", "asserts", "Gunmen", "2024-05-06T10:40")
	twelve := at("2024-05-08T12:30")
	m.Slots = []hearsay.Slot{
		{Name: "type", Verdict: hearsay.Agreed, Value: "ASSAULT", Values: []hearsay.Value{{Value: "ASSAULT", Label: "ASSAULT", Origins: []string{"o1", "o2"}, Evidence: []hearsay.EvidenceRef{said}, Since: at("2024-05-06T09:12")}}},
		{Name: "actor", Verdict: hearsay.Disputed, Why: "o3 denies soldiers", Values: []hearsay.Value{
			{Value: "some gunman", Label: "gunmen", Origins: []string{"o1"}, Evidence: []hearsay.EvidenceRef{said, copied}, Since: at("2024-05-06T09:12")},
			{Value: "kenya defence forces", Label: "soldiers of the Kenya Defence Forces", Origins: []string{}, Denied: []string{"o3"}, Since: at("2024-05-07T06:05"),
				Evidence: []hearsay.EvidenceRef{evidence("r0aaaaaaaaaa3/e1", "r0aaaaaaaaaa3/c2", "o3", "an army spokesman", "Coast Sample", "denies", "soldiers", "2024-05-07T06:05")}}}},
		{Name: "place", Verdict: hearsay.Agreed, Value: "Garissa, Garissa County, KEN", Why: "two origins", Values: []hearsay.Value{{Value: "KEN 197745", Label: "Garissa, Garissa County, KEN", Origins: []string{"o1", "o2"}, Since: at("2024-05-06T09:12"),
			Evidence: []hearsay.EvidenceRef{evidence("r0aaaaaaaaaa1/e1", "r0aaaaaaaaaa1/c1", "o1", "Halima Barre Odhow", "Example Wire", "asserts", "GARISSA", "2024-05-06T09:12"),
				evidence("r0aaaaaaaaaa3/e1", "r0aaaaaaaaaa3/c1", "o2", "Joseph Kiptum, director of the hospital in Garissa", "Coast Sample", "asserts", "Garissa", "2024-05-07T06:05")}}}},
		{Name: "killed", Verdict: hearsay.Updated, Value: "15", Why: "the later number of o2 replaces its earlier one", Values: []hearsay.Value{
			{Value: "12", Label: "12", Low: n(12), High: n(12), Origins: []string{"o1"}, Since: at("2024-05-06T09:12"),
				Evidence: []hearsay.EvidenceRef{evidence("r0aaaaaaaaaa1/e1", "r0aaaaaaaaaa1/c1", "o1", "Halima Barre Odhow", "Example Wire", "asserts", "12 people", "2024-05-06T09:12"),
					evidence("r0aaaaaaaaaa2/e1", "r0aaaaaaaaaa2/c1", "o1", "Halima Barre Odhow", "Nairobi Model", "asserts", "12 people", "2024-05-06T10:40")}},
			{Value: "17", Label: "17", Low: n(17), High: n(17), Origins: []string{"o2"}, Since: at("2024-05-07T06:05"), Withdrawn: &twelve,
				Evidence: []hearsay.EvidenceRef{evidence("r0aaaaaaaaaa3/e1", "r0aaaaaaaaaa3/c1", "o2", "Joseph Kiptum, director of the hospital in Garissa", "Coast Sample", "asserts", "17 dead", "2024-05-07T06:05")}},
			{Value: "15", Label: "15", Low: n(15), High: n(15), Origins: []string{"o2"}, Since: at("2024-05-08T12:30"),
				Evidence: []hearsay.EvidenceRef{evidence("r0aaaaaaaaaa4/e1", "r0aaaaaaaaaa4/c1", "o2", "the hospital in Garissa", "Coast Sample", "asserts", "15 people", "2024-05-08T12:30")}}}},
	}
	m.Origins = []hearsay.Origin{
		{ID: "o1", Kind: "speaker", Name: "Halima Barre Odhow", Key: "halima barre odhow", Side: "KENGOV", Reports: []string{"r0aaaaaaaaaa1", "r0aaaaaaaaaa2"}, Outlets: []string{"Example Wire", "Nairobi Model"}, Since: at("2024-05-06T09:12"), Why: "the second report shortens the first"},
		{ID: "o2", Kind: "speaker", Name: "the hospital in Garissa", Key: "hospital", Reports: []string{"r0aaaaaaaaaa3", "r0aaaaaaaaaa4"}, Outlets: []string{"Coast Sample"}, Since: at("2024-05-07T06:05"), Why: "the director speaks for the hospital"},
		{ID: "o3", Kind: "unnamed", Name: "an army spokesman", Key: "some army KEN", Side: "KENMIL", Reports: []string{"r0aaaaaaaaaa3"}, Outlets: []string{"Coast Sample"}, Since: at("2024-05-07T06:05")},
	}
	return &query.Event{MergedRow: record.MergedRow{Merged: m}, Articles: heads()}
}

func march() *query.Event {
	m := hearsay.Merged{ID: "e0bbbbbbbbbbb", Story: "s0bbbbbbbbbbb", Type: "PROTEST", Modes: []string{"demo"}, CAMEO: "141", Quad: "material conflict", Score: -6.5, Status: hearsay.Actual,
		Summary: "Teachers protested in Lima on 24 May 2024; 2,000 to 10,000 took part.", Place: &hearsay.Place{Name: "Lima", Country: "PER", Admin1: "Lima", GeoNames: 3936456, Lat: -12.04, Lon: -77.03, Precision: "city"},
		Time: &hearsay.Time{Start: "2024-05-24", End: "2024-05-24", Precision: "day"}, Credibility: 3, Because: "two origins, which differ in numbers", Known: at("2024-05-25T00:00"), Changed: at("2024-05-25T00:00"),
		Reports: []string{"r0bbbbbbbbbb1"}, Outlets: []string{"El Ejemplo"}, Tellings: []string{"r0bbbbbbbbbb1/e1"}}
	m.Slots = []hearsay.Slot{
		{Name: "actor", Verdict: hearsay.Single, Value: "teachers", Values: []hearsay.Value{{Value: "some teacher", Label: "teachers", Origins: []string{"o1"}, Since: at("2024-05-25T00:00"),
			Evidence: []hearsay.EvidenceRef{evidence("r0bbbbbbbbbb1/e1", "r0bbbbbbbbbb1/c1", "o1", "El Ejemplo", "El Ejemplo", "asserts", "Teachers", "2024-05-25T00:00")}}}},
		{Name: "participants", Verdict: hearsay.Range, Value: "2,000 to 10,000", Why: "two origins give other numbers", Values: []hearsay.Value{
			{Value: "2000", Label: "2,000", Low: n(2000), High: n(2000), Origins: []string{"o2"}, Since: at("2024-05-25T00:00"), Evidence: []hearsay.EvidenceRef{evidence("r0bbbbbbbbbb1/e1", "r0bbbbbbbbbb1/c2", "o2", "police", "El Ejemplo", "asserts", "2,000", "2024-05-25T00:00")}},
			{Value: "10000", Label: "10,000", Low: n(10000), High: n(10000), Origins: []string{"o3"}, Since: at("2024-05-25T00:00"), Evidence: []hearsay.EvidenceRef{evidence("r0bbbbbbbbbb1/e1", "r0bbbbbbbbbb1/c3", "o3", "the union", "El Ejemplo", "asserts", "10,000", "2024-05-25T00:00")}}}},
	}
	m.Origins = []hearsay.Origin{{ID: "o1", Kind: "outlet", Name: "El Ejemplo", Key: "el ejemplo", Reports: []string{"r0bbbbbbbbbb1"}}, {ID: "o2", Kind: "unnamed", Name: "police", Side: "PERCOP", Reports: []string{"r0bbbbbbbbbb1"}},
		{ID: "o3", Kind: "unnamed", Name: "the union", Side: "PERLAB", Reports: []string{"r0bbbbbbbbbb1"}}}
	return &query.Event{MergedRow: record.MergedRow{Merged: m}, Articles: []record.Teller{{Seq: 5, ID: "r0bbbbbbbbbb1", Outlet: "El Ejemplo", Title: "Maestros marchan por Lima", Known: at("2024-05-25T00:00"), Version: 1}}}
}

// talks is told by one outlet, has not happened yet, and nothing more is known.
func talks() *query.Event {
	m := hearsay.Merged{ID: "e0ddddddddddd", Type: "CONSULT", Modes: []string{"visit"}, Status: hearsay.Planned, Summary: "Officials of Chad and Niger will meet, says an official who was not named.", Credibility: 6, Known: at("2024-05-26T07:00"), Changed: at("2024-05-26T07:00"),
		Reports: []string{"r0ddddddddddd"}, Outlets: []string{""}, Tellings: []string{"r0ddddddddddd/e1"}}
	return &query.Event{MergedRow: record.MergedRow{Merged: m}}
}

func timeline() *query.Timeline {
	by := func(e hearsay.EvidenceRef) []hearsay.EvidenceRef { return []hearsay.EvidenceRef{e} }
	e := bus()
	killed := e.Slots[3]
	return &query.Timeline{Event: *e, Moments: []hearsay.Moment{
		{Known: at("2024-05-06T09:12"), Slot: "actor", After: "gunmen", Verdict: hearsay.Single, Kind: "first", By: by(e.Slots[1].Values[0].Evidence[0])},
		{Known: at("2024-05-06T09:12"), Slot: "killed", After: "12", Verdict: hearsay.Single, Kind: "first", By: by(killed.Values[0].Evidence[0])},
		{Known: at("2024-05-07T06:05"), Slot: "actor", Before: "gunmen", After: "gunmen / soldiers of the Kenya Defence Forces (denied)", Verdict: hearsay.Disputed, Kind: "disputed", By: by(e.Slots[1].Values[1].Evidence[0])},
		{Known: at("2024-05-07T06:05"), Slot: "killed", Before: "12", After: "12 to 17", Verdict: hearsay.Range, Kind: "added", By: by(killed.Values[1].Evidence[0])},
		{Known: at("2024-05-08T12:30"), Slot: "killed", Before: "12 to 17", After: "15", Verdict: hearsay.Updated, Kind: "corrected", By: by(killed.Values[2].Evidence[0])},
	}}
}

func report() *hearsay.Report {
	return &hearsay.Report{Seq: 2, ID: "r0aaaaaaaaaa2", Address: "https://model.example/bus", Version: 2, MediaType: "text/html", Found: "reports/bus.html", Fetched: at("2024-05-06T11:00"), Recorded: at("2024-05-06T11:01"), Superseded: at("2024-05-06T18:00"),
		Agency: "Example Wire", Story: "s0aaaaaaaaaaa", Copy: &hearsay.Copy{Of: "r0aaaaaaaaaa1", Taken: .97, Given: .78, Kind: "short", Score: .99, Changed: hearsay.Changes{Title: true}},
		Document: &hearsay.Document{Outlet: "Nairobi Model", URL: "https://model.example/bus", Title: "Twelve dead in bus attack, says commissioner of the county where it happened on Monday", Language: "en", Published: at("2024-05-06T10:40"), HasClock: true, Text: texts()["r0aaaaaaaaaa2"]}}
}

func claim(act hearsay.Act) *record.Claim {
	c := &record.Claim{ID: "r0aaaaaaaaaa3/c2", Report: 3, Known: at("2024-05-07T06:05"), Speaker: "An army spokesman", Key: "some army KEN", Country: "KEN", Manner: hearsay.Indirect, Act: act, Certainty: hearsay.Certain, Polarity: hearsay.Positive,
		Content: hearsay.OneSpan(span("r0aaaaaaaaaa3", "that soldiers had fired on the bus")), Words: "that soldiers had fired on the bus", Tellings: []string{"r0aaaaaaaaaa3/e2"}, ReportID: "r0aaaaaaaaaa3", Outlet: "Coast Sample",
		Title: "Hospital counts 17 dead; army denies it fired", Merged: []string{"e0aaaaaaaaaaa"},
		Chain: []hearsay.Speaker{{Party: hearsay.Party{Name: "An army spokesman", Key: "some army KEN", Kind: hearsay.Person, Words: "An army spokesman", At: span("r0aaaaaaaaaa3", "An army spokesman"), Codes: hearsay.Codes{Country: "KEN", CAMEO: "KENMIL"}}, Number: 1},
			{Party: hearsay.Party{Name: "Coast Sample", Key: "coast sample", Named: true}, Outlet: true}}}
	return c
}

func story() *query.Story {
	return &query.Story{Story: hearsay.Story{ID: "s0aaaaaaaaaaa", Title: "Gunmen kill 12 on bus near Garissa", Reports: 4, Outlets: 3, Origins: 3, First: at("2024-05-06T09:12"), Last: at("2024-05-08T12:30")}, Articles: heads()}
}
