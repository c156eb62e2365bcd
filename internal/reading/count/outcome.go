package count

import "strings"

// outcomeOf finds what became of the counted, through the tree from the token
// by which they stand in their clause.
func (w *walk) outcomeOf(head, counted, depth int) (outcome, bool) {
	s := w.r.Syntax
	if depth > 4 {
		return outcome{}, false
	}
	// The noun itself: "45 deaths", "11 hostages", "12 dead".
	for _, i := range []int{counted, head} {
		if o, ok := w.nouns[s.Tokens[i].Lemma]; ok && o.role != "toll" && o.role != "by" {
			if o.role == "self" {
				// "12 protesters were killed": what became of them goes before
				// what they are.
				if v, ok := w.byClause(head, counted, depth); ok {
					return v, true
				}
				return o, true
			}
			if s.Tokens[i].Lemma == "life" && !w.lost(i) {
				continue
			}
			if s.Tokens[i].Dep == "compound" {
				continue // "12 death sentences"
			}
			return o, true
		}
		if o, ok := w.adjs[w.low(i)]; ok && (s.Tokens[i].Pos != "VERB" || i == counted) && i == counted {
			return o, true // "three wounded"
		}
	}
	if o, ok := w.after(counted); ok {
		return o, true
	}
	return w.byClause(head, counted, depth)
}

// after reads what stands right behind the counted: "12 people dead and 30
// injured", "15 in custody".
func (w *walk) after(counted int) (outcome, bool) {
	s := w.r.Syntax
	k := counted + 1
	if k >= w.n || s.SentenceIndex(k) != s.SentenceIndex(counted) {
		return outcome{}, false
	}
	if w.low(k) == "in" && w.low(k+1) == "custody" {
		return w.verbs["arrest"], true
	}
	o, ok := w.adjs[w.low(k)]
	if !ok {
		return o, false
	}
	if t := &s.Tokens[k]; strings.HasPrefix(t.Tag, "VB") && (s.Child(k, "dobj") >= 0 || t.Tag == "VBD" && t.Dep == "ROOT" && s.Child(k, "prep", "agent") < 0) {
		return o, false // "two gunmen wounded three"
	}
	return o, s.Tokens[k].Dep != "compound" && !(s.Tokens[k].Dep == "amod" && s.Tokens[k].Head > k)
}

// lost tells that lives are said to be taken: "claimed six lives", "lost their lives".
func (w *walk) lost(i int) bool {
	s := w.r.Syntax
	switch s.Tokens[s.Tokens[i].Head].Lemma {
	case "claim", "lose", "take", "cost":
		return true
	}
	return false
}

