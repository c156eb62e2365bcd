package token

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay/internal/regex"
)

// Options are what a tokenizer needs of its pipeline besides its own file.
type Options struct {
	// Lang is the pipeline's language, such as "en".
	Lang string
	// ID numbers a string as spaCy's string store does.
	ID func(string) uint64
	// Norms is the table lexeme_norm of the pipeline's lookups, by the id of the
	// word; nil where it has none.
	Norms map[uint64]string
}

// Rules are a pipeline's tokenizer, compiled. They are read only and may be
// shared; each goroutine takes its own [Tokenizer] of them.
type Rules struct {
	opts                              Options
	prefix, suffix, infix, token, url *regex.Regexp // nil where there is none
	likeURL, likeEmail                *regex.Regexp
	specials                          map[string][]*Lexeme
	maxSpecial                        int // bytes of the longest special case
	trie                              *trieNode
	base                              map[string]string
	tlds                              map[string]bool
	numbers                           numbers
}

// trieNode is a place in the tree of the special cases that cannot be found by
// looking at single chunks, as the affix rules cut them.
type trieNode struct {
	next map[uint64]*trieNode
	end  bool
}

// ownNorms are languages whose NORM spaCy computes with functions of their own.
var ownNorms = []string{"hi", "ht", "ne"}

// ownCurrencies are languages whose IS_CURRENCY also knows words.
var ownCurrencies = []string{"id", "ms", "sl"}

// ownTokenizers are languages that spaCy does not tokenize by these rules.
var ownTokenizers = []string{"ja", "ko", "th", "vi", "zh"}

// New compiles a tokenizer's file. An error names the rule at fault.
func New(file File, opts Options) (*Rules, error) {
	if opts.ID == nil {
		return nil, fmt.Errorf("tokenizer: Options.ID is missing")
	}
	if slices.Contains(ownNorms, opts.Lang) {
		return nil, fmt.Errorf("tokenizer: the language %q has normal forms of its own, which are not supported", opts.Lang)
	}
	if slices.Contains(ownTokenizers, opts.Lang) && file.PrefixSearch == "" && file.SuffixSearch == "" && file.InfixFinditer == "" && len(file.Rules) == 0 {
		return nil, fmt.Errorf("tokenizer: the language %q has a tokenizer of its own kind, which is not supported", opts.Lang)
	}
	r := &Rules{opts: opts, specials: map[string][]*Lexeme{}, base: baseNorms(), tlds: topLevelDomains(), numbers: numbersOf(opts.Lang)}
	for _, e := range []struct {
		name, pattern string
		into          **regex.Regexp
	}{
		{"prefix_search", file.PrefixSearch, &r.prefix},
		{"suffix_search", file.SuffixSearch, &r.suffix},
		{"infix_finditer", file.InfixFinditer, &r.infix},
		{"token_match", file.TokenMatch, &r.token},
		{"url_match", file.URLMatch, &r.url},
		{"LIKE_EMAIL", emailPattern, &r.likeEmail},
	} {
		if e.pattern == "" {
			continue
		}
		re, err := regex.Compile(e.pattern)
		if err != nil {
			return nil, fmt.Errorf("tokenizer: %s: %w", e.name, err)
		}
		*e.into = re
	}
	if r.likeURL = r.url; r.likeURL == nil {
		re, err := regex.Compile(`$^`) // a pipeline without URLs: only what lists say is like one
		if err != nil {
			return nil, err
		}
		r.likeURL = re
	}
	return r, r.addSpecials(file)
}

func (r *Rules) addSpecials(file File) error {
	// Later rules of one text replace earlier ones; the order is the code points'.
	sorted := slices.SortedStableFunc(slices.Values(file.Rules), func(a, b Rule) int { return cmp.Compare(a.Text, b.Text) })
	t := r.NewTokenizer()
	for _, rule := range sorted {
		var joined strings.Builder
		lexemes := make([]*Lexeme, 0, len(rule.Parts))
		for _, p := range rule.Parts {
			if p.Orth == "" {
				return fmt.Errorf("tokenizer: the special case %q has an empty token", rule.Text)
			}
			joined.WriteString(p.Orth)
			l := new(Lexeme)
			*l = *t.lex.get(p.Orth)
			if p.Norm != "" {
				l.Norm = t.lex.word(p.Norm)
			}
			lexemes = append(lexemes, l)
		}
		if joined.String() != rule.Text || rule.Text == "" {
			return fmt.Errorf("tokenizer: the tokens of the special case %q do not add up to it", rule.Text)
		}
		r.specials[rule.Text] = lexemes
		r.maxSpecial = max(r.maxSpecial, len(rule.Text))
	}
	// A special case that holds an affix may stand within a longer chunk, or
	// span two: those are looked for in the tokens that the affix rules give.
	root := &trieNode{next: map[uint64]*trieNode{}}
	var tokens []Token
	for _, rule := range sorted {
		if file.FasterHeuristics && !strings.Contains(rule.Text, " ") && !t.hasAffix(rule.Text) {
			continue
		}
		tokens = t.affixes(rule.Text, tokens[:0], false)
		n := root
		for _, k := range tokens {
			id := k.Lex.Orth.ID
			if n.next == nil {
				n.next = map[uint64]*trieNode{}
			}
			if n.next[id] == nil {
				n.next[id] = &trieNode{}
			}
			n = n.next[id]
		}
		n.end = n != root
	}
	r.trie = root
	for _, lexemes := range r.specials {
		for _, l := range lexemes {
			l.trie = root.next[l.Orth.ID]
		}
	}
	return nil
}

// norm returns the normal form that the tables give a word.
func (r *Rules) norm(w Word) (string, bool) {
	if n, ok := r.opts.Norms[w.ID]; ok {
		return n, true
	}
	n, ok := r.base[w.Text]
	return n, ok
}

// Lang returns the language that the rules were made for.
func (r *Rules) Lang() string { return r.opts.Lang }

// Attr returns the value of a lexeme's attribute by its id in spacy.attrs. ok
// is false for an attribute that is none of a lexeme's, or whose values in this
// language are not known here.
func (r *Rules) Attr(l *Lexeme, attr int) (value uint64, ok bool) {
	if attr == LikeNum && !r.numbers.known || attr == IsCurrency && slices.Contains(ownCurrencies, r.opts.Lang) {
		return 0, false
	}
	return l.Attr(attr)
}
