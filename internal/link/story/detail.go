package story

import (
	"regexp"
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// The expressions find what tells apart happenings of one kind in one town:
// streets, houses and ages. Streets are named after their kind in English
// ("Holton Avenue") and after it in the languages of the Romance family and German.
var (
	streetExp = regexp.MustCompile(`(?:(\d{1,5})(?:[- ]block of)?(?:\s+(?:block of\s+)?|\s+block of\s+))?((?:[NSEW]\.?|North|South|East|West|Northeast|Northwest|Southeast|Southwest|NE|NW|SE|SW)\s+)?((?:[A-Z][\p{L}'’.]+|\d{1,3}(?:st|nd|rd|th))(?:\s(?:[A-Z][\p{L}'’]+)){0,2})\s(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Highway|Hwy|Parkway|Pkwy|Way|Terrace|Circle|Trail|Pike|Place|Square|Bridge)\b`)
	viaExp    = regexp.MustCompile(`\b(?:Rue|Calle|Via|Avenida|Rua|Avenue|Boulevard|Plaza|Piazza|Place)\s(?:d[eiou]s?\s|de la\s|del\s|della\s|du\s)?([A-Z][\p{L}'’]+(?:\s[A-Z][\p{L}'’]+){0,2})`)
	blockExp  = regexp.MustCompile(`\b(\d{2,5})[- ](?:block|blk)\b`)
	numberExp = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b|\b\d+\.\d+\b|\b(?:19|20)\d\d\b`)
	ageExp    = regexp.MustCompile(`\b(\d{1,2})[- ](?:year|yr)s?[- ]old|\p{L}, (\d{1,2})[,.;]|\b[Aa]ged? (\d{1,2})\b`)
)

// directions that one report gives and the other leaves out.
var directions = set("north south east west northeast northwest southeast southwest the at near on in of police officers block corner along from to")

// details adds streets, houses and ages.
func (g *gatherer) details(text string) {
	for _, m := range streetExp.FindAllStringSubmatchIndex(text, 64) {
		name := streetName(text[m[6]:m[7]])
		if name == "" {
			continue
		}
		lead := m[0] < 2*leadBytes
		g.add(Street, name, lead, 1)
		if m[2] >= 0 {
			g.add(House, text[m[2]:m[3]]+" "+name, lead, 1)
		}
	}
	for _, m := range viaExp.FindAllStringSubmatchIndex(text, 32) {
		if name := streetName(text[m[2]:m[3]]); name != "" {
			g.add(Street, name, m[0] < 2*leadBytes, 1)
		}
	}
	for _, m := range blockExp.FindAllStringSubmatchIndex(text, 16) {
		g.add(House, text[m[2]:m[3]]+" block", m[0] < 2*leadBytes, 1)
	}
	for _, m := range ageExp.FindAllStringSubmatchIndex(text, 64) {
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				g.add(Age, text[m[i]:m[i+1]], m[0] < leadBytes, 1)
			}
		}
	}
}

// numbers adds numerals and years.
func (g *gatherer) numbers(text string) {
	for _, m := range numberExp.FindAllStringIndex(text, 200) {
		n := strings.ReplaceAll(text[m[0]:m[1]], ",", "")
		if len(n) == 4 && (n[:2] == "19" || n[:2] == "20") && n == text[m[0]:m[1]] {
			g.add(Year, n, m[0] < leadBytes, 1)
			continue
		}
		g.add(Number, n, m[0] < leadBytes, 1)
	}
}

// streetName folds a street's name and leaves off directions and what else of
// the sentence was caught before it.
func streetName(s string) string {
	var out []string
	for _, w := range strings.Fields(gazetteer.Fold(s)) {
		w = strings.Trim(w, ".'")
		if w != "" && !directions[w] {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
