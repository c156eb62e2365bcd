package story

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// gatherer collects the terms of one report.
type gatherer struct {
	by    map[uint64]int
	found []Term
	texts []string // of them
	stems map[string]string
	press []hearsay.Span // where the text names the outlet or the agency that it comes from
}

func newGatherer() *gatherer { return &gatherer{by: map[uint64]int{}, stems: map[string]string{}} }

// add counts a term once more.
func (g *gatherer) add(c Class, text string, lead bool, times int) *Term {
	k := key(c, text)
	id := uint64(c)<<32 | uint64(k)
	i, ok := g.by[id]
	if !ok {
		i = len(g.found)
		g.by[id] = i
		g.found, g.texts = append(g.found, Term{Class: c, Key: k}), append(g.texts, text)
	}
	t := &g.found[i]
	t.Count = uint8(min(255, int(t.Count)+times))
	t.Lead = t.Lead || lead
	return t
}

// leadBytes is how far the lead goes: two or three sentences.
const leadBytes = 400

// headline is the title without the outlet's name, or a short first line.
func headline(d *hearsay.Document) string {
	if t := trimTitle(d.Title); t != "" {
		return t
	}
	line, _, _ := strings.Cut(strings.TrimSpace(d.Text), "\n")
	if len(line) > 250 {
		return ""
	}
	return line
}

// words counts the stems of title and text. A title that the text repeats at its
// head is counted once.
func (g *gatherer) words(title, text string) {
	again := strings.HasPrefix(strings.TrimSpace(text), title)
	each(title, func(_ int, w string) {
		if s := g.stem(w); s != "" {
			times := 1
			if again {
				times = 0
			}
			g.add(Word, s, true, times).Title = true
		}
	})
	end := 0
	each(text, func(at int, w string) {
		if s := g.stem(w); s != "" && !g.credit(at) {
			t := g.add(Word, s, at < leadBytes, 1)
			if within(text[end:at]) {
				r, _ := utf8.DecodeRuneInString(w)
				t.Proper = t.Proper || unicode.IsUpper(r)
				t.lower = t.lower || unicode.IsLower(r)
			}
		}
		end = at + len(w)
	})
	for i := range g.found {
		t := &g.found[i]
		t.Proper, t.lower = t.Proper && !t.lower, false
	}
}

// byline is the credit of a dateline: "NAIROBI, Kenya (Example Wire) -".
var byline = regexp.MustCompile(`(?m)^[^\n()]{0,80}\(([^\n()]{2,40})\) ?(?:—|–|--|-)\s`)

// bylineWithin is how many bytes from the head of a text a credit is looked for.
const bylineWithin = 3000

// credits finds where the text names its outlet and the agency that it comes from: what
// two reports of one agency share by that says nothing of what they are about.
func (g *gatherer) credits(outlet, text string) {
	head := text[:min(len(text), bylineWithin)]
	for _, m := range byline.FindAllStringSubmatchIndex(head, -1) {
		g.press = append(g.press, hearsay.Span{Start: m[2], End: m[3]})
	}
	if len(outlet) < 4 || !strings.Contains(outlet, " ") {
		return // "Dawn" and "Times" are words too
	}
	for at := 0; ; {
		i := strings.Index(text[at:], outlet)
		if i < 0 {
			return
		}
		g.press = append(g.press, hearsay.Span{Start: at + i, End: at + i + len(outlet)})
		at += i + len(outlet)
	}
}

func (g *gatherer) credit(at int) bool {
	return slices.ContainsFunc(g.press, func(s hearsay.Span) bool { return s.Start <= at && at < s.End })
}

// within reports whether what stands between two words leaves the second inside a
// sentence, where a capital is no matter of course.
func within(between string) bool {
	return between != "" && !strings.ContainsAny(between, ".!?:;\n\"“”‘|")
}

// stem folds and stems a word; empty for words that tell nothing of what a
// report is about.
func (g *gatherer) stem(w string) string {
	if s, ok := g.stems[w]; ok {
		return s
	}
	s := Stem(w)
	g.stems[w] = s
	return s
}

// Stem is the form under which a word is compared: folded, without a possessive
// ending, stemmed. It is empty for function words and for numbers below three
// digits.
func Stem(w string) string {
	f := gazetteer.Fold(w)
	f = strings.TrimSuffix(f, "'s")
	f = strings.Trim(f, "'-.")
	if len(f) < 3 || len(f) > 40 {
		return ""
	}
	if c := f[0]; '0' <= c && c <= '9' {
		if f[len(f)-1] <= '9' {
			return "" // numerals are terms of their own
		}
		return f
	}
	if english.IsStopWord(f) || function[f] {
		return ""
	}
	return english.Stem(f, false)
}

