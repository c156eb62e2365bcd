package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay/internal/answer/list"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/record"
)

// askFlags are common to all questions.
type askFlags struct {
	recordFlags
	AsOf   string `placeholder:"TIME" help:"Answer from what was known then: 2014-06-01, 2014-06-01T09:30Z, yesterday, '3 days ago'."`
	Format string `short:"f" default:"text" enum:"text,table,json,jsonl" help:"Form of the answer: text, table, json or jsonl."`
	Colour string `name:"color" default:"auto" enum:"auto,always,never" help:"Colours: auto, always or never. NO_COLOR is honoured."`
	Width  int    `placeholder:"COLUMNS" help:"Columns of the text; the terminal's, up to 110, or 80 in a pipe."`
}

// pageFlags are common to lists.
type pageFlags struct {
	Limit int    `short:"n" default:"20" help:"Rows of a page, at most 1000."`
	After string `placeholder:"MARK" help:"The page after the one that gave this mark."`
	All   bool   `help:"All rows, page after page."`
}

// knownFlags bound when reports became known.
type knownFlags struct {
	Since string `placeholder:"TIME" help:"Known since then (published, else modified, else fetched)."`
	Until string `placeholder:"TIME" help:"Known until then; a day, month or year is included."`
}

// ask asks a question about rows and writes the pages.
func (c *askFlags) ask(ctx context.Context, s *surroundings, kind query.Kind, fl query.Flags, pages pageFlags, full, open bool) error {
	fl.AsOf, fl.After, fl.Limit = c.AsOf, pages.After, pages.Limit
	if pages.All && fl.Limit < 200 {
		fl.Limit = 200
	}
	if fl.Limit == 0 {
		return usageError{"--limit 0 asks for nothing: give a number from 1 to 1000, or --all"}
	}
	q, err := fl.Question(kind, now())
	if err != nil {
		return asUsage(err)
	}
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	for _, n := range q.Notes {
		fmt.Fprintln(s.err, "hearsay:", printable(n))
	}
	return store.Read(ctx, func(r record.Reader) error {
		if err := q.Resolve(ctx, r); err != nil {
			return asUsage(err)
		}
		page := func(f record.Filter) (list.Answer, error) { return list.Page(ctx, r, kind, f, list.Want{Open: open}) }
		f, n := q.Filter, 0
		last, err := page(f)
		if err != nil {
			return asUsage(err)
		}
		var why []string
		if len(last.Rows) == 0 && f.After == "" {
			if why, err = list.Why(ctx, r, q); err != nil {
				return err
			}
		}
		out, err := c.writer(ctx, s, r, view.Options{Kind: kind, Full: full, Notes: append(slices.Clip(q.Notes), why...)})
		if err != nil {
			return err
		}
		for {
			for _, row := range last.Rows {
				n++
				if err := row(out.Writer); err != nil {
					return err
				}
			}
			if f.After = last.Next; !pages.All || last.Next == "" {
				break
			}
			if last, err = page(f); err != nil {
				return asUsage(err)
			}
		}
		if err := out.close(last.Next); err != nil {
			return err
		}
		switch {
		case last.Partial > 0 && last.Next != "":
			fmt.Fprintf(s.err, "hearsay: stopped after weighing %d candidates; go on with --after %s%s\n", last.Partial, last.Next, q.Fixed())
		case last.Next != "":
			fmt.Fprintf(s.err, "hearsay: there is more: --after %s%s\n", last.Next, q.Fixed())
		case n == 0:
			nothing(s, q, why)
		}
		return nil
	})
}

// nothing says that nothing was found and what stands in the way.
func nothing(s *surroundings, q *query.Question, why []string) {
	what := "nothing was found"
	if q.Filter.After != "" {
		what = "nothing more was found"
	}
	fmt.Fprintln(s.err, "hearsay:", what)
	for _, l := range why {
		fmt.Fprintln(s.err, "  "+printable(l))
	}
}

// written is a writer of answers with the buffer behind it.
type written struct {
	view.Writer
	b *bufio.Writer
}

func (w written) close(next string) error {
	if err := w.Close(next); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := w.b.Flush(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

func (c *askFlags) writer(ctx context.Context, s *surroundings, r record.Reader, opt view.Options) (written, error) {
	opt.Width = c.Width
	if opt.Width == 0 {
		opt.Width = s.outWidth
	}
	opt.Colour = c.Colour == "always" || c.Colour == "auto" && s.outWidth > 0 && s.env("NO_COLOR") == "" && s.env("TERM") != "dumb"
	b := bufio.NewWriterSize(s.out, 64<<10)
	w, err := view.New(c.Format, b, query.NewTexts(ctx, r), opt)
	return written{w, b}, err
}

// answer asks for one thing and writes it.
func (c *askFlags) answer(ctx context.Context, s *surroundings, f func(context.Context, record.Reader, view.Writer) error) error {
	return c.answerKind(ctx, s, "", f)
}

// answerKind asks for things that were named and writes them whole; kind is that of
// a list.
func (c *askFlags) answerKind(ctx context.Context, s *surroundings, kind query.Kind, f func(context.Context, record.Reader, view.Writer) error) error {
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	return store.Read(ctx, func(r record.Reader) error {
		out, err := c.writer(ctx, s, r, view.Options{Kind: kind, Full: true})
		if err != nil {
			return err
		}
		if err := f(ctx, r, out.Writer); err != nil {
			return asUsage(err)
		}
		return out.close("")
	})
}

// asUsage gives questions that cannot be asked the status of a wrong command line.
func asUsage(err error) error {
	if err != nil && (errors.Is(err, query.ErrQuestion) || errors.Is(err, record.ErrCursor) || errors.Is(err, record.ErrAmbiguous) || errors.Is(err, record.ErrCorrection) || errors.Is(err, record.ErrUndone)) {
		return wrongQuestion{err}
	}
	return err
}

type wrongQuestion struct{ error }

func (w wrongQuestion) Unwrap() error        { return w.error }
func (w wrongQuestion) Is(target error) bool { return target == errUsage }

// now is what "yesterday" is counted from.
func now() time.Time { return time.Now() }

// words joins the arguments of a search; an argument with blanks was in quotation
// marks for the shell, and is looked for as it is.
func words(args []string) string { return strings.Join(args, " ") }
