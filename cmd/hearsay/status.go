package main

import (
	"errors"
	"fmt"
	"strings"
)

// The exit statuses, told by --help from this table.
const (
	statusRead        = 0
	statusSome        = 1
	statusUsage       = 2
	statusDoubt       = 3
	statusBroken      = 4
	statusInterrupted = 130
)

var statuses = []struct {
	code int
	text string
}{
	{statusRead, "all that was asked for was read or answered; that nothing was found is an answer too"},
	{statusSome, "some reports were not read; the reasons are on standard error, the others were read"},
	{statusUsage, "the command line is wrong"},
	{statusDoubt, "all was read, some with a doubt told on standard error (guessed, mixed or damaged encoding, NUL bytes, next to no text on a page)"},
	{statusBroken, "hearsay itself could not work: a pipeline or record that cannot be opened, output that cannot be written"},
	{statusInterrupted, "interrupted"},
}

// exitStatus is an error that was already told; only its status is left.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// errUsage marks a mistake on the command line that kong cannot see.
var errUsage = errors.New("usage")

type usageError struct{ text string }

func (u usageError) Error() string        { return u.text }
func (u usageError) Is(target error) bool { return target == errUsage }

// about is the program's description with the table of exit statuses.
func about() string {
	var b strings.Builder
	b.WriteString("Reads news reports and tells what they say happened, and who says so.\n\nExit statuses:\n")
	for _, s := range statuses {
		fmt.Fprintf(&b, "\n  %-3d  %s", s.code, s.text)
	}
	return b.String()
}
