package dup

import (
	"math/bits"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// shingle is how many words are compared together. Of four, "said in a
// statement" and the like bring too many candidates; of six, a copy whose
// numbers are edited in each sentence is lost.
const shingle = 5

// mark says what a word is.
type mark uint8

const (
	quoted    mark = 1 << iota // within quotation marks
	number                     // holds a digit
	name                       // begins with a capital within a sentence
	furniture                  // of the page, not of the report
	repeated                   // this report has the words twice: captions of a gallery
)

// word is one word of a text, normalised: lower case, no apostrophes, no commas
// in numbers.
type word struct {
	hash       uint64
	stem       uint64 // of its first five letters: "acquired" and "acquisition" have one
	start, end int32  // bytes
	flag       mark
}

// sentence is a stretch of words.
type sentence struct {
	hearsay.Span
	first, last int32 // half-open range of words
}

// sheet is a report laid out for comparison.
type sheet struct {
	title   []word
	words   []word
	sents   []sentence
	grams   []uint64 // grams[i] is the hash of the shingle that begins at word i
	index   table    // of grams
	own     int      // words that are neither furniture nor repeated
	numbers int      // words that are numbers
}

// maxWords bounds what is compared of one report: the longest reports of news
// sites have some 7,000 words; a book or a log file must not stop the linking.
const maxWords = 20_000

// lay reads a report.
func lay(title, text string) *sheet {
	s := &sheet{}
	s.title, _ = cutWords(title, nil, nil)
	s.words, s.sents = cutWords(text, make([]word, 0, len(text)/5), make([]sentence, 0, len(text)/80))
	forgetNames(s.words)
	markFurniture(s, text)
	s.grams = grams(s.words)
	s.index = newTable(len(s.grams))
	markRepeated(s)
	for i := range s.words {
		if s.words[i].flag&(furniture|repeated) == 0 {
			s.own++
		}
		if s.words[i].flag&number != 0 {
			s.numbers++
		}
	}
	return s
}

// cutWords cuts a text into words and sentences.
func cutWords(text string, ws []word, ss []sentence) ([]word, []sentence) {
	var (
		inQuote   bool
		prev      rune = ' '
		ink       int  // where the last character that is no blank ends
		sentFirst = len(ws)
	)
	end := func(at int) {
		if len(ws) > sentFirst {
			ss = append(ss, sentence{hearsay.Span{Start: int(ws[sentFirst].start), End: at}, int32(sentFirst), int32(len(ws))})
			sentFirst = len(ws)
		}
	}
	for i := 0; i < len(text) && len(ws) < maxWords; {
		r, n := decode(text[i:])
		if wordRune(r) {
			w, to := oneWord(text, i)
			if inQuote {
				w.flag |= quoted
			}
			if len(ws) > sentFirst && unicode.IsUpper(r) {
				w.flag |= name
			}
			ws = append(ws, w)
			prev = 'a'
			i, ink = to, to
			continue
		}
		switch r {
		case '“', '«', '„':
			inQuote = true
		case '”', '»':
			inQuote = false
		case '"':
			// A straight mark opens after a blank and closes after a word.
			inQuote = unicode.IsSpace(prev) || prev == '(' || prev == '-' || prev == '—'
		case '\n':
			if paragraphAt(text, i) {
				end(ink)
				inQuote = false
			}
		case '.', '!', '?':
			if len(ws) > sentFirst && sentenceEnds(text, i+n, ws[len(ws)-1]) {
				j := i + n
				for j < len(text) && strings.IndexByte("\"')]", text[j]) >= 0 {
					if text[j] == '"' {
						// Pages lose the blank between "... there." and "I said ...".
						r, _ := decode(text[j+1:])
						inQuote = !inQuote && unicode.IsUpper(r)
					}
					j++
				}
				if c, m := decode(text[j:]); c == '”' || c == '’' || c == '»' {
					j += m
					inQuote = inQuote && c == '’'
				}
				end(j)
				prev = '.'
				i, ink = j, j
				continue
			}
		}
		prev = r
		i += n
		if !unicode.IsSpace(r) {
			ink = i
		}
	}
	if len(ws) > sentFirst {
		end(int(ws[len(ws)-1].end))
	}
	return ws, ss
}

func decode(s string) (rune, int) {
	if len(s) == 0 {
		return -1, 0
	}
	if c := s[0]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s)
}

