package weigh

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// voice is one way in which somebody is named who speaks; voices that share a key
// are one origin.
type voice struct {
	kind   string // speaker, unnamed, document, outlet, agency
	name   string
	keys   []string
	side   string // country and sector: "UKRMIL"
	camp   string // who stands or falls together: "state:UKR", a group's own key, "press"; empty: neutral
	body   *body
	land   string // country of the body
	person bool
	named  bool
	party  *hearsay.Party // nil: the press
	words  string         // folded, for what else they name
	shown  bool           // name is of the body itself, not of who speaks for it
}

// hearVoice finds who says a saying: the nearest speaker of its chain, whoever passed it
// on (rule 2). It tells whether that is the press itself, and whether by its own eyes.
func (m *matter) hearVoice(i int, s *hearsay.Saying) (number int, press, eyes bool) {
	g := &m.groups[m.group[i]]
	if s == nil || len(s.Chain) == 0 || s.Chain[0].Outlet {
		return m.pressVoice(g.press, g.name, g.agented), true, false
	}
	p := teller(s)
	if key, name, ok := m.isMedium(p); ok {
		return m.pressVoice(key, name, m.lists.media[strings.TrimPrefix(key, "m:")].agency), true, false
	}
	if key, ok := m.ownEyes(p, g); ok {
		name := g.name
		if key != g.press {
			name = strings.TrimPrefix(key, "m:")
			if n, ok := m.mediaName(key, p); ok {
				name = n
			}
		}
		return m.pressVoice(key, name, key == g.press && g.agented), true, true
	}
	id := "v:" + p.Key + "\x00" + p.Words + "\x00" + p.Codes.CAMEO + "\x00" + p.Codes.Country
	carrier := ""
	if !s.Chain[0].Named && !p.Named {
		carrier = m.carrier(s, g)
		id += "\x00" + carrier
	}
	of := m.behind(i, p)
	if of == p {
		of = nil
	} else {
		id += "\x00of " + of.Key
	}
	if k, ok := m.byVoice[id]; ok {
		return k, false, false
	}
	v := m.speaker(p, s.Chain[0].Named || p.Named, carrier, of)
	m.byVoice[id] = len(m.voices)
	m.voices = append(m.voices, v)
	return len(m.voices) - 1, false, false
}

func (m *matter) pressVoice(key, name string, agency bool) int {
	id := "p:" + key
	if k, ok := m.byVoice[id]; ok {
		return k
	}
	kind := "outlet"
	if agency {
		kind = "agency"
	}
	m.byVoice[id] = len(m.voices)
	m.voices = append(m.voices, voice{kind: kind, name: name, keys: []string{key}, side: "MED", camp: "press", named: true})
	return len(m.voices) - 1
}

// press is the key of an outlet or agency by its name (rules 5.1 and 6).
func (m *matter) press(name string) string {
	n := m.bare(name)
	if k, ok := m.lists.media[n]; ok {
		return "m:" + k.name
	}
	for _, end := range []string{" news agency", " newspaper", " news", " agency", ".com", ".org", ".net"} {
		if cut, ok := strings.CutSuffix(n, end); ok && len(cut) > 1 {
			n = cut
			break
		}
	}
	if k, ok := m.lists.media[n]; ok {
		n = k.name
	}
	return "m:" + n
}

// isMedium tells whether a speaker is an outlet or agency that is cited.
func (m *matter) isMedium(p *hearsay.Party) (key, name string, ok bool) {
	key = m.press(p.Name)
	if p.Kind == hearsay.Person || p.Kind == hearsay.Group {
		// "Baku Evening" may be read as a person's name: it is an outlet's where that is in the record.
		if !p.Named || !strings.Contains(p.Name, " ") || !slices.ContainsFunc(m.groups, func(g group) bool { return g.press == key }) {
			return "", "", false
		}
	}
	_, known := m.lists.media[strings.TrimPrefix(key, "m:")]
	if !known && slices.Contains(p.Codes.Sectors, "MED") {
		known = true
		if !p.Named { // "state television" of one country is one medium, "a newspaper" is not
			known = p.Codes.Country != ""
			key = "m:" + p.Key
		}
	}
	if !known {
		for k := range m.groups {
			known = known || m.groups[k].press == key
		}
	}
	return key, strings.TrimPrefix(strings.TrimPrefix(p.Name, "The "), "the "), known
}

// eyewitnesses are the words for those by whose eyes an outlet sees.
var eyewitnesses = map[string]bool{"witness": true, "witnesses": true, "reporter": true, "reporters": true, "correspondent": true, "correspondents": true,
	"journalist": true, "journalists": true, "photographer": true, "photographers": true, "crew": true, "stringer": true, "cameraman": true, "team": true}

