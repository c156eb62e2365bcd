package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// Whom a pronoun of the third person stands for: the most salient of those that agree with it.

const (
	window = 4   // sentences that a pronoun looks back
	reach  = 120 // mentions that it looks back
)

// salient finds the entity that a third-person pronoun stands for: the most
// salient one that agrees with it (Lappin and Leass 1994, weights in the
// comments there; halved with each sentence back).
func (p *pass) salient(m *mention, w pronoun, k int) (*ent, string) {
	sent := p.s.SentenceIndex(m.head)
	speaks := p.speaks(m.head) && p.inQuote[m.head] < 0
	score := map[*ent]float64{}
	var speaker *ent // who speaks the words that it stands in, and would say "I"
	if q := p.inQuote[m.head]; q >= 0 && w.class != "reflexive" && (w.gender == 'm' || w.gender == 'f') {
		speaker = p.speakerOf(int(q))
	}
	var last *mention
	if speaks {
		last = p.lastSpeaker(m, w, k)
		if x := p.newSubject(m, w, last); x != nil {
			last = x
		}
	}
	judged := p.judged(m.head)
	if judged >= 0 {
		last = nil // who is accused answers, not who accuses
	}
	var best *ent
	top := 0.0
	bound := map[*ent]bool{} // "He did not name him": two persons, whoever "he" is
	consider := func(o *mention) {
		if o.ent != nil && o != m && w.class != "reflexive" && p.bound(o, m, w) {
			bound[o.ent] = true
		}
		if o.ent == nil || o.ent == speaker || bound[o.ent] || o == m || o.form == hearsay.Pronoun && p.x.pronouns[p.lower(o.head)].class == "relative" || !p.agrees(o, m, w) || p.bound(o, m, w) || p.toldBy(o, m) && (last != nil || !p.ownSubject(o)) {
			return
		}
		if speaks && w.gender == 'n' && (o.ent.kind == hearsay.PlaceKind || o.ent.kind == hearsay.Facility) {
			return // no place speaks
		}
		s := p.weight(o, m, sent)
		if o == last || o.head == judged {
			s += 100
		}
		if prev, ok := score[o.ent]; ok {
			s = max(s, prev) + 0.15*min(s, prev)
		}
		score[o.ent] = s
		if s > top {
			best, top = o.ent, s
		}
	}
	for j := k - 1; j >= max(0, k-reach); j-- {
		o := p.all[j]
		if sent-p.s.SentenceIndex(o.head) > window && !(speaks && p.sentencesBack(o.head, m.head) <= window) {
			break
		}
		consider(o)
	}
	by := "entity/salience"
	if s := p.understood(m.head); s >= 0 {
		for j := k + 1; j < len(p.all) && p.all[j].head <= s; j++ {
			if p.all[j].head == s && p.all[j].form != hearsay.Pronoun {
				consider(p.all[j]) // "Asked by a reporter if he feared arrest, Banda said"
			}
		}
	}
	if best == nil && w.class != "reflexive" {
		// "After he was arrested, Banda said": the subject comes behind the clause.
		for j := k + 1; j < len(p.all) && j < k+12; j++ {
			o := p.all[j]
			if p.s.SentenceIndex(o.head) != sent {
				break
			}
			d := p.s.Tokens[o.head].Dep
			if (d == "nsubj" || d == "nsubjpass") && o.form != hearsay.Pronoun && p.above(p.s.Tokens[o.head].Head, m.head) && p.s.Tokens[m.head].Head != p.s.Tokens[o.head].Head {
				consider(o)
			}
		}
		by = "entity/subject-behind"
	}
	if best == nil && (w.gender == 'm' || w.gender == 'f') {
		// A first name's gender is only likely: the last person named who speaks or acts.
		for j := k - 1; j >= max(0, k-reach) && best == nil; j-- {
			o := p.all[j]
			if sent-p.s.SentenceIndex(o.head) > 1 {
				break
			}
			if d := p.s.Tokens[o.head].Dep; o.ent != nil && !bound[o.ent] && o.ent.kind == hearsay.Person && !o.ent.plural && o.form == hearsay.NameForm && (d == "nsubj" || d == "nsubjpass") && !p.told(o.ent) {
				best, by = o.ent, "entity/last-person"
			}
		}
	}
	if best == nil {
		return nil, ""
	}
	// A thing that is no entity may be the likelier one: "denounced the strike, calling it ...".
	if w.gender == 'n' || w.number == 'p' {
		if t := p.thingWeight(m, w, sent); t > top {
			return nil, ""
		}
	}
	return best, by
}

