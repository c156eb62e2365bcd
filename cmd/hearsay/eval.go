package main

import (
	"context"
	"fmt"
	"io"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/mend"
	"github.com/hearsay/hearsay/internal/reading/factuality"
	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/syntax"
)

// evalCmd measures; each corpus is read from where the user has it, none is shipped.
type evalCmd struct {
	Spacy      evalSpacyCmd      `cmd:"" help:"The syntax engine against a golden file of the reference implementation."`
	Polnear    evalPolnearCmd    `cmd:"" help:"Claims against PolNeAR: source, cue and content of attributions."`
	Speakers   evalSpeakersCmd   `cmd:"" help:"Who speaks in direct quotations of PolNeAR's train split, of which 298 are marked."`
	Timeml     evalTimemlCmd     `cmd:"" help:"Times against TimeML files: spans and values."`
	Geo        evalGeoCmd        `cmd:"" help:"Places against LGL or TR-News: spans, within 161 km, exact identifier."`
	Coref      evalCorefCmd      `cmd:"" help:"Entities against GUM: mentions and coreference."`
	Names      evalNamesCmd      `cmd:"" help:"Names of persons, organizations and places against GUM: spans."`
	Factuality evalFactualityCmd `cmd:"" help:"How events are told against MEANTIME: certainty, polarity, tense."`
	Plv        evalPlvCmd        `cmd:"" help:"Event types against coded pairs of the PLOVER kind."`
	Meantime   evalMeantimeCmd   `cmd:"" help:"Events over reports against MEANTIME: CoNLL F."`
	Reports    evalReportsCmd    `cmd:"" help:"Whole readings against what a person expects of them, report by report."`
	Incidents  evalIncidentsCmd  `cmd:"" help:"Stories against reports of incidents: B-cubed."`
	Written    evalWrittenCmd    `cmd:"" help:"Stories against reports written for it: B-cubed."`
	Ecb        evalEcbCmd        `cmd:"" help:"Stories and events over reports against ECB+: B-cubed over subtopics, CoNLL F."`
	Copies     evalCopiesCmd     `cmd:"" help:"Copies against pairs of reports judged by reading them."`
}

// A part of a corpus: rules are made on one and reported on the other.
type part struct {
	Part score.Held `default:"all" enum:"all,dev,held" help:"all, dev (four fifths) or held (the fifth kept aside, by a hash of the names)."`
}

type evalSpacyCmd struct {
	File  string `arg:"" help:"Golden file (JSON lines, .gz allowed)."`
	Model string `placeholder:"PATH" help:"The pipeline that the golden file was made with; else the embedded English one."`
	Diff  int    `placeholder:"N" help:"List the first N differences; below 0 all."`
}

// Run prints the table of sameness.
func (c evalSpacyCmd) Run(s *surroundings) error {
	p, err := syntax.Open(c.Model)
	if err != nil {
		return err
	}
	same, err := score.Spacy(s.out, c.File, p.NewWorker().Parse, score.Options{Differences: c.Diff})
	if err != nil {
		return err
	}
	if same.Total == 0 {
		return fmt.Errorf("%s holds no tokens", c.File)
	}
	return nil
}

// documents returns a function that reads documents in English.
func documents(ctx context.Context) (func(*hearsay.Document) (*hearsay.Reading, error), error) {
	p, err := syntax.Open("")
	if err != nil {
		return nil, err
	}
	r, err := flow.New(p.NewWorker())
	if err != nil {
		return nil, err
	}
	return func(d *hearsay.Document) (*hearsay.Reading, error) {
		if d.Language == "" {
			d.Language = p.Lang()
		}
		return r.Read(ctx, d)
	}, nil
}

type evalPolnearCmd struct {
	Aside  bool   `help:"Of the train split, only the tenth by which the head was chosen, and on which it was not trained."`
	Folder string `arg:"" help:"Folder with text/*.txt and attributions/*.ann."`
}

// Run prints precision, recall and F of each role.
func (c evalPolnearCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	var keep func(string) bool
	if c.Aside {
		keep = score.Aside
	}
	return score.PolNeAR(c.Folder, keep, func(text string) (*hearsay.Reading, error) { return read(&hearsay.Document{Text: text}) }, s.out)
}

type evalSpeakersCmd struct {
	Folder string `arg:"" help:"Folder of PolNeAR's train split."`
	Wrong  bool   `help:"List the wrong ones."`
}

// Run prints for how many quotations the speaker is right.
func (c evalSpeakersCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	var wrong io.Writer
	if c.Wrong {
		wrong = s.out
	}
	sum, err := score.Speakers(c.Folder, func(text string) (*hearsay.Reading, error) { return read(&hearsay.Document{Text: text}) }, wrong)
	if err != nil {
		return err
	}
	sum.Print(s.out)
	return nil
}

type evalTimemlCmd struct {
	part
	Folder string `arg:"" help:"Folder with .tml files."`
}

// Run prints the figures of TempEval-3.
func (c evalTimemlCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	sum, err := score.TimeML(c.Folder, c.Part, read, nil)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, sum)
	return err
}

type evalGeoCmd struct {
	part
	File string `arg:"" help:"XML file of articles with toponyms."`
}

// Run prints the figures of toponym resolution.
func (c evalGeoCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	sum, err := score.Places(c.File, c.Part, read, nil)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, sum)
	return err
}

type evalCorefCmd struct {
	part
	Genre  string `default:"news" help:"Documents of this genre alone (news, interview, bio, speech); all if empty."`
	Folder string `arg:"" help:"Folder with .conllu files."`
}

// Run prints the figures of coreference.
func (c evalCorefCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	return score.GUM(c.Folder, func(name string) bool { return score.OfGenre(name, c.Genre) && c.Part.Takes(name) }, read, s.out)
}

type evalNamesCmd struct {
	part
	Genre  string `default:"news" help:"Documents of this genre alone (news, interview, bio, speech); all if empty."`
	Folder string `arg:"" help:"Folder with .conllu files."`
}

// Run prints the figures of names.
func (c evalNamesCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	return score.GUMNames(c.Folder, func(name string) bool { return score.OfGenre(name, c.Genre) && c.Part.Takes(name) }, read, s.out)
}

type evalFactualityCmd struct {
	part
	Folder string `arg:"" help:"Folder of MEANTIME."`
}

// Run prints F of each value.
func (c evalFactualityCmd) Run(s *surroundings) error {
	p, err := syntax.Open("")
	if err != nil {
		return err
	}
	w := p.NewWorker()
	f, err := score.ScoreFactuality(c.Folder, c.Part.Takes, func(text string) (*hearsay.Syntax, func(int) (hearsay.Certainty, hearsay.Polarity, string), error) {
		out := &hearsay.Syntax{}
		if err := w.Parse(text, out); err != nil {
			return nil, nil, err
		}
		mend.Tree(out)
		return out, func(i int) (hearsay.Certainty, hearsay.Polarity, string) {
			t := factuality.Of(out, i)
			return t.Certainty, t.Polarity, string(t.Tense)
		}, nil
	})
	if err != nil {
		return err
	}
	f.Print(s.out)
	return nil
}

type evalPlvCmd struct {
	part
	File string `arg:"" help:"Table of coded pairs (TSV)."`
}

// Run prints accuracy and macro F of the event type.
func (c evalPlvCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	sum, err := score.PLV(c.File, c.Part, read, nil)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, sum)
	return err
}
