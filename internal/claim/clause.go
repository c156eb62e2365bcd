package claim

// clause finds the clause a verb takes: its own, or one that the parser hung on
// the phrase between ("said in a statement that ...", "told the network that").
func (rd *run) clause(v int, c *cueVerb) *found {
	t := rd.t
	best := -1
	for _, k := range t.children(v) {
		k := int(k)
		if t.dep(k) != "ccomp" || !t.clauseHead(k) {
			continue
		}
		if t.infinitive(k) {
			continue
		}
		if rd.byPhraseOnly(k, v) || rd.beyondQuote(k, v) || k < v && c.to && t.child(v, "xcomp") > v && t.infinitive(t.child(v, "xcomp")) {
			continue // "Court clears mayor, families vow to appeal": they vow what stands behind
		}
		if best < 0 || best < v && k > v {
			best = k
		}
	}
	if best < 0 {
		best = rd.clauseBelow(v, c)
	}
	if best < 0 {
		return nil
	}
	if inner := t.child(best, "ccomp"); inner > best && best > v && t.marked(inner) && t.child(best, "nsubj", "nsubjpass", "expl", "aux") < 0 && rd.lookup(best) == nil {
		best = inner // a name before "that" that was read as a verb
	}
	if k := t.child(best, "ccomp", "parataxis"); k > v && k < best && rd.semicolonBetween(k, best) {
		best = k // "said two were killed; the army has denied it", read from its end
	}
	if best < v && (rd.semicolonBetween(best, v) || rd.afterColon(best, v)) {
		return nil // "X fled; Y has not confirmed this", "X went further: he advised them to sell"
	}
	f := &found{pieces: rd.contentOf(best, v), frame: "clause", root: best}
	if len(f.pieces) == 0 {
		return nil
	}
	if k := rd.colonBefore(f.pieces[0][0], v); best < v && k >= 0 && f.pieces[len(f.pieces)-1][1] > k+1 {
		f.pieces = behind(f.pieces, k) // "dismissed it: shepherds carry rifles, he said, because of wolves"
	}
	for _, k := range t.children(v) {
		// ", and that sanctions were likely", hung on the cue.
		if k := int(k); k > best && best > v && (t.dep(k) == "conj" || t.dep(k) == "ccomp" || t.dep(k) == "advcl") && t.marked(k) && t.thatAfterAnd(k) {
			f.pieces = t.joined(f.pieces, rd.contentOf(k, v))
		} else if best > v && k > best && t.dep(k) == "conj" && t.Tokens[v].Tag == "VBD" && t.shifted(k) && rd.lookup(k) == nil {
			// "said he knew the book but had not seen the film": the tense is reported speech's.
			f.pieces = t.joined(f.pieces, rd.contentOf(k, v))
		}
	}
	rd.condition(v, f)
	rd.leading(v, f)
	return f
}

// leading adds what opens the sentence to a content that stands before its cue:
// "In the south, the road was cut, officials said" hangs the place on "said".
func (rd *run) leading(v int, f *found) {
	t := rd.t
	p := &f.pieces[0]
	s := t.sentences[t.sentenceAt[v]]
	if p[0] > v || p[0]-s.First > 20 || t.quoteAt[v] >= 0 {
		return
	}
	for i := s.First; i < p[0]; i++ {
		if t.quoteAt[i] >= 0 {
			return
		}
		if t.punct(i) {
			continue
		}
		k := i
		for step := 0; step < maxClimb && int(t.head[k]) != v && !t.root(k); step++ {
			k = int(t.head[k])
		}
		switch t.dep(k) {
		case "prep", "advmod", "npadvmod", "advcl":
			if int(t.head[k]) != v || t.Tokens[k].Tag == "VBG" || t.dep(k) == "advcl" && t.child(k, "mark", "advmod") < 0 {
				return
			}
		default:
			return
		}
	}
	p[0] = s.First
}

