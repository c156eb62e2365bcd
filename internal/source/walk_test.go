package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/date"
)

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func zipped(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, _ := w.Create(files[i])
		io.WriteString(f, files[i+1])
	}
	w.Close()
	return b.String()
}

func tarred(files ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o644, Format: tar.FormatUSTAR})
		io.WriteString(w, files[i+1])
	}
	w.Close()
	return b.String()
}

func record(kind, uri, mediaType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2016-11-02T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, mediaType, len(block), block)
}

func answer(uri, status, header, body string) string {
	return record("response", uri, "application/http; msgtype=response", "HTTP/1.1 "+status+"\r\n"+header+"\r\n\r\n"+body)
}

// told writes what a walk gives, a line an item, paths from dir on.
func told(t *testing.T, dir string, o *Opener, opt WalkOptions, names ...string) []string {
	t.Helper()
	var out []string
	keys := map[string]bool{}
	for it, err := range o.Walk(t.Context(), names, opt) {
		if it.Key == "" || it.Where == "" {
			t.Errorf("no key or place: %+v", it)
		}
		where := strings.TrimPrefix(strings.TrimPrefix(it.Where, dir), "/")
		if err != nil {
			var p *hearsay.Problem
			if !errors.As(err, &p) || p.Hint == "" {
				t.Errorf("%s: no problem with a hint: %v", it.Where, err)
				continue
			}
			out = append(out, where+": ! "+p.What)
			continue
		}
		if keys[it.Key] {
			t.Errorf("%s: the key of another", it.Where)
		}
		keys[it.Key] = true
		s := []string{}
		add := func(name, v string) {
			if v != "" {
				s = append(s, name+"="+v)
			}
		}
		g := it.Given
		stamp := func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return t.UTC().Format("2006-01-02T15:04")
		}
		if it.Text {
			s = append(s, "text")
		}
		add("type", it.MediaType)
		add("url", it.URL)
		add("title", g.Title)
		add("outlet", g.Outlet)
		add("author", g.Author)
		add("published", hearsay.FormatPublished(g.Published, g.HasClock))
		add("modified", stamp(g.Modified))
		add("fetched", stamp(g.Fetched))
		add("language", g.Language)
		add("id", g.ID)
		add("path", strings.Replace(g.Path, dir+"/", "", 1))
		for _, d := range it.Doubts {
			add("doubt", d.What)
		}
		out = append(out, fmt.Sprintf("%s: %s %.30q", where, strings.Join(s, " "), it.Bytes))
	}
	return out
}

