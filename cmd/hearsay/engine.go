package main

import (
	"fmt"
	"sync"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
)

// engines are the pipelines that were loaded, by language.
type engines struct {
	order []string
	by    map[string]*engine

	mu   sync.Mutex
	base *flow.Reader // shares its stages with all readers
}

// engine is a pipeline that makes parsers; a parser is for one goroutine.
type engine struct {
	language, name string
	parser         func() flow.Parser
}

// reader returns a new reader for a language.
func (e *engines) reader(language string) (*flow.Reader, error) {
	en := e.by[language]
	if en == nil {
		return nil, &hearsay.Problem{Kind: hearsay.ErrLanguage, What: fmt.Sprintf("its language is %q, and no pipeline for that is loaded", language),
			Hint: fmt.Sprintf("load a spaCy v3 pipeline for it with --model PATH (a folder, wheel or source archive, such as %s_core_news_sm); if the language was taken wrongly, name it with --language", language)}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.base == nil {
		var err error
		if e.base, err = flow.New(en.parser()); err != nil {
			return nil, err
		}
	}
	return e.base.With(en.parser()), nil
}

// first is the language of the pipeline that was loaded first.
func (e *engines) first() string { return e.order[0] }
