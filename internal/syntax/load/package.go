package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strconv"

	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

// Package is a pipeline's files, opened: the configuration and the description
// are read, all else is read and decoded when asked for.
type Package struct {
	Source string // the file or folder, for people
	Meta   Meta
	Config Section

	files Files // below the folder of config.cfg
	all   Files // all that the archive holds
	root  string
	close func() error
}

// Meta is what meta.json says of a pipeline.
type Meta struct {
	Lang         string `json:"lang"`
	Name         string `json:"name"`
	Version      string `json:"version"`
	Description  string `json:"description"`
	Author       string `json:"author"`
	URL          string `json:"url"`
	License      string `json:"license"`
	SpacyVersion string `json:"spacy_version"`
	Vectors      struct {
		Width   int    `json:"width"`
		Vectors int    `json:"vectors"`
		Keys    int    `json:"keys"`
		Name    string `json:"name"`
	} `json:"vectors"`
	Labels map[string][]string `json:"labels"`
}

// FullName is the pipeline's name as its package has it: "en_core_web_sm 3.8.0".
func (m Meta) FullName() string { return m.Lang + "_" + m.Name + " " + m.Version }

// Component is one step of a pipeline.
type Component struct {
	Name     string
	Factory  string // what kind of component: tagger, parser, ner...
	Disabled bool   // in the package, not run unless asked for
	Config   Section
}

// Open opens a folder, a wheel (.whl) or a source archive (.tar.gz). The
// folder may be the one of config.cfg or the Python package around it.
func Open(name string) (*Package, error) {
	files, closer, err := openSource(name)
	if err != nil {
		return nil, fmt.Errorf("pipeline %s: %w", name, err)
	}
	p, err := New(baseName(name), files)
	if err != nil {
		closer()
		return nil, err
	}
	p.Source, p.close = name, closer
	return p, nil
}

// New makes a package of files, which may lie in a folder of their own.
func New(source string, all Files) (*Package, error) {
	files, root, err := findRoot(all)
	if err != nil {
		return nil, fmt.Errorf("pipeline %s: %w", source, err)
	}
	p := &Package{Source: source, files: files, all: all, root: root, close: func() error { return nil }}
	cfg, err := p.Read("config.cfg")
	if err != nil {
		return nil, err
	}
	if p.Config, err = ParseConfig(p.where("config.cfg"), cfg); err != nil {
		return nil, err
	}
	meta, err := p.Read("meta.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(meta), &p.Meta); err != nil {
		return nil, fmt.Errorf("%s: %w", p.where("meta.json"), err)
	}
	if lang := p.Config.Section("nlp").String("lang"); lang != "" {
		p.Meta.Lang = lang
	}
	if p.Meta.Lang == "" {
		return nil, fmt.Errorf("%s: no language in [nlp]", p.where("config.cfg"))
	}
	return p, nil
}

// Close gives back what the package holds open. What was read stays good.
func (p *Package) Close() error { return p.close() }

// where names a file for an error.
func (p *Package) where(name string) string { return baseName(p.Source) + ": " + p.root + name }

// Read returns a file below the folder of config.cfg. The error of a missing
// file is fs.ErrNotExist.
func (p *Package) Read(name string) (string, error) {
	s, err := p.files.Read(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("%s: the package lacks this file: %w", p.where(name), fs.ErrNotExist)
		}
		return "", fmt.Errorf("%s: %w", p.where(name), err)
	}
	return s, nil
}

// Names lists the files below the folder of config.cfg.
func (p *Package) Names() []string { return p.files.Names() }

// All returns all files of the archive, those of the Python package too.
func (p *Package) All() Files { return p.all }

// Components lists the pipeline's steps in order.
func (p *Package) Components() ([]Component, error) {
	nlp := p.Config.Section("nlp")
	disabled := map[string]bool{}
	for _, n := range nlp.Strings("disabled") {
		disabled[n] = true
	}
	var out []Component
	for _, name := range nlp.Strings("pipeline") {
		s := p.Config.Section("components").Section(name)
		c := Component{Name: name, Factory: s.String("factory"), Disabled: disabled[name], Config: s}
		if c.Factory == "" {
			return nil, fmt.Errorf("%s: the component %q has no factory (components sourced from other packages cannot be read)", p.where("config.cfg"), name)
		}
		out = append(out, c)
	}
	return out, nil
}

// Model decodes a component's network.
func (p *Package) Model(component string) (*Model, error) {
	name := component + "/model"
	data, err := p.Read(name)
	if err != nil {
		return nil, err
	}
	return DecodeModel(p.where(name), data)
}

// ComponentConfig decodes a component's own cfg file into v; a missing file
// leaves v as it is.
func (p *Package) ComponentConfig(component string, v any) error {
	name := component + "/cfg"
	data, err := p.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(data), v); err != nil {
		return fmt.Errorf("%s: %w", p.where(name), err)
	}
	return nil
}

// Labels returns the labels of a component that has them in its cfg file
// (tagger: a list) in the order of the network's outputs.
func (p *Package) Labels(component string) ([]string, error) {
	var c struct{ Labels []string }
	if err := p.ComponentConfig(component, &c); err != nil {
		return nil, err
	}
	if len(c.Labels) == 0 {
		return nil, fmt.Errorf("%s: no labels: the component was not trained", p.where(component+"/cfg"))
	}
	return c.Labels, nil
}

// MorphLabel is one output of a morphologizer.
type MorphLabel struct{ Morph, Pos string }