func wordRune(r rune) bool {
	if r < 0 {
		return false // the end
	}
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// oneWord reads the word that begins at i. Apostrophes and the commas of numbers
// are passed over; the point of "7.5", the dash and stroke of "7-3/4" and the
// points of "U.S." hold a word together. Letters with marks count as plain ones.
func oneWord(text string, i int) (word, int) {
	w := word{hash: fnvStart, start: int32(i)}
	var last rune // the rune before
	letters := 0  // since a point
	plain := true // ASCII only
	for i < len(text) {
		r, n := decode(text[i:])
		if !wordRune(r) {
			next, _ := decode(text[i+n:])
			digits := isDigit(last) && isDigit(next)
			switch {
			case (r == '\'' || r == '’' || r == 'ʼ') && wordRune(next):
				i += n
				continue
			case digits && r == ',':
				i += n
				continue
			case digits && (r == '.' || r == '-' || r == '/'):
				w.hash = fnv(w.hash, uint64(r))
				i += n
				continue
			case r == '.' && letters == 1 && single(text[i+n:]):
				letters = 0
				i += n
				continue
			}
			break
		}
		switch {
		case r >= utf8.RuneSelf:
			plain = false
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case isDigit(r):
			w.flag |= number
		}
		w.hash = fnv(w.hash, uint64(r))
		if i-int(w.start) < 5 {
			w.stem = w.hash
		}
		last = r
		letters++
		i += n
	}
	if !plain {
		w.hash = fnvStart
		for _, r := range gazetteer.Fold(text[w.start:i]) {
			if wordRune(r) {
				w.hash = fnv(w.hash, uint64(r))
			}
		}
	}
	if !plain {
		w.stem = w.hash
	}
	w.end = int32(i)
	w.fold(text[w.start:i])
	w.hash = mix(w.hash)
	return w, i
}

// fold gives a number one hash however it is written: "17-1/2" that of "17.5",
// "three" that of "3".
func (w *word) fold(s string) {
	if w.flag&number == 0 {
		if len(s) <= len("twelve") {
			if n, ok := numberWords[w.hash]; ok {
				w.hash, w.flag = n, w.flag|number
			}
		}
		return
	}
	slash := strings.LastIndexByte(s, '/')
	if slash < 0 {
		return
	}
	whole, part := 0, s[:slash]
	if dash := strings.IndexByte(part, '-'); dash >= 0 {
		whole, part = digits(part[:dash]), part[dash+1:]
	}
	n, of := digits(part), digits(s[slash+1:])
	if whole < 0 || n < 1 || n >= of || of > 64 || of&(of-1) != 0 {
		return // a date, an account: no fraction of a half, a quarter, ...
	}
	w.hash = hashOf(strconv.FormatFloat(float64(whole)+float64(n)/float64(of), 'f', -1, 64))
}

// digits is the number that a few digits stand for; -1: they are not that.
func digits(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && len(s) < 7 {
		return n
	}
	return -1
}

// numberWords are the hashes of "two" to "twelve" with those of their digits.
var numberWords = func() map[uint64]uint64 {
	m := map[uint64]uint64{}
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve") {
		m[hashOf(w)] = hashOf(strconv.Itoa(i + 1))
	}
	return m
}()

func hashOf(s string) uint64 {
	h := uint64(fnvStart)
	for i := range len(s) {
		h = fnv(h, uint64(s[i]))
	}
	return h
}

// FNV-1a, 64 bits.
const fnvStart = 14695981039346656037

func fnv(h, b uint64) uint64 { return (h ^ b) * 1099511628211 }

