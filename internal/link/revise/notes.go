package revise

import (
	_ "embed"
	"regexp"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

//go:embed notes.tsv
var notesTSV string

// Note is what a report says of a mistake of its own or of its version before.
type Note struct {
	hearsay.Span
	Kind    string // correction, clarification, retraction, withdrawal, update
	Changes []Change
}

// Change is one thing that a note takes back or puts right.
type Change struct {
	Was hearsay.Span // the words for what is taken back; empty: not said
	Is  hearsay.Span // the words for what is put in its place; empty: not said
	// Of is what is counted, as in [hearsay.Count]: killed, injured, missing,
	// arrested, abducted, displaced, participants; empty: something else.
	Of       string
	Old, New *int // the numbers; nil: none is given
}

// cue finds a note.
type cue struct {
	kind string
	line bool // at the beginning of a paragraph
	re   *regexp.Regexp
}

// change finds what a note takes back.
type change struct {
	re      *regexp.Regexp
	was, is int // groups; -1: has none
}

var cues, changes = readNotes(notesTSV)

func readNotes(tsv string) (cs []cue, hs []change) {
	for _, line := range strings.Split(tsv, "\n") {
		f := strings.Split(line, "\t")
		switch f[0] {
		case "cue":
			p := f[3]
			if f[2] == "line" {
				p = `^\W{0,4}(?:` + p + `)`
			}
			cs = append(cs, cue{f[1], f[2] == "line", regexp.MustCompile("(?i)" + p)})
		case "change":
			re := regexp.MustCompile("(?i)" + macros.Replace(f[1]))
			hs = append(hs, change{re, re.SubexpIndex("was"), re.SubexpIndex("is")})
		}
	}
	return cs, hs
}

var macros = strings.NewReplacer("<word>", `(?:`+titles+`|[^.;,()]|[,.]\d)`, "<clause>", `(?:`+titles+`|[^.;()]|\.\d)`)

// titles keep their point within a sentence, as initials do.
const titles = `\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Col|Lt|Sgt|Capt|Rev|Jr|Sr|Prof|[A-Z])\.`

// maxNote bounds a note in bytes: a paragraph that goes on longer is the report's.
const maxNote = 900

// hints are parts of words without which a paragraph holds no note: looking for
// them first keeps the patterns away from nearly all text.
var hints = []string{"correct", "version", "errat", "error", "mistake", "misstat", "clarif", "retract", "withdr", "kill", "updat", "previous", "regret", "wrong", "inaccura",
	"refile", "fixes", "please ", "amended", "revised", "changed", "removed", "deleted", "taken down", "editor", "adds ", "recasts", "earlier", "original", "withheld", "incorrect"}

// Notes finds the notes of a text, in its order. A title's note can be found by
// giving the title as the text.
func Notes(text string) []Note {
	var out []Note
	for from := 0; from < len(text); {
		to := paragraphEnd(text, from)
		if n, body, ok := noteIn(text, from, to); ok {
			if n.End < to && !strings.ContainsAny(text[n.Start:n.End], ".") {
				n.End = to
			}
			if alone(text[n.Start:n.End]) { // a line that says "Correction": what it says follows
				if next := paragraphEnd(text, to); next > to {
					n.End = min(next, n.Start+maxNote)
					to = next
				}
			}
			n.Span = trim(text, n.Span)
			if n.Kind != "update" { // what was added is no mistake
				n.Changes = changesIn(text, hearsay.Span{Start: min(n.End, max(n.Start, body)), End: n.End})
			}
			if len(out) > 0 && n.Kind == "update" && len(n.Changes) == 0 && out[len(out)-1].Overlaps(n.Span) {
				from = to
				continue
			}
			out = append(out, n)
		}
		from = to
	}
	return out
}

// alone reports whether a note is only its heading.
func alone(s string) bool {
	return len(strings.Fields(s)) <= 3 && !strings.ContainsAny(s, "0123456789")
}

// paragraphEnd returns the end of the paragraph that begins at from, with the
// line feeds after it.
func paragraphEnd(text string, from int) int {
	line, ink := from, false // where the line begins; has the paragraph more than blanks
	for i := from; i < len(text); i++ {
		if c := text[i]; c != '\n' {
			ink = ink || c != ' ' && c != '\t' && c != '\r'
			continue
		}
		if ink && (parted(text, i) || lineAlone(text[line:i])) {
			for i < len(text) && (text[i] == '\n' || text[i] == '\r') {
				i++
			}
			return i
		}
		line = i + 1
	}
	return len(text)
}

// parted reports whether an empty or indented line, or nothing, follows the line
// feed at i.
func parted(text string, i int) bool {
	for k := i + 1; k < len(text); k++ {
		switch text[k] {
		case ' ', '\t', '\r':
		case '\n':
			return true
		default:
			return k-i > 2
		}
	}
	return true
}

// lineAlone reports whether a line is no wrapped line of a paragraph: it is
// short, or it ends a sentence.
func lineAlone(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) < 45 || strings.HasSuffix(s, ".") || strings.HasSuffix(s, ")")
}