func TestWalk(t *testing.T) {
	page := "<html><p>P</p></html>"
	jsonl := `{"text": "One.", "title": "A", "published": "2016-11-01", "url": "https://example.org/1"}` + "\n" + `{"title": "B"}` + "\n\n" + `{"text": "Two.", "title": "C &amp; D", "id": 7, "outlet": "https://www.example.org", "language": "eng"}`
	crawl := record("warcinfo", "", "application/warc-fields", "software: x") +
		record("request", "https://example.org/a", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
		answer("https://example.org/a", "200 OK", "Content-Type: text/html\r\nLast-Modified: Tue, 01 Nov 2016 09:00:00 GMT", page) +
		answer("https://example.org/b", "404 Not Found", "Content-Type: text/html", page) +
		answer("https://example.org/c.png", "200 OK", "Content-Type: image/png", "\x89PNG") +
		answer("https://example.org/robots.txt", "200 OK", "Content-Type: text/plain", "User-agent: *") +
		record("resource", "https://example.org/d", "text/plain", "Plain.") +
		record("resource", "urn:pageinfo:https://example.org/d", "application/json", "{}") +
		record("conversion", "https://www.example.org/e", "text/plain", "Extracted.") +
		answer("https://example.org/f", "200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", "6\r\n<html>\r\nff\r\ncut")
	crawled := func(label string) []string {
		return []string{
			label + ", record 3: type=text/html url=https://example.org/a modified=2016-11-01T09:00 fetched=2016-11-02T10:00 \"<html><p>P</p></html>\"",
			label + ", record 7: type=text/plain url=https://example.org/d fetched=2016-11-02T10:00 \"Plain.\"",
			label + ", record 9: text type=text/plain url=https://www.example.org/e outlet=example.org fetched=2016-11-02T10:00 \"Extracted.\"",
			label + ", record 10: type=text/html url=https://example.org/f fetched=2016-11-02T10:00 doubt=its last chunk is cut short \"<html>cut\"",
		}
	}
	lines := func(label, path string) []string {
		return []string{
			label + ", line 1: text type=text/plain; charset=utf-8 url=https://example.org/1 title=A outlet=example.org published=2016-11-01 \"One.\"",
			label + ", line 2: ! it has no field with a text",
			label + ", line 4: text type=text/plain; charset=utf-8 title=C & D outlet=example.org language=en path=" + path + "!7 \"Two.\"",
		}
	}
	box := "From a@example.org Tue Nov  1 12:30:00 2016\nFrom: Example Wire <news@example.org>\nSubject: One\nDate: Tue, 1 Nov 2016 12:30:00 +0100\nMessage-ID: <1@example.org>\n\nWords.\n\nFrom a@example.org Tue Nov  1 12:31:00 2016\nFrom: x@example.org\nSubject: Two\nDate: yesterday\nContent-Type: text/html\n\n<p>H</p>\n"
	for _, c := range []struct {
		name, file, data string
		want             []string
		other            int
	}{
		{"text", "a.txt", "Words.", []string{"a.txt: path=file:a.txt \"Words.\""}, 0},
		{"page", "a.html", page, []string{"a.html: path=file:a.html \"<html><p>P</p></html>\""}, 0},
		{"packed page", "a.html.gz", gz(page), []string{"a.html.gz: path=file:a.html.gz \"<html><p>P</p></html>\""}, 0},
		{"no ending", "report", "Words.", []string{"report: path=file:report \"Words.\""}, 0},
		{"empty", "a.txt", "", []string{"a.txt: path=file:a.txt \"\""}, 0},
		{"JSONL", "a.jsonl", jsonl, lines("a.jsonl", "file:a.jsonl"), 0},
		{"JSONL, packed", "a.ndjson.gz", gz(jsonl), lines("a.ndjson.gz", "file:a.ndjson.gz"), 0},
		{"JSONL without its ending", "dump", jsonl, lines("dump", "file:dump"), 0},
		{"JSONL under .json", "a.json", jsonl, lines("a.json", "file:a.json"), 0},
		{"JSONL with a mark", "a.jsonl", "\xef\xbb\xbf" + `{"text": "One."}`, []string{`a.jsonl, line 1: text type=text/plain; charset=utf-8 "One."`}, 0},
		{"JSONL of Windows", "a.jsonl", "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00O\x00\"\x00}\x00\n\x00", []string{`a.jsonl, line 1: text type=text/plain; charset=utf-8 "O"`}, 0},
		{"JSON array", "a.json", `[ {"text": "One."}, {"content": "<p>Two.</p>"} ]`, []string{`a.json, item 1: text type=text/plain; charset=utf-8 "One."`, `a.json, item 2: type=text/html; charset=utf-8 "<p>Two.</p>"`}, 0},
		{"JSON object", "a.json", "{\n \"text\": \"One.\",\n \"timestamp\": 1478003400}", []string{`a.json, item 1: text type=text/plain; charset=utf-8 published=2016-11-01T12:30:00Z "One."`}, 0},
		{"JSON frame", "a.json", `{"articles": [{"text": "One."}]}`, []string{`a.json, item 1: text type=text/plain; charset=utf-8 "One."`}, 0},
		{"JSON without reports", "a.json", "[]", []string{"a.json: ! it holds no reports"}, 0},
		{"Wayback Machine", "a.jsonl", `{"text": "One.", "url": "http://web.archive.org/web/20140215012040/http://www.example.org:80/a?b=1#c"}`, []string{`a.jsonl, line 1: text type=text/plain; charset=utf-8 url=http://www.example.org/a?b=1 outlet=example.org fetched=2014-02-15T01:20 "One."`}, 0},
		{"a doubtful date", "a.jsonl", `{"text": "One.", "date": "03/04/2016"}` + "\n" + `{"text": "Two.", "date": "2016-11-01", "updated": "later"}`, []string{`a.jsonl, line 1: ! the date "03/04/2016" can be 3 April or 4 March`, `a.jsonl, line 2: text type=text/plain; charset=utf-8 published=2016-11-01 doubt=when it was changed is not known: later is no date that can be read "Two."`}, 0},
		{"table", "a.csv", "title,text,date\nA,\"One,\ntwo.\",2016-11-01\n", []string{`a.csv, line 2: text type=text/plain; charset=utf-8 title=A published=2016-11-01 "One,\ntwo."`}, 0},
		{"table of tabs", "a.tsv", "Article title\tFull text\nA, b\tOne.\n", []string{`a.tsv, line 2: text type=text/plain; charset=utf-8 title=A, b "One."`}, 0},
		{"table of Excel", "a.csv", "title;text\nS\xe3o;Tom\xe9\n", []string{`a.csv, line 2: type=text/plain title=São "Tom\xe9"`}, 0},
		{"table without an ending", "table", "title,text\nA,One.\n", []string{`table, line 2: text type=text/plain; charset=utf-8 title=A "One."`}, 0},
		{"table without names", "a.csv", "x,y\nA,One.\n", []string{`a.csv: ! no column is named as the text of reports: "x", "y"`}, 0},
		{"WARC", "a.warc", crawl, crawled("a.warc"), 4},
		{"WARC, packed", "a.warc.gz", gz(crawl), crawled("a.warc.gz"), 4},
		{"WARC, in members", "crawl", gz(crawl[:300]) + gz(crawl[300:]), crawled("crawl"), 4},
		{"WARC, damaged", "a.warc", "WARC/1.0\r\nrubbish\r\n\r\n" + record("resource", "https://example.org/d", "text/plain", "Plain."), []string{"a.warc, record 1: ! the header of the record is broken", `a.warc, record 2: type=text/plain url=https://example.org/d fetched=2016-11-02T10:00 "Plain."`}, 0},
		{"zip", "a.zip", zipped("b.txt", "B", "c/", "", "c/d.html", page, "e.png", "x", ".hidden.txt", "h", "__MACOSX/b.txt", "m", "f.jsonl.gz", gz(jsonl)), append([]string{`a.zip/b.txt: path=file:a.zip!b.txt "B"`, `a.zip/c/d.html: path=file:a.zip!c/d.html "<html><p>P</p></html>"`}, lines("a.zip/f.jsonl.gz", "file:a.zip!f.jsonl.gz")...), 1},
		{"zip in zip", "a.zip", zipped("b.zip", zipped("c.txt", "C")), []string{`a.zip/b.zip/c.txt: path=file:a.zip!b.zip!c.txt "C"`}, 0},
		{"zip in zip in zip", "a.zip", zipped("b.zip", zipped("c.zip", zipped("d.txt", "D"))), []string{"a.zip/b.zip/c.zip: ! it is an archive in an archive in an archive"}, 0},
		{"hostile names", "a.zip", zipped("../../etc/x.txt", "X", "/y\x1b[2J\u202e.txt", "Y", "c:\\z.txt", "Z"), []string{`a.zip/../../etc/x.txt: path=file:a.zip!../../etc/x.txt "X"`, "a.zip//y�[2J�.txt: path=file:a.zip!/y\x1b[2J\u202e.txt \"Y\"", `a.zip/c:\z.txt: path=file:a.zip!c:\z.txt "Z"`}, 0},
		{"an office document", "a.docx", zipped("[Content_Types].xml", "x", "a.txt", "A"), []string{"a.docx: ! this is an office document or a book, not text"}, 0},
		{"empty zip", "a.zip", zipped(), []string{"a.zip: ! no file in the archive ends like a report"}, 0},
		{"broken zip", "a.zip", zipped("b.txt", "B")[:40], []string{"a.zip: ! the zip archive is broken"}, 0},
		{"tar", "a.tar.gz", gz(tarred("b.txt", "B", "c.png", "x", "d.zip", zipped("e.txt", "E"))), []string{`a.tar.gz/b.txt: path=file:a.tar.gz!b.txt "B"`, `a.tar.gz/d.zip/e.txt: path=file:a.tar.gz!d.zip!e.txt "E"`}, 1},
		{"tar cut short", "a.tar", tarred("b.txt", "B", "c.txt", "C")[:1100], []string{`a.tar/b.txt: path=file:a.tar!b.txt "B"`, "a.tar: ! the archive is cut short"}, 0},
		{"mbox", "a.mbox", box, []string{"a.mbox, message 1: type=text/plain title=One outlet=Example Wire author=Example Wire published=2016-11-01T12:30:00+01:00 id=1@example.org \"Words.\"", "a.mbox, message 2: type=text/html title=Two outlet=example.org doubt=when it was sent is not known: yesterday is no date that can be read \"<p>H</p>\""}, 0},
		{"mbox without its ending", "inbox", box[:strings.Index(box, "\n\nFrom a")], []string{"inbox, message 1: type=text/plain title=One outlet=Example Wire author=Example Wire published=2016-11-01T12:30:00+01:00 id=1@example.org \"Words.\""}, 0},
		{"message", "a.eml", "From: Example Wire <news@example.org>\nSubject: One\n\nWords.", []string{`a.eml: type=text/plain title=One outlet=Example Wire author=Example Wire path=file:a.eml "Words."`}, 0},
		{"saved page", "a.mhtml", "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nDate: Tue, 1 Nov 2016 12:30:00 -0000\nContent-Type: text/html\n\n<p>H</p>", []string{`a.mhtml: type=text/html url=https://example.org/a fetched=2016-11-01T12:30 path=file:a.mhtml "<p>H</p>"`}, 0},
		{"gzip again and again", "a.gz", gz(gz(gz("x"))), []string{"a.gz: ! it is packed with gzip again and again"}, 0},
		{"broken gzip", "a.txt.gz", gz("words")[:20], []string{"a.txt.gz: ! the gzip file is cut short"}, 0},
		{"broken gzip of lines", "a.jsonl.gz", gz(jsonl)[:100], []string{"a.jsonl.gz: ! the gzip file is cut short"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, map[string]string{c.file: c.data})
			other := 0
			var done, total int64
			opt := WalkOptions{Other: &other, Progress: func(d, n int64) {
				if d < done || d > n {
					t.Errorf("progress from %d to %d of %d", done, d, n)
				}
				done, total = d, n
			}}
			have := told(t, dir, NewOpener(Options{}), opt, filepath.Join(dir, c.file))
			if d := cmp.Diff(c.want, have); d != "" {
				t.Error(d)
			}
			if other != c.other {
				t.Errorf("%d others, not %d", other, c.other)
			}
			if done != int64(len(c.data)) || total != done {
				t.Errorf("progress ends at %d of %d, not %d", done, total, len(c.data))
			}
			// The same through a pipe, but for the names.
			var piped []string
			for it, err := range NewOpener(Options{Stdin: strings.NewReader(c.data)}).Walk(t.Context(), []string{"-"}, WalkOptions{}) {
				piped = append(piped, fmt.Sprint(err == nil, it.Where))
			}
			if kindByEnding(c.file) == unknown && len(piped) != len(have) {
				t.Errorf("through a pipe: %q", piped)
			}
		})
	}
}

