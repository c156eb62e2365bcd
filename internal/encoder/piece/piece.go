// Package piece cuts texts into the pieces of a WordPiece vocabulary, as BERT's
// tokenizers do (uncased).
//
// Input: a vocabulary and a text. Output: pieces, each with its number in the
// vocabulary and the bytes of the text that it stands for.
//
//	v, err := piece.New(vocab)      // one piece a line
//	p := v.Cut("Zürich's", 0, nil)  // zurich ' s, at bytes 0-7, 7-8, 8-9
//
// A text is cleaned (control characters go, white space parts words), ideographs
// and punctuation stand by themselves, accents and capitals are taken off, and each word is
// cut from its beginning into the longest pieces that the vocabulary has; a word
// that cannot be cut so, or has more than 100 characters, is [UNK]. The offsets are those
// of the text as it was given: what was taken off lies within or between them.
//
// The pieces are those of the Hugging Face library tokenizers 0.23 but for one
// thing: what looks like a special piece, such as "[SEP]", is text like any other, because
// reports are not trusted.
package piece

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxWord is how many characters a word may have.
const maxWord = 100

// ErrVocabulary is wrapped by errors about a vocabulary.
var ErrVocabulary = errors.New("no WordPiece vocabulary")

// Piece is one piece: its number in the vocabulary, and the bytes of the text
// that it was cut from, end exclusive.
type Piece struct {
	ID         int32
	Start, End int
}

// Vocabulary is a list of pieces. It is read only and may be shared.
type Vocabulary struct {
	table                *table
	starts, rests        map[string]int32 // pieces that begin a word, and, without "##", that go on
	longest              int              // bytes of the longest piece
	pieces               []string
	unknown, begin, stop int32
	mask                 int32
}

// New reads a vocabulary: one piece a line, those that go on in a word with "##"
// before them. It must hold [UNK], [CLS] and [SEP]. The vocabulary keeps parts of
// text.
func New(text string) (*Vocabulary, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	v := &Vocabulary{table: loadTable(), pieces: lines,
		starts: make(map[string]int32, len(lines)*3/4), rests: make(map[string]int32, len(lines)/4)}
	if len(lines) > 1<<20 {
		return nil, fmt.Errorf("%w: %d lines", ErrVocabulary, len(lines))
	}
	for i, l := range lines {
		l = strings.TrimSuffix(l, "\r")
		lines[i] = l
		if !utf8.ValidString(l) {
			return nil, fmt.Errorf("%w: line %d is not UTF-8", ErrVocabulary, i+1)
		}
		// As in the reference the last of equal lines counts.
		if rest, ok := strings.CutPrefix(l, "##"); ok && rest != "" {
			v.rests[rest] = int32(i)
			l = rest
		} else {
			v.starts[l] = int32(i)
		}
		v.longest = max(v.longest, len(l))
	}
	// "##" by itself, and what would need more than one, may still begin a word:
	// punctuation is cut before, so that no word has these.
	for _, s := range []struct {
		name string
		to   *int32
	}{{"[UNK]", &v.unknown}, {"[CLS]", &v.begin}, {"[SEP]", &v.stop}} {
		id, ok := v.starts[s.name]
		if !ok {
			return nil, fmt.Errorf("%w: it has no %s", ErrVocabulary, s.name)
		}
		*s.to = id
	}
	if v.mask = v.unknown; v.starts["[MASK]"] > 0 {
		v.mask = v.starts["[MASK]"]
	}
	return v, nil
}

// Len is the number of pieces.
func (v *Vocabulary) Len() int { return len(v.pieces) }

// Text is a piece as the vocabulary has it.
func (v *Vocabulary) Text(id int32) string { return v.pieces[id] }

// Begin and Stop are the pieces that stand before and after a text: [CLS] and
// [SEP].
func (v *Vocabulary) Begin() int32 { return v.begin }

// Mask stands for a piece that is hidden: [MASK], or [UNK] in a vocabulary that has none.
func (v *Vocabulary) Mask() int32 { return v.mask }

// Stop is [SEP].
func (v *Vocabulary) Stop() int32 { return v.stop }

// Cutter cuts texts; it belongs to one goroutine and keeps memory.
type Cutter struct {
	v *Vocabulary
	// The word being read: its characters as UTF-8, and for each byte that begins a character
	// (and one past the last) what it stands for.
	word  []byte
	chars []char
	out   []Piece
	base  int
	parts [3]rune
}

// char is a character of a word: where it begins in word, and the bytes of the
// text that it stands for.
type char struct{ at, start, end int32 }

// NewCutter makes a cutter.
func (v *Vocabulary) NewCutter() *Cutter { return &Cutter{v: v} }

// Cut appends the pieces of a text to out. Offsets are counted from base. A text
// must be shorter than 2 GB.
func (v *Vocabulary) Cut(text string, base int, out []Piece) []Piece {
	return v.NewCutter().Cut(text, base, out)
}

// Cut appends the pieces of a text to out, as [Vocabulary.Cut] does.
func (c *Cutter) Cut(text string, base int, out []Piece) []Piece {
	c.out, c.base = out, base
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		start, end := int32(i), int32(i+n)
		i += n
		switch what := c.v.table.of(r); what {
		case keep:
			if r >= hangul && r <= hangulLast {
				for _, x := range syllable(r, c.parts[:0]) {
					c.add(x, start, end)
				}
				continue
			}
			c.add(r, start, end)
		case removed:
			// A byte that is not UTF-8 is U+FFFD here, and goes as that does.
		case space:
			c.finish()
		case sign:
			c.finish()
			c.add(r, start, end)
			c.finish()
		default:
			e := &c.v.table.entries[what-first]
			for _, x := range e.text {
				alone := e.apart || c.v.table.of(x) == sign
				if alone {
					c.finish()
				}
				c.add(x, start, end)
				if alone {
					c.finish()
				}
			}
		}
	}
	c.finish()
	out, c.out = c.out, nil
	return out
}

// add puts a character at the end of the word.
func (c *Cutter) add(r rune, start, end int32) {
	c.chars = append(c.chars, char{int32(len(c.word)), start, end})
	c.word = utf8.AppendRune(c.word, r)
}

// finish cuts the word into pieces.
func (c *Cutter) finish() {
	n := len(c.chars)
	if n == 0 {
		return
	}
	c.chars = append(c.chars, char{at: int32(len(c.word))})
	if !c.cut(n) {
		c.out = append(c.out, Piece{c.v.unknown, c.base + int(c.chars[0].start), c.base + int(c.chars[n-1].end)})
	}
	c.word, c.chars = c.word[:0], c.chars[:0]
}

// cut appends the pieces of the word, or none where it cannot be cut.
func (c *Cutter) cut(n int) bool {
	if n > maxWord {
		return false
	}
	had, list := len(c.out), c.v.starts
	for from := 0; from < n; list = c.v.rests {
		to, id, ok := n, int32(0), false
		for ; to > from; to-- {
			part := c.word[c.chars[from].at:c.chars[to].at]
			if len(part) > c.v.longest {
				continue
			}
			if id, ok = list[string(part)]; ok {
				break
			}
		}
		if !ok {
			c.out = c.out[:had]
			return false
		}
		c.out = append(c.out, Piece{id, c.base + int(c.chars[from].start), c.base + int(c.chars[to-1].end)})
		from = to
	}
	return true
}
