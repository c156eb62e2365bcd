package entity

// bound applies the binding principles: no object of a verb is its subject, no
// phrase speaks of itself within.
func (p *pass) bound(o, m *mention, w pronoun) bool {
	if o.head < m.head && o.end > m.head || m.head >= o.first && m.head < o.end {
		return true
	}
	return p.boundTokens(o.head, m.head, w)
}

func (p *pass) boundTokens(o, i int, w pronoun) bool {
	t := &p.s.Tokens[i]
	if w.class == "reflexive" {
		// A reflexive is bound by the subject of its own clause.
		return p.clauseOf(i) != p.clauseOf(o)
	}
	if up := p.clauseOf(t.Head); t.Dep == "nsubj" && objective[p.lower(i)] && up >= 0 && up == p.clauseOf(o) && isArgument(p.s.Tokens[o].Dep) {
		return true // "The minister wished her well": whom the verb above has for its object
	}
	if w.class == "possessive" {
		// "its representatives" are not what "its" speaks of, nor what heads the phrase.
		for j, steps := i, 0; steps < 10; steps++ {
			h := p.s.Tokens[j].Head
			if h == j || p.s.Tokens[j].Dep == "conj" {
				return false
			}
			if h == o {
				return true
			}
			if p.s.Tokens[h].Pos == "VERB" || p.s.Tokens[h].Pos == "AUX" {
				return false
			}
			j = h
		}
		return false
	}
	// Two arguments of one verb, prepositions passed through.
	return p.clauseOf(i) == p.clauseOf(o) && p.clauseOf(i) >= 0 && isArgument(t.Dep) && isArgument(p.s.Tokens[o].Dep) || p.above(o, i) && !p.throughClause(o, i) ||
		p.understoodSubject(i) == o || p.undergoes(o, i)
}

// undergoes reports whether o does something to the subject i, as a participle beside its verb tells: "Asked by a reporter for evidence, he walked away".
func (p *pass) undergoes(o, i int) bool {
	t, by := &p.s.Tokens[i], p.s.Tokens[o].Head
	v := p.s.Tokens[by].Head
	return (t.Dep == "nsubj" || t.Dep == "nsubjpass") && p.s.Tokens[o].Dep == "pobj" && p.lower(by) == "by" && p.s.Tokens[v].Tag == "VBN" && p.s.Tokens[v].Dep == "advcl" && p.s.Tokens[v].Head == t.Head &&
		p.s.Child(v, "nsubj", "nsubjpass") < 0
}

// objective are the forms of pronouns that are no subjects of finite clauses.
var objective = map[string]bool{"him": true, "her": true, "them": true}

func isArgument(dep string) bool {
	switch dep {
	case "nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent", "attr", "oprd", "conj":
		return true
	}
	return false
}

// clauseOf is the verb that token i is an argument of, -1 where none is near.
func (p *pass) clauseOf(i int) int {
	for j, steps := i, 0; steps < 6; steps++ {
		t := &p.s.Tokens[j]
		if t.Head == j {
			return -1
		}
		h := &p.s.Tokens[t.Head]
		if h.Pos == "VERB" || h.Pos == "AUX" {
			return t.Head
		}
		if t.Dep == "relcl" || t.Dep == "acl" || h.Pos == "NOUN" && t.Dep == "prep" {
			return -1
		}
		j = t.Head
	}
	return -1
}

// verbAbove is the verb whose clause holds token i, however deep; -1 where none is near.
func (p *pass) verbAbove(i int) int {
	for steps := 0; steps < 10 && p.s.Tokens[i].Head != i; steps++ {
		i = p.s.Tokens[i].Head
		if pos := p.s.Tokens[i].Pos; pos == "VERB" || pos == "AUX" {
			return i
		}
	}
	return -1
}

// understoodSubject is the subject that the pronoun's verb takes from the clause
// above: in "Qatar denounced the strike, describing it" the token Qatar.
func (p *pass) understoodSubject(i int) int {
	v := p.clauseOf(i)
	if v < 0 || p.s.Child(v, "nsubj", "nsubjpass") >= 0 {
		return -1
	}
	switch p.s.Tokens[v].Dep {
	case "advcl", "xcomp", "conj":
		if p.s.Tokens[v].Dep == "xcomp" {
			if o := p.s.Child(p.s.Tokens[v].Head, "dobj"); o >= 0 {
				return o // "asked her husband to lead them"
			}
		}
		return p.s.Child(p.s.Tokens[v].Head, "nsubj", "nsubjpass")
	}
	return -1
}

// throughClause reports whether a clause lies between an ancestor and a token.
func (p *pass) throughClause(a, i int) bool {
	for j, steps := i, 0; j != a && steps < 40; steps++ {
		switch p.s.Tokens[j].Dep {
		case "relcl", "acl", "ccomp", "advcl":
			return true
		}
		j = p.s.Tokens[j].Head
	}
	return false
}

// above reports whether a stands above i in the tree, within a bound: a sentence
// that never ends makes a tree as deep as it is long.
func (p *pass) above(a, i int) bool {
	for steps := 0; steps < 30; steps++ {
		h := p.s.Tokens[i].Head
		if h == i {
			return false
		}
		if h == a {
			return true
		}
		i = h
	}
	return false
}
