package load

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

// Tokenizer is what a pipeline's `tokenizer` file says: five regular expressions
// in Python's syntax, empty where the pipeline has none, and the special cases.
type Tokenizer struct {
	PrefixSearch, SuffixSearch, InfixFinditer, TokenMatch, URLMatch string

	Rules            []TokenizerRule // in the order of the file
	FasterHeuristics bool            // true where the file lacks it
}

// TokenizerRule is a special case: a text and the tokens that it is cut into.
type TokenizerRule struct {
	Text  string
	Parts []TokenizerPart
}

// TokenizerPart is one token of a special case; Norm is empty where none is set.
type TokenizerPart struct{ Orth, Norm string }

// DecodeTokenizer reads the file `tokenizer`.
func DecodeTokenizer(file, data string) (*Tokenizer, error) {
	t := &Tokenizer{FasterHeuristics: true}
	if err := t.decode(msgpack.NewReader(data)); err != nil {
		return nil, fmt.Errorf("%s: tokenizer: %w", file, err)
	}
	return t, nil
}

func (t *Tokenizer) decode(r *msgpack.Reader) error {
	n, err := r.Map()
	if err != nil {
		return err
	}
	for range n {
		key, err := r.String()
		if err != nil {
			return err
		}
		var into *string
		switch key {
		case "prefix_search":
			into = &t.PrefixSearch
		case "suffix_search":
			into = &t.SuffixSearch
		case "infix_finditer":
			into = &t.InfixFinditer
		case "token_match":
			into = &t.TokenMatch
		case "url_match":
			into = &t.URLMatch
		case "exceptions":
			err = t.rules(r)
		case "faster_heuristics":
			t.FasterHeuristics, err = r.Bool()
		default:
			err = r.Skip()
		}
		if into != nil && !r.Nil() {
			*into, err = r.String()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return r.End()
}

func (t *Tokenizer) rules(r *msgpack.Reader) error {
	n, err := r.Map()
	if err != nil {
		return err
	}
	t.Rules = make([]TokenizerRule, 0, n)
	for range n {
		rule := TokenizerRule{}
		if rule.Text, err = r.String(); err != nil {
			return err
		}
		parts, err := r.Array()
		if err != nil {
			return err
		}
		for range parts {
			part, err := tokenizerPart(r)
			if err != nil {
				return fmt.Errorf("special case %q: %w", rule.Text, err)
			}
			rule.Parts = append(rule.Parts, part)
		}
		t.Rules = append(t.Rules, rule)
	}
	return nil
}

// tokenizerPart reads one token's attributes. The keys are numbers of
// spacy.attrs; text is also read, as packages of spaCy 2 wrote it.
func tokenizerPart(r *msgpack.Reader) (TokenizerPart, error) {
	var p TokenizerPart
	attrs, err := r.Map()
	if err != nil {
		return p, err
	}
	for range attrs {
		var name string
		if r.Kind() == msgpack.Int {
			id, err := r.Uint()
			if err != nil {
				return p, err
			}
			name, _ = SymbolName(id)
		} else if name, err = r.String(); err != nil {
			return p, err
		}
		switch name {
		case "ORTH":
			p.Orth, err = r.String()
		case "NORM":
			p.Norm, err = r.String()
		default:
			return p, fmt.Errorf("sets the attribute %q: only ORTH and NORM are known in special cases", name)
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}
