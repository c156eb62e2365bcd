package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/document"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
)

// Store is what taking in needs of the record.
type Store interface {
	Read(ctx context.Context, f func(record.Reader) error) error
	Write(ctx context.Context, f func(record.Writer) error) error
}

// Adder takes reports into a record.
type Adder struct {
	Store Store
	// Read reads one document. worker numbers from 0 to Jobs-1 and is never used by
	// two calls at once.
	Read func(ctx context.Context, worker int, d *hearsay.Document) (*hearsay.Reading, error)
	// Prepare makes what linking needs of a reading, which holds only what the public
	// format holds: see link.Prepare. It must be safe for concurrent use.
	Prepare func(r *hearsay.Reading, reportID string, known time.Time) (record.Reading, error)
	// Agency finds whom a report's credit line names.
	Agency func(text string) string
	// Document holds what the user said of all reports; what an item's container says comes second, the page third.
	Document document.Options
	// MadeBy names the code and pipelines that read: equal names, equal readings.
	MadeBy string
	Now    func() time.Time
	Jobs   int
	// Batch is how many reports are committed at once. 0: 64, at which a commit's
	// own cost is a twentieth of the reports'.
	Batch int
}

// Result is what became of one item.
type Result struct {
	Where string
	ID    string // of the report; empty where it failed
	// What: added, version (a new version of its address), same (it was there).
	What   string
	Doubts []document.Doubt
	Err    error // why it was not read; it is kept as a failure
}

// Totals count what became of items.
type Totals struct{ Added, Versions, Same, Failed, Doubts int }

// Count adds one result.
func (t *Totals) Count(r Result) {
	switch {
	case r.Err != nil:
		t.Failed++
	case r.What == "version":
		t.Versions++
	case r.What == "same":
		t.Same++
	default:
		t.Added++
	}
	if len(r.Doubts) > 0 {
		t.Doubts++
	}
}

// flushAfter is the longest that an item that was read waits for its commit.
const flushAfter = time.Second

// item is what the walk gave.
type item struct {
	source.Item
	err error
}

// done is an item after the worker.
type done struct {
	item   source.Item
	same   bool
	kept   *record.Kept
	doubts []document.Doubt
}

// Add takes items in. tell is called for each in the order of the items, after
// it was committed. The error returned is one of the record or the end of ctx;
// what is wrong with an item is in its result.
func (a *Adder) Add(ctx context.Context, items iter.Seq2[source.Item, error], tell func(Result)) error {
	w := &writer{adder: a, tell: tell, last: time.Now()}
	// One moment for the whole call: what has no date of its own is then linked in
	// the order of ids, whichever worker was quicker.
	fetched := a.Now().UTC()
	seq := func(yield func(item) bool) {
		for it, err := range items {
			if !yield(item{it, err}) {
				return
			}
		}
	}
	err := flow.Stream(ctx, max(1, a.Jobs), seq, func(ctx context.Context, worker int, it item) (done, error) {
		return a.work(ctx, worker, it, fetched)
	}, func(o flow.Outcome[done]) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.take(ctx, o)
	})
	if err != nil {
		return err
	}
	return w.flush(ctx)
}

// work makes an item ready to be kept.
func (a *Adder) work(ctx context.Context, worker int, it item, fetched time.Time) (done, error) {
	out := done{item: it.Item}
	if it.err != nil {
		return out, it.err
	}
	err := a.Store.Read(ctx, func(r record.Reader) (err error) {
		out.same, err = r.HasItem(ctx, it.Key)
		return err
	})
	if err != nil {
		return out, &storeError{err}
	}
	if out.same {
		return out, nil
	}
	opt := a.options(it.Given)
	in := document.Input{Name: it.Name, URL: or(it.URL, it.Given.URL), MediaType: it.MediaType, Bytes: it.Bytes}
	if it.Text {
		in.MediaType = "text/plain; charset=utf-8"
	}
	doc, doubts, err := document.Read(in, opt)
	for _, d := range it.Doubts {
		out.doubts = append(out.doubts, document.Doubt(d))
	}
	out.doubts = append(out.doubts, doubts...)
	if err != nil {
		return out, err
	}
	reading, err := a.Read(ctx, worker, doc)
	if err != nil {
		return out, err
	}
	report := &hearsay.Report{Document: doc, Bytes: it.Bytes, MediaType: it.MediaType, Found: it.Where,
		Modified: it.Given.Modified, Fetched: it.Given.Fetched, Address: address(doc, it.Item)}
	if report.Fetched.IsZero() {
		report.Fetched = fetched
	}
	report.ID = hearsay.ReportID(doc)
	if a.Agency != nil {
		report.Agency = a.Agency(doc.Text)
	}
	made, err := a.prepare(reading, report.ID, report.Known())
	if err != nil {
		return out, err
	}
	out.kept = &record.Kept{Report: report, Reading: made}
	return out, nil
}

