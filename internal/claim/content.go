package claim

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
	// "in what it said was retaliation"
	if len(ks) > 1 && ks[0] < v && t.Tokens[ks[0]].Tag == "WP" && t.dep(ks[0]) == "nsubj" && v == ks[0]+2 {
		ks = ks[1:]
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
		if (rd.asideNoun(k) >= 0 || rd.asideClause(k) || rd.comment(k)) && t.quoteAt[k] == t.quoteAt[v] {
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
			if k > v && c < k && rd.addsToo(k) && t.quoteAt[k] == t.quoteAt[v] {
				return true
			}
			if o := rd.lookup(k); o != nil && !o.that && !o.quote && t.verb(k) && k > v && t.quoteAt[k] == t.quoteAt[v] {
				return rd.alongside(k, v)
			}
			// ", but Kyiv said ..." is the next speaker's clause.
			if o := rd.lookup(k); o != nil && (o.that || o.quote) && t.verb(k) && k > v && t.quoteAt[k] == t.quoteAt[v] {
				if s := t.child(k, "nsubj"); s >= 0 {
					first, _ := t.edges(k)
					if m := t.child(k, "mark"); m >= 0 && t.lower(m) == "that" && k > c {
						return false // "said that it had offered help, but that Oslo did not answer"
					}
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
			if m := t.child(k, "mark"); m >= 0 && k > v && rd.x.asides["mark "+t.lower(m)] && t.quoteAt[k] == t.quoteAt[v] && (rd.commaBefore(m) || t.headline(k)) {
				// ", though officials acknowledged ..." is another speaker's.
				if o := rd.lookup(k); o != nil && t.child(k, "nsubj") >= 0 {
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

// addsToo reports whether a participle is the speaker's next claim behind another one, whatever the parser joined it to: ", calling it a lie and
// insisting that".
func (rd *run) addsToo(k int) bool {
	t := rd.t
	h := int(t.head[k])
	return t.dep(k) == "conj" && t.Tokens[k].Tag == "VBG" && rd.x.asides["more "+t.lemma(k)] && t.child(k, "nsubj", "aux") < 0 &&
		(t.Tokens[h].Tag != "VBG" || t.dep(h) == "advcl" && rd.x.asides["more "+t.lemma(h)] && t.child(h, "nsubj", "aux", "mark") < 0)
}

// headline reports whether a token's sentence ends without a mark, as headlines do, in which "as" is "while":
// "Army says it took bridge as rebels deny loss".
func (t *tree) headline(k int) bool {
	end := t.sentences[t.sentenceAt[k]].End - 1
	for end > k && t.space(end) {
		end--
	}
	return !t.punct(end)
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
	if len(pieces) == 0 {
		return pieces
	}
	return meeting(pieces)
}

func (rd *run) cueInside(q, v int) bool {
	return rd.t.quotes[q].first <= v && v < rd.t.quotes[q].end
}
