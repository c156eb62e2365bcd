package claim

// passive reports whether a verb stands in the passive.
func (t *tree) passive(v int) bool {
	for step := 0; step < maxClimb; step++ {
		if t.child(v, "nsubjpass", "auxpass", "csubjpass") >= 0 {
			return true
		}
		if t.Tokens[v].Tag != "VBN" || t.child(v, "aux", "nsubj") >= 0 {
			return false
		}
		switch t.dep(v) {
		case "acl", "advcl":
			return true
		case "conj":
			v = int(t.head[v]) // "was arrested and accused of"
		default:
			return false
		}
	}
	return false
}

// subject returns the head noun of the one who does v, looking up through
// coordination and clauses without a subject of their own, or -1.
func (rd *run) subject(v int) int { return rd.subjectAt(v, 0) }

func (rd *run) subjectAt(v, depth int) int {
	t := rd.t
	if depth > 6 {
		return -1
	}
	s := t.child(v, "nsubj", "csubj")
	if k := rd.behind(v, s); k >= 0 {
		s = k
	}
	if s >= 0 && (t.noun(s) || t.Tokens[s].Pos == "DET" || t.Tokens[s].Pos == "ADJ" && t.dep(s) == "nsubj") {
		return rd.antecedent(v, s) // an adjective: "the wounded", "the secretary-general"
	}
	h := int(t.head[v])
	if h == v {
		return -1
	}
	switch t.dep(v) {
	case "conj":
		if t.verb(h) {
			if up := int(t.head[h]); t.dep(h) == "ccomp" && up < h && rd.alongside(v, up) {
				return rd.subjectOf(up, depth)
			}
			return rd.subjectOf(h, depth)
		}
	case "xcomp":
		// "He went on to say"; but "they told him to say" gives the object.
		if o := t.child(h, "dobj", "dative"); o >= 0 && t.Tokens[v].Tag != "VBG" {
			return o
		}
		if t.Tokens[h].Pos == "ADJ" {
			return rd.subjectAt(h, depth+1) // "was quick to add"
		}
		return rd.subjectOf(h, depth)
	case "advcl", "ccomp", "dep", "prep", "parataxis":
		if t.Tokens[v].Tag == "VBG" || t.Tokens[v].Tag == "VBN" || t.Tokens[v].Tag == "VB" {
			if t.verb(h) {
				if up := int(t.head[t.head[h]]); t.dep(h) == "pcomp" && v > 0 && t.TextOf(v-1) == "," && t.verb(up) {
					h = up // "jailed him for taking bribes, rejecting his plea"
				}
				return rd.subjectOf(h, depth)
			}
			if t.noun(h) {
				return rd.carrierOf(h, depth)
			}
		}
	case "pcomp":
		// "without saying", "by saying"; "was quoted as saying".
		verb := int(t.head[h])
		if t.verb(verb) {
			if rd.isQuoting(verb) && t.lower(h) == "as" {
				if t.passive(verb) {
					if s := t.child(verb, "nsubjpass"); s >= 0 {
						return rd.antecedent(verb, s)
					}
					if t.noun(int(t.head[verb])) {
						return int(t.head[verb])
					}
				}
				if o := t.child(verb, "dobj"); o >= 0 {
					return o
				}
			}
			if w := t.lower(h); w == "of" || w == "for" || w == "from" {
				if o := t.child(verb, "dobj"); o >= 0 && o < h && rd.person(o) {
					return o // "acquitted the mayor of ordering it", "thanked him for saying so"
				}
			}
			return rd.subjectOf(verb, depth)
		}
		if _, medium := rd.x.media[t.lemma(verb)]; t.noun(verb) && (medium || rd.person(verb)) {
			return rd.carrierOf(verb, depth)
		}
	case "acomp", "attr", "oprd":
		return rd.subjectOf(h, depth)
	case "acl":
		return rd.carrierOf(h, depth)
	case "relcl":
		if t.noun(h) {
			return h
		}
	}
	return -1
}

