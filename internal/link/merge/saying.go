package merge

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// speech finds the claims about an event.
type speech struct {
	text   string
	claims []hearsay.Claim
	chains [][]hearsay.Speaker
	cast   *cast
	roles  map[string]string // entity id -> the longest words by which it speaks
	about  map[string][]int  // event id -> its claims
	// negative are the claims that say of the event that they are about that it was not so.
	negative map[int]bool
}

func newSpeech(r *hearsay.Reading, c *cast) *speech {
	s := &speech{text: r.Document.Text, claims: r.Claims, cast: c, about: map[string][]int{}, negative: map[int]bool{}, chains: make([][]hearsay.Speaker, len(r.Claims))}
	byID := make(map[string]int, len(r.Claims))
	for i := range r.Claims {
		byID[r.Claims[i].ID] = i
		for _, e := range r.Claims[i].Events {
			s.about[e] = append(s.about[e], i)
		}
	}
	for i := range r.Events {
		for _, id := range r.Events[i].Claims {
			if k, ok := byID[id]; ok && !slices.Contains(s.about[r.Events[i].ID], k) {
				s.about[r.Events[i].ID] = append(s.about[r.Events[i].ID], k)
			}
		}
	}
	s.present(r)
	s.empty(r)
	return s
}

// longestRole bounds, in bytes, the words by which a speaker is presented: what is longer tells
// more than who it is.
const longestRole = 120

// present finds how the report presents those who speak and have a name: most are told with their
// office once and are "he" or a last name after.
func (s *speech) present(r *hearsay.Reading) {
	s.roles = map[string]string{}
	put := func(entity string, at hearsay.Span) {
		w := cut(s.text, at)
		if len(w) <= longestRole && len(w) > len(s.roles[entity]) && !strings.ContainsAny(w, "\n\"“”") {
			s.roles[entity] = w
		}
	}
	for i := range r.Claims {
		for _, src := range r.Claims[i].Sources {
			if p, ok := s.cast.of[src.Entity]; ok && p.Named && !src.Empty() {
				put(src.Entity, src.Span)
			}
		}
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		if _, speaks := s.roles[e.ID]; !speaks {
			continue
		}
		for _, m := range e.Mentions {
			if m.Form == hearsay.NameForm {
				put(e.ID, m.Span)
			}
		}
	}
}

// empty finds the denials, confirmations and claims of responsibility that report no event of their
// own ("he denied involvement"): they are about the event in whose sentence they stand, else, where
// they are of few words that say only "it", about the last event told before in the same
// paragraph (of responsibility, also in the one before), else about the last deed told before whose
// words or number they deny ("denied that its troops had fired", "denied that seven had died").
func (s *speech) empty(r *hearsay.Reading) {
	for i := range s.claims {
		c := &s.claims[i]
		content := c.Content.Text(s.text)
		owns, says := c.Act == hearsay.ClaimAct, c.Act == hearsay.Say && c.Manner != hearsay.Narration && lists.SaysNo(bare(content))
		if len(c.Events) > 0 || c.Act != hearsay.Deny && c.Act != hearsay.Confirm && c.Polarity != hearsay.Negative && !owns && !says {
			continue
		}
		breaks := 0
		if owns || lists.OfFigure(bare(content)) {
			breaks = 1
		}
		best, gap := -1, 1<<30
		for k := range r.Events {
			at := r.Events[k].Trigger.Span
			switch {
			case at.Overlaps(c.Cue.Span): // the denial itself, where it is coded as an event
			case c.Content.Overlaps(at):
				best, gap = k, -1
			case owns && r.Events[k].Quad != "material conflict":
			case gap > 0 && at.End <= c.Content.Start && hollow(content) && c.Content.Start-at.End < gap && strings.Count(s.text[at.End:c.Content.Start], "\n\n") <= breaks:
				best, gap = k, c.Content.Start-at.End
			}
		}
		if best < 0 && (c.Act == hearsay.Deny || says) && !hollow(content) {
			best = s.denied(r, c, content)
		}
		if best >= 0 && says {
			s.negative[i] = true
		}
		if best >= 0 {
			s.about[r.Events[best].ID] = append(s.about[r.Events[best].ID], i)
		}
	}
}

// mostDenied bounds the words of a denial that are compared with deeds.
const mostDenied = 40

// denied is the last deed before a denial whose words, or whose kind of harm, it denies; -1: none is.
// A number that it denies points to the deed of which it was told.
func (s *speech) denied(r *hearsay.Reading, c *hearsay.Claim, content string) int {
	words := strings.Fields(bare(content))
	words = words[:min(len(words), mostDenied)]
	for i := range words {
		words[i] = strings.Trim(words[i], ".,;:\"'’")
	}
	best, rank := -1, 0
	for k := range r.Events {
		e := &r.Events[k]
		if e.Trigger.End > c.Content.Start || e.Quad != "material conflict" || e.Status != hearsay.Actual {
			continue
		}
		n := 0
		for _, w := range words {
			for _, t := range strings.Fields(bare(triggerText(e, s.text))) {
				if sameStem(w, t) {
					n = max(n, 1)
				}
			}
			for j := range e.Counts {
				if of := lists.Harm(w); of != "" && of == e.Counts[j].Of {
					n = max(n, 1)
					if figure(words, &e.Counts[j]) {
						n = 2
					}
				}
			}
		}
		if n > 0 && n >= rank {
			best, rank = k, n
		}
	}
	return best
}

