package score

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// CopyReport is a report of the corpora that copies are measured on.
type CopyReport struct {
	Corpus, ID          string
	Outlet, Title, Text string
	Published           time.Time
	Incident, Address   string
}

// copyCorpora are the folders that pairs of copies are taken from.
var copyCorpora = []string{"pages", "incidents", "reuters21578"}

// ReadPage makes a document of a page's bytes.
type ReadPage func(name string, page []byte) (*hearsay.Document, error)

// ReadCopyCorpora reads all reports of the corpora for copies under dir, in
// order of corpus and id. Pages go through the page reader, as they would on
// their way into the record; those it refuses are left out.
func ReadCopyCorpora(dir string, page ReadPage) ([]CopyReport, error) {
	var out []CopyReport
	for _, c := range copyCorpora {
		var rs []CopyReport
		var err error
		if c == "pages" {
			rs, err = readCopyPages(filepath.Join(dir, c), page)
		} else {
			rs, err = readCopyJSONL(c, filepath.Join(dir, c, "reports.jsonl.gz"))
		}
		if err != nil {
			return nil, err
		}
		sort.Slice(rs, func(i, j int) bool { return rs[i].ID < rs[j].ID })
		out = append(out, rs...)
	}
	return out, nil
}

// readCopyPages reads DAY/NAME.html.gz; a report's id is "DAY/NAME".
func readCopyPages(dir string, page ReadPage) ([]CopyReport, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.html.gz"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s holds no DAY/*.html.gz", dir)
	}
	var out []CopyReport
	for _, path := range files {
		b, err := gunzip(path)
		if err != nil {
			return nil, err
		}
		day := filepath.Base(filepath.Dir(path))
		doc, err := page(strings.TrimSuffix(path, ".gz"), b)
		if p := (*hearsay.Problem)(nil); errors.As(err, &p) {
			continue // a page without an article
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r := CopyReport{Corpus: "pages", ID: day + "/" + strings.TrimSuffix(filepath.Base(path), ".html.gz"), Outlet: doc.Outlet, Title: doc.Title, Text: doc.Text,
			Published: doc.Published, Address: doc.URL}
		if r.Published.IsZero() {
			if r.Published, err = time.Parse("2006-01-02", day); err != nil {
				return nil, fmt.Errorf("%s: the folder is not named by a day: %w", path, err)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// readCopyJSONL reads a file of reports in JSON lines.
func readCopyJSONL(corpus, path string) ([]CopyReport, error) {
	b, err := gunzip(path)
	if err != nil {
		return nil, err
	}
	var out []CopyReport
	dec := json.NewDecoder(bytes.NewReader(b))
	for {
		var l struct{ ID, Incident, URL, Title, Published, Text, Outlet string }
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r := CopyReport{Corpus: corpus, ID: l.ID, Outlet: l.Outlet, Title: l.Title, Text: l.Text, Incident: l.Incident, Address: l.URL}
		if r.Published, err = copyTime(l.Published); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, l.ID, err)
		}
		if r.Outlet == "" {
			r.Outlet = hostOf(l.URL)
		}
		out = append(out, r)
	}
}

// copyTime reads the dates of the corpora; Reuters' are like "26-FEB-1987 15:01:01.79".
func copyTime(s string) (time.Time, error) {
	wire := strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' }) // control bytes of the wire follow some
	if len(wire) > 1 {
		if t, err := time.Parse("2-Jan-2006 15:04:05", wire[0]+" "+wire[1]); err == nil { // a fraction is taken too
			return t, nil
		}
		if t, err := time.Parse("2-Jan-2006", wire[0]); err == nil { // one has a clock that no clock shows
			return t, nil
		}
	}
	t, _, err := hearsay.ParsePublished(s)
	return t, err
}

// hostOf is the host of an address, of the page itself where an archive keeps it.
func hostOf(address string) string {
	if i := strings.LastIndex(address, "://"); i >= 0 {
		address = address[i+3:]
	}
	host, _, _ := strings.Cut(address, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}

func gunzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}
