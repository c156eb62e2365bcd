package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// bratWriter writes brat's standoff format, the .ann file of a report's text.
// Offsets are code points. An annotation that runs over a line end becomes a
// discontinuous one, because brat knows no other.
//
//	T1	State 0 4	Peru
//	T2	Event 5 13	deployed
//	E1	DEPLOY:T2 Actor:T1
//	A1	Status E1 actual
type bratWriter struct{ w io.Writer }

func newBrat(w io.Writer, _ Options) Writer { return bratWriter{w} }

func (bratWriter) Close() error { return nil }

type ann struct {
	out           strings.Builder
	text          string
	cp            *hearsay.CodePoints
	seen          map[string]string // type and pieces -> id
	t, e, r, a, n int
}

func (w bratWriter) Write(r *hearsay.Reading) error {
	a := &ann{text: r.Document.Text, cp: hearsay.NewCodePoints(r.Document.Text), seen: map[string]string{}}
	for _, e := range r.Entities {
		var ids []string
		for _, m := range e.Mentions {
			if id := a.bound(title(string(e.Kind)), []hearsay.Span{m.Span}); id != "" {
				ids = append(ids, id)
			}
		}
		if len(ids) > 1 {
			fmt.Fprintf(&a.out, "*\tSame %s\n", strings.Join(unique(ids), " "))
		}
		if len(ids) > 0 && (e.Codes.CAMEO != "" || e.Name != "") {
			a.note(ids[0], strings.TrimSpace(e.ID+" "+columns.Clean(e.Name)+" "+e.Codes.CAMEO))
		}
	}
	event := map[string]string{}
	for i := range r.Events {
		event[r.Events[i].ID] = a.event(&r.Events[i])
	}
	claim := map[string]string{}
	for i := range r.Claims {
		claim[r.Claims[i].ID] = a.claim(&r.Claims[i])
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		from := claim[c.ID]
		for _, id := range c.Events {
			a.relation("Reports", from, event[id])
		}
		a.relation("SpokenIn", from, claim[c.Parent])
	}
	_, err := io.WriteString(w.w, a.out.String())
	return err
}

func (a *ann) event(e *hearsay.Event) string {
	trigger := a.bound(e.Type, e.Trigger.Pieces())
	if trigger == "" {
		return ""
	}
	a.e++
	id := "E" + itoa(a.e)
	args := []string{e.Type + ":" + trigger}
	arg := func(role string, spans ...hearsay.Span) {
		if t := a.bound(role, spans); t != "" {
			n := 1
			for _, s := range args {
				if strings.TrimRight(strings.SplitN(s, ":", 2)[0], "0123456789") == role {
					n++
				}
			}
			name := role
			if n > 1 {
				name += itoa(n)
			}
			args = append(args, name+":"+t)
		}
	}
	for _, p := range e.Actors {
		arg("Actor", p.Span)
	}
	for _, p := range e.Recipients {
		arg("Recipient", p.Span)
	}
	for _, p := range e.Instruments {
		arg("Instrument", p.Span)
	}
	if e.Place != nil {
		arg("Where", e.Place.Span)
	}
	if e.Time != nil {
		arg("When", e.Time.Span)
	}
	for _, c := range e.Counts {
		arg("Count", c.Span)
	}
	fmt.Fprintf(&a.out, "%s\t%s\n", id, strings.Join(args, " "))
	a.attribute("Status", id, string(e.Status))
	a.note(id, oneLine(e.ID+" "+strings.Join(append(append([]string{}, e.Modes...), e.Contexts...), " ")+" CAMEO "+e.CAMEO+" "+e.By))
	return id
}

// claim is an event of brat's on its cue, with Source and Content; a narrated
// claim, which has no cue, stands on its content.
func (a *ann) claim(c *hearsay.Claim) string {
	anchor, typ := c.Cue.Extent, "Claim"
	if anchor.Empty() {
		anchor, typ = c.Content, "Narration"
	}
	t := a.bound(typ, anchor.Pieces())
	if t == "" {
		return ""
	}
	a.e++
	id := "E" + itoa(a.e)
	args := []string{typ + ":" + t}
	n := 0
	for _, s := range c.Sources {
		if st := a.bound("Source", s.Extent.Pieces()); st != "" {
			name := "Source"
			if n++; n > 1 {
				name += itoa(n)
			}
			args = append(args, name+":"+st)
		}
	}
	if typ == "Claim" {
		if ct := a.bound("Content", c.Content.Pieces()); ct != "" {
			args = append(args, "Content:"+ct)
		}
	}
	fmt.Fprintf(&a.out, "%s\t%s\n", id, strings.Join(args, " "))
	a.attribute("Manner", id, string(c.Manner))
	a.attribute("Act", id, string(c.Act))
	a.attribute("Certainty", id, string(c.Certainty))
	a.attribute("Polarity", id, string(c.Polarity))
	a.note(id, strings.TrimSpace(c.ID+" "+c.By))
	return id
}