// ownEyes tells whether the speaker is an outlet's own reporter: "a reporter for
// Example Wire", "an AP photographer".
func (m *matter) ownEyes(p *hearsay.Party, g *group) (string, bool) {
	if p.Kind == hearsay.State || p.Kind == hearsay.Organization {
		return "", false
	}
	words := strings.Fields(m.bare(p.Words))
	eyes := false
	var rest []string
	for _, w := range words {
		w = strings.Trim(strings.TrimSuffix(w, "'s"), ",.'\"()")
		switch {
		case eyewitnesses[w]:
			eyes = true
		case w == "a" || w == "an" || w == "the" || w == "of" || w == "for" || w == "from" || w == "with" || w == "at" || w == "scene" || w == "its" || w == "our" || w == "own" || w == "":
		default:
			rest = append(rest, w)
		}
	}
	if !eyes || len(rest) == 0 {
		return "", false
	}
	key := m.press(strings.Join(rest, " "))
	if _, ok := m.lists.media[strings.TrimPrefix(key, "m:")]; ok || key == g.press || key == m.press(g.outlet) {
		if key == m.press(g.outlet) {
			key = g.press
		}
		return key, true
	}
	return "", false
}

// mediaName finds the name of a medium in the words of a speaker.
func (m *matter) mediaName(key string, p *hearsay.Party) (string, bool) {
	for _, w := range strings.Fields(p.Words) {
		if m.press(w) == key {
			return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"), true
		}
	}
	return "", false
}

// carrier is the first outlet or agency that carried what somebody without a name said (rule 4).
func (m *matter) carrier(s *hearsay.Saying, g *group) string {
	for k := 1; k < len(s.Chain); k++ {
		sp := &s.Chain[k]
		if sp.Outlet {
			break
		}
		if key, _, ok := m.isMedium(&sp.Party); ok {
			return key
		}
	}
	return g.press
}

// speaker makes the voice of somebody who is not the press; of is whom it speaks for, nil: itself.
func (m *matter) speaker(p *hearsay.Party, named bool, carrier string, of *hearsay.Party) voice {
	v := voice{kind: "speaker", party: p, named: named, person: p.Kind == hearsay.Person, words: m.fold(p.Words), name: shown(p)}
	v.body = m.bodyOf(p)
	v.land = m.landOf(p, v.body)
	sector := ""
	if len(p.Codes.Sectors) > 0 {
		sector = p.Codes.Sectors[0]
	}
	if v.body != nil {
		sector = v.body.sector
		if !named && leaks(v.words) && (v.body.name == "government" || v.body.scope == "metonym" || strings.Contains(v.words, "source")) {
			v.body = nil // "a government official": rule 4, not the government's word
		}
	}
	if p.Kind == hearsay.State && p.Codes.Country != "" {
		v.body, v.land, sector = &body{name: "authorities", sector: "GOV", scope: "metonym"}, p.Codes.Country, "GOV"
	}
	v.side = v.land + sector
	switch {
	case v.body != nil && v.body.sector != "HLH" && v.body.sector != "CVL":
		v.camp = "state:" + v.land
	case official[sector]:
		v.camp = "state:" + v.land
	case sector == "REB" || sector == "UAF" || sector == "CRM" || sector == "OPP":
		v.camp = p.Key
		if !named {
			v.camp = sector
		}
	}
	if v.body != nil && v.body.scope != "office" {
		v.keys = append(v.keys, "b:"+v.body.name+"|"+v.land)
		v.shown = !v.person && m.bodyIn(p.Words) != nil
	}
	if of != nil && v.body == nil {
		v.keys = append(v.keys, "n:"+of.Key)
		if !named {
			v.named, v.person, v.name = true, false, of.Name
			return v
		}
	}
	switch {
	case named && v.person:
		v.keys = append(v.keys, personKeys(p)...)
	case p.Kind == hearsay.OtherKind && v.body == nil && !m.paper(p):
		v.keys = append(v.keys, "n:"+p.Key) // "the mission": a body that the reading has as a thing
	case named && p.Kind == hearsay.OtherKind:
		v.kind = "document"
		v.keys = append(v.keys, "d:"+p.Key)
	case named && p.Kind != hearsay.State:
		v.keys = append(v.keys, "n:"+p.Key)
		for _, a := range p.Aliases {
			if strings.Contains(a, " ") || acronym(p, a) {
				v.keys = append(v.keys, "n:"+a)
			}
		}
	case v.body != nil && v.body.scope == "office":
		v.keys = append(v.keys, "o:"+v.body.name+"|"+v.land)
	case p.Kind == hearsay.OtherKind && v.body == nil:
		v.kind = "document"
		v.keys = append(v.keys, "u:document/"+p.Key+"|"+carrier)
	case v.body == nil && p.Kind == hearsay.Organization:
		v.keys = append(v.keys, "n:"+p.Key) // "the union": one of its kind in the happening
	case v.body == nil:
		v.kind = "unnamed"
		v.keys = append(v.keys, "u:"+v.land+"/"+m.class(p)+"|"+carrier)
	}
	return v
}