// carrierOf is who speaks in "a statement saying ...": whoever issued it, else
// the statement.
func (rd *run) carrierOf(n, depth int) int {
	t := rd.t
	if _, medium := rd.x.media[t.lemma(n)]; !medium {
		if t.noun(n) {
			return n
		}
		return -1
	}
	if s := rd.speaker(n); s != n {
		return s
	}
	h := int(t.head[n])
	if t.dep(n) == "pobj" && h != n {
		h = int(t.head[h])
	}
	if t.verb(h) && (t.dep(n) == "dobj" || t.dep(n) == "pobj") && !t.passive(h) {
		if s := rd.subjectAt(h, depth+1); s >= 0 {
			return s
		}
	}
	return n
}

// behind is the subject behind a verb of speech that the parser gave another one before
// it, out of what is said: "Nine died, two of them children, said Ana Cruz"; or -1.
func (rd *run) behind(v, s int) int {
	t := rd.t
	if s < 0 || s > v || v == 0 || t.TextOf(v-1) != "," {
		return -1
	}
	for _, k := range t.children(v) {
		if k := int(k); k > v && t.dep(k) == "nsubj" && t.noun(k) && t.phraseOf(k)[0] == v+1 {
			return k
		}
	}
	return -1
}

// upTo makes a content go on up to the comma before its verb, where its speaker stands
// behind and words of the content were taken for another subject.
func (rd *run) upTo(v, subject int, f *found) {
	t := rd.t
	if s := t.child(v, "nsubj"); subject < v || s < 0 || s > v || s == subject || f.frame != "clause" || len(f.pieces) == 0 {
		return
	}
	if last := &f.pieces[len(f.pieces)-1]; last[1] < v-1 && t.sentenceAt[last[1]] == t.sentenceAt[v] {
		last[1] = v - 1
	}
}

func (rd *run) isQuoting(v int) bool {
	l := rd.t.lemma(v)
	return l == "quote" || l == "cite" || l == "report"
}

// subjectOf is the subject of a verb above, in either voice.
func (rd *run) subjectOf(v, depth int) int {
	t := rd.t
	if s := t.child(v, "nsubjpass"); s >= 0 {
		return rd.antecedent(v, s)
	}
	return rd.subjectAt(v, depth+1)
}

// antecedent replaces a relative pronoun by the noun it stands for.
func (rd *run) antecedent(v, s int) int {
	t := rd.t
	switch t.Tokens[s].Tag {
	case "WDT", "WP":
		for step, i := 0, v; step < maxClimb; step++ {
			h := int(t.head[i])
			if t.dep(i) == "relcl" && t.noun(h) {
				return h
			}
			if h == i {
				break
			}
			i = h
		}
	}
	return s
}

// cueTokens returns the tokens of a verbal cue: its auxiliaries, negation and
// particle, as far as they stand beside it.
func (t *tree) cueTokens(v int) []int {
	out := []int{v}
	for _, c := range t.children(v) {
		switch t.dep(int(c)) {
		case "aux", "auxpass", "neg", "prt":
			out = append(out, int(c))
		}
	}
	sortInts(out)
	// Keep what is in one stretch with the verb, adverbs between them allowed.
	at := 0
	for i, k := range out {
		if k == v {
			at = i
		}
	}
	a, b := at, at+1
	for a > 0 && t.near(out[a-1], out[a]) {
		a--
	}
	for b < len(out) && t.near(out[b-1], out[b]) {
		b++
	}
	return out[a:b]
}

func (t *tree) near(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if t.Tokens[k].Pos != "ADV" && t.Tokens[k].Pos != "PART" {
			return false
		}
	}
	return true
}

// lookup finds the line of a verb, with its particle where it has one. A verb
// whose particle makes another verb of it ("call off") is not found.
func (rd *run) lookup(v int) *cueVerb {
	t := rd.t
	l := t.lemma(v)
	if rd.x.verbs[l] == nil {
		// The lemmatizer errs on rare verbs: go by the form.
		if f, ok := rd.x.forms[t.lower(v)]; ok {
			l = f
		}
	}
	if l == "tell" && t.Tokens[v].Tag == "VBD" && (v+1 == len(t.Tokens) || t.space(v+1)) && t.child(v, "dobj", "dative") < 0 {
		l = "hear" // a headline's "owner knew of gas, inquiry told": the inquiry was told
	}
	if p := t.child(v, "prt"); p > v && p <= v+4 {
		return rd.x.verbs[l+" "+t.lower(p)]
	}
	if v+1 < len(t.Tokens) && t.Tokens[v+1].Pos == "ADV" {
		if c := rd.x.verbs[l+" "+t.lower(v+1)]; c != nil {
			return c
		}
	}
	return rd.x.verbs[l]
}

