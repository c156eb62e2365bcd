package token

// File is what a pipeline's `tokenizer` file says: the five regular
// expressions in Python's syntax (empty where the pipeline has none) and the
// special cases.
type File struct {
	PrefixSearch  string
	SuffixSearch  string
	InfixFinditer string
	TokenMatch    string
	URLMatch      string
	// Rules are the special cases ("exceptions") in any order; they are sorted
	// by code point before use, as spaCy does.
	Rules []Rule
	// FasterHeuristics is the flag of that name; true where the file lacks it.
	FasterHeuristics bool
}

// Rule is one special case: a text and the tokens it is cut into. The parts'
// Orth joined must give Text.
type Rule struct {
	Text  string
	Parts []Part
}

// Part is one token of a special case. Norm is empty where the rule sets none.
type Part struct{ Orth, Norm string }

// Token is one token of a text. Start and End are byte offsets.
type Token struct {
	Start, End int
	// Spaced tells that one U+0020 follows the token and belongs to it.
	Spaced bool
	Lex    *Lexeme
}

// Word is a string with its id in spaCy's string store: 0 for the empty
// string, the small number of a reserved symbol, else MurmurHash64A, seed 1.
type Word struct {
	ID   uint64
	Text string
}

// Lexeme is a word form with the attributes that do not depend on its place.
// A special case that gives a token its own NORM has its own Lexeme, so all of
// a token's lexical attributes stand here. It is read only and may be shared.
type Lexeme struct {
	Orth, Lower, Norm, Prefix, Suffix, Shape Word
	Length                                   int   // code points
	Flags                                    Flags // IS_ALPHA ... LIKE_EMAIL
	trie                                     *trieNode
}

// Flags are a lexeme's yes-no attributes, at the bit of spaCy's attribute id.
type Flags uint64

// The attribute ids of spacy.attrs that a lexeme answers.
const (
	IsAlpha      = 1
	IsASCII      = 2
	IsDigit      = 3
	IsLower      = 4
	IsPunct      = 5
	IsSpace      = 6
	IsTitle      = 7
	IsUpper      = 8
	LikeURL      = 9
	LikeNum      = 10
	LikeEmail    = 11
	IsStop       = 12
	IsBracket    = 14
	IsQuote      = 15
	IsLeftPunct  = 16
	IsRightPunct = 17
	IsCurrency   = 18

	Orth   = 65
	Lower  = 66
	Norm   = 67
	Shape  = 68
	Prefix = 69
	Suffix = 70
	Length = 71
)

// Has reports whether the flag of an attribute id (1 to 63) is set.
func (f Flags) Has(attr int) bool { return f>>uint(attr)&1 == 1 }

// Attr returns the value of an attribute by its id in spacy.attrs, and whether
// the lexeme knows that attribute.
func (l *Lexeme) Attr(attr int) (uint64, bool) {
	switch attr {
	case Orth:
		return l.Orth.ID, true
	case Lower:
		return l.Lower.ID, true
	case Norm:
		return l.Norm.ID, true
	case Shape:
		return l.Shape.ID, true
	case Prefix:
		return l.Prefix.ID, true
	case Suffix:
		return l.Suffix.ID, true
	case Length:
		return uint64(l.Length), true
	}
	if attr > 0 && attr <= IsCurrency && attr != IsStop && attr != 13 {
		return uint64(l.Flags>>uint(attr)) & 1, true
	}
	return 0, false
}
