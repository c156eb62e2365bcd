// Package book holds the codebook of events as data: which words name which
// PLOVER event, who takes part in it, and the tables of codes and scores.
//
// Input are the tables beside this file, embedded; output is a [Book], read
// only and shared by any number of readers.
//
//	arrest	v	subj>obj	COERCE	arrest	legal	173	PLOVER 3.15	-	[A:Kenyan police] *arrested* [R:two reporters] in Nairobi.
//
// Types, modes and contexts are those of the PLOVER manual (draft 0.8 and the
// tables of modes in its chapter "Event Categories"), in lower case; codes are
// CAMEO's; scores are Goldstein's as mapped to CAMEO codes.
package book

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
)

//go:embed *.tsv
var files embed.FS

// Entry is one line of the lexicon: a word that names an event under
// conditions, and where in the tree those who take part stand.
type Entry struct {
	Name       string // "attack.v", unique with its line: "strike.n/2"
	Lemma      string
	Pos        string // v verb, n noun, a adjective, m modal
	Actors     []Slots
	Recipients []Slots
	Type       string
	Modes      []string
	Contexts   []string
	CAMEO      string
	Section    string // of the codebook
	When       []Condition
	Example    string
	Line       string // file:line, for errors and tests
}

// Slots are alternatives: the first of them that is filled in the tree counts.
type Slots []string

// Condition restricts an entry. Op is "=" (the slot's word is one of the
// words), "!" (it is not, or the slot is empty), "+" (the slot is filled),
// "-" (the slot is empty).
type Condition struct {
	Slots []string // any of them
	Op    byte
	Class string // "@weapon"; empty where Words are given in the line
	Words map[string]bool
}

// Code is one line of the table of codes.
type Code struct {
	CAMEO  string
	Type   string
	Score  float64 // Goldstein
	Gloss  string
	Source string
}

// narrow weighs how much a line asks for: words weigh more than a filled slot,
// that more than words that must not be there.
func (e *Entry) narrow() int {
	n := 0
	for _, c := range e.When {
		switch c.Op {
		case '=':
			n += 40
		case '+', '-':
			n += 5
		default:
			n++
		}
	}
	return n
}

// ModeRule adds a mode to events of a type by a word nearby.
type ModeRule struct {
	Type, Mode, CAMEO string
	Words             map[string]bool
}

// Book is the whole codebook.
type Book struct {
	Entries  map[string][]*Entry // by pos and lemma, "v:attack", in order of the file
	All      []*Entry
	Classes  map[string]map[string]bool
	Codes    map[string]Code
	Quads    map[string]string // type -> quad class
	Sections map[string]string // type -> section of the manual
	Modes    []ModeRule
	Contexts []ContextRule
	Light    map[string]Light             // by verb lemma, "carry_out"
	Forms    map[string]string            // inflected form of a verb of the lexicon -> lemma
	Status   map[string]map[string]string // relation ("xcomp", "obj", "for", "mod", "mark", "aux") -> word -> status
}

// Light tells who acts in a verb that carries a noun's event.
type Light struct {
	Subj  bool // its subject acts: "the army carried out a raid"
	Obj   bool // its subject is acted on: "the town suffered a raid"
	Event bool // the noun is its subject: "the raid took place"
}

// ContextRule adds a context to events whose clause holds one of the words.
type ContextRule struct {
	Context string
	Words   map[string]bool
}

// Types lists the sixteen event types in the manual's order.
var Types = [...]string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
	"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

// Load reads the embedded tables.
func Load() (*Book, error) { return Read(files) }

