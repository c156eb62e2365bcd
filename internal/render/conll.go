package render

import (
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// conllWriter writes CoNLL-U. The labels are those of the pipeline, which for
// English are ClearNLP's and not Universal Dependencies. White space tokens,
// which the format has no room for, go into SpacesAfter of the token before.
type conllWriter struct{ w io.Writer }

func newCoNLL(w io.Writer, _ Options) Writer { return conllWriter{w} }

func (conllWriter) Close() error { return nil }

func (c conllWriter) Write(r *hearsay.Reading) error {
	var b strings.Builder
	s := r.Syntax
	fmt.Fprintf(&b, "# newdoc id = %s\n", r.Document.ID)
	if t := columns.Clean(r.Document.Title); t != "" {
		fmt.Fprintf(&b, "# title = %s\n", t)
	}
	if s == nil {
		_, err := io.WriteString(c.w, b.String()+"\n")
		return err
	}
	notes := tokenNotes(r)
	blank := make([]bool, len(s.Tokens))
	for i := range s.Tokens {
		blank[i] = strings.TrimFunc(s.TextOf(i), unicode.IsSpace) == ""
	}
	n := 0
	for _, sent := range s.Sentences {
		number := map[int]int{} // token -> its number in the sentence
		for i := sent.First; i < sent.End; i++ {
			if !blank[i] {
				number[i] = len(number) + 1
			}
		}
		if len(number) == 0 {
			continue
		}
		n++
		fmt.Fprintf(&b, "# sent_id = %s-%d\n# text = %s\n", r.Document.ID, n, oneLine(s.Text[s.Tokens[sent.First].Start:s.Tokens[sent.End-1].End]))
		for i := sent.First; i < sent.End; i++ {
			if blank[i] {
				continue
			}
			t := &s.Tokens[i]
			head, dep := treeHead(s, blank, number, i)
			misc := spacing(s, blank, i)
			if t.Ent != "" && t.Ent != "O" {
				misc = append(misc, "NER="+t.Ent)
			}
			misc = append(misc, notes[i]...)
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%s\n", number[i], field(s.TextOf(i)), field(t.Lemma), field(t.Pos), field(t.Tag), field(feats(t.Morph)), head, field(dep), list(misc))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(c.w, b.String())
	return err
}

// treeHead returns the number of a token's head within its sentence, 0 at the
// root. A head that is left out gives way to its own head.
func treeHead(s *hearsay.Syntax, blank []bool, number map[int]int, i int) (int, string) {
	h := s.Tokens[i].Head
	for steps := 0; blank[h] && s.Tokens[h].Head != h && steps < len(s.Tokens); steps++ {
		h = s.Tokens[h].Head
	}
	if h == i || number[h] == 0 {
		return 0, "root"
	}
	return number[h], s.Tokens[i].Dep
}

// spacing tells what follows a token, as Universal Dependencies writes it.
func spacing(s *hearsay.Syntax, blank []bool, i int) []string {
	end := len(s.Text)
	j := i + 1
	for j < len(s.Tokens) && blank[j] {
		j++
	}
	if j < len(s.Tokens) {
		end = s.Tokens[j].Start
	}
	gap := s.Text[s.Tokens[i].End:end]
	switch gap {
	case " ":
		return nil
	case "":
		return []string{"SpaceAfter=No"}
	}
	return []string{"SpacesAfter=" + strings.NewReplacer(`\`, `\\`, " ", `\s`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "|", `\p`, "\u00a0", `\u00A0`).Replace(gap)}
}

// tokenNotes says of tokens which mentions, events and claims they belong to.
func tokenNotes(r *hearsay.Reading) map[int][]string {
	notes := map[int][]string{}
	type mark struct {
		token int
		key   string
		value string
	}
	var marks []mark
	add := func(e hearsay.Span, key, value string) {
		if e.Empty() {
			return
		}
		first, end := r.Syntax.TokensIn(e)
		for i := first; i < end; i++ {
			marks = append(marks, mark{i, key, value})
		}
	}
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			add(m.Span, "1Entity", e.ID+":"+string(e.Kind))
		}
	}
	for _, e := range r.Events {
		for _, p := range e.Trigger.Pieces() {
			add(p, "2Event", e.ID+":"+e.Type)
		}
		for _, p := range e.Actors {
			add(p.Span, "3Role", e.ID+":actor")
		}
		for _, p := range e.Recipients {
			add(p.Span, "3Role", e.ID+":recipient")
		}
		for _, p := range e.Instruments {
			add(p.Span, "3Role", e.ID+":instrument")
		}
		if e.Place != nil {
			add(e.Place.Span, "3Role", e.ID+":place")
		}
		if e.Time != nil {
			add(e.Time.Span, "3Role", e.ID+":time")
		}
		for _, n := range e.Counts {
			add(n.Span, "3Role", e.ID+":"+n.Of)
		}
	}
	for _, c := range r.Claims {
		for _, p := range c.Content.Pieces() {
			add(p, "4Content", c.ID)
		}
		for _, s := range c.Sources {
			for _, p := range s.Extent.Pieces() {
				add(p, "5Source", c.ID)
			}
		}
		for _, p := range c.Cue.Pieces() {
			add(p, "6Cue", c.ID)
		}
	}
	sort.SliceStable(marks, func(i, j int) bool {
		if marks[i].token != marks[j].token {
			return marks[i].token < marks[j].token
		}
		return marks[i].key < marks[j].key
	})
	for i := 0; i < len(marks); {
		j := i
		var values []string
		for ; j < len(marks) && marks[j].token == marks[i].token && marks[j].key == marks[i].key; j++ {
			if len(values) == 0 || values[len(values)-1] != marks[j].value {
				values = append(values, marks[j].value)
			}
		}
		t := marks[i].token
		notes[t] = append(notes[t], marks[i].key[1:]+"="+strings.Join(values, ","))
		i = j
	}
	return notes
}

// field keeps a value within its column.
func field(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return '\u2423'
		}
		return r
	}, s)
	if s == "" {
		return "_"
	}
	return s
}

// feats orders features by name, as the format asks.
func feats(morph string) string {
	if morph == "" || morph == "_" {
		return "_"
	}
	fs := strings.Split(morph, "|")
	sort.Slice(fs, func(i, j int) bool { return strings.ToLower(fs[i]) < strings.ToLower(fs[j]) })
	return strings.Join(fs, "|")
}

func list(misc []string) string {
	if len(misc) == 0 {
		return "_"
	}
	return strings.Join(misc, "|")
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return '\ufffd'
		}
		return r
	}, s)), " ")
}

// itoa keeps call sites short.
func itoa(n int) string { return strconv.Itoa(n) }
