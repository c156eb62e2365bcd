package weigh

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// official are the sectors of those who speak for a state.
var official = map[string]bool{"GOV": true, "MIL": true, "COP": true, "JUD": true, "SPY": true, "LEG": true}

// landOf is the country of a party: its own, else one that its words name, else for
// a body the one that it is taken to be of.
func (m *matter) landOf(p *hearsay.Party, b *body) string {
	if p.Codes.Country != "" || b == nil {
		return p.Codes.Country
	}
	for _, w := range strings.Fields(p.Words) {
		if w[0] < 'A' || w[0] > 'Z' {
			continue
		}
		if c, ok := gazetteer.CountryOf(strings.TrimSuffix(strings.TrimSuffix(strings.Trim(w, ",.()"), "'s"), "’s")); ok {
			return c.Country.ISO3
		}
	}
	return m.home(b)
}

// home is the country that a body without a country is taken to be of (rule 3.4).
func (m *matter) home(b *body) string {
	if b.scope == "state" {
		return m.only
	}
	return m.local
}

// class is the kind of people that somebody without a name belongs to (rule 4).
func (m *matter) class(p *hearsay.Party) string {
	for _, s := range p.Codes.Sectors {
		if official[s] {
			return "official"
		}
	}
	if leaks(m.fold(p.Words)) {
		return "official"
	}
	if len(p.Codes.Sectors) > 0 {
		return p.Codes.Sectors[0]
	}
	if p.Key != "" {
		return strings.TrimPrefix(p.Key, "some ")
	}
	return "somebody"
}

// leaks tells whether words name officials or sources without a name.
func leaks(words string) bool {
	return has(words, []string{"official", "source", "aide", "adviser", "advisor", "diplomat", "insider", "familiar with", "briefed on"})
}

// bodyOf finds the body that a party is or speaks for, by its words, else by its sector (rule 3).
func (m *matter) bodyOf(p *hearsay.Party) *body {
	for _, s := range p.Codes.Sectors {
		if s == "REB" || s == "CVL" || s == "UAF" || s == "OPP" || s == "REF" || s == "IGO" || s == "NGO" {
			return nil
		}
	}
	for _, text := range [2]string{p.Words, p.Name} {
		if b := m.bodyIn(text); b != nil {
			if b.name == "military" && p.Kind == hearsay.Organization && p.Codes.Country == "" && strings.HasSuffix(text, " Army") && ownArmy(m.fold(text)) {
				return nil
			}
			if b.name == "police" && slices.Contains(p.Codes.Sectors, "MIL") && !phrase(m.fold(text), "police") {
				return m.lists.body["army"] // "an officer"
			}
			return b
		}
	}
	if p.Named && p.Kind == hearsay.Organization {
		return nil // a body of its own name
	}
	if its(m.fold(p.Words)) {
		return nil // "its leader, X": of whom the sector is, the words do not tell
	}
	for _, s := range p.Codes.Sectors {
		switch s {
		case "MIL":
			return m.lists.body["army"]
		case "COP":
			return m.lists.body["police"]
		}
	}
	return nil
}

// ownArmy tells whether a name that bears no country's is one of an armed body by itself:
// "the Karen Freedom Army" is no state's.
func ownArmy(name string) bool {
	ws := strings.Fields(strings.TrimPrefix(name, "the "))
	if len(ws) < 2 || ws[len(ws)-1] != "army" {
		return false
	}
	for _, w := range ws {
		if isLand(w) || w == "national" || w == "state" || w == "federal" || w == "regular" || w == "royal" {
			return false
		}
	}
	return true
}

// bodyIn finds the first body that words name, ministries of any kind among them;
// "former" bodies speak for nobody.
func (m *matter) bodyIn(text string) *body {
	if text == "" {
		return nil
	}
	if b, ok := m.bodies[text]; ok {
		return b
	}
	b := m.findBody(text)
	m.bodies[text] = b
	return b
}

func (m *matter) findBody(text string) *body {
	words := strings.FieldsFunc(m.fold(text), func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' || r == '"' || r == '.' })
	for i := range words {
		switch words[i] {
		case "former", "ex", "retired", "onetime":
			return nil
		}
		if i+1 < len(words) && (words[i+1] == "ministry" || words[i+1] == "minister") && m.lists.body[words[i]+" "+words[i+1]] == nil && tellsWhich(words[i]) {
			return &body{name: words[i] + " ministry", sector: "GOV", scope: "state"}
		}
		if words[i] == "ministry" && i+2 < len(words) && words[i+1] == "of" && m.lists.body["ministry of "+words[i+2]] == nil && tellsWhich(words[i+2]) {
			return &body{name: words[i+2] + " ministry", sector: "GOV", scope: "state"}
		}
		for n := min(m.lists.longest, len(words)-i); n > 0; n-- {
			if b := m.lists.body[strings.Join(words[i:i+n], " ")]; b != nil {
				if n > 1 && i > 0 && (words[i] == "defence" || words[i] == "defense") && tellsWhich(words[i-1]) && words[i-1] != "national" && !slices.ContainsFunc(words[:i], isLand) {
					return nil // "the Kale Defence Force" is no state's
				}
				return b
			}
			if cut, ok := strings.CutSuffix(words[i+n-1], "'s"); ok && n == 1 {
				if b := m.lists.body[cut]; b != nil {
					return b
				}
			}
		}
	}
	return nil
}

// isLand tells whether a word is of a country: "Israel", "Ugandan".
func isLand(w string) bool {
	_, ok := gazetteer.CountryOf(w)
	return ok
}

// tellsWhich tells whether a word before "ministry" says which one.
func tellsWhich(w string) bool {
	switch w {
	case "the", "a", "an", "its", "their", "this", "that", "former", "deputy", "junior", "senior", "another", "prime", "first", "chief":
		return false
	}
	_, land := gazetteer.CountryOf(w) // "Kenyan ministry"
	return !land && !strings.HasSuffix(w, "'s") && !strings.HasSuffix(w, "s'")
}
