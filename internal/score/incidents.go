package score

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay/hearsay"
)

// StoryReport is a report whose story is known.
type StoryReport struct {
	Story    string
	Document *hearsay.Document
	Group    string // what a corpus is split by: an incident, a topic
}

// In reports whether the report is of a part of its corpus.
func (r *StoryReport) In(part Held) bool { return part.Takes(r.Group) }

// ReadIncidents reads reports.jsonl.gz of a folder: id, incident, url, title,
// published, text. The parts are split by incident.
func ReadIncidents(dir string) ([]StoryReport, error) {
	path := filepath.Join(dir, "reports.jsonl.gz")
	f, err := os.Open(path)
	if err != nil {
		return nil, &hearsay.Problem{What: err.Error(), Hint: "name the folder that holds reports.jsonl.gz, a report a line: id, incident, url, title, published, text"}
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []StoryReport
	s := bufio.NewScanner(z)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var r struct{ ID, Incident, URL, Title, Published, Text string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(out)+1, err)
		}
		d := &hearsay.Document{ID: r.ID, URL: r.URL, Title: strings.TrimSpace(r.Title), Outlet: host(r.URL), Text: r.Text, Language: "en"}
		if d.Published, d.HasClock, err = hearsay.ParsePublished(r.Published); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(out)+1, err)
		}
		out = append(out, StoryReport{r.Incident, d, r.Incident})
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// host is the server of an address, that of the page itself where an archive
// keeps it.
func host(url string) string {
	if i := strings.LastIndex(url, "http"); i > 0 {
		url = url[i:]
	}
	_, rest, _ := strings.Cut(url, "://")
	h, _, _ := strings.Cut(rest, "/")
	h, _, _ = strings.Cut(h, ":")
	return strings.TrimPrefix(h, "www.")
}

// ECBStories turns reports of ECB+ into reports with their stories, the
// subtopics. The parts are split by topic. ECB+ tells no days of publication.
func ECBStories(rs []ECBReport) []StoryReport {
	var out []StoryReport
	for _, r := range rs {
		d := &hearsay.Document{ID: r.Name, Text: r.Text, Language: "en"}
		out = append(out, StoryReport{r.Subtopic, d, "topic " + r.Topic})
	}
	return out
}
