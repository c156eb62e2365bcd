package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// textWriter writes a reading for a person at a terminal: first what happened,
// under each event who says so and in what words, then what is said besides.
type textWriter struct {
	w      io.Writer
	width  int
	colour bool
	n      int
}

func newText(w io.Writer, opt Options) Writer {
	width := opt.Width
	if width <= 0 {
		width = 80
	}
	return &textWriter{w: w, width: max(40, min(width, 100)), colour: opt.Colour}
}

func (t *textWriter) Close() error { return nil }

func (t *textWriter) paint(code, s string) string {
	if !t.colour || s == "" {
		return s
	}
	return code + s + columns.Reset
}

// page collects the lines of one reading.
type page struct {
	*textWriter
	v     *view
	out   strings.Builder
	shown map[string]string // claim id -> event id under which its words were shown
}

func (t *textWriter) Write(r *hearsay.Reading) error {
	p := &page{textWriter: t, v: newView(r), shown: map[string]string{}}
	if t.n++; t.n > 1 {
		p.out.WriteString("\n" + strings.Repeat("=", t.width) + "\n\n")
	}
	p.head()
	p.happened()
	p.besides()
	p.passedOver()
	_, err := io.WriteString(t.w, p.out.String())
	return err
}

func (p *page) line(s string) { p.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// block writes words behind a label, wrapped under each other.
func (p *page) block(indent int, label, words, colour string) {
	if words == "" {
		return
	}
	lead := strings.Repeat(" ", indent) + label
	pad := columns.Width(lead)
	for i, l := range columns.Wrap(words, p.width-pad) {
		if i == 0 {
			p.line(strings.Repeat(" ", indent) + p.paint(columns.Dim, label) + p.paint(colour, l))
			continue
		}
		p.line(strings.Repeat(" ", pad) + p.paint(colour, l))
	}
}

func (p *page) head() {
	d := p.v.r.Document
	if d.Title != "" {
		p.block(0, "", columns.Clean(d.Title), columns.Bold)
	}
	var parts []string
	if d.Outlet != "" {
		parts = append(parts, columns.Clean(d.Outlet))
	}
	if s := hearsay.FormatPublished(d.Published, d.HasClock); s != "" {
		parts = append(parts, s)
	} else {
		parts = append(parts, "no date of publication: add --published")
	}
	p.block(0, "", strings.Join(parts, " | "), columns.Dim)
	if d.URL != "" {
		p.block(0, "", columns.Clean(d.URL), columns.Dim)
	}
	p.line("")
}

// groups are the headings under which events stand, by their status.
var groups = []struct {
	heading  string
	statuses []hearsay.Status
}{
	{"WHAT HAPPENED", []hearsay.Status{hearsay.Actual, hearsay.Attempted, ""}},
	{"WHAT HAPPENED EARLIER", []hearsay.Status{hearsay.Historical}},
	{"WHAT MAY COME, OR DID NOT HAPPEN", []hearsay.Status{hearsay.Planned, hearsay.Hypothetical, hearsay.Negated}},
}

func (p *page) happened() {
	if len(p.v.r.Events) == 0 {
		p.line(p.paint(columns.Bold, "WHAT HAPPENED"))
		p.line("")
		p.line("  No event was found that could be coded.")
		if d := p.v.r.Document; d.Language != "" && d.Language != "en" {
			p.block(2, "", "(Events and claims are coded in English only so far; this report's language is "+columns.Clean(d.Language)+".)", columns.Dim)
		}
		p.line("")
		return
	}
	for _, g := range groups {
		first := true
		for i := range p.v.r.Events {
			e := &p.v.r.Events[i]
			if !hasStatus(g.statuses, e.Status) {
				continue
			}
			if first {
				p.line(p.paint(columns.Bold, g.heading))
				p.line("")
				first = false
			}
			p.event(e)
		}
	}
}

func hasStatus(list []hearsay.Status, s hearsay.Status) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func (p *page) event(e *hearsay.Event) {
	title := eventType(e)
	if len(e.Contexts) > 0 {
		title += " (" + strings.Join(e.Contexts, ", ") + ")"
	}
	state := statusWords(e.Status)
	gap := p.width - 2 - columns.Width(e.ID) - 2 - columns.Width(title) - columns.Width(state)
	if gap < 2 {
		title = columns.Shorten(title, p.width-6-columns.Width(e.ID)-columns.Width(state))
		gap = max(2, p.width-2-columns.Width(e.ID)-2-columns.Width(title)-columns.Width(state))
	}
	colour := columns.Green
	if e.Status == hearsay.Negated {
		colour = columns.Red
	} else if e.Status != hearsay.Actual && e.Status != hearsay.Historical {
		colour = columns.Yellow
	}
	p.line("  " + p.paint(columns.Dim, e.ID) + "  " + p.paint(columns.Bold, title) + strings.Repeat(" ", gap) + p.paint(colour, state))
	who := p.v.parties(e.Actors)
	if who == "" && len(e.Recipients) > 0 {
		who = "(not said)"
	}
	p.block(6, "who        ", who, columns.Cyan)
	p.block(6, "whom       ", p.v.parties(e.Recipients), columns.Cyan)
	p.block(6, "with       ", p.v.parties(e.Instruments), "")
	p.block(6, "where      ", p.v.place(e.Place), "")
	p.block(6, "when       ", p.v.time(e.Time), "")
	p.block(6, "count      ", p.v.counts(e), "")
	p.block(6, "word       ", `"`+p.v.extent(e.Trigger.Extent)+`"`, "")
	claims := p.v.told[e.ID]
	if len(claims) == 0 {
		p.block(6, "said       ", "by nobody that could be made out", columns.Dim)
	}
	for _, c := range claims {
		p.claim(6, c, e.ID)
	}
	p.line("")
}

// claim writes who says it, how, and the words.
func (p *page) claim(indent int, c *hearsay.Claim, event string) {
	chain := p.v.chain(c)
	who := chain[0]
	for _, via := range chain[1:] {
		who += ", through " + via
	}
	label := verb(c)
	if c.Manner == hearsay.Narration {
		if d := p.v.r.Document; who == "the outlet" || d.Outlet != "" && who == columns.Clean(d.Outlet) {
			who = "by the outlet in its own voice"
		}
	}
	var notes []string
	if !c.Cue.Empty() {
		notes = append(notes, `"`+columns.Shorten(p.v.extent(c.Cue.Extent), 24)+`"`)
	}
	if c.Manner == hearsay.Mixed {
		notes = append(notes, "partly quoted")
	}
	if c.Certainty != "" {
		notes = append(notes, string(c.Certainty))
	}
	if c.Polarity == hearsay.Negative && c.Act != hearsay.Deny {
		notes = append(notes, "says it is not so")
	}
	if len(c.Sources) > 0 {
		if a := anonymity(c.Sources[0]); a != "" {
			notes = append(notes, a)
		}
	}
	if c.Parent != "" {
		notes = append(notes, "inside "+c.Parent)
	}
	line := who
	if len(notes) > 0 {
		line += " (" + strings.Join(notes, "; ") + ")"
	}
	colour := ""
	if c.Polarity == hearsay.Negative || c.Act == hearsay.Deny {
		colour = columns.Red
	} else if c.Certainty == hearsay.Possible || c.Certainty == hearsay.Probable {
		colour = columns.Yellow
	}
	p.block(indent, label, line, colour)
	pad := indent + len(label)
	words := p.v.extent(c.Content)
	if at, ok := p.shown[c.ID]; ok {
		p.block(pad, "", fmt.Sprintf("%s: words under %s", c.ID, at), columns.Dim)
		return
	}
	if event != "" {
		p.shown[c.ID] = event
	}
	p.block(pad, c.ID+" ", quote(words), columns.Dim)
}

// verb is what the source does in saying it, as wide as the other labels.
func verb(c *hearsay.Claim) string {
	v := "says"
	switch {
	case c.Manner == hearsay.Narration:
		v = "told"
	case c.Act == hearsay.Deny:
		v = "denies"
	case c.Act != "" && c.Act != hearsay.OtherSays:
		v = string(c.Act) + "s"
	}
	return fmt.Sprintf("%-11s", v)
}

// quote sets words in quotation marks that do not meet marks of their own.
func quote(s string) string {
	if strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`) || strings.HasPrefix(s, "“") && strings.HasSuffix(s, "”") {
		return s
	}
	return "«" + s + "»"
}

func (p *page) besides() {
	first := true
	for i := range p.v.r.Claims {
		c := &p.v.r.Claims[i]
		if p.v.covered[c.ID] {
			continue
		}
		if first {
			p.line(p.paint(columns.Bold, "WHAT IS SAID BESIDES"))
			p.line("")
			first = false
		}
		p.claim(2, c, "")
	}
	if !first {
		p.line("")
	}
}

// passedOver sums up what was seen and not coded.
func (p *page) passedOver() {
	if len(p.v.r.PassedOver) == 0 {
		return
	}
	var kinds []string
	n := map[string]int{}
	for _, o := range p.v.r.PassedOver {
		if n[o.What]++; n[o.What] == 1 {
			kinds = append(kinds, o.What)
		}
	}
	var parts []string
	for _, k := range kinds {
		parts = append(parts, fmt.Sprintf("%d %s", n[k], columns.Plural(k, n[k])))
	}
	p.block(0, "", fmt.Sprintf("Seen and not coded: %s. --format json tells the reason of each.", strings.Join(parts, ", ")), columns.Dim)
}
