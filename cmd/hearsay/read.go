package main

import (
	"bufio"
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/document"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/render"
	"github.com/hearsay/hearsay/internal/source"
)

// readCmd is "hearsay read".
type readCmd struct {
	Inputs []string `arg:"" name:"input" help:"File, folder, http(s) address, or - for standard input."`

	Format string   `short:"f" default:"text" enum:"${formats}" help:"Form of the output: ${formats}."`
	Out    string   `short:"o" placeholder:"FOLDER" help:"Write a file for each report into this folder instead of standard output."`
	Model  []string `placeholder:"PATH" sep:"none" help:"A spaCy v3 pipeline for the language it was made for: folder, wheel or source archive. May be given again. English is built in."`

	Published string `placeholder:"DATE" help:"When the reports were published, as 2025-09-09 or 2025-09-09T14:30:00Z; else as the page says. Times such as 'on Tuesday' are counted from it."`
	Outlet    string `help:"Who published them; else as the page says."`
	Title     string `help:"Their title; else as the page says."`
	Language  string `placeholder:"CODE" help:"Their language, as in 'en'; else detected."`
	Charset   string `placeholder:"NAME" help:"Their encoding, as in 'windows-1252'; else as the page says or guessed."`

	Timeout      time.Duration `default:"30s" help:"The longest that one address may take to answer."`
	AllowHost    []string      `placeholder:"HOST" help:"A host on this machine or a private network that may be asked. May be given again."`
	IgnoreRobots bool          `help:"Read pages that a robots.txt asks programs not to read: only where you have leave to."`

	Jobs   int    `short:"j" placeholder:"N" help:"Reports read at once; all cores if not given."`
	Colour string `name:"color" default:"auto" enum:"auto,always,never" help:"Colours in the text: auto, always or never. NO_COLOR is honoured."`
	Width  int    `placeholder:"COLUMNS" help:"Columns of the text; the terminal's, up to 100, or 80 in a pipe."`
	Quiet  bool   `short:"q" help:"No progress."`
}

// Help is shown by hearsay read --help.
func (*readCmd) Help() string {
	var b strings.Builder
	b.WriteString("Forms:\n")
	for _, f := range render.Formats() {
		fmt.Fprintf(&b, "\n  %-6s %s", f, render.About(f))
	}
	b.WriteString("\n\n" + strings.SplitN(about(), "\n\n", 2)[1])
	return b.String()
}

func formatNames() []string { return render.Formats() }

// read is one report that was read.
type read struct {
	reading *hearsay.Reading
	doubts  []document.Doubt
}

