package rule

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// attribute is what a pattern can ask of a token: a text or a number.
type attribute struct {
	name   string
	text   func(*token.Lexeme, *hearsay.Token) string
	number func(*token.Lexeme, *hearsay.Token) int64
}

// attributes lists all that are known, by spaCy's names. IS_STOP is not: the words
// that it asks for stand in the reference's source, not in a package.
var attributes = []attribute{
	{name: "ORTH", text: func(l *token.Lexeme, _ *hearsay.Token) string { return l.Orth.Text }},
	{name: "LOWER", text: func(l *token.Lexeme, _ *hearsay.Token) string { return l.Lower.Text }},
	{name: "NORM", text: func(_ *token.Lexeme, t *hearsay.Token) string { return t.Norm }},
	{name: "PREFIX", text: func(l *token.Lexeme, _ *hearsay.Token) string { return l.Prefix.Text }},
	{name: "SUFFIX", text: func(l *token.Lexeme, _ *hearsay.Token) string { return l.Suffix.Text }},
	{name: "SHAPE", text: func(l *token.Lexeme, _ *hearsay.Token) string { return l.Shape.Text }},
	{name: "TAG", text: func(_ *token.Lexeme, t *hearsay.Token) string { return t.Tag }},
	{name: "POS", text: func(_ *token.Lexeme, t *hearsay.Token) string { return t.Pos }},
	{name: "MORPH", text: func(_ *token.Lexeme, t *hearsay.Token) string { return t.Morph }},
	{name: "LEMMA", text: func(_ *token.Lexeme, t *hearsay.Token) string { return t.Lemma }},
	{name: "DEP", text: func(_ *token.Lexeme, t *hearsay.Token) string { return t.Dep }},
	{name: "ENT_TYPE", text: func(_ *token.Lexeme, t *hearsay.Token) string {
		if _, kind, ok := strings.Cut(t.Ent, "-"); ok {
			return kind
		}
		return ""
	}},
	{name: "LENGTH", number: func(l *token.Lexeme, _ *hearsay.Token) int64 { return int64(l.Length) }},
	{name: "SPACY", number: func(_ *token.Lexeme, t *hearsay.Token) int64 { return truth(t.Spaced) }},
	{name: "SENT_START", number: func(_ *token.Lexeme, t *hearsay.Token) int64 { return truth(t.SentStart) }},
	{name: "ENT_IOB", number: func(_ *token.Lexeme, t *hearsay.Token) int64 {
		return int64(strings.IndexByte(iob, first(t.Ent)))
	}},
	flag("IS_ALPHA", token.IsAlpha), flag("IS_ASCII", token.IsASCII), flag("IS_DIGIT", token.IsDigit),
	flag("IS_LOWER", token.IsLower), flag("IS_PUNCT", token.IsPunct), flag("IS_SPACE", token.IsSpace),
	flag("IS_TITLE", token.IsTitle), flag("IS_UPPER", token.IsUpper), flag("LIKE_URL", token.LikeURL),
	flag("LIKE_NUM", token.LikeNum), flag("LIKE_EMAIL", token.LikeEmail),
	flag("IS_BRACKET", token.IsBracket), flag("IS_QUOTE", token.IsQuote), flag("IS_LEFT_PUNCT", token.IsLeftPunct),
	flag("IS_RIGHT_PUNCT", token.IsRightPunct), flag("IS_CURRENCY", token.IsCurrency),
}

// iob has the states of ENT_IOB at their numbers; unset is 0.
const iob = "\x00IOB"

func first(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func flag(name string, id int) attribute {
	return attribute{name: name, number: func(l *token.Lexeme, _ *hearsay.Token) int64 { return truth(l.Flags.Has(id)) }}
}

// findAttribute looks a name up as a pattern writes it; case does not matter.
func findAttribute(name string) *attribute {
	name = strings.ToUpper(name)
	switch name {
	case "TEXT":
		name = "ORTH"
	case "IS_SENT_START":
		name = "SENT_START"
	}
	for i := range attributes {
		if attributes[i].name == name {
			return &attributes[i]
		}
	}
	return nil
}

// target is an attribute that a rule can set.
type target int

const (
	setTag target = iota
	setPos
	setMorph
	setLemma
	setDep
	setNorm
	targets
)

var targetNames = [targets]string{"TAG", "POS", "MORPH", "LEMMA", "DEP", "NORM"}

func (t target) set(tok *hearsay.Token, value string) {
	switch t {
	case setTag:
		tok.Tag = value
	case setPos:
		tok.Pos = value
	case setMorph:
		tok.Morph = value
	case setLemma:
		tok.Lemma = value
	case setDep:
		tok.Dep = value
	case setNorm:
		tok.Norm = value
	}
}

// Features brings features in the order in which spaCy writes them: fields
// sorted, values of a field sorted, "_" where there are none
// (Morphology.normalize_features).
func Features(s string) string {
	if s == "" || s == "_" {
		return "_"
	}
	fields := strings.Split(s, "|")
	out := fields[:0]
	for _, f := range fields {
		name, values, ok := strings.Cut(f, "=")
		if ok && strings.Contains(values, ",") {
			list := strings.Split(values, ",")
			sortStrings(list)
			f = name + "=" + strings.Join(list, ",")
		}
		replaced := false
		for i := range out { // a field named twice: the last counts
			if n, _, _ := strings.Cut(out[i], "="); n == name {
				out[i], replaced = f, true
			}
		}
		if !replaced {
			out = append(out, f)
		}
	}
	sortStrings(out)
	return strings.Join(out, "|")
}
