package piece

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed characters.txt
var characters string

// What is done with a character before pieces are looked for. A value of first
// or more stands for one of table.entries.
const (
	keep    = iota // it stays as it is
	removed        // it is not there
	space          // it parts words
	sign           // it is a word by itself
	first
)

// entry is a character that becomes others, or that is a word by itself.
type entry struct {
	text  []rune
	apart bool // each of text is a word by itself
}

// table says for each code point what is done with it. Its pages of 256 code points
// are shared where they are the same throughout.
type table struct {
	pages   [(utf8.MaxRune + 1) / 256]*[256]uint16
	entries []entry
}

// of returns the entry number or one of the constants for a character.
func (t *table) of(r rune) uint16 {
	if p := t.pages[uint32(r)/256]; p != nil {
		return p[r&255]
	}
	return keep
}

// loadTable reads characters.txt, whose form golden/characters.py tells.
var loadTable = sync.OnceValue(func() *table {
	t, err := parseTable(characters)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return t
})

func parseTable(text string) (*table, error) {
	t := &table{}
	full := map[uint16]*[256]uint16{}
	set := func(from, to rune, v uint16) {
		for from <= to {
			p := &t.pages[from/256]
			if from&255 == 0 && to-from >= 255 && *p == nil {
				if full[v] == nil {
					full[v] = new([256]uint16)
					for i := range full[v] {
						full[v][i] = v
					}
				}
				*p = full[v]
				from += 256
				continue
			}
			if *p == nil {
				*p = new([256]uint16)
			} else if *p == full[(*p)[0]] {
				own := **p
				*p = &own
			}
			(*p)[from&255] = v
			from++
		}
	}
	add := func(e entry) uint16 {
		t.entries = append(t.entries, e)
		return uint16(first + len(t.entries) - 1)
	}
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(line)
		if f[0] == "#" {
			continue
		}
		from, to, err := runes(f[1])
		if err != nil {
			return nil, fmt.Errorf("characters.txt: line %d: %w", n+1, err)
		}
		switch f[0] {
		case "removed":
			set(from, to, removed)
		case "space":
			set(from, to, space)
		case "sign", "apart":
			set(from, to, sign)
		case "move":
			d, err := strconv.Atoi(f[2])
			if err != nil {
				return nil, fmt.Errorf("characters.txt: line %d: %w", n+1, err)
			}
			for r := from; r <= to; r++ {
				set(r, r, add(entry{[]rune{r + rune(d)}, t.of(r) == sign}))
			}
		case "becomes":
			var e entry
			for _, x := range f[2:] {
				r, _, err := runes(x)
				if err != nil {
					return nil, fmt.Errorf("characters.txt: line %d: %w", n+1, err)
				}
				e.text = append(e.text, r)
			}
			e.apart = t.of(from) == sign
			set(from, from, add(e))
		default:
			return nil, fmt.Errorf("characters.txt: line %d: %q is not known", n+1, f[0])
		}
	}
	return t, nil
}

// runes reads "41" or "41-5a".
func runes(s string) (from, to rune, err error) {
	a, b, ok := strings.Cut(s, "-")
	if !ok {
		b = a
	}
	x, err := strconv.ParseUint(a, 16, 32)
	if err != nil {
		return 0, 0, err
	}
	y, err := strconv.ParseUint(b, 16, 32)
	if err == nil && y > utf8.MaxRune {
		err = fmt.Errorf("%s is no character", s)
	}
	return rune(x), rune(y), err
}

// A Hangul syllable is taken apart into two or three letters (The Unicode
// Standard, 3.12).
const (
	hangul     = 0xac00
	hangulLast = 0xd7a3
)

func syllable(r rune, out []rune) []rune {
	s := r - hangul
	out = append(out, 0x1100+s/588, 0x1161+s%588/28)
	if t := s % 28; t != 0 {
		out = append(out, 0x11a7+t)
	}
	return out
}
