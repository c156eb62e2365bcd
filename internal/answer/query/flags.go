package query

import (
	"fmt"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

// Flags are a question as a person typed it; empty ones ask for everything.
type Flags struct {
	AsOf                   string
	Since, Until           string // happened
	KnownSince, KnownUntil string // became known
	Types, Statuses, Acts  []string
	Actors, Recipients     []string
	Participants, Speakers []string
	Places                 []string
	Outlets                []string
	Origins                int
	Disputed, Copies       *bool
	Story, Event, Report   string // ids or their beginnings
	Text                   string
	Fields, By             []string // of corrections
	Undone                 *bool
	After                  string
	Limit                  int
}

// The bounds of a page.
const (
	UsualLimit = 20
	MostLimit  = 1000
)

// Kind is what is asked for.
type Kind string

const (
	EventKind  Kind = "event"
	ClaimKind  Kind = "claim"
	StoryKind  Kind = "story"
	ReportKind Kind = "report"
	FindKind   Kind = "find" // of a search
	// CorrectionKind are what people say against codings.
	CorrectionKind Kind = "correction"
)

// Question is what the record is asked.
type Question struct {
	Kind   Kind
	Filter record.Filter
	// Notes tell the asker how something was understood.
	Notes []string
	// conditions are the parts that can be left out, for [Question.Loosen].
	conditions []condition
	fixed      []string // see Fixed
}

// condition is one part of a question: how it was written, and how to take it out.
type condition struct {
	shown string
	drop  func(*record.Filter)
}

// Question makes a question of the flags; now is what "yesterday" is counted from.
func (fl Flags) Question(kind Kind, now time.Time) (*Question, error) {
	q := &Question{Kind: kind}
	f := &q.Filter
	var err error
	if f.AsOf, err = Moment("--as-of", fl.AsOf, now); err != nil {
		return nil, err
	}
	if fl.AsOf != "" {
		q.may("--as-of "+fl.AsOf, func(f *record.Filter) { f.AsOf = time.Time{} })
	}
	if err := q.times(fl, now); err != nil {
		return nil, err
	}
	if f.Types, err = choose("--type", "event type", fl.Types, Types()); err != nil {
		return nil, err
	}
	statuses, err := choose("--status", "status", fl.Statuses, Statuses())
	if err != nil {
		return nil, err
	}
	for _, s := range statuses {
		f.Statuses = append(f.Statuses, hearsay.Status(s))
	}
	acts, err := choose("--act", "act of speaking", fl.Acts, Acts())
	if err != nil {
		return nil, err
	}
	for _, a := range acts {
		f.Acts = append(f.Acts, hearsay.Act(a))
	}
	if f.Actors, err = names("--actor", fl.Actors); err != nil {
		return nil, err
	}
	if f.Recipients, err = names("--recipient", fl.Recipients); err != nil {
		return nil, err
	}
	if f.Participants, err = names("--participant", fl.Participants); err != nil {
		return nil, err
	}
	if f.Speakers, err = names("--speaker", fl.Speakers); err != nil {
		return nil, err
	}
	if f.Fields, err = choose("--field", "field", fl.Fields, hearsay.CorrectionFields()); err != nil {
		return nil, err
	}
	f.By, f.Undone = fl.By, fl.Undone
	var notes []string
	if f.Places, f.Countries, notes, err = places("--place", fl.Places); err != nil {
		return nil, err
	}
	q.Notes = append(q.Notes, notes...)
	for _, o := range fl.Outlets {
		if o = gazetteer.Fold(o); o == "" {
			return nil, wrong("--outlet", "give the outlet's name as its reports have it", "the name is empty")
		}
		f.Outlets = appendNew(f.Outlets, o)
	}
	if fl.Origins < 0 {
		return nil, wrong("--origins", "1 asks for events with one origin or more", "%d is no number of origins", fl.Origins)
	}
	f.Origins, f.Disputed, f.Copies = fl.Origins, fl.Disputed, fl.Copies
	f.Story, f.Event, f.Report = fl.Story, fl.Event, fl.Report
	if kind == FindKind || fl.Text != "" {
		if f.Text, err = ParseText(fl.Text); err != nil {
			return nil, err
		}
	}
	for _, t := range []struct{ flag, value string }{{"--as-of", fl.AsOf}, {"--since", fl.Since}, {"--until", fl.Until}, {"--known-since", fl.KnownSince}, {"--known-until", fl.KnownUntil}} {
		if low := strings.ToLower(t.value); low == "now" || strings.HasSuffix(low, " ago") && (strings.Contains(low, "minute") || strings.Contains(low, "hour")) {
			s, err := parseTime(t.flag, t.value, now)
			if err != nil {
				return nil, err
			}
			q.fixed = append(q.fixed, t.flag+" "+s.start.Format(time.RFC3339Nano))
		}
	}
	f.After, f.Limit = fl.After, fl.Limit
	switch {
	case f.Limit == 0:
		f.Limit = UsualLimit
	case f.Limit < 0 || f.Limit > MostLimit:
		return nil, wrong("--limit", fmt.Sprintf("it goes from 1 to %d; what is left comes with --after", MostLimit), "%d is no number of rows", f.Limit)
	}
	q.list(fl)
	return q, nil
}

// Moment reads the time of --as-of; of a whole day, month or year its end is meant.
func Moment(flag, value string, now time.Time) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	s, err := parseTime(flag, value, now)
	if err != nil {
		return time.Time{}, err
	}
	if s.end.After(s.start) {
		return s.end.Add(-time.Microsecond), nil
	}
	return s.start, nil
}