// TestEndingsAreTold: docs/formats/input.md names every ending.
func TestEndingsAreTold(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats", "input.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range endings(walked) {
		if !regexp.MustCompile(`(?m)^\|[^|]* ` + regexp.QuoteMeta(e) + ` `).Match(doc) {
			t.Errorf("%s is not told of", e)
		}
	}
}

func TestWalkFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"b.txt": "B", "a/x.jsonl": `{"text": "X"}`, "a/y.png": "y", "a/.hidden.txt": "h", ".git/z.txt": "z", "c.zip": zipped("d.txt", "D"), "none/p.png": "p", "empty/.keep": ""})
	os.Symlink(dir, filepath.Join(dir, "a", "loop"))
	os.Symlink(filepath.Join(dir, "b.txt"), filepath.Join(dir, "link.txt"))
	os.Symlink(os.DevNull, filepath.Join(dir, "null.txt"))
	other := 0
	have := told(t, dir, NewOpener(Options{}), WalkOptions{Other: &other}, dir+"/a", dir+"/c.zip", dir+"/missing", dir+"/none", dir+"/empty", dir+"/link.txt")
	want := []string{`a/x.jsonl, line 1: text type=text/plain; charset=utf-8 "X"`, `c.zip/d.txt: path=file:c.zip!d.txt "D"`, "missing: ! there is no such file or folder",
		"none: ! none of the 1 files in the folder ends like a report", "empty: ! the folder is empty", `link.txt: path=file:link.txt "B"`}
	if d := cmp.Diff(want, have); d != "" {
		t.Error(d)
	}
	if other != 3 { // two pictures and the loop
		t.Errorf("%d others", other)
	}
	have = told(t, dir, NewOpener(Options{}), WalkOptions{Skip: func(where string) bool { return !strings.HasSuffix(where, "null.txt") }}, dir)
	if d := cmp.Diff([]string{"null.txt: ! it is no plain file"}, have[:1]); d != "" {
		t.Error(d)
	}
}