// paper tells whether a thing that speaks is a document: by its noun, or where it has a name of its own
// that tells nothing of the kind.
func (m *matter) paper(p *hearsay.Party) bool {
	if p.Named && !strings.HasPrefix(p.Key, "some ") {
		return true
	}
	noun, _, _ := strings.Cut(strings.TrimPrefix(p.Key, "some "), " ")
	return noun == "" || m.lists.papers[noun]
}

// personKeys are the keys of a person: the whole name, and the first and last word of it.
func personKeys(p *hearsay.Party) []string {
	out := []string{"p:" + p.Key}
	for _, a := range p.Aliases {
		if a != p.Key && strings.Contains(a, " ") {
			out = append(out, "p:"+a)
		}
	}
	if ws := strings.Fields(p.Key); len(ws) > 2 {
		out = append(out, "p:"+ws[0]+" "+ws[len(ws)-1])
	}
	return out
}

// acronym tells whether an alias is written in capitals: "ICRC" names a body, "front" does not.
func acronym(p *hearsay.Party, alias string) bool {
	up := strings.ToUpper(alias)
	return len(alias) >= 2 && len(alias) <= 8 && (p.Words == up || strings.Contains(p.Words, up) || p.Name == up)
}

// behind is whom somebody speaks for, as far as that has a name: itself, whom its words name, or,
// of "its leader" and "the group's spokesman", the one organization without a country that speaks or
// takes part in the report (rule 3.2); else itself.
func (m *matter) behind(i int, p *hearsay.Party) *hearsay.Party {
	if p.Named && p.Kind != hearsay.Person || m.bodyOf(p) != nil {
		return p
	}
	if of := m.principal(p); of != nil {
		return of
	}
	noun, ok := ofWhom(m.fold(p.Words))
	if !ok || p.Kind != hearsay.Person {
		return p // "the fishermen's federation" is itself
	}
	var one *hearsay.Party
	for _, o := range m.orgs(m.group[i]) {
		switch {
		case noun != "" && !general[noun] && !phrase(o.Key, noun):
		case one != nil:
			return p
		default:
			one = o
		}
	}
	if one != nil {
		return one
	}
	return p
}

// general are the nouns by which any organization may be called.
var general = map[string]bool{"group": true, "movement": true, "organization": true, "organisation": true, "agency": true, "party": true}

// ofWhom finds in the folded words of a speaker whose it is: "its leader", "ada mor, the group's
// spokeswoman". noun is empty for "its".
func ofWhom(words string) (noun string, ok bool) {
	for _, part := range strings.Split(words, ", ") {
		first, rest, _ := strings.Cut(strings.TrimPrefix(part, "the "), " ")
		if rest == "" {
			continue
		}
		if first == "its" || first == "their" {
			return "", true
		}
		if noun, of := strings.CutSuffix(first, "'s"); of {
			return noun, true
		}
	}
	return "", false
}

// orgs are the organizations with a name of their own that speak or take part in the tellings of a
// report, without those of a state and the press.
func (m *matter) orgs(group int) []*hearsay.Party {
	if out, ok := m.named[group]; ok {
		return out
	}
	out := []*hearsay.Party{}
	put := func(p *hearsay.Party) {
		if of := whose(p); of != nil {
			of.Key = m.bare(of.Name)
			p = of
		}
		if !p.Named || p.Kind != hearsay.Organization && p.Kind != hearsay.Group || m.stately(p) {
			return
		}
		if _, _, press := m.isMedium(p); press {
			return
		}
		for k, o := range out {
			if m.sameParty(o, p) {
				if m.finer(&item{party: p}, &item{party: o}) {
					out[k] = p
				}
				return
			}
		}
		out = append(out, p)
	}
	for i, t := range m.told {
		if m.group[i] != group {
			continue
		}
		for _, ps := range [2][]hearsay.Party{t.Actors, t.Recipients} {
			for k := range ps {
				put(&ps[k])
			}
		}
		for k := range t.Sayings {
			if s := &t.Sayings[k]; len(s.Chain) > 0 && !s.Chain[0].Outlet {
				put(&s.Chain[0].Party)
			}
		}
	}
	m.named[group] = out
	return out
}

