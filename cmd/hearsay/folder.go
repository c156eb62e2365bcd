package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/render"
)

// folder writes a file for each report.
type folder struct {
	path, format string
	opt          render.Options
	used         map[string]bool
}

func newFolder(path, format string, opt render.Options) (*folder, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for --out: %w", err)
	}
	opt.Many = false
	f := &folder{path, format, opt, map[string]bool{}}
	if format == "brat" {
		// brat shows nothing whose types it was not told of.
		if err := os.WriteFile(filepath.Join(path, "annotation.conf"), []byte(render.BratConfig()), 0o644); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *folder) write(name string, r *hearsay.Reading) error {
	base := f.name(name)
	var b bytes.Buffer
	w, err := render.New(f.format, &b, f.opt)
	if err != nil {
		return err
	}
	if err := w.Write(r); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if f.format == "brat" {
		if err := os.WriteFile(filepath.Join(f.path, base+".txt"), []byte(r.Document.Text), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(f.path, base+render.Ending(f.format)), b.Bytes(), 0o644)
}

func (f *folder) close() error { return nil }

// name makes a file's name of a path or address, never used before.
func (f *folder) name(input string) string {
	base := input
	if i := strings.Index(base, "://"); i >= 0 {
		base = strings.TrimRight(base[i+3:], "/")
	} else {
		base = filepath.Base(base)
		base = strings.TrimSuffix(base, ".gz")
		base = strings.TrimSuffix(base, filepath.Ext(base))
	}
	base = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' || r > 0x9f {
			return r
		}
		return '-'
	}, base)
	base = strings.Trim(base, ".-")
	if len(base) > 120 {
		base = strings.ToValidUTF8(base[:120], "")
	}
	if base == "" {
		base = "report"
	}
	for n, first := 2, base; f.used[strings.ToLower(base)]; n++ {
		base = fmt.Sprintf("%s-%d", first, n)
	}
	f.used[strings.ToLower(base)] = true
	return base
}