// judged is the token of whoever is accused, blamed or charged, where token i is the subject of a clause about that: "accused Sow of hiding the owner, a charge he
// called absurd"; -1: it is not.
func (p *pass) judged(i int) int {
	v := p.s.Tokens[i].Head
	if p.s.Tokens[i].Dep != "nsubj" || p.s.Tokens[v].Dep != "relcl" {
		return -1
	}
	n := p.s.Tokens[v].Head
	if d := p.s.Tokens[n].Dep; d != "appos" && d != "npadvmod" {
		return -1
	}
	for steps := 0; steps < 8; steps++ {
		h := p.s.Tokens[n].Head
		if h == n {
			return -1
		}
		n = h
		if t := &p.s.Tokens[n]; t.Pos == "VERB" && p.x.is("judging", strings.ToLower(t.Lemma)) {
			return p.s.Child(n, "dobj", "nsubjpass")
		}
	}
	return -1
}

// understood is the subject behind a clause that has none of its own and in which a token stands, of whom the clause tells; -1: no such clause.
func (p *pass) understood(i int) int {
	for steps := 0; steps < 8; steps++ {
		t := &p.s.Tokens[i]
		if t.Head == i {
			return -1
		}
		if t.Dep == "advcl" && (t.Tag == "VBN" || t.Tag == "VBG") && i < t.Head && p.s.Child(i, "nsubj", "nsubjpass", "mark", "aux") < 0 {
			if s := p.s.Child(t.Head, "nsubj", "nsubjpass"); s > i {
				return s
			}
			return -1
		}
		i = t.Head
	}
	return -1
}

// lastSpeaker is who spoke last outside quotation marks before a pronoun that speaks: it mostly goes on with the same one.
func (p *pass) lastSpeaker(m *mention, w pronoun, k int) *mention {
	for j := k - 1; j >= max(0, k-reach); j-- {
		o := p.all[j]
		if p.inQuote[o.head] >= 0 || !p.speaks(o.head) && !p.holds(o.head) || o.ent == nil {
			continue
		}
		if p.asks(o) {
			continue
		}
		if v := p.speechAbove(o.head); v >= 0 && !p.s.IsAncestor(v, m.head) {
			continue // who speaks in what another says is spoken of
		}
		if p.sentencesBack(o.head, m.head) > 2 {
			return nil
		}
		if p.agrees(o, m, w) && !p.bound(o, m, w) && !p.toldBy(o, m) {
			return o
		}
	}
	return nil
}

// holds reports whether a token is the subject of a sentence that tells what somebody thinks: quoted behind it, he mostly says so himself.
func (p *pass) holds(i int) bool {
	t := &p.s.Tokens[i]
	return t.Dep == "nsubj" && p.s.Tokens[t.Head].Head == t.Head && p.x.verb("perception", strings.ToLower(p.s.Tokens[t.Head].Lemma))
}

// asks reports whether a mention is of somebody unnamed who asks: in "when a reporter asked about it, he said" another one answers.
func (p *pass) asks(o *mention) bool {
	t := &p.s.Tokens[o.head]
	return o.form == hearsay.Nominal && !o.definite && t.Dep == "nsubj" && p.s.Tokens[t.Head].Lemma == "ask"
}

// newSubject is whom the sentence before a pronoun that speaks is about, where it names somebody for the first time since the last speaker's paragraph: he speaks
// now. "... the ministry said.\n\nThe Maritime Bureau has counted 31 attacks. It blames": not the ministry.
func (p *pass) newSubject(m *mention, w pronoun, last *mention) *mention {
	k := p.s.SentenceIndex(m.head) - 1
	for steps := 0; k > 0 && steps < window && p.quoted(k); steps++ {
		k--
	}
	if k < 0 {
		return nil
	}
	st := p.s.Sentences[k]
	if last != nil && (last.head >= st.First || p.lineEnd(last.head, st.First-last.head) == st.First) || last == nil && p.lineEnd(st.First, m.head-st.First) != m.head {
		return nil
	}
	for i := st.First; i < st.End; i++ {
		if t := &p.s.Tokens[i]; (t.Dep == "nsubj" || t.Dep == "nsubjpass") && p.s.Tokens[t.Head].Head == t.Head && p.inQuote[i] < 0 {
			if x := p.at[i]; x != nil && x.ent != nil && (last == nil || x.ent != last.ent) && x.form == hearsay.NameForm && p.agrees(x, m, w) && !p.bound(x, m, w) && !p.toldBy(x, m) {
				return x
			}
			return nil
		}
	}
	return nil
}

