package claim

import "github.com/hearsay/hearsay"

// contentOf gives the content whose head is c, for the cue v: c's clause
// without what belongs to the one who reports it.
func (rd *run) contentOf(c, v int) [][2]int {
	t := rd.t
	ks := t.subtree(c, rd.leaveOut(c, v))
	// The mark "that" is neither cue nor content.
	if len(ks) > 0 {
		for _, k := range t.children(c) {
			if t.dep(int(k)) == "mark" && t.lower(int(k)) == "that" {
				if c > v && int(k) > v {
					ks = after(ks, int(k)) // what stands before belongs to the reporting clause
				} else {
					ks = without(ks, int(k))
				}
				break
			}
		}
	}
	// A clause read as a relative one has "that" as its object.
	if len(ks) > 1 && ks[0] > v && t.lower(ks[0]) == "that" && (t.Tokens[ks[0]].Tag == "IN" || t.Tokens[ks[0]].Tag == "WDT" || t.dep(ks[0]) == "mark" || t.dep(ks[0]) == "advmod") {
		ks = ks[1:]
	}
	pieces := t.runs(ks)
	return rd.quotesOfContent(pieces, v)
}

func after(ks []int, k int) []int {
	for i := range ks {
		if ks[i] > k {
			return ks[i:]
		}
	}
	return nil
}

func without(ks []int, k int) []int {
	out := ks[:0]
	for _, i := range ks {
		if i != k {
			out = append(out, i)
		}
	}
	return out
}

// leaveOut returns the test for subtrees that are no part of the content headed
// by c: the cue itself, other speakers' clauses set into or beside it, and the
// reporting phrases that the parser hung on the content.
func (rd *run) leaveOut(c, v int) func(int) bool {
	t := rd.t
	return func(k int) bool {
		if k == v {
			return true
		}
		if q := t.quoteAt[v]; q >= 0 && t.quoteAt[k] != q && t.speech(&t.quotes[q]) {
			return true // speech inside a quotation stays inside
		}
		if rd.asideNoun(k) >= 0 && t.quoteAt[k] == t.quoteAt[v] {
			return true // ", a charge the group denies"
		}
		if d := t.dep(k); (d == "conj" || d == "parataxis" || d == "ccomp" || d == "advcl") && v < c && c < k && t.quoteAt[k] == t.quoteAt[v] &&
			t.child(k, "nsubj", "nsubjpass", "expl") >= 0 && !t.shifted(k) && rd.semicolonBetween(c, k) {
			return true // "...; the government has denied it" is the outlet's again
		}
		switch t.dep(k) {
		case "parataxis":
			if o := rd.lookup(k); o != nil && (o.that || o.quote) && t.child(k, "nsubj") >= 0 {
				return true
			}
		case "conj":
			if o := rd.lookup(k); o != nil && !o.that && !o.quote && t.verb(k) && k > v && t.quoteAt[k] == t.quoteAt[v] {
				return rd.alongside(k, v)
			}
			// ", but Kyiv said ..." is the next speaker's clause.
			if o := rd.lookup(k); o != nil && (o.that || o.quote) && t.verb(k) && k > v && t.quoteAt[k] == t.quoteAt[v] {
				if s := t.child(k, "nsubj"); s >= 0 {
					first, _ := t.edges(k)
					return rd.commaBefore(min(first, s))
				}
				return rd.alongside(k, v)
			}
		case "advcl":
			// ", adding that ..." is the speaker's next claim.
			if t.Tokens[k].Tag == "VBG" && k > v && t.child(k, "nsubj") < 0 && c < k && rd.commaBefore(k) && t.quoteAt[k] == t.quoteAt[v] && t.verb(c) {
				if rd.x.asides["more "+t.lemma(k)] {
					return true
				}
			}
			if m := t.child(k, "mark"); m >= 0 && k > v && rd.x.asides["mark "+t.lower(m)] && t.quoteAt[k] == t.quoteAt[v] && rd.commaBefore(m) {
				// ", though officials acknowledged ..." is another speaker's.
				if o := rd.lookup(k); o != nil && o.that && t.child(k, "nsubj") >= 0 {
					return true
				}
			}
		case "prep":
			if t.lower(k) == "without" && k > v && t.quoteAt[k] == t.quoteAt[v] {
				if p := t.child(k, "pcomp"); p >= 0 && rd.x.asides["without "+t.lemma(p)] {
					return true
				}
			}
			if t.accordingAt(k) && t.quoteAt[k] == t.quoteAt[v] {
				return true
			}
			if k > v && t.quoteAt[k] == t.quoteAt[v] && (t.verb(int(t.head[k])) || int(t.head[k]) == c) && rd.reportingPhrase(k) {
				return true
			}
		}
		return false
	}
}

