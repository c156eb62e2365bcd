package entity

import (
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// Reader adds the entities to a reading. It is safe for concurrent use.
type Reader struct{ x *lexicon }

// New reads the embedded lists, and adds the user's dictionaries, which go before
// them; of two, the later goes first.
func New(dictionaries ...*Dictionary) (*Reader, error) {
	x, err := newLexicon()
	if err != nil {
		return nil, err
	}
	for _, d := range dictionaries {
		d.addTo(x)
	}
	return &Reader{x}, nil
}

// Listed reports whether words, as written, are a name of an organization that the lists or the user's dictionaries have.
func (rd *Reader) Listed(words string) bool {
	w := nameWords(words)
	_, user := rd.x.user[strings.Join(w, " ")]
	return user || rd.x.org(words, w) != nil
}

// pass is the work on one reading.
type pass struct {
	x                  *lexicon
	r                  *hearsay.Reading
	s                  *hearsay.Syntax
	names              []*mention
	all                []*mention // names, nominals and pronouns in order of their heads
	cover              []int32    // token -> index in names of the name that holds it, or -1
	at                 []*mention // token -> mention whose head it is
	ents               []*ent
	quotes             []quote
	inQuote            []int32 // token -> index in quotes, or -1
	states             map[string]*ent
	dateline           *gazetteer.Country
	dateFirst, dateEnd int // see findDateline

	agencyFirst, agencyEnd int

	capitalEnts  []*ent // see capitals
	capitalsRead bool
	replaced     []*org          // see otherOwners
	also         []also          // further tokens that lead to a mention
	speakers     map[int]*ent    // quote -> who speaks it
	nouns        map[string]bool // see commonNoun
}

// also is a token that leads to a mention whose head is another token.
type also struct {
	token int
	m     *mention
}

// mention is a mention while it is worked on.
type mention struct {
	first, end, head int
	form             hearsay.Form
	label            string // engine's label of a name
	kind             hearsay.Kind
	words            []string // comparable words of a name, titles left out
	nameFirst        int      // first token of the name without honorifics
	org              *org
	code             string // code in the PETRARCH dictionaries
	main             string // first name of its block in a user's dictionary
	state            *gazetteer.Country
	as               gazetteer.As
	place            *hearsay.Place
	country          *gazetteer.Country // whose: "Israeli officials"
	owner            *mention           // whose, where that is no state: "Hamas leaders"
	sectors          []string
	roles            []string // role nouns before or after a name
	noun             *lists.Noun
	gender           byte // 'm', 'f' or 0
	number           int
	plural           bool
	definite         bool // the, this, that, these, those
	bare             bool // no determiner, no modifier
	possessed        bool // his, its, their
	by               string
	joined           string // rule that joined it to its entity
	tried            bool   // a pronoun that was resolved, or could not be
	ent              *ent
}

// ent is an entity while it is worked on.
type ent struct {
	ms      []*mention
	kind    hearsay.Kind
	state   *gazetteer.Country
	org     *org
	code    string
	name    string // given name where no mention has it
	place   *hearsay.Place
	country *gazetteer.Country
	owner   *mention
	sectors []string
	roles   []string
	gender  byte
	plural  bool
	number  int
	last    int // head of the last mention joined so far
	by      string
	words   []string // words of the fullest name
	titled  []string // what it was called: see mention.titled
}

// Read fills r.Entities and r.MentionAt.
func (rd *Reader) Read(r *hearsay.Reading) {
	if r.Syntax == nil || len(r.Syntax.Tokens) == 0 {
		return
	}
	p := &pass{x: rd.x, r: r, s: r.Syntax, states: map[string]*ent{}}
	n := len(p.s.Tokens)
	p.at = make([]*mention, n)
	p.findQuotes()
	p.findDateline()
	p.findNames()
	p.tellKinds()
	p.joinNames()
	p.findNominals()
	p.findPronouns()
	sort.SliceStable(p.all, func(i, j int) bool { return p.all[i].head < p.all[j].head })
	p.describe()
	p.joinKnownAs()
	p.joinNamedLater()
	p.joinNamedNext()
	p.joinCitizens()
	p.resolvePronouns()
	p.joinPredicates()
	p.joinPossessed()
	p.build()
}

// newEnt makes an entity of a mention.
func (p *pass) newEnt(m *mention, by string) *ent {
	e := &ent{kind: m.kind, last: m.head, by: by}
	p.ents = append(p.ents, e)
	e.add(m, "")
	return e
}

// add joins a mention to the entity; by is the rule that did, "" for the first.
func (e *ent) add(m *mention, by string) {
	m.ent, m.joined = e, by
	e.ms = append(e.ms, m)
	e.last = max(e.last, m.head)
	if e.gender == 0 {
		e.gender = m.gender
	}
	if m.form == hearsay.NameForm {
		e.titled = appendNew(e.titled, m.titled())
	}
	if e.org == nil {
		e.org = m.org
	}
	if e.code == "" {
		e.code = m.code
	}
	if e.place == nil {
		e.place = m.place
	}
	if e.country == nil {
		e.country = m.country
	}
	if e.owner == nil {
		e.owner = m.owner
	}
	for _, s := range m.sectors {
		if e.org != nil && e.org != m.org {
			break // what the list says of the entity stands
		}
		e.sectors = appendNew(e.sectors, s)
	}
	for _, s := range m.roles {
		e.roles = appendNew(e.roles, s)
	}
	if len(m.words) > len(e.words) && m.form == hearsay.NameForm {
		e.words = m.words
	}
	if m.form != hearsay.Pronoun && len(e.ms) == 1 {
		e.plural, e.number = m.plural, m.number
	}
}

// appendNew appends s unless list has it; lists here stay short.
func appendNew(list []string, s string) []string {
	for _, t := range list {
		if t == s {
			return list
		}
	}
	if len(list) >= 8 {
		return list
	}
	return append(list, s)
}
