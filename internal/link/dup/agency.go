package dup

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

//go:embed agencies.tsv
var agenciesTSV string

// credit is a name that a credit line uses.
type credit struct {
	agency string
	strict bool // counts in brackets and datelines only
}

// agencies finds agencies by the folded names that credit lines use.
var agencies = readAgencies(agenciesTSV)

func readAgencies(tsv string) map[string]credit {
	m := map[string]credit{}
	for _, line := range strings.Split(tsv, "\n") {
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(f) != 4 {
			continue
		}
		for _, n := range strings.Split(f[2], "|") {
			n, strict := strings.CutPrefix(n, "!")
			key := foldName(n)
			if _, there := m[key]; !there {
				m[key] = credit{f[0], strict}
			}
		}
	}
	return m
}

// foldName makes the ways of writing a name one.
func foldName(s string) string {
	s = strings.Trim(s, " \t.,;:-–—*()[]/")
	if rest, ok := cutFold(s, "the "); ok {
		s = rest
	}
	return gazetteer.Fold(s)
}

// named returns the agency that a credit names; several may be named with a
// stroke, a comma or "and" between them: the first that is known counts.
func named(s string, strict bool) string {
	s = strings.TrimSpace(s)
	if len(s) < 2 || len(s) > 80 {
		return ""
	}
	if c, ok := agencies[foldName(s)]; ok && (strict || !c.strict) && written(s, c) {
		return c.agency
	}
	for _, part := range splitNames.Split(s, -1) {
		if part == s {
			break
		}
		if c, ok := agencies[foldName(part)]; ok && (strict || !c.strict) && written(part, c) {
			return c.agency
		}
	}
	if strict && unlisted.MatchString(s) {
		return s
	}
	return ""
}

// unlisted names say of themselves that they are agencies: "Sahel Wire", "Agencia
// del Sur".
var unlisted = regexp.MustCompile(`^(?:\p{Lu}[\p{L}'’.&-]*\s+){1,3}(?:Wire|Newswire|Wire Service|News Agency|News Service|Press Agency|Agency)$|^(?:Agence|Agencia|Agência|Agenzia|Agentur)(?:\s+\p{L}[\p{L}'’-]*){1,4}$`)

var splitNames = regexp.MustCompile(`\s*[/,;|&+]\s*|\s+and\s+|\s+via\s+|\s+[-–—]\s+`)

// written reports whether a name that is common letters is written as the agency
// writes itself: (AA) is an agency, (aa) a list's number.
func written(s string, c credit) bool {
	if !c.strict {
		return true
	}
	s = strings.TrimLeft(s, " .-–—*([/")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// How far into a text a dateline, and how far before its end a credit, is looked
// for, in bytes.
const (
	headBytes = 350
	footBytes = 700
)

// Patterns of credit lines. Each finds the words that may name an agency.
var (
	// "HARLOW, Mont. (AP) — ", "MOSCOW. /TASS/.", "May 3 [ANI]:"
	bracketed = regexp.MustCompile(`[(\[]([^()\[\]\n]{2,60})[)\]]|(?:^|[\s.,])/([A-Z][^/\n]{1,40})/`)
	// "NAGOYA, May 3, Kyodo - ", "Tabriz, IRNA - ", "ASTANA. KAZINFORM - ", "NNA - Shells"
	dateline = regexp.MustCompile(`^(?:[^\n]{0,60}?[.,:;/]\s*)?([\p{Lu}][\p{L}'.\- ]{1,30}?)\s*(?:[-–—]+\s|\.[-–—]|:|\.\s)`)
	// "By Anadolu Agency", "Source: AFP", "© 2016 The Associated Press"
	byLine    = regexp.MustCompile(`(?mi)^\s*(?:by|por|von|par|source\s*:|source|credit\s*:|from)\s+(?:the\s+)?([^\n]{2,60}?)\s*$`)
	inLine    = regexp.MustCompile(`(?i)\b(?:source|agency|credit)\s*:\s*([^\n.;()]{2,50})`)
	copyright = regexp.MustCompile(`(?i)(?:©|\(c\)|copyright)\s*(?:by\s+)?(?:\d{4}\s*,?\s*)?(?:by\s+)?(?:©\s*)?(?:\d{4}\s*)?(?:the\s+)?([^\n.,;()]{2,40})`)
	// "With reporting by Reuters"
	reporting = regexp.MustCompile(`(?i)(?:with (?:additional )?(?:reporting|inputs?|files|material|information|agency inputs) (?:by|from)|(?:this )?(?:report|story|article)(?: was (?:first |originally )?(?:written|published|reported|provided))? by|distributed by|provided by|report(?:ing)? (?:by|from)|originally (?:appeared|published) (?:on|by|in)|reprinted from|inputs from)\s+(?:the\s+)?([^\n.();]{2,70})`)
	// "(Reporting by Ana Lopo; Editing by Ed Sumner)" is how Reuters signs.
	signed = regexp.MustCompile(`(?i)\breporting by [^;\n]{2,200};\s*(?:writing by [^;\n]{2,80};\s*)?(?:additional [^;\n]{2,200};\s*)?editing by `)
	// "... said. - Nampa", "called off. /TT", and lines of a name alone
	atEnd = regexp.MustCompile(`(?:[-–—/]\s?|\n\s*)([\p{L}][\p{L}'’.\- /]{1,40}?)\s*\.?\s*$`)
)

// credits are patterns with the words that a text must have for a look to be
// worth its time.
var credits = []struct {
	words []string
	re    *regexp.Regexp
}{
	{[]string{"reporting by", "reporting from", "inputs from", "inputs by", "files from", "files by", "material from", "information from", "story by", "article by",
		"report by", "report from", "written by", "published by", "published on", "published in", "appeared on", "appeared in", "distributed by", "provided by", "reprinted from"}, reporting},
	{[]string{"copyright", "©", "(c)"}, copyright},
	{[]string{"source", "agency", "credit"}, inLine},
}

var bys = []string{"by ", "por ", "von ", "par ", "source", "credit", "from "}

// lower makes ASCII letters small; offsets stay.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Agency returns the news agency that the credit line of a report names: in its
// dateline, at its foot, or where somebody "contributed to this report". Empty:
// none does. Names are those of agencies.tsv ("AP", "Reuters", "Xinhua"); a name
// that is not there counts, as it is written, where it says of itself that it is an
// agency.
func Agency(text string) string {
	text = strings.TrimSpace(text)
	head, foot := cutAt(text, headBytes), text
	if n := len(text) - footBytes; n > 0 {
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n++
		}
		foot = text[n:]
	}
	if a := inHead(head); a != "" {
		return a
	}
	return inFoot(foot)
}

