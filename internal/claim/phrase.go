package claim

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
	"github.com/hearsay/hearsay/internal/lists"
)

// phrases reads the phrases of phrases.tsv: "according to the ministry".
func (rd *run) phrases() {
	t := rd.t
	for i := range t.Tokens {
		for _, p := range rd.x.phrases[t.lower(i)] {
			if rd.matches(i, p.words) && (p.noun == "" || rd.foundIn(i, p.noun)) {
				rd.phraseCue(i, p)
				break
			}
		}
	}
	for p := range t.paras {
		rd.colon(p)
		rd.answered(p)
	}
}

// maxLabel is how many tokens a speaker before or after a colon may have.
const maxLabel = 8

// speakerLabel is the head of what stands before a colon at the beginning of a paragraph, if it is a speaker, with the colon's token; -1: none.
func (rd *run) speakerLabel(p int) (s, colon int) {
	t := rd.t
	first, end := t.paras[p].First, t.paras[p].End
	for first < end && t.space(first) {
		first++
	}
	if first == end || t.quoteAt[first] >= 0 {
		return -1, -1
	}
	for i := first + 1; i < end && i <= first+maxLabel; i++ {
		if t.TextOf(i) == ":" {
			return rd.label(first, i), i
		}
		if t.verb(i) && t.finite(i) {
			break
		}
	}
	return -1, -1
}

// byName reports whether a noun is in a person's name.
func (rd *run) byName(k int) bool { return strings.HasSuffix(rd.t.Tokens[k].Ent, "-PERSON") }

// colon reads a headline or a transcript's line: "Minister: no talks planned",
// "Ferry sinks off Samar: coast guard".
func (rd *run) colon(p int) {
	t := rd.t
	first, end := t.paras[p].First, t.paras[p].End
	for first < end && t.space(first) {
		first++
	}
	for end > first && t.space(end-1) {
		end--
	}
	if end-first < 3 || t.quoteAt[first] >= 0 {
		return
	}
	headline := end-first <= 40
	switch t.TextOf(end - 1) {
	case ".", "!", "?":
		headline = false
	}
	if s, i := rd.speakerLabel(p); i >= 0 {
		// A headline may end in a full stop, but has no articles.
		first := p == 0 && s >= 0 && t.child(s, "det", "poss") < 0 && t.sentenceAt[i] == t.sentenceAt[end-1]
		if s >= 0 && t.sentenceLike(i+1, end) && (headline || first || rd.byName(s)) && !rd.onlyAsks(i+1, end) {
			rd.labelled(i, s, [2]int{i + 1, end})
		}
		return
	}
	if !headline {
		return
	}
	for i := end - 2; i > first && i >= end-maxLabel; i-- {
		switch t.TextOf(i) {
		case ":", "-", "–", "—":
			if t.Tokens[i].End == t.Tokens[i+1].Start && t.TextOf(i) != ":" {
				return // a hyphen
			}
			if s := rd.label(i+1, end); s >= 0 && t.wordsIn(first, i) && i-first >= 3 {
				rd.labelled(i, s, [2]int{first, i})
			}
			return
		}
	}
}

// onlyAsks reports whether a stretch is one question.
func (rd *run) onlyAsks(first, end int) bool {
	t := rd.t
	for first < end && t.space(first) {
		first++
	}
	return t.TextOf(end-1) == "?" && t.sentenceAt[first] == t.sentenceAt[end-1]
}

// label is the head noun of a stretch that holds nothing but a speaker.
func (rd *run) label(a, b int) int {
	t := rd.t
	head := -1
	for i := a; i < b; i++ {
		if t.verb(i) {
			return -1
		}
		if h := int(t.head[i]); t.noun(i) && (h < a || h >= b || h == i) {
			if head >= 0 {
				return -1
			}
			head = i
		}
	}
	if head < 0 || !rd.person(head) || lists.Kicker(t.TextOf(head)) && !t.wordsIn(a, head) && !t.wordsIn(head+1, b) {
		return -1
	}
	if e, _, ok := rd.entityAt(head); ok && (e.Kind == hearsay.State || e.Kind == hearsay.PlaceKind) {
		return -1 // "Ukraine: ..." names the subject
	}
	switch e := t.Tokens[head].Ent; e {
	case "B-GPE", "I-GPE", "B-LOC", "I-LOC", "B-EVENT", "I-EVENT":
		return -1
	}
	return head
}

func (rd *run) labelled(i, s int, p [2]int) {
	t := rd.t
	if rd.has(i) {
		return
	}
	for k := p[0]; k < p[1]; k++ {
		if t.TextOf(k) == ";" && p[0] > i {
			p[1] = k
		}
	}
	for q := p[0]; q < p[1]; q++ {
		if o := t.quoteAt[q]; o >= 0 {
			t.quotes[o].taken = true
		}
	}
	d := &draft{pieces: [][2]int{p}, cue: []int{i}, head: i, lemma: t.TextOf(i), act: hearsay.Say, certainty: hearsay.Certain, polarity: hearsay.Positive, by: "claim/colon"}
	from := rd.sourceAt(s, "claim/label")
	if first := t.next(i + 1); s > i && first <= s {
		from.Extent = hearsay.OneSpan(hearsay.Span{Start: max(from.Start, t.Tokens[first].Start), End: from.End}) // "attacked in the north - sources", hung on one another
	}
	d.sources = append(d.sources, from)
	rd.add(d)
}

func (rd *run) matches(i int, words []string) bool {
	if i+len(words) > len(rd.t.Tokens) {
		return false
	}
	for j, w := range words {
		if rd.t.lower(i+j) != w {
			return false
		}
	}
	return true
}