// whose is the organization whose people a party is: of "rebels of the Salt Path" the Salt Path; nil
// where that has no name.
func whose(p *hearsay.Party) *hearsay.Party {
	if p.Named || p.Kind != hearsay.Group {
		return nil
	}
	_, name, ok := strings.Cut(p.Words, " of the ")
	if !ok || name == "" || name[0] < 'A' || name[0] > 'Z' {
		return nil
	}
	return &hearsay.Party{Name: name, Words: name, Kind: hearsay.Organization, Named: true, Codes: p.Codes, At: p.At}
}

// principal is whom a spokesman is named as of: "a spokesman for the White Shield",
// "White Shield spokesman Abdi Warsame"; nil where that has no name.
func (m *matter) principal(p *hearsay.Party) *hearsay.Party {
	if p.Kind == hearsay.State || p.Kind == hearsay.Organization {
		return nil
	}
	words := strings.Fields(p.Words)
	for i, w := range words {
		w = m.fold(strings.Trim(w, ",."))
		if !strings.HasPrefix(w, "spokes") && w != "representative" {
			continue
		}
		var of []string
		if i+2 < len(words) && (words[i+1] == "for" || words[i+1] == "of") {
			of = words[i+2:]
			if len(of) > 1 && strings.EqualFold(of[0], "the") {
				of = of[1:]
			}
			for k, x := range of {
				if strings.HasSuffix(x, ",") {
					of = of[:k+1]
					break
				}
			}
		} else if i > 0 {
			of = words[:i]
			for k := len(of) - 1; k >= 0; k-- { // "Ari Mor, the group's spokesman"
				if strings.HasSuffix(of[k], ",") {
					of = of[k+1:]
					break
				}
			}
			if len(of) == 0 {
				return nil
			}
			if len(of) > 1 && (strings.EqualFold(of[0], "the") || strings.EqualFold(of[0], "a")) {
				of = of[1:]
			}
		}
		name := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(strings.Join(of, " "), ",. "), "'s"), "’s")
		if name == "" || name[0] < 'A' || name[0] > 'Z' || m.bodyIn(name) != nil || len(name) < 3 {
			return nil
		}
		return &hearsay.Party{Name: name, Key: m.bare(name), Kind: hearsay.Organization, Named: true, Codes: p.Codes, Words: name, At: p.At}
	}
	return nil
}

// teller is the nearest speaker of a saying, by the words that tell most of whom it speaks for.
func teller(s *hearsay.Saying) *hearsay.Party {
	sp := &s.Chain[0]
	if sp.Role == "" {
		return &sp.Party
	}
	p := sp.Party
	p.Words = sp.Role
	return &p
}

// shown is how a speaker is named to a reader.
func shown(p *hearsay.Party) string {
	name := p.Words
	if cut, _, ok := strings.Cut(name, ", "); ok && p.Named && p.Kind != hearsay.Person {
		name = cut // "the Salt Path, an armed group in the hills"
	}
	if p.Kind == hearsay.State || name == "" || pronoun[strings.ToLower(name)] || len(name) > 80 || its(strings.ToLower(name)) ||
		p.Kind == hearsay.Person && p.Named && (strings.Contains(name, ",") || strings.ToLower(name) == name) {
		name = p.Name
	}
	return lowered(strings.Join(strings.Fields(name), " "), p.Named)
}

// lowered takes off the capital that a word has from standing first in its sentence:
// articles, numbers and common nouns begin small.
func lowered(name string, named bool) string {
	first, rest, _ := strings.Cut(name, " ")
	low := strings.ToLower(first)
	if low == first || first == strings.ToUpper(first) && len(first) > 1 {
		return name
	}
	_, number := lists.Number(low)
	_, noun := lists.NounOf(low)
	if one, ok := strings.CutSuffix(low, "men"); ok && !noun {
		_, noun = lists.NounOf(one + "man")
	}
	if !noun {
		_, noun = lists.NounOf(strings.TrimSuffix(low, "s"))
	}
	switch {
	case low == "the" || low == "a" || low == "an":
	case !number && !noun, named && (rest == "" || rest[0] < 'a' || rest[0] > 'z'): // "President Kuru", but "police chief Vidal"
		return name
	}
	return strings.TrimSpace(low + " " + rest)
}

var pronoun = map[string]bool{"he": true, "she": true, "it": true, "they": true, "we": true, "i": true, "who": true, "which": true, "that": true, "you": true}
