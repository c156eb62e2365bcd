package score

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
)

// Coref counts over documents: mentions, and the three measures of the CoNLL
// 2012 shared task whose mean F papers print.
type Coref struct {
	Documents int
	Mentions  Counts
	MUC       Ratio
	B3        Ratio
	CEAFe     Ratio
	// Given has the same of the gold mentions alone: what was read beyond them is left out, and
	// one that was not read stands alone.
	Given *Coref
}

// Ratio holds the numerators and denominators of a recall and a precision.
type Ratio struct{ RNum, RDen, PNum, PDen float64 }

// R is the recall.
func (r Ratio) R() float64 { return ratio(r.RNum, r.RDen) }

// P is the precision.
func (r Ratio) P() float64 { return ratio(r.PNum, r.PDen) }

// F is the harmonic mean of the two.
func (r Ratio) F() float64 { return harmonic(r.P(), r.R()) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// CoNLL is the mean of the three measures' F.
func (c *Coref) CoNLL() float64 { return (c.MUC.F() + c.B3.F() + c.CEAFe.F()) / 3 }

// Add counts one document. Key and read give for each mention its entity; the
// mentions are those found in both under one number, and the rest of each side
// under numbers of its own. Entities of one mention are left out, as in CoNLL 2012.
func (c *Coref) Add(key, read map[int]int) {
	k, r := clusters(key), clusters(read)
	c.Documents++
	count(&c.MUC, k, r, read, key)
	b3(&c.B3, k, r, key, read)
	ceafe(&c.CEAFe, k, r, read)
}

// clusters groups mentions by entity and drops those that stand alone; mentions
// and entities come in order of their numbers.
func clusters(of map[int]int) [][]int {
	top := -1
	for m := range of {
		top = max(top, m)
	}
	at := map[int]int{}
	var out [][]int
	for m := 0; m <= top; m++ {
		e, ok := of[m]
		if !ok {
			continue
		}
		i, ok := at[e]
		if !ok {
			i = len(out)
			at[e] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], m)
	}
	kept := out[:0]
	for _, c := range out {
		if len(c) > 1 {
			kept = append(kept, c)
		}
	}
	return kept
}

// count adds MUC (Vilain et al. 1995): links kept.
func count(m *Ratio, key, read [][]int, readOf, keyOf map[int]int) {
	links := func(cs [][]int, of map[int]int) (num, den float64) {
		for _, c := range cs {
			parts := map[int]bool{}
			alone := 0
			for _, x := range c {
				if e, ok := of[x]; ok {
					parts[e] = true
				} else {
					alone++
				}
			}
			num += float64(len(c) - len(parts) - alone)
			den += float64(len(c) - 1)
		}
		return num, den
	}
	n, d := links(key, readOf)
	m.RNum, m.RDen = m.RNum+n, m.RDen+d
	n, d = links(read, keyOf)
	m.PNum, m.PDen = m.PNum+n, m.PDen+d
}

// b3 adds B-cubed (Bagga and Baldwin 1998).
func b3(m *Ratio, key, read [][]int, keyOf, readOf map[int]int) {
	part := func(cs, others [][]int) (num, den float64) {
		size := map[int]int{} // mention -> index of its cluster on the other side
		for i, c := range others {
			for _, x := range c {
				size[x] = i + 1
			}
		}
		for _, c := range cs {
			in := map[int]float64{}
			for _, x := range c {
				if i := size[x]; i > 0 {
					in[i]++
				}
			}
			for _, n := range in {
				num += n * n / float64(len(c))
			}
			den += float64(len(c))
		}
		return num, den
	}
	n, d := part(key, read)
	m.RNum, m.RDen = m.RNum+n, m.RDen+d
	n, d = part(read, key)
	m.PNum, m.PDen = m.PNum+n, m.PDen+d
}

// ceafe adds entity-based CEAF (Luo 2005) with phi4.
func ceafe(m *Ratio, key, read [][]int, readOf map[int]int) {
	at := map[int]int{}
	for j, c := range read {
		for _, x := range c {
			at[x] = j + 1
		}
	}
	n := max(len(key), len(read))
	sim := make([][]float64, n)
	for i := range sim {
		sim[i] = make([]float64, n)
		if i >= len(key) {
			continue
		}
		for _, x := range key[i] {
			if j := at[x]; j > 0 {
				sim[i][j-1] += 2 / float64(len(key[i])+len(read[j-1]))
			}
		}
	}
	total := assign(sim)
	m.RNum, m.RDen = m.RNum+total, m.RDen+float64(len(key))
	m.PNum, m.PDen = m.PNum+total, m.PDen+float64(len(read))
}

