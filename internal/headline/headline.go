// Package headline gives English headlines in title case or in capitals the letters that their words have in a sentence:
//
//	Nigerian Army Kills 20 Bandits In Zamfara, Rescues Hostages
//	Nigerian army kills 20 bandits in Zamfara, rescues hostages
//
// A parser trained on sentences takes "Army Kills" for a name. What a word is, the report below the headline
// tells first: whether it writes the word small or, within a sentence, with a capital (as truecasing does, Lita and others 2003, with the report
// itself for a corpus). Where the report does not have the word, dictionaries and lists of names do.
// Bytes keep their places. The headline's first word keeps its capital.
package headline

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// Words is what is known of words besides the report.
type Words struct {
	// Ordinary tells of a word in small letters whether it may be a common noun, or a verb, adjective or adverb.
	Ordinary func(word string) (noun, other bool)
	// Listed reports whether words, as written, are the name of an organization.
	Listed func(words string) bool
}

//go:embed words.tsv
var wordsTSV string

// classes are the lines of words.tsv.
var classes = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for line := range strings.Lines(wordsTSV) {
		if class, words, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			if out[class] == nil {
				out[class] = map[string]bool{}
			}
			for _, w := range strings.Fields(words) {
				out[class][w] = true
			}
		}
	}
	return out
}()

// lesser reports whether sentences write a word small whatever it means.
func lesser(low string) bool { return classes["small"][low] || classes["dates"][low] }

const (
	longest = 250   // bytes of a headline
	fewest  = 4     // words of one
	big     = 50000 // people of a town that a dictionary's noun stands for: "Nairobi", but not "Summit"
)

// word is a stretch of letters, digits and apostrophes in a text.
type word struct {
	start, end int
	low        string
	form       form
	opens      bool // it begins a sentence, a line or what stands behind a colon or a mark
	joined     bool // nothing but a blank or a hyphen stands between it and the word before
}

type form byte

const (
	small form = iota // small letters
	title             // a capital, then small letters
	upper             // capitals
	mixed             // "McDonald", "iPhone", "G7"
)

// Plain returns the text with its headlines' words as they would stand in a sentence. It has the length of the text, byte for byte.
func Plain(text string, w Words) string {
	lines := headlines(text)
	if len(lines) == 0 {
		return text
	}
	seen := look(text, lines)
	out := []byte(text)
	for _, l := range lines {
		seen.plain(out, text, l, w)
	}
	return string(out)
}

// line is one headline: where it stands, its words, and whether it is all in capitals.
type line struct {
	start, end int
	words      []word
	shouted    bool
}

// headlines finds the lines of which all longer words have capitals. The report's first line may end with a full stop;
// below it a line that does is a sentence with many names.
func headlines(text string) []line {
	var out []line
	top := true
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:], '\n')
		if end < start {
			end = len(text)
		}
		shown := strings.TrimRight(text[start:end], " \t\r)")
		if end-start <= longest && (top || !strings.HasSuffix(shown, ".") && !strings.HasSuffix(shown, ":")) {
			if l := (line{start: start, end: end, words: cut(text, start, end)}); l.capitals() {
				out = append(out, l)
			}
		}
		top = top && shown == ""
		start = end + 1
	}
	return out
}

// capitals reports whether a line is in title case or in capitals. Names of other languages have small words within them ("al-Shabaab",
// "von der Leyen"), so that a few are let pass.
func (l *line) capitals() bool {
	if len(l.words) < fewest || l.words[0].low == "by" {
		return false
	}
	up, low, shouted := 0, 0, 0
	for i, w := range l.words {
		if utf8.RuneCountInString(w.low) < 4 || lesser(w.low) {
			continue
		}
		switch {
		case w.form == small:
			low++
		case i > 0 && w.form != mixed:
			up++
		}
		if w.form == upper {
			shouted++
		}
	}
	l.shouted = shouted >= 3 && shouted >= up && low == 0
	return up >= 2 && up > 7*low
}

// cut finds the words of a line.
func cut(text string, start, end int) []word {
	var out []word
	opens, gap := true, ""
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			switch r {
			case '.', '!', '?', ':', '"', '“', '‘', '—', '–', ';', '|', '(', '[':
				opens = true
			}
			gap += string(r)
			i += n
			continue
		}
		j := i
		for j < end {
			r, n := utf8.DecodeRuneInString(text[j:end])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !inner(text, j, end, r, n) {
				break
			}
			j += n
		}
		out = append(out, word{start: i, end: j, low: strings.ToLower(text[i:j]), form: formOf(text[i:j]), opens: opens,
			joined: len(out) > 0 && (gap == " " || gap == "-")})
		i, opens, gap = j, false, ""
	}
	return out
}

