package load

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tarball packs files into a .tar.gz.
func tarball(t testing.TB, files map[string]string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	var names []string
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		if err := w.WriteHeader(&tar.Header{Name: n, Mode: 0o644, Size: int64(len(files[n]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[n]); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	z.Close()
	return b.Bytes()
}

// zipped packs files into a wheel.
func zipped(t testing.TB, files map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n, s := range files {
		f, err := w.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, s)
	}
	w.Close()
	return b.Bytes()
}

const smallConfig = "[nlp]\nlang = \"sw\"\npipeline = []\n"

func TestOpenForms(t *testing.T) {
	dir := t.TempDir()
	inner := map[string]string{"config.cfg": smallConfig, "meta.json": `{"name": "news", "version": "1.0"}`}
	under := func(prefix string) map[string]string {
		m := map[string]string{"setup.py": "", "LICENSE": ""}
		for n, s := range inner {
			m[prefix+n] = s
		}
		return m
	}
	put := func(name string, data []byte) string {
		p := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(p), 0o700)
		if err := os.WriteFile(p, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for n, s := range under("folder/sw_news/sw_news-1.0/") {
		put(n, []byte(s))
	}
	for _, name := range []string{
		put("sw_news-1.0-py3-none-any.whl", zipped(t, under("sw_news/sw_news-1.0/"))),
		put("sw_news-1.0.tar.gz", tarball(t, under("sw_news-1.0/sw_news/sw_news-1.0/"))),
		filepath.Join(dir, "folder", "sw_news", "sw_news-1.0"),
		filepath.Join(dir, "folder", "sw_news"),
		filepath.Join(dir, "folder"),
	} {
		p, err := Open(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if p.Meta.FullName() != "sw_news 1.0" {
			t.Errorf("%s: %s", name, p.Meta.FullName())
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	for name, say := range map[string]string{
		put("broken.whl", []byte("no archive")):                                            "broken or cut off",
		put("broken.tar.gz", []byte("no archive")):                                         "gzip",
		put("cut.tar.gz", tarball(t, inner)[:60]):                                          "broken or cut off",
		put("old.whl", zipped(t, map[string]string{})):                                     "config.cfg",
		put("text.txt", []byte("x")):                                                       "neither a folder nor",
		filepath.Join(dir, "missing.whl"):                                                  "no such file",
		put("up.tar.gz", tarball(t, map[string]string{"../../x/config.cfg": smallConfig})): "no name for a file",
	} {
		_, err := Open(name)
		if err == nil || !strings.Contains(err.Error(), say) || !strings.Contains(err.Error(), filepath.Base(name)) {
			t.Errorf("%s: the error is %v; it should speak of %q and name the file", filepath.Base(name), err, say)
		}
	}
}

// TestBomb opens archives that are packed far tighter than any pipeline.
func TestBomb(t *testing.T) {
	bomb := map[string]string{"config.cfg": smallConfig, "meta.json": "{}", "tokenizer": strings.Repeat("\x00", 12<<20)}
	dir := t.TempDir()
	whl := filepath.Join(dir, "bomb.whl")
	os.WriteFile(whl, zipped(t, bomb), 0o600)
	p, err := Open(whl)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Read("tokenizer"); !errors.Is(err, ErrHostile) {
		t.Errorf("wheel: %v", err)
	}
	tgz := filepath.Join(dir, "bomb.tar.gz")
	os.WriteFile(tgz, tarball(t, bomb), 0o600)
	if _, err := Open(tgz); !errors.Is(err, ErrHostile) {
		t.Errorf("source archive: %v", err)
	}
}

func TestParseConfig(t *testing.T) {
	s, err := ParseConfig("config.cfg", strings.Join([]string{
		"# a comment", "[paths]", "root = \"/data\"", "none = null", "", "[a]", "[a.b]", "width = 96", "rows = [1,2]",
		"text = plain words", "on = true", "long = [1,", "  2]", "[c]", "w = ${a.b:width}", "w2 = ${a.b.width}",
		"path = \"${paths.root}/x\"", "all = ${a}", "none = ${paths.none}"}, "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Section{
		"paths": Section{"root": "/data", "none": nil},
		"a":     Section{"b": Section{"width": 96.0, "rows": []any{1.0, 2.0}, "text": "plain words", "on": true, "long": []any{1.0, 2.0}}},
		"c": Section{"w": 96.0, "w2": 96.0, "path": "/data/x", "none": nil,
			"all": Section{"b": Section{"width": 96.0, "rows": []any{1.0, 2.0}, "text": "plain words", "on": true, "long": []any{1.0, 2.0}}}},
	}
	if d := cmp.Diff(want, s); d != "" {
		t.Error(d)
	}
	var grow strings.Builder
	grow.WriteString("[s0]\nx = 1\n")
	for i := range 14 {
		fmt.Fprintf(&grow, "[s%d]\n", i+1)
		for j := range 8 {
			fmt.Fprintf(&grow, "x%d = ${s%d}\n", j, i)
		}
	}
	for data, say := range map[string]string{
		grow.String():                       "too much",
		"x = 1":                             "neither a section",
		"[a":                                "closing bracket",
		"[a]\nx = ${b.c}":                   "names nothing",
		"[a]\nx = ${b.y}\n[b]\ny = ${a.x}":  "circle",
		"[a]\nb = 1\n[a.b]\nc = 1":          "both a value and a section",
		"[a]\nx = \"${a.x}${a.x}${a.x}\"\n": "circle",
	} {
		if _, err := ParseConfig("config.cfg", data); !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), say) {
			t.Errorf("%q: %v; %q expected", data, err, say)
		}
	}
}
