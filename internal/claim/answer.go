package claim

import (
	"sort"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists/retract"
)

// asked are what is asked of somebody or put to him, and can be refused, but not denied.
var asked = map[string]bool{"demand": true, "call": true, "request": true, "appeal": true, "offer": true, "proposal": true, "plan": true, "bid": true,
	"application": true, "petition": true, "ultimatum": true, "invitation": true, "idea": true, "motion": true, "bill": true, "deal": true, "amendment": true,
	"compromise": true, "condition": true, "term": true, "pressure": true, "truce": true, "ceasefire": true}

// nobody reports whether a noun phrase stands for no one: "no group", "nobody".
func (rd *run) nobody(s int) bool {
	t := rd.t
	switch t.lower(s) {
	case "nobody", "none", "no-one", "neither":
		return true
	case "you":
		if e, ok := rd.turn[int(t.para[s])]; t.quoteAt[s] < 0 && (ok && e == nil || rd.inQuestion(s)) {
			return true // "Q: Did you know that they were on the list?"
		}
	}
	for _, c := range t.children(s) {
		if t.dep(int(c)) == "det" && (t.lower(int(c)) == "no" || t.lower(int(c)) == "neither") {
			return true
		}
	}
	return false
}

// inQuestion reports whether a token's sentence is a question.
func (rd *run) inQuestion(i int) bool {
	t := rd.t
	end := t.sentences[t.sentenceAt[i]].End
	for end > i && t.space(end-1) {
		end--
	}
	return t.TextOf(end-1) == "?"
}

// corrected turns what an outlet says that it said before into its denial: "An
// earlier version of this report said that 17 people were killed".
func (rd *run) corrected(v, source int, d *draft) {
	outlet := ""
	if rd.r.Document != nil {
		outlet = rd.r.Document.Outlet
	}
	if !retract.TakesBack(rd.r.Syntax, v, outlet, rd.r.Document != nil && retract.Notice(rd.r.Document.Title)) {
		return
	}
	d.act, d.certainty, d.polarity, d.manner = hearsay.Deny, hearsay.Certain, hearsay.Negative, hearsay.Indirect
	d.by, d.back = d.by+":taken-back", true
	if outlet != "" {
		d.sources = nil // the chain ends with the outlet, which speaks of itself
	}
}

// answersMax is how many sentences back a bare denial looks for what it denies.
const answersMax = 2

// answer ties a denial that names no deed of its own ("denied it", "rejected
// the allegation") to the events of what somebody else put forward just before,
// else of the outlet's own last words.
func (rd *run) answer(d *draft, f *found) {
	t := rd.t
	if d.act != hearsay.Deny || f.frame != "object" || !rd.bareAnswer(f.root) {
		return
	}
	for _, p := range d.pieces {
		for i := p[0]; i < p[1]; i++ {
			if rd.happens[i] {
				return
			}
		}
	}
	here := t.sentenceAt[d.head]
	var best *draft
	for k := len(rd.drafts) - 1; k >= 0; k-- { // they stand in order of their cues so far
		o := rd.drafts[k]
		if o == d || o.head < 0 || o.head >= d.head {
			continue
		}
		if here-t.sentenceAt[o.head] > answersMax {
			break
		}
		if len(o.sources) == 0 || len(d.sources) > 0 && known(o.sources, d.sources[0]) {
			continue
		}
		if (best == nil || o.head > best.head) && len(rd.eventsIn(o)) > 0 {
			best = o
		}
	}
	if best != nil {
		d.events = append(d.events, rd.eventsIn(best)...)
		return
	}
	for e := rd.eventFrom(d.head) - 1; e >= 0; e-- {
		ev := &rd.r.Events[e]
		if here-t.sentenceAt[ev.Trigger.Head] > 1 {
			break
		}
		if ev.Status == hearsay.Actual && ev.Type == "ASSAULT" {
			d.events = append(d.events, e)
			break
		}
	}
}

// eventFrom is the first event whose word stands at a token or behind it; events
// stand in order of their words.
func (rd *run) eventFrom(token int) int {
	return sort.Search(len(rd.r.Events), func(e int) bool { return rd.r.Events[e].Trigger.Head >= token })
}

// bareAnswer reports whether a word only points to what was said: "it", "the
// accusation".
func (rd *run) bareAnswer(i int) bool {
	t := rd.t
	switch t.lower(i) {
	case "it", "this", "that":
		return true
	}
	n := t.lemma(i)
	switch n {
	case "report", "version", "account", "narrative":
	default:
		if rd.x.nouns[n] == nil {
			return false
		}
	}
	return t.child(i, "ccomp", "acl", "relcl") < 0 && !t.indefinite(i)
}

// eventsIn lists the events whose words stand in a draft's content.
func (rd *run) eventsIn(d *draft) []int {
	var out []int
	for _, p := range d.pieces {
		for e := rd.eventFrom(p[0]); e < len(rd.r.Events) && rd.r.Events[e].Trigger.Head < p[1]; e++ {
			out = append(out, e)
		}
	}
	return out
}