// Run reads the inputs and writes them in the form asked for.
func (c *readCmd) Run(ctx context.Context, s *surroundings) error {
	docOpt, err := documentOptions(c.Published, c.Outlet, c.Title, c.Language, c.Charset)
	if err != nil {
		return err
	}
	engines, err := openEngines(c.Model)
	if err != nil {
		return err
	}
	opener := source.NewOpener(source.Options{Stdin: s.in, Timeout: c.Timeout, AllowHosts: c.AllowHost,
		IgnoreRobots: c.IgnoreRobots, Agent: agent()})
	listing := opener.List(c.Inputs)
	bar := newProgress(s, len(listing.Refs), c.Quiet)
	failed, doubted := 0, 0
	tell := func(name string, err error) {
		bar.hide()
		complain(s.err, name, err)
	}
	for _, p := range listing.Problems {
		failed++
		tell(p.Name, p.Err)
	}
	if listing.Other > 0 {
		bar.hide()
		fmt.Fprintf(s.err, "hearsay: %d files in folders were passed over: their endings are no report's\n", listing.Other)
	}
	many := len(listing.Refs) > 1 || len(c.Inputs) > 1
	out, err := c.output(s, many)
	if err != nil {
		return err
	}
	jobs := c.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = max(1, min(jobs, len(listing.Refs)))
	readers := make([]*worker, jobs)
	for i := range readers {
		readers[i] = &worker{engines: engines, readers: map[string]*flow.Reader{}}
	}
	err = flow.Batch(ctx, jobs, listing.Refs, func(ctx context.Context, w int, ref source.Ref) (read, error) {
		return readers[w].read(ctx, opener, ref, docOpt)
	}, func(o flow.Outcome[read]) error {
		name := listing.Refs[o.Index].Name
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, d := range o.Value.doubts {
			doubted++
			bar.hide()
			fmt.Fprintf(s.err, "hearsay: %s: %s\n  %s\n", printable(name), d.What, d.Hint)
		}
		if o.Err != nil {
			failed++
			tell(name, o.Err)
			bar.step(false)
			return nil
		}
		bar.hide()
		if err := out.write(name, o.Value.reading); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
		bar.step(true)
		return nil
	})
	bar.hide()
	if err != nil {
		return err
	}
	if err := out.close(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if total := len(listing.Refs) + len(listing.Problems); failed > 0 && total > 1 {
		fmt.Fprintf(s.err, "hearsay: %d of %d were not read\n", failed, total)
	}
	switch {
	case failed > 0:
		return exitStatus(statusSome)
	case doubted > 0:
		return exitStatus(statusDoubt)
	}
	return nil
}

// worker reads reports one at a time; each has its own parsers.
type worker struct {
	engines *engines
	readers map[string]*flow.Reader // by language
}

func (w *worker) read(ctx context.Context, opener *source.Opener, ref source.Ref, opt document.Options) (read, error) {
	raw, err := opener.Open(ctx, ref)
	if err != nil {
		return read{}, err
	}
	doc, doubts, err := document.Read(document.Input{Name: raw.Name, URL: raw.URL, MediaType: raw.MediaType, Bytes: raw.Bytes}, opt)
	out := read{doubts: doubts}
	if err != nil {
		return out, err
	}
	out.reading, err = w.readDocument(ctx, doc)
	return out, err
}

// readDocument reads a document with the pipeline for its language.
func (w *worker) readDocument(ctx context.Context, doc *hearsay.Document) (*hearsay.Reading, error) {
	r, err := w.readerOf(doc)
	if err != nil {
		return nil, err
	}
	return r.Read(ctx, doc)
}

// grounds reads a document again for what spoke for a claim.
func (w *worker) grounds(ctx context.Context, doc *hearsay.Document, c *hearsay.Claim) (*hearsay.Grounds, error) {
	r, err := w.readerOf(doc)
	if err != nil {
		return nil, err
	}
	return r.Grounds(ctx, doc, c)
}

// readerOf is the reader of a document's language, which is set where it is not known.
func (w *worker) readerOf(doc *hearsay.Document) (*flow.Reader, error) {
	if doc.Language == "" {
		// Too short to tell: the first pipeline's language is the likeliest.
		doc.Language = w.engines.first()
	}
	r := w.readers[doc.Language]
	if r == nil {
		var err error
		if r, err = w.engines.reader(doc.Language); err != nil {
			return nil, err
		}
		w.readers[doc.Language] = r
	}
	return r, nil
}

// sink is where readings go: one stream, or a file each.
type sink interface {
	write(name string, r *hearsay.Reading) error
	close() error
}

func (c *readCmd) output(s *surroundings, many bool) (sink, error) {
	opt := render.Options{Many: many, Width: c.Width}
	if c.Out != "" {
		return newFolder(c.Out, c.Format, opt)
	}
	if c.Format == "brat" && many {
		return nil, usageError{"brat wants a file for each report: name a folder for them with --out"}
	}
	if opt.Width == 0 {
		opt.Width = s.outWidth
	}
	opt.Colour = c.Colour == "always" || c.Colour == "auto" && s.outWidth > 0 && s.env("NO_COLOR") == "" && s.env("TERM") != "dumb"
	b := bufio.NewWriterSize(s.out, 64<<10)
	w, err := render.New(c.Format, b, opt)
	return &stream{w, b}, err
}

type stream struct {
	w render.Writer
	b *bufio.Writer
}

func (s *stream) write(_ string, r *hearsay.Reading) error {
	if err := s.w.Write(r); err != nil {
		return err
	}
	return s.b.Flush()
}

func (s *stream) close() error {
	if err := s.w.Close(); err != nil {
		return err
	}
	return s.b.Flush()
}
