package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// pronoun is one line of pronouns.tsv.
type pronoun struct {
	class          string
	number, gender byte
	person         byte
}

// findPronouns makes a mention of each pronoun; resolvePronouns joins them.
func (p *pass) findPronouns() {
	for i := range p.s.Tokens {
		t := &p.s.Tokens[i]
		if p.at[i] != nil || p.cover[i] >= 0 || t.Pos != "PRON" && t.Tag != "PRP" && t.Tag != "PRP$" && t.Tag != "WP" && t.Tag != "WDT" && t.Tag != "WP$" {
			continue
		}
		w, ok := p.x.pronouns[p.lower(i)]
		if !ok || w.class == "relative" && !p.isRelative(i) {
			continue
		}
		if p.lower(i) == "us" && p.s.TextOf(i) == "US" {
			continue
		}
		m := &mention{first: i, end: i + 1, head: i, form: hearsay.Pronoun, number: 1, plural: w.number == 'p', by: "entity/pronoun"}
		if m.plural {
			m.number = 0
		}
		if w.gender == 'm' || w.gender == 'f' {
			m.gender = w.gender
		}
		p.at[i] = m
		p.all = append(p.all, m)
	}
}

// isRelative reports whether a who, which or that opens a relative clause.
func (p *pass) isRelative(i int) bool {
	return p.antecedent(i) >= 0
}

// antecedent returns the head noun of the relative clause that token i opens, -1 where there is none.
func (p *pass) antecedent(i int) int {
	if tag := p.s.Tokens[i].Tag; tag == "DT" || tag == "IN" && p.s.Tokens[i].Dep == "mark" {
		return -1
	}
	for v, steps := i, 0; steps < 6; steps++ {
		t := &p.s.Tokens[v]
		if t.Dep == "relcl" {
			if t.Head < i {
				return p.personOf(t.Head, i)
			}
			return -1
		}
		if t.Head == v {
			return -1
		}
		v = t.Head
	}
	return -1
}

// personOf is whom "who" at token i tells of, where the tree hung it on a thing behind a person: "one man in a yellow helmet, who gave no name".
func (p *pass) personOf(n, i int) int {
	if p.lower(i) != "who" || p.s.Tokens[n].Dep != "pobj" || p.speaking(n) {
		return n
	}
	in := p.s.Tokens[n].Head
	for _, g := range []int{p.s.Tokens[in].Head, in - 1} {
		if g >= 0 && g < in && p.speaking(g) {
			return g
		}
	}
	return n
}

// speaking reports whether a noun stands for somebody, or for a body of people.
func (p *pass) speaking(n int) bool {
	m := p.at[n]
	if m == nil {
		return false
	}
	return m.kind == hearsay.Person || m.kind == hearsay.Group || m.kind == hearsay.Organization || m.kind == hearsay.State
}

// resolvePronouns joins each pronoun to the entity it stands for, in order of
// the text.
func (p *pass) resolvePronouns() {
	for k, m := range p.all {
		if m.form != hearsay.Pronoun {
			continue
		}
		if q := p.inQuote[m.head]; q >= 0 {
			// '"He was late," she said': who "she" is tells who "he" is not.
			if i := p.speakerBehind(k, int(q)); i >= 0 {
				p.resolve(i)
			}
		}
		p.resolve(k)
	}
}

// speakerBehind is the pronoun behind a mention, not resolved yet, that speaks the quotation in which it stands, as its place in
// p.all; -1: there is none.
func (p *pass) speakerBehind(k, q int) int {
	for j := k + 1; j < len(p.all) && p.all[j].head < p.quotes[q].end+20; j++ {
		if o := p.all[j]; o.form == hearsay.Pronoun && o.ent == nil && o.head >= p.quotes[q].end && p.speaks(o.head) {
			return j
		}
	}
	return -1
}

// resolve joins the pronoun at a place in p.all.
func (p *pass) resolve(k int) {
	m := p.all[k]
	if m.tried {
		return
	}
	m.tried = true
	w := p.x.pronouns[p.lower(m.head)]
	var e *ent
	by := ""
	switch {
	case w.class == "relative":
		a := p.antecedent(m.head)
		if a >= 0 && p.at[a] == nil {
			a = p.s.Child(a, "appos") // "her mentor, Goro Inoue, who wrote"
		}
		if a >= 0 && a < m.head && p.at[a] != nil && p.at[a] != m {
			e, by = p.at[a].ent, "entity/relative"
		}
	case w.person == 1:
		e, by = p.firstPerson(m, w), "entity/speaker"
	case w.gender == 'n' && p.expletive(m.head):
		return
	default:
		e, by = p.salient(m, w, k)
	}
	if e != nil && e.ms != nil {
		e.add(m, by)
		return
	}
	if w.class != "relative" {
		p.r.PassedOver = append(p.r.PassedOver, hearsay.PassedOver{Span: p.s.Tokens[m.head].Span, What: "entity",
			Reason: "no one was found that '" + p.s.TextOf(m.head) + "' speaks of", By: "entity/pronoun"})
	}
}

