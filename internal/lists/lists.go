// Package lists holds closed word lists that several stages need: nouns that
// name persons, groups, organizations, places and things, titles before names,
// number words, first names, and the words of denials.
//
// Input is a word or lemma, lower case; output is what the list says of it:
//
//	n, ok := lists.NounOf("spokeswoman") // person, gender f, trait role
//	v, ok := lists.Number("1.2 million") // 1200000
//
// The lists are the embedded .tsv files; the header of each tells its columns
// and where it comes from. They are read once, on first use.
package lists

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/hearsay/hearsay"
)

var (
	//go:embed nouns.tsv
	nounsTSV string
	//go:embed titles.tsv
	titlesTSV string
	//go:embed numbers.tsv
	numbersTSV string
	//go:embed names.tsv
	namesTSV string
)

// Noun is one common noun that can stand for an actor, a place or a thing.
type Noun struct {
	Lemma   string
	Kind    hearsay.Kind
	Sectors []string // PLOVER/CAMEO sectors, such as GOV or MIL
	Gender  byte     // 'm', 'f' or 0
	traits  []string
}

// Is reports whether the noun has a trait of nouns.tsv: plural, mass, class,
// outlet, inst, gov, unit, role, relative.
func (n *Noun) Is(trait string) bool {
	for _, t := range n.traits {
		if t == trait {
			return true
		}
	}
	return false
}

// TitleClass tells what becomes of a word that stands before a person's name.
type TitleClass string

const (
	Honorific TitleClass = "honorific" // left off the name, kept in the mention: "Sheikh"
	Rank      TitleClass = "rank"      // left off both: "Gen."
	Kept      TitleClass = "kept"      // part of a name of two words: "Pope Leo"
)

// Title is one word of titles.tsv.
type Title struct {
	Class   TitleClass
	Gender  byte // 'm', 'f' or 0
	Sectors []string
	Role    string // the noun it stands for: "governor" for "Gov."; empty where it is none
}

type tables struct {
	nouns   map[string]*Noun
	titles  map[string]Title
	numbers map[string]numberWord
	names   map[string]byte
}

type numberWord struct {
	kind  string
	value float64
}

