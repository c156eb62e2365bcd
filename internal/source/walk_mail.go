package source

import (
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay/internal/source/date"
	"github.com/hearsay/hearsay/internal/source/mail"
)

// box goes through the messages of an mbox file.
func (w *walker) box(in input, r io.Reader) bool {
	s := &stream{r: r}
	b := mail.NewBox(s, 2*w.o.opt.MaxBytes) // base64 makes a third more, and there is a header
	var t tally
	for {
		raw, err := b.Next()
		if err == io.EOF {
			return w.anyFound(in, t)
		}
		if s.broke(err) {
			return w.bad(in.label, in.name, w.readProblem(in, err))
		}
		where := fmt.Sprintf("%s, message %d", in.label, b.Number())
		if w.skip(where) {
			t.good++
			continue
		}
		it := Item{Raw: Raw{Name: where}, Where: where}
		if err == nil {
			err = it.mail(raw, w.o.opt.MaxBytes, w.opt.Dates)
		}
		if !w.tell(in, &t, it, err) {
			return !w.over()
		}
	}
}

// message goes through a file with one message or saved page.
func (w *walker) message(in input, r io.Reader) bool {
	if w.skip(in.label) {
		return true
	}
	it := Item{Raw: Raw{Name: in.name}, Where: in.label}
	it.Given.Path = in.path
	raw, err := io.ReadAll(io.LimitReader(r, 2*w.o.opt.MaxBytes+1))
	switch {
	case err != nil:
		err = w.readProblem(in, err)
	case int64(len(raw)) > 2*w.o.opt.MaxBytes:
		err = tooBig(2 * w.o.opt.MaxBytes)
	default:
		err = it.mail(raw, w.o.opt.MaxBytes, w.opt.Dates)
	}
	return w.give(it, err)
}

// mail fills an item from a message.
func (it *Item) mail(raw []byte, max int64, order date.Order) error {
	m, err := mail.Read(raw, max)
	if m == nil {
		return err
	}
	it.Bytes, it.MediaType = m.Body, m.MediaType
	it.Given.Title = tidy(m.Subject)
	it.Given.Language = languageCode(m.Language)
	it.setURL(m.URL)
	t, clock, derr := date.Parse(m.Date, order)
	if derr != nil {
		it.Doubts = append(it.Doubts, Doubt{"when it was sent is not known: " + label(m.Date) + " is no date that can be read", "give its date with --published"})
	}
	if m.Saved {
		it.Given.Fetched = t
		it.Given.Title = "" // the page tells better, without the outlet's name
		return err
	}
	it.Given.ID = label(m.ID)
	it.Given.Published, it.Given.HasClock = t, clock
	it.Given.Author = tidy(m.Name)
	it.Given.Outlet = tidy(m.Org)
	if it.Given.Outlet == "" {
		it.Given.Outlet = it.Given.Author
	}
	if it.Given.Outlet == "" {
		if _, domain, ok := strings.Cut(m.Address, "@"); ok {
			it.Given.Outlet = label(domain)
		}
	}
	return err
}
