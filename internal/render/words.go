package render

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// view answers what the forms for people ask of a reading.
type view struct {
	r        *hearsay.Reading
	entities map[string]*hearsay.Entity
	claims   map[string]*hearsay.Claim
	events   map[string]*hearsay.Event
	told     map[string][]*hearsay.Claim // event id -> the claims that report it
	covered  map[string]bool             // claims that report an event
}

func newView(r *hearsay.Reading) *view {
	v := &view{r: r, entities: map[string]*hearsay.Entity{}, claims: map[string]*hearsay.Claim{}, events: map[string]*hearsay.Event{},
		told: map[string][]*hearsay.Claim{}, covered: map[string]bool{}}
	for i := range r.Entities {
		v.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Events {
		v.events[r.Events[i].ID] = &r.Events[i]
	}
	for i := range r.Claims {
		v.claims[r.Claims[i].ID] = &r.Claims[i]
	}
	// The two sides of the link may each be told by its own stage.
	linked := map[[2]string]bool{}
	link := func(event string, c *hearsay.Claim) {
		if c == nil || v.events[event] == nil || linked[[2]string{event, c.ID}] {
			return
		}
		linked[[2]string{event, c.ID}] = true
		v.told[event] = append(v.told[event], c)
		v.covered[c.ID] = true
	}
	for i := range r.Claims {
		for _, e := range r.Claims[i].Events {
			link(e, &r.Claims[i])
		}
	}
	for i := range r.Events {
		for _, c := range r.Events[i].Claims {
			link(r.Events[i].ID, v.claims[c])
		}
	}
	return v
}

// text is the report's words under a span, on one line, safe for a terminal.
func (v *view) text(s hearsay.Span) string {
	if s.Empty() || s.End > len(v.r.Document.Text) {
		return ""
	}
	return columns.Clean(v.r.Document.Text[s.Start:s.End])
}

// extent is the words of evidence that may be broken into parts.
func (v *view) extent(e hearsay.Extent) string {
	var parts []string
	for _, p := range e.Pieces() {
		parts = append(parts, v.text(p))
	}
	return strings.Join(parts, " ... ")
}

// party names a participant: its words, and the entity where they do not name it.
func (v *view) party(p hearsay.Participant) string {
	words := v.text(p.Span)
	e := v.entities[p.Entity]
	if e == nil || e.Name == "" {
		return words
	}
	if words == "" {
		return columns.Clean(e.Name)
	}
	return withName(words, columns.Clean(e.Name))
}

// withName adds the fullest name to words that do not hold it.
func withName(words, name string) string {
	if strings.Contains(strings.ToLower(words), strings.ToLower(name)) || strings.EqualFold(strings.TrimPrefix(strings.ToLower(words), "the "), name) {
		return words
	}
	return words + " [" + name + "]"
}

func (v *view) parties(ps []hearsay.Participant) string {
	var out []string
	seen := map[string]bool{}
	for i, p := range ps {
		if within(p.Span, ps, i) {
			continue // "Chilean" beside "Chilean police": the longer one says both
		}
		s := v.party(p)
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// within reports whether another participant's words hold this one's.
func within(s hearsay.Span, ps []hearsay.Participant, self int) bool {
	for j, q := range ps {
		if j != self && !s.Empty() && q.Span != s && q.Contains(s) {
			return true
		}
	}
	return false
}

// place writes a place with its district or province and country.
func (v *view) place(p *hearsay.Place) string {
	if p == nil {
		return ""
	}
	out := columns.Clean(p.Name)
	if out == "" {
		out = v.text(p.Span)
	}
	if p.Admin1 != "" && !strings.EqualFold(p.Admin1, p.Name) {
		out += ", " + columns.Clean(p.Admin1)
	}
	if p.Country != "" && p.Precision != "country" {
		out += ", " + columns.Clean(p.Country)
	}
	if p.Precision != "" {
		out += " (" + p.Precision + ")"
	}
	return out
}

// time writes a time's words and the dates that they stand for.
func (v *view) time(t *hearsay.Time) string {
	if t == nil {
		return ""
	}
	words := v.text(t.Span)
	value := t.Start
	if t.End != "" && t.End != t.Start {
		value += " to " + t.End
	}
	if t.Start == "" && t.End != "" {
		value = "until " + t.End
	}
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		return words
	case words == "" || words == value:
		return value
	}
	return value + " (" + words + ")"
}

// count writes "about 1,200 killed".
func count(c hearsay.Count) string {
	var n string
	switch {
	case c.Low != nil && c.High != nil && *c.Low == *c.High:
		n = columns.Thousands(*c.Low)
	case c.Low != nil && c.High != nil:
		n = columns.Thousands(*c.Low) + " to " + columns.Thousands(*c.High)
	case c.Low != nil:
		n = "at least " + columns.Thousands(*c.Low)
	case c.High != nil:
		n = "up to " + columns.Thousands(*c.High)
	default:
		n = "an unknown number"
	}
	if c.Approximate {
		n = "about " + n
	}
	return n + " " + c.Of
}

func (v *view) counts(e *hearsay.Event) string {
	var out []string
	for _, c := range e.Counts {
		out = append(out, count(c))
	}
	return strings.Join(out, "; ")
}

// speaker names one source of a claim for a person.
func (v *view) speaker(s hearsay.Source) string {
	words := ""
	if !s.Extent.Empty() {
		words = v.extent(s.Extent)
	}
	if words == "" {
		words = columns.Clean(s.Label)
	}
	e := v.entities[s.Entity]
	if words == "" && e != nil {
		words = columns.Clean(e.Name)
	}
	if words == "" {
		return "the outlet"
	}
	if e != nil && e.Name != "" && !s.Extent.Empty() {
		words = withName(words, columns.Clean(e.Name))
	}
	return words
}

// chain names a claim's sources, the nearest first; the outlet at the end is
// left out, because it is the same for all.
func (v *view) chain(c *hearsay.Claim) []string {
	var out []string
	for i, s := range c.Sources {
		if i > 0 && s.Extent.Empty() {
			continue
		}
		out = append(out, v.speaker(s))
	}
	if len(out) == 0 {
		out = append(out, "the outlet")
	}
	return out
}

// how names what a source does in saying it, with its certainty where it is
// less than certain and its denial.
func how(c *hearsay.Claim) string {
	var out []string
	if c.Manner != hearsay.Narration && c.Act != "" && c.Act != hearsay.OtherSays {
		out = append(out, string(c.Act))
	}
	if c.Manner == hearsay.Direct || c.Manner == hearsay.Mixed {
		out = append(out, map[hearsay.Manner]string{hearsay.Direct: "quoted", hearsay.Mixed: "partly quoted"}[c.Manner])
	}
	if c.Certainty != "" {
		out = append(out, string(c.Certainty))
	}
	if c.Polarity == hearsay.Negative {
		out = append(out, "says it is not so")
	}
	return strings.Join(out, ", ")
}

// anonymity tells of a source without a name how many it is.
func anonymity(s hearsay.Source) string {
	switch {
	case s.Named || s.Extent.Empty():
		return ""
	case s.Number == 1:
		return "one source, not named"
	case s.Number > 1:
		return fmt.Sprintf("%s sources, not named", columns.Thousands(s.Number))
	}
	return "not named"
}

// statusWords are how a status reads in a sentence's place.
func statusWords(s hearsay.Status) string {
	switch s {
	case hearsay.Actual:
		return "happened"
	case hearsay.Planned:
		return "planned"
	case hearsay.Hypothetical:
		return "possible only"
	case hearsay.Negated:
		return "did not happen"
	case hearsay.Historical:
		return "happened earlier"
	case hearsay.Attempted:
		return "attempted"
	}
	return string(s)
}

// eventType writes a type with its modes: "ASSAULT aerial".
func eventType(e *hearsay.Event) string {
	return strings.TrimSpace(e.Type + " " + strings.Join(e.Modes, " "))
}