var load = sync.OnceValues(func() (*tables, error) {
	t := &tables{map[string]*Noun{}, map[string]Title{}, map[string]numberWord{}, map[string]byte{}}
	err := Rows(nounsTSV, 4, func(c []string) error {
		for _, w := range strings.Fields(c[3]) {
			n := &Noun{Lemma: strings.ReplaceAll(w, "_", " "), Kind: hearsay.Kind(c[0]), Sectors: Split(c[1])}
			for _, tr := range Split(c[2]) {
				if tr == "m" || tr == "f" {
					n.Gender = tr[0]
				} else {
					n.traits = append(n.traits, tr)
				}
			}
			if t.nouns[n.Lemma] != nil {
				return fmt.Errorf("%q stands twice", w)
			}
			t.nouns[n.Lemma] = n
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("nouns.tsv: %w", err)
	}
	if err = Rows(titlesTSV, 5, func(c []string) error {
		n := Title{Class: TitleClass(c[1]), Sectors: Split(c[3])}
		if c[4] != "-" {
			n.Role = c[4]
		}
		if c[2] != "-" {
			n.Gender = c[2][0]
		}
		t.titles[c[0]] = n
		return nil
	}); err != nil {
		return nil, fmt.Errorf("titles.tsv: %w", err)
	}
	if err = Rows(numbersTSV, 3, func(c []string) error {
		v, err := strconv.ParseFloat(c[2], 64)
		t.numbers[c[0]] = numberWord{c[1], v}
		return err
	}); err != nil {
		return nil, fmt.Errorf("numbers.tsv: %w", err)
	}
	if err = Rows(namesTSV, 3, func(c []string) error {
		for _, w := range strings.Fields(c[2]) {
			t.names[w] = c[0][0]
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("names.tsv: %w", err)
	}
	return t, nil
})

// Check reads all lists and returns the first fault in them. A stage calls it
// when it is made, so that later look-ups cannot fail.
func Check() error {
	if _, err := load(); err != nil {
		return err
	}
	_, err := loadDenials()
	return err
}

// Rows calls f with the columns of each line of a TSV text: # begins a comment
// line, empty lines are passed over, and a line of other than n columns is an
// error that gives its number.
func Rows(tsv string, n int, f func(columns []string) error) error {
	line := 0
	for text := range strings.Lines(tsv) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if text == "" || text[0] == '#' {
			continue
		}
		c := strings.Split(text, "\t")
		if len(c) != n {
			return fmt.Errorf("line %d has %d columns and needs %d: separate them by tabs", line, len(c), n)
		}
		if err := f(c); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
	return nil
}

// Split cuts a comma-separated column; "-" and "" are none.
func Split(column string) []string {
	if column == "-" || column == "" {
		return nil
	}
	return strings.Split(column, ",")
}

// NounOf returns the noun of a lemma (lower case; several words joined by a
// space, such as "prime minister").
func NounOf(lemma string) (*Noun, bool) {
	t, err := load()
	if err != nil {
		return nil, false
	}
	n, ok := t.nouns[lemma]
	return n, ok
}

// TitleOf returns the title of a word, in any case, with or without its full
// stop: "Gen.", "Sheikh".
func TitleOf(word string) (Title, bool) {
	t, err := load()
	if err != nil {
		return Title{}, false
	}
	n, ok := t.titles[strings.TrimSuffix(strings.ToLower(word), ".")]
	return n, ok
}

// FirstName returns the gender, 'm' or 'f', that a first name is mostly given
// to; 0 where the list does not have it or it is given to both.
func FirstName(word string) byte {
	t, err := load()
	if err != nil {
		return 0
	}
	return t.names[strings.ToLower(word)]
}

// Number reads a whole number from words or digits: "1,200", "twenty-five",
// "two hundred and six", "1.2 million", "a dozen". Words that stand for no
// exact number ("dozens", "several") are not read.
func Number(words string) (int, bool) {
	t, err := load()
	if err != nil {
		return 0, false
	}
	total, part, seen := 0.0, 0.0, false
	for _, w := range strings.Fields(strings.ReplaceAll(strings.ToLower(words), "-", " ")) {
		if w == "and" && seen {
			continue
		}
		if v, ok := digits(w); ok {
			part, seen = part+v, true
			continue
		}
		n, ok := t.numbers[w]
		switch {
		case !ok || n.kind == "approximate" || n.kind == "ordinal":
			return 0, false
		case n.kind == "scale" && n.value < 1000:
			if part == 0 {
				part = 1
			}
			part *= n.value
		case n.kind == "scale":
			if part == 0 {
				part = 1
			}
			total, part = total+part*n.value, 0
		default:
			part += n.value
		}
		seen = true
	}
	total += part
	if !seen || total < 0 || total > 1e15 || total != float64(int(total)) {
		return 0, false
	}
	return int(total), true
}

// digits reads "1,200", "1200" and "1.2".
func digits(w string) (float64, bool) {
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	for i := 0; i < len(w); i++ {
		if (w[i] < '0' || w[i] > '9') && w[i] != ',' && w[i] != '.' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
	return v, err == nil
}

// Approximate reports whether a word stands for a number that is not told
// exactly, such as "dozens" or "several", and its power of ten or 0.
func Approximate(word string) (int, bool) {
	t, err := load()
	if err != nil {
		return 0, false
	}
	n, ok := t.numbers[strings.ToLower(word)]
	return int(n.value), ok && n.kind == "approximate"
}

// Ordinal reads an ordinal number word: "third" is 3.
func Ordinal(word string) (int, bool) {
	t, err := load()
	if err != nil {
		return 0, false
	}
	n, ok := t.numbers[strings.ToLower(word)]
	return int(n.value), ok && n.kind == "ordinal"
}
