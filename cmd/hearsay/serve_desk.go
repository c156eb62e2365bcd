package main

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/api"
	"github.com/hearsay/hearsay/internal/document"
	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
)

// desk reads the reports that are sent to the server and takes them in. As many are
// read at once as there are seats; the others wait for one. What was read waits for its commit
// without a seat, and is committed with what else does.
type desk struct {
	store  record.Store
	log    *slog.Logger
	opener *source.Opener
	free   chan *seat
	clerk  *intake.Clerk
	line   chan struct{} // holds as many as may be read or wait for their commit at once
	more   chan struct{} // something was accepted that waits for its links
	linked func()        // is called when links were made
}

// seat is an adder with one worker, for one report at a time, and one for reports that are read again.
type seat struct {
	*intake.Adder
	old *worker
}

// seatTimeout is how long a report waits for a seat before its sender is told to come again.
const seatTimeout = 15 * time.Second

// lineLength is how many reports are read or wait for their commit at once.
const lineLength = 1000

// linkAgain is when linking is tried again after it failed, because another program
// held the record for example.
const linkAgain = 30 * time.Second

// sentName is what a text is called that came without an address.
const sentName = "sent over the API"

func (d *desk) sit(ctx context.Context) (*seat, error) {
	wait := time.NewTimer(seatTimeout)
	defer wait.Stop()
	select {
	case s := <-d.free:
		return s, nil
	case <-wait.C:
		return nil, errBusy()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func errBusy() error {
	return &hearsay.Problem{Kind: api.ErrBusy, What: "too many reports are being read", Hint: "send it again in a while"}
}

// item makes an item of what was sent; without a text it is fetched.
func (d *desk) item(ctx context.Context, g api.Given) (source.Item, error) {
	given := source.Given{Title: g.Title, Outlet: g.Outlet, Language: g.Language, URL: g.URL}
	var err error
	if given.Published, given.HasClock, err = hearsay.ParsePublished(g.Published); err != nil {
		return source.Item{}, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "published: " + err.Error(), Hint: "write it as 2025-09-09 or 2025-09-09T14:30:00Z"}
	}
	if (g.URL != "" || g.Text == "") && !source.IsURL(g.URL) {
		return source.Item{}, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "url: that is no address", Hint: "it begins with https:// or http://"}
	}
	if g.Text != "" {
		return source.NewItem(source.Raw{Name: sentName + ".txt", Bytes: []byte(g.Text)}, given, true, cmp.Or(g.URL, sentName)), nil
	}
	raw, err := d.opener.Open(ctx, source.Ref{Kind: source.URL, Name: g.URL})
	if err != nil {
		return source.Item{}, err
	}
	given.URL, given.Modified = "", raw.Modified
	return source.NewItem(*raw, given, false, g.URL), nil
}

// read reads a report and keeps nothing.
func (d *desk) read(ctx context.Context, g api.Given) (*hearsay.Reading, error) {
	it, err := d.item(ctx, g)
	if err != nil {
		return nil, err
	}
	in := document.Input{Name: it.Name, URL: cmp.Or(it.URL, it.Given.URL), MediaType: it.MediaType, Bytes: it.Bytes}
	if it.Text {
		in.MediaType = "text/plain; charset=utf-8"
	}
	doc, _, err := document.Read(in, document.Options{Outlet: g.Outlet, Title: g.Title, Language: g.Language, Published: it.Given.Published, HasClock: it.Given.HasClock, Now: time.Now()})
	if err != nil {
		return nil, err
	}
	s, err := d.sit(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { d.free <- s }()
	return s.Read(ctx, 0, doc)
}

// again reads a report again for what spoke for a claim of it.
func (d *desk) again(ctx context.Context, doc *hearsay.Document, c *hearsay.Claim) (*hearsay.Grounds, error) {
	s, err := d.sit(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { d.free <- s }()
	return s.old.grounds(ctx, doc, c)
}

// add takes a report into the record. It is linked soon after.
func (d *desk) add(ctx context.Context, g api.Given) (api.Added, error) {
	it, err := d.item(ctx, g)
	if err != nil {
		return api.Added{}, err
	}
	select {
	case d.line <- struct{}{}:
		defer func() { <-d.line }()
	default:
		return api.Added{}, errBusy()
	}
	opened, err := d.open(ctx, it)
	if err != nil {
		return api.Added{}, err
	}
	got, err := d.clerk.Keep(ctx, opened)
	if err != nil {
		return api.Added{}, err
	}
	if got.Err != nil {
		return api.Added{}, got.Err
	}
	out := api.Added{ID: got.ID, What: got.What}
	for _, doubt := range got.Doubts {
		out.Doubts = append(out.Doubts, doubt.String())
	}
	if out.ID == "" { // the same item was there: its id is that of its report
		if out.ID, err = d.known(ctx, it); err != nil {
			return out, err
		}
	}
	select {
	case d.more <- struct{}{}:
	default:
	}
	return out, nil
}

// open reads an item in a seat, which is free again while the item waits for its commit.
func (d *desk) open(ctx context.Context, it source.Item) (*intake.Opened, error) {
	s, err := d.sit(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { d.free <- s }()
	return s.Open(ctx, it)
}

// known is the id of the report that an item made when it was taken in before.
func (d *desk) known(ctx context.Context, it source.Item) (string, error) {
	in := document.Input{Name: it.Name, URL: cmp.Or(it.URL, it.Given.URL), MediaType: it.MediaType, Bytes: it.Bytes}
	if it.Text {
		in.MediaType = "text/plain; charset=utf-8"
	}
	doc, _, err := document.Read(in, document.Options{Outlet: it.Given.Outlet, Title: it.Given.Title, Language: it.Given.Language, Published: it.Given.Published, HasClock: it.Given.HasClock, Now: time.Now()})
	if err != nil {
		return "", err
	}
	return hearsay.ReportID(doc), nil
}

// link links what waits for it, one goroutine for the whole record, until ctx ends.
func (d *desk) link(ctx context.Context) {
	l, err := link.New()
	if err != nil {
		d.log.ErrorContext(ctx, "linking cannot begin", "error", err.Error())
		return
	}
	var said string // what was logged last of a failure, and when
	var at time.Time
	for {
		var again <-chan time.Time
		sum, err := l.Run(ctx, d.store, nil)
		if ctx.Err() != nil {
			return
		}
		if sum.Reports > 0 {
			d.log.InfoContext(ctx, "linked", "reports", sum.Reports, "events", sum.Events, "sum", sum.String())
			d.linked()
		}
		if err != nil {
			// A report that cannot be linked is met again with each that comes in.
			if s := err.Error(); s != said || time.Since(at) >= linkAgain {
				d.log.ErrorContext(ctx, "linking failed; what was accepted is kept", "error", s, "again_in", linkAgain.String())
				said, at = s, time.Now()
			}
			again = time.After(linkAgain)
		}
		select {
		case <-ctx.Done():
			return
		case <-d.more:
		case <-again:
		}
	}
}