// assign is the greatest sum of one-to-one pairs in a square table (Kuhn 1955,
// in the form with potentials, n cubed).
func assign(w [][]float64) float64 {
	n := len(w)
	u, v := make([]float64, n+1), make([]float64, n+1)
	match, way := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		j0 := 0
		low := make([]float64, n+1)
		used := make([]bool, n+1)
		for j := range low {
			low[j] = 1e18
		}
		for {
			used[j0] = true
			i0, delta, j1 := match[j0], 1e18, 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if cur := -w[i0-1][j-1] - u[i0] - v[j]; cur < low[j] {
					low[j], way[j] = cur, j0
				}
				if low[j] < delta {
					delta, j1 = low[j], j
				}
			}
			for j := 0; j <= n; j++ {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					low[j] -= delta
				}
			}
			j0 = j1
			if match[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			j1 := way[j0]
			match[j0] = match[j1]
			j0 = j1
		}
	}
	sum := 0.0
	for j := 1; j <= n; j++ {
		if match[j] > 0 {
			sum += w[match[j]-1][j-1]
		}
	}
	return sum
}

// Print writes the table.
func (c *Coref) Print(w io.Writer) {
	fmt.Fprintf(w, "%d documents\n%-9s %6s %6s %6s\n", c.Documents, "", "P", "R", "F")
	row := func(name string, p, r, f float64) { fmt.Fprintf(w, "%-9s %6.3f %6.3f %6.3f\n", name, p, r, f) }
	row("mentions", c.Mentions.P(), c.Mentions.R(), c.Mentions.F())
	row("MUC", c.MUC.P(), c.MUC.R(), c.MUC.F())
	row("B3", c.B3.P(), c.B3.R(), c.B3.F())
	row("CEAFe", c.CEAFe.P(), c.CEAFe.R(), c.CEAFe.F())
	fmt.Fprintf(w, "CoNLL F %.3f\n", c.CoNLL())
	if c.Given != nil {
		fmt.Fprintf(w, "CoNLL F %.3f with gold mentions (MUC %.3f, B3 %.3f, CEAFe %.3f)\n", c.Given.CoNLL(), c.Given.MUC.F(), c.Given.B3.F(), c.Given.CEAFe.F())
	}
}

// GUM reads the documents of a GUM folder (*.conllu) and prints how their
// entities compare with the gold coreference of persons, organizations and places.
//
// GUM annotates every noun phrase with all that hangs on it; a reading's mentions
// are shorter and are of actors, places and things only. So mentions are matched
// by head, as CorefUD does: a read mention is the gold one when it lies within it
// and its head is among the gold's minimal span, the smallest such.
func GUM(dir string, keep func(name string) bool, read ReadFunc, w io.Writer) error {
	c, err := ScoreGUM(dir, keep, read)
	if err != nil {
		return err
	}
	c.Print(w)
	return nil
}

// ScoreGUM is [GUM] without the table; keep chooses the files by name, nil for all.
func ScoreGUM(dir string, keep func(name string) bool, read ReadFunc) (*Coref, error) {
	out := &Coref{}
	return out, eachGUM(dir, keep, read, out.compare)
}

// eachGUM reads the documents of a GUM folder, by file name, and hands them over with their readings.
func eachGUM(dir string, keep func(name string) bool, read ReadFunc, use func(*gumDoc, *hearsay.Reading)) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.conllu"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s holds no .conllu files: name the folder of GUM's documents", dir)
	}
	for _, file := range files {
		if keep != nil && !keep(filepath.Base(file)) {
			continue
		}
		g, err := readGUM(file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		r, err := read(&hearsay.Document{ID: filepath.Base(file), Language: "en", Text: g.text})
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		use(g, r)
	}
	return nil
}

// OfGenre reports whether a file of GUM, by its name (GUM_news_asylum.conllu), is of a genre; "" is any.
func OfGenre(name, genre string) bool {
	return genre == "" || strings.HasPrefix(name, "GUM_"+genre+"_")
}

// gumDoc is one document: its text and its gold mentions.
type gumDoc struct {
	text     string
	tokens   []hearsay.Span
	words    []gumWord
	mentions []gumMention
}

// gumWord is what GUM tells of a token.
type gumWord struct {
	form, upos, xpos string
	head             int // a token of the document, -1 of a root
}

type gumMention struct {
	first, end int // half-open token range
	min        []int
	entity     int
	kind       string
}