func cutAt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func inHead(head string) string {
	// The dateline stands in one of the first paragraphs: a title, a caption or a
	// name may stand before it.
	for _, m := range bracketed.FindAllStringSubmatchIndex(head, 6) {
		inner := group(head, m, 1)
		if inner == "" {
			inner = group(head, m, 2)
		}
		if strings.HasPrefix(strings.ToLower(inner), "photo") || strings.HasPrefix(strings.ToLower(inner), "source") {
			continue
		}
		if a := named(inner, opensReport(head, m[0], m[1])); a != "" {
			return a
		}
	}
	for _, line := range strings.SplitN(head, "\n", 6) {
		line = strings.TrimSpace(line)
		if a := named(line, false); a != "" {
			return a
		}
		if m := dateline.FindStringSubmatch(cutAt(line, 110)); m != nil {
			// Letters that are words elsewhere count where a place or date stands before.
			if a := named(m[1], m[1] == strings.ToUpper(m[1])); a != "" {
				return a
			}
		}
		for _, m := range byLine.FindAllStringSubmatch(line, 2) {
			if a := named(m[1], true); a != "" {
				return a
			}
		}
	}
	return ""
}

// opensReport reports whether brackets end a dateline: the text begins with
// them, or what stands before is short and looks like a place or date.
func opensReport(head string, from, to int) bool {
	before := head[:from]
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	before = strings.TrimSpace(before)
	return utf8.RuneCountInString(before) <= 70 && !strings.ContainsAny(before, "“”\"?!")
}

func inFoot(foot string) string {
	lines := strings.TrimRight(foot, " \t\r\n")
	// The last words: "(BNS)", "- Nampa", "Reuter".
	last := lines[max(0, len(lines)-70):]
	for _, m := range bracketed.FindAllStringSubmatchIndex(last, -1) {
		if m[1] < len(last)-3 {
			continue
		}
		inner := group(last, m, 1)
		if inner == "" {
			inner = group(last, m, 2)
		}
		if a := named(inner, true); a != "" {
			return a
		}
	}
	if m := atEnd.FindStringSubmatch("\n" + last); m != nil {
		if a := named(m[1], true); a != "" {
			return a
		}
	}
	// Old wire texts end with the name alone, after the last sentence.
	if i := strings.LastIndex(lines, ". "); i > 0 {
		if a := named(lines[i+2:], false); a != "" {
			return a
		}
	}
	if f := strings.Fields(lines); len(f) > 8 && endsSentence(f[len(f)-2]) {
		if a := named(f[len(f)-1], false); a != "" {
			return a
		}
	}
	low := lower(foot)
	if strings.Contains(low, "editing by") && signed.MatchString(foot) {
		return "Reuters"
	}
	// "The Associated Press contributed to this report"
	for _, end := range []string{"contributed to this ", "contributed to the "} {
		if i := strings.Index(low, end); i > 0 {
			from := strings.LastIndexAny(low[:i], ".\n") + 1
			if a := anyNamed(foot[from:i]); a != "" {
				return a
			}
		}
	}
	for _, c := range credits {
		if !hasAny(low, c.words) {
			continue
		}
		for _, m := range c.re.FindAllStringSubmatch(foot, 6) {
			if a := anyNamed(m[1]); a != "" {
				return a
			}
		}
	}
	if !hasAny(low, bys) {
		return ""
	}
	for _, m := range byLine.FindAllStringSubmatch(foot, 4) {
		if a := named(m[1], true); a != "" {
			return a
		}
	}
	return ""
}

func endsSentence(w string) bool {
	return strings.HasSuffix(w, ".") || strings.HasSuffix(w, ".\"") || strings.HasSuffix(w, ".”")
}

// anyNamed finds an agency among the words of a credit: the whole, a part, or a
// name within it ("Associated Press writer Joe Doe").
func anyNamed(s string) string {
	s = strings.TrimSpace(s)
	if a := named(s, true); a != "" {
		return a
	}
	w := strings.Fields(s)
	for n := min(4, len(w)); n >= 1; n-- {
		for i := 0; i+n <= len(w); i++ {
			words := strings.Join(w[i:i+n], " ")
			c, ok := agencies[foldName(words)]
			if ok && (!c.strict || n == 1 && words == strings.ToUpper(words)) {
				return c.agency
			}
		}
	}
	return ""
}

func group(s string, m []int, k int) string {
	if m[2*k] < 0 {
		return ""
	}
	return s[m[2*k]:m[2*k+1]]
}

// isAgency reports whether an outlet is a news agency.
func isAgency(outlet string) bool {
	c, ok := agencies[foldName(outlet)]
	return ok && (!c.strict || outlet == strings.ToUpper(outlet)) || unlisted.MatchString(outlet)
}