// bound writes a text-bound annotation once and returns its id; empty where
// there is no text under it.
func (a *ann) bound(typ string, spans []hearsay.Span) string {
	var offsets, words []string
	for _, s := range spans {
		for _, p := range lines(a.text, s) {
			offsets = append(offsets, itoa(a.cp.Of(p.Start))+" "+itoa(a.cp.Of(p.End)))
			words = append(words, strings.Map(func(r rune) rune {
				if r == '\t' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029' {
					return ' '
				}
				return r
			}, a.text[p.Start:p.End]))
		}
	}
	if len(offsets) == 0 {
		return ""
	}
	key := typ + " " + strings.Join(offsets, ";")
	if id := a.seen[key]; id != "" {
		return id
	}
	a.t++
	id := "T" + itoa(a.t)
	a.seen[key] = id
	fmt.Fprintf(&a.out, "%s\t%s\t%s\n", id, key, strings.Join(words, " "))
	return id
}

// lines cuts a span at line ends and trims the pieces.
func lines(text string, s hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	for at := s.Start; at < s.End && at < len(text); {
		end := min(s.End, len(text))
		if i := strings.IndexAny(text[at:end], "\n\r"); i >= 0 {
			end = at + i
		}
		p := hearsay.Span{Start: at, End: end}
		for p.Start < p.End && text[p.Start] == ' ' {
			p.Start++
		}
		for p.End > p.Start && text[p.End-1] == ' ' {
			p.End--
		}
		if !p.Empty() {
			out = append(out, p)
		}
		at = end + 1
	}
	return out
}

func (a *ann) attribute(name, id, value string) {
	if id == "" || value == "" {
		return
	}
	a.a++
	fmt.Fprintf(&a.out, "A%d\t%s %s %s\n", a.a, name, id, value)
}

func (a *ann) relation(name, from, to string) {
	if from == "" || to == "" {
		return
	}
	a.r++
	fmt.Fprintf(&a.out, "R%d\t%s Arg1:%s Arg2:%s\n", a.r, name, from, to)
}

func (a *ann) note(id, text string) {
	if id == "" || text == "" {
		return
	}
	a.n++
	fmt.Fprintf(&a.out, "#%d\tAnnotatorNotes %s\t%s\n", a.n, id, text)
}

func title(s string) string {
	if s == "" {
		return "Other"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func unique(ss []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range ss {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// BratConfig is the annotation.conf that goes with the .ann files.
func BratConfig() string {
	var b strings.Builder
	b.WriteString("[entities]\n\nState\nOrganization\nPerson\nGroup\nPlace\nFacility\nOther\nActor\nRecipient\nInstrument\nWhere\nWhen\nCount\nSource\nContent\n\n[relations]\n\n")
	b.WriteString("Reports\tArg1:<EVENT>, Arg2:<EVENT>\nSpokenIn\tArg1:<EVENT>, Arg2:<EVENT>\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n")
	for _, t := range ploverTypes {
		b.WriteString(t + "\tActor*:<ENTITY>, Recipient*:<ENTITY>, Instrument*:<ENTITY>, Where?:<ENTITY>, When?:<ENTITY>, Count*:<ENTITY>\n")
	}
	b.WriteString("Claim\tSource*:<ENTITY>, Content?:<ENTITY>\nNarration\tSource*:<ENTITY>\n\n[attributes]\n\n")
	b.WriteString("Status\tArg:<EVENT>, Value:actual|planned|hypothetical|negated|historical|attempted\n")
	b.WriteString("Manner\tArg:<EVENT>, Value:narration|indirect|direct|mixed\n")
	b.WriteString("Act\tArg:<EVENT>, Value:say|confirm|deny|accuse|condemn|claim|warn|promise|threaten|request|order|announce|predict|other\n")
	b.WriteString("Certainty\tArg:<EVENT>, Value:certain|probable|possible|unknown\nPolarity\tArg:<EVENT>, Value:positive|negative\n")
	return b.String()
}

// ploverTypes are the event types of the PLOVER codebook, section 3.
var ploverTypes = []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