// Read reads a codebook from the .tsv files at the top of fsys. An error names
// the file and the line.
func Read(fsys fs.FS) (*Book, error) {
	b := &Book{Entries: map[string][]*Entry{}, Classes: map[string]map[string]bool{}, Codes: map[string]Code{}, Quads: map[string]string{},
		Sections: map[string]string{}, Light: map[string]Light{}, Status: map[string]map[string]string{}, Forms: map[string]string{}}
	names, err := fs.Glob(fsys, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("listing the codebook: %w", err)
	}
	sort.Strings(names)
	// Tables that the lexicon refers to come first.
	for _, table := range []struct {
		file string
		cols int
		add  func(f []string) error
	}{
		{"classes.tsv", 2, b.addClass}, {"types.tsv", 3, b.addType}, {"codes.tsv", 4, b.addCode}, {"modes.tsv", 4, b.addMode},
		{"contexts.tsv", 2, b.addContext}, {"light.tsv", 3, b.addLight}, {"status.tsv", 3, b.addStatus},
	} {
		if err := each(fsys, table.file, table.cols, table.add); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		if !isLexicon(name) {
			continue
		}
		err := each(fsys, name, 10, func(f []string) error { return b.addEntry(f, name+": "+f[0]) })
		if err != nil {
			return nil, err
		}
	}
	// The line that asks for more is the narrower sense; files keep their order otherwise.
	for _, es := range b.Entries {
		sort.SliceStable(es, func(i, j int) bool { return es[i].narrow() > es[j].narrow() })
	}
	for _, e := range b.All {
		if e.Pos == "v" {
			for _, f := range inflect(e.Lemma) {
				if _, ok := b.Forms[f]; !ok {
					b.Forms[f] = e.Lemma
				}
			}
		}
	}
	// The engine's lemma of some is no verb at all ("stag" of "staged").
	for key := range b.Light {
		l, _, _ := strings.Cut(key, "_")
		for _, f := range inflect(l) {
			if have, ok := b.Forms[f]; !ok || l < have && b.Entries["v:"+have] == nil { // the same, in whatever order
				b.Forms[f] = l
			}
		}
	}
	if err := each(fsys, "irregular.tsv", 2, b.addIrregular); err != nil {
		return nil, err
	}
	return b, nil
}

// inflect lists the regular forms of an English verb. The tagger's lemma is
// wrong where it takes a past for a present ("petitioned" as VBP); these forms
// find the word all the same.
func inflect(l string) []string {
	last := l[len(l)-1]
	switch {
	case last == 'e':
		return []string{l + "s", l + "d", l[:len(l)-1] + "ing"}
	case last == 'y' && len(l) > 2 && !strings.ContainsRune("aeiou", rune(l[len(l)-2])):
		return []string{l[:len(l)-1] + "ies", l[:len(l)-1] + "ied", l + "ing"}
	case strings.HasSuffix(l, "s"), strings.HasSuffix(l, "sh"), strings.HasSuffix(l, "ch"), strings.HasSuffix(l, "x"), strings.HasSuffix(l, "z"):
		return []string{l + "es", l + "ed", l + "ing"}
	}
	out := []string{l + "s", l + "ed", l + "ing"}
	if n := len(l); n > 2 && strings.ContainsRune("bdgklmnprt", rune(last)) && strings.ContainsRune("aeiou", rune(l[n-2])) && !strings.ContainsRune("aeiou", rune(l[n-3])) {
		out = append(out, l+string(last)+"ed", l+string(last)+"ing")
	}
	return out
}

func (b *Book) addIrregular(f []string) error {
	for _, w := range strings.Fields(f[1]) {
		b.Forms[w] = f[0]
	}
	return nil
}

func isLexicon(name string) bool {
	base := strings.TrimSuffix(path.Base(name), ".tsv")
	for _, t := range Types {
		if strings.EqualFold(t, base) {
			return true
		}
	}
	return false
}

// each calls add with the fields of each line that is no comment.
func each(fsys fs.FS, name string, cols int, add func([]string) error) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("codebook: %w", err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != cols {
			return fmt.Errorf("codebook %s:%d: %d columns where %d are due (columns are divided by tabs)", name, i+1, len(f), cols)
		}
		if err := add(f); err != nil {
			return fmt.Errorf("codebook %s:%d: %w", name, i+1, err)
		}
	}
	return nil
}

func list(s, sep string) []string {
	if s == "-" || s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
}

func (b *Book) addClass(f []string) error {
	if b.Classes[f[0]] == nil {
		b.Classes[f[0]] = map[string]bool{}
	}
	for _, w := range strings.Fields(f[1]) {
		if strings.HasPrefix(w, "@") {
			c, ok := b.Classes[w[1:]]
			if !ok {
				return fmt.Errorf("class %s is not defined above", w)
			}
			for k := range c {
				b.Classes[f[0]][k] = true
			}
			continue
		}
		b.Classes[f[0]][strings.ReplaceAll(w, "_", " ")] = true
	}
	return nil
}

func (b *Book) addType(f []string) error {
	b.Quads[f[0]], b.Sections[f[0]] = f[1], f[2]
	return nil
}