func (w *walk) byClause(head, counted, depth int) (outcome, bool) {
	s := w.r.Syntax
	// Before or after the noun: "12 dead civilians", "12 people killed in", "the
	// 40 migrants who drowned".
	for _, i := range []int{counted, head} {
		if i == counted && w.ofThese(head, counted) {
			continue
		}
		for _, c := range s.Children(i) {
			k := &s.Tokens[c]
			switch k.Dep {
			case "amod", "acl", "acomp", "oprd":
				if o, ok := w.adjs[w.low(int(c))]; ok {
					return o, true
				}
				if o, ok := w.verbs[k.Lemma]; ok && o.role == "obj" && (k.Tag == "VBN" || k.Tag == "VBD") {
					return o, true
				}
				if o, ok := w.verbs[k.Lemma]; ok && o.role == "subj" && k.Tag == "VBG" {
					return o, true
				}
			case "relcl":
				if o, ok := w.verbs[k.Lemma]; ok {
					passive := s.Child(int(c), "nsubjpass", "auxpass") >= 0
					subject := s.Child(int(c), "nsubj") >= 0
					if o.role == "subj" && subject && !passive || o.role == "obj" && passive {
						return o, true
					}
				}
				if a := s.Child(int(c), "acomp", "oprd", "attr"); a >= 0 {
					if o, ok := w.adjs[w.low(a)]; ok {
						return o, true
					}
				}
			}
		}
		if head == counted {
			break
		}
	}
	t := &s.Tokens[head]
	h := t.Head
	if h == head {
		return outcome{}, false
	}
	v := &s.Tokens[h]
	switch t.Dep {
	case "dobj", "nsubjpass", "obj", "attr", "appos", "nsubj", "ROOT", "dep", "npadvmod", "oprd", "acomp":
		if o, ok := w.verb(head, h, t.Dep); ok {
			return o, true
		}
		if t.Dep == "nsubj" && v.Pos == "ADJ" {
			if o, ok := w.adjs[w.low(h)]; ok {
				return o, true // "15 dead" as a small clause
			}
		}
		if t.Dep == "attr" || t.Dep == "dobj" {
			if o, ok := w.tollSubject(h); ok {
				return o, true
			}
		}
		if t.Dep == "appos" {
			if o, ok := w.nouns[v.Lemma]; ok && o.role == "self" {
				return outcome{}, false
			}
		}
	case "pobj":
		prep := w.low(h)
		g := s.Tokens[h].Head
		// "killed in excess of 40": the preposition is of the number.
		if h >= w.cur.first && h < w.cur.end {
			top := h
			for steps := 0; steps < 6 && g >= w.cur.first && g < w.cur.end && s.Tokens[g].Head != g; steps++ {
				top, g = g, s.Tokens[g].Head
			}
			if s.Tokens[top].Pos == "NOUN" { // "a total of 40"
				return w.byClause(top, top, depth+1)
			}
			if o, ok := w.verbs[s.Tokens[g].Lemma]; ok && o.role == "obj" && s.Child(g, "dobj") < 0 && g < w.cur.first {
				return o, true
			}
			return w.tollSubject(g)
		}
		if prep == "of" {
			gn := &s.Tokens[g]
			if o, ok := w.nouns[gn.Lemma]; ok && (o.role == "of" || o.role == "toll") {
				if gn.Lemma != "life" || w.lost(g) {
					return o, true
				}
			}
			// "a family of six", "a group of 12 hikers": the group's lot is theirs.
			if gn.Pos == "NOUN" && g < head {
				if o, ok := w.byClause(g, g, depth+1); ok && depth < 3 {
					return o, true
				}
			}
		}
		if prep == "to" || prep == "at" || prep == "past" || prep == "above" || prep == "beyond" {
			if o, ok := w.tollSubject(g); ok {
				return o, true
			}
			if o, ok := w.tollOver(g); ok && (prep == "to" || prep == "at") {
				return o, true
			}
			// "put the number of arrests at 17", hung on the number or on what it is of.
			for k := g; prep == "at" && k >= 0; k = w.ofHead(k) {
				if o, ok := w.isToll(k); ok && reckon[s.Tokens[s.Tokens[k].Head].Lemma] {
					return o, true
				}
			}
		}
		if prep == "by" || prep == "of" || prep == "involving" { // "a march of 300"
			if o, ok := w.nouns[s.Tokens[g].Lemma]; ok && o.role == "by" && g < head {
				return o, true
			}
		}
		if prep == "by" { // "attended by 20 delegates", "the road was blocked by 20 villagers"
			if o, ok := w.verbs[s.Tokens[g].Lemma]; ok && o.role == "subj" && s.Tokens[g].Lemma == "attend" {
				return o, true
			}
			if k := s.Child(g, "nsubjpass"); k >= 0 {
				if o, ok := w.verbs[s.Tokens[g].Lemma+"+"+s.Tokens[k].Lemma]; ok && o.role == "subj" {
					return o, true
				}
			}
		}
	case "conj":
		// "two soldiers and one child were killed"; the parser may also join the
		// number to a verb or an adjective: "15 dead and more than 40 wounded".
		if strings.HasPrefix(v.Pos, "NOUN") || v.Pos == "NUM" || v.Pos == "PROPN" || v.Pos == "PRON" {
			return w.outcomeOf(h, h, depth+1)
		}
	}
	// The words right after, where the tree lost them: "40 wounded", "30 others injured".
	if k := counted + 1; k < w.n {
		if o, ok := w.adjs[w.low(k)]; ok && s.SentenceIndex(k) == s.SentenceIndex(counted) {
			return o, true
		}
	}
	return outcome{}, false
}