// MorphLabels returns a morphologizer's outputs in order: what each sets. Its
// cfg file maps a label to features and to the number of a part of speech.
func (p *Package) MorphLabels(component string) ([]MorphLabel, error) {
	name := component + "/cfg"
	data, err := p.Read(name)
	if err != nil {
		return nil, err
	}
	var c struct {
		Morph orderedStrings    `json:"labels_morph"`
		Pos   map[string]uint64 `json:"labels_pos"`
	}
	if err := json.Unmarshal([]byte(data), &c); err != nil {
		return nil, fmt.Errorf("%s: %w", p.where(name), err)
	}
	var out []MorphLabel
	for _, kv := range c.Morph {
		l := MorphLabel{Morph: kv[1]}
		// 0 is no part of speech; others are symbols from ADJ on.
		if id := c.Pos[kv[0]]; id != 0 {
			pos, ok := SymbolName(id)
			if !ok {
				return nil, fmt.Errorf("%s: label %q: %d is no part of speech", p.where(name), kv[0], id)
			}
			l.Pos = pos
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no labels: the component was not trained", p.where(name))
	}
	return out, nil
}

// orderedStrings is a JSON object of strings in the order of the file: a
// morphologizer numbers its labels in it.
type orderedStrings [][2]string

func (o *orderedStrings) UnmarshalJSON(b []byte) error {
	var keys map[string]string
	if err := json.Unmarshal(b, &keys); err != nil {
		return err
	}
	d := json.NewDecoder(bytesReader(b))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		k, err := d.Token()
		if err != nil {
			return err
		}
		v, err := d.Token()
		if err != nil {
			return err
		}
		ks, _ := k.(string)
		vs, _ := v.(string)
		*o = append(*o, [2]string{ks, vs})
	}
	return nil
}

// Move is one action of a transition system with its label.
type Move struct {
	Action int // number in the system: for a parser shift 0, reduce 1, left 2, right 3, break 4; for names missing 0, begin 1, in 2, last 3, unit 4, out 5
	Label  string
}

// Moves returns the actions of a parser or an entity recognizer in the order of
// the network's outputs: by action, then by frequency and label downwards
// (TransitionSystem.initialize_actions).
func (p *Package) Moves(component string) ([]Move, error) {
	name := component + "/moves"
	data, err := p.Read(name)
	if err != nil {
		return nil, err
	}
	moves, err := DecodeMoves(p.where(name), data)
	if err != nil {
		return nil, err
	}
	return moves, nil
}

// DecodeMoves reads a file `moves`.
func DecodeMoves(file, data string) ([]Move, error) {
	r := msgpack.NewReader(data)
	n, err := r.Map()
	var text string
	for range n {
		var key string
		if key, err = r.String(); err != nil {
			break
		}
		if key == "moves" {
			text, err = r.String()
		} else {
			err = r.Skip()
		}
		if err != nil {
			break
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: moves: %w", file, err)
	}
	var table map[string]map[string]float64
	if err := json.Unmarshal([]byte(text), &table); err != nil {
		return nil, fmt.Errorf("%s: moves: %w", file, err)
	}
	actions := make([]string, 0, len(table))
	for a := range table {
		actions = append(actions, a)
	}
	sort.Strings(actions)
	type late struct {
		freq  float64
		label string
	}
	var out []Move
	var added []late
	lateActions := map[string][]int{}
	for _, a := range actions {
		num, err := strconv.Atoi(a)
		if err != nil || num < 0 || num > 16 {
			return nil, fmt.Errorf("%s: moves: %q is no number of an action", file, a)
		}
		labels := make([]string, 0, len(table[a]))
		for l := range table[a] {
			labels = append(labels, l)
		}
		sort.Slice(labels, func(i, j int) bool {
			fi, fj := table[a][labels[i]], table[a][labels[j]]
			if fi != fj {
				return fi > fj
			}
			return labels[i] > labels[j]
		})
		for _, l := range labels {
			if f := table[a][l]; f < 0 {
				added = append(added, late{f, l})
				lateActions[l] = append(lateActions[l], num)
				continue
			}
			out = append(out, Move{num, l})
		}
	}
	// Labels that were added by name after the actions were counted have
	// frequencies below zero and come last, each with all its actions.
	sort.SliceStable(added, func(i, j int) bool {
		if added[i].freq != added[j].freq {
			return added[i].freq > added[j].freq
		}
		return added[i].label > added[j].label
	})
	seen := map[Move]bool{}
	for _, l := range added {
		for _, a := range lateActions[l.label] {
			if m := (Move{a, l.label}); !seen[m] {
				seen[m] = true
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// Lookups returns the tables below a folder: "vocab" or "lemmatizer/lookups".
// Where there is no file there are no tables.
func (p *Package) Lookups(folder string) (*Lookups, error) {
	name := folder + "/lookups.bin"
	data, err := p.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return &Lookups{File: p.where(name), tables: map[string]string{}}, nil
	}
	if err != nil {
		return nil, err
	}
	return DecodeLookups(p.where(name), data)
}

// Tokenizer decodes the tokenizer's rules.
func (p *Package) Tokenizer() (*Tokenizer, error) {
	data, err := p.Read("tokenizer")
	if err != nil {
		return nil, err
	}
	return DecodeTokenizer(p.where("tokenizer"), data)
}

// Strings decodes the strings that the pipeline knows.
func (p *Package) Strings() (Strings, error) {
	data, err := p.Read("vocab/strings.json")
	if err != nil {
		return nil, err
	}
	return DecodeStrings(p.where("vocab/strings.json"), data)
}

// Patterns decodes the patterns of an attribute ruler.
func (p *Package) Patterns(component string) ([]Pattern, error) {
	name := component + "/patterns"
	data, err := p.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return DecodePatterns(p.where(name), data)
}
