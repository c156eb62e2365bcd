package view

import (
	"encoding/json"
	"reflect"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// What the API answers besides the rows of lists; docs/formats/answers.md has it.
type (
	wireWholeReport struct {
		Schema   string          `json:"schema"`
		Report   *wireReport     `json:"report"`
		Reading  json.RawMessage `json:"reading"`
		Versions []wireArticle   `json:"versions"`
	}
	wireCounts struct {
		Schema   string `json:"schema"`
		Reports  int64  `json:"reports"`
		Pending  int64  `json:"pending"`
		Readings int64  `json:"readings"`
		Claims   int64  `json:"claims"`
		Tellings int64  `json:"tellings"`
		Stories  int64  `json:"stories"`
		Events   int64  `json:"events"`
		Copies   int64  `json:"copies"`
		Failed   int64  `json:"failed"`
	}
	wireFailed struct {
		Schema string        `json:"schema"`
		Failed []wireFailure `json:"failed"`
		Next   int64         `json:"next"`
	}
	wireFailure struct {
		Seq       int64  `json:"seq"`
		Found     string `json:"found"`
		Address   string `json:"address"`
		Kind      string `json:"kind"`
		Reason    string `json:"reason"`
		Hint      string `json:"hint"`
		Tries     int    `json:"tries"`
		First     string `json:"first"`
		Last      string `json:"last"`
		Bytes     int    `json:"bytes"`
		MediaType string `json:"media_type"`
	}
	wireChanged struct {
		Schema      string         `json:"schema"`
		ID          string         `json:"id"`
		Story       string         `json:"story"`
		Type        string         `json:"type"`
		Status      hearsay.Status `json:"status"`
		Summary     string         `json:"summary"`
		Place       *wirePlace     `json:"place"`
		Time        *wireTime      `json:"time"`
		Disputed    bool           `json:"disputed"`
		Credibility int            `json:"credibility"`
		Known       string         `json:"known"`
		Changed     string         `json:"changed"`
	}
)

// WholeReport is a report with its reading, which holds the text, and the versions of
// its address.
func WholeReport(r *hearsay.Report, reading json.RawMessage, versions []record.Teller) ([]byte, error) {
	return compact(&wireWholeReport{"hearsay.whole_report/1", wire{}.report(r), reading, articles(versions)})
}

// ReportHead is a row of a list of reports.
func ReportHead(r *hearsay.Report) ([]byte, error) { return compact(wire{}.report(r)) }

// Changed is the head of an event, as those who follow the record are told of it.
func Changed(m *hearsay.Merged) ([]byte, error) {
	return compact(&wireChanged{"hearsay.changed/1", m.ID, m.Story, m.Type, m.Status, m.Summary, placeOf(m.Place), timeOf(m.Time), m.Disputed, m.Credibility, stamp(m.Known), stamp(m.Changed)})
}

// Counts is how much there is.
func Counts(t record.Totals) ([]byte, error) {
	return compact(&wireCounts{"hearsay.counts/1", t.Reports, t.Pending, t.Readings, t.Claims, t.Tellings, t.Stories, t.Events, t.Copies, t.Failed})
}

// Failed lists what could not be read; next is the number to go on after, 0: no more.
func Failed(list []record.Failure, next int64) ([]byte, error) {
	out := &wireFailed{"hearsay.failed/1", []wireFailure{}, next}
	for _, f := range list {
		out.Failed = append(out.Failed, wireFailure{f.Seq, f.Found, f.Address, f.Kind, f.Reason, f.Hint, f.Tries, stamp(f.First), stamp(f.Last), len(f.Bytes), f.MediaType})
	}
	return compact(out)
}

// Shape is the Go type behind a form, for a description of the API; nil where there
// is none of that name. Rows of lists go by the name of their kind.
func Shape(name string) reflect.Type {
	shapes := map[string]any{string(query.EventKind): wireEvent{}, string(query.ClaimKind): wireClaim{}, string(query.StoryKind): wireStory{}, string(query.ReportKind): wireReport{},
		string(query.FindKind): wireReport{}, "timeline": wireTimeline{}, "explanation": wireExplanation{}, "whole_report": wireWholeReport{}, "counts": wireCounts{}, "failed": wireFailed{},
		"map": wireMap{}, "histogram": wireHistogram{}, "facets": wireFacets{}, "actors": wireActors{}, "actor": wireActor{}, "outlets": wireOutlets{}, "outlet": wireOutlet{}}
	if s, ok := shapes[name]; ok {
		return reflect.TypeOf(s)
	}
	return nil
}

// Plural is the name of a list of rows, as it stands in its schema and as its key.
func Plural(k query.Kind) string { return plural(k) }
