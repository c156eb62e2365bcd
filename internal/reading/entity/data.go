package entity

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

//go:generate go run ./gen -dict ../../../../shared/corpora/petrarch/dictionaries -out data/petrarch.tsv

var (
	//go:embed data/organizations.tsv
	organizationsTSV string
	//go:embed data/petrarch.tsv
	petrarchTSV string
	//go:embed data/suffixes.tsv
	suffixesTSV string
	//go:embed data/verbs.tsv
	verbsTSV string
	//go:embed data/notnames.tsv
	notNamesTSV string
	//go:embed data/words.tsv
	wordsTSV string
	//go:embed data/pronouns.tsv
	pronounsTSV string
)

// org is one line of organizations.tsv.
type org struct {
	name    string
	names   []string // all forms as written in the list
	kind    hearsay.Kind
	country string
	sectors []string
}

// suffix is what the last or first word of a name tells of its kind.
type suffix struct {
	kind    hearsay.Kind
	sectors []string
}

type lexicon struct {
	orgs      map[string]*org     // key of words -> organization
	exact     map[string][]string // key -> forms as written, where only these count
	longest   map[string]int      // first word of a list's name -> most words that follow with it
	last      map[string]suffix
	first     map[string]suffix
	verbs     map[string]string // lemma -> classes, space-separated
	notNames  map[string]string // word -> class
	words     map[string]map[string]bool
	countries map[string]*gazetteer.Country // ISO3
	pronouns  map[string]pronoun
	user      map[string]actor // names of the user's dictionaries
}

