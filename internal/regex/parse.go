package regex

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/regex/pychar"
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

type nodeKind uint8

const (
	nEmpty  nodeKind = iota
	nSet             // one code point of a set
	nCat             // one after the other
	nAlt             // the first that leads to a match
	nRepeat          // min to max (-1: no bound) times
	nAssert          // a condition on the place
	nLook            // lookahead, or lookbehind where behind is set
)

type node struct {
	kind     nodeKind
	set      int // index in parser.sets
	subs     []*node
	min, max int
	lazy     bool
	assert   assertKind
	behind   bool
	negative bool
	at       int // offset in the pattern

	measured bool // lo and hi are known, see width
	lo, hi   int
}

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
	flags   flags
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

func (p *parser) folder(f flags) *folder {
	i := 0
	if f&flagASCII != 0 {
		i = 1
	}
	if p.folds[i] == nil {
		p.folds[i] = newFolder(i == 1)
	}
	return p.folds[i]
}

// setNode returns a node for a set that is known by a name, made once.
func (p *parser) setNode(name string, at int, build func() set) *node {
	id, ok := p.named[name]
	if !ok {
		id = len(p.sets)
		p.sets = append(p.sets, build())
		p.named[name] = id
	}
	return &node{kind: nSet, set: id, at: at}
}

func (p *parser) single(r rune, f flags) *node {
	f &= flagIgnoreCase | flagASCII
	if f&flagIgnoreCase == 0 {
		f = 0
	}
	key := setKey{r, r, f}
	id, ok := p.singles[key]
	if !ok {
		s := set{{r, r}}
		if f != 0 {
			s = p.folder(f).fold(s)
		}
		id = len(p.sets)
		p.sets = append(p.sets, s)
		p.singles[key] = id
	}
	return &node{kind: nSet, set: id, at: p.pos}
}

// category returns the set of \d \D \s \S \w \W.
func (p *parser) category(c byte, f flags) (string, set) {
	name := string(c)
	limit := rune(maxRune)
	if f&flagASCII != 0 {
		name += "a"
		limit = 127
	}
	id, ok := p.named["\\"+strings.ToLower(name)]
	if !ok {
		var s set
		switch c | 0x20 {
		case 'd':
			s = normal(property(pychar.Decimal, limit))
		case 's':
			s = normal(property(pychar.Space, limit))
			if limit == 127 { // in ASCII mode sre does not count U+001C to U+001F
				s = set{{'\t', '\r'}, {' ', ' '}}
			}
		default:
			s = wordSet(limit)
		}
		id = len(p.sets)
		p.sets = append(p.sets, s)
		p.named["\\"+strings.ToLower(name)] = id
	}
	s := p.sets[id]
	if c < 'a' {
		s = s.negate()
	}
	return "\\" + name, s
}

// escape reads a backslash and what follows it, outside a class.
func (p *parser) escape(f flags) *node {
	at := p.pos
	if p.pos+1 >= len(p.text) {
		return p.fail("bad escape (end of pattern)", at)
	}
	c := p.text[p.pos+1]
	assert := func(k assertKind) *node {
		p.pos += 2
		return &node{kind: nAssert, assert: k, at: at}
	}
	switch c {
	case 'A':
		return assert(assertBegin)
	case 'Z':
		return assert(assertEndText)
	case 'b':
		if f&flagASCII != 0 {
			return assert(assertWordASCII)
		}
		return assert(assertWord)
	case 'B':
		if f&flagASCII != 0 {
			return assert(assertNotWordASCII)
		}
		return assert(assertNotWord)
	case 'd', 'D', 's', 'S', 'w', 'W':
		p.pos += 2
		name, s := p.category(c, f)
		return p.setNode("cat"+name, at, func() set { return s })
	}
	if '1' <= c && c <= '9' {
		// Three octal digits are a code point, anything else a backreference.
		t := p.text[p.pos+1:]
		if len(t) >= 3 && isOctal(t[0]) && isOctal(t[1]) && isOctal(t[2]) {
			v := rune(t[0]-'0')<<6 | rune(t[1]-'0')<<3 | rune(t[2]-'0')
			if v > 0o377 {
				return p.fail("octal escape value outside of range 0-0o377", at)
			}
			p.pos += 4
			return p.single(v, f)
		}
		return p.fail("backreferences are not supported", at)
	}
	r, ok := p.escapedRune(false)
	if !ok {
		return &node{}
	}
	return p.single(r, f)
}

func isOctal(c byte) bool { return '0' <= c && c <= '7' }

