package claim

import (
	"fmt"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists/retract"
)

// nouns reads each noun of nouns.tsv: "Rwanda's claim that", "voiced concern
// over".
func (rd *run) nouns() {
	t := rd.t
	for n := range t.Tokens {
		if t.Tokens[n].Pos != "NOUN" {
			continue
		}
		c := rd.x.nouns[t.lemma(n)]
		if c == nil || t.dep(n) == "compound" {
			continue
		}
		rd.nounCue(n, c)
	}
}

func (rd *run) nounCue(n int, c *cueNoun) {
	t := rd.t
	f := rd.nounContent(n, c)
	if f == nil {
		return
	}
	s, carrier := rd.nounSource(n, f)
	if s < 0 || !rd.canSpeak(s) && t.dep(s) != "poss" {
		if f.frame == "clause" {
			rd.pass(n, fmt.Sprintf("whose %s it is is not said", t.lemma(n)), c.lemma+".n")
		}
		return
	}
	d := &draft{pieces: f.pieces, cue: []int{n}, head: n, lemma: c.lemma, act: c.act, certainty: c.certainty, polarity: c.polarity,
		by: "claim/" + c.lemma + ".n:" + f.frame}
	if f.root >= 0 {
		d.certainty = rd.modality(f.root, d.certainty)
	}
	no := t.child(n, "det")
	if carrier >= 0 && rd.negated(carrier) || no >= 0 && t.lower(no) == "no" {
		d.act, d.certainty = hearsay.OtherSays, hearsay.Unknown
	}
	d.sources = append(d.sources, rd.sourceAt(s, "claim/owner"))
	if retract.Withdrawn(rd.r.Syntax, n) {
		d.act, d.certainty, d.polarity, d.manner = hearsay.Deny, hearsay.Certain, hearsay.Negative, hearsay.Indirect
		d.by += ":taken-back" // not back: the deed itself goes with it
		if rd.r.Document != nil && retract.WithdrawnBy(rd.r.Syntax, n, rd.r.Document.Outlet) {
			d.sources = nil
		}
	}
	if carrier >= 0 {
		d.sources = append(d.sources, rd.passedOn(carrier, s, nil)...)
	}
	rd.add(d)
}

func (rd *run) nounContent(n int, c *cueNoun) *found {
	t := rd.t
	for _, k := range t.children(n) {
		k := int(k)
		if k < n {
			continue
		}
		switch t.dep(k) {
		case "acl", "ccomp", "relcl", "advcl":
			switch {
			case c.that && (t.marked(k) && t.child(k, "nsubj", "nsubjpass", "expl", "csubj", "attr") >= 0 || rd.saysThat(k)):
				return &found{pieces: rd.contentOf(k, n), frame: "clause", root: k}
			case c.to && t.infinitive(k) && t.verb(k):
				return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, n))), frame: "infinitive", root: k}
			}
		}
	}
	// "an allegation by the opposition that ...": hung on the one who makes it.
	for _, k := range t.children(n) {
		k := int(k)
		if l := t.lower(k); c.that && k > n && (l == "by" || l == "from") {
			if p := t.child(k, "pobj"); p >= 0 {
				if a := t.child(p, "acl", "ccomp", "relcl"); a > p && t.marked(a) {
					return &found{pieces: rd.contentOf(a, n), frame: "clause", root: a}
				}
			}
		}
	}
	// "... over the claim" may hang the clause on the verb: "made the claim on
	// Sunday that ...".
	h := int(t.head[n])
	if c.that && t.dep(n) == "dobj" && t.verb(h) && !rd.has(h) {
		for _, k := range t.children(h) {
			k := int(k)
			if k > n && t.marked(k) && (t.dep(k) == "ccomp" || t.dep(k) == "advcl") && t.lower(t.child(k, "mark")) == "that" {
				return &found{pieces: rd.contentOf(k, n), frame: "clause", root: k}
			}
		}
	}
	for _, holder := range []int{n, h} {
		if holder == h && (t.dep(n) != "dobj" || !t.verb(h)) {
			continue
		}
		for _, k := range t.children(holder) {
			k := int(k)
			if k > n && t.dep(k) == "prep" && c.prep[t.lower(k)] && (holder == n || k == n+1) {
				if p := t.child(k, "pobj", "pcomp"); p >= 0 {
					return &found{pieces: t.runs(t.subtree(p, rd.leaveOut(p, n))), frame: "phrase-" + t.lower(k), root: p}
				}
			}
		}
	}
	return nil
}

// nounSource is whose act the noun names, and the verb that carries it.
func (rd *run) nounSource(n int, f *found) (source, carrier int) {
	t := rd.t
	carrier = -1
	h := int(t.head[n])
	up := -1
	if t.verb(h) && t.dep(n) == "dobj" && rd.x.carry[t.lemma(h)] == "issue" {
		carrier = h
		if t.passive(h) {
			up = t.agent(h)
		} else {
			up = rd.subject(h)
		}
	}
	if p := t.child(n, "poss"); p >= 0 {
		if t.Tokens[p].Tag == "PRP$" && up >= 0 {
			return up, carrier
		}
		return p, carrier
	}
	for _, k := range t.children(n) {
		k := int(k)
		if t.dep(k) != "prep" && t.dep(k) != "agent" || k < n {
			continue
		}
		switch t.lower(k) {
		case "by", "from", "among":
			if p := t.child(k, "pobj"); p >= 0 && !within(f.pieces, p) {
				return p, carrier
			}
		}
	}
	if up >= 0 {
		return up, carrier
	}
	// "claims from the army of a raid": the parser may chain the phrases.
	for _, k := range t.children(n) {
		k := int(k)
		if t.dep(k) == "acl" && t.Tokens[k].Tag == "VBN" {
			if a := t.agent(k); a >= 0 && !within(f.pieces, a) {
				return a, carrier
			}
		}
	}
	// "an army claim", "Israeli accusations": the adjective or noun before it.
	for _, k := range t.children(n) {
		k := int(k)
		if k < n && (t.dep(k) == "amod" || t.dep(k) == "compound" || t.dep(k) == "nmod") && t.Tokens[k].Ent != "O" {
			switch t.Tokens[k].Ent[2:] {
			case "NORP", "ORG", "GPE", "PERSON":
				return k, carrier
			}
		}
	}
	return -1, carrier
}

func within(pieces [][2]int, i int) bool {
	for _, p := range pieces {
		if p[0] <= i && i < p[1] {
			return true
		}
	}
	return false
}

// saysThat tells "an assurance that the school would reopen", read as a relative
// clause, from "the claim that he made": the clause begins with "that", has
// another subject, and its verb is none that carries statements.
func (rd *run) saysThat(k int) bool {
	t := rd.t
	first, _ := t.edges(k)
	if t.lower(first) != "that" || !t.clauseHead(k) || rd.x.carry[t.lemma(k)] != "" || rd.lookup(k) != nil {
		return false
	}
	s := t.child(k, "nsubj", "nsubjpass", "expl")
	return s > first
}
