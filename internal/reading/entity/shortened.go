package entity

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// joinAcronyms joins "Kenya Red Cross (KRC)" and, without brackets, an acronym
// that spells the initials of a name in the report.
func (p *pass) joinAcronyms(byKey map[string]*ent) {
	initials := map[string][]*ent{}
	for _, e := range p.ents {
		if e.kind == hearsay.Person || e.kind == hearsay.State || len(e.words) < 2 {
			continue
		}
		for _, k := range []string{p.x.initials(e.words), allInitials(e.words)} {
			if len(k) > 1 && len(initials[k]) < look {
				initials[k] = append(initials[k], e)
			}
		}
	}
	for i, m := range p.names {
		if m.ent == nil || m.form != hearsay.NameForm || m.kind == hearsay.State {
			continue
		}
		text := p.textOf(m.nameFirst, m.end)
		if i > 0 && m.first > 0 && p.s.TextOf(m.first-1) == "(" {
			// In brackets directly behind a name: they are one, whatever the letters.
			a := p.names[i-1]
			if a.end == m.first-1 && i > 1 && (a.kind == hearsay.State || a.kind == hearsay.PlaceKind) && a.first-p.names[i-2].end <= 2 && p.s.Tokens[p.names[i-2].end].Pos == "ADP" && p.names[i-2].kind == hearsay.Organization {
				// "United Nations Integrated Office in Haiti (BINUH)"
				if p.names[i-2].ent != nil {
					p.mergeEnts(p.names[i-2].ent, m.ent, "entity/acronym-in-brackets")
					continue
				}
			}
			if a.end == m.first-1 && a.ent != nil && a.kind != hearsay.Person && a.kind != hearsay.State && a.state == nil && (a.kind != hearsay.PlaceKind || a.place == nil && a.label != "GPE") && (isAcronym(text) || isAcronym(p.textOf(a.nameFirst, a.end)) && a.kind == m.kind) {
				p.mergeEnts(a.ent, m.ent, "entity/acronym-in-brackets")
				continue
			}
		}
		if i > 0 && m.first > 2 && p.lower(m.first-1) == "or" && p.s.TextOf(m.first-2) == "," && isAcronym(text) {
			// "the Kurdistan Workers' Party, or PKK"
			if a := p.names[i-1]; m.first-2-a.end < 2 && a.end <= m.first-2 && a.ent != nil && a.kind == hearsay.Organization && a.ent != m.ent {
				p.mergeEnts(a.ent, m.ent, "entity/acronym-behind-or")
				continue
			}
		}
		if !isAcronym(text) || len(m.words) > 1 || len(m.ent.words) > 1 {
			continue
		}
		for _, e := range initials[m.words[0]] {
			// What the report itself spells goes before what a list knows by the same letters.
			if e != m.ent && e.ms != nil && (len(m.words[0]) > 2 || m.org == nil && e.ms[0].first < m.first && m.label != "PERSON") {
				p.mergeEnts(e, m.ent, "entity/initials")
				break
			}
		}
	}
}

// joinKnownAs joins "Mohamed Hamdan Dagalo, known as Hemedti".
func (p *pass) joinKnownAs() {
	// Nominal mentions have their entities by now: "The company, formally known as ...".
	for _, m := range p.names {
		t := &p.s.Tokens[m.head]
		if m.ent == nil {
			continue
		}
		v, a := t.Head, -1
		switch self := p.callsItself(m.first); {
		case self >= 0:
			v = self // "a group calling itself the Sons of the River"
		case t.Dep == "nsubj" && p.namedAs(m.first) > 0:
			// "a leader known as Ti Blan claimed", read as what he claimed
			v = p.namedAs(m.first)
			a = v - 1
			for a > 0 && (p.s.Tokens[a].Tag == "WP" || slices.Contains([]string{"AUX", "ADV", "PUNCT"}, p.s.Tokens[a].Pos)) {
				a--
			}
		case t.Dep == "pobj" && p.lower(t.Head) == "as":
			v = p.s.Tokens[t.Head].Head
			if k := p.namedAs(m.first); k > 0 && p.s.Tokens[k].Lemma == "give" {
				v = k
			} else if !p.x.is("knownas", p.s.Tokens[v].Lemma) {
				continue
			}
		case (t.Dep == "oprd" || t.Dep == "dobj" || t.Dep == "attr") && p.x.is("named-so", p.lower(t.Head)) && p.s.Tokens[v].Dep == "acl":
			// "a man named Luis Soto"
		default:
			continue
		}
		if a < 0 {
			a = p.s.Tokens[v].Head
		}
		for k := v; p.s.Tokens[k].Dep == "xcomp" && p.s.Tokens[k].Head != k; {
			if k = p.s.Tokens[k].Head; p.s.Tokens[k].Dep == "relcl" {
				v, a = k, p.s.Tokens[k].Head // "a priest who asked to be identified as Father Luis"
			}
		}
		if d := p.s.Tokens[v].Dep; a == p.s.Tokens[v].Head && d != "relcl" && d != "acl" {
			// A tree that makes the participle the sentence's verb gives it the subject.
			if a = p.s.Child(v, "nsubj", "nsubjpass"); a < 0 {
				continue
			}
		}
		// "the mission in Congo, known as": hung on the nearest noun, which is of another kind.
		for range 2 {
			if o := p.at[a]; o != nil && o.ent != nil && (o.ent.kind == hearsay.State || o.ent.kind == hearsay.PlaceKind) && m.kind != hearsay.PlaceKind && p.s.Tokens[a].Dep == "pobj" {
				a = p.s.Tokens[p.s.Tokens[a].Head].Head
			}
		}
		if p.at[a] == nil || p.at[a].ent == nil || p.at[a].kind == hearsay.State || m.kind == hearsay.State {
			continue
		}
		p.mergeEnts(p.at[a].ent, m.ent, "entity/known-as")
	}
}