// inner reports whether an apostrophe or a full stop stands within a word: "Nation's", "U.S.".
func inner(text string, j, end int, r rune, n int) bool {
	if r != '\'' && r != '’' && r != '.' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[j+n : end])
	return unicode.IsLetter(next)
}

func formOf(w string) form {
	first, capital, low := true, false, 0
	caps := 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			caps++
			if first {
				capital = true
			}
		case unicode.IsLower(r):
			low++
		case unicode.IsDigit(r):
			return mixed
		}
		first = false
	}
	switch { // "NATION's" is in capitals too
	case caps == 0:
		return small
	case low == 0 && caps > 1, caps > 1 && low == 1 && (strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s")):
		return upper
	case capital && caps == 1:
		return title
	}
	return mixed
}

// evidence is how the report below its headlines writes its words.
type evidence struct {
	forms [4]map[string]int // by form, of words within sentences
	pairs map[string]bool   // neighbours that both have capitals
}

func look(text string, lines []line) *evidence {
	e := &evidence{pairs: map[string]bool{}}
	for i := range e.forms {
		e.forms[i] = map[string]int{}
	}
	at := 0
	read := func(end int) {
		for at < end {
			stop := at + strings.IndexByte(text[at:end], '\n')
			if stop < at {
				stop = end
			}
			ws := cut(text, at, stop)
			for i, w := range ws {
				if !w.opens || w.form != title { // a capital that begins a sentence tells nothing
					e.forms[w.form][base(w.low)]++
				}
				if i > 0 && w.joined && w.form != small && ws[i-1].form != small && (!ws[i-1].opens || !lesser(ws[i-1].low)) {
					e.pairs[base(ws[i-1].low)+" "+base(w.low)] = true
				}
			}
			at = stop + 1
		}
	}
	for _, l := range lines {
		read(l.start)
		at = l.end + 1
	}
	read(len(text))
	return e
}

// base takes the mark of a possessor off a word.
func base(low string) string {
	return strings.TrimSuffix(strings.TrimSuffix(low, "'s"), "’s")
}

// plain writes a headline's words into out as they would stand in a sentence.
func (e *evidence) plain(out []byte, text string, l line, known Words) {
	h := &reader{evidence: e, text: text, line: l, known: known, listed: make([]form, len(l.words)), next: small}
	for i := range l.words {
		for j := min(len(l.words), i+6); j > i; j-- {
			if h.name(text[l.words[i].start:l.words[j-1].end]) {
				for k := i; k < j; k++ {
					h.listed[k] = l.words[k].form
					if l.shouted && (j > i+1 || len(l.words[k].low) > 5 && h.name(capitalized(text[l.words[k].start:l.words[k].end]))) {
						h.listed[k] = title // "RED CROSS", "KREMLIN", but not "NATO"
					}
				}
				break
			}
		}
	}
	to := make([]form, len(l.words))
	doubt := make([]bool, len(l.words))
	sentence := false // a word is in it that names have not
	for i := len(l.words) - 1; i >= 0; i-- {
		if w := &l.words[i]; w.form == small || w.form == mixed || w.form == upper && !l.shouted {
			to[i] = w.form
		} else {
			to[i], doubt[i] = h.of(i)
			sentence = sentence || i > 0 && to[i] == small && !doubt[i] && !lesser(w.low)
		}
		h.next = to[i]
	}
	first := true // up to the first word of letters
	for i, w := range l.words {
		if to[i] == small && (first || doubt[i] && !sentence) {
			to[i] = title
		}
		if to[i] != w.form {
			write(out[w.start:w.end], text[w.start:w.end], to[i])
		}
		first = first && w.low[0] <= '9'
	}
}

// reader reads one headline from its end.
type reader struct {
	*evidence
	line
	text   string
	known  Words
	listed []form // of words of an organization's or a state's name, its form in a sentence; else small
	next   form   // that of the word behind
}

// name reports whether words are a name of an organization, or one of a state of several words.
func (h *reader) name(words string) bool {
	if h.known.Listed != nil && h.known.Listed(words) {
		return true
	}
	m, ok := gazetteer.CountryOf(words)
	return ok && m.As != gazetteer.Capital && strings.Contains(words, " ")
}

