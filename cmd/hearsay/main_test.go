package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hearsay/hearsay"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hearsay": main})
}

// TestScripts runs the command as a person would; see testdata/script. In a
// script, $SITE is a small web on this machine and reading checks a file.
func TestScripts(t *testing.T) {
	site := httptest.NewServer(web())
	t.Cleanup(site.Close) // the scripts go on after this function's end
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SITE", site.URL)
			e.Setenv("EXAMPLES", filepath.Join(repo, "examples"))
			e.Setenv("NO_PROXY", "127.0.0.1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"reading": checkReading, "bytes": writeBytes},
	})
}

func web() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/news/1", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<html lang="en"><head><title>Ferry link opens</title><meta property="og:site_name" content="Example Post"><meta property="article:published_time" content="2024-03-05T09:00:00Z"></head><body><article>
<p>Tanzania and Kenya signed an agreement on a ferry link across Lake Victoria on Monday, the transport ministry in Nairobi said in a statement.</p>
<p>Two officials told the Example Post that the first boat would leave Kisumu in June, and that fares had not been agreed yet.</p></article></body></html>`)
	})
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
	})
	return mux
}

// checkReading holds a file to the public format: schema, keys, and that each
// text stands under its offsets.
func checkReading(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		data := ts.ReadFile(name)
		list := []json.RawMessage{json.RawMessage(data)}
		if strings.HasPrefix(strings.TrimSpace(data), "[") {
			ts.Check(json.Unmarshal([]byte(data), &list))
		}
		for _, one := range list {
			var r hearsay.Reading
			ts.Check(json.Unmarshal(one, &r))
			var v any
			ts.Check(json.Unmarshal(one, &v))
			ts.Check(texts(v, []rune(r.Document.Text)))
		}
	}
}

// texts looks for {start, end, text} anywhere and holds the text to the offsets.
func texts(v any, report []rune) error {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := texts(e, report); err != nil {
				return err
			}
		}
	case map[string]any:
		start, ok1 := v["start"].(float64)
		end, ok2 := v["end"].(float64)
		text, ok3 := v["text"].(string)
		if _, name := v["name"]; ok1 && ok2 && ok3 && !(name && text == "") {
			want := ""
			if spans, ok := v["spans"].([]any); ok {
				var parts []string
				for _, s := range spans {
					p := s.([]any)
					parts = append(parts, string(report[int(p[0].(float64)):int(p[1].(float64))]))
				}
				want = strings.Join(parts, " ")
			} else if int(end) > len(report) || start > end {
				return fmt.Errorf("offsets %v-%v of %d", start, end, len(report))
			} else {
				want = string(report[int(start):int(end)])
			}
			if want != text {
				return fmt.Errorf("%q stands under %q", text, want)
			}
		}
		for _, e := range v {
			if err := texts(e, report); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeBytes writes a file of bytes that a script cannot hold:
//
//	bytes FILE COUNT TEXT    TEXT, with Go escapes, COUNT times
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: bytes file count text")
	}
	var n int
	if _, err := fmt.Sscan(args[1], &n); err != nil {
		ts.Fatalf("%v", err)
	}
	text, err := unquote(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(text, n)), 0o644))
}

func unquote(s string) (string, error) {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) && s[i+1] == 'x' {
			var b byte
			if _, err := fmt.Sscanf(s[i+2:i+4], "%02x", &b); err != nil {
				return "", err
			}
			out.WriteByte(b)
			i += 3
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String(), nil
}

// TestProgress plays a terminal: the line appears, and is gone in the end.
func TestProgress(t *testing.T) {
	dir := t.TempDir()
	for i := range 30 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.txt", i)), []byte("Chad and Niger held talks in Niamey on Friday, officials said."), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs strings.Builder
	status := run(context.Background(), []string{"read", "-f", "jsonl", "--published", "2024-03-05", dir}, &surroundings{out: &out, err: &errs, env: func(string) string { return "" }, errWidth: 70})
	if status != statusRead || strings.Count(out.String(), "\n") != 30 {
		t.Fatalf("status %d: %s", status, errs.String())
	}
	for _, piece := range strings.Split(errs.String(), "\r\x1b[K") {
		if len(piece) > 69 {
			t.Errorf("the line has %d columns: %q", len(piece), piece)
		}
	}
	if e := errs.String(); e != "" && !strings.HasSuffix(e, "\r\x1b[K") {
		t.Errorf("the line was left on the terminal: %q", e)
	}
}

// TestStatusesAreTold: --help tells every exit status.
func TestStatusesAreTold(t *testing.T) {
	var out, errs strings.Builder
	if s := run(context.Background(), []string{"read", "--help"}, &surroundings{out: &out, err: &errs, env: os.Getenv}); s != 0 {
		t.Fatal(s, errs.String())
	}
	for _, s := range statuses {
		if !strings.Contains(out.String(), fmt.Sprintf("  %-3d  %s", s.code, s.text[:10])) {
			t.Errorf("--help does not tell of %d", s.code)
		}
	}
}

// TestSameBytes: any number of workers writes the same bytes.
func TestSameBytes(t *testing.T) {
	var first string
	for _, jobs := range []string{"1", "2", "5"} {
		var out, errs strings.Builder
		if s := run(context.Background(), []string{"read", "-f", "jsonl", "-j", jobs, "--published", "2023-06-06", "../../examples/kakhovka"}, &surroundings{out: &out, err: &errs, env: os.Getenv}); s != 0 {
			t.Fatal(s, errs.String())
		}
		if first == "" {
			first = out.String()
		} else if out.String() != first {
			t.Errorf("%s workers wrote other bytes", jobs)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs strings.Builder
	if s := run(ctx, []string{"read", "../../examples/kakhovka"}, &surroundings{out: &out, err: &errs, env: os.Getenv}); s != statusInterrupted {
		t.Errorf("status %d: %s", s, errs.String())
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		var out, errs strings.Builder
		if s := run(context.Background(), []string{"read", "-f", "jsonl", "--published", "2023-06-06", "../../examples/kakhovka"}, &surroundings{out: &out, err: &errs, env: os.Getenv}); s != 0 {
			b.Fatal(s, errs.String())
		}
	}
}
