package merge

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// speech finds the claims about an event.
type speech struct {
	text   string
	claims []hearsay.Claim
	chains [][]hearsay.Speaker
	cast   *cast
	about  map[string][]int // event id -> its claims
}

func newSpeech(r *hearsay.Reading, c *cast) *speech {
	s := &speech{text: r.Document.Text, claims: r.Claims, cast: c, about: map[string][]int{}, chains: make([][]hearsay.Speaker, len(r.Claims))}
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
	s.empty(r)
	return s
}

// empty finds the denials and confirmations that report no event of their own
// ("he denied involvement"): they are about the event in whose sentence they
// stand, else, where they are of few words that say only "it", about the last
// event told before in the same paragraph.
func (s *speech) empty(r *hearsay.Reading) {
	for i := range s.claims {
		c := &s.claims[i]
		if len(c.Events) > 0 || c.Act != hearsay.Deny && c.Act != hearsay.Confirm && c.Polarity != hearsay.Negative {
			continue
		}
		best, gap := -1, 1<<30
		for k := range r.Events {
			at := r.Events[k].Trigger.Span
			switch {
			case at.Overlaps(c.Cue.Span): // the denial itself, where it is coded as an event
			case c.Content.Overlaps(at):
				best, gap = k, -1
			case gap > 0 && at.End <= c.Content.Start && hollow(c.Content.Text(s.text)) && c.Content.Start-at.End < gap && !strings.Contains(s.text[at.End:c.Content.Start], "\n\n"):
				best, gap = k, c.Content.Start-at.End
			}
		}
		if best >= 0 {
			s.about[r.Events[best].ID] = append(s.about[r.Events[best].ID], i)
		}
	}
}

// hollow tells whether words only point at what was said before.
func hollow(content string) bool {
	ws := strings.Fields(bare(content))
	if len(ws) == 0 || len(ws) > 5 {
		return false
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
		out = append(out, hearsay.Saying{Claim: c.ID, Chain: s.chain(i), Manner: c.Manner, Act: c.Act, Certainty: c.Certainty, Polarity: c.Polarity,
			Content: c.Content, Words: extent(c.Content, s.text), Cue: c.Cue.Lemma, Inside: c.Parent})
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