// toldBy reports whether a pronoun speaks a clause in which a mention stands that is no
// pronoun: "A guard was shot, he said" is not said by the guard.
func (p *pass) toldBy(o, m *mention) bool {
	v := p.s.Tokens[m.head].Head
	if o.form == hearsay.Pronoun || o.head > m.head || p.s.Tokens[m.head].Dep != "nsubj" || !p.x.verb("speech", strings.ToLower(p.s.Tokens[v].Lemma)) {
		return false
	}
	c := p.s.Child(v, "ccomp")
	if c < 0 || c > m.head || c != o.head && !p.s.IsAncestor(c, o.head) {
		return false
	}
	// "The foundation counted nine dead, it said": a body speaks of itself.
	i := o.head
	for steps := 0; p.s.Tokens[i].Dep == "conj" && p.s.Tokens[i].Head >= o.first && steps < 4; steps++ {
		i = p.s.Tokens[i].Head // "the Location & Event Data Project"
	}
	return p.lower(m.head) != "it" || o.ent == nil || o.ent.kind != hearsay.Organization || p.s.Tokens[i].Head != c || p.s.Tokens[i].Dep != "nsubj"
}

// ownSubject reports whether somebody named, whose gender is known, is the subject of what is told, who may tell it where nobody else spoke before: "Ms. Ruiz was
// shocked, she said".
func (p *pass) ownSubject(o *mention) bool {
	t := &p.s.Tokens[o.head]
	return o.form == hearsay.NameForm && o.ent.kind == hearsay.Person && o.ent.gender != 0 && (t.Dep == "nsubj" || t.Dep == "nsubjpass") && p.s.Tokens[t.Head].Dep == "ccomp"
}

// weight is the salience of a mention for a pronoun in sentence sent.
func (p *pass) weight(o, m *mention, sent int) float64 {
	s := p.tokenWeight(o.head, m.head, sent)
	t := &p.s.Tokens[o.head]
	if o.form == hearsay.Pronoun {
		s += 10
	}
	if o.form == hearsay.NameForm && o.as == "adjective" {
		s -= 45
	}
	if o.ent.kind == hearsay.PlaceKind || o.ent.kind == hearsay.Facility || o.ent.kind == hearsay.OtherKind {
		s -= 30
	}
	if w := p.x.pronouns[p.lower(m.head)]; w.number == 'p' && o.ent.kind == hearsay.Organization && !o.plural && t.Tag != "NNS" {
		s -= 40 // a body is more often "it"
		if p.singularIn(o.ent, sent, p.s.Tokens[m.head].Dep != "nsubj") {
			s -= 120
		}
	}
	if v := p.s.Tokens[m.head].Head; p.s.Tokens[m.head].Dep == "nsubj" && p.s.Tokens[v].Dep == "advcl" && t.Dep == "nsubj" && t.Head == p.s.Tokens[v].Head && !p.speaks(o.head) {
		s += 50 // "The union says police hurt 20 people when they fired tear gas"
	}
	if p.s.Tokens[m.head].Dep == "poss" && t.Dep == "nsubj" && t.Head == p.verbAbove(m.head) {
		s += 25 // "the fishermen lost their income"
	}
	if h := &p.s.Tokens[p.s.Tokens[m.head].Head]; p.s.Tokens[m.head].Dep == "nsubj" && (t.Dep == "dobj" || t.Dep == "nsubjpass") && p.x.is("answered", strings.ToLower(h.Lemma)) && p.x.is("judging", strings.ToLower(p.s.Tokens[t.Head].Lemma)) {
		s += 150 // who is accused denies
	}
	if h := &p.s.Tokens[p.s.Tokens[m.head].Head]; p.s.Tokens[m.head].Dep == "nsubjpass" && (t.Dep == "dobj" || t.Dep == "nsubjpass") && p.x.is("undergone", strings.ToLower(h.Lemma)) && p.x.is("judging", strings.ToLower(p.s.Tokens[t.Head].Lemma)) {
		s += 150 // who was charged is held
	}
	if m.gender != 0 && o.ent.gender == m.gender {
		s += 20
	}
	if p.speaks(m.head) && p.inQuote[m.head] < 0 && (o.ent.kind == hearsay.Person) == (m.gender != 0) && p.speaks(o.head) && p.inQuote[o.head] < 0 && !p.asks(o) {
		s = max(s, speaking(sent-p.s.SentenceIndex(o.head))) // "She adds": who spoke last speaks on
	}
	if p.askedAbout(o.head, m.head) || m.gender != 0 && p.s.SentenceIndex(o.head) != sent && p.imagined(o) {
		s *= 0.3
	}
	// Who speaks is who is spoken of in what he says; a speaker for a body says "it".
	if v := p.speechAbove(m.head); v >= 0 {
		if t.Head == v && (t.Dep == "nsubj" || t.Dep == "nsubjpass") {
			s += 45
		}
		if c := p.s.Child(v, "nsubj"); c >= 0 && p.at[c] != nil && p.at[c].owner != nil && p.at[c].owner.ent == o.ent {
			s += 75
		}
		if c := p.s.Child(v, "nsubj"); c >= 0 && p.at[c] != nil && p.at[c].ent != nil && (p.at[c].ent.kind == hearsay.Person || p.at[c].ent.kind == hearsay.Group) && p.at[c].owner == nil && p.at[c].country != nil && o.ent.state == p.at[c].country && o.ent.state != nil {
			s += 50
		}
	}
	return s
}

