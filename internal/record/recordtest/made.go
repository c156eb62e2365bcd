package recordtest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

func number(n int) *int { return &n }

// reportID is an id in the form of [hearsay.ReportID].
func reportID(n int) string { return fmt.Sprintf("r%012d", n) }

// made is an invented report with its reading, with every field filled.
func made(n int, edit ...func(k *record.Kept)) record.Kept {
	id := reportID(n)
	text := fmt.Sprintf("The river Osk rose above its banks at Talvenne. “Twelve of us are missing,” Mayor Ilda Brandt said in report %d. The water board denied it & <blamed> nobody.\r\n", n)
	published := at(1, 6).Add(time.Duration(n) * time.Hour)
	d := &hearsay.Document{ID: "file-" + id, Outlet: "Osk Valley Courier", URL: fmt.Sprintf("https://courier.example/flood/%d", n), Title: fmt.Sprintf("Flood at Talvenne (%d)", n),
		Language: "en", Published: published, HasClock: true, Text: text}
	k := record.Kept{
		Report: &hearsay.Report{ID: id, Address: fmt.Sprintf("https://courier.example/flood/%d?v=1", n), Document: d, Bytes: []byte("<html>" + text), MediaType: "text/html",
			Found: fmt.Sprintf("archive.warc.gz#%d", n), Modified: published.Add(time.Minute), Fetched: published.Add(time.Hour), Agency: "Talvenne Press Agency"},
		Reading: record.Reading{MadeBy: "hearsay 0.4, english 3.8", Digest: []byte{1, 2, 0, byte(n)}},
	}
	k.Reading.Tellings = []hearsay.Telling{telling(id, "e1", published, "FLOOD"), telling(id, "e2", published, "ACCUSE")}
	k.Reading.Claims = []record.Claim{
		claim(id, "c1", published, "Ilda Brandt", "ilda brandt", "URY", hearsay.Say, "e1"),
		claim(id, "c2", published, "the water board", "water board", "", hearsay.Deny, "e1", "e2"),
	}
	for _, e := range edit {
		e(&k)
	}
	if k.Reading.JSON == nil {
		k.Reading.JSON = readingJSON(k.Report.Document)
	}
	return k
}

// readingJSON is a small reading in the public format.
func readingJSON(d *hearsay.Document) []byte {
	b, err := json.Marshal(&hearsay.Reading{Document: d})
	if err != nil {
		panic(err)
	}
	return b
}

func telling(report, own string, known time.Time, kind string) hearsay.Telling {
	party := func(name, key string) hearsay.Party {
		return hearsay.Party{Name: name, Key: key, Kind: hearsay.Organization, Named: true, Codes: hearsay.Codes{Country: "URY", Sectors: []string{"GOV"}, CAMEO: "URYGOV", GeoNames: 77, Wikidata: "Q7"},
			Words: name, At: hearsay.Span{Start: 4, End: 9}, Aliases: []string{key, "the board"}}
	}
	mayor := party("Ilda Brandt", "ilda brandt")
	return hearsay.Telling{
		ID: report + "/" + own, Type: kind, Modes: []string{"natural"}, Contexts: []string{"environment"}, CAMEO: "090", Quad: "material conflict", Score: -2.5, Status: hearsay.Actual,
		Trigger: "rose", Lemma: "rise", At: hearsay.Span{Start: 14, End: 18}, Sentence: hearsay.Span{Start: 0, End: 47},
		Actors: []hearsay.Party{party("the water board", "water board")}, Recipients: []hearsay.Party{mayor}, Instruments: []hearsay.Party{party("sandbags", "sandbags")},
		Place: &hearsay.Place{Span: hearsay.Span{Start: 38, End: 46}, First: 8, TokenEnd: 9, Name: "Talvenne", Country: "URY", Admin1: "09", GeoNames: 77, Lat: -31.25, Lon: -56.5, Precision: "city", By: "gazetteer"},
		Time:  &hearsay.Time{Span: hearsay.Span{Start: 3, End: 8}, First: 1, TokenEnd: 2, Start: "2031-06-01", End: "2031-06-02", Precision: "day", Timex: "2031-06-01", By: "rule"},
		Counts: []hearsay.Count{
			{Span: hearsay.Span{Start: 50, End: 56}, First: 9, TokenEnd: 10, Head: 9, Of: "missing", Low: number(12), Approximate: true, By: "rule"},
			{Of: "killed", Low: number(0), High: number(0)},
		},
		Sayings: []hearsay.Saying{{Claim: "c1", Chain: []hearsay.Speaker{{Party: mayor, Number: 1}, {Party: party("Osk Valley Courier", "osk valley courier"), Outlet: true}},
			Manner: hearsay.Direct, Act: hearsay.Say, Certainty: hearsay.Certain, Polarity: hearsay.Positive,
			Content: hearsay.Extent{Span: hearsay.Span{Start: 48, End: 80}, Parts: []hearsay.Span{{Start: 48, End: 60}, {Start: 70, End: 80}}}, Words: "Twelve of us are missing", Cue: "said", Inside: "c9"}},
		Headline: true, Known: known,
	}
}

