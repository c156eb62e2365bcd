package entity

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// personShaped reports whether a name is a known first name and one or two more
// words, and nothing that a list or the gazetteer knows.
func (p *pass) personShaped(m *mention) bool {
	if n := m.end - m.nameFirst; n < 2 || n > 4 || len(m.words) > 3 || lists.FirstName(p.s.TextOf(m.nameFirst)) == 0 || m.place != nil {
		return false
	}
	for i := m.nameFirst; i < m.end; i++ {
		w := p.s.TextOf(i)
		if !unicode.IsUpper(firstRune(w)) || strings.ToUpper(w) == w && len(w) > 2 {
			return false
		}
	}
	code, _ := p.x.petrarch(m.words)
	return code == "" && len(gazetteer.Places(p.textOf(m.nameFirst, m.end))) == 0
}

// agedAt reports whether ", 19," or ", 44, of" stands at token i.
func (p *pass) agedAt(i int) bool {
	if i+2 >= len(p.s.Tokens) || p.s.TextOf(i) != "," {
		return false
	}
	w := p.s.TextOf(i + 1)
	if len(w) > 3 || strings.Trim(w, "0123456789") != "" {
		return false
	}
	age, ok := lists.Number(w)
	next := p.s.TextOf(i + 2)
	return ok && age > 0 && age < 120 && (next == "," || next == "." || next == "of" || next == "from")
}

// classBefore tells the kind of a name by a common noun directly before it that
// names a body: "supplier", "airline"; "" where none does.
func (p *pass) classBefore(m *mention) hearsay.Kind {
	i := m.first - 1
	if i < 0 || p.cover[i] >= 0 || unicode.IsUpper(firstRune(p.s.TextOf(i))) {
		return ""
	}
	t, h := &p.s.Tokens[i], &p.s.Tokens[m.head]
	if !(t.Dep == "compound" && t.Head == m.head) && !(h.Dep == "appos" && h.Head == i) {
		return ""
	}
	n, ok := p.nounAt(i)
	if !ok {
		return ""
	}
	if n.Kind == hearsay.Organization && (n.Is("class") || h.Dep == "appos" && len(m.words) == 1 && lists.FirstName(p.s.TextOf(m.head)) == 0) || n.Kind == hearsay.Person && len(n.Sectors) > 0 && n.Sectors[0] == "BUS" {
		return hearsay.Organization
	}
	return ""
}

// classNoun reports whether token i is "company", "party" and the like.
func (p *pass) classNoun(i int) bool {
	n, ok := p.nounAt(i)
	return ok && n.Kind == hearsay.Organization && n.Is("class")
}

// calledBody reports whether an article stands before the body's noun that [pass.classBefore] found before a name, so that it is no person's, whatever it
// sounds like: "the firm Harlan Dow", "the regulator BaFin".
func (p *pass) calledBody(m *mention) bool {
	n, ok := p.nounAt(m.first - 1)
	return ok && n.Kind == hearsay.Organization && (p.s.Child(m.first-1, "det") >= 0 || p.s.Child(m.head, "det") >= 0)
}

// officeBefore finds the head of an office that ends before token i, "Secretary
// of State": its token, or -1.
func (p *pass) officeBefore(i int) int {
	for j := i - 1; j > 0 && i-j <= 5; j-- {
		w := p.lower(j)
		if w == "of" {
			if p.titleAt(j-1) && j < i-1 {
				return j - 1
			}
			return -1
		}
		if p.cover[j] >= 0 && p.names[p.cover[j]].label == "PERSON" || !unicode.IsUpper(firstRune(p.s.TextOf(j))) && w != "and" && w != "," {
			return -1
		}
	}
	return -1
}

