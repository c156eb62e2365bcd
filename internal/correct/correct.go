package correct

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/event/book"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/record"
)

// Request is what a person says is wrong.
type Request struct {
	Target string // id of a telling or event, or its beginning
	Field  string // one of hearsay.CorrectionFields
	Values []Value
	By     string // who says so
	Note   string
}

// Value is one value that is right.
type Value struct {
	Text string
	// Start and End are where its words stand, in code points of the report's text; both 0:
	// they are looked for. Without a text the words there are the value.
	Start, End int
}

// The bounds of what a person may say, in bytes.
const (
	mostName   = 64
	mostNote   = 2000
	mostValues = 20
	mostValue  = 200
)

// Store is what is needed of the record.
type Store interface {
	Write(ctx context.Context, f func(record.Writer) error) error
}

// Desk makes corrections. It is safe for concurrent use.
type Desk struct {
	link *link.Corrector
	book *book.Book
}

// New returns a desk with the embedded codebook and weights.
func New() (*Desk, error) {
	l, err := link.NewCorrector()
	if err != nil {
		return nil, err
	}
	b, err := book.Load()
	if err != nil {
		return nil, err
	}
	return &Desk{l, b}, nil
}

// Make keeps corrections, all of them or none, in one transaction and in their order.
func (d *Desk) Make(ctx context.Context, store Store, rs ...Request) ([]hearsay.Correction, error) {
	var out []hearsay.Correction
	err := store.Write(ctx, func(w record.Writer) error {
		out = nil // the store may run this again
		for i := range rs {
			k, err := d.make(ctx, w, &rs[i])
			if err != nil {
				return err
			}
			kept, err := w.Correction(ctx, k.ID)
			if err != nil {
				return err
			}
			out = append(out, *kept)
		}
		return nil
	})
	return out, err
}

// Undo takes a correction back; by says so.
func (d *Desk) Undo(ctx context.Context, store Store, id, by, note string) (*hearsay.Correction, error) {
	by, note, err := signed(by, note)
	if err != nil {
		return nil, err
	}
	var out *hearsay.Correction
	err = store.Write(ctx, func(w record.Writer) error {
		kind, full, err := query.Find(ctx, w, id)
		if err != nil {
			return err
		}
		if kind != "correction" {
			return query.Wrong("", "hearsay corrections lists them", "%s is the id of a %s, not of a correction", full, kind)
		}
		if _, err := d.link.Undo(ctx, w, full, by, note); err != nil {
			return err
		}
		out, err = w.Correction(ctx, full)
		return err
	})
	return out, err
}

// signed checks who says so and what is said besides.
func signed(by, note string) (string, string, error) {
	by, note = strings.TrimSpace(by), strings.TrimSpace(note)
	odd := func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }
	switch {
	case by == "":
		return "", "", query.Wrong("--by", "give your name, as others should see it", "nobody says so: a correction is somebody's word")
	case len(by) > mostName || strings.ContainsFunc(by, odd):
		return "", "", query.Wrong("--by", fmt.Sprintf("give a name of %d bytes at most, on one line", mostName), "that is no name")
	case len(note) > mostNote:
		return "", "", query.Wrong("--note", fmt.Sprintf("%d bytes are room for a paragraph", mostNote), "the note is too long")
	}
	return by, note, nil
}

