package render

import (
	"fmt"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// marker cuts a report into marked stretches and sets notes beside its paragraphs.
type marker struct {
	v      *view
	prefix string
	colour map[string]string // speaker -> class
	names  []string          // speakers in order of their first claim
	count  map[string]int
	claim  map[string]int   // claim id -> index
	told   map[string][]int // claim id -> the events that it reports, by index
}

// speakerColours is how many speakers have a colour of their own; the rest share.
const speakerColours = 6

func newMarker(v *view, prefix string) *marker {
	m := &marker{v: v, prefix: prefix, colour: map[string]string{}, count: map[string]int{}, claim: map[string]int{}, told: map[string][]int{}}
	for i := range v.r.Events {
		for _, c := range v.told[v.r.Events[i].ID] {
			m.told[c.ID] = append(m.told[c.ID], i)
		}
	}
	for i := range v.r.Claims {
		c := &v.r.Claims[i]
		m.claim[c.ID] = i
		if c.Manner == hearsay.Narration {
			continue
		}
		k := m.speakerKey(c)
		if m.count[k]++; m.count[k] == 1 {
			m.names = append(m.names, k)
			m.colour[k] = fmt.Sprintf("s%d", (len(m.names)-1)%speakerColours+1)
		}
	}
	return m
}

// speakerKey is what makes two claims one speaker's: the entity, else the words.
func (m *marker) speakerKey(c *hearsay.Claim) string {
	if len(c.Sources) == 0 {
		return ""
	}
	s := c.Sources[0]
	if e := m.v.entities[s.Entity]; e != nil && e.Name != "" {
		return columns.Clean(e.Name)
	}
	return m.v.speaker(s)
}

func (m *marker) classOf(c *hearsay.Claim) string {
	if c.Manner == hearsay.Narration {
		return "s0"
	}
	return m.colour[m.speakerKey(c)]
}

func (m *marker) speakers() []htmlSpeaker {
	var out []htmlSpeaker
	for _, n := range m.names {
		name := n
		if name == "" {
			name = "unknown"
		}
		out = append(out, htmlSpeaker{m.colour[n], name, m.count[n]})
	}
	return out
}

// Anchors are made of positions, never of ids that came from outside.
func (m *marker) claimAnchor(i int) string { return m.prefix + "c" + itoa(i+1) }
func (m *marker) eventAnchor(i int) string { return m.prefix + "e" + itoa(i+1) }

func tone(s hearsay.Status) string {
	switch s {
	case hearsay.Actual, hearsay.Historical:
		return "good"
	case hearsay.Negated:
		return "bad"
	}
	return "warn"
}

func (m *marker) event(i int) *htmlEvent {
	v, e := m.v, &m.v.r.Events[i]
	out := &htmlEvent{Anchor: m.eventAnchor(i), Label: columns.Clean(e.ID), Type: columns.Clean(eventType(e)), Word: columns.Shorten(v.extent(e.Trigger.Extent), 40), Status: statusWords(e.Status), Tone: tone(e.Status)}
	who, whom := v.parties(e.Actors), v.parties(e.Recipients)
	switch {
	case who != "" && whom != "":
		out.Parties = who + " → " + whom
	case whom != "":
		out.Parties = "(not said) → " + whom
	default:
		out.Parties = who
	}
	var line []string
	if out.Parties != "" {
		line = append(line, out.Parties)
	}
	var rest []string
	if s := v.parties(e.Instruments); s != "" {
		rest = append(rest, "with "+s)
	}
	for _, s := range []string{v.place(e.Place), v.time(e.Time), v.counts(e)} {
		if s != "" {
			line = append(line, s)
			rest = append(rest, s)
		}
	}
	if len(e.Contexts) > 0 {
		rest = append(rest, columns.Clean(strings.Join(e.Contexts, ", ")))
	}
	out.Line, out.Rest = strings.Join(line, " · "), strings.Join(rest, " · ")
	for _, c := range v.told[e.ID] {
		l := htmlLink{Who: v.chain(c)[0], How: how(c)}
		if m.hasNote(c) {
			l.Anchor = m.claimAnchor(m.claim[c.ID])
		}
		out.Said = append(out.Said, l)
	}
	if e.CAMEO != "" {
		out.Codes = "CAMEO " + columns.Clean(e.CAMEO)
	}
	return out
}

// hasNote: the outlet's own telling of an event stands in the event's note.
func (m *marker) hasNote(c *hearsay.Claim) bool {
	return c.Manner != hearsay.Narration || !m.v.covered[c.ID]
}

func (m *marker) claimNote(i int) *htmlClaim {
	v, c := m.v, &m.v.r.Claims[i]
	chain := v.chain(c)
	out := &htmlClaim{Colour: m.classOf(c), Who: chain[0], Via: strings.Join(chain[1:], ", "), How: how(c), Words: columns.Shorten(v.extent(c.Content), 140)}
	if c.Manner == hearsay.Narration {
		out.How = strings.TrimPrefix("in its own voice, "+out.How, ", ")
	}
	if len(c.Sources) > 0 {
		out.Anonymous = anonymity(c.Sources[0])
	}
	switch {
	case c.Polarity == hearsay.Negative || c.Act == hearsay.Deny:
		out.Tone = "bad"
	case c.Certainty == hearsay.Possible || c.Certainty == hearsay.Probable:
		out.Tone = "warn"
	}
	if j, ok := m.claim[c.Parent]; ok && j != i {
		out.Parent, out.ParentLabel = m.claimAnchor(j), columns.Clean(c.Parent)
	}
	for _, j := range m.told[c.ID] {
		e := &v.r.Events[j]
		out.Events = append(out.Events, htmlLink{Anchor: m.eventAnchor(j), Who: columns.Clean(e.ID + " " + e.Type)})
	}
	return out
}

// interval is a marked stretch before the text is cut.
type interval struct {
	hearsay.Span
	kind  int // one of the kinds below
	n     string
	class string
	href  string
}

// The kinds of marks; a higher one decides how a stretch looks.
const (
	kindTold = iota
	kindSaid
	kindArg
	kindVia
	kindCue
	kindSource
	kindTrigger
)

func (m *marker) intervals() []interval {
	var out []interval
	end := len(m.v.r.Document.Text)
	add := func(e hearsay.Extent, i interval) {
		for _, p := range e.Pieces() {
			if !p.Empty() && p.Start >= 0 && p.End <= end {
				i.Span = p
				out = append(out, i)
			}
		}
	}
	for i := range m.v.r.Claims {
		c := &m.v.r.Claims[i]
		n, class := m.claimAnchor(i), m.classOf(c)
		kind := kindSaid
		if c.Manner == hearsay.Narration {
			kind = kindTold
			if !m.hasNote(c) {
				n = ""
			}
		}
		add(c.Content, interval{kind: kind, n: n, class: class})
		href := n
		if kind == kindSaid {
			add(c.Cue.Extent, interval{kind: kindCue, n: n, class: class, href: href})
			for i, s := range c.Sources {
				// Who passed it on is a speaker in his own claim, not in this.
				kind := kindSource
				if i > 0 {
					kind = kindVia
				}
				add(s.Extent, interval{kind: kind, n: n, class: class})
			}
		}
	}
	for i := range m.v.r.Events {
		e := &m.v.r.Events[i]
		n := m.eventAnchor(i)
		add(e.Trigger.Extent, interval{kind: kindTrigger, n: n, href: n})
		arg := func(s hearsay.Span) { add(hearsay.OneSpan(s), interval{kind: kindArg, n: n}) }
		for _, list := range [][]hearsay.Participant{e.Actors, e.Recipients, e.Instruments} {
			for _, p := range list {
				arg(p.Span)
			}
		}
		if e.Place != nil {
			arg(e.Place.Span)
		}
		if e.Time != nil {
			arg(e.Time.Span)
		}
		for _, c := range e.Counts {
			arg(c.Span)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// rows cuts the text into paragraphs, and these into marks.
func (m *marker) rows() []htmlRow {
	text := m.v.r.Document.Text
	var rows []htmlRow
	ivs := m.intervals()
	notes := m.notes()
	var active []interval
	next, note := 0, 0
	anchored := map[string]bool{}
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if strings.TrimSpace(text[start:end]) != "" {
			row := htmlRow{}
			at := start
			for at < end {
				for next < len(ivs) && ivs[next].Start <= at {
					active = append(active, ivs[next])
					next++
				}
				stop := end
				if next < len(ivs) {
					stop = min(stop, ivs[next].Start)
				}
				kept := active[:0]
				for _, iv := range active {
					if iv.End > at {
						kept = append(kept, iv)
						stop = min(stop, iv.End)
					}
				}
				active = kept
				row.Marks = append(row.Marks, m.mark(text[at:stop], active, anchored))
				at = stop
			}
			for note < len(notes) && notes[note].at < end {
				row.Notes = append(row.Notes, notes[note])
				note++
			}
			rows = append(rows, row)
		}
		start = end + 1
	}
	if len(rows) > 0 {
		rows[len(rows)-1].Notes = append(rows[len(rows)-1].Notes, notes[note:]...)
	}
	return rows
}

// notes are in the order in which their words stand in the report.
func (m *marker) notes() []htmlNote {
	var out []htmlNote
	for i := range m.v.r.Claims {
		c := &m.v.r.Claims[i]
		if !m.hasNote(c) {
			continue
		}
		a := m.claimAnchor(i)
		at := c.Content.Start
		if !c.Cue.Empty() {
			at = min(at, c.Cue.Start)
		}
		out = append(out, htmlNote{Anchor: a, N: a, Back: "t-" + a, Label: columns.Clean(c.ID), Claim: m.claimNote(i), at: at})
	}
	for i := range m.v.r.Events {
		e := &m.v.r.Events[i]
		a := m.eventAnchor(i)
		out = append(out, htmlNote{Anchor: a, N: a, Back: "t-" + a, Label: columns.Clean(e.ID), Event: m.event(i), at: e.Trigger.Start})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at < out[j].at })
	return out
}

// mark makes one stretch of the intervals that lie over it.
func (m *marker) mark(text string, active []interval, anchored map[string]bool) htmlMark {
	out := htmlMark{Text: legible(text), Plain: len(active) == 0}
	if out.Plain {
		return out
	}
	var ns []string
	seen := map[string]bool{}
	said, depth := "", 0
	told := false
	top := interval{kind: -1}
	for _, iv := range active {
		if iv.n != "" && !seen[iv.n] {
			seen[iv.n] = true
			ns = append(ns, iv.n)
			if !anchored[iv.n] {
				anchored[iv.n] = true
				out.Anchors = append(out.Anchors, "t-"+iv.n)
			}
		}
		switch iv.kind {
		case kindSaid:
			said = iv.class // the last to begin is the innermost
			depth++
		case kindTold:
			told = true
		}
		if iv.kind > kindSaid && iv.kind >= top.kind {
			top = iv
		}
	}
	var class []string
	switch {
	case said != "":
		class = append(class, "said", said)
		if depth > 1 {
			class = append(class, "deep")
		}
	case told:
		class = append(class, "told")
	}
	switch top.kind {
	case kindTrigger:
		out.Inner, out.Href = "ev", top.href
	case kindSource:
		out.Inner = "src " + top.class
	case kindCue:
		out.Inner, out.Href = "cue "+top.class, top.href
	case kindVia:
		out.Inner = "via"
	case kindArg:
		out.Inner = "arg"
	}
	out.Class, out.N = strings.Join(class, " "), strings.Join(ns, " ")
	return out
}

// legible keeps the text's own white space and takes out controls and signs
// that turn the direction of writing around.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\r':
			return -1
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return '\ufffd'
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