// imagined reports whether a phrase for somebody unnamed stands where it is for nobody in particular: under a condition, a wish, a negation or a question, as in
// "if a protester starts to shout" and "it is time to have a conservative in office". Such a one is not spoken of again (Karttunen 1976, Discourse Referents).
func (p *pass) imagined(o *mention) bool {
	if o.form != hearsay.Nominal || o.definite || o.plural || o.ent.kind != hearsay.Person || o.number > 1 {
		return false
	}
	i := o.head
	for steps := 0; steps < 8; steps++ {
		t := &p.s.Tokens[i]
		if t.Pos == "VERB" || t.Pos == "AUX" {
			for _, c := range p.s.Children(i) {
				d := p.s.Tokens[c].Dep
				if d == "neg" || (d == "mark" || d == "aux") && p.x.is("imagined", p.lower(int(c))) {
					return !named(o.ent)
				}
			}
			if t.Dep != "xcomp" && t.Dep != "conj" {
				return false
			}
		}
		if t.Head == i {
			return false
		}
		i = t.Head
	}
	return false
}

// askedAbout reports whether token i stands in the question that a speaker was asked: "Asked whether Banda had fled, he said" is mostly not said by Banda.
func (p *pass) askedAbout(i, speaker int) bool {
	v := p.s.Tokens[speaker].Head
	if i > speaker || p.s.Tokens[speaker].Dep != "nsubj" || !p.speaks(speaker) {
		return false
	}
	for steps := 0; steps < 12 && p.s.Tokens[i].Head != i; steps++ {
		if t := &p.s.Tokens[i]; t.Head == v && t.Dep == "advcl" && t.Tag == "VBN" && t.Lemma == "ask" {
			return true
		}
		i = p.s.Tokens[i].Head
	}
	return false
}

// singularIn reports whether "it", or "its" too, stands for an entity in sentence sent.
func (p *pass) singularIn(e *ent, sent int, its bool) bool {
	for k := len(e.ms) - 1; k >= 0; k-- {
		m := e.ms[k]
		if m.form == hearsay.Pronoun && p.s.SentenceIndex(m.head) == sent && (p.lower(m.head) == "it" || its && p.lower(m.head) == "its") {
			return true
		}
		if m.form == hearsay.Pronoun && p.s.SentenceIndex(m.head) < sent {
			return false
		}
	}
	return false
}

// speaks reports whether token i is the subject of a verb of speech, be it of one that goes on
// ("closed the border and said"), or whom "according to" names.
func (p *pass) speaks(i int) bool {
	t := &p.s.Tokens[i]
	h := &p.s.Tokens[t.Head]
	switch t.Dep {
	case "nsubj":
		for v, steps := t.Head, 0; v >= 0 && steps < 4; v, steps = p.s.Child(v, "conj"), steps+1 {
			if (steps == 0 || p.s.Child(v, "nsubj", "nsubjpass") < 0) && p.x.verb("speech", strings.ToLower(p.s.Tokens[v].Lemma)) {
				return true
			}
		}
		return false
	case "pobj":
		return p.lower(t.Head) == "to" && p.lower(h.Head) == "according"
	}
	return false
}

// speaking is the salience of a speaker d sentences back for one who speaks: it
// fades more slowly than that of others.
func speaking(d int) float64 {
	s := 250.0
	for ; d > 0; d-- {
		s *= 0.8
	}
	return s
}

