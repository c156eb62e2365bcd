package syntax

import (
	"fmt"
	"strings"
	"sync"

	"github.com/hearsay/hearsay/internal/syntax/embed"
	"github.com/hearsay/hearsay/internal/syntax/lemma"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/name"
	"github.com/hearsay/hearsay/internal/syntax/parse"
	"github.com/hearsay/hearsay/internal/syntax/rule"
	"github.com/hearsay/hearsay/internal/syntax/tag"
)

// builder puts a pipeline together. Decoding is most of a program's start, so
// the parts are decoded side by side and put in their places in order.
type builder struct {
	p        *Pipeline
	pkg      *load.Package
	vectors  func() (*load.Vectors, error)
	encoders map[string]*unit // by component
	jobs     []func() error
}

// later adds a job that runs beside others; it may only write what no other does.
func (b *builder) later(job func() error) { b.jobs = append(b.jobs, job) }

// finish runs the jobs and returns the first error in their order.
func (b *builder) finish() error {
	errs := make([]error, len(b.jobs))
	var wg sync.WaitGroup
	for i, job := range b.jobs {
		wg.Go(func() { errs[i] = job() })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	for _, u := range b.p.units {
		for _, t := range u.taps {
			if err := t.fits(u.enc.Width()); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds a component.
func (b *builder) add(c load.Component) error {
	switch c.Factory {
	case "tok2vec":
		b.unit(c.Name, c.Config.Section("model"), func() (*load.Model, error) { return b.pkg.Model(c.Name) })
		return nil
	case "tagger", "morphologizer", "senter", "trainable_lemmatizer":
		return b.addTagger(c)
	case "parser", "ner":
		return b.addTransitions(c)
	case "attribute_ruler":
		r := &ruler{}
		b.p.components = append(b.p.components, r)
		b.later(func() error {
			patterns, err := b.pkg.Patterns(c.Name)
			if err != nil {
				return err
			}
			if r.r, err = rule.New(patterns); err != nil {
				return fmt.Errorf("%s: component %q: %w", b.pkg.Source, c.Name, err)
			}
			return nil
		})
		return nil
	case "lemmatizer":
		l := &lemmatizer{overwrite: c.Config.Bool("overwrite", false)}
		b.p.components = append(b.p.components, l)
		b.later(func() error {
			tables, err := b.pkg.Lookups(c.Name + "/lookups")
			if err != nil {
				return err
			}
			mode := c.Config.String("mode")
			if mode == "" {
				mode = "lookup"
			}
			if l.l, err = lemma.New(b.pkg.Meta.Lang, mode, tables); err != nil {
				return fmt.Errorf("%s: component %q: %w", b.pkg.Source, c.Name, err)
			}
			b.p.dictionary = l.l
			return nil
		})
		return nil
	case "sentencizer":
		s, err := newSentencizer(b.pkg, c)
		if err != nil {
			return err
		}
		b.p.components = append(b.p.components, s)
		return nil
	}
	return fmt.Errorf("%s: %q: %w", b.pkg.Source, c.Factory, ErrComponent)
}

// unit adds an encoder; model is called when the jobs run.
func (b *builder) unit(component string, cfg load.Section, model func() (*load.Model, error)) *unit {
	u := &unit{}
	b.p.units = append(b.p.units, u)
	b.encoders[component] = u
	b.later(func() error {
		m, err := model()
		if err != nil {
			return err
		}
		var vectors *load.Vectors
		if wantsVectors(cfg) {
			if vectors, err = b.vectors(); err != nil {
				return err
			}
		}
		u.enc, err = embed.New(cfg, m, vectors)
		return err
	})
	return u
}

// wantsVectors tells whether a tok2vec reads the static vectors.
func wantsVectors(cfg load.Section) bool {
	return cfg.Section("embed").Bool("include_static_vectors", false) || cfg.Bool("include_static_vectors", false) ||
		cfg.Bool("pretrained_vectors", false)
}

// source finds the encoder that a component reads: its own, or the one that its
// listener names.
func (b *builder) source(c load.Component, model func() (*load.Model, error)) (*unit, error) {
	cfg := c.Config.Section("model.tok2vec")
	upstream, listens := embed.Listens(cfg)
	if !listens {
		return b.unit(c.Name, cfg, model), nil
	}
	if u := b.encoders[upstream]; u != nil {
		return u, nil
	}
	if upstream == "*" {
		for _, u := range b.p.units {
			return u, nil
		}
	}
	return nil, fmt.Errorf("%s: it listens to the component %q, which is missing, disabled or comes later", b.pkg.Source, upstream)
}

// addTagger adds a component with one label a token.
func (b *builder) addTagger(c load.Component) error {
	model := sync.OnceValues(func() (*load.Model, error) { return b.pkg.Model(c.Name) })
	u, err := b.source(c, model)
	if err != nil {
		return err
	}
	t := &labels{slot: b.p.ids, unit: u}
	b.p.ids++
	at := len(u.taps)
	u.taps = append(u.taps, tap{slot: t.slot})
	var comp component
	var fill func() (int, error) // reads what the labels set; returns their number
	switch c.Factory {
	case "tagger":
		g := &tagger{labels: t, overwrite: b.overwrite(c, false)}
		comp = g
		fill = func() (int, error) {
			var err error
			g.tags, err = b.pkg.Labels(c.Name)
			return len(g.tags), err
		}
	case "morphologizer":
		g := &morphologizer{labels: t, overwrite: b.overwrite(c, true)}
		if err := b.pkg.ComponentConfig(c.Name, &struct{ Extend *bool }{&g.extend}); err != nil {
			return err
		}
		comp = g
		fill = func() (int, error) {
			list, err := b.pkg.MorphLabels(c.Name)
			for _, l := range list {
				g.morphs = append(g.morphs, rule.Features(l.Morph))
				g.pos = append(g.pos, l.Pos)
			}
			return len(list), err
		}
	case "senter":
		comp = &senter{labels: t, overwrite: b.overwrite(c, false)}
		fill = func() (int, error) { return 2, nil }
	case "trainable_lemmatizer":
		g := &editLemmatizer{labels: t, overwrite: b.overwrite(c, false), backoff: c.Config.String("backoff")}
		if k := c.Config.Int("top_k", 1); k != 1 {
			return fmt.Errorf("%s: top_k is %d; only 1 is known", b.pkg.Source, k)
		}
		switch g.backoff {
		case "", "orth", "lower", "norm":
		default:
			return fmt.Errorf("%s: the backoff %q is not known", b.pkg.Source, g.backoff)
		}
		comp = g
		fill = func() (int, error) {
			var cfg struct{ Labels []int }
			if err := b.pkg.ComponentConfig(c.Name, &cfg); err != nil {
				return 0, err
			}
			data, err := b.pkg.Read(c.Name + "/trees")
			if err != nil {
				return 0, err
			}
			words, err := b.pkg.Strings()
			if err != nil {
				return 0, err
			}
			g.trees, err = lemma.NewEditTrees(b.pkg.Source+": "+c.Name+"/trees", data, cfg.Labels, words)
			return len(cfg.Labels), err
		}
	}
	b.p.components = append(b.p.components, comp)
	b.later(func() error {
		m, err := model()
		if err != nil {
			return err
		}
		tg, err := tag.New(c.Config.Section("model"), m)
		if err != nil {
			return err
		}
		n, err := fill()
		if err != nil {
			return err
		}
		if n != tg.Labels() {
			return fmt.Errorf("%s: component %q has %d labels, its network %d outputs: the files do not fit each other", b.pkg.Source, c.Name, n, tg.Labels())
		}
		u.taps[at].tagger = tg
		return nil
	})
	return nil
}

// overwrite reads whether a component overwrites what others set. Its own cfg
// file goes before the configuration.
func (b *builder) overwrite(c load.Component, def bool) bool {
	v := c.Config.Bool("overwrite", def)
	// A broken file is reported where its labels are read.
	_ = b.pkg.ComponentConfig(c.Name, &struct{ Overwrite *bool }{&v})
	return v
}

// addTransitions adds a parser or an entity recognizer.
func (b *builder) addTransitions(c load.Component) error {
	model := sync.OnceValues(func() (*load.Model, error) { return b.pkg.Model(c.Name) })
	u, err := b.source(c, model)
	if err != nil {
		return err
	}
	slot := b.p.projected
	b.p.projected++
	at := len(u.taps)
	u.taps = append(u.taps, tap{slot: slot})
	if c.Factory == "parser" {
		g := &parser{unit: u, slot: slot}
		b.p.components = append(b.p.components, g)
		b.later(func() error {
			m, moves, err := b.transitions(c, model)
			if err != nil {
				return err
			}
			if g.p, err = parse.New(c.Config.Section("model"), m, moves); err != nil {
				return err
			}
			g.labels = g.p.Labels()
			u.taps[at].net = g.p.Net()
			return nil
		})
		return nil
	}
	g := &recognizer{unit: u, slot: slot}
	u.names = true
	b.p.components = append(b.p.components, g)
	b.later(func() error {
		m, moves, err := b.transitions(c, model)
		if err != nil {
			return err
		}
		if g.r, err = name.New(c.Config.Section("model"), m, moves); err != nil {
			return err
		}
		for _, l := range g.r.Labels() {
			g.begin = append(g.begin, "B-"+l)
			g.inside = append(g.inside, "I-"+l)
		}
		u.taps[at].net = g.r.Net()
		return nil
	})
	return nil
}

func (b *builder) transitions(c load.Component, model func() (*load.Model, error)) (*load.Model, []load.Move, error) {
	m, err := model()
	if err != nil {
		return nil, nil, err
	}
	moves, err := b.pkg.Moves(c.Name)
	return m, moves, err
}

// isOutside tells a text that stands for no name.
func isOutside(ent string) bool { return ent == "" || !strings.Contains(ent, "-") }