// of tells the form that a headline's word would have in a sentence, and whether only a dictionary's noun speaks for small letters, as
// "baker" does.
func (h *reader) of(i int) (to form, doubt bool) {
	w := &h.words[i]
	b := base(w.low)
	if h.listed[i] != small {
		return h.listed[i], false // "NATO", "Red Cross", "North Korea"
	}
	as := h.text[w.start:w.end]
	if len(w.low) == len(as) {
		as = as[:len(b)] // without the mark of a possessor
	}
	noun, other := h.ordinary(b)
	if w.form == upper {
		if _, ok := gazetteer.CountryOf(as); ok && len(as) < 4 && (classes["state"][b] || !noun && !other && !lesser(b)) {
			return upper, false // "US", "UAE", but not "IS" and "CAR"
		}
		as = capitalized(as)
	}
	caps := title
	if h.forms[upper][b] > h.forms[title][b] {
		caps = upper
	}
	before := func(of map[string]bool) bool { return i > 0 && of[h.words[i-1].low] }
	if i > 0 && w.joined && h.pairs[base(h.words[i-1].low)+" "+b] || i+1 < len(h.words) && h.words[i+1].joined && h.pairs[b+" "+base(h.words[i+1].low)] {
		return caps, false
	}
	if classes["proper"][b] || gazetteer.InRegion(b) != nil || classes["month"][b] && (before(classes["dates"]) || i+1 < len(h.words) && h.words[i+1].low[0] <= '9') {
		return title, false
	}
	if low, up := h.forms[small][b], h.forms[title][b]+h.forms[upper][b]; lesser(b) && h.forms[upper][b] <= low || low > 0 && low >= up {
		return small, false
	} else if up > 0 {
		return caps, false
	}
	if m, ok := gazetteer.CountryOf(as); ok && m.As != gazetteer.Capital {
		return title, false
	}
	if _, ok := lists.TitleOf(as); ok && h.next == title {
		return title, false // "President Banda", "Gen. Ruiz"
	}
	if lists.FirstName(as) != 0 && (!other || h.next == title && i+1 < len(h.words) && h.words[i+1].joined) {
		return title, false
	}
	if len(w.low) == 1 && w.low != "a" || i > 0 && len(h.words[i-1].low) == 1 && h.words[i-1].low != "a" && h.words[i-1].low[0] > '9' {
		return title, false // "George W. Reed", "R-Texas"
	}
	if i > 0 && w.joined && lists.FirstName(capitalized(h.text[h.words[i-1].start:h.words[i-1].end])) != 0 && !inflected(b) && !(i > 1 && h.pairs[h.words[i-2].low+" "+h.words[i-1].low]) {
		return title, false // "Peter Brown"
	}
	if _, ok := lists.NounOf(b); ok || other {
		return small, false
	}
	town := func(p gazetteer.Place) bool {
		return p.Kind.IsCity() && p.Kind != gazetteer.Quarter && p.Population >= big
	}
	if !noun || slices.ContainsFunc(gazetteer.Places(as), town) {
		return title, false // "Nairobi"
	}
	return small, true
}

// inflected reports whether a word may be a verb's form that names seldom are: "says", "denied", "blaming".
func inflected(b string) bool {
	return strings.HasSuffix(b, "s") || strings.HasSuffix(b, "ed") || strings.HasSuffix(b, "ing")
}

// ordinary tells what a word may be; of a compound that no dictionary has ("airstrike") its end says it.
func (h *reader) ordinary(b string) (noun, other bool) {
	if h.known.Ordinary == nil {
		return false, false
	}
	if noun, other = h.known.Ordinary(b); noun || other {
		return noun, other
	}
	for k := 3; k+4 <= len(b); k++ {
		if n, o := h.known.Ordinary(b[:k]); !n && !o {
			continue
		}
		if n, o := h.known.Ordinary(b[k:]); n || o {
			return true, false
		}
	}
	return false, false
}

// capitalized is a word with no capital but its first letter's.
func capitalized(w string) string {
	_, n := utf8.DecodeRuneInString(w)
	return w[:n] + strings.ToLower(w[n:])
}

// write puts a word in another form into its place. A letter whose other form has another length stays.
func write(to []byte, w string, f form) {
	for i, r := range w {
		n := utf8.RuneLen(r)
		other := r
		switch {
		case f == small, f == title && i > 0:
			other = unicode.ToLower(r)
		case f == upper:
			other = unicode.ToUpper(r)
		}
		if n > 0 && utf8.RuneLen(other) == n && i+n <= len(w) {
			utf8.EncodeRune(to[i:i+n], other)
		}
	}
}

// Small reports whether sentences write a word, in small letters, small whatever it means.
func Small(low string) bool { return lesser(low) }

// Written reports whether a word's form is settled whatever it means: sentences write it small, or with a capital though it is part of no name ("Monday").
func Written(low string) bool { return lesser(low) || classes["proper"][low] || classes["month"][low] }
