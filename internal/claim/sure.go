package claim

import "github.com/hearsay/hearsay"

// stance sets how sure the source is and whether it says yes or no: the cue's
// own line, weakened by what the content's verb and the cue's negation add.
func (rd *run) stance(d *draft, v int, c *cueVerb, root int) {
	if rd.negated(v) {
		if c.raise {
			d.polarity = flip(d.polarity)
			if d.act == hearsay.Confirm {
				d.act = hearsay.Deny // "does not accept that the vote was rigged"
			}
		} else {
			// "did not confirm" confirms nothing and denies nothing.
			d.act, d.certainty, d.polarity = hearsay.OtherSays, hearsay.Unknown, hearsay.Positive
		}
	}
	if root >= 0 {
		d.certainty = rd.modality(root, d.certainty)
		if rd.asks(root) {
			d.certainty = hearsay.Unknown
		}
	}
}

func flip(p hearsay.Polarity) hearsay.Polarity {
	if p == hearsay.Positive {
		return hearsay.Negative
	}
	return hearsay.Positive
}

// asks reports whether a content is a question: "whether ...".
func (rd *run) asks(root int) bool {
	for _, k := range rd.t.children(root) {
		if rd.t.dep(int(k)) == "mark" && (rd.t.lower(int(k)) == "whether" || rd.t.lower(int(k)) == "if" && rd.t.dep(root) == "ccomp") {
			return true
		}
	}
	return false
}

// modality weakens a certainty by the hedges at a verb: its modal, its adverbs,
// "likely to", "appears to".
func (rd *run) modality(v int, c hearsay.Certainty) hearsay.Certainty {
	t := rd.t
	if h, ok := rd.x.hedges["to "+t.lemma(v)]; ok && t.child(v, "xcomp", "oprd", "acomp", "ccomp") >= 0 {
		c = weaker(c, h.certainty)
	}
	for _, k := range t.children(v) {
		k := int(k)
		switch t.dep(k) {
		case "aux":
			if h, ok := rd.x.hedges["modal "+t.lower(k)]; ok && !(t.lower(k) == "could" && rd.negated(v)) { // who could not go did not
				c = weaker(c, h.certainty)
			}
		case "advmod":
			if h, ok := rd.x.hedges["adverb "+t.lower(k)]; ok {
				c = weaker(c, h.certainty)
			}
		case "acomp":
			if h, ok := rd.x.hedges["adjective "+t.lower(k)]; ok {
				c = weaker(c, h.certainty)
			}
		}
	}
	return c
}