// negated reports whether a verb is denied: by "not", "never", "no one".
func (rd *run) negated(v int) bool {
	t := rd.t
	if t.child(v, "neg") >= 0 {
		return true
	}
	for _, c := range t.children(v) {
		if t.quoteAt[c] != t.quoteAt[v] {
			continue // "None," she said
		}
		if t.lower(int(c)) == "longer" && c > 0 && t.lower(int(c)-1) == "no" {
			return true
		}
		switch t.lower(int(c)) {
		case "never", "nobody", "none", "neither", "hardly", "nothing":
			return true
		}
		switch t.dep(int(c)) {
		case "nsubj", "nsubjpass":
			if d := t.child(int(c), "det"); d >= 0 && (t.lower(d) == "no" || t.lower(d) == "neither") {
				return true
			}
		}
	}
	h := int(t.head[v])
	if of := int(t.head[h]); (t.dep(v) == "acl" || t.dep(v) == "relcl") && t.lemma(h) == "position" && t.dep(h) == "pobj" && t.lower(of) == "in" {
		return t.child(int(t.head[of]), "neg") >= 0 // "not in a position to say"
	}
	if t.dep(v) == "xcomp" {
		switch t.lemma(h) {
		case "unable", "unwilling":
			return t.child(int(t.head[h]), "neg") < 0
		case "able":
			return t.child(int(t.head[h]), "neg") >= 0
		case "fail":
			return t.child(h, "neg") < 0 // "did not fail to confirm it" has confirmed it
		case "have", "be":
			for k := h + 1; k < v; k++ {
				if t.lower(k) == "yet" {
					return true // "has yet to confirm it"
				}
			}
		}
	}
	if h := int(t.head[v]); t.dep(v) == "conj" {
		// "would neither confirm nor deny"
		if k := t.child(h, "cc"); k > h && t.lower(k) == "nor" {
			return true
		}
	}
	// "has not been confirmed": the negation may sit on an auxiliary.
	if h := int(t.head[v]); t.dep(v) == "conj" && t.verb(h) && t.child(v, "nsubj", "nsubjpass", "aux") < 0 {
		if tag := t.Tokens[v].Tag; t.Tokens[h].Tag == "VB" && (tag == "VBD" || tag == "VBZ") {
			return false // "did not dispute the figures but said"
		}
		return t.child(h, "neg") >= 0
	}
	return false
}

// sharedSource is who puts forward the claim of the verb that v is coordinated with, where the tree has no subject for
// either: "The group, which ..., welcomed the ruling but noted that". -1: nobody.
func (rd *run) sharedSource(v int) int {
	h := int(rd.t.head[v])
	if rd.t.dep(v) != "conj" || !rd.has(h) {
		return -1
	}
	if d := rd.drafts[rd.at[h]]; len(d.sources) > 0 && !d.sources[0].Empty() {
		first, end := rd.t.TokensIn(d.sources[0].Span)
		return rd.topOf(tokensOf([][2]int{{first, end}}))
	}
	return -1
}

// lostSubject finds a subject that the parser did not tie to its verb: the noun
// right before it, or the noun that stands without a head before it, where a
// paragraph's end cut its edge.
func (rd *run) lostSubject(v int, f *found) int {
	t := rd.t
	s := t.sentences[t.sentenceAt[v]]
	for i := v - 1; i >= s.First && i > v-60; i-- {
		if t.quoteAt[i] != t.quoteAt[v] || within(f.pieces, i) {
			return -1
		}
		if (t.root(i) || t.dep(i) == "csubj") && t.Tokens[i].Pos != "ADV" && !t.punct(i) && !t.space(i) {
			if t.noun(i) {
				return i
			}
			if t.dep(i) == "csubj" {
				return t.child(i, "dobj")
			}
			return -1
		}
	}
	return t.nounBefore(v)
}