// single reports whether a letter alone follows, as in "U.S." or "a.m.".
func single(s string) bool {
	r, n := decode(s)
	if !unicode.IsLetter(r) {
		return false
	}
	r, _ = decode(s[n:])
	return !wordRune(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// mix spreads a hash over all bits (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// grams hashes each run of five words.
func grams(ws []word) []uint64 {
	if len(ws) < shingle {
		return nil
	}
	out := make([]uint64, len(ws)-shingle+1)
	for i := range out {
		h := uint64(0)
		for _, w := range ws[i : i+shingle] {
			h = bits.RotateLeft64(h, 23)*0x9e3779b97f4a7c15 + w.hash
		}
		out[i] = mix(h)
	}
	return out
}

// forgetNames takes the marks of names off where capitals tell nothing: in a text
// all in capitals.
func forgetNames(ws []word) {
	n := 0
	for i := range ws {
		if ws[i].flag&name != 0 {
			n++
		}
	}
	if n*10 < len(ws)*6 {
		return
	}
	for i := range ws {
		ws[i].flag &^= name
	}
}

// markRepeated marks words that the report has twice: captions, boxes and
// summaries, both times; where it is most of the report, the page has the whole
// report twice, and the first counts. It also fills the index.
func markRepeated(s *sheet) {
	var first []int32
	again := 0
	for i, g := range s.grams {
		at, there := s.index.put(g, int32(i))
		if !there || int(at)+shingle > i {
			continue
		}
		first = append(first, at)
		for k := i; k < i+shingle; k++ {
			if s.words[k].flag&repeated == 0 {
				again++
			}
			s.words[k].flag |= repeated
		}
	}
	if again*3 > len(s.words) {
		return
	}
	for _, at := range first {
		for k := at; k < at+shingle; k++ {
			s.words[k].flag |= repeated
		}
	}
}

// paragraphAt reports whether the line feed at i ends a paragraph: an empty line
// or an indented one follows. Other line feeds only wrap the text.
func paragraphAt(text string, i int) bool {
	for k := i + 1; k < len(text); k++ {
		switch text[k] {
		case ' ', '\t', '\r':
		case '\n':
			return true
		default:
			return k-i > 2
		}
	}
	return true
}

// sentenceEnds reports whether the point before "at" ends a sentence: what
// follows begins like one, and the word before is no abbreviation.
func sentenceEnds(text string, at int, last word) bool {
	rest := strings.TrimLeft(text[at:], "\"')]”’»")
	if rest == "" {
		return true
	}
	r, n := decode(rest)
	if !unicode.IsSpace(r) {
		// "early Thursday.The four": pages lose blanks between paragraphs.
		before, _ := utf8.DecodeLastRuneInString(text[last.start:last.end])
		return unicode.IsUpper(r) && unicode.IsLower(before) && last.end-last.start > 2
	}
	rest = strings.TrimLeft(rest[n:], " \t\r\n\"“‘'([«„")
	if r, _ = decode(rest); r >= 0 && unicode.IsLower(r) {
		return false
	}
	w := text[last.start:last.end]
	return len(w) > 1 && !abbreviations[strings.ToLower(w)]
}

// abbreviations keep their point within a sentence.
var abbreviations = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("mr mrs ms dr prof rev gen lt col sgt capt cmdr adm maj gov sen rep st hon pres inc corp co ltd jr sr vs no jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.c a.m p.m calif fla ill mass mich miss mo ind wis wash tenn tex va ga ala ariz ark colo conn del kan ky la md minn mont neb nev okla ore pa") {
		m[w] = true
	}
	return m
}()

// table is a set of hashes with the place of their first occurrence: open
// addressing, since this is the inner loop of linking.
type table struct {
	key  []uint64
	at   []int32
	mask uint64
}

func newTable(n int) table {
	size := 16
	for size < n*2 {
		size *= 2
	}
	return table{make([]uint64, size), make([]int32, size), uint64(size - 1)}
}

// put adds h at place i, unless it is there: then it returns that place.
func (t *table) put(h uint64, i int32) (first int32, there bool) {
	if h == 0 {
		h = 1
	}
	for k := h & t.mask; ; k = (k + 1) & t.mask {
		switch t.key[k] {
		case 0:
			t.key[k], t.at[k] = h, i
			return i, false
		case h:
			return t.at[k], true
		}
	}
}

func (t *table) get(h uint64) (int32, bool) {
	if h == 0 {
		h = 1
	}
	if len(t.key) == 0 {
		return 0, false
	}
	for k := h & t.mask; ; k = (k + 1) & t.mask {
		switch t.key[k] {
		case 0:
			return 0, false
		case h:
			return t.at[k], true
		}
	}
}
