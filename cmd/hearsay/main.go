// Command hearsay reads news reports and tells what they say happened and who
// says so.
//
//	hearsay read report.txt --published 2023-06-06
//	hearsay read https://example.org/news/1 --format json
//	hearsay events --type assault --place '50km of Kharkiv' --disputed
//	hearsay serve
//	hearsay model list
//	hearsay eval spacy golden.jsonl.gz
//	hearsay version
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/kernel"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], &surroundings{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv,
		outWidth: terminalWidth(os.Stdout), errWidth: terminalWidth(os.Stderr),
	}))
}

// surroundings are what a command may touch of the process around it.
type surroundings struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	// Columns of the terminals behind out and err; 0 where there is none.
	outWidth, errWidth int
}

// cli is the command line.
type cli struct {
	Read readCmd `cmd:"" help:"Read reports: what they say happened, and who says so."`

	Events   eventsCmd   `cmd:"" help:"What happened, as all reports in the record tell it."`
	Claims   claimsCmd   `cmd:"" help:"Who said what."`
	Stories  storiesCmd  `cmd:"" help:"Reports about the same happening."`
	Reports  reportsCmd  `cmd:"" help:"The reports in the record."`
	Search   searchCmd   `cmd:"" help:"Reports with words in them."`
	Timeline timelineCmd `cmd:"" help:"How what was known of an event changed, and by whom."`
	Explain  explainCmd  `cmd:"" help:"Why something is in the record as it is, or was not coded."`

	Correct     correctCmd     `cmd:"" help:"Say that something was coded wrongly, under your name; or undo that."`
	Corrections correctionsCmd `cmd:"" help:"What people said against codings; examples to learn from."`

	Add     addCmd     `cmd:"" help:"Put reports into the record, and link them."`
	Failed  failedCmd  `cmd:"" help:"List what could not be read."`
	Retry   retryCmd   `cmd:"" help:"Try again what could not be read."`
	Reread  rereadCmd  `cmd:"" help:"Read again what an older program or pipeline read."`
	Relink  relinkCmd  `cmd:"" help:"Make all links anew, and tell what is otherwise."`
	Model   modelCmd   `cmd:"" help:"List and check the pipelines that reports are read with."`
	Eval    evalCmd    `cmd:"" help:"Measure against public gold data."`
	Fit     fitCmd     `cmd:"" help:"Make the numbers that linking decides by, from development corpora."`
	Serve   serveCmd   `cmd:"" help:"Answer programs over HTTP."`
	Token   tokenCmd   `cmd:"" help:"Make, list and remove the tokens that a server asks for."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// run is the whole program but for the process around it; it returns the exit status.
func run(ctx context.Context, args []string, s *surroundings) (status int) {
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("hearsay"), kong.Description(about()), kong.Writers(s.out, s.err),
		kong.Exit(func(code int) { exited = code; panic(leave{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}), kong.Vars{"formats": strings.Join(formatNames(), ",")},
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(s))
	if err != nil {
		fmt.Fprintln(s.err, "hearsay:", err)
		return statusBroken
	}
	// --help leaves through kong's Exit, which must not return.
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(leave); !ok {
				panic(p)
			}
			status = exited
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(s.err, "hearsay: %v\n  hearsay --help shows what there is\n", err)
		return statusUsage
	}
	if err := kernel.Check(); err != nil {
		fmt.Fprintln(s.err, "hearsay:", err)
		return statusUsage
	}
	err = k.Run()
	var st exitStatus
	switch {
	case err == nil:
		return statusRead
	case errors.As(err, &st):
		return int(st)
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(s.err, "hearsay: interrupted")
		return statusInterrupted
	case errors.Is(err, syscall.EPIPE):
		return statusBroken
	}
	complain(s.err, "", err)
	if errors.Is(err, errUsage) {
		return statusUsage
	}
	return statusBroken
}

// leave is thrown to come back from kong's --help.
type leave struct{}

// complain writes an error with its hint on a line of its own.
func complain(w io.Writer, name string, err error) {
	lead := "hearsay: "
	if name != "" {
		lead += printable(name) + ": "
	}
	var p *hearsay.Problem
	if errors.As(err, &p) && p.Hint != "" {
		short := *p
		short.Hint = ""
		fmt.Fprintf(w, "%s%s\n  %s\n", lead, printable(short.Error()), printable(p.Hint))
		return
	}
	fmt.Fprintf(w, "%s%s\n", lead, printable(err.Error()))
}

// printable keeps a hostile name or answer from steering the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '?'
		}
		return r
	}, s)
}