// thatAfterAnd reports whether a clause begins with "and that".
func (t *tree) thatAfterAnd(k int) bool {
	first, _ := t.edges(k)
	if t.Tokens[first].Pos == "CCONJ" {
		return true
	}
	for first > 0 && t.punct(first-1) {
		first--
	}
	return t.lower(first) == "that" && first > 0 && t.Tokens[first-1].Pos == "CCONJ"
}

// joined adds later pieces to earlier ones as one stretch where nothing but
// "and that" stands between.
func (t *tree) joined(a, b [][2]int) [][2]int {
	if len(a) == 0 || len(b) == 0 || b[0][0] < a[len(a)-1][1] {
		return a
	}
	for i := a[len(a)-1][1]; i < b[0][0]; i++ {
		if !t.punct(i) && t.Tokens[i].Pos != "CCONJ" && t.lower(i) != "that" {
			return append(a, b...)
		}
	}
	a[len(a)-1][1] = b[0][1]
	return append(a, b[1:]...)
}

// condition adds "unless it withdraws", hung on the cue, to what is said.
func (rd *run) condition(v int, f *found) {
	t := rd.t
	last := f.pieces[len(f.pieces)-1][1]
	for _, k := range t.children(v) {
		k := int(k)
		if k < last || last < v || t.dep(k) != "advcl" || t.quoteAt[k] != t.quoteAt[v] {
			continue
		}
		if m := t.child(k, "mark"); m >= 0 && rd.x.asides["condition "+t.lower(m)] {
			if p := t.runs(t.subtree(k, rd.leaveOut(k, v))); len(p) > 0 && p[0][0] >= last && !t.wordsIn(last, p[0][0]) {
				f.pieces[len(f.pieces)-1][1] = p[len(p)-1][1]
			}
		}
	}
}

// beyondQuote reports whether a clause stands outside of the spoken words that a cue is one of: "'He said that last year too,' laughed Ana Cruz", or tells who spoke
// them: 'Cruz wrote, "Told you."'
func (rd *run) beyondQuote(k, v int) bool {
	t := rd.t
	q := t.quoteAt[v]
	if q < 0 || t.quoteAt[k] == q {
		return false
	}
	if c := rd.lookup(k); t.quoteAt[k] < 0 && c != nil && c.quote {
		return true
	}
	return (k >= t.quotes[q].end || t.quoteAt[k] < 0) && t.speech(&t.quotes[q])
}

// byPhraseOnly: a bare -ing clause with a subject before a verb of speech is
// no content ("Speaking in Oslo, she said").
func (rd *run) byPhraseOnly(k, v int) bool {
	t := rd.t
	return k < v && t.Tokens[k].Tag == "VBG" && t.child(k, "aux", "nsubj") < 0
}

// clauseHead reports whether a token can head a clause.
func (t *tree) clauseHead(k int) bool {
	return t.verb(k) || t.child(k, "nsubj", "nsubjpass", "cop", "expl", "mark") >= 0
}

// clauseBelow looks in the phrases to the right of v for a clause with its own
// "that" or "whether".
func (rd *run) clauseBelow(v int, cue *cueVerb) int {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		switch t.dep(k) {
		case "dobj":
			if cue.np && !cue.addr {
				continue // "rejected the claim that": the claim is the content
			}
			fallthrough
		case "prep", "dative", "npadvmod", "advmod", "agent", "attr", "oprd":
			if t.dep(k) == "prep" && cue.pp[t.lower(k)] {
				continue // "asked for proof that he lives": the proof is the content
			}
			if c := rd.markedBelow(k, 0); c >= 0 {
				return c
			}
		case "advcl", "dep", "acl", "relcl", "conj", "parataxis":
			if t.marked(k) && !(t.dep(k) == "conj" && (t.marked(v) || t.thatAfterAnd(k))) { // "wrote that she could not guarantee it and that she was asked"
				return k
			}
		}
	}
	return -1
}