func (d *Desk) make(ctx context.Context, w record.Writer, r *Request) (*hearsay.Correction, error) {
	k := &hearsay.Correction{}
	var err error
	if k.By, k.Note, err = signed(r.By, r.Note); err != nil {
		return nil, err
	}
	if k.Field, err = query.Choose("--field", "field", r.Field, hearsay.CorrectionFields()); err != nil {
		return nil, err
	}
	if len(r.Values) > mostValues {
		return nil, query.Wrong("", "make it shorter", "more than %d values", mostValues)
	}
	for _, v := range r.Values {
		if len(v.Text) > mostValue {
			return nil, query.Wrong(flagOf(k.Field), fmt.Sprintf("%d bytes at most", mostValue), "a value is too long")
		}
	}
	kind, full, err := query.Find(ctx, w, r.Target)
	if err != nil {
		return nil, err
	}
	k.Target = full
	var told []record.Told
	switch kind {
	case "telling":
		if told, err = w.ToldByID(ctx, []string{full}); err != nil {
			return nil, err
		}
		if len(told) == 0 {
			return nil, query.Wrong("", "hearsay explain "+r.Target+" lists what it holds", "the newest reading of the report holds no %s", full)
		}
	case "event":
		row, err := w.Merged(ctx, full)
		if err != nil {
			return nil, err
		}
		k.Target = row.ID // where it was joined into another, that one
		if told, err = w.Told(ctx, row.ID); err != nil {
			return nil, err
		}
		if k.Field == hearsay.FieldApart {
			return nil, query.Wrong("--apart", "hearsay explain "+full+" lists its tellings", "name the telling that is not of the event")
		}
	default:
		return nil, query.Wrong("", "hearsay explain "+full+" lists its tellings", "%s is the id of a %s; what is corrected is a telling (r4kx0/e3), or all that tell an event (e4kx0)", full, kind)
	}
	to := ""
	if k.Field == hearsay.FieldSame {
		if to, err = otherEvent(ctx, w, r); err != nil {
			return nil, err
		}
		k.Given = []string{to}
	} else {
		for _, v := range r.Values {
			k.Given = append(k.Given, strings.TrimSpace(v.Text))
		}
	}
	same := 0
	for i := range told {
		t := &told[i]
		x, is, err := d.corrected(ctx, w, k.Field, r.Values, t)
		if err != nil {
			return nil, err
		}
		if is {
			same++
			continue
		}
		k.Tellings = append(k.Tellings, x)
	}
	if len(k.Tellings) == 0 {
		return nil, query.Wrong(flagOf(k.Field), "hearsay corrections lists what people said before", "%s stands so already", full)
	}
	if k.Field != hearsay.FieldSame { // the words where they were given by their place alone
		for i := range k.Given {
			if k.Given[i] == "" && i < len(k.Tellings[0].Is) {
				k.Given[i] = k.Tellings[0].Is[i].Value
			}
		}
	}
	_, err = d.link.Correct(ctx, w, k, to)
	return k, err
}

// otherEvent is the event that tellings are said to be of.
func otherEvent(ctx context.Context, w record.Writer, r *Request) (string, error) {
	if len(r.Values) != 1 {
		return "", query.Wrong("--same", "give the id of one event", "%d events", len(r.Values))
	}
	kind, full, err := query.Find(ctx, w, r.Values[0].Text)
	if err != nil {
		return "", err
	}
	if kind == "telling" {
		of, err := w.MergedOf(ctx, []string{full})
		if err != nil {
			return "", err
		}
		if kind, full = "event", of[full]; full == "" {
			return "", query.Wrong("--same", "hearsay add links reports when all are read", "%s is of no event yet", r.Values[0].Text)
		}
	}
	if kind != "event" {
		return "", query.Wrong("--same", "hearsay events lists them", "%s is the id of a %s, not of an event", full, kind)
	}
	row, err := w.Merged(ctx, full)
	if err != nil {
		return "", err
	}
	return row.ID, nil
}

// corrected makes what a correction says of one telling; is tells that it stands so already.
func (d *Desk) corrected(ctx context.Context, w record.Writer, field string, values []Value, t *record.Told) (x hearsay.Corrected, is bool, err error) {
	coded := t.Coded
	if coded == nil {
		coded = &t.Telling
	}
	kept, err := w.ReadingOf(ctx, t.Teller.Seq)
	if err != nil {
		return x, false, err
	}
	x = hearsay.Corrected{Anchor: hearsay.Anchor{Telling: t.ID, At: t.At, Type: coded.Type}, Report: t.Teller.Seq, Reading: kept.Seq, Sentence: t.Sentence}
	if field == hearsay.FieldNone {
		x.Was = []hearsay.Stated{{Value: coded.Type, At: coded.At}}
		return x, t.None(time.Time{}), nil
	}
	if hearsay.Moves(field) {
		return x, false, nil // link notes from where to where
	}
	var read hearsay.Reading
	if err := json.Unmarshal(kept.JSON, &read); err != nil {
		return x, false, fmt.Errorf("decoding the kept reading: %w", err)
	}
	s := &said{d: d, field: field, read: &read, t: t}
	if x.Coding, err = s.coding(values); err != nil {
		return x, false, err
	}
	now := t.Telling
	x.Coding.Over(&now, field)
	x.Was, x.Is = stated(coded, field), stated(&now, field)
	return x, slices.EqualFunc(stated(&t.Telling, field), x.Is, func(a, b hearsay.Stated) bool { return a.Value == b.Value }), nil
}