// expletive reports whether "it" stands for nothing: "it seems that", "it is
// likely that", "it rained".
func (p *pass) expletive(i int) bool {
	t := &p.s.Tokens[i]
	if t.Dep == "expl" {
		return true
	}
	if p.lower(i) == "it" && t.Dep == "dobj" && p.x.is("answered", strings.ToLower(p.s.Tokens[t.Head].Lemma)) {
		return true // "The army denied it": what was said
	}
	if p.lower(i) != "it" || t.Dep != "nsubj" && t.Dep != "nsubjpass" {
		return false
	}
	v := t.Head
	if p.x.is("expletive", p.s.Tokens[v].Lemma) {
		return true
	}
	clause := p.s.Child(v, "ccomp", "xcomp", "csubj", "acl", "advcl")
	if p.s.Tokens[v].Lemma == "be" {
		if c := p.s.Child(v, "acomp", "attr", "prep", "ccomp"); c >= 0 {
			if clause > c {
				return true
			}
			for _, d := range p.s.Children(c) {
				switch p.s.Tokens[d].Dep {
				case "ccomp", "xcomp", "csubj", "acl", "relcl", "advcl":
					return true
				}
			}
		}
	}
	// "it was reported that", "it is feared that"
	return t.Dep == "nsubjpass" && clause > v && p.x.verb("speech", strings.ToLower(p.s.Tokens[v].Lemma))
}

// firstPerson finds the speaker of the quotation that holds I or we.
func (p *pass) firstPerson(m *mention, w pronoun) *ent {
	q := p.inQuote[m.head]
	if q < 0 {
		return nil
	}
	e := p.speakerOf(int(q))
	if e == nil {
		return nil
	}
	single := e.kind == hearsay.Person || e.kind == hearsay.OtherKind
	if w.number == 's' && !(e.kind == hearsay.Person) {
		return nil
	}
	if w.number == 'p' && single {
		if e.owner != nil && e.owner.ent != nil && e.owner.ent.ms != nil && e.owner.ent.kind == hearsay.Organization {
			return e.owner.ent // the body that one speaks for
		}
		return nil // a body that the text does not name here
	}
	return e
}

// speakerOf finds who speaks a quotation: the subject of a verb of speech in
// the quotation's sentence, else in the sentence before or behind it.
func (p *pass) speakerOf(q int) *ent {
	qt := p.quotes[q]
	if p.speakers == nil {
		p.speakers = map[int]*ent{}
	}
	if e, ok := p.speakers[q]; ok {
		return e
	}
	at := func(i int) *ent {
		t := &p.s.Tokens[i]
		if t.Pos != "VERB" || p.inQuote[i] == int32(q) || !p.x.verb("speech", strings.ToLower(t.Lemma)) {
			return nil
		}
		if c := p.s.Child(i, "nsubj"); c >= 0 && p.inQuote[c] != int32(q) && p.at[c] != nil {
			return p.at[c].ent
		}
		return nil
	}
	find := func(first, end int) *ent {
		for i := max(0, first); i < min(end, len(p.s.Tokens)); i++ {
			if e := at(i); e != nil {
				return e
			}
		}
		return nil
	}
	back := func(first, end int) *ent { // the nearest: "After Banda asked him, Moyo replied"
		for i := end - 1; i >= max(0, first); i-- {
			if e := at(i); e != nil {
				return e
			}
		}
		return nil
	}
	first := p.s.SentenceOf(qt.first)
	last := p.s.SentenceOf(qt.end - 1)
	e := find(qt.end, min(last.End, p.lineEnd(qt.end, 30)))
	if e == nil {
		e = back(max(first.First, qt.first-40), qt.first)
	}
	if e == nil && last.End < len(p.s.Tokens) && last.End <= qt.end+2 {
		next := p.s.SentenceOf(last.End)
		e = find(next.First, min(next.End, next.First+20))
	}
	if e == nil && q > 0 && p.continues(q) {
		e = p.speakerOf(q - 1)
	}
	p.speakers[q] = e
	return e
}

// continues reports whether a quotation of which nobody is told who speaks it goes on with the one before: '"It fell," she said. "I ran."', or a paragraph that
// opens with a mark behind one that no mark closed.
func (p *pass) continues(q int) bool {
	before, first := p.quotes[q-1], p.quotes[q].first
	if p.lineEnd(before.end, first-before.end) < first {
		return before.open && p.s.Tokens[first-1].SentStart && before.end+3 >= first
	}
	return p.s.SentenceIndex(first)-p.s.SentenceIndex(before.end-1) <= 1
}

// lineEnd is the next token from i on that breaks a line, at most so many behind.
func (p *pass) lineEnd(i, most int) int {
	for end := min(i+most, len(p.s.Tokens)); i < end; i++ {
		if p.s.Tokens[i].Pos == "SPACE" && strings.Contains(p.s.TextOf(i), "\n") {
			return i
		}
	}
	return i
}

// agrees tests number, gender and being a person.
func (p *pass) agrees(o, m *mention, w pronoun) bool {
	e := o.ent
	person := e.kind == hearsay.Person
	if len(e.words) == 1 && p.x.is("deity", e.words[0]) {
		return false // "God" takes no part in what happens
	}
	switch {
	case w.gender == 'm' || w.gender == 'f':
		return person && !e.plural && (e.gender == 0 || e.gender == w.gender)
	case w.gender == 'n':
		if o.form == hearsay.Pronoun && p.x.pronouns[p.lower(o.head)].number == 'p' || o.form == hearsay.Nominal && o.plural && p.s.Tokens[o.head].Tag == "NNS" {
			return false
		}
		return !person && !(e.kind == hearsay.Group && e.plural)
	case w.number == 'p':
		if person && !e.plural {
			return false
		}
		if e.kind == hearsay.PlaceKind || e.kind == hearsay.Facility {
			return e.plural
		}
		if e.kind == hearsay.State {
			return false
		}
		return true
	}
	return true
}
