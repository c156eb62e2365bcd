package claim

import (
	"fmt"

	"github.com/hearsay/hearsay"
)

// passiveCue: "X was accused by Y of Z", "it is believed that", "is said to".
// Without a "by" nobody is named who says so: then it is the outlet that says
// it, and holds back.
func (rd *run) passiveCue(v int, c *cueVerb, by string) {
	t := rd.t
	agent := t.agent(v)
	f := rd.passiveContent(v, c, agent)
	if f == nil {
		if agent >= 0 && (c.that || c.np) {
			rd.pass(v, fmt.Sprintf("no content was found for '%s'", t.TextOf(v)), by)
		}
		return
	}
	d := &draft{pieces: f.pieces, cue: merge(t.cueTokens(v), f.extra), head: v, lemma: c.lemma, act: c.act, certainty: c.certainty, polarity: c.polarity,
		by: "claim/" + by + ":" + f.frame}
	if a, ok := c.acts["objto"]; ok && f.frame == "passive-infinitive" {
		d.act = a // "were told to leave" is an order
		if a == hearsay.Request || a == hearsay.Order {
			d.certainty = hearsay.Unknown
		}
	}
	rd.stance(d, v, c, f.root)
	if agent >= 0 {
		s := rd.speaker(agent)
		if !rd.canSpeak(s) {
			return
		}
		from := rd.sourceAt(s, "claim/agent")
		if f.cut > s && from.End > t.Tokens[f.cut].Start {
			from.Extent = hearsay.OneSpan(hearsay.Span{Start: from.Start, End: t.Tokens[f.cut-1].End})
		}
		d.sources = append(d.sources, from)
	} else {
		sure, ok := unsourced(c)
		if !ok || d.act == hearsay.Order {
			rd.pass(v, fmt.Sprintf("who did so is not said: '%s'", t.TextOf(v)), by)
			return
		}
		d.manner = hearsay.Narration
		d.certainty = weaker(d.certainty, sure)
	}
	rd.add(d)
}

// unsourced is how sure an outlet is that only passes on what is said, and
// whether a passive of this verb passes on anything at all ("is believed to"
// does, "is authorized to" does not).
func unsourced(c *cueVerb) (hearsay.Certainty, bool) {
	switch c.act {
	case hearsay.Accuse, hearsay.ClaimAct, hearsay.Warn:
		return hearsay.Possible, true
	case hearsay.Confirm, hearsay.Announce:
		return hearsay.Certain, true
	case hearsay.Say, hearsay.Predict:
		return hearsay.Probable, true
	case hearsay.OtherSays:
		return hearsay.Probable, c.certainty == hearsay.Probable || c.certainty == hearsay.Possible
	}
	return "", false
}

func (rd *run) passiveContent(v int, c *cueVerb, agent int) *found {
	t := rd.t
	s := t.child(v, "nsubjpass")
	if s < 0 && t.dep(v) == "conj" {
		s = t.child(int(t.head[v]), "nsubjpass")
	}
	if s >= 0 {
		s = rd.antecedent(v, s)
	}
	reduced := s < 0 && (t.dep(v) == "acl" || t.dep(v) == "relcl")
	if reduced {
		s = int(t.head[v])
	}
	subject := func(ks []int) []int {
		if s < 0 || s == v {
			return ks
		}
		return merge(t.subtree(s, func(k int) bool { return k == v || rd.leaveOut(s, v)(k) || t.dep(k) == "relcl" }), ks)
	}
	expletive := s >= 0 && t.lower(s) == "it" || t.child(v, "expl") >= 0
	if c.that {
		for _, k := range t.children(v) {
			k := int(k)
			d := t.dep(k)
			if k > v && (d == "ccomp" || d == "advcl" || d == "acl" || d == "nsubjpass" || d == "csubjpass") && t.clauseHead(k) && !t.infinitive(k) &&
				(expletive || c.addr || t.marked(k)) && (d == "ccomp" || t.marked(k)) {
				if _, medium := rd.x.media[t.lemma(int(t.head[v]))]; medium && t.dep(v) == "acl" {
					return nil // "a report seen by Reuters that": who saw it passes it on
				}
				return &found{pieces: rd.contentOf(k, v), frame: "passive-clause", root: k}
			}
		}
	}
	if c.that || c.objTo || c.to {
		for _, k := range t.children(v) {
			k := int(k)
			if k > v && (t.dep(k) == "xcomp" || t.dep(k) == "advcl" && t.Tokens[k].Tag != "VBG" || t.dep(k) == "ccomp") && t.infinitive(k) {
				if reduced && agent < 0 {
					return nil // "the man believed to be": an aside, not a statement
				}
				ks := subject(t.subtree(k, rd.leaveOut(k, v)))
				return &found{pieces: t.runs(ks), frame: "passive-infinitive", root: k}
			}
		}
	}
	for _, k := range t.children(v) {
		k := int(k)
		if k > v && (t.dep(k) == "prep" || t.dep(k) == "dative") && c.npPrep[t.lower(k)] && t.holds(k) && s >= 0 {
			if reduced && agent < 0 {
				return nil // "the man accused of": an aside
			}
			ks := subject(t.subtree(k, rd.leaveOut(k, v)))
			return &found{pieces: t.runs(ks), frame: "passive-" + t.lower(k), root: s}
		}
	}
	if agent >= 0 && s >= 0 {
		// "accused by prosecutors of overseeing": hung on the prosecutors.
		for _, k := range t.children(agent) {
			k := int(k)
			if k > agent && t.dep(k) == "prep" && c.npPrep[t.lower(k)] && (t.lower(k) != "of" || t.gerundBelow(k)) {
				f := &found{pieces: t.runs(subject(t.subtree(k, rd.leaveOut(k, v)))), frame: "passive-" + t.lower(k), root: s, cut: k}
				return f
			}
		}
	}
	if c.small && s >= 0 {
		if k := t.child(v, "oprd", "attr", "acomp"); k > v && (agent >= 0 || !reduced) {
			return &found{pieces: t.runs(subject(t.subtree(k, nil))), frame: "passive-predicate", root: k}
		}
	}
	if t.lemma(v) == "quote" || t.lemma(v) == "cite" {
		return nil // "was quoted as saying": the verb of speech tells it
	}
	if c.np && agent >= 0 && s >= 0 && !c.addr && t.lower(s) != "it" {
		return &found{pieces: t.runs(subject(nil)), frame: "passive-object", root: s}
	}
	return nil
}
