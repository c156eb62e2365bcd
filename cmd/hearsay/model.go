package main

import (
	"fmt"
	"sort"
	"strings"

	"github.com/hearsay/hearsay/internal/model"
)

type modelCmd struct {
	List  modelListCmd  `cmd:"" help:"List the pipelines that come with the program."`
	Check modelCheckCmd `cmd:"" help:"Check that a pipeline is whole and can be used: its files, parts, labels and licence."`
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
