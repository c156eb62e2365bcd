package claim

import (
	"github.com/hearsay/hearsay"
)

// hedges reads the places where the outlet itself holds back: "what appears to
// be", "are likely to", "reportedly".
func (rd *run) hedges() {
	t := rd.t
	inside := rd.paint()
	for i := range t.Tokens {
		if inside[i] >= 0 || t.quoteAt[i] >= 0 {
			continue
		}
		if rd.has(i) {
			continue
		}
		l := t.lemma(i)
		switch {
		case t.Tokens[i].Tag == "VBN" && t.child(i, "auxpass") >= 0 && rd.x.hedges["adjective "+t.lower(i)].certainty != "":
			// "is set to", "is poised to"
			if x := t.child(i, "xcomp"); x > i && t.infinitive(x) {
				rd.hedged(i, x, rd.withSubject(i, x), rd.x.hedges["adjective "+t.lower(i)], t.lower(i))
			}
		case t.verb(i) && t.dep(i) != "aux":
			h, ok := rd.x.hedges["to "+l]
			if !ok {
				continue
			}
			x := t.child(i, "xcomp", "oprd", "ccomp", "acomp")
			if x < i || t.verb(x) && !t.infinitive(x) && t.dep(x) == "xcomp" {
				continue
			}
			if l == "look" && !(t.verb(x) && t.infinitive(x)) {
				continue
			}
			rd.hedged(i, x, rd.withSubject(i, x), h, l)
		case t.dep(i) == "advmod":
			h, ok := rd.x.hedges["adverb "+t.lower(i)]
			v := int(t.head[i])
			if !ok || v == i {
				continue
			}
			if !t.verb(v) {
				continue
			}
			top := rd.clauseTop(v)
			if t.dep(v) == "relcl" {
				top = int(t.head[v]) // "an attack that reportedly killed two"
			}
			rd.hedged(i, v, t.runs(t.subtree(top, rd.leaveOut(v, i))), h, t.lower(i))
		case t.dep(i) == "acomp" || t.dep(i) == "oprd" || t.dep(i) == "ROOT" && t.Tokens[i].Pos == "ADJ":
			h, ok := rd.x.hedges["adjective "+t.lower(i)]
			if !ok {
				continue
			}
			v := int(t.head[i])
			x := rd.hedgedClause(i, v)
			if x < 0 {
				continue
			}
			if t.infinitive(x) && t.child(x, "nsubj", "nsubjpass") < 0 {
				rd.hedged(i, x, rd.withSubject(v, x), h, t.lower(i))
			} else {
				rd.hedged(i, x, rd.contentOf(x, i), h, t.lower(i))
			}
		}
	}
}

// hedgedClause is the clause that "likely", "possible", "unclear" speaks of.
func (rd *run) hedgedClause(i, v int) int {
	t := rd.t
	for _, holder := range []int{i, v} {
		for _, k := range t.children(holder) {
			k := int(k)
			if k > i && t.clauseHead(k) {
				switch t.dep(k) {
				case "xcomp", "ccomp":
					return k
				case "advcl":
					if t.marked(k) {
						return k
					}
				}
			}
		}
		if holder == v {
			break
		}
	}
	return -1
}

// withSubject is an infinitive with the subject of the verb that governs it.
func (rd *run) withSubject(v, x int) [][2]int {
	t := rd.t
	ks := t.subtree(x, rd.leaveOut(x, v))
	if s := t.child(v, "nsubj", "nsubjpass"); s >= 0 && t.Tokens[s].Tag != "WP" && t.Tokens[s].Tag != "WDT" && t.lower(s) != "it" {
		ks = merge(t.subtree(s, func(k int) bool { return k == v }), ks)
	}
	return t.runs(ks)
}

func (rd *run) hedged(i, root int, pieces [][2]int, h hedge, lemma string) {
	rd.add(&draft{pieces: pieces, cue: []int{i}, head: i, lemma: lemma, manner: hearsay.Narration, act: hearsay.Say,
		certainty: rd.modality(root, h.certainty), polarity: hearsay.Positive, by: "claim/hedge:" + lemma})
}

// clauseTop climbs from a token to the head of the clause that tells of it.
func (rd *run) clauseTop(i int) int {
	t := rd.t
	for step := 0; step < 40; step++ {
		h := int(t.head[i])
		if h == i || t.quoteAt[h] != t.quoteAt[i] {
			return i
		}
		subject := t.verb(i) && t.child(i, "nsubj", "nsubjpass", "expl", "csubj") >= 0
		switch t.dep(i) {
		case "ccomp", "parataxis", "conj", "advcl":
			if subject {
				return i
			}
		}
		i = h
	}
	return i
}