// readRoles gathers the roles that stand directly before a name ("Foreign
// Ministry spokesperson Yusuf Al Amin") and whose they are.
func (p *pass) readRoles(m *mention) {
	if m.org != nil || m.state != nil || m.label == "GPE" || m.label == "LOC" || m.label == "NORP" {
		return
	}
	found := len(m.roles) > 0
	from := m.first - 1
	if k := p.officeBefore(m.first); k >= 0 {
		// "Secretary of State Marco Rubio"
		from = k
	}
	for i, steps := from, 0; i >= 0 && steps < 8; i, steps = i-1, steps+1 {
		t := &p.s.Tokens[i]
		if w := p.s.TextOf(i); w == "." && i > 0 {
			if _, ok := lists.TitleOf(p.s.TextOf(i - 1)); ok {
				continue // "Brig." cut in two
			}
		}
		if t.Pos == "PUNCT" && p.s.TextOf(i) != "-" || t.Pos == "SPACE" || t.Pos == "VERB" || t.Pos == "AUX" || t.Pos == "ADP" || t.Pos == "CCONJ" || t.Pos == "PRON" || t.Pos == "DET" {
			break
		}
		if c := p.cover[i]; c >= 0 {
			if !found {
				break // a name directly before a name says nothing of a role
			}
			o := p.names[c]
			p.ownedBy(m, o)
			i = o.first
			if o.state == nil {
				break
			}
			continue
		}
		word := p.s.TextOf(i)
		if i > 1 && p.s.TextOf(i-1) == "-" {
			word = p.s.TextOf(i-2) + "-" + word // "Secretary-General"
		}
		if title, ok := lists.TitleOf(word); ok && (title.Class == lists.Rank || found) {
			found = true
			if n, two := p.nounAt(i); two && strings.Contains(n.Lemma, " ") {
				// "Secretary General", "Attorney General" are no generals.
				title.Sectors, title.Role = nil, ""
			}
			if title.Role != "" {
				m.roles = appendNew(m.roles, title.Role)
			}
			if m.gender == 0 {
				m.gender = title.Gender
			}
			for _, s := range title.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
		}
		if n, ok := p.nounAt(i); ok && n.Kind == hearsay.Person && t.Pos != "ADJ" {
			found = true
			m.roles = appendNew(m.roles, n.Lemma)
			if m.gender == 0 {
				m.gender = n.Gender
			}
			for _, s := range n.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
			if word != p.s.TextOf(i) {
				i -= 2
			}
			continue
		} else if ok && found {
			for _, s := range n.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
			continue
		}
		if !found {
			break
		}
	}
}

// ownedBy notes whose officer, army or office the mention m is.
func (p *pass) ownedBy(m, owner *mention) {
	switch {
	case owner == m:
	case owner.state != nil:
		m.country = owner.state
	case owner.org != nil || owner.kind == hearsay.Organization || owner.kind == hearsay.Group:
		m.owner = owner
	}
	if m.country == nil && owner.country != nil {
		m.country = owner.country
	}
}

// countryWithin reads the country in a name's own words: "Kenya Red Cross",
// "Bank of Ghana", "Russian Orthodox Church".
func (p *pass) countryWithin(m *mention) *gazetteer.Country {
	for i := m.nameFirst; i < m.end; i++ {
		if !unicode.IsUpper(firstRune(p.s.TextOf(i))) {
			continue
		}
		for l := min(3, m.end-i); l > 0; l-- {
			if c, ok := gazetteer.CountryOf(p.textOf(i, i+l)); ok && c.As != gazetteer.Capital {
				return c.Country
			}
		}
	}
	return nil
}

// listedWithin finds a listed organization in the first words of a longer name.
func (p *pass) listedWithin(m *mention) *org {
	if m.kind != hearsay.Organization {
		return nil
	}
	for i := min(m.end, m.nameFirst+4) - 1; i > m.nameFirst; i-- {
		text := p.textOf(m.nameFirst, i)
		if o := p.x.org(text, nameWords(text)); o != nil {
			return o
		}
	}
	return nil
}

// readOwner reads the country before a name: "Qatar's Foreign Ministry", "the
// Russian Defense Ministry", "the Foreign Ministry of Japan".
func (p *pass) readOwner(m *mention) {
	i := m.first - 1
	if i >= 0 && p.s.Tokens[i].Tag == "POS" {
		i--
	}
	if i >= 0 && p.cover[i] >= 0 {
		o := p.names[p.cover[i]]
		p.ownedBy(m, o)
		if i == m.first-1 && o.state != nil && o.as == gazetteer.Adjective && m.org == nil && m.kind == hearsay.Organization && p.x.last[p.lower(m.end-1)].kind != "" {
			m.first, m.nameFirst = o.first, o.first // "Russian Defense Ministry" reads better than its half
		}
		return
	}
	if of := p.s.Child(m.head, "prep"); of >= 0 && p.lower(of) == "of" {
		if o := p.s.Child(of, "pobj"); o >= 0 && p.at[o] != nil && p.at[o].form == hearsay.NameForm {
			p.ownedBy(m, p.at[o])
		}
	}
}
