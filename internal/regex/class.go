package regex

import (
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/regex/pychar"
)

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
