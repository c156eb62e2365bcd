// Package syntax reads texts as spaCy v3 pipelines do: tokens, tags, features,
// lemmas, dependency trees, sentences and names.
//
// Input: a pipeline's package and a text. Output: a [hearsay.Syntax], linked and
// ready to be read.
//
//	p, err := syntax.Open("") // the small English pipeline, embedded
//	w := p.NewWorker()        // one per goroutine
//	var s hearsay.Syntax
//	err = w.Parse("Ghana's coast guard rescued 43 fishermen.", &s)
//	s.Tokens[0].Lemma // "Ghana"
//
// The order is the pipeline's own. The packages below do one step each: load
// opens and decodes, token cuts, embed makes vectors, tag, parse and name choose from
// them (step holds what the last two share), rule applies the attribute ruler,
// lemma finds lemmas. They do not know each other's work; this package composes them.
package syntax

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/hearsay/hearsay/internal/model"
	"github.com/hearsay/hearsay/internal/syntax/embed"
	"github.com/hearsay/hearsay/internal/syntax/lemma"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// ErrComponent is wrapped by errors about a component of a pipeline whose kind
// is not known.
var ErrComponent = errors.New("components of this kind are not known")

// Options say which components of a pipeline run.
type Options struct {
	// Disable names components that are left out, Enable such as the package
	// disables but that are to run (senter, in most).
	Disable, Enable []string
}

// Pipeline is a pipeline, decoded. It is read only and may be shared; each
// goroutine takes its own [Worker] of it.
type Pipeline struct {
	Meta load.Meta

	rules      *token.Rules
	units      []*unit
	components []component
	dictionary *lemma.Lemmatizer // nil without a lemmatizer
	ids        int               // buffers of labels, and of projected vectors, that a worker needs
	projected  int
}

// unit is an encoder with the components that read its vectors.
type unit struct {
	enc   *embed.Encoder
	taps  []tap
	names bool // an entity recognizer reads them
}

// Open opens and decodes a pipeline's package: a folder, wheel or source
// archive, or the embedded English one where path is empty.
func Open(path string) (*Pipeline, error) {
	pkg, err := model.Open(path)
	if err != nil {
		return nil, err
	}
	defer pkg.Close()
	return New(pkg, Options{})
}

// New decodes a pipeline.
func New(pkg *load.Package, opt Options) (*Pipeline, error) {
	all, err := pkg.Components()
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Concat(opt.Disable, opt.Enable) {
		if !slices.ContainsFunc(all, func(c load.Component) bool { return c.Name == name }) {
			return nil, fmt.Errorf("pipeline %s: has no component %q", pkg.Source, name)
		}
	}
	p := &Pipeline{Meta: pkg.Meta}
	b := &builder{p: p, pkg: pkg, vectors: sync.OnceValues(pkg.Vectors), encoders: map[string]*unit{}}
	b.later(func() error {
		var err error
		p.rules, err = tokenizer(pkg)
		return err
	})
	for _, c := range all {
		if (c.Disabled && !slices.Contains(opt.Enable, c.Name)) || slices.Contains(opt.Disable, c.Name) {
			continue
		}
		if err := b.add(c); err != nil {
			return nil, fmt.Errorf("component %q: %w", c.Name, err)
		}
	}
	if err := b.finish(); err != nil {
		return nil, err
	}
	return p, nil
}

// Lang is the pipeline's language, ISO 639-1.
func (p *Pipeline) Lang() string { return p.Meta.Lang }

// tokenizer compiles a pipeline's tokenizer.
func tokenizer(pkg *load.Package) (*token.Rules, error) {
	if name := pkg.Config.Section("nlp.tokenizer").String("@tokenizers"); name != "" && name != "spacy.Tokenizer.v1" {
		return nil, fmt.Errorf("%s: the tokenizer %q is not known", pkg.Source, name)
	}
	f, err := pkg.Tokenizer()
	if err != nil {
		return nil, err
	}
	file := token.File{
		PrefixSearch: f.PrefixSearch, SuffixSearch: f.SuffixSearch, InfixFinditer: f.InfixFinditer,
		TokenMatch: f.TokenMatch, URLMatch: f.URLMatch, FasterHeuristics: f.FasterHeuristics,
		Rules: make([]token.Rule, len(f.Rules)),
	}
	for i, r := range f.Rules {
		rule := token.Rule{Text: r.Text, Parts: make([]token.Part, len(r.Parts))}
		for j, p := range r.Parts {
			rule.Parts[j] = token.Part(p)
		}
		file.Rules[i] = rule
	}
	tables, err := pkg.Lookups("vocab")
	if err != nil {
		return nil, err
	}
	norms, err := tables.Strings("lexeme_norm")
	if err != nil {
		return nil, err
	}
	rules, err := token.New(file, token.Options{Lang: pkg.Meta.Lang, ID: load.ID, Norms: norms})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pkg.Source, err)
	}
	return rules, nil
}
