package main

import (
	"fmt"
	"sync"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/syntax"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// engines are the pipelines that were loaded, by language.
type engines struct {
	order []string
	by    map[string]*engine
	base  func() (*flow.Reader, error) // the stages, which all readers share
}

// engine is a pipeline that makes parsers; a parser is for one goroutine.
type engine struct {
	pipeline *syntax.Pipeline
	err      error
	open     func() (*syntax.Pipeline, error)
	once     sync.Once
}

// load decodes the pipeline when it is first needed: a run over French reports
// does not wait for the English pipeline.
func (e *engine) load() (*syntax.Pipeline, error) {
	e.once.Do(func() {
		if e.pipeline == nil {
			e.pipeline, e.err = e.open()
		}
	})
	return e.pipeline, e.err
}

// openEngines loads the pipelines that the user named and takes the embedded
// English one where none of them is English.
func openEngines(paths []string) (*engines, error) {
	all := &engines{by: map[string]*engine{}, base: sync.OnceValues(func() (*flow.Reader, error) { return flow.New(nil) })}
	// The stages' lists are read while the pipeline is decoded.
	go all.base()
	for _, path := range paths {
		p, err := syntax.Open(path)
		if err != nil {
			return nil, fmt.Errorf("--model: %w", err)
		}
		lang := p.Lang()
		if all.by[lang] != nil {
			return nil, usageError{fmt.Sprintf("--model: two pipelines for the language %q; name one", lang)}
		}
		all.order = append(all.order, lang)
		all.by[lang] = &engine{pipeline: p}
	}
	if all.by["en"] == nil {
		all.order = append(all.order, "en")
		all.by["en"] = &engine{open: func() (*syntax.Pipeline, error) { return syntax.Open("") }}
	}
	return all, nil
}

// tryEngine builds the engine from a package and reads a few words with it.
func tryEngine(pkg *load.Package) error {
	p, err := syntax.New(pkg, syntax.Options{})
	if err != nil {
		return err
	}
	var s hearsay.Syntax
	return p.NewWorker().Parse("2024: Ghana, 12 %.", &s)
}

// reader returns a new reader for a language.
func (e *engines) reader(language string) (*flow.Reader, error) {
	en := e.by[language]
	if en == nil {
		return nil, &hearsay.Problem{Kind: hearsay.ErrLanguage, What: fmt.Sprintf("its language is %q, and no pipeline for that is loaded", language),
			Hint: fmt.Sprintf("load a spaCy v3 pipeline for it with --model PATH (a folder, wheel or source archive, such as %s_core_news_sm); if the language was taken wrongly, name it with --language", language)}
	}
	p, err := en.load()
	if err != nil {
		return nil, err
	}
	base, err := e.base()
	if err != nil {
		return nil, err
	}
	return base.With(p.NewWorker()), nil
}

// first is the language of the pipeline that was loaded first.
func (e *engines) first() string { return e.order[0] }