// ownClause is the part of a clause in which an outlet itself tells of something, where the clause tells what somebody
// says: "which has struck the area" of "The army, which has struck the area, said", with its noun. Else it is the clause.
func (rd *run) ownClause(i, top int) int {
	t := rd.t
	if i == top || !rd.has(top) {
		return top
	}
	own := top
	for k, step := i, 0; k != top && step < 40; k, step = int(t.head[k]), step+1 {
		switch t.dep(k) {
		case "relcl":
			own = int(t.head[k])
		case "advcl":
			if t.verb(k) {
				own = k
			}
		}
	}
	return own
}

// paint maps each token to the smallest content that holds it, narration left
// out, as a position in drafts; -1 outside.
func (rd *run) paint() []int {
	t := rd.t
	in := make([]int, len(t.Tokens))
	for i := range in {
		in[i] = -1
	}
	for _, d := range rd.bySize() {
		if rd.drafts[d].manner == hearsay.Narration {
			continue
		}
		for _, p := range rd.drafts[d].pieces {
			for i := p[0]; i < p[1]; i++ {
				in[i] = d
			}
		}
	}
	return in
}

// narrate gives the outlet a claim for each clause that tells an event in
// nobody else's words.
func (rd *run) narrate() {
	t := rd.t
	inside := rd.paint()
	// A hedge inside somebody's words is theirs, not the outlet's.
	for _, d := range rd.drafts {
		if d.manner == hearsay.Narration && d.head >= 0 && inside[d.head] >= 0 {
			d.manner = t.mannerOf(d.pieces, d.head)
			d.within = inside[d.head]
		}
	}
	byClause := map[int]int{}
	hedged := make(map[int]int)
	for d, dr := range rd.drafts {
		if dr.manner != hearsay.Narration {
			continue
		}
		for _, p := range dr.pieces {
			for i := p[0]; i < p[1]; i++ {
				if o, ok := hedged[i]; !ok || size(rd.drafts[o]) > size(dr) {
					hedged[i] = d
				}
			}
		}
	}
	for e := range rd.r.Events {
		i := rd.r.Events[e].Trigger.Head
		if i < 0 || i >= len(t.Tokens) || inside[i] >= 0 {
			continue
		}
		if d, ok := hedged[i]; ok {
			rd.drafts[d].events = append(rd.drafts[d].events, e)
			continue
		}
		if _, ok := rd.turn[int(t.para[i])]; ok {
			rd.pass(i, "somebody asks, and says nothing", t.lemma(i))
			continue
		}
		top := rd.ownClause(i, rd.clauseTop(i))
		c := rd.certaintyUp(i, top)
		if d, ok := byClause[top]; ok && rd.drafts[d].certainty == c {
			rd.drafts[d].events = append(rd.drafts[d].events, e)
			continue
		}
		skip := func(k int) bool {
			if k == i || t.above(k, i) {
				return false
			}
			if q := t.quoteAt[k]; q >= 0 && q != t.quoteAt[i] && t.quoteAt[top] != q && t.speech(&t.quotes[q]) && t.leads(&t.quotes[q]) {
				return true
			}
			switch t.dep(k) {
			case "conj":
				return t.verb(k) && t.child(k, "nsubj", "nsubjpass", "expl") >= 0
			case "parataxis", "ccomp":
				return t.dep(k) == "parataxis" && rd.has(k) || k < top && rd.semicolonBetween(k, top)
			case "mark", "cc":
				return int(t.head[k]) == top && k < top && t.opensClause(k)
			}
			return false
		}
		pieces := t.runs(t.subtree(top, skip))
		if d := rd.add(&draft{pieces: pieces, head: -1, manner: hearsay.Narration, act: hearsay.Say, certainty: c, polarity: hearsay.Positive, by: "claim/narration"}); d != nil {
			d.events = append(d.events, e)
			byClause[top] = len(rd.drafts) - 1
		}
	}
}

// certaintyUp is how certain the outlet is of an event: the hedges on the way
// from its trigger to the head of its clause.
func (rd *run) certaintyUp(i, top int) hearsay.Certainty {
	t := rd.t
	c := hearsay.Certain
	for step := 0; step < 40; step++ {
		c = rd.modality(i, c)
		if rd.asks(i) {
			c = hearsay.Unknown // "it is not clear whether"
		}
		for _, k := range t.children(i) {
			if t.dep(int(k)) == "amod" {
				switch t.lower(int(k)) {
				case "alleged", "supposed", "purported", "suspected":
					c = weaker(c, hearsay.Possible)
				case "apparent", "likely", "probable", "reported":
					c = weaker(c, hearsay.Probable)
				case "possible", "potential":
					c = weaker(c, hearsay.Possible)
				}
			}
		}
		if i == top {
			break
		}
		h := int(t.head[i])
		if h == i {
			break
		}
		i = h
	}
	return c
}

func size(d *draft) int {
	n := 0
	for _, p := range d.pieces {
		n += p[1] - p[0]
	}
	return n
}

// opensClause reports whether a word only joins a clause to another.
func (t *tree) opensClause(k int) bool {
	switch t.lower(k) {
	case "that", "while", "although", "though", "whereas", "as", "and", "but", "after", "when", "before", "because", "since":
		return true
	}
	return false
}