// escapedRune reads an escape that stands for one code point.
func (p *parser) escapedRune(class bool) (rune, bool) {
	at := p.pos
	if p.pos+1 >= len(p.text) {
		p.fail("bad escape (end of pattern)", at)
		return 0, false
	}
	r, w := utf8.DecodeRuneInString(p.text[p.pos+1:])
	p.pos += 1 + w
	hex := func(digits int) (rune, bool) {
		v := rune(0)
		for i := 0; i < digits; i++ {
			d := strings.IndexByte("0123456789abcdef", p.peek()|0x20)
			if !p.more() || d < 0 || p.peek() < '0' || v > maxRune {
				p.fail("incomplete escape", at)
				return 0, false
			}
			v = v<<4 | rune(d)
			p.pos++
		}
		if v > maxRune || v < 0 {
			p.fail("bad escape", at)
			return 0, false
		}
		return v, true
	}
	switch r {
	case 'a':
		return '\a', true
	case 'b':
		return '\b', true // only in a class; outside it is an assertion and read before
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	case 'x':
		return hex(2)
	case 'u':
		return hex(4)
	case 'U':
		return hex(8)
	case 'N':
		p.fail(`\N{...} is not supported`, at)
		return 0, false
	}
	if isOctalRune(r) && (class || r == '0') {
		v := r - '0'
		for i := 0; i < 2 && p.more() && isOctal(p.peek()); i++ {
			v = v<<3 | rune(p.peek()-'0')
			p.pos++
		}
		if v > 0o377 {
			p.fail("octal escape value outside of range 0-0o377", at)
			return 0, false
		}
		return v, true
	}
	if '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z' && r < utf8.RuneSelf {
		p.fail("bad escape", at)
		return 0, false
	}
	return r, true
}

func isOctalRune(r rune) bool { return '0' <= r && r <= '7' }

// class reads a bracketed class. Its text and flags are the key of a table,
// since pipelines repeat the same class of some thousand characters hundreds of times.
func (p *parser) class(f flags) *node {
	at := p.pos
	f &= flagIgnoreCase | flagASCII
	end := p.pos + 1
	if end < len(p.text) && p.text[end] == '^' {
		end++
	}
	for first := end; ; end++ {
		if end >= len(p.text) {
			return p.fail("unterminated character set", at)
		}
		if p.text[end] == '\\' {
			end++
			continue
		}
		if p.text[end] == ']' && end > first {
			break
		}
	}
	key := p.text[at:end] + string(rune(f))
	if id, ok := p.classes[key]; ok {
		p.pos = end + 1
		return &node{kind: nSet, set: id, at: at}
	}
	s := p.classSet(f)
	if p.err != nil {
		return &node{}
	}
	id := len(p.sets)
	p.sets = append(p.sets, s)
	p.classes[key] = id
	return &node{kind: nSet, set: id, at: at}
}

func (p *parser) classSet(f flags) set {
	at := p.pos
	p.pos++
	negate := p.take("^")
	var chars, cats set
	first := p.pos
	for p.err == nil {
		if !p.more() {
			p.fail("unterminated character set", at)
			return nil
		}
		if p.peek() == ']' && p.pos > first {
			p.pos++
			break
		}
		lo, cat, isCat := p.member(f)
		if p.peek() != '-' || p.err != nil {
			if isCat {
				cats = append(cats, cat...)
			} else {
				chars = append(chars, span{lo, lo})
			}
			continue
		}
		p.pos++ // the hyphen
		if p.peek() == ']' {
			if isCat {
				cats = append(cats, cat...)
			} else {
				chars = append(chars, span{lo, lo})
			}
			chars = append(chars, span{'-', '-'})
			p.pos++
			break
		}
		if !p.more() {
			p.fail("unterminated character set", at)
			return nil
		}
		hi, _, hiCat := p.member(f)
		if p.err != nil {
			return nil
		}
		if isCat || hiCat || hi < lo {
			p.fail("bad character range", at)
			return nil
		}
		chars = append(chars, span{lo, hi})
	}
	chars = normal(chars)
	if f&flagIgnoreCase != 0 {
		chars = p.folder(f).fold(chars)
	}
	s := normal(append(chars, cats...))
	if negate {
		s = s.negate()
	}
	return s
}

// member reads one member of a class: a code point or a category.
func (p *parser) member(f flags) (r rune, cat set, isCat bool) {
	if p.peek() != '\\' {
		r, w := utf8.DecodeRuneInString(p.text[p.pos:])
		p.pos += w
		return r, nil, false
	}
	if p.pos+1 < len(p.text) && strings.IndexByte("dDsSwW", p.text[p.pos+1]) >= 0 {
		_, s := p.category(p.text[p.pos+1], f)
		p.pos += 2
		return 0, s, true
	}
	r, _ = p.escapedRune(true)
	return r, nil, false
}

// width returns how many code points a node may match; hi is -1 without bound.
func width(n *node) (lo, hi int) {
	if !n.measured {
		n.lo, n.hi = n.measure()
		n.measured = true
	}
	return n.lo, n.hi
}

func (n *node) measure() (lo, hi int) {
	const most = 1 << 30
	switch n.kind {
	case nSet:
		return 1, 1
	case nCat:
		for _, s := range n.subs {
			l, h := width(s)
			lo = min(lo+l, most)
			if h < 0 || hi < 0 {
				hi = -1
			} else {
				hi = min(hi+h, most)
			}
		}
		return lo, hi
	case nAlt:
		lo = most
		for _, s := range n.subs {
			l, h := width(s)
			lo = min(lo, l)
			if h < 0 || hi < 0 {
				hi = -1
			} else {
				hi = max(hi, h)
			}
		}
		return lo, hi
	case nRepeat:
		l, h := width(n.subs[0])
		lo = min(l*n.min, most)
		switch {
		case h == 0:
			hi = 0
		case n.max < 0 || h < 0 && n.max != 0:
			hi = -1
		default:
			hi = min(h*n.max, most)
		}
		return lo, hi
	}
	return 0, 0
}
