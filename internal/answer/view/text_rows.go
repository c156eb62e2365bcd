package view

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
	"github.com/hearsay/hearsay/internal/record"
)

// Claim writes who said what, how, and where.
func (t *text) Claim(c *record.Claim) error {
	p := t.page()
	chain := chainOf(c.Chain)
	who := columns.Clean(c.Speaker)
	if len(chain) > 0 {
		who = chain[0]
	}
	verb, colour := verbOf(c)
	if len(c.Chain) > 0 && c.Chain[0].Number > 1 {
		verb = several(c, verb)
	}
	p.ends(0, who+" "+verb, colour, c.ID, columns.Dim)
	p.block(2, "", quote(columns.Clean(c.Words)), "")
	where := outlet(c.Outlet) + ", " + minute(c.Known) + ": " + title(c.Title)
	p.block(2, "", where, columns.Dim)
	var notes []string
	if len(chain) > 2 || len(chain) == 2 && !c.Chain[len(c.Chain)-1].Outlet {
		notes = append(notes, "through "+strings.Join(through(chain, c.Chain), ", "))
	}
	if c.Certainty != "" && c.Certainty != hearsay.Certain {
		notes = append(notes, string(c.Certainty))
	}
	if c.Inside != "" {
		notes = append(notes, "spoken inside "+columns.Clean(c.Inside))
	}
	if len(c.Merged) > 0 {
		notes = append(notes, "about "+strings.Join(c.Merged, ", "))
	}
	p.block(2, "", strings.Join(notes, "; "), columns.Dim)
	if !c.Withdrawn.IsZero() {
		p.block(2, "", "withdrawn "+minute(c.Withdrawn)+": a later version of the report no longer holds it", columns.Yellow)
	}
	return t.write(p)
}

// through are the speakers of a chain after the nearest, without the outlet.
func through(names []string, chain []hearsay.Speaker) []string {
	var out []string
	for i := 1; i < len(names); i++ {
		if !chain[i].Outlet {
			out = append(out, names[i])
		}
	}
	return out
}

// chainOf names the speakers of a chain, the nearest first.
func chainOf(chain []hearsay.Speaker) []string {
	var out []string
	for _, s := range chain {
		n := columns.Clean(s.Name)
		if n == "" {
			n = columns.Clean(s.Words)
		}
		if s.Outlet && n == "" {
			n = "the outlet"
		}
		if s.Number > 1 && !s.Named {
			n += fmt.Sprintf(" (%s, not named)", figure(s.Number, "source"))
		}
		out = append(out, n)
	}
	return out
}

// verbOf is what a speaker does, and the colour of a denial.
func verbOf(c *record.Claim) (string, string) {
	switch {
	case c.Act == hearsay.Deny:
		return "denies", columns.Red
	case c.Polarity == hearsay.Negative:
		return "says that it is not so", columns.Red
	case c.Manner == hearsay.Narration:
		return "tells in its own voice", ""
	case c.Act == "" || c.Act == hearsay.OtherSays || c.Act == hearsay.Say:
		return "says", ""
	}
	return third(string(c.Act)), ""
}

// several is what more than one speaker do: "deny", "say that it is not so".
func several(c *record.Claim, verb string) string {
	first, rest, _ := strings.Cut(verb, " ")
	switch {
	case c.Act != "" && c.Act != hearsay.OtherSays && (c.Polarity != hearsay.Negative || c.Act == hearsay.Deny) && c.Manner != hearsay.Narration:
		return string(c.Act)
	case first == "says":
		return strings.TrimSpace("say " + rest)
	case first == "tells":
		return "tell " + rest
	}
	return verb
}

// third is the third person of a verb: "confirms", "promises", "accuses".
func third(verb string) string {
	for _, end := range []string{"s", "sh", "ch", "x"} {
		if strings.HasSuffix(verb, end) {
			return verb + "es"
		}
	}
	if strings.HasSuffix(verb, "y") && !strings.HasSuffix(verb, "ay") {
		return verb[:len(verb)-1] + "ies"
	}
	return verb + "s"
}

// Story writes a story; whole with its reports, copies folded.
func (t *text) Story(s *query.Story) error {
	p := t.page()
	p.spread(0, title(s.Title), columns.Bold, s.ID, columns.Dim)
	line := storySize(&s.Story)
	if s.Into != "" {
		line += "; joined into " + s.Into
	}
	p.block(2, "", line, columns.Dim)
	if t.opt.Full {
		p.articles(2, s.Articles, 40)
	}
	return t.write(p)
}

