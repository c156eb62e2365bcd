package hearsay

import (
	"slices"
	"time"
)

// Correction is a person's word against how events were coded: a claim about the
// reading of some tellings, known from when it was made. It changes no reading and no
// telling; what it says is laid over them whenever they are asked for, until somebody
// undoes it.
type Correction struct {
	Seq int64  // the record's number of it, in the order of making
	ID  string // see [CorrectionID]
	// Field is what was wrong: one of [CorrectionFields].
	Field  string
	Given  []string // the values as the person gave them; none: it has no value, or needs none
	Target string   // id of the telling or merged event that it was made on
	By     string   // who says so
	Note   string
	Made   time.Time
	Undone *Undone // nil: it stands
	// Tellings are what it is about: one; all of an event; a telling with its copies.
	Tellings []Corrected
}

// Undone is when and by whom a correction was taken back.
type Undone struct {
	By   string
	Note string
	When time.Time
}

// Stands tells whether a correction holds at a moment; the zero time asks for now.
func (c *Correction) Stands(at time.Time) bool {
	if at.IsZero() {
		return c.Undone == nil
	}
	return !c.Made.After(at) && (c.Undone == nil || c.Undone.When.After(at))
}

// Anchor is where a telling stands, to find it again in a newer reading, where its
// number may be another.
type Anchor struct {
	Telling string `json:"telling"` // its id when it was anchored: "r4k.../e3"
	At      Span   `json:"at"`      // of the trigger
	Type    string `json:"type"`    // as coded then
}

// Find finds the anchored telling among those of a reading of its report: the one at
// the same words, of several the one of the same type, else the one at most of the
// words. Below 0: it is not there.
func (a *Anchor) Find(ts []Telling) int {
	best, most := -1, 0
	for i := range ts {
		t := &ts[i]
		n := min(a.At.End, t.At.End) - max(a.At.Start, t.At.Start)
		if n <= 0 {
			continue
		}
		score := 4 * n
		if t.At == a.At {
			score = 1 << 40
		}
		if t.Type == a.Type {
			score += 2
		}
		if t.ID == a.Telling {
			score++
		}
		if score > most {
			best, most = i, score
		}
	}
	return best
}

// Corrected is one telling that a correction is about.
type Corrected struct {
	Anchor
	Report   int64  // Seq of its report
	ReportID string // filled by the record
	// Found is the id of the telling in the newest reading of its report; empty: that holds
	// nothing at these words. Merged is the event that it belongs to. Filled by the record.
	Found, Merged string
	Reading       int64 // Seq of the reading that was corrected
	Sentence      Span
	Was           []Stated // how it was coded
	Is            []Stated // what the person says
	Coding        Coding
	// Beside is another telling of the event that it was taken from, With one of the event that
	// it was said to be of; nil: not needed, or there was none.
	Beside, With *Anchor
}

// Stated is a value for a reader, with the words of the report that it stands in;
// where it stands in none the span is empty.
type Stated struct {
	Value string `json:"value"`
	At    Span   `json:"at"`
}

// Coding is what a person says in place of what was coded; what it holds depends on
// the field of its correction.
type Coding struct {
	Type    string   `json:"type,omitempty"`
	Modes   []string `json:"modes,omitempty"`
	CAMEO   string   `json:"cameo,omitempty"`
	Quad    string   `json:"quad,omitempty"`
	Score   float64  `json:"score,omitempty"`
	Status  Status   `json:"status,omitempty"`
	Parties []Party  `json:"parties,omitempty"`
	Place   *Place   `json:"place,omitempty"`
	Time    *Time    `json:"time,omitempty"`
	Count   *Count   `json:"count,omitempty"`
}

// The fields of corrections that are no slot of an event.
const (
	FieldModes = "modes"
	FieldNone  = "none"  // it is no event
	FieldApart = "apart" // it is not of the merged event that it is in
	FieldSame  = "same"  // it is of another merged event
)

// CorrectionFields lists what can be corrected.
func CorrectionFields() []string {
	return []string{"type", FieldModes, "status", "actor", "recipient", "place", "time", "killed", "injured", "missing", "arrested", "abducted", "displaced", "participants",
		FieldNone, FieldApart, FieldSame}
}

// Moves tells whether a correction of a field says which merged event a telling is of.
func Moves(field string) bool { return field == FieldApart || field == FieldSame }

// Over lays the coding over a telling. Nothing that the telling holds is changed in place.
func (c *Coding) Over(t *Telling, field string) {
	switch field {
	case FieldModes:
		if t.Type == c.Type { // they are those of a type
			t.Modes, t.CAMEO, t.Quad, t.Score = c.Modes, c.CAMEO, c.Quad, c.Score
		}
	case "type":
		t.Type, t.Modes, t.CAMEO, t.Quad, t.Score = c.Type, c.Modes, c.CAMEO, c.Quad, c.Score
	case "status":
		t.Status = c.Status
	case "actor":
		t.Actors = c.Parties
	case "recipient":
		t.Recipients = c.Parties
	case "place":
		t.Place = c.Place
	case "time":
		t.Time = c.Time
	case FieldNone, FieldApart, FieldSame:
	default: // a number of people
		t.Counts = slices.DeleteFunc(slices.Clone(t.Counts), func(n Count) bool { return n.Of == field })
		if c.Count != nil {
			t.Counts = append(t.Counts, *c.Count)
		}
	}
}