func newLexicon() (*lexicon, error) {
	if err := lists.Check(); err != nil {
		return nil, err
	}
	if err := gazetteer.Check(); err != nil {
		return nil, err
	}
	x := &lexicon{orgs: map[string]*org{}, exact: map[string][]string{}, longest: map[string]int{}, last: map[string]suffix{}, first: map[string]suffix{},
		verbs: map[string]string{}, notNames: map[string]string{}, words: map[string]map[string]bool{}, countries: map[string]*gazetteer.Country{}, pronouns: map[string]pronoun{}, user: map[string]actor{}}
	reach := func(words []string) {
		if len(words) > 0 {
			x.longest[words[0]] = max(x.longest[words[0]], len(words))
		}
	}
	all := gazetteer.Countries()
	for i := range all {
		c := &all[i]
		x.countries[c.ISO3] = c
		for _, n := range c.Names() {
			reach(nameWords(n))
		}
		for _, n := range c.Adjectives {
			reach(nameWords(n))
		}
		for _, d := range c.Demonyms {
			reach(nameWords(d.Singular))
			reach(nameWords(d.Plural))
		}
	}
	loose := map[string]bool{}
	err := lists.Rows(organizationsTSV, 5, func(c []string) error {
		o := &org{name: c[0], kind: hearsay.Kind(c[2]), country: c[3], sectors: lists.Split(c[4])}
		if o.country == "-" {
			o.country = ""
		} else if _, ok := gazetteer.ByCode(o.country); !ok {
			return fmt.Errorf("%s: %q is no country code", o.name, o.country)
		}
		o.names = append(o.names, c[0])
		if c[1] != "-" {
			o.names = append(o.names, strings.Split(c[1], ";")...)
		}
		for _, n := range o.names {
			w := nameWords(strings.TrimPrefix(strings.TrimPrefix(n, "the "), "The "))
			k := strings.Join(w, " ")
			if k == "" {
				return fmt.Errorf("%s: a name is empty", o.name)
			}
			if x.orgs[k] == nil {
				x.orgs[k] = o
			}
			if len(k) <= 4 || len(w) == 1 && strings.ToUpper(n) == n {
				x.exact[k] = append(x.exact[k], strings.ReplaceAll(n, ".", ""))
			} else {
				loose[k] = true
			}
			reach(w)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("organizations.tsv: %w", err)
	}
	for k := range loose {
		delete(x.exact, k) // "Interpol" beside "INTERPOL": any form counts
	}
	if err = lists.Rows(suffixesTSV, 4, func(c []string) error {
		for _, w := range strings.Fields(c[3]) {
			s := suffix{hearsay.Kind(c[0]), lists.Split(c[1])}
			if _, ok := x.last[w]; !ok && c[2] != "first" {
				x.last[w] = s
			}
			if _, ok := x.first[w]; !ok && c[2] != "last" {
				x.first[w] = s
			}
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("suffixes.tsv: %w", err)
	}
	if err = lists.Rows(verbsTSV, 2, func(c []string) error {
		for _, w := range strings.Fields(c[1]) {
			x.verbs[w] += c[0] + " "
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("verbs.tsv: %w", err)
	}
	if err = lists.Rows(notNamesTSV, 2, func(c []string) error {
		for _, w := range strings.Fields(c[1]) {
			x.notNames[w] = c[0]
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("notnames.tsv: %w", err)
	}
	if err = lists.Rows(wordsTSV, 2, func(c []string) error {
		m := map[string]bool{}
		for _, w := range strings.Fields(c[1]) {
			m[strings.ReplaceAll(w, "_", " ")] = true
		}
		x.words[c[0]] = m
		return nil
	}); err != nil {
		return nil, fmt.Errorf("words.tsv: %w", err)
	}
	if err = lists.Rows(pronounsTSV, 5, func(c []string) error {
		x.pronouns[c[0]] = pronoun{class: c[1], number: c[2][0], gender: c[3][0], person: c[4][0] - '0'}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("pronouns.tsv: %w", err)
	}
	return x, nil
}

// is reports whether a word stands in a class of words.tsv.
func (x *lexicon) is(class, word string) bool { return x.words[class][word] }

// verb reports whether a verb's lemma is of a class of verbs.tsv.
func (x *lexicon) verb(class, lemma string) bool {
	return strings.Contains(x.verbs[lemma], class+" ")
}

// org finds an organization by the words of its name as written.
func (x *lexicon) org(text string, words []string) *org {
	k := strings.Join(words, " ")
	o := x.orgs[k]
	if o == nil {
		return nil
	}
	if forms := x.exact[k]; forms != nil {
		bare := strings.ReplaceAll(text, ".", "")
		for _, f := range forms {
			if f == bare {
				return o
			}
		}
		// A key may have longer forms that share it; short ones count only as written.
		return nil
	}
	return o
}

// petrarch searches the user's dictionaries and the embedded ones for a name; code
// and the name of its block, or "".
func (x *lexicon) petrarch(words []string) (code, main string) {
	if a, ok := x.user[strings.Join(words, " ")]; ok {
		return a.code, a.main
	}
	return searchPetrarch(petrarchTSV, strings.Join(words, " "))
}

// searchPetrarch looks a key up in a sorted table of "key\tcode\tmain\n".
func searchPetrarch(table, key string) (code, main string) {
	if key == "" {
		return "", ""
	}
	at := sort.Search(len(table), func(i int) bool {
		// The line that holds byte i begins after the newline before it.
		start := strings.LastIndexByte(table[:i], '\n') + 1
		line := table[start:]
		return line[:strings.IndexByte(line, '\t')] >= key
	})
	if at >= len(table) {
		return "", ""
	}
	start := strings.LastIndexByte(table[:at], '\n') + 1
	line, _, _ := strings.Cut(table[start:], "\n")
	c := strings.Split(line, "\t")
	if len(c) != 3 || c[0] != key {
		return "", ""
	}
	return c[1], c[2]
}

// nameWords cuts a name into comparable words: folded, full stops and
// apostrophes left out, hyphens as breaks. "Al-Amin" is "al amin", "U.N." is "un".
func nameWords(name string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	folded := gazetteer.Fold(name)
	for i, r := range folded {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+':
			b.WriteRune(r)
		case r == '.':
			// "S.Paulo" breaks, "U.N." does not.
			rest := folded[i+1:]
			if next, w := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
				if after, _ := utf8.DecodeRuneInString(rest[w:]); unicode.IsLetter(after) {
					flush()
				}
			}
		case r == '\'' || unicode.Is(unicode.Mn, r):
		case r == '&':
			flush()
			out = append(out, "and")
		default:
			flush()
		}
	}
	flush()
	return out
}