// prepare puts a reading into the public format and back, so that linking sees
// exactly what it will see when the record is linked again from what is stored.
func (a *Adder) prepare(r *hearsay.Reading, reportID string, known time.Time) (record.Reading, error) {
	body, err := r.MarshalJSON()
	if err != nil {
		return record.Reading{}, fmt.Errorf("writing the reading: %w", err)
	}
	var public hearsay.Reading
	if err := json.Unmarshal(body, &public); err != nil {
		return record.Reading{}, fmt.Errorf("reading the reading: %w", err)
	}
	made, err := a.Prepare(&public, reportID, known)
	if err != nil {
		return record.Reading{}, err
	}
	made.JSON, made.MadeBy = body, a.MadeBy
	return made, nil
}

// options joins what the user said, which counts first, with what the item's
// container says.
func (a *Adder) options(g source.Given) document.Options {
	o := a.Document
	o.Outlet, o.Title, o.Language = or(o.Outlet, g.Outlet), or(o.Title, g.Title), or(o.Language, g.Language)
	if o.Published.IsZero() {
		o.Published, o.HasClock = g.Published, g.HasClock
	}
	o.Now = a.Now()
	return o
}

// address is what makes two reports versions of one another: the URL, else the
// id that the container gives, else the file.
func address(d *hearsay.Document, it source.Item) string {
	switch {
	case d.URL != "":
		return d.URL
	case it.Given.ID != "":
		return "id:" + it.Given.ID
	}
	return it.Given.Path
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// storeError is a failure of the record, which stops everything, unlike that of
// an item.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }
func (e *storeError) Unwrap() error { return e.err }

// writer commits outcomes, some at a time.
type writer struct {
	adder *Adder
	tell  func(Result)
	wait  []flow.Outcome[done]
	last  time.Time
}

func (w *writer) take(ctx context.Context, o flow.Outcome[done]) error {
	if err := broken(ctx, o.Err); err != nil {
		return err
	}
	w.wait = append(w.wait, o)
	size := w.adder.Batch
	if size <= 0 {
		size = 64
	}
	if len(w.wait) >= size || time.Since(w.last) > flushAfter {
		return w.flush(ctx)
	}
	return nil
}

// broken is the error that stops everything, where an item's is one.
func broken(ctx context.Context, err error) error {
	var broken *storeError
	if errors.As(err, &broken) {
		return broken.err
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return nil
}

// flush commits what waits and tells of it.
func (w *writer) flush(ctx context.Context) error {
	if len(w.wait) == 0 {
		return nil
	}
	results, err := commit(ctx, w.adder.Store, w.adder.Now, w.wait)
	if err != nil {
		return fmt.Errorf("committing to the record: %w", err)
	}
	w.wait, w.last = w.wait[:0], time.Now()
	for _, r := range results {
		w.tell(r)
	}
	return nil
}

// failure is how a bad item is kept.
func failure(it source.Item, err error, now time.Time) record.Failure {
	f := record.Failure{Key: it.Key, Found: it.Where, Address: it.URL, Reason: err.Error(), Bytes: it.Bytes, MediaType: it.MediaType, First: now.UTC(), Last: now.UTC(), Tries: 1}
	if f.Key == "" {
		f.Key = it.Where
	}
	var p *hearsay.Problem
	if errors.As(err, &p) {
		short := *p
		short.Hint = ""
		f.Reason, f.Hint = short.Error(), p.Hint
		if p.Kind != nil {
			f.Kind = p.Kind.Error()
		}
	}
	var fault *flow.Fault
	if errors.As(err, &fault) {
		f.Kind = "fault"
	}
	// Given and Text are what another try needs besides the bytes.
	f.Given, _ = json.Marshal(given{it.Given, it.Text, it.Name})
	return f
}

// given is what is kept of a failed item besides its bytes.
type given struct {
	Given source.Given
	Text  bool
	Name  string
}