func (b *Book) addCode(f []string) error {
	score, err := strconv.ParseFloat(f[2], 64)
	if err != nil {
		return fmt.Errorf("score of %s: %w", f[0], err)
	}
	if b.Quads[f[1]] == "" {
		return fmt.Errorf("%s is no event type", f[1])
	}
	b.Codes[f[0]] = Code{CAMEO: f[0], Type: f[1], Score: score, Gloss: f[3]}
	return nil
}

func (b *Book) addMode(f []string) error {
	words := map[string]bool{}
	for _, w := range strings.Fields(f[3]) {
		if strings.HasPrefix(w, "@") {
			for k := range b.Classes[w[1:]] {
				words[k] = true
			}
		}
		words[w] = true
	}
	if f[2] != "-" {
		if _, ok := b.Codes[f[2]]; !ok {
			return fmt.Errorf("%s is no CAMEO code of codes.tsv", f[2])
		}
	}
	b.Modes = append(b.Modes, ModeRule{f[0], f[1], f[2], words})
	return nil
}

func (b *Book) addContext(f []string) error {
	b.Contexts = append(b.Contexts, ContextRule{f[0], set(strings.Fields(f[1]))})
	return nil
}

func (b *Book) addLight(f []string) error {
	for _, v := range strings.Fields(f[0]) {
		l := b.Light[v]
		switch f[1] {
		case "subj":
			l.Subj = true
		case "obj":
			l.Obj = true
		case "event":
			l.Event = true
		default:
			return fmt.Errorf("%q tells not who acts: write subj, obj or event", f[1])
		}
		b.Light[v] = l
	}
	return nil
}

func (b *Book) addStatus(f []string) error {
	if b.Status[f[0]] == nil {
		b.Status[f[0]] = map[string]string{}
	}
	for _, w := range strings.Fields(f[2]) {
		b.Status[f[0]][strings.ReplaceAll(w, "_", " ")] = f[1]
	}
	return nil
}

func (b *Book) addEntry(f []string, line string) error {
	actors, recipients, ok := strings.Cut(f[2], ">")
	if !ok {
		return fmt.Errorf("frame %q has no '>' between actor and recipient", f[2])
	}
	slots := func(s string) (out []Slots) {
		for _, alt := range list(s, ",") {
			out = append(out, strings.Split(alt, "|"))
		}
		return out
	}
	if b.Quads[f[3]] == "" {
		return fmt.Errorf("%s is no event type", f[3])
	}
	code, ok := b.Codes[f[6]]
	if !ok {
		return fmt.Errorf("%s is no CAMEO code of codes.tsv", f[6])
	}
	_ = code
	var when []Condition
	for _, c := range list(f[8], " ") {
		cond, err := b.condition(c)
		if err != nil {
			return err
		}
		when = append(when, cond)
	}
	for _, lemma := range strings.Split(f[0], " ") {
		e := &Entry{Name: lemma + "." + f[1], Lemma: lemma, Pos: f[1], Actors: slots(actors), Recipients: slots(recipients), Type: f[3],
			Modes: list(f[4], ","), Contexts: list(f[5], ","), CAMEO: f[6], Section: f[7], When: when, Example: f[9], Line: line}
		key := f[1] + ":" + lemma
		b.Entries[key] = append(b.Entries[key], e)
		b.All = append(b.All, e)
	}
	return nil
}

func (b *Book) condition(s string) (Condition, error) {
	if s[0] == '+' || s[0] == '-' {
		return Condition{Slots: strings.Split(s[1:], "/"), Op: s[0]}, nil
	}
	i := strings.IndexAny(s, "=!")
	if i <= 0 {
		return Condition{}, fmt.Errorf("condition %q: write slot=words, slot!words, +slot or -slot", s)
	}
	c := Condition{Slots: strings.Split(s[:i], "/"), Op: s[i], Words: map[string]bool{}}
	for _, w := range strings.Split(s[i+1:], ",") {
		if !strings.HasPrefix(w, "@") {
			c.Words[strings.ReplaceAll(w, "_", " ")] = true
			continue
		}
		class, ok := b.Classes[w[1:]]
		if !ok {
			return c, fmt.Errorf("condition %q: class %s is not in classes.tsv", s, w)
		}
		c.Class = w
		for k := range class {
			c.Words[k] = true
		}
	}
	return c, nil
}
