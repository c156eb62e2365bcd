package regex

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Flags of an expression, those of Python's re.
type flags uint8

const (
	flagASCII flags = 1 << iota
	flagIgnoreCase
	flagMultiline
	flagDotAll
	flagVerbose
	flagUnicode
)

// A SyntaxError says what in a pattern is wrong or not supported, and where.
type SyntaxError struct {
	What    string
	At      int // byte offset in the pattern
	Excerpt string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("regular expression: %s at byte %d, near %q", e.What, e.At, e.Excerpt)
}

const (
	maxNesting = 500     // brackets within brackets
	maxRepeat  = 1 << 16 // of a counted quantifier; the program's size is bounded besides
)

type parser struct {
	text    string
	pos     int
	nesting int
	err     *SyntaxError

	sets    []set
	classes map[string]int // text of a class and its flags -> set
	singles map[setKey]int
	named   map[string]int
	folds   [2]*folder
}

type setKey struct {
	lo, hi rune
	flags  flags
}

func (p *parser) fail(what string, at int) *node {
	if p.err == nil {
		end := min(len(p.text), at+24)
		p.err = &SyntaxError{What: what, At: at, Excerpt: strings.ToValidUTF8(p.text[at:end], "?")}
	}
	p.pos = len(p.text)
	return &node{kind: nEmpty}
}

func (p *parser) more() bool { return p.pos < len(p.text) }
func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}
func (p *parser) take(prefix string) bool {
	if strings.HasPrefix(p.text[p.pos:], prefix) {
		p.pos += len(prefix)
		return true
	}
	return false
}

// parse reads a whole pattern.
func parse(text string) (*parser, *node, error) {
	p := &parser{text: text, classes: map[string]int{}, singles: map[setKey]int{}, named: map[string]int{}}
	if !utf8.ValidString(text) {
		return nil, nil, &SyntaxError{What: "the pattern is not UTF-8", Excerpt: "?"}
	}
	n := p.alternatives(0, true)
	if p.err == nil && p.more() {
		p.fail("unbalanced parenthesis", p.pos)
	}
	if p.err != nil {
		return nil, nil, p.err
	}
	return p, n, nil
}

func (p *parser) alternatives(f flags, first bool) *node {
	if p.nesting++; p.nesting > maxNesting {
		return p.fail("brackets are nested too deep", p.pos)
	}
	defer func() { p.nesting-- }()
	alt := &node{kind: nAlt, at: p.pos}
	for {
		var n *node
		n, f = p.sequence(f, first && len(alt.subs) == 0)
		alt.subs = append(alt.subs, n)
		if p.err != nil || !p.take("|") {
			break
		}
	}
	if len(alt.subs) == 1 {
		return alt.subs[0]
	}
	return alt
}

// sequence reads items up to | or ). It returns the flags too, since those that
// stand at the pattern's beginning hold to its end.
func (p *parser) sequence(f flags, first bool) (*node, flags) {
	cat := &node{kind: nCat, at: p.pos}
	for p.more() && p.err == nil {
		c := p.peek()
		if c == '|' || c == ')' {
			break
		}
		if f&flagVerbose != 0 {
			if strings.IndexByte(" \t\n\r\v\f", c) >= 0 {
				p.pos++
				continue
			}
			if c == '#' {
				if i := strings.IndexByte(p.text[p.pos:], '\n'); i >= 0 {
					p.pos += i + 1
				} else {
					p.pos = len(p.text)
				}
				continue
			}
		}
		at := p.pos
		switch c {
		case '*', '+', '?', '{':
			lo, hi, ok := p.quantifier()
			if p.err != nil {
				return cat, f
			}
			if !ok { // a brace that is no quantifier stands for itself
				p.pos = at + 1
				cat.subs = append(cat.subs, p.single('{', f))
				continue
			}
			n := len(cat.subs)
			if n == 0 || cat.subs[n-1].kind == nAssert {
				return p.fail("nothing to repeat", at), f
			}
			item := cat.subs[n-1]
			if item.kind == nRepeat {
				return p.fail("multiple repeat", at), f
			}
			rep := &node{kind: nRepeat, subs: []*node{item}, min: lo, max: hi, at: item.at}
			if p.take("?") {
				rep.lazy = true
			} else if p.peek() == '+' {
				return p.fail("possessive quantifiers are not supported", at), f
			}
			cat.subs[n-1] = rep
		case '(':
			n, g, ok := p.group(f, first && len(cat.subs) == 0)
			f = g
			if ok {
				cat.subs = append(cat.subs, n)
			}
		case '[':
			cat.subs = append(cat.subs, p.class(f))
		case '.':
			p.pos++
			if f&flagDotAll != 0 {
				cat.subs = append(cat.subs, p.setNode("any", at, func() set { return set{{0, maxRune}} }))
			} else {
				cat.subs = append(cat.subs, p.setNode("dot", at, func() set { return set{{'\n', '\n'}}.negate() }))
			}
		case '^':
			p.pos++
			k := assertBegin
			if f&flagMultiline != 0 {
				k = assertBeginLine
			}
			cat.subs = append(cat.subs, &node{kind: nAssert, assert: k, at: at})
		case '$':
			p.pos++
			k := assertEnd
			if f&flagMultiline != 0 {
				k = assertEndLine
			}
			cat.subs = append(cat.subs, &node{kind: nAssert, assert: k, at: at})
		case '\\':
			cat.subs = append(cat.subs, p.escape(f))
		default:
			r, w := utf8.DecodeRuneInString(p.text[p.pos:])
			p.pos += w
			cat.subs = append(cat.subs, p.single(r, f))
		}
	}
	if len(cat.subs) == 1 {
		return cat.subs[0], f
	}
	return cat, f
}