// function are words that the stemmer's list lacks: what every report says.
var function = set("said says say told tell would could also one two three may might must shall will new news get got make made like since upon according mr mrs ms read more click photo copyright reserved rights email facebook twitter advertisement")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// each calls f with the words of a text and where they start: runs of letters
// and digits, with apostrophes and dots inside.
func each(text string, f func(at int, word string)) {
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if !inside && start >= 0 && (r == '\'' || r == '’') {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			inside = unicode.IsLetter(next)
		}
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			f(start, text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		f(start, text[start:])
	}
}

// trimTitle takes the name of the outlet off a page's title: the longest part
// between bars and dashes is the headline.
func trimTitle(title string) string {
	best := ""
	for _, bar := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " ~ "} {
		title = strings.ReplaceAll(title, bar, "\x00")
	}
	for part := range strings.SplitSeq(title, "\x00") {
		if part = strings.TrimSpace(part); len(part) > len(best) {
			best = part
		}
	}
	return best
}

// names adds the named entities: whole names, surnames, and places by their id.
func (g *gatherer) names(r *hearsay.Reading) {
	outlet := gazetteer.Fold(r.Document.Outlet)
	for i := range r.Entities {
		e := &r.Entities[i]
		if len(e.Mentions) == 0 || e.Name == "" || !slices.ContainsFunc(e.Mentions, func(m hearsay.Mention) bool { return !g.credit(m.Start) }) {
			continue
		}
		named, lead := 0, false
		for _, m := range e.Mentions {
			if m.Form == hearsay.NameForm {
				named++
			}
			lead = lead || m.Start < leadBytes
		}
		if named == 0 {
			continue
		}
		if e.Codes.GeoNames > 0 && e.Kind != hearsay.Person {
			g.add(PlaceRef, strconv.Itoa(e.Codes.GeoNames), lead, named)
		}
		name := strings.TrimSuffix(gazetteer.Fold(e.Name), "'s")
		if len(name) < 3 || len(name) > 80 || name == outlet || strings.Count(name, " ") > 6 {
			continue
		}
		g.add(Name, name, lead, named)
		if e.Kind == hearsay.Person && strings.Contains(name, " ") {
			if last := surname(name); last != "" {
				g.add(Surname, last, lead, named)
			}
		}
	}
}

// surname is the last word of a name, "jr." and the like left off.
func surname(name string) string {
	words := strings.Fields(name)
	for i := len(words) - 1; i > 0; i-- {
		w := strings.Trim(words[i], ".,'")
		switch w {
		case "jr", "sr", "ii", "iii", "iv":
			continue
		}
		if len(w) >= 3 {
			return w
		}
		return ""
	}
	return ""
}

// deeds adds the types of the events that are told as having happened.
func (g *gatherer) deeds(r *hearsay.Reading) {
	for i := range r.Events {
		e := &r.Events[i]
		if e.Status != hearsay.Actual && e.Status != hearsay.Attempted {
			continue
		}
		lead := e.Trigger.Start < leadBytes
		g.add(Deed, e.Type, lead, 1)
		for _, c := range e.Counts {
			if c.Low != nil && c.High != nil && *c.Low == *c.High && (c.Of == "killed" || c.Of == "injured") {
				g.add(Toll, c.Of+" "+strconv.Itoa(*c.Low), lead, 1)
			}
		}
	}
}

// terms returns what is kept: of each class the terms of title and lead, then
// the most frequent, then the first; and the words of as many as readers need.
func (g *gatherer) terms() ([]Term, string) {
	order := make([]int, len(g.found))
	for i := range order {
		order[i] = i
	}
	worth := func(t *Term) int {
		n := int(t.Count)
		if t.Lead {
			n += 3
		}
		if t.Title {
			n += 3
		}
		return n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth(&g.found[b]), worth(&g.found[a])) })
	var used [classes]int
	var out []Term
	var texts strings.Builder
	for _, i := range order {
		t := g.found[i]
		room := mostOthers
		switch t.Class {
		case Word:
			room = mostWords
		case Name, Surname, Number:
			room = mostNames
		}
		if used[t.Class] >= room {
			continue
		}
		used[t.Class]++
		if text := g.texts[i]; len(text) <= math.MaxUint8 {
			t.at, t.size = uint32(texts.Len()), uint8(len(text))
			texts.WriteString(text)
		}
		out = append(out, t)
	}
	sortTerms(out)
	return out, texts.String()
}
