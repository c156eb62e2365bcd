package claim

import "github.com/hearsay/hearsay"

// Interviews and transcripts, in which a paragraph begins with whose words it is: "MARTA BERG: I did not know.", "Q: Did you know? A: I did not." What stands behind a
// person's name, or is an answer, that person says; a question says nothing.

// letter is the first token of a paragraph where it is the Q of who asks or the A of who is asked, else -1.
func (t *tree) letter(p int) int {
	i := t.paras[p].First
	for i < t.paras[p].End && t.space(i) {
		i++
	}
	if i+2 < t.paras[p].End && t.TextOf(i+1) == ":" {
		switch t.TextOf(i) {
		case "Q", "Question", "A", "Answer":
			return i
		}
	}
	return -1
}

// turns finds out whose words the paragraphs are. Who is asked is the person that is most spoken of before the first question.
func (rd *run) turns() {
	var asked *hearsay.Entity
	questions := false
	for p := range rd.t.paras {
		switch k := rd.t.letter(p); {
		case k >= 0 && rd.t.TextOf(k)[0] == 'Q':
			if !questions {
				asked = rd.mostSpokenOf(k)
			}
			questions = true
			rd.turn[p] = nil
		case k >= 0 && questions:
			rd.turn[p] = asked
		default:
			if s, _ := rd.speakerLabel(p); s >= 0 && rd.byName(s) {
				if e, _, ok := rd.entityAt(s); ok {
					rd.turn[p] = e
				}
			}
		}
	}
}

// mostSpokenOf is the person by name who is most spoken of before a token.
func (rd *run) mostSpokenOf(end int) (best *hearsay.Entity) {
	most := 0
	for i := range rd.r.Entities {
		e := &rd.r.Entities[i]
		n := 0
		for _, m := range e.Mentions {
			if m.Head < end {
				n++
			}
		}
		if e.Kind == hearsay.Person && n > most && rd.nameOf(e.ID) {
			best, most = e, n
		}
	}
	return best
}

// answered makes a claim of a paragraph that is an answer.
func (rd *run) answered(p int) {
	t := rd.t
	k := t.letter(p)
	if _, ok := rd.turn[p]; !ok || k < 0 || t.TextOf(k)[0] == 'Q' {
		return
	}
	end := t.paras[p].End
	for t.space(end - 1) {
		end--
	}
	if k+2 < end {
		rd.labelled(k+1, k, [2]int{k + 2, end})
	}
}

// inOwnTurn makes whoever speaks a paragraph the source that says "I" in it, and that the letter before an answer stands for.
func (rd *run) inOwnTurn(s *hearsay.Source, head int) {
	p := int(rd.t.para[head])
	if e := rd.turn[p]; e != nil && rd.t.quoteAt[head] < 0 {
		if w := rd.t.lower(head); w == "i" || w == "my" || head == rd.t.letter(p) {
			s.Entity, s.Named, s.Number = e.ID, true, 1
		}
	}
}
