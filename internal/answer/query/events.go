package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Weigh makes the view of a merged event from its tellings as they were known at a
// moment; the zero time asks for now. It is weigh.Merge.
type Weigh func(told []record.Told, asOf time.Time) record.MergedRow

// EventReader is what questions about events ask of the record.
type EventReader interface {
	Events(ctx context.Context, f record.Filter) (record.Page[record.MergedRow], error)
	Told(ctx context.Context, merged string) ([]record.Told, error)
	Merged(ctx context.Context, id string) (*record.MergedRow, error)
	Relations(ctx context.Context, merged string) (follows, followed []hearsay.Relation, err error)
	Departed(ctx context.Context, merged string) ([]record.Told, error)
	CorrectedAt(ctx context.Context, merged string) (time.Time, error)
	Corrections(ctx context.Context, f record.Filter) (record.Page[hearsay.Correction], error)
}

// Event is a merged event with the reports that tell it.
type Event struct {
	record.MergedRow
	AsOf     time.Time       // zero: now
	Articles []record.Teller // in order of Known; filled where asked for
	// Corrections are what people say of its tellings, and of such as they took from it, the
	// newest first; those that stand. Filled with Articles.
	Corrections []hearsay.Correction
	// Related are the events that it follows from and that follow from it, as they
	// stand now; of an event as of a moment they are left out.
	Related map[string]record.MergedRow
	Left    Left     // what Bound left out
	Notes   []string // what a reader has to know of the answer
}

// EventPage is a page of events.
type EventPage struct {
	Rows []Event
	Next string
	// Looked is how many candidates were weighed for it; Partial says that the looking
	// was stopped there, and goes on with Next.
	Looked  int
	Partial bool
}

// The bounds of looking for events as of a past moment: a page of candidates, and
// how many are weighed before an answer is given anyhow. 4,000 weighings take about a second.
const (
	chunk     = 100
	mostLooks = 4000
)

// Events returns a page of events: as they stand, or as they stood at f.AsOf.
func Events(ctx context.Context, r EventReader, weigh Weigh, f record.Filter) (EventPage, error) {
	if f.AsOf.IsZero() {
		page, err := r.Events(ctx, f)
		if err != nil {
			return EventPage{}, err
		}
		out := EventPage{Next: page.Next, Looked: len(page.Rows)}
		for _, row := range page.Rows {
			out.Rows = append(out.Rows, Event{MergedRow: row})
		}
		return out, nil
	}
	return eventsAsOf(ctx, r, weigh, f)
}

// eventsAsOf goes through what the record's own columns cannot rule out and weighs
// each as of then, until the page is full.
func eventsAsOf(ctx context.Context, r EventReader, weigh Weigh, f record.Filter) (EventPage, error) {
	wide := wider(f)
	out := EventPage{Next: f.After}
	for {
		wide.After, wide.Limit = out.Next, chunk
		page, err := r.Events(ctx, wide)
		if err != nil {
			return out, err
		}
		for i, row := range page.Rows {
			out.Looked++
			e, ok, err := then(ctx, r, weigh, row, f)
			if err != nil {
				return out, err
			}
			if ok && !record.Hidden(&f, &e.MergedRow) {
				out.Rows = append(out.Rows, e)
			}
			full := len(out.Rows) >= f.Limit
			if full || out.Looked >= mostLooks {
				out.Partial = !full
				if i == len(page.Rows)-1 {
					out.Next = page.Next
					return out, nil
				}
				// The cursor behind this very row is the end of a page that ends with it.
				wide.Limit = i + 1
				short, err := r.Events(ctx, wide)
				out.Next = short.Next
				return out, err
			}
		}
		if out.Next = page.Next; out.Next == "" {
			return out, nil
		}
	}
}

// wider leaves out of a question what depends on how an event stands: the
// record's columns hold that for now, not for then. When it became known stays, and
// so do parties, outlets and countries, of which the columns hold all that were ever told.
func wider(f record.Filter) record.Filter {
	f.Since, f.Until = time.Time{}, time.Time{}
	f.Types, f.Statuses = nil, nil
	if len(f.Places) > 0 { // countries are their alternatives
		f.Places, f.Countries = nil, nil
	}
	f.Disputed, f.Origins = nil, 0
	return f
}

// then is an event as it stood at f.AsOf, and whether it answers the question.
func then(ctx context.Context, r EventReader, weigh Weigh, row record.MergedRow, f record.Filter) (Event, bool, error) {
	e := Event{MergedRow: row, AsOf: f.AsOf}
	if row.Known.After(f.AsOf) {
		return e, false, nil
	}
	corrected, err := r.CorrectedAt(ctx, row.ID)
	if err != nil {
		return e, false, err
	}
	otherwise := corrected.After(f.AsOf) // the columns hold what people say now
	if !otherwise && !could(&row, &f) {
		return e, false, nil
	}
	e.Parties = record.WithoutCoded(row.Parties)
	if row.Changed.After(f.AsOf) || row.Changed.IsZero() || otherwise {
		told, err := toldThen(ctx, r, row.ID)
		if err != nil {
			return e, false, err
		}
		e.MergedRow = weigh(told, f.AsOf)
		if len(e.Tellings) == 0 {
			return e, false, nil // all of it was withdrawn by then, or is later
		}
		if e.ID = row.ID; !otherwise || e.Story == "" {
			e.Story = row.Story
		}
		e.Articles = articles(told, f.AsOf)
	}
	if !record.MatchEvent(&f, &e.MergedRow) {
		return e, false, nil
	}
	if otherwise {
		if e.Notes, err = withoutPast(ctx, r, row.ID, f.AsOf); err != nil {
			return e, false, err
		}
	}
	e.Follows, e.Followed, err = relations(ctx, r, row.ID, f.AsOf)
	return e, true, err
}

