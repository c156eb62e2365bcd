package score

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
)

// ReadWritten reads reports that were written for measuring: the .txtar files of folders,
// one a happening. Each section but "expected" is a report: head lines (outlet, published,
// url, title, added), an empty line, its text. Of "expected" the lines that begin with
// "story" are read, each the names of the reports of one story; those in brackets may be in it, and are. The parts
// are split by file.
func ReadWritten(dirs ...string) ([]StoryReport, error) {
	var out []StoryReport
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, &hearsay.Problem{What: "no .txtar files in " + dir, Hint: "name a folder of reports with the stories that are expected of them"}
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			rs, err := readWritten(strings.TrimSuffix(filepath.Base(name), ".txtar"), txtar.Parse(data))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out = append(out, rs...)
		}
	}
	return out, nil
}

func readWritten(group string, a *txtar.Archive) ([]StoryReport, error) {
	var out []StoryReport
	stories := map[string]string{}
	for _, f := range a.Files {
		if f.Name == "expected" {
			for line := range strings.Lines(string(f.Data)) {
				line, _, _ = strings.Cut(strings.TrimPrefix(line, "? "), "#")
				names, ok := strings.CutPrefix(line, "story ")
				if !ok {
					continue
				}
				rs := strings.Fields(strings.NewReplacer("[", " ", "]", " ").Replace(names))
				for _, r := range rs {
					if stories[r] == "" {
						stories[r] = group + "/" + rs[0]
					}
				}
			}
			continue
		}
		d, _, err := WrittenReport(string(f.Data))
		if err != nil {
			return nil, fmt.Errorf("report %s: %w", f.Name, err)
		}
		d.ID = group + "/" + f.Name
		out = append(out, StoryReport{Document: d, Group: group})
	}
	for i := range out {
		name := filepath.Base(out[i].Document.ID)
		if out[i].Story = stories[name]; out[i].Story == "" {
			out[i].Story = group + "/" + name
		}
	}
	return out, nil
}

// WrittenReport reads one report of such a file, and whether it came late.
func WrittenReport(data string) (d *hearsay.Document, late bool, err error) {
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
		case "added":
			late = value == "last"
		case "published":
			if d.Published, d.HasClock, err = hearsay.ParsePublished(value); err != nil {
				return nil, false, err
			}
		default:
			return nil, false, fmt.Errorf("unknown head line %q", line)
		}
	}
	return d, late, nil
}