func TestWalkSkips(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "A", "b.jsonl": "{\"text\": \"1\"}\n{\"text\": \"2\"}\n{\"text\": \"3\"}\n", "c.zip": zipped("c.txt", "C", "d.txt", "D"), "e.warc": record("resource", "https://example.org/d", "text/plain", "Plain."), "f.mbox": "From a@example.org Tue Nov  1 12:30:00 2016\nSubject: x\n\nx\n"})
	keep := map[string]bool{"b.jsonl, line 2": true, "c.zip/d.txt": true}
	have := told(t, dir, NewOpener(Options{}), WalkOptions{Skip: func(where string) bool { return !keep[strings.TrimPrefix(where, dir+"/")] }}, dir)
	want := []string{`b.jsonl, line 2: text type=text/plain; charset=utf-8 "2"`, `c.zip/d.txt: path=file:c.zip!d.txt "D"`}
	if d := cmp.Diff(want, have); d != "" {
		t.Error(d)
	}
}

// TestKeys: the same item has the same key wherever it lies, and others have others.
func TestKeys(t *testing.T) {
	dir := t.TempDir()
	line := `{"text": "Words.", "title": "A", "published": "2016-11-01"}`
	write(t, dir, map[string]string{"a.txt": "Words.", "b/c.txt.gz": gz("Words."), "d.zip": zipped("e.txt", "Words."),
		"f.jsonl": line, "g/h.jsonl.gz": gz("\n" + line), "i.json": "[" + line + "]", "j.csv": "text,title,date\nWords.,A,1 November 2016\n",
		"k.jsonl": `{"text": "Words.", "title": "B", "published": "2016-11-01"}`})
	keys := map[string][]string{}
	for it, err := range NewOpener(Options{}).Walk(t.Context(), []string{dir}, WalkOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		keys[it.Key] = append(keys[it.Key], filepath.Base(strings.Split(it.Where, ",")[0]))
	}
	var sizes []int
	for _, k := range keys {
		sizes = append(sizes, len(k))
	}
	if len(keys) != 3 || sizes[0]+sizes[1]+sizes[2] != 8 || sizes[0]*sizes[1]*sizes[2] != 12 {
		t.Errorf("%v", keys)
	}
}