// verb matches a verb with the place in which the counted stand to it.
func (w *walk) verb(head, h int, dep string) (outcome, bool) {
	s := w.r.Syntax
	v := &s.Tokens[h]
	o, ok := w.verbs[v.Lemma]
	if ok {
		passive := s.Child(h, "auxpass", "nsubjpass") >= 0 || v.Tag == "VBN" && s.Child(h, "aux") < 0 && dep != "dobj" && v.Dep != "ROOT"
		switch {
		case o.role == "obj" && (dep == "dobj" || dep == "obj" || dep == "nsubjpass"):
			return o, true
		case o.role == "obj" && (dep == "nsubj" || dep == "npadvmod") && (passive || w.bareParticiple(h, head)):
			return o, true
		case o.role == "subj" && (dep == "nsubj" || dep == "nsubjpass"):
			return o, true
		}
	}
	if dep == "nsubj" || dep == "nsubjpass" || dep == "dobj" {
		if o, ok := w.phrasal(h); ok && (o.role == "obj") == (dep != "nsubj") {
			return o, true
		}
	}
	// "left 15 dead", "feared dead", "shot dead", "are missing".
	if dep == "dobj" || dep == "nsubj" || dep == "nsubjpass" || dep == "obj" {
		for _, c := range s.Children(h) {
			switch s.Tokens[c].Dep {
			case "oprd", "acomp", "ccomp", "xcomp", "attr", "advcl", "advmod", "amod", "prt":
				if a, ok := w.adjs[w.low(int(c))]; ok && (dep != "nsubj" || s.Tokens[c].Dep == "acomp" || s.Tokens[c].Dep == "oprd" || s.Tokens[c].Dep == "attr") {
					return a, true
				}
			}
		}
		if a, ok := w.adjs[w.low(h)]; ok && dep != "dobj" {
			return a, true // "two people are still missing", read as a verb
		}
	}
	return outcome{}, false
}

// bareParticiple tells "12 people were killed and 30 others injured": the
// second verb has no auxiliary of its own and is joined to a passive one, or
// it is a headline's "Three killed in blast".
func (w *walk) bareParticiple(h, subject int) bool {
	s := w.r.Syntax
	v := &s.Tokens[h]
	if s.Child(h, "dobj") >= 0 || s.Child(h, "aux") >= 0 {
		return false
	}
	if v.Dep == "conj" && s.Child(v.Head, "auxpass") >= 0 {
		return true
	}
	return (v.Tag == "VBN" || v.Tag == "VBD") && subject == h-1
}

// tollSubject tells of what a verb's subject or object is a toll: "the death toll rose".
func (w *walk) tollSubject(h int) (outcome, bool) {
	s := w.r.Syntax
	for _, c := range s.Children(h) {
		if d := s.Tokens[c].Dep; d == "nsubj" || d == "nsubjpass" {
			if o, ok := w.isToll(int(c)); ok {
				return o, true
			}
		}
	}
	// "bringing the death toll to 45": the toll is its object.
	k := s.Child(h, "dobj")
	if k < 0 {
		if t := &s.Tokens[h]; t.Dep == "acl" && t.Lemma == "put" && gathering[s.Tokens[t.Head].Lemma] {
			return outcome{"participants", "toll", w.nouns["toll"].name}, true // "a crowd the union put at 900"
		}
		return outcome{}, false
	}
	if l := w.low(k); reckon[s.Tokens[h].Lemma] && s.Tokens[h].Lemma == "put" {
		n := len(w.r.Counts)
		switch {
		case (l == "that" || l == "which") && s.Tokens[h].Dep == "relcl" && gathering[s.Tokens[s.Tokens[h].Head].Lemma]:
			return outcome{"participants", "toll", w.nouns["toll"].name}, true // "a crowd that police put at 900"
		case l == "it" && n > 0 && s.SentenceIndex(h)-s.SentenceIndex(w.r.Counts[n-1].Head) <= 1:
			return outcome{w.r.Counts[n-1].Of, "toll", w.nouns["toll"].name}, true // "police put it at 600"
		}
	}
	return w.isToll(k)
}

// tollOver tells that a participle stands in a toll that a verb moves, to which
// the parser should have tied the number: "bringing the number of those killed to five".
func (w *walk) tollOver(g int) (outcome, bool) {
	s := w.r.Syntax
	if s.Tokens[g].Dep != "acl" {
		return outcome{}, false
	}
	for steps := 0; steps < 4; steps++ {
		g = s.Tokens[g].Head
		if t := &s.Tokens[g]; t.Dep == "dobj" || t.Dep == "nsubj" {
			o, ok := w.isToll(g)
			if ok {
				_, ok = w.tollSubject(t.Head)
			}
			return o, ok
		}
	}
	return outcome{}, false
}