func (rd *run) markedBelow(k, depth int) int {
	t := rd.t
	if depth > 4 {
		return -1
	}
	for _, c := range t.children(k) {
		c := int(c)
		if c < k {
			continue
		}
		switch t.dep(c) {
		case "acl", "ccomp", "advcl", "dep":
			if t.marked(c) {
				return c
			}
		case "relcl":
			if _, medium := rd.x.media[t.lemma(k)]; medium && rd.saysThat(c) {
				return c
			}
			if t.marked(c) && t.child(c, "nsubj", "nsubjpass") >= 0 {
				return c
			}
		}
		switch t.dep(c) {
		case "prep", "pobj", "pcomp", "appos", "dobj", "npadvmod":
			if f := rd.markedBelow(c, depth+1); f >= 0 {
				return f
			}
		}
	}
	return -1
}

// marked reports whether a clause begins with "that", "whether" or "if" as its mark.
func (t *tree) marked(c int) bool {
	if !t.clauseHead(c) {
		return false
	}
	for _, k := range t.children(c) {
		if t.dep(int(k)) == "mark" && int(k) < c {
			switch t.lower(int(k)) {
			case "that", "whether":
				return true
			}
		}
	}
	return false
}

// afterThat reads on the surface where the tree fails: all that follows "that"
// right after the cue, to the end of the sentence.
func (rd *run) afterThat(v int) *found {
	t := rd.t
	for i := v + 1; i < len(t.Tokens) && i <= v+12 && t.sentenceAt[i] == t.sentenceAt[v]; i++ {
		if t.lower(i) == "that" && t.Tokens[i].Tag == "IN" {
			if t.Tokens[i-1].Pos == "CCONJ" {
				return nil // "said they are investigating and that": the other verb's
			}
			if i == v+1 && i+1 < len(t.Tokens) && (t.TextOf(i+1) == "," || t.TextOf(i+1) == ".") {
				return &found{pieces: [][2]int{{i, i + 1}}, frame: "object", root: i} // "disputes that, saying"
			}
			end := i + 1
			for end < len(t.Tokens) && end < i+maxClause && t.sentenceAt[end] == t.sentenceAt[v] && t.quoteAt[end] == t.quoteAt[i] {
				end++
			}
			if !t.sentenceLike(i+1, end) {
				return nil
			}
			return &found{pieces: [][2]int{{i + 1, end}}, frame: "after-that", root: min(i+1, len(t.Tokens)-1)}
		}
		if t.verb(i) && t.finite(i) || t.Tokens[i].Tag == "VBG" && rd.commaBefore(i) && rd.lookup(i) != nil {
			return nil // ", adding that": the next cue's
		}
	}
	return nil
}

// afterColon reports whether a verb and its subject stand behind a colon, and the clause before it.
func (rd *run) afterColon(c, v int) bool {
	t := rd.t
	s := t.child(v, "nsubj")
	if s < c || s > v {
		return false
	}
	first, _ := t.Subtree(s)
	return first > c && first > 0 && t.TextOf(first-1) == ":" && t.quoteAt[first-1] == t.quoteAt[v]
}

// semicolonBetween reports whether a semicolon parts a clause from the cue.
func (rd *run) semicolonBetween(c, v int) bool {
	for i := c; i < v && i < c+maxClause; i++ {
		if rd.t.TextOf(i) == ";" && rd.t.quoteAt[i] == rd.t.quoteAt[v] {
			return true
		}
	}
	return false
}

// shifted reports whether a verb stands in the tense of reported speech: "had
// seen", "would come", "could not".
func (t *tree) shifted(k int) bool {
	for _, c := range t.children(k) {
		if d := t.dep(int(c)); (d == "aux" || d == "auxpass") && int(c) < k {
			switch t.lower(int(c)) {
			case "had", "would", "could", "might", "'d":
				return true
			}
		}
	}
	return false
}