// Fixed tells how to write times for the next page that were counted from this
// very minute; empty where there are none.
func (q *Question) Fixed() string {
	if len(q.fixed) == 0 {
		return ""
	}
	return " " + strings.Join(q.fixed, " ")
}

// times sets the two clocks. Reports, stories and claims know one only: when they
// became known; there --since and --until mean that.
func (q *Question) times(fl Flags, now time.Time) error {
	f := &q.Filter
	var err error
	if f.Since, f.Until, err = between("--since", fl.Since, "--until", fl.Until, now); err != nil {
		return err
	}
	if f.KnownSince, f.KnownUntil, err = between("--known-since", fl.KnownSince, "--known-until", fl.KnownUntil, now); err != nil {
		return err
	}
	if q.Kind == EventKind {
		if fl.Since != "" || fl.Until != "" {
			q.may(shown("--since", fl.Since)+shown("--until", fl.Until), func(f *record.Filter) { f.Since, f.Until = time.Time{}, time.Time{} })
		}
	} else {
		if f.Since.After(f.KnownSince) {
			f.KnownSince = f.Since
		}
		if !f.Until.IsZero() && (f.KnownUntil.IsZero() || f.Until.Before(f.KnownUntil)) {
			f.KnownUntil = f.Until
		}
		f.Since, f.Until = time.Time{}, time.Time{}
	}
	if !f.KnownSince.IsZero() || !f.KnownUntil.IsZero() {
		name := shown("--known-since", fl.KnownSince) + shown("--known-until", fl.KnownUntil)
		if q.Kind != EventKind {
			name = shown("--since", fl.Since) + shown("--until", fl.Until) + name
		}
		q.may(name, func(f *record.Filter) { f.KnownSince, f.KnownUntil = time.Time{}, time.Time{} })
	}
	return nil
}

func shown(flag, value string) string {
	if value == "" {
		return ""
	}
	return " " + flag + " " + quoted(value)
}

// quoted is a value as it would be typed again.
func quoted(s string) string {
	if strings.ContainsAny(s, " \"'()*;&|<>") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

func (q *Question) may(shown string, drop func(*record.Filter)) {
	q.conditions = append(q.conditions, condition{strings.TrimSpace(shown), drop})
}

// list notes the conditions other than the times.
func (q *Question) list(fl Flags) {
	many := func(flag string, given []string, drop func(*record.Filter)) {
		if len(given) > 0 {
			s := ""
			for _, g := range given {
				s += shown(flag, g)
			}
			q.may(s, drop)
		}
	}
	many("--type", fl.Types, func(f *record.Filter) { f.Types = nil })
	many("--status", fl.Statuses, func(f *record.Filter) { f.Statuses = nil })
	many("--act", fl.Acts, func(f *record.Filter) { f.Acts = nil })
	many("--actor", fl.Actors, func(f *record.Filter) { f.Actors = nil })
	many("--recipient", fl.Recipients, func(f *record.Filter) { f.Recipients = nil })
	many("--participant", fl.Participants, func(f *record.Filter) { f.Participants = nil })
	many("--speaker", fl.Speakers, func(f *record.Filter) { f.Speakers = nil })
	many("--place", fl.Places, func(f *record.Filter) { f.Places, f.Countries = nil, nil })
	many("--outlet", fl.Outlets, func(f *record.Filter) { f.Outlets = nil })
	if fl.Origins > 0 {
		q.may(fmt.Sprintf("--origins %d", fl.Origins), func(f *record.Filter) { f.Origins = 0 })
	}
	yes := func(flag string, b *bool, drop func(*record.Filter)) {
		if b != nil {
			q.may(map[bool]string{true: "--", false: "--no-"}[*b]+flag, drop)
		}
	}
	yes("disputed", fl.Disputed, func(f *record.Filter) { f.Disputed = nil })
	yes("copies", fl.Copies, func(f *record.Filter) { f.Copies = nil })
	many("--field", fl.Fields, func(f *record.Filter) { f.Fields = nil })
	many("--by", fl.By, func(f *record.Filter) { f.By = nil })
	yes("undone", fl.Undone, func(f *record.Filter) { f.Undone = nil })
	for _, id := range []struct {
		flag, value string
		drop        func(*record.Filter)
	}{
		{"--story", fl.Story, func(f *record.Filter) { f.Story = "" }},
		{"--event", fl.Event, func(f *record.Filter) { f.Event = "" }},
		{"--report", fl.Report, func(f *record.Filter) { f.Report = "" }},
	} {
		if id.value != "" {
			q.may(shown(id.flag, id.value), id.drop)
		}
	}
	if q.Kind != FindKind && fl.Text != "" {
		q.may(shown("--text", fl.Text), func(f *record.Filter) { f.Text = nil })
	}
}
