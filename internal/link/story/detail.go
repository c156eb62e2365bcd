package story

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// What tells apart happenings of one kind in one town: streets, houses and ages.
// Streets are named with their kind after the name, as in English ("Holton
// Avenue"), or before it, as in the Romance languages ("Rue du Marché").
var (
	kindAfter  = set("Street St Avenue Ave Road Rd Drive Dr Lane Ln Boulevard Blvd Court Ct Highway Hwy Parkway Pkwy Way Terrace Circle Trail Pike Place Square Bridge")
	kindBefore = set("Rue Calle Via Avenida Rua Avenue Boulevard Plaza Piazza Place Carrer Strada")
	links      = set("de la del della du des di da do dos das delle dei the")
	// Words before a street's name that are none of it.
	directions = set("n s e w ne nw se sw north south east west northeast northwest southeast southwest the at near on in of police officers block corner along from to")
)

// word is one word of a text and where it stands.
type word struct {
	start, end int
	text       string
}

// capital reports whether it can be part of a name: a capital letter or an
// ordinal such as "42nd".
func (w word) capital() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r) || w.digits() == 0 && '0' <= w.text[0] && w.text[0] <= '9'
}

// digits is how many digits the word has where it has nothing else, else 0.
func (w word) digits() int {
	for i := 0; i < len(w.text); i++ {
		if w.text[i] < '0' || w.text[i] > '9' {
			return 0
		}
	}
	return len(w.text)
}

// details adds streets, houses, ages, years and numerals with a point or comma.
func (g *gatherer) details(text string) {
	var ws []word
	each(text, func(at int, w string) { ws = append(ws, word{at, at + len(w), w}) })
	// next reports whether only blanks, or one of marks, lie between words i and i+1.
	next := func(i int, marks string) bool {
		if i < 0 || i+1 >= len(ws) {
			return false
		}
		between := text[ws[i].end:ws[i+1].start]
		return len(between) <= 2 && strings.Trim(between, " "+marks) == ""
	}
	for i, w := range ws {
		lead := w.start < leadBytes
		switch {
		case kindAfter[w.text]:
			g.streetBefore(ws, i, next)
		case w.digits() > 0:
			g.number(text, ws, i, lead, next)
		}
		if kindBefore[w.text] {
			g.streetAfter(ws, i, next)
		}
	}
}

// streetBefore adds the street whose kind is word i.
func (g *gatherer) streetBefore(ws []word, i int, next func(int, string) bool) {
	first := i
	for first > 0 && i-first < 4 && next(first-1, ".") && ws[first-1].capital() {
		first--
	}
	if first == i {
		return
	}
	name := streetName(ws[first:i])
	if name == "" {
		return
	}
	lead := ws[i].start < 2*leadBytes
	g.add(Street, name, lead, 1)
	// "3006 Holton Avenue", "3000 block of Holton Avenue"
	k := first - 1
	if k > 1 && ws[k].text == "of" && ws[k-1].text == "block" {
		k -= 2
	}
	if k >= 0 && next(k, "-") && ws[k].digits() > 0 && ws[k].digits() < 6 {
		g.add(House, ws[k].text+" "+name, lead, 1)
	}
}

// streetAfter adds the street whose kind is word i where the name follows.
func (g *gatherer) streetAfter(ws []word, i int, next func(int, string) bool) {
	k := i + 1
	for k < len(ws) && next(k-1, "'’") && links[ws[k].text] {
		k++
	}
	end := k
	for end < len(ws) && end-k < 3 && next(end-1, "'’") && ws[end].capital() && ws[end].digits() == 0 {
		end++
	}
	if end > k {
		if name := streetName(ws[k:end]); name != "" {
			g.add(Street, name, ws[i].start < 2*leadBytes, 1)
		}
	}
}

// streetName folds a street's name and leaves off directions and what else of
// the sentence was caught before it.
func streetName(ws []word) string {
	var out []string
	for _, w := range ws {
		if f := gazetteer.Fold(w.text); !directions[f] {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

// number adds what word i, all digits, stands for.
func (g *gatherer) number(text string, ws []word, i int, lead bool, next func(int, string) bool) {
	w := ws[i]
	after := text[w.end:min(len(text), w.end+1)]
	before := text[max(0, w.start-3):w.start]
	switch {
	case len(w.text) <= 2 && next(i, "-") && (ws[i+1].text == "year" || ws[i+1].text == "years") && next(i+1, "-") && ws[i+2].text == "old",
		len(w.text) <= 2 && i > 0 && strings.EqualFold(ws[i-1].text, "aged") && next(i-1, ""),
		len(w.text) <= 2 && len(before) == 3 && strings.HasSuffix(before, ", ") && before[0] >= 'A' && after != "" && strings.ContainsAny(after, ",.;"):
		g.add(Age, w.text, lead, 1)
	case len(w.text) >= 2 && next(i, "") && ws[i+1].text == "block":
		g.add(House, w.text+" block", lead, 1)
	case i+1 < len(ws) && (after == "." || after == ",") && ws[i+1].start == w.end+1 && ws[i+1].digits() > 0:
		if after == "," && ws[i+1].digits() == 3 {
			g.add(Number, w.text+ws[i+1].text, lead, 1)
		} else if after == "." {
			g.add(Number, w.text+"."+ws[i+1].text, lead, 1)
		}
	case len(w.text) == 4 && (w.text[:2] == "19" || w.text[:2] == "20"):
		g.add(Year, w.text, lead, 1)
	}
}
