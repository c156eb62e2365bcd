// Package examples embeds the reports that ship, so that "hearsay serve --examples" has something to
// show wherever the program stands. All are written for this project; README.md tells of what.
package examples

import "embed"

// FS holds the files of [All].
//
//go:embed potiskum.jsonl world.jsonl kakhovka
var FS embed.FS

// File is a file of reports, with what the file itself does not say.
type File struct{ Name, Outlet, Published string }

// All are the files, in the order in which their reports were published as far as that matters.
var All = []File{
	{Name: "kakhovka/example-wire.txt", Outlet: "Example Wire", Published: "2023-06-06"},
	{Name: "kakhovka/example-times.html", Outlet: "Example Times"},
	{Name: "kakhovka/example-radio.txt", Outlet: "Example Radio", Published: "2023-06-08"},
	{Name: "kakhovka/example-monitor.txt", Outlet: "Example Monitor", Published: "2023-06-13"},
	{Name: "potiskum.jsonl"},
	{Name: "world.jsonl"},
}
