package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	counts "github.com/hearsay/hearsay/internal/reading/count"
	"github.com/hearsay/hearsay/internal/reading/entity"
	"github.com/hearsay/hearsay/internal/reading/when"
	"github.com/hearsay/hearsay/internal/reading/where"
	"github.com/hearsay/hearsay/internal/syntax"
)

type fitSilverCmd struct {
	Folder string `arg:"" help:"Folder of texts (.txt)."`
	Out    string `required:"" placeholder:"FILE" help:"Where to write them, as JSON."`
}

// silverName is a name as the rules and the small pipeline find it, in code points. Of one of kind "unsure" they
// think otherwise than each other; "other" is a name of neither a person nor an organization nor a place.
type silverName struct {
	Start, End int
	Kind       string
}

// Run writes the names of texts for the training of the head, which has no part in them.
func (c fitSilverCmd) Run(ctx context.Context, _ *surroundings) error {
	p, err := syntax.Open("")
	if err != nil {
		return err
	}
	var stages []flow.Stage
	for _, open := range []func() (flow.Stage, error){
		func() (flow.Stage, error) { return when.New() }, func() (flow.Stage, error) { return where.New() },
		func() (flow.Stage, error) { return counts.New() }, func() (flow.Stage, error) { return entity.New() },
	} {
		s, err := open()
		if err != nil {
			return err
		}
		stages = append(stages, s)
	}
	read := flow.Of(p.NewWorker(), stages...)
	files, err := filepath.Glob(filepath.Join(c.Folder, "*.txt"))
	if err != nil {
		return err
	}
	out := map[string][]silverName{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		r, err := read.Read(ctx, &hearsay.Document{Text: string(text), Language: "en"})
		if err != nil {
			return err
		}
		out[filepath.Base(f)] = silver(r)
	}
	b, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, b, 0o644)
}

// silver lists the names of a reading.
func silver(r *hearsay.Reading) []silverName {
	kindOf := make([]string, len(r.Syntax.Tokens)) // by the entities
	for i := range r.Entities {
		e := &r.Entities[i]
		kind := string(e.Kind)
		switch e.Kind {
		case hearsay.State, hearsay.PlaceKind, hearsay.Facility:
			kind = "place"
		case hearsay.Group:
			kind = "organization"
		}
		for _, m := range e.Mentions {
			if m.Form == hearsay.NameForm {
				kindOf[m.Head] = kind
			}
		}
	}
	place := make([]bool, len(r.Syntax.Tokens))
	for _, p := range r.Places {
		for k := p.First; k < p.TokenEnd; k++ {
			place[k] = true
		}
	}
	kinds := map[string]string{"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
		"NORP": "other", "EVENT": "other", "PRODUCT": "other", "WORK_OF_ART": "other", "LAW": "other"}
	cp := hearsay.NewCodePoints(r.Document.Text)
	named := make([]bool, len(r.Syntax.Tokens))
	var out []silverName
	for _, n := range r.Syntax.Names() {
		kind, first := kinds[n.Label], n.First
		if kind == "" {
			continue
		}
		if kind != "other" && strings.EqualFold(r.Syntax.TextOf(first), "the") && first+1 < n.End {
			first++
		}
		for i := first; i < n.End; i++ {
			named[i] = true
			if o := kindOf[i]; o != "" && o != kind && kind != "other" || place[i] && kind != "place" {
				kind = "unsure"
			}
		}
		s := r.Syntax.SpanOf(first, n.End)
		out = append(out, silverName{cp.Of(s.Start), cp.Of(s.End), kind})
	}
	for _, p := range r.Places {
		free := true
		for k := p.First; k < p.TokenEnd; k++ {
			free = free && !named[k]
		}
		if free {
			out = append(out, silverName{cp.Of(p.Start), cp.Of(p.End), "place"})
		}
	}
	return out
}