// tokenWeight is the part that any noun phrase has: nearness and grammar.
func (p *pass) tokenWeight(i, pron, sent int) float64 {
	t := &p.s.Tokens[i]
	dep := t.Dep
	h := t.Head
	for steps := 0; (dep == "conj" || dep == "appos") && steps < 5; steps++ {
		dep, h = p.s.Tokens[h].Dep, p.s.Tokens[h].Head
	}
	s := 100.0 // recency
	switch dep {
	case "nsubj", "nsubjpass", "csubj":
		s += 80
		if p.s.SentenceIndex(i) != sent && p.s.Tokens[h].Head != h && p.s.Tokens[h].Dep != "conj" {
			s -= 25 // of a clause inside: what is said next is mostly about the sentence's own subject
		}
	case "dobj", "attr":
		s += 50
	case "dative", "agent":
		s += 40
	case "pobj":
		s += 40
		if p.s.Tokens[p.s.Tokens[h].Head].Pos == "NOUN" {
			s -= 20 // within a noun phrase
		}
	case "poss":
		s += 35
	case "compound", "amod", "nmod":
		s += 10
	default:
		s += 40
	}
	if dep == "nsubj" || dep == "dobj" || dep == "nsubjpass" || dep == "pobj" {
		s += 30 // heads its phrase
	}
	pd := p.s.Tokens[pron].Dep
	if pd == dep || pd == "nsubjpass" && dep == "nsubj" || pd == "nsubj" && dep == "nsubjpass" {
		s += 35 // the same role
	}
	if p.inQuote[i] != p.inQuote[pron] && p.inQuote[i] >= 0 {
		s -= 50 // spoken by another voice
		if p.inQuote[pron] < 0 && (p.s.SentenceIndex(i) == sent || p.speaks(pron)) {
			s *= 0.3 // the speaker stands outside what he says
		}
	}
	d := sent - p.s.SentenceIndex(i)
	if p.speaks(pron) && p.inQuote[pron] < 0 {
		d = p.sentencesBack(i, pron)
	}
	for ; d > 0; d-- {
		s /= 2
	}
	return s
}

// sentencesBack is how many sentences token i stands before another, those left out that somebody says within quotation marks: however long
// a quotation is, whoever spoke stands next to it. At most one more than window.
func (p *pass) sentencesBack(i, to int) int {
	d := 0
	for k, at := p.s.SentenceIndex(to), p.s.SentenceIndex(i); k > at && d <= window; k-- {
		if k-1 == at || !p.quoted(k-1) {
			d++
		}
	}
	return d
}

// quoted reports whether a sentence begins and ends within quotation marks.
func (p *pass) quoted(k int) bool {
	first, last := p.s.Sentences[k].First, p.s.Sentences[k].End-1
	blank := func(i int) bool { return p.s.Tokens[i].Pos == "PUNCT" || p.s.Tokens[i].Pos == "SPACE" }
	for first < last && blank(first) {
		first++
	}
	for last > first && blank(last) {
		last--
	}
	return p.inQuote[first] >= 0 && p.inQuote[last] >= 0
}

// speechAbove returns the verb of speech whose content clause holds token i.
func (p *pass) speechAbove(i int) int {
	for steps := 0; steps < 12; steps++ {
		t := &p.s.Tokens[i]
		if t.Head == i {
			return -1
		}
		if (t.Dep == "ccomp" || t.Dep == "parataxis" || t.Dep == "xcomp") && p.x.verb("speech", strings.ToLower(p.s.Tokens[t.Head].Lemma)) {
			return t.Head
		}
		i = t.Head
	}
	return -1
}

// thingWeight is the best weight of a noun near the pronoun that is no entity.
func (p *pass) thingWeight(m *mention, w pronoun, sent int) float64 {
	best := 0.0
	first := max(0, m.head-60)
	for i := m.head - 1; i >= first; i-- {
		if sent-p.s.SentenceIndex(i) > 1 {
			break
		}
		t := &p.s.Tokens[i]
		if w.number == 'p' && p.at[i] != nil && p.at[i].ent != nil && p.at[i].ent.kind != hearsay.PlaceKind && p.s.Child(i, "conj") >= 0 && !p.boundTokens(i, m.head, w) {
			// "Smith and her husband said they": the two, who are no entity of their own.
			best = max(best, p.tokenWeight(i, m.head, sent)+20)
			continue
		}
		if p.speaks(m.head) {
			continue // "many goats are gone, they said": no thing speaks
		}
		if t.Pos != "NOUN" || p.at[i] != nil || p.cover[i] >= 0 || t.Dep == "compound" || t.Dep == "npadvmod" || p.notTime(t) {
			continue
		}
		plural := t.Tag == "NNS"
		if w.class == "possessive" && w.number == 'p' || plural != (w.number == 'p') || p.boundTokens(i, m.head, w) {
			continue
		}
		if t.Dep != "nsubj" && t.Dep != "nsubjpass" && t.Dep != "dobj" {
			continue
		}
		s := p.tokenWeight(i, m.head, sent)
		if w.class == "possessive" {
			s -= 60
		}
		best = max(best, s)
	}
	return best
}
