package score

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
)

// Written are reports that were written for measuring, with what a person expects of them: one
// .txtar file, one happening and what came of it.
type Written struct {
	Name    string // of the file
	Reports []WrittenReport
	Stories [][]string // names of reports
	Events  []WrittenEvent
}

// WrittenReport is one of them; its document has "FILE/NAME" for an id.
type WrittenReport struct {
	Name     string
	Document *hearsay.Document
	Late     bool // it came when all others were there
}

// WrittenEvent is an event that the reports are expected to tell. Place and Day are "-" where
// none is told.
type WrittenEvent struct {
	Name, Type, Place, Day string
	In                     []string // names of reports
	Follows                []string // names of events
}

// ReadWritten reads the .txtar files of folders. Each section but "expected" is a report: head
// lines (outlet, published, url, title, added), an empty line, its text. Of "expected" the
// lines are read that begin with "story" (the names of the reports of one story; those in brackets may be
// in it, and are), with "event", and below an event those that begin with "follows". A "?" before a line is left out.
func ReadWritten(dirs ...string) ([]Written, error) {
	var out []Written
	known := map[string]string{} // file of each name
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, &hearsay.Problem{What: "no .txtar files in " + dir, Hint: "name a folder of reports with the stories and events that are expected of them"}
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			base := filepath.Base(name)
			if other := known[base]; other != "" {
				return nil, &hearsay.Problem{What: fmt.Sprintf("%s and %s have one name, by which their reports are told apart", other, name), Hint: "rename one, or measure the folders one by one"}
			}
			known[base] = name
			w, err := readWritten(strings.TrimSuffix(base, ".txtar"), txtar.Parse(data))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out = append(out, w)
		}
	}
	return out, nil
}

// WrittenStories lists the reports of written files with their stories. The parts are split by file.
func WrittenStories(ws []Written) []StoryReport {
	var out []StoryReport
	for _, w := range ws {
		for _, r := range w.Reports {
			story := w.Name + "/" + r.Name
			for _, s := range w.Stories {
				if slices.Contains(s, r.Name) {
					story = w.Name + "/" + s[0]
					break
				}
			}
			out = append(out, StoryReport{Document: r.Document, Story: story, Group: w.Name})
		}
	}
	return out
}

// WrittenReports lists the reports of written files, for what happens in them.
func WrittenReports(ws []Written) []EventReport {
	var out []EventReport
	for _, w := range ws {
		for _, r := range w.Reports {
			out = append(out, EventReport{Topic: w.Name, Group: w.Name, Document: r.Document, Late: r.Late})
		}
	}
	return out
}

func readWritten(name string, a *txtar.Archive) (Written, error) {
	w := Written{Name: name}
	for _, f := range a.Files {
		if f.Name == "expected" {
			for line := range strings.Lines(string(f.Data)) {
				if err := w.expect(line); err != nil {
					return w, err
				}
			}
			continue
		}
		d, late, err := ReadWrittenReport(string(f.Data))
		if err != nil {
			return w, fmt.Errorf("report %s: %w", f.Name, err)
		}
		d.ID = name + "/" + f.Name
		w.Reports = append(w.Reports, WrittenReport{f.Name, d, late})
	}
	return w, nil
}

// expect reads a line of what is expected.
func (w *Written) expect(line string) error {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimPrefix(strings.TrimSpace(line), "? ")
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "story":
		w.Stories = append(w.Stories, strings.Fields(strings.NewReplacer("[", " ", "]", " ").Replace(rest)))
	case "event":
		name, rest, _ := strings.Cut(rest, ": ")
		what, in, ok := strings.Cut(rest, " in ")
		f := strings.Fields(what)
		if !ok || len(f) < 3 {
			return fmt.Errorf("%q: wanted event NAME: TYPE PLACE DAY in REPORTS", line)
		}
		w.Events = append(w.Events, WrittenEvent{Name: name, Type: f[0], Place: strings.Join(f[1:len(f)-1], " "), Day: f[len(f)-1], In: strings.Fields(in)})
	case "follows":
		if len(w.Events) == 0 {
			return fmt.Errorf("%q stands below no event", line)
		}
		e := &w.Events[len(w.Events)-1]
		e.Follows = append(e.Follows, rest)
	}
	return nil
}

// ReadWrittenReport reads one report of such a file, and whether it came late.
func ReadWrittenReport(data string) (d *hearsay.Document, late bool, err error) {
	head, text, ok := strings.Cut(data, "\n\n")
	if !ok {
		return nil, false, fmt.Errorf("no empty line behind the head")
	}
	d = &hearsay.Document{Text: text}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "outlet":
			d.Outlet = value
		case "title":
			d.Title = value
		case "url":
			d.URL = value
		case "published":
			if d.Published, d.HasClock, err = hearsay.ParsePublished(value); err != nil {
				return nil, false, err
			}
		case "added":
			late = value == "last"
		default:
			return nil, false, fmt.Errorf("unknown head line %q", line)
		}
	}
	return d, late, nil
}
