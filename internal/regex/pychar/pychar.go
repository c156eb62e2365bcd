// Package pychar answers for a code point or a string what CPython 3.11's str
// methods answer: isalpha, isdigit, isspace, isupper, lower and their like.
//
// Go's unicode package follows another version of Unicode and other
// definitions (str.isdigit knows superscripts, str.isspace the separators
// U+001C to U+001F), and a tokenizer that must agree with a Python program to
// the last code point needs Python's.
//
//	pychar.IsDigit('²')      // true, though not IsDecimal
//	pychar.Lower("ΟΔΟΣ")     // "οδος", with a final sigma
//
// The tables are made by gen.py and stand in tables.bin, derived from the
// Unicode Character Database, version 14.0 (Unicode License V3).
package pychar

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed tables.bin
var tables string

// The order of bits in gen.py.
const (
	bitAlpha = 1 << iota
	bitDecimal
	bitDigit
	bitAlnum
	bitSpace
	bitUpper
	bitLower
	bitTitle
	bitPunct
	bitCurrency
	bitIgnorable
	bitCased
)

const blocks = 0x110000 / 128

func u16(at int) int { return int(tables[at]) | int(tables[at+1])<<8 }
func u32(at int) uint32 {
	return uint32(tables[at]) | uint32(tables[at+1])<<8 | uint32(tables[at+2])<<16 | uint32(tables[at+3])<<24
}

const pagesAt = 16 + 2*blocks

func recordsAt() int { return pagesAt + 128*int(u32(0)) }
func pairsAt() int   { return recordsAt() + 4*int(u32(4)) }
func fixesAt() int   { return pairsAt() + 8*int(u32(8)) }

func bits(r rune) uint32 {
	if uint32(r) > utf8.MaxRune {
		return 0
	}
	page := u16(16 + 2*int(r>>7))
	record := int(tables[pagesAt+128*page+int(r&127)])
	return u32(recordsAt() + 4*record)
}

// The sets that \d, \s and \w match.
const (
	Decimal = bitDecimal
	Space   = bitSpace
	Alnum   = bitAlnum
)

// Ranges calls f with the ranges, in order, of the code points that have a
// property: Decimal, Space or Alnum. Neighbouring ranges may touch.
func Ranges(property uint32, f func(lo, hi rune)) {
	n := int(u32(0))
	kind := make([]uint8, n) // of a page: 0 not known, 1 none, 2 all, 3 mixed
	has := func(page, i int) bool {
		return u32(recordsAt()+4*int(tables[pagesAt+128*page+i]))&property != 0
	}
	for b := 0; b < blocks; b++ {
		page, base := u16(16+2*b), rune(b*128)
		if kind[page] == 0 {
			all, none := true, true
			for i := 0; i < 128; i++ {
				if has(page, i) {
					none = false
				} else {
					all = false
				}
			}
			kind[page] = 3
			if none {
				kind[page] = 1
			} else if all {
				kind[page] = 2
			}
		}
		switch kind[page] {
		case 2:
			f(base, base+127)
		case 3:
			for i := 0; i < 128; i++ {
				if from := i; has(page, i) {
					for i < 127 && has(page, i+1) {
						i++
					}
					f(base+rune(from), base+rune(i))
				}
			}
		}
	}
}

// IsAlpha is str.isalpha of one code point.
func IsAlpha(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return bits(r)&bitAlpha != 0
}

// IsDecimal is str.isdecimal of one code point: what \d matches.
func IsDecimal(r rune) bool { return bits(r)&bitDecimal != 0 }

// IsDigit is str.isdigit of one code point.
func IsDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9'
	}
	return bits(r)&bitDigit != 0
}

// IsAlnum is str.isalnum of one code point.
func IsAlnum(r rune) bool { return bits(r)&bitAlnum != 0 }

// IsWord is what \w matches: IsAlnum or the low line.
func IsWord(r rune) bool { return r == '_' || bits(r)&bitAlnum != 0 }

// IsSpace is str.isspace of one code point: what \s matches.
func IsSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1c && r <= 0x1f
	}
	return bits(r)&bitSpace != 0
}

// IsUpper is str.isupper of one code point.
func IsUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return bits(r)&bitUpper != 0
}

// IsLower is str.islower of one code point.
func IsLower(r rune) bool { return bits(r)&bitLower != 0 }

// IsTitle tells a titlecase letter, such as U+01C5 (category Lt).
func IsTitle(r rune) bool { return bits(r)&bitTitle != 0 }

// IsPunct tells a code point of the categories P*.
func IsPunct(r rune) bool { return bits(r)&bitPunct != 0 }

// IsCurrency tells a code point of the category Sc.
func IsCurrency(r rune) bool { return bits(r)&bitCurrency != 0 }

// ToLower is the first code point of the lower case of r, as sre compares it
// when case is ignored.
func ToLower(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	base, lo, hi := pairsAt(), 0, int(u32(8))
	for lo < hi {
		m := (lo + hi) / 2
		if u32(base+8*m) < uint32(r) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < int(u32(8)) && u32(base+8*lo) == uint32(r) {
		return rune(u32(base + 8*lo + 4))
	}
	return r
}

// LowerPairs calls f with each code point that ToLower changes, in order, and
// what it becomes.
func LowerPairs(f func(r, lower rune)) {
	base := pairsAt()
	for i := 0; i < int(u32(8)); i++ {
		f(rune(u32(base+8*i)), rune(u32(base+8*i+4)))
	}
}

// CaseFixes calls f with each pair of different lower case code points that
// sre takes as equal when case is ignored, because their upper case is one.
func CaseFixes(f func(lower, other rune)) {
	base := fixesAt()
	for i := 0; i < int(u32(12)); i++ {
		f(rune(u32(base+8*i)), rune(u32(base+8*i+4)))
	}
}

// Lower is str.lower. It returns s itself where nothing changes; bytes that
// are no UTF-8 stay as they are.
func Lower(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		if ToLower(r) != r {
			break
		}
		i += w
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteString(s[:i])
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && w == 1:
			b.WriteByte(s[i])
		case r == 'İ':
			b.WriteString("i̇")
		case r == 'Σ':
			if finalSigma(s, i, i+w) {
				b.WriteRune('ς')
			} else {
				b.WriteRune('σ')
			}
		default:
			b.WriteRune(ToLower(r))
		}
		i += w
	}
	return b.String()
}

// sigmaReach bounds how far finalSigma looks, so that a text of a million
// sigmas between apostrophes takes linear time. No word comes near it.
const sigmaReach = 1 << 12

// finalSigma tells whether the capital sigma at s[i:end] ends a word: a cased
// letter before and none after, case-ignorable ones passed over.
func finalSigma(s string, i, end int) bool {
	before := false
	for j, n := i, 0; j > 0 && n < sigmaReach; n++ {
		r, w := utf8.DecodeLastRuneInString(s[:j])
		j -= w
		if p := bits(r); p&bitIgnorable == 0 {
			before = p&bitCased != 0
			break
		}
	}
	if !before {
		return false
	}
	for j, n := end, 0; j < len(s) && n < sigmaReach; n++ {
		r, w := utf8.DecodeRuneInString(s[j:])
		j += w
		if p := bits(r); p&bitIgnorable == 0 {
			return p&bitCased == 0
		}
	}
	return true
}