// alongside reports whether a verb of speech that the parser coordinated with
// the content goes with its cue instead: "said it had won, and denied that".
func (rd *run) alongside(k, v int) bool {
	t := rd.t
	o := rd.lookup(k)
	if o == nil || !t.finite(k) || t.child(k, "auxpass", "nsubj", "nsubjpass") >= 0 {
		return false
	}
	if a := t.child(k, "aux"); a >= 0 && (t.lower(a) != "did" || t.Tokens[v].Tag != "VBD") || a < 0 && t.Tokens[k].Tag != t.Tokens[v].Tag {
		return false
	}
	if rd.commaBefore(k) {
		return o.that && t.child(k, "ccomp", "dobj", "xcomp") > k
	}
	// "said it was concerned and urged both sides": what is done by speaking, of
	// a content about the speaker.
	s := t.child(int(t.head[k]), "nsubj", "nsubjpass")
	if s < 0 || t.Tokens[s].Tag != "PRP" || t.dep(k) != "conj" {
		return false
	}
	if b := t.child(int(t.head[k]), "cc"); b >= 0 && t.lower(b) == "but" && o.that && t.child(k, "ccomp") > k {
		return true // "said he would vote but did not say for whom"
	}
	switch o.act {
	case hearsay.Request, hearsay.Order, hearsay.Condemn, hearsay.Accuse, hearsay.Deny, hearsay.Warn, hearsay.Promise, hearsay.Threaten:
		return t.child(k, "ccomp", "dobj", "xcomp", "prep") > k
	}
	return false
}

func (t *tree) accordingAt(k int) bool {
	return t.lower(k) == "according" && k+1 < len(t.Tokens) && t.lower(k+1) == "to"
}

// commaBefore reports whether a comma or dash stands right before token i,
// past adverbs and conjunctions.
func (rd *run) commaBefore(i int) bool {
	t := rd.t
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if isMark(t.TextOf(j)) {
			continue
		}
		switch t.TextOf(j) {
		case ",", ";", "—", "–", "-", "--":
			return true
		}
		if p := t.Tokens[j].Pos; p != "ADV" && p != "CCONJ" && p != "SCONJ" && !t.space(j) {
			return false
		}
	}
	return false
}

// reportingPhrase reports whether a phrase tells where something was said ("in
// a statement", "during an interview with ..."), at the end of its sentence.
func (rd *run) reportingPhrase(k int) bool {
	t := rd.t
	switch t.lower(k) {
	case "in", "at", "during", "via", "on", "through":
	default:
		return false
	}
	p := t.child(k, "pobj")
	if p < 0 {
		return false
	}
	kind, medium := rd.x.media[t.lemma(p)]
	if !medium {
		return false
	}
	if d := t.child(p, "det"); d < 0 || t.lower(d) != "a" && t.lower(d) != "an" {
		return false
	}
	if kind != "text" && kind != "occasion" && kind != "recording" {
		return false
	}
	_, end := t.edges(k)
	for end < len(t.Tokens) && t.Tokens[end].Pos == "ADV" && t.sentenceAt[end] == t.sentenceAt[k] {
		end++
	}
	return end >= len(t.Tokens) || t.punct(end) || t.sentenceAt[end] != t.sentenceAt[k]
}