// withoutPast tells of corrections that say which tellings are of an event, where a moment before the last of them
// cannot be answered as it was: links have no past of their own (docs/record.md).
func withoutPast(ctx context.Context, r EventReader, id string, asOf time.Time) ([]string, error) {
	page, err := r.Corrections(ctx, record.Filter{Event: id})
	if err != nil {
		return nil, err
	}
	undone, joined := 0, 0
	for i := range page.Rows {
		k := &page.Rows[i]
		switch {
		case !hearsay.Moves(k.Field):
		case k.Undone != nil && !k.Made.After(asOf) && k.Undone.When.After(asOf):
			undone++
		case k.Undone == nil && k.Made.After(asOf) && k.Field == hearsay.FieldSame && !strings.Contains(k.Target, "/"):
			joined++
		}
	}
	var out []string
	if undone > 0 {
		out = append(out, fmt.Sprintf("%s on which tellings are of this event stood then and %s undone since; the past of links is not kept, so the event is told without", figure(undone, "correction"), wasWere(undone)))
	}
	if joined > 0 {
		out = append(out, fmt.Sprintf("since then people said of %s that it is this one; the past of links is not kept, so what tells of it is counted here", figure(joined, "other event")))
	}
	return out, nil
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// toldThen are the tellings of an event, and those that people took out of it: at some
// past moment they belonged to it.
func toldThen(ctx context.Context, r EventReader, id string) ([]record.Told, error) {
	told, err := r.Told(ctx, id)
	if err != nil {
		return nil, err
	}
	departed, err := r.Departed(ctx, id)
	if len(departed) > 0 {
		told = append(told, departed...)
		slices.SortStableFunc(told, func(a, b record.Told) int {
			return cmp.Or(a.Known.Compare(b.Known), strings.Compare(a.Teller.ID, b.Teller.ID))
		})
	}
	return told, err
}

// relations of an event to others that were known by then.
func relations(ctx context.Context, r EventReader, id string, asOf time.Time) (follows, followed []hearsay.Relation, err error) {
	a, b, err := r.Relations(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	known := func(list []hearsay.Relation) ([]hearsay.Relation, error) {
		var out []hearsay.Relation
		for _, rel := range list {
			row, err := r.Merged(ctx, rel.Event)
			if isNone(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if asOf.IsZero() || !row.Known.After(asOf) {
				out = append(out, rel)
			}
		}
		return out, nil
	}
	if follows, err = known(a); err != nil {
		return nil, nil, err
	}
	followed, err = known(b)
	return follows, followed, err
}

// One returns one event whole, with its articles, as of a moment; zero: now.
func One(ctx context.Context, r EventReader, weigh Weigh, id string, asOf time.Time) (*Event, error) {
	row, err := r.Merged(ctx, id)
	if isNone(err) {
		return nil, wrong("", idHint, "the record holds no event %s", id)
	}
	if err != nil {
		return nil, err
	}
	e := Event{MergedRow: *row, AsOf: asOf}
	if !asOf.IsZero() {
		var ok bool
		if e, ok, err = then(ctx, r, weigh, *row, record.Filter{AsOf: asOf}); err != nil {
			return nil, err
		} else if !ok {
			return nil, wrong("--as-of", fmt.Sprintf("its first report became known on %s", row.Known.Format("2006-01-02 15:04")), "nothing was known of %s at that time", id)
		}
	}
	if asOf.IsZero() {
		e.Related = map[string]record.MergedRow{}
		for _, list := range [][]hearsay.Relation{e.Follows, e.Followed} {
			for _, rel := range list[:min(len(list), mostRelated)] {
				other, err := r.Merged(ctx, rel.Event)
				if err == nil {
					e.Related[rel.Event] = *other
				} else if !isNone(err) {
					return nil, err
				}
			}
		}
	}
	return &e, Open(ctx, r, &e)
}

// mostRelated bounds how many related events are opened in each direction.
const mostRelated = 20

// Open fills in the reports that tell an event.
func Open(ctx context.Context, r EventReader, e *Event) error {
	if e.Corrections == nil {
		page, err := r.Corrections(ctx, record.Filter{Event: e.ID, AsOf: e.AsOf, Undone: new(bool)})
		if err != nil {
			return err
		}
		e.Corrections = page.Rows
	}
	if e.Articles != nil {
		return nil
	}
	if e.AsOf.IsZero() || isHead(&e.MergedRow) {
		whole, err := r.Merged(ctx, e.ID) // lists give values without their evidence
		if err != nil {
			return err
		}
		e.MergedRow = *whole
	}
	told, err := toldThen(ctx, r, e.ID)
	if err != nil {
		return err
	}
	e.Articles = articles(told, e.AsOf)
	return nil
}

// isHead tells whether a view lacks its evidence: one of a list, which an answer as
// of a moment takes as it is where nothing changed since.
func isHead(m *record.MergedRow) bool {
	for i := range m.Slots {
		for j := range m.Slots[i].Values {
			if len(m.Slots[i].Values[j].Evidence) > 0 {
				return false
			}
		}
	}
	return len(m.Slots) > 0
}

// articles are the reports of tellings, each once, in order of Known.
func articles(told []record.Told, asOf time.Time) []record.Teller {
	out := []record.Teller{}
	seen := map[int64]bool{}
	for _, t := range told {
		if seen[t.Teller.Seq] || !asOf.IsZero() && t.Teller.Known.After(asOf) || !t.In(asOf) {
			continue
		}
		seen[t.Teller.Seq] = true
		out = append(out, t.Teller)
	}
	return out
}