func readGUM(file string) (*gumDoc, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	g := &gumDoc{}
	var text strings.Builder
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 0, 1<<16), 1<<22)
	space := ""
	open := map[int][]int{} // entity -> stack of its open mentions
	multi, multiEnd, multiSpace := 0, 0, " "
	line := 0
	for sc.Scan() {
		line++
		s := sc.Text()
		if strings.HasPrefix(s, "# newpar") && !strings.HasPrefix(s, "# newpar_") && text.Len() > 0 {
			space = "\n\n"
		}
		if s == "" || s[0] == '#' {
			continue
		}
		c := strings.Split(s, "\t")
		if len(c) != 10 {
			return nil, fmt.Errorf("line %d has %d columns, CoNLL-U has 10", line, len(c))
		}
		after := " "
		if strings.Contains(c[9], "SpaceAfter=No") {
			after = ""
		}
		if a, b, ok := strings.Cut(c[0], "-"); ok {
			from, err1 := strconv.Atoi(a)
			to, err2 := strconv.Atoi(b)
			if err1 != nil || err2 != nil {
				return nil, fmt.Errorf("line %d: %q is no range of tokens", line, c[0])
			}
			multi, multiEnd, multiSpace = from, to, after
			continue
		}
		if strings.Contains(c[0], ".") {
			continue
		}
		id, err := strconv.Atoi(c[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %q is no token's number", line, c[0])
		}
		text.WriteString(space)
		start := text.Len()
		text.WriteString(c[1])
		g.tokens = append(g.tokens, hearsay.Span{Start: start, End: text.Len()})
		word := gumWord{form: c[1], upos: c[3], xpos: c[4], head: -1}
		if head, err := strconv.Atoi(c[6]); err == nil && head > 0 {
			word.head = len(g.tokens) - 1 + head - id
		}
		g.words = append(g.words, word)
		space = after
		if multi > 0 && id >= multi && id <= multiEnd {
			// The parts of "can't" stand together; its own space follows the last.
			space = ""
			if id == multiEnd {
				space, multi = multiSpace, 0
			}
		}
		i := len(g.tokens) - 1
		for _, m := range strings.Split(c[9], "|") {
			if e, ok := strings.CutPrefix(m, "Entity="); ok {
				if err := g.bracket(e, i, open); err != nil {
					return nil, fmt.Errorf("line %d: %w", line, err)
				}
			}
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	g.text = text.String()
	return g, nil
}

// bracket reads one token's value of Entity: "(3-person-...(4-place-...)3)".
func (g *gumDoc) bracket(s string, i int, open map[int][]int) error {
	for s != "" {
		opens := s[0] == '('
		if opens {
			s = s[1:]
		}
		n := strings.IndexAny(s, "()")
		if n < 0 {
			n = len(s)
		}
		field := strings.Split(s[:n], "-")
		shuts := n < len(s) && s[n] == ')'
		s = s[n:]
		if shuts {
			s = s[1:]
		}
		id, err := strconv.Atoi(field[0])
		if err != nil {
			return fmt.Errorf("%q begins with no entity's number", strings.Join(field, "-"))
		}
		if opens {
			m := gumMention{first: i, end: i + 1, entity: id}
			if len(field) > 1 {
				m.kind = field[1]
			}
			if len(field) > 5 {
				for _, w := range strings.Split(field[5], ",") {
					if v, err := strconv.Atoi(w); err == nil {
						m.min = append(m.min, i+v-1)
					}
				}
			}
			g.mentions = append(g.mentions, m)
			if !shuts {
				open[id] = append(open[id], len(g.mentions)-1)
			}
			continue
		}
		st := open[id]
		if len(st) == 0 {
			return fmt.Errorf("entity %d ends and was not open", id)
		}
		g.mentions[st[len(st)-1]].end = i + 1
		open[id] = st[:len(st)-1]
	}
	return nil
}

// compare matches a reading's mentions with the gold ones and counts.
func (c *Coref) compare(g *gumDoc, r *hearsay.Reading) {
	kinds := map[string]bool{"person": true, "organization": true, "place": true}
	gold := map[int]int{}
	for i, m := range g.mentions {
		if kinds[m.kind] {
			gold[i] = m.entity
		}
	}
	// Gold mentions by each token of their minimal span, the smaller first.
	byHead := map[int][]int{}
	for i, m := range g.mentions {
		for _, t := range m.min {
			byHead[t] = append(byHead[t], i)
		}
	}
	read := map[int]int{}
	extra := len(g.mentions)
	for e, ent := range r.Entities {
		if ent.Kind == hearsay.OtherKind {
			continue
		}
		for _, m := range ent.Mentions {
			head := r.Syntax.Tokens[m.Head].Span
			t := tokenAt(g.tokens, head.Start)
			best := -1
			for _, i := range byHead[t] {
				gm := g.mentions[i]
				span := hearsay.Span{Start: g.tokens[gm.first].Start, End: g.tokens[gm.end-1].End}
				if _, taken := read[i]; taken || !span.Contains(m.Span) && !m.Span.Contains(span) {
					continue
				}
				if best < 0 || gm.end-gm.first < g.mentions[best].end-g.mentions[best].first {
					best = i
				}
			}
			if best >= 0 && !kinds[g.mentions[best].kind] {
				continue // a thing or an event in GUM's scheme: not counted either way
			}
			c.Mentions.Read++
			if best < 0 {
				best = extra
				extra++
			} else {
				c.Mentions.Hit++
			}
			read[best] = e
		}
	}
	c.Mentions.Gold += len(gold)
	c.Add(gold, read)
	given := map[int]int{}
	for m, e := range read {
		if _, ok := gold[m]; ok {
			given[m] = e
		}
	}
	if c.Given == nil {
		c.Given = &Coref{}
	}
	c.Given.Add(gold, given)
}

func tokenAt(tokens []hearsay.Span, at int) int {
	lo, hi := 0, len(tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if tokens[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