// quotesOfContent widens a content that takes in a part of a quotation to the
// whole of it, where the quotation does not hold the cue too.
func (rd *run) quotesOfContent(pieces [][2]int, v int) [][2]int {
	t := rd.t
	own := t.quoteAt[v]
	for i := range pieces {
		p := &pieces[i]
		if q := t.quoteAt[p[0]]; q >= 0 && q != own && t.quotes[q].first < p[0] && t.quotes[q].first > v {
			p[0] = t.quotes[q].first
		}
		for j := p[1] - 1; j >= p[0]; j-- {
			if t.punct(j) && !isMark(t.TextOf(j)) {
				continue
			}
			if q := t.quoteAt[j]; q >= 0 && q != own && t.quotes[q].end > p[1] && (t.quotes[q].end <= v || t.quotes[q].first > v) {
				if t.para[t.quotes[q].end-1] == t.para[v] && !rd.cueInside(int(q), v) {
					p[1] = t.quotes[q].end
					t.quotes[q].taken = true
				}
			}
			break
		}
		for j := p[0]; j < p[1]; j++ {
			if q := t.quoteAt[j]; q >= 0 && q != own {
				t.quotes[q].taken = true
			}
		}
	}
	// Pieces that met are one.
	out := pieces[:0]
	for _, p := range pieces {
		if n := len(out); n > 0 && p[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], p[1])
			continue
		}
		out = append(out, p)
	}
	return out
}

func (rd *run) cueInside(q, v int) bool {
	return rd.t.quotes[q].first <= v && v < rd.t.quotes[q].end
}

// asideNoun returns the verb of "a charge the group denies" set after a clause,
// for its noun; -1 for any other token.
func (rd *run) asideNoun(n int) int {
	t := rd.t
	if t.Tokens[n].Pos != "NOUN" || rd.x.nouns[t.lemma(n)] == nil && !rd.x.asides["noun "+t.lemma(n)] {
		return -1
	}
	switch t.dep(n) {
	case "appos", "oprd", "npadvmod", "attr", "dobj", "dep", "conj", "ROOT":
	default:
		return -1
	}
	d := t.child(n, "det")
	if d < 0 || t.lower(d) != "a" && t.lower(d) != "an" || !rd.commaBefore(d) {
		return -1
	}
	v := t.child(n, "relcl")
	if v < 0 || t.child(v, "nsubj") < 0 || rd.lookup(v) == nil {
		return -1
	}
	return v
}

// asides reads the claims of such nouns: the group denies what stands before.
func (rd *run) asides() {
	t := rd.t
	ends := map[int]int{} // last token of a content -> its draft
	for i, d := range rd.drafts {
		end := d.pieces[len(d.pieces)-1][1] - 1
		if o, ok := ends[end]; !ok || size(rd.drafts[o]) < size(d) {
			ends[end] = i
		}
	}
	for n := range t.Tokens {
		v := rd.asideNoun(n)
		if v < 0 || rd.has(v) {
			continue
		}
		last := t.child(n, "det") - 1
		for last > 0 && (t.punct(last) || t.Tokens[last].Pos == "ADV") {
			last--
		}
		o, ok := ends[last]
		if !ok {
			rd.pass(n, "what this '"+t.TextOf(n)+"' is about was not found", t.lemma(n)+".n")
			continue
		}
		s := t.child(v, "nsubj")
		if t.Tokens[s].Tag == "WDT" || !rd.canSpeak(s) {
			continue
		}
		c := rd.lookup(v)
		d := &draft{pieces: append([][2]int(nil), rd.drafts[o].pieces...), cue: t.cueTokens(v), head: v, lemma: c.lemma, act: c.act, certainty: c.certainty,
			polarity: c.polarity, by: "claim/" + c.lemma + ".v:aside"}
		rd.stance(d, v, c, -1)
		d.sources = append(d.sources, rd.sourceAt(rd.speaker(s), "claim/subject"))
		rd.add(d)
	}
}