func claim(report, own string, known time.Time, speaker, key, country string, act hearsay.Act, tellings ...string) record.Claim {
	nearest := hearsay.Speaker{Party: hearsay.Party{Name: speaker, Key: key, Kind: hearsay.Person, Named: true, Codes: hearsay.Codes{Country: country}, Words: speaker}, Number: 1}
	outlet := hearsay.Speaker{Party: hearsay.Party{Name: "Osk Valley Courier", Key: "osk valley courier"}, Outlet: true}
	c := record.Claim{ID: report + "/" + own, Known: known, Speaker: speaker, Key: key, Country: country, Chain: []hearsay.Speaker{nearest, outlet}, Named: true, Manner: hearsay.Indirect, Act: act,
		Certainty: hearsay.Probable, Polarity: hearsay.Positive, Inside: "c7", Content: hearsay.Extent{Span: hearsay.Span{Start: 1, End: 5}}, Words: "Twelve of us are missing"}
	for _, t := range tellings {
		c.Tellings = append(c.Tellings, report+"/"+t)
	}
	return c
}

// event is an invented merged event, with every field filled.
func event(id string, edit ...func(m *record.MergedRow)) record.MergedRow {
	known := at(1, 6)
	taken := at(3, 0)
	m := record.MergedRow{
		Merged: hearsay.Merged{
			ID: id, Story: "s000000000001", Type: "FLOOD", Modes: []string{"natural"}, Contexts: []string{"environment"}, CAMEO: "090", Quad: "material conflict", Score: -2.5, Status: hearsay.Actual,
			Summary: "The Osk rose at Talvenne; twelve are missing, says the mayor",
			Place:   &hearsay.Place{Name: "Talvenne", Country: "URY", Admin1: "09", GeoNames: 77, Lat: -31.25, Lon: -56.5, Precision: "city"},
			Time:    &hearsay.Time{Span: hearsay.Span{Start: 3, End: 8}, Start: "2031-06-01", End: "2031-06-01", Precision: "day", Timex: "2031-06-01"},
			Slots: []hearsay.Slot{{Name: "missing", Verdict: hearsay.Disputed, Why: "the board denies it", Values: []hearsay.Value{{Value: "12", Label: "12", Low: number(12), High: number(12), Approximate: true,
				Origins: []string{"o1"}, Denied: []string{"o2"}, Since: known, Withdrawn: &taken,
				Evidence: []hearsay.EvidenceRef{{Telling: reportID(1) + "/e1", Report: reportID(1), Claim: "c1", Origin: "o1", Speaker: "Ilda Brandt", Outlet: "Osk Valley Courier", Stance: "asserts",
					At: hearsay.Span{Start: 1, End: 4}, Words: "twelve", Known: known}}}}}},
			Origins: []hearsay.Origin{{ID: "o1", Kind: "speaker", Name: "Ilda Brandt", Key: "ilda brandt", Side: "URYGOV", Reports: []string{reportID(1)}, Outlets: []string{"Osk Valley Courier"}, Since: known, Why: "quoted first"},
				{ID: "o2", Kind: "document", Name: "the water board", Key: "water board", Since: known}},
			Disputed: true, Credibility: 5, Because: "an origin denies it", Reports: []string{reportID(1)}, Outlets: []string{"Osk Valley Courier"}, Tellings: []string{reportID(1) + "/e1"},
			Known: known, Changed: at(2, 6), Follows: []hearsay.Relation{{Event: "e000000000099", Kind: "consequence", Why: "it names it"}},
		},
		Start: at(1, 0), End: at(1, 23),
		Parties:   []record.PartyRow{{Role: "actor", Key: "river osk", Name: "river osk"}, {Role: "recipient", Key: "talvenne residents", Name: "residents of talvenne", Country: "URY"}},
		Countries: []string{"URY"},
	}
	for _, e := range edit {
		e(&m)
	}
	return m
}

func eventID(n int) string { return fmt.Sprintf("e%012d", n) }
func storyID(n int) string { return fmt.Sprintf("s%012d", n) }