// storySize tells how large a story is, and from when to when it was told.
func storySize(s *hearsay.Story) string {
	out := figure(s.Reports, "report")
	if s.Origins < s.Reports {
		out += ", " + columns.Thousands(s.Origins) + " in words of their own,"
		if s.Origins == 1 {
			out = strings.TrimSuffix(out, "their own,") + "its own,"
		}
	}
	out += " in " + figure(s.Outlets, "outlet") + "; " + minute(s.First)
	if !s.Last.Equal(s.First) {
		out += " to " + minute(s.Last)
	}
	return out
}

// Report writes the head of a report.
func (t *text) Report(r *hearsay.Report) error {
	p := t.page()
	p.reportHead(r)
	return t.write(p)
}

func (p *page) reportHead(r *hearsay.Report) {
	d := r.Document
	if d == nil {
		d = &hearsay.Document{}
	}
	p.spread(0, title(d.Title), columns.Bold, r.ID, columns.Dim)
	parts := []string{outlet(d.Outlet) + ", " + minute(r.Known())}
	if r.Agency != "" {
		parts = append(parts, "by "+columns.Clean(r.Agency))
	}
	if r.Version > 1 || !r.Superseded.IsZero() {
		v := fmt.Sprintf("version %d", r.Version)
		if !r.Superseded.IsZero() {
			v += ", replaced " + minute(r.Superseded)
		}
		parts = append(parts, v)
	}
	p.block(2, "", strings.Join(parts, "; "), columns.Dim)
	if d.URL != "" {
		p.block(2, "", columns.Clean(d.URL), columns.Dim)
	}
	var links []string
	if r.Copy != nil {
		links = append(links, fmt.Sprintf("copies %s (%s)", r.Copy.Of, copyWords(r.Copy)))
	}
	if r.Story != "" {
		links = append(links, "story "+r.Story)
	}
	p.block(2, "", strings.Join(links, "; "), columns.Cyan)
}

// copyWords tells how much of a report is taken: "part of it, 61 % of its words".
func copyWords(c *hearsay.Copy) string {
	kind := map[string]string{"exact": "word for word", "near": "nearly the same", "part": "part of it", "short": "shortened"}[c.Kind]
	if kind == "" {
		kind = columns.Clean(c.Kind)
	}
	if c.Kind == "exact" {
		return kind
	}
	return fmt.Sprintf("%s: %.0f %% of its words are taken", kind, 100*c.Taken)
}

// Found writes a report that a search found, with the words around the find.
func (t *text) Found(f *record.Found) error {
	p := t.page()
	p.reportHead(&f.Report)
	open, end := "[", "]"
	if t.opt.Colour {
		open, end = "\x02", "\x03" // one column less each than in plain text; put right below
	}
	var b strings.Builder
	for _, piece := range pieces(f.Snippet) {
		s := columns.Clean(piece.text)
		if piece.text != "" && (piece.text[0] == ' ' || piece.text[0] == '\n') {
			s = " " + s
		}
		if n := len(piece.text); n > 0 && (piece.text[n-1] == ' ' || piece.text[n-1] == '\n') {
			s += " "
		}
		if piece.found {
			s = open + strings.TrimSpace(s) + end
		}
		b.WriteString(s)
	}
	lit := false
	for _, l := range columns.Wrap(b.String(), p.width-2) {
		if t.opt.Colour {
			l, lit = light(l, lit)
		}
		p.line("  " + l)
	}
	return t.write(p)
}

// light turns the marks of finds into colour; a find may go on in the next line.
func light(l string, lit bool) (string, bool) {
	const on = columns.Bold + columns.Yellow
	if lit {
		l = on + l
	}
	for _, r := range l {
		switch r {
		case '\x02':
			lit = true
		case '\x03':
			lit = false
		}
	}
	l = strings.NewReplacer("\x02", on, "\x03", columns.Reset).Replace(l)
	if lit {
		l += columns.Reset
	}
	return l, lit
}

// piece is a stretch of a snippet.
type piece struct {
	text  string
	found bool
}

// pieces cuts a snippet at its marks.
func pieces(s string) []piece {
	var out []piece
	for s != "" {
		before, rest, ok := strings.Cut(s, "\x02")
		if before != "" {
			out = append(out, piece{before, false})
		}
		if !ok {
			break
		}
		find, after, _ := strings.Cut(rest, "\x03")
		if find != "" {
			out = append(out, piece{find, true})
		}
		s = after
	}
	return out
}
