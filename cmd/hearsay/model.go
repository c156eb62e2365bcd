package main

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/model"
)

type modelCmd struct {
	List  modelListCmd  `cmd:"" help:"List the pipelines that come with the program."`
	Check modelCheckCmd `cmd:"" help:"Check that a pipeline is whole and can be used: its files, parts, labels and licence."`
	Card  modelCardCmd  `cmd:"" help:"Print the cards of the encoder and its heads: trained on what, split how, which figures, when."`
}

type modelListCmd struct{}

// Run lists the embedded pipelines.
func (modelListCmd) Run(s *surroundings) error {
	list, err := model.List()
	if err != nil {
		return err
	}
	for _, i := range list {
		fmt.Fprintf(s.out, "%-4s %s, language %s, %.1f MB, licence %s, by %s (embedded)\n", i.Name, i.FullName, i.Lang, float64(i.Bytes)/1e6, i.License, i.Author)
	}
	fmt.Fprintln(s.out, "Others are loaded with --model PATH: a folder, wheel or source archive of a spaCy v3 pipeline.")
	return nil
}

type modelCardCmd struct {
	Head string `arg:"" optional:"" help:"A head, such as attribution; all if not given."`
}

// Run prints cards as JSON: of the encoder, and of each head.
func (c modelCardCmd) Run(s *surroundings) error {
	m, err := model.Encoder()
	if err != nil {
		return err
	}
	cards := map[string]json.RawMessage{}
	for _, n := range m.HeadNames() {
		h, err := m.Head(n)
		if err != nil {
			return err
		}
		cards[n] = json.RawMessage(h.Card)
	}
	if c.Head == "" {
		cards["encoder"] = json.RawMessage(m.Card)
	} else {
		one, ok := cards[c.Head]
		if !ok {
			return &hearsay.Problem{What: fmt.Sprintf("there is no head %q", c.Head), Hint: "there are " + strings.Join(m.HeadNames(), ", ")}
		}
		cards = map[string]json.RawMessage{c.Head: one}
	}
	out, err := json.MarshalIndent(cards, "", "  ")
	if err != nil {
		return fmt.Errorf("a card is no JSON: %w", err)
	}
	_, err = fmt.Fprintf(s.out, "%s\n", out)
	return err
}

type modelCheckCmd struct {
	Path string `arg:"" optional:"" help:"Folder, wheel or source archive; the embedded English one if not given."`
}

// Run opens a pipeline, holds its files against its own list of hashes and
// builds the engine from it.
func (c modelCheckCmd) Run(s *surroundings) error {
	p, err := model.Open(c.Path)
	if err != nil {
		return err
	}
	defer p.Close()
	m := p.Meta
	fmt.Fprintf(s.out, "%s\n  from       %s\n  language   %s\n  licence    %s\n  author     %s\n", m.FullName(), p.Source, m.Lang, m.License, m.Author)
	v, err := model.Verify(p)
	if err != nil {
		return err
	}
	switch {
	case v.Record == "":
		fmt.Fprintln(s.out, "  files      no list of hashes in the package, so none could be held against it")
	case len(v.Wrong) == 0:
		fmt.Fprintf(s.out, "  files      %d as listed in %s\n", v.Checked, v.Record)
	}
	components, err := p.Components()
	if err != nil {
		return err
	}
	for _, comp := range components {
		note := ""
		if n := len(m.Labels[comp.Name]); n > 0 {
			note = fmt.Sprintf(", %d labels", n)
		}
		if comp.Disabled {
			note += ", off"
		}
		fmt.Fprintf(s.out, "  component  %s (%s%s)\n", comp.Name, comp.Factory, note)
	}
	if m.Vectors.Vectors > 0 {
		fmt.Fprintf(s.out, "  vectors    %d of %d numbers for %d words\n", m.Vectors.Vectors, m.Vectors.Width, m.Vectors.Keys)
	}
	if len(v.Wrong) > 0 {
		sort.Strings(v.Wrong)
		return fmt.Errorf("%d files are not as listed: %s; fetch the package again", len(v.Wrong), strings.Join(v.Wrong, ", "))
	}
	if err := tryEngine(p); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "  usable     yes")
	return nil
}