// gathering are nouns of those who take part, taken together.
var gathering = map[string]bool{"crowd": true, "turnout": true, "attendance": true}

// reckon are verbs by which somebody tells a number: "put the number at 17".
var reckon = map[string]bool{"be": true, "put": true, "estimate": true, "give": true}

// isToll tells of what a noun is the toll: "the toll" and "the number of dead" of the
// killed, "the number of strikers" of who took part, "the number" alone of those last
// counted before.
func (w *walk) isToll(i int) (outcome, bool) {
	s := w.r.Syntax
	t := &s.Tokens[i]
	killed := w.nouns["toll"]
	if t.Lemma == "toll" || w.low(i) == "toll" {
		return killed, true
	}
	// "The correct figure is 17", of those last told to be dead.
	if t.Lemma == "figure" || t.Lemma == "number" || t.Lemma == "total" {
		bare := s.Child(i, "amod", "acl", "relcl") < 0 && !w.ofWhom(i) && s.Child(i, "det") >= 0 && reckon[s.Tokens[s.Tokens[i].Head].Lemma] // "the number is 15"
		if a := s.Child(i, "amod"); bare || a >= 0 && w.righting(a) || w.low(s.Tokens[i].Head) == "revised" {
			n := len(w.r.Counts)
			if n == 0 || s.SentenceIndex(i)-s.SentenceIndex(w.r.Counts[n-1].Head) > 3 {
				return outcome{}, false
			}
			if of := w.r.Counts[n-1].Of; of != "killed" {
				return outcome{of, "toll", killed.name}, true
			}
			return killed, true
		}
	}
	if l := t.Lemma; gathering[l] && reckon[s.Tokens[t.Head].Lemma] && s.Tokens[t.Head].Lemma != "be" && t.Dep == "dobj" {
		return outcome{"participants", "toll", killed.name}, true
	}
	for _, c := range s.Children(i) {
		k := int(c)
		if s.Tokens[k].Dep == "prep" && w.low(k) == "of" {
			if k = s.Child(k, "pobj", "amod", "pcomp"); k < 0 {
				continue
			}
		}
		if o, ok := w.nouns[t.Lemma+"+"+s.Tokens[k].Lemma]; ok {
			return outcome{o.of, o.role, killed.name}, true
		}
		// "the number of people killed", "of those arrested"
		if a := s.Child(k, "acl"); (t.Lemma == "number" || t.Lemma == "total") && a >= 0 {
			if o, ok := w.verbs[s.Tokens[a].Lemma]; ok && o.of != "-" && o.role == "obj" {
				return outcome{o.of, "toll", killed.name}, true
			}
		}
	}
	return outcome{}, false
}

// ofHead is the noun that a noun hangs on with "of", or -1.
func (w *walk) ofHead(i int) int {
	s := w.r.Syntax
	if p := s.Tokens[i].Head; s.Tokens[i].Dep == "pobj" && w.low(p) == "of" && s.Tokens[p].Head < p {
		return s.Tokens[p].Head
	}
	return -1
}

// ofWhom tells whether a noun of number says of what it is one.
func (w *walk) ofWhom(i int) bool {
	s := w.r.Syntax
	for _, c := range s.Children(i) {
		if s.Tokens[c].Dep == "prep" && w.low(int(c)) != "at" && w.low(int(c)) != "to" {
			return true
		}
	}
	return false
}

// righting tells words for a number that takes another's place.
func (w *walk) righting(i int) bool {
	switch w.low(i) {
	case "correct", "right", "actual", "true", "revised", "updated", "new", "final", "corrected":
		return true
	}
	return false
}

// phrasal matches a verb with its object or particle: "took part", "lost their lives",
// "took to the streets".
func (w *walk) phrasal(h int) (outcome, bool) {
	s := w.r.Syntax
	for _, c := range s.Children(h) {
		k := &s.Tokens[c]
		switch k.Dep {
		case "dobj", "prt", "advmod", "xcomp", "ccomp", "oprd", "npadvmod", "acomp", "attr":
			if o, ok := w.verbs[s.Tokens[h].Lemma+"+"+k.Lemma]; ok {
				return o, true
			}
		case "prep":
			if p := s.Child(int(c), "pobj"); p >= 0 {
				if o, ok := w.verbs[s.Tokens[h].Lemma+"+"+s.Tokens[p].Lemma]; ok {
					return o, true
				}
			}
		}
	}
	return outcome{}, false
}
