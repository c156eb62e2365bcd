package merge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// mostAliases bounds the names kept of a party; reports seldom use more than four.
const mostAliases = 8

// cast makes the parties of one reading.
type cast struct {
	text string
	of   map[string]hearsay.Party // by entity id; without words
}

func newCast(r *hearsay.Reading) *cast {
	c := &cast{text: r.Document.Text, of: make(map[string]hearsay.Party, len(r.Entities))}
	for i := range r.Entities {
		e := &r.Entities[i]
		c.of[e.ID] = partyOf(e, c.text)
	}
	return c
}

// partyOf makes the party of an entity, without the words of a mention.
func partyOf(e *hearsay.Entity, text string) hearsay.Party {
	p := hearsay.Party{Name: e.Name, Kind: e.Kind, Codes: e.Codes, Named: e.Kind == hearsay.State && e.Codes.Country != ""}
	add := func(name string) {
		name = bare(name)
		if name != "" && len(p.Aliases) < mostAliases && !slices.Contains(p.Aliases, name) {
			p.Aliases = append(p.Aliases, name)
		}
	}
	for _, m := range e.Mentions {
		p.Named = p.Named || m.Form == hearsay.NameForm
	}
	add(e.Name)
	for _, m := range e.Mentions {
		// The descriptions of who has a name ("the commander") say too little to be known by.
		if m.Form == hearsay.NameForm || !p.Named && m.Form == hearsay.Nominal {
			add(cut(text, m.Span))
		}
	}
	p.Key = key(&p, e.By)
	return p
}

// words makes a party of words that are no entity of the reading.
func words(text string, at hearsay.Span) hearsay.Party {
	w := cut(text, at)
	p := hearsay.Party{Name: w, Words: w, At: at}
	p.Key = key(&p, "")
	return p
}

// take returns the party of an entity with the words of one place, or of the words alone.
func (c *cast) take(entity string, at hearsay.Span) hearsay.Party {
	p, ok := c.of[entity]
	if !ok {
		return words(c.text, at)
	}
	p.Words, p.At = cut(c.text, at), at
	return p
}

// key is the folded form that equal parties share; by is what made the entity.
func key(p *hearsay.Party, by string) string {
	switch {
	case p.Kind == hearsay.State && p.Codes.Country != "":
		return "state:" + p.Codes.Country
	case p.Named && p.Kind == hearsay.Group && p.Codes.Country != "" && len(p.Codes.Sectors) == 0 && isPeople(p.Name):
		return "people:" + p.Codes.Country
	case p.Named:
		return bare(p.Name)
	}
	noun := nounOf(p.Name, by)
	if noun == "" {
		return ""
	}
	if slices.Contains(p.Codes.Sectors, "COP") || isCop(noun) {
		noun = "cop"
	}
	k := "some " + noun
	if p.Codes.Country != "" {
		k += " " + p.Codes.Country
	}
	return k
}

func isPeople(name string) bool {
	m, ok := gazetteer.CountryOf(name)
	return ok && (m.As == gazetteer.People || m.As == gazetteer.Adjective)
}

func isCop(noun string) bool {
	n, ok := lists.NounOf(noun)
	return ok && slices.Contains(n.Sectors, "COP")
}

// bare is a name as it is compared: folded, no article, no possessive, no marks around it.
func bare(name string) string {
	s := strings.Trim(gazetteer.Fold(name), " \"'.,;:()[]")
	for _, a := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, a)
	}
	return strings.TrimSuffix(s, "'s")
}

// nounOf is the head noun of a description, in the singular. The reading names
// the noun that made the entity ("entity/noun:gunman"); else it is the last word
// before whatever follows the noun.
func nounOf(name, by string) string {
	if _, n, ok := strings.Cut(by, "noun:"); ok {
		n, _, _ = strings.Cut(n, " ")
		return singular(n)
	}
	var last string
	for i, w := range strings.Fields(gazetteer.Fold(name)) {
		end := strings.HasSuffix(w, ",")
		w = strings.Trim(w, ".,;:\"'()")
		if i > 0 && after[w] {
			break
		}
		if w != "" {
			last = w
		}
		if end && !digit(w) {
			break
		}
	}
	switch {
	case last == "":
		return ""
	case digit(last) || isNumber(last):
		return "person" // "killed 12"
	case pronouns[last]:
		return ""
	}
	return singular(strings.TrimSuffix(last, "'s"))
}

// after are the words that end the core of a description.
var after = set("of in from who that which whose at with near on for to by against loyal accused suspected believed including and or as inside outside")

// pronouns name nobody by themselves.
var pronouns = set("i we us our you he she it they him her them his its their who which that this these those one ones some others another many several")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func digit(w string) bool { return w != "" && unicode.IsDigit(rune(w[0])) }

func isNumber(w string) bool {
	if _, ok := lists.Number(w); ok {
		return true
	}
	_, ok := lists.Approximate(w)
	return ok
}

// singular takes the plural off a noun where the list of nouns, or the ending, allows it.
func singular(w string) string {
	switch w {
	case "men", "women", "man", "woman", "people", "persons", "person", "others", "victims", "victim", "individuals", "individual":
		return "person"
	case "children", "kids", "kid":
		return "child"
	}
	if n, ok := lists.NounOf(w); ok && !n.Is("plural") {
		return w
	}
	try := func(s string) bool { _, ok := lists.NounOf(s); return ok }
	switch {
	case strings.HasSuffix(w, "men") && try(w[:len(w)-3]+"man"):
		return w[:len(w)-3] + "man"
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "es") && len(w) > 4 && try(w[:len(w)-2]):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "sis") && len(w) > 3: // "analysis"
		return w[:len(w)-1]
	}
	return w
}

// cut returns the text under a span; a span outside the text gives nothing.
func cut(text string, at hearsay.Span) string {
	if at.Start < 0 || at.End > len(text) || at.Empty() {
		return ""
	}
	return text[at.Start:at.End]
}