// quantifier reads * + ? {m} {m,} {,n} {m,n}; a brace that is none of them is no quantifier.
func (p *parser) quantifier() (lo, hi int, ok bool) {
	at := p.pos
	p.pos++
	switch p.text[at] {
	case '*':
		return 0, -1, true
	case '+':
		return 1, -1, true
	case '?':
		return 0, 1, true
	}
	if p.peek() == '}' {
		return 0, 0, false
	}
	number := func() (int, bool) {
		n, any := 0, false
		for '0' <= p.peek() && p.peek() <= '9' {
			if n = n*10 + int(p.peek()-'0'); n > maxRepeat {
				p.fail("the repetition number is too large", at)
				return 0, false
			}
			any = true
			p.pos++
		}
		return n, any
	}
	lo, anyLo := number()
	hi = lo
	anyHi := anyLo
	if p.take(",") {
		hi, anyHi = number()
	}
	if !p.take("}") {
		return 0, 0, false
	}
	if !anyHi {
		hi = -1
	}
	if hi >= 0 && hi < lo {
		p.fail("min repeat greater than max repeat", at)
	}
	return lo, hi, true
}

// group reads from a bracket to its end. ok is false where it holds nothing
// that matches: a comment or flags.
func (p *parser) group(f flags, first bool) (n *node, out flags, ok bool) {
	at := p.pos
	p.pos++
	inner := f
	look := &node{kind: nLook, at: at}
	isLook := false
	if p.take("?") {
		switch {
		case p.take(":"):
		case p.take("P<"):
			i := strings.IndexByte(p.text[p.pos:], '>')
			if i <= 0 {
				return p.fail("missing >, unterminated name", at), f, false
			}
			p.pos += i + 1
		case p.take("P="):
			return p.fail("backreferences are not supported", at), f, false
		case p.take("#"):
			i := strings.IndexByte(p.text[p.pos:], ')')
			if i < 0 {
				return p.fail("missing ), unterminated comment", at), f, false
			}
			p.pos += i + 1
			return nil, f, false
		case p.take("="):
			isLook = true
		case p.take("!"):
			isLook, look.negative = true, true
		case p.take("<="):
			isLook, look.behind = true, true
		case p.take("<!"):
			isLook, look.behind, look.negative = true, true, true
		case p.take("("):
			return p.fail("conditional groups are not supported", at), f, false
		case p.take(">"):
			return p.fail("atomic groups are not supported", at), f, false
		default:
			add, del, global, good := p.inlineFlags(at)
			if !good {
				return &node{}, f, false
			}
			if global {
				if !first {
					return p.fail("global flags not at the start of the expression", at), f, false
				}
				return nil, f&^typeMask(add) | add, false
			}
			inner = (f&^typeMask(add) | add) &^ del
		}
	}
	n = p.alternatives(inner, false)
	if p.err != nil {
		return n, f, false
	}
	if !p.take(")") {
		return p.fail("missing ), unterminated subpattern", at), f, false
	}
	if isLook {
		look.subs = []*node{n}
		if look.behind {
			lo, hi := width(n)
			if lo != hi {
				return p.fail("look-behind requires fixed-width pattern", at), f, false
			}
			look.min = lo
		}
		return look, f, true
	}
	if n.kind == nAssert || n.kind == nRepeat {
		// In brackets, so that a quantifier may follow.
		n = &node{kind: nCat, subs: []*node{n}, at: at}
	}
	return n, f, true
}

// typeMask is what choosing between ASCII and Unicode switches off.
func typeMask(add flags) flags {
	if add&(flagASCII|flagUnicode) != 0 {
		return flagASCII | flagUnicode
	}
	return 0
}

var flagLetters = map[byte]flags{'a': flagASCII, 'i': flagIgnoreCase, 'm': flagMultiline, 's': flagDotAll, 'u': flagUnicode, 'x': flagVerbose}

func (p *parser) inlineFlags(at int) (add, del flags, global, ok bool) {
	into := &add
	any := false
	for p.more() {
		c := p.peek()
		p.pos++
		switch {
		case c == ')' && into == &add && any:
			return add, 0, true, true
		case c == ':' && any:
			if add&del != 0 {
				p.fail("bad inline flags: flag turned on and off", at)
				return 0, 0, false, false
			}
			return add, del, false, true
		case c == '-' && into == &add:
			into, any = &del, false
		case flagLetters[c] != 0:
			any = true
			if into == &del && flagLetters[c]&(flagASCII|flagUnicode) != 0 {
				p.fail("bad inline flags: cannot turn off flags 'a' and 'u'", at)
				return 0, 0, false, false
			}
			*into |= flagLetters[c]
			if add&(flagASCII|flagUnicode) == flagASCII|flagUnicode {
				p.fail("bad inline flags: flags 'a' and 'u' are incompatible", at)
				return 0, 0, false, false
			}
		default:
			p.fail("unknown extension or flag after (?", at)
			return 0, 0, false, false
		}
	}
	p.fail("unexpected end of pattern", at)
	return 0, 0, false, false
}
