package claim

import "github.com/hearsay/hearsay"

// silent reads who says nothing: "The company would not comment", "has yet to respond", "had no comment", "would not be drawn on the talks". What is put forward is
// nothing but that; a word that has a clause or an object beside it is read elsewhere.
func (rd *run) silent() {
	t := rd.t
	for v := range t.Tokens {
		if t.Tokens[v].Pos != "VERB" && t.Tokens[v].Pos != "NOUN" || t.quoteAt[v] >= 0 || rd.has(v) {
			continue
		}
		head, cue, pieces := v, []int(nil), [][2]int{{v, v + 1}}
		switch {
		case rd.x.asides["silent "+t.lemma(v)] && t.verb(v) && rd.negated(v) && t.child(v, "ccomp", "xcomp", "dative", "conj") < 0:
			o, p := t.child(v, "dobj"), t.child(v, "prep")
			if p >= 0 && t.lower(p) == "to" && o < 0 {
				o = t.child(p, "pobj")
			}
			if o >= 0 && rd.x.asides["inquiry "+t.lemma(o)] {
				first, end := t.Subtree(o)
				pieces, cue = [][2]int{{first, end}}, t.cueTokens(v)
				if p > v && p < first {
					cue = merge(cue, []int{p}) // "did not reply to questions"
				}
				break
			}
			if o >= 0 || p >= 0 {
				continue
			}
			for _, k := range t.cueTokens(v) {
				if k < v {
					cue = append(cue, k)
				}
			}
			if h := int(t.head[v]); t.dep(v) == "xcomp" && h < v && !rd.has(h) {
				head, cue = h, nil
				for k := h; k < v; k++ {
					cue = append(cue, k) // "has yet to comment"
				}
			}
		case rd.x.asides["mute "+t.lower(v)] && t.child(v, "auxpass") >= 0 && rd.negated(v):
			p := t.child(v, "prep")
			if p < v {
				continue
			}
			o := t.child(p, "pobj", "pcomp")
			if o < 0 {
				continue
			}
			first, end := t.Subtree(o)
			pieces, cue = [][2]int{{first, end}}, merge(t.cueTokens(v), []int{p})
		case t.Tokens[v].Pos == "NOUN" && t.dep(v) == "dobj" && rd.x.asides["silent "+t.lemma(v)]:
			no := t.child(v, "det")
			if head = int(t.head[v]); no < 0 || t.lower(no) != "no" || !t.verb(head) || head > v || rd.has(head) {
				continue
			}
			cue = append(t.cueTokens(head), no)
		}
		if len(cue) == 0 {
			continue
		}
		s := t.child(head, "nsubjpass")
		if s < 0 {
			s = rd.subject(head)
		}
		if s < 0 || rd.nobody(s) || !rd.canSpeak(s) {
			continue
		}
		from := rd.sourceAt(rd.speaker(s), "claim/subject")
		d := &draft{pieces: pieces, sources: []hearsay.Source{from}, cue: cue, head: head, lemma: t.lemma(v), act: hearsay.OtherSays, certainty: hearsay.Unknown,
			polarity: hearsay.Positive, by: "claim/" + t.lemma(v) + ".silent"}
		rd.add(d)
	}
}