// namedAs is the verb of "known as", "identified only as" or "who gave her name as" right before a name, -1: none.
func (p *pass) namedAs(first int) int {
	for first > 2 && p.s.Tokens[first-1].Dep == "compound" && p.s.Tokens[first-1].Pos == "PROPN" {
		first-- // "as Father Luis"
	}
	k := first - 2
	if k >= 0 && p.lower(k) == "only" {
		k--
	}
	if k > 1 && p.lower(k) == "name" && p.s.Tokens[k-1].Dep == "poss" && p.s.Tokens[k-2].Lemma == "give" && p.lower(first-1) == "as" {
		return k - 2 // "who gave her name as Ana"
	}
	if k < 1 || p.lower(first-1) != "as" || p.s.Tokens[k].Tag != "VBN" && (p.s.Tokens[k].Tag != "VB" || p.s.Child(k, "auxpass") < 0) || !p.x.is("knownas", p.s.Tokens[k].Lemma) {
		return -1
	}
	return k
}

// callsItself is the verb before a name by which somebody names himself, -1: none.
func (p *pass) callsItself(first int) int {
	k := first - 1
	for k > 1 && (p.s.Tokens[k].Pos == "PUNCT" || p.lower(k) == "the") {
		k--
	}
	if k < 1 || p.x.pronouns[p.lower(k)].class != "reflexive" || !p.x.is("named-so", p.lower(k-1)) && p.s.Tokens[k-1].Lemma != "call" {
		return -1
	}
	return k - 1
}

func allInitials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteRune(firstRune(w))
	}
	return b.String()
}

// mergeEnts moves all mentions of b to a; b is left empty.
func (p *pass) mergeEnts(a, b *ent, by string) {
	if a == b {
		return
	}
	for _, m := range b.ms {
		rule := m.joined
		if rule == "" {
			rule = by
		}
		a.add(m, rule)
	}
	if a.state == nil {
		a.state = b.state
	}
	b.ms = nil
}

// takenForPerson is the entity of a single word that the engine takes for a person's name, where nothing in the report says that it is one: no first name, role or
// form of address. nil: none.
func (p *pass) takenForPerson(byKey map[string]*ent, word string) *ent {
	e := byKey["person "+word]
	if e == nil || e.ms == nil || len(e.roles) > 0 {
		return nil
	}
	for _, m := range e.ms {
		if len(m.words) > 1 || m.gender != 0 || len(m.roles) > 0 {
			return nil
		}
	}
	return e
}

// joinShortened joins a shorter form to the longer name of an organization or
// place: "Amnesty" to "Amnesty International", "the Security Council" to "the U.N.
// Security Council", "Gaza" to "the Gaza Strip".
func (p *pass) joinShortened(byKey map[string]*ent) {
	for _, e := range p.ents {
		if e.ms == nil || len(e.words) < 2 || e.kind == hearsay.Person || e.kind == hearsay.State || e.ms[0].form != hearsay.NameForm {
			continue
		}
		w := e.words
		try := func(short []string, by string) {
			if len(short) == 0 {
				return
			}
			o := byKey["name "+strings.Join(short, " ")]
			if o == nil && by == "entity/short-name" && len(short) == 1 && p.x.is("legalform", w[len(w)-1]) {
				if o = p.takenForPerson(byKey, short[0]); o != nil { // "Harlan AG", then "Harlan"
					o.kind = e.kind
					for _, m := range o.ms {
						m.kind = e.kind
					}
				}
			}
			if o != nil && o != e && o.ms != nil && o.org == nil && (o.country == nil || e.country == nil || o.country == e.country) && (o.kind == e.kind || o.kind == hearsay.OtherKind) {
				p.mergeEnts(e, o, by)
			}
		}
		last := p.x.last[w[len(w)-1]]
		switch {
		case last.kind == e.kind && e.kind == hearsay.Organization:
			// Leave off generic last words: "Ansari Motors Ltd", "Amnesty International".
			for n := len(w) - 1; n > 0; n-- {
				if n < len(w)-1 && p.x.last[w[n]].kind != hearsay.Organization {
					break
				}
				try(w[:n], "entity/short-name")
			}
		case e.kind == hearsay.PlaceKind && (w[len(w)-1] == "strip" || w[len(w)-1] == "city"):
			try(w[:len(w)-1], "entity/short-name")
		}
		if e.kind == hearsay.Organization && hasSector(e, "MED") {
			try(w[len(w)-1:], "entity/short-name") // "the Post"
		}
		if e.kind == hearsay.Organization {
			// Leave off the country or body before it.
			for n := 1; n < len(w) && n < 4; n++ {
				if c, ok := gazetteer.CountryOf(strings.Join(w[:n], " ")); ok && c.As != gazetteer.Capital || w[n-1] == "un" || w[n-1] == "us" || w[n-1] == "uk" || w[n-1] == "eu" {
					if len(w)-n > 1 {
						try(w[n:], "entity/short-name")
					}
				}
			}
		}
	}
}