// foundIn reports whether a preposition names a poll or the like that tells what its clause says: "in Monday's poll", but not "asked in a poll" or "the
// minister said in a poll".
func (rd *run) foundIn(i int, noun string) bool {
	t := rd.t
	k, v := t.child(i, "pobj"), int(t.head[i])
	return k >= 0 && t.lower(k) == noun && t.verb(v) && !rd.has(v) && t.child(v, "nsubj", "nsubjpass") >= 0 && t.quoteAt[i] < 0 && (rd.odds == nil || rd.odds[k][attribute.Source] > -1)
}

func (rd *run) phraseCue(i int, p *phrase) {
	t := rd.t
	end := i + len(p.words)
	if p.noun == "" && len(p.words) == 1 && t.sentences[t.sentenceAt[i]].First != i && (t.TextOf(i-1) != "," || t.TextOf(i) != t.lower(i)) {
		return // "per" counts only where it is set off; "the chief, Per Holm," is somebody's name
	}
	s := t.child(end-1, "pobj")
	if s < 0 {
		s = rd.nounAfter(end)
	}
	if s < 0 {
		rd.pass(i, fmt.Sprintf("no source was found after '%s'", p.lemma), p.lemma)
		return
	}
	if p.noun == "" {
		s = rd.speaker(s)
		if len(p.words) == 1 && !rd.person(s) {
			return
		}
	}
	first, last := i, t.phraseOf(s)[1]
	host := rd.host(i, first, last)
	if host < 0 {
		rd.pass(i, fmt.Sprintf("no content was found for '%s'", p.lemma), p.lemma)
		return
	}
	drop := map[int]bool{}
	for _, k := range t.subtree(s, nil) {
		drop[k] = true
	}
	for k := i; k < end; k++ {
		drop[k] = true
	}
	own := rd.leaveOutPhrase(host, i)
	ks := t.subtree(host, own)
	var kept []int
	for _, k := range ks {
		if !drop[k] && !(k >= i && k < last) {
			kept = append(kept, k)
		}
	}
	pieces := t.runs(kept)
	// The quotation beside the phrase: '"...," according to X'.
	if q := rd.quoteBeside(i); q >= 0 {
		t.quotes[q].taken = true
		pieces = [][2]int{t.inside(&t.quotes[q])}
	} else {
		pieces = rd.quotesOfContent(pieces, i)
	}
	cue := make([]int, 0, len(p.words))
	for k := i; k < end; k++ {
		cue = append(cue, k)
	}
	d := &draft{pieces: pieces, cue: cue, head: i, lemma: p.lemma, act: p.act, certainty: p.certainty, polarity: hearsay.Positive,
		by: "claim/" + p.lemma, phrase: true}
	d.certainty = rd.modality(host, d.certainty)
	d.sources = append(d.sources, rd.sourceAt(s, "claim/phrase"))
	d.sources = append(d.sources, rd.passedOn(s, s, nil)...)
	for _, k := range t.children(s) {
		// "according to a statement carried by Reuters"
		if t.dep(int(k)) == "acl" && rd.x.carry[t.lemma(int(k))] == "obtain" {
			d.sources = append(d.sources, rd.passedOn(int(k), s, nil)...)
		}
	}
	rd.add(d)
}

func (rd *run) leaveOutPhrase(host, v int) func(int) bool {
	t := rd.t
	own := rd.leaveOut(host, v)
	return func(k int) bool {
		if t.accordingAt(k) {
			return k == v // another "according to" is part of what this one says
		}
		return k == v || own(k)
	}
}

// host is the clause that a phrase speaks for. Set off at the start or the end
// of a sentence it speaks for the whole of it, else for the clause it stands in.
func (rd *run) host(i, first, last int) int {
	t := rd.t
	s := t.sentences[t.sentenceAt[i]]
	atStart := !t.wordsIn(s.First, first)
	atEnd := !t.wordsIn(last, s.End)
	set := first > s.First && t.TextOf(first-1) == ","
	if t.quoteAt[i] >= 0 {
		atStart, atEnd = false, false
	}
	h := i
	best := -1
	for step := 0; step < 60; step++ {
		up := int(t.head[h])
		if up == h {
			break
		}
		h = up
		if t.clauseHead(h) && !(h >= first && h < last) {
			best = h
			if !atStart && !(atEnd && set) && t.child(h, "nsubj", "nsubjpass", "expl", "csubj") >= 0 {
				return best
			}
		}
	}
	if best < 0 && (atStart || atEnd) {
		// The phrase hangs nowhere: take the sentence's root.
		for k := s.First; k < min(s.End, s.First+maxClause); k++ {
			if t.root(k) && k != i && !t.punct(k) && !(k >= first && k < last) {
				return k
			}
		}
		if h != i && !t.punct(h) && !(h >= first && h < last) {
			return h
		}
	}
	return best
}

func (rd *run) nounAfter(i int) int {
	t := rd.t
	head := -1
	for j := i; j < len(t.Tokens) && j < i+10; j++ {
		switch t.Tokens[j].Pos {
		case "DET", "ADJ", "NUM", "PART":
			continue
		case "NOUN", "PROPN", "PRON":
			head = j
			continue
		}
		break
	}
	return head
}

// quoteBeside is the untaken quotation that a phrase follows or introduces.
func (rd *run) quoteBeside(i int) int {
	t := rd.t
	j := i - 1
	for j >= 0 && (t.space(j) || t.TextOf(j) == ",") {
		j--
	}
	if j >= 0 && t.quoteAt[j] >= 0 && t.quoteAt[i] < 0 {
		q := int(t.quoteAt[j])
		if !t.quotes[q].taken && t.leads(&t.quotes[q]) && t.para[j] == t.para[i] && t.lastInside(&t.quotes[q]) != "." {
			return q
		}
	}
	return -1
}