// figure tells whether one of the words is the number of a count.
func figure(words []string, c *hearsay.Count) bool {
	for _, w := range words {
		if n, ok := lists.Number(w); ok && w != "a" && w != "an" && (c.Low != nil && *c.Low == n || c.High != nil && *c.High == n) {
			return true
		}
	}
	return false
}

// sameStem tells whether two words of four letters or more are forms of one: "fire" and "fired",
// "attacked" and "attacking".
func sameStem(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 4 && len(a)-n <= 3 && len(b)-n <= 3
}

// hollow tells whether words only point at what was said before.
func hollow(content string) bool {
	ws := strings.Fields(bare(content))
	if len(ws) == 0 || len(ws) > 5 {
		return false
	}
	if lists.Figure(ws[len(ws)-1]) && !strings.ContainsAny(content, "0123456789") {
		return true // "the police figure"
	}
	for _, w := range ws {
		if !pointers[strings.Trim(w, ".,\"'")] {
			return false
		}
	}
	return true
}

// pointers are the words of contents that say nothing by themselves. Charges
// and allegations are left out: they may be of another deed.
var pointers = set("it this that the any all a in of its his her their involvement responsibility role part wrongdoing report reports claim claims being behind responsible involved attack incident so")

// of returns what is said about an event, the nearest speech first: the claims
// whose content is the shortest around the trigger, then the others in the order of the text.
func (s *speech) of(e *hearsay.Event, sentence hearsay.Span, r *hearsay.Reading) []hearsay.Saying {
	ids := slices.Clone(s.about[e.ID])
	far := func(i int) int {
		c := &s.claims[i]
		if c.Content.Overlaps(e.Trigger.Span) {
			return c.Content.Len()
		}
		return 1<<20 + c.Content.Start
	}
	sort.SliceStable(ids, func(a, b int) bool { return far(ids[a]) < far(ids[b]) })
	out := make([]hearsay.Saying, 0, len(ids))
	for _, i := range ids {
		c := &s.claims[i]
		polarity := c.Polarity
		if s.negative[i] {
			polarity = hearsay.Negative
		}
		out = append(out, hearsay.Saying{Claim: c.ID, Chain: s.chain(i), Manner: c.Manner, Act: c.Act, Certainty: c.Certainty, Polarity: polarity,
			Content: c.Content, Words: extent(c.Content, s.text), Cue: c.Cue.Lemma, Inside: c.Parent})
	}
	return out
}

// accused are the parties that somebody names as having done a deed of which the report tells
// otherwise without them: "gunmen raided the village ... the army blamed the Salt Path for the raid".
// Their places are in what is said, so that only who accuses gives them.
func (s *speech) accused(e *hearsay.Event, r *hearsay.Reading, actors []hearsay.Party) []hearsay.Party {
	if e.Quad != "material conflict" || e.Status != hearsay.Actual {
		return nil
	}
	var out []hearsay.Party
	for _, i := range s.about[e.ID] {
		c := &s.claims[i]
		if c.Act != hearsay.Accuse || c.Cue.Empty() || c.Content.Overlaps(e.Trigger.Span) {
			continue
		}
		for k := range r.Events {
			a := &r.Events[k]
			if a.Type != "ACCUSE" || !a.Trigger.Overlaps(c.Cue.Span) {
				continue
			}
			for _, p := range a.Recipients {
				q := s.cast.take(p.Entity, p.Span)
				if p.Entity == "" || q.Key == "" || !c.Content.Span.Contains(p.Span) || q.Kind == hearsay.PlaceKind {
					continue
				}
				same := func(o hearsay.Party) bool { return o.Key == q.Key }
				if !slices.ContainsFunc(actors, same) && !slices.ContainsFunc(out, same) {
					out = append(out, q)
				}
			}
		}
	}
	return out
}

// chain is a claim's sources as speakers, the outlet last.
func (s *speech) chain(i int) []hearsay.Speaker {
	if s.chains[i] != nil {
		return s.chains[i]
	}
	out := []hearsay.Speaker{}
	for _, src := range s.claims[i].Sources {
		sp := hearsay.Speaker{Number: src.Number}
		switch {
		case src.Empty():
			sp.Outlet = true
			sp.Party = hearsay.Party{Name: src.Label, Key: bare(src.Label), Kind: hearsay.Organization, Named: src.Named, Words: src.Label,
				Codes: hearsay.Codes{Sectors: []string{"MED"}, CAMEO: "MED"}}
			if p, ok := s.cast.of[src.Entity]; ok {
				p.Words = src.Label
				sp.Party = p
			}
		default:
			sp.Party = s.cast.take(src.Entity, src.Span)
			sp.Named = src.Named
			if role := s.roles[src.Entity]; len(role) > len(sp.Words) {
				sp.Role = role
			}
		}
		out = append(out, sp)
	}
	s.chains[i] = out
	return out
}

// self is the entity that "we" and "I" stand for in an event's sentence: the
// nearest speaker of the smallest claim in quotation marks around the trigger.
func (s *speech) self(e *hearsay.Event) string {
	who, size := "", 1<<30
	for _, i := range s.about[e.ID] {
		c := &s.claims[i]
		if c.Manner != hearsay.Narration && c.Content.Overlaps(e.Trigger.Span) && len(c.Sources) > 0 && c.Content.Len() < size {
			who, size = c.Sources[0].Entity, c.Content.Len()
		}
	}
	return who
}

func extent(e hearsay.Extent, text string) string {
	for _, p := range e.Pieces() {
		if p.Start < 0 || p.End > len(text) || p.End < p.Start {
			return ""
		}
	}
	return e.Text(text)
}
