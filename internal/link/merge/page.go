package merge

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// page is what the profiles of one report share.
type page struct {
	text   string
	day    int32 // when it became known
	story  uint32
	around []uint32
}

func newPage(text string, day int32, story string, ts []hearsay.Telling) *page {
	in := &page{text: text, day: day}
	if story != "" {
		in.story = hash(story)
	}
	for i := range ts {
		for _, ps := range [][]hearsay.Party{ts[i].Actors, ts[i].Recipients} {
			for k := range ps {
				if p := &ps[k]; p.Named && p.Kind == hearsay.Person && p.Key != "" {
					in.around = append(in.around, hash(p.Key))
				}
			}
		}
	}
	in.around = sorted(in.around, mostAround)
	return in
}

// words returns the hashed content words of a telling's sentence, and apart from
// them its names and numbers. Words of place, time and trigger are left out of
// the latter: they have features of their own.
func (in *page) words(e *hearsay.Telling) (words, rare []uint32) {
	s := cut(in.text, e.Sentence)
	if len(s) > 1500 {
		s = s[:1500]
	}
	title := titled(s)
	first := true
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if r == '.' || r == '"' || r == '“' || r == ':' {
				first = true
			}
			i += w
			continue
		}
		from, upper := i, unicode.IsUpper(r)
		for i < len(s) {
			r, w := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '’' && !(r == ',' && unicode.IsDigit(rune(s[i-1]))) {
				break
			}
			i += w
		}
		word := gazetteer.Fold(strings.TrimRight(s[from:i], "-'’,"))
		word = strings.TrimSuffix(word, "'s")
		at := hearsay.Span{Start: e.Sentence.Start + from, End: e.Sentence.Start + i}
		begins := first
		first = false
		if stops[word] || len(word) < 2 {
			continue
		}
		if in.taken(e, at) {
			if e.Place == nil || !at.Overlaps(e.Place.Span) {
				words = append(words, hash(stem(word)))
			}
			continue
		}
		switch number := digit(word); {
		case number && len(word) > 1 || upper && !number && !title && !begins && len(word) > 2 && !calendar[word]:
			if e.Place == nil || !strings.Contains(gazetteer.Fold(e.Place.Name), word) {
				rare = append(rare, hash(word))
			}
		}
		words = append(words, hash(stem(word)))
	}
	return sorted(words, mostWords), sorted(rare, mostRare)
}

// other reports whether a telling is said to be of another happening, or of several: "similar
// attacks", "in another incident".
func (in *page) other(e *hearsay.Telling) bool {
	s := cut(in.text, e.Sentence)
	if s == "" || e.At.Start < e.Sentence.Start || e.At.Start > e.Sentence.End {
		return false
	}
	before := strings.Fields(gazetteer.Fold(s[:e.At.Start-e.Sentence.Start]))
	for i, w := range before {
		w = strings.Trim(w, ",;:\"'")
		if anothers[w] && i >= len(before)-3 || i < 3 && elsewhere[w] {
			return true
		}
	}
	rest := gazetteer.Fold(cut(in.text, hearsay.Span{Start: e.At.End, End: e.Sentence.End}))
	return strings.Contains(rest, " in the past") || strings.Contains(rest, " in previous ") || strings.Contains(rest, " in past ")
}

// anothers say that a happening is not the one told before.
var anothers = set("another other similar previous separate separately elsewhere different past earlier several numerous frequent recent")

// elsewhere are those that say it at the beginning of a sentence.
var elsewhere = set("another separate separately elsewhere")

// taken reports whether a word is part of the trigger, place, time or a count.
func (in *page) taken(e *hearsay.Telling, at hearsay.Span) bool {
	if e.Place != nil && at.Overlaps(e.Place.Span) || e.Time != nil && at.Overlaps(e.Time.Span) {
		return true
	}
	return slices.ContainsFunc(e.Counts, func(c hearsay.Count) bool { return at.Overlaps(c.Span) })
}

// titled reports whether most words of a sentence have capitals, as headlines of
// some outlets do: capitals tell nothing there.
func titled(s string) bool {
	upper, all := 0, 0
	for _, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) {
			all++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return all > 3 && upper*10 >= all*7
}

// stem makes words of one root alike: their first six letters, without a plural
// or past ending before that. Crude, and the same for all.
func stem(w string) string {
	if len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' {
		w = w[:len(w)-1]
	}
	for _, end := range []string{"ing", "ed"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) {
			w = w[:len(w)-len(end)]
			break
		}
	}
	if len(w) > 6 {
		n := 6
		for n > 0 && !utf8.RuneStart(w[n]) {
			n--
		}
		w = w[:n]
	}
	return strings.TrimSuffix(w, "e")
}

// stops are words that say nothing about which event it is: of grammar, of saying, of the calendar.
var stops = set("a an the and or but nor so yet for of in on at by to from with without into onto over under up down out off about against between among through during before after since until till as than then " +
	"that this these those which who whom whose what when where why how if because while although though i we you he she it they me us him her them my our your his its their there here " +
	"is are was were be been being am do does did done have has had having will would shall should may might can could must not no yes " +
	"said says say saying told tell tells according reported report reports reportedly also just only more most less least many much some any all both each every other another such same own very too now still even ever never again " +
	"one two three four five six seven eight nine ten who's it's he's they're mr mrs ms dr " +
	"people person man men woman women")

// calendar are words that are capitalised and name no one.
var calendar = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december " +
	"mr mrs ms dr gen col lt sgt president minister police prime the")

// dayNumber counts days since 1970-01-01, UTC.
func dayNumber(t time.Time) int32 {
	n := t.Unix()
	if n < 0 {
		n -= 86399
	}
	return int32(n / 86400)
}

// dayOf reads the first day of an ISO date of any precision.
func dayOf(s string) (int32, bool) {
	switch {
	case len(s) >= 10:
		t, err := time.Parse(time.DateOnly, s[:10])
		return dayNumber(t), err == nil
	case len(s) == 7:
		t, err := time.Parse("2006-01", s)
		return dayNumber(t), err == nil
	case len(s) == 4:
		t, err := time.Parse("2006", s)
		return dayNumber(t), err == nil
	}
	return 0, false
}

// lastDayOf reads the last day of an ISO date of any precision.
func lastDayOf(s string) (int32, bool) {
	switch len(s) {
	case 7:
		t, err := time.Parse("2006-01", s)
		return dayNumber(t.AddDate(0, 1, -1)), err == nil
	case 4:
		t, err := time.Parse("2006", s)
		return dayNumber(t.AddDate(1, 0, -1)), err == nil
	}
	return dayOf(s)
}