func TestWalkDates(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.jsonl": `{"text": "One.", "date": "03/04/2016"}`})
	for order, want := range map[date.Order]string{date.DayFirst: "2016-04-03", date.MonthFirst: "2016-03-04"} {
		have := told(t, dir, NewOpener(Options{}), WalkOptions{Dates: order}, dir)
		if len(have) != 1 || !strings.Contains(have[0], "published="+want) {
			t.Errorf("%v", have)
		}
	}
}

func TestWalkAddresses(t *testing.T) {
	s, host := site(t)
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "A"})
	opener := func() *Opener {
		return NewOpener(Options{AllowHosts: []string{host}, MaxBytes: 10_000, Timeout: 2 * time.Second, Agent: "hearsay/test"})
	}
	names := []string{s.URL + "/page", dir + "/a.txt", s.URL + "/none", s.URL + "/moved"}
	for range 20 {
		names = append(names, s.URL+"/forbidden")
	}
	have := told(t, dir, opener(), WalkOptions{Skip: func(where string) bool { return where == s.URL+"/moved" }}, names...)
	if len(have) != 23 || !strings.HasPrefix(have[0], "a.txt: ") || !strings.Contains(have[1], "agent hearsay/test") || !strings.Contains(have[2], "! the host answers 404") {
		t.Errorf("%d: %q", len(have), have)
	}
	// An address that hangs does not keep the files waiting.
	start := time.Now()
	for it, err := range opener().Walk(t.Context(), []string{s.URL + "/slow", dir + "/a.txt"}, WalkOptions{}) {
		if err != nil || it.Where != dir+"/a.txt" || time.Since(start) > time.Second {
			t.Errorf("%s after %s: %v", it.Where, time.Since(start), err)
		}
		break
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("stopping took %s", took)
	}
}