// noteIn finds the note of a paragraph, and where it begins after its label. An
// update counts only where there is nothing stronger.
func noteIn(text string, from, to int) (note Note, body int, found bool) {
	p := text[from:to]
	if !hinted(strings.ToLower(p)) {
		return note, 0, false
	}
	lead := len(p) - len(strings.TrimLeft(p, " \t\r\n"))
	for _, c := range cues {
		if found && note.Kind != "update" {
			break
		}
		if c.line {
			if m := c.re.FindStringIndex(p[lead:]); m != nil && !found {
				note, found = Note{Kind: c.kind, Span: hearsay.Span{Start: from + lead, End: min(to, from+lead+maxNote)}}, true
				if label := p[lead : lead+m[1]]; strings.HasSuffix(label, ":") || strings.HasSuffix(label, "-") || strings.HasSuffix(label, "—") || strings.HasSuffix(label, "–") {
					body = from + lead + m[1]
				}
			}
			continue
		}
		if m := c.re.FindStringIndex(p); m != nil {
			s := sentenceStart(p, m[0])
			note, body, found = Note{Kind: c.kind, Span: hearsay.Span{Start: from + s, End: min(to, from+s+maxNote)}}, 0, true
		}
	}
	return note, body, found
}

func hinted(low string) bool {
	for _, h := range hints {
		if strings.Contains(low, h) {
			return true
		}
	}
	return false
}

// sentenceStart returns where the sentence begins that holds place i of a
// paragraph.
func sentenceStart(p string, i int) int {
	for k := i - 1; k > 0; k-- {
		if (p[k-1] == '.' || p[k-1] == '!' || p[k-1] == '?' || p[k-1] == '"') && (p[k] == ' ' || p[k] == '\n') {
			return k + 1
		}
	}
	return len(p) - len(strings.TrimLeft(p, " \t\r\n"))
}

func trim(text string, s hearsay.Span) hearsay.Span {
	for s.End > s.Start && (text[s.End-1] == ' ' || text[s.End-1] == '\n' || text[s.End-1] == '\r' || text[s.End-1] == '\t') {
		s.End--
	}
	for s.End > s.Start && s.End < len(text) && text[s.End]&0xC0 == 0x80 { // not within a letter
		s.End--
	}
	return s
}

// changesIn finds what a note takes back. A stretch that one pattern has read is
// not read again.
func changesIn(text string, at hearsay.Span) []Change {
	note := text[at.Start:at.End]
	var out []Change
	var taken []hearsay.Span
	for _, h := range changes {
		for _, m := range h.re.FindAllStringSubmatchIndex(note, 4) {
			whole := hearsay.Span{Start: m[0], End: m[1]}
			clash := false
			for _, t := range taken {
				clash = clash || t.Overlaps(whole)
			}
			if clash {
				continue
			}
			taken = append(taken, whole)
			c := Change{Was: groupAt(note, m, h.was, at.Start), Is: groupAt(note, m, h.is, at.Start)}
			c.Old, c.New = numberOf(text, c.Was), numberOf(text, c.Is)
			if c.Old != nil || c.New != nil {
				c.Of = counted(text[c.Was.Start:c.Was.End], text[c.Is.Start:c.Is.End], note)
			}
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return start(out[i]) < start(out[j]) })
	return out
}

func start(c Change) int {
	switch {
	case c.Was.Empty():
		return c.Is.Start
	case c.Is.Empty():
		return c.Was.Start
	}
	return min(c.Was.Start, c.Is.Start)
}

func groupAt(note string, m []int, g, base int) hearsay.Span {
	if g < 0 || m[2*g] < 0 {
		return hearsay.Span{}
	}
	s := hearsay.Span{Start: m[2*g], End: m[2*g+1]}
	if i := strings.LastIndex(note[s.Start:s.End], "\n\n"); i >= 0 { // the heading of the note stands before
		s.Start += i + 2
	}
	for s.End > s.Start && strings.IndexByte(" ,\n\r\t\")", note[s.End-1]) >= 0 {
		s.End--
	}
	for s.Start < s.End && strings.IndexByte(" ,\n\r\t\"(", note[s.Start]) >= 0 {
		s.Start++
	}
	return hearsay.Span{Start: s.Start + base, End: s.End + base}
}

// kindsOfCount are parts of words that tell what a number counts.
var kindsOfCount = []struct{ of, stems string }{
	{"killed", "kill dead death died dies fatal slain bodies toll"},
	{"injured", "injur wounded hurt"},
	{"missing", "missing unaccounted"},
	{"arrested", "arrest detain custody"},
	{"abducted", "abduct kidnap hostage captive"},
	{"displaced", "displac evacuat fled homeless refugee"},
	{"participants", "protest march demonstrat attend participa crowd striker"},
}

// counted tells what the numbers of a change count, from the nearest words that
// say so.
func counted(texts ...string) string {
	for _, t := range texts {
		t = strings.ToLower(t)
		at, of := len(t), ""
		for _, k := range kindsOfCount {
			for _, s := range strings.Fields(k.stems) {
				if i := strings.Index(t, s); i >= 0 && i < at {
					at, of = i, k.of
				}
			}
		}
		if of != "" {
			return of
		}
	}
	return ""
}