// TestWalkEnds: a walk that is left early, or whose context ends, leaves no
// goroutine, no open file and no file behind.
func TestWalkEnds(t *testing.T) {
	block := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-block:
		case <-r.Context().Done():
		}
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	defer close(block)
	dir, scratch := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", scratch)
	var many strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&many, "{\"text\": \"%d\"}\n", i)
	}
	var b bytes.Buffer // over what is held in memory
	zw := zip.NewWriter(&b)
	f, _ := zw.Create("a.jsonl")
	io.WriteString(f, many.String())
	f, _ = zw.CreateHeader(&zip.FileHeader{Name: "pad.txt", Method: zip.Store})
	f.Write(make([]byte, 9<<20))
	zw.Close()
	inner := b.String()
	write(t, dir, map[string]string{"a.jsonl": many.String(), "b.zip": zipped("c.zip", inner), "d.jsonl.gz": gz(many.String())})
	before, files := runtime.NumGoroutine(), openFiles()
	for _, names := range [][]string{{dir + "/a.jsonl"}, {dir + "/b.zip"}, {dir + "/d.jsonl.gz"}, {s.URL + "/1", s.URL + "/2", dir}} {
		o := NewOpener(Options{AllowHosts: []string{"127.0.0.1"}, IgnoreRobots: true})
		n := 0
		for _, err := range o.Walk(t.Context(), names, WalkOptions{}) {
			if n++; err != nil || n == 5 {
				break
			}
		}
		if n != 5 {
			t.Errorf("%s: %d items", names, n)
		}
		ctx, cancel := context.WithCancel(t.Context())
		n = 0
		for range o.Walk(ctx, names, WalkOptions{}) {
			if n++; n == 5 {
				cancel()
			}
		}
		cancel()
		if n != 5 {
			t.Errorf("%s: %d items after the context had ended", names, n-5)
		}
		o.client.CloseIdleConnections()
	}
	for range 100 {
		if runtime.NumGoroutine() <= before+2 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before+2 { // of the test server
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before\n%s", n, before, buf[:runtime.Stack(buf, true)])
	}
	if n := openFiles(); n > files+4 {
		t.Errorf("%d open files, %d before", n, files)
	}
	if left, _ := os.ReadDir(scratch); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// openFiles counts this process's, where the system tells.
func openFiles() int {
	d, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(d)
}
