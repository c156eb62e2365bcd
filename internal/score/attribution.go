package score

import (
	"bufio"
	"crypto/sha1"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
)

// Roles of PolNeAR, in the order that papers print them.
var roles = []string{"source", "cue", "content"}

// attribution is one gold or read attribution: for each role the tokens of its
// span, sorted.
type attribution [3][]int

// Attribution counts over a corpus in PolNeAR's scheme.
type Attribution struct {
	Documents int
	Gold      int // attributions
	Read      int
	Token     [3]Counts // tokens in some span of the role
	Exact     [3]Counts // spans whose tokens are the same
	Overlap   [3]Counts // spans that share a token with one of the other side; Hit counts the gold side
	overlapP  [3]int
	Whole     Counts // attributions of which all three spans are the same
	Near      Counts // of which all three share four fifths of their tokens (Dice) or are both missing
	// Kind is Token for the attributions whose content stands wholly in quotation marks, partly, or not
	// at all, as the text has them: one that is read with another extent may be of another kind.
	Kind [3][3]Counts
}

// kinds of contents, in the order of Attribution.Kind.
var kinds = []string{"direct", "mixed", "indirect"}

// PolNeAR reads every text of a PolNeAR folder (text/*.txt and
// attributions/*.ann, brat) and prints how the claims compare with the gold
// attributions: precision, recall and F per role, by token (the figure that the
// papers print), by span exact and by span overlap. Where a text has several
// annotators the first counts.
//
// PolNeAR's conventions differ from a reading's, so the readings are brought
// into its form before they are counted: of claims inside claims the outermost
// counts, the outlet's narration counts only where a verb hedges it or a noun tells that somebody says it, a direct quotation includes
// its quotation marks, and a source the comma that closes an apposition in it. White space tokens are left out.
func PolNeAR(dir string, keep func(name string) bool, read func(text string) (*hearsay.Reading, error), w io.Writer) error {
	a, err := ScorePolNeAR(dir, keep, read)
	if err != nil {
		return err
	}
	a.Print(w)
	return nil
}

// Aside reports whether a text of PolNeAR's train split, by file name, is of the tenth by which heads are chosen
// and thresholds set, and on which nothing is trained (train/polnear.py has the same).
func Aside(name string) bool {
	sum := sha1.Sum([]byte(strings.TrimSuffix(name, ".txt")))
	last := new(big.Int).Mod(new(big.Int).SetBytes(sum[:]), big.NewInt(10))
	return last.Sign() == 0
}

// ScorePolNeAR is [PolNeAR] without the table; keep chooses the texts by file
// name, nil for all.
func ScorePolNeAR(dir string, keep func(name string) bool, read func(text string) (*hearsay.Reading, error)) (*Attribution, error) {
	texts, err := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s holds no text/*.txt: give the folder of a PolNeAR split, such as polnear/dev", dir)
	}
	sort.Strings(texts)
	out := &Attribution{}
	for _, path := range texts {
		name := filepath.Base(path)
		if keep != nil && !keep(name) {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading a text of PolNeAR: %w", err)
		}
		text := string(data)
		anns, err := filepath.Glob(filepath.Join(dir, "attributions", escapeGlob(strings.TrimSuffix(name, ".txt"))+"_*.ann"))
		if err != nil {
			return nil, err
		}
		if len(anns) == 0 {
			continue
		}
		sort.Strings(anns)
		r, err := read(text)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		f, err := os.Open(anns[0])
		if err != nil {
			return nil, fmt.Errorf("reading the attributions of PolNeAR: %w", err)
		}
		gold, err := goldAttributions(f, r)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", anns[0], err)
		}
		out.add(gold, readAttributions(r), quotedTokens(r.Syntax))
	}
	return out, nil
}

func escapeGlob(s string) string {
	return strings.NewReplacer("[", "\\[", "]", "\\]", "*", "\\*", "?", "\\?").Replace(s)
}

// goldAttributions reads a brat file: T lines are spans in code points, E lines
// tie them. A span's text may go on over a line end; such lines are skipped.
func goldAttributions(f io.Reader, r *hearsay.Reading) ([]attribution, error) {
	cp := hearsay.NewCodePoints(r.Document.Text)
	spans := map[string][]int{}
	kind := map[string]int{}
	var events []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		cols := strings.Split(s.Text(), "\t")
		if len(cols) < 2 || cols[0] == "" {
			continue
		}
		switch cols[0][0] {
		case 'T':
			name, places, ok := strings.Cut(cols[1], " ")
			role := roleOf(name)
			if !ok || role < 0 {
				continue
			}
			kind[cols[0]] = role
			for _, part := range strings.Split(places, ";") {
				a, b, _ := strings.Cut(part, " ")
				from, err1 := strconv.Atoi(a)
				to, err2 := strconv.Atoi(b)
				if err1 != nil || err2 != nil {
					return nil, fmt.Errorf("%q is no span", cols[1])
				}
				spans[cols[0]] = append(spans[cols[0]], tokensIn(r.Syntax, hearsay.Span{Start: cp.Byte(from), End: cp.Byte(to)})...)
			}
		case 'E':
			events = append(events, cols[1])
		}
	}
	var out []attribution
	for _, e := range events {
		var a attribution
		for _, arg := range strings.Fields(e) {
			_, id, _ := strings.Cut(arg, ":")
			if role, ok := kind[id]; ok {
				a[role] = joinTokens(a[role], spans[id])
			}
		}
		if len(a[1])+len(a[2]) > 0 {
			out = append(out, a)
		}
	}
	return out, s.Err()
}

func roleOf(name string) int {
	for i, r := range roles {
		if strings.EqualFold(name, r) {
			return i
		}
	}
	return -1
}

// tokensIn lists the tokens that begin in a span, white space left out.
func tokensIn(s *hearsay.Syntax, span hearsay.Span) []int {
	var out []int
	if span.Empty() {
		return nil
	}
	first, end := s.TokensIn(span)
	for i := first; i < end; i++ {
		if s.Tokens[i].Start >= span.Start && strings.TrimSpace(s.TextOf(i)) != "" {
			out = append(out, i)
		}
	}
	return out
}

func joinTokens(a, b []int) []int {
	out := append(append([]int(nil), a...), b...)
	sort.Ints(out)
	n := 0
	for i, k := range out {
		if i == 0 || k != out[n-1] {
			out[n] = k
			n++
		}
	}
	return out[:n]
}

// readAttributions brings a reading's claims into PolNeAR's form.
func readAttributions(r *hearsay.Reading) []attribution {
	byID := map[string]*hearsay.Claim{}
	for i := range r.Claims {
		byID[r.Claims[i].ID] = &r.Claims[i]
	}
	var out []attribution
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Manner == hearsay.Narration && !verbal(r.Syntax, c.Cue) {
			continue
		}
		if p := byID[c.Parent]; p != nil && (c.Cue.Empty() || p.Content.Covers(c.Cue.Pieces()[0])) {
			continue // claims inside claims do not count
		}
		var a attribution
		if len(c.Sources) > 0 && !c.Sources[0].Extent.Empty() {
			a[0] = withComma(r.Syntax, extentTokens(r.Syntax, c.Sources[0].Extent))
		}
		if !c.Cue.Empty() {
			a[1] = extentTokens(r.Syntax, c.Cue.Extent)
		}
		if who := relative(r.Syntax, a[1]); who >= 0 && len(a[0]) > 0 && a[0][len(a[0])-1] < who {
			a[0] = []int{who}
		}
		content := hearsay.OneSpan(c.Content.Span)
		for _, p := range c.Content.Pieces() {
			if i := strings.TrimRight(r.Document.Text[:p.Start], " "); strings.HasSuffix(i, " that") {
				p.Start = len(i) - len("that")
			}
			content.Parts = append(content.Parts, withMarks(r.Document.Text, p))
		}
		a[2] = extentTokens(r.Syntax, content)
		out = append(out, a)
	}
	return out
}

// withComma adds to a source the comma that closes an apposition or a clause in it, which PolNeAR takes in: of
// "Ana Ruiz, the mayor, said".
func withComma(s *hearsay.Syntax, source []int) []int {
	if len(source) == 0 {
		return source
	}
	if end := source[len(source)-1] + 1; end < len(s.Tokens) && s.TextOf(end) == "," && slices.ContainsFunc(source, func(k int) bool { return s.TextOf(k) == "," }) {
		return append(source, end)
	}
	return source
}

// relative is the pronoun that stands for who puts something forward in a clause of its own, -1 where none does: of
// "officials who said" PolNeAR takes "who" for the source, a reading the officials.
func relative(s *hearsay.Syntax, cue []int) int {
	for _, i := range cue {
		if d := s.Tokens[i].Dep; d != "relcl" && d != "conj" {
			continue
		}
		for _, c := range s.Children(i) {
			if t := &s.Tokens[c]; t.Dep == "nsubj" && (t.Tag == "WP" || t.Tag == "WDT") {
				return int(c)
			}
		}
	}
	return -1
}

// verbal reports whether a cue has a verb or a noun: PolNeAR counts "seems to", "is
// expected to" and "complaints that", but not "probably".
func verbal(s *hearsay.Syntax, c hearsay.Cue) bool {
	for _, i := range extentTokens(s, c.Extent) {
		if p := s.Tokens[i].Pos; p == "VERB" || p == "NOUN" {
			return true
		}
	}
	return false
}

func extentTokens(s *hearsay.Syntax, e hearsay.Extent) []int {
	var out []int
	if e.Empty() {
		return nil
	}
	for _, p := range e.Pieces() {
		out = joinTokens(out, tokensIn(s, p))
	}
	return out
}

// withMarks widens a span by the quotation marks around it and the comma or
// full stop before the closing one.
func withMarks(text string, p hearsay.Span) hearsay.Span {
	marks := []string{"“", "\"", "”", "«", "»", "‘", "’", "''", "``", "'", "„"}
	before := text[:p.Start]
	for _, m := range marks {
		if !strings.HasSuffix(before, m) {
			continue
		}
		p.Start -= len(m)
		rest := text[p.End:]
		n := 0
		if len(rest) > 0 && strings.ContainsRune(",.", rune(rest[0])) {
			n = 1
		}
		for _, c := range marks {
			if strings.HasPrefix(rest[n:], c) {
				p.End += n + len(c)
				break
			}
		}
		break
	}
	return p
}

// quotedTokens tells of each token whether it stands in quotation marks; a mark that opens is closed
// by the next that can, in its paragraph at the latest.
func quotedTokens(s *hearsay.Syntax) []bool {
	out := make([]bool, len(s.Tokens))
	open := ""
	for i := range s.Tokens {
		switch w := s.TextOf(i); {
		case strings.Contains(w, "\n\n"):
			open = ""
		case open == "" && (w == "\"" || w == "“" || w == "„" || w == "«" || w == "``"):
			open = w
		case open != "" && (w == "\"" || w == "”" || w == "“" || w == "»" || w == "''"):
			open = ""
		default:
			out[i] = open != ""
		}
	}
	return out
}

// kindOf is the kind of an attribution's content, -1 of none.
func kindOf(s []bool, content []int) int {
	in := 0
	for _, k := range content {
		if s[k] {
			in++
		}
	}
	// Marks and the full stop before them stand outside, so a direct one has a few tokens more.
	switch {
	case len(content) == 0:
		return -1
	case in == 0:
		return 2
	case len(content)-in <= 3:
		return 0
	}
	return 1
}

func (a *Attribution) add(gold, read []attribution, quoted []bool) {
	a.Documents++
	a.Gold += len(gold)
	a.Read += len(read)
	for _, exact := range []bool{true, false} {
		c := &a.Near
		if exact {
			c = &a.Whole
		}
		c.Gold, c.Read, c.Hit = c.Gold+len(gold), c.Read+len(read), c.Hit+matched(gold, read, exact)
	}
	for k := range kinds {
		of := func(list []attribution) (out []attribution) {
			for _, x := range list {
				if kindOf(quoted, x[2]) == k {
					out = append(out, x)
				}
			}
			return out
		}
		g, h := of(gold), of(read)
		for role := range roles {
			x, y := tokensOf(g, role), tokensOf(h, role)
			c := &a.Kind[k][role]
			c.Gold, c.Read = c.Gold+len(x), c.Read+len(y)
			for t := range x {
				if y[t] {
					c.Hit++
				}
			}
		}
	}
	for role := range roles {
		g, h := tokensOf(gold, role), tokensOf(read, role)
		for k := range g {
			if h[k] {
				a.Token[role].Hit++
			}
		}
		a.Token[role].Gold += len(g)
		a.Token[role].Read += len(h)
		keys := map[string]int{}
		for _, x := range gold {
			if len(x[role]) > 0 {
				keys[fmt.Sprint(x[role])]++
				a.Exact[role].Gold++
				a.Overlap[role].Gold++
				if touches(x[role], h) {
					a.Overlap[role].Hit++
				}
			}
		}
		for _, x := range read {
			if len(x[role]) > 0 {
				a.Exact[role].Read++
				a.Overlap[role].Read++
				if touches(x[role], g) {
					a.overlapP[role]++
				}
				if k := fmt.Sprint(x[role]); keys[k] > 0 {
					keys[k]--
					a.Exact[role].Hit++
				}
			}
		}
	}
}

// matched is how many attributions of one side are found on the other, each once.
func matched(gold, read []attribution, exact bool) int {
	n, used := 0, make([]bool, len(read))
	for _, g := range gold {
		for i, r := range read {
			if !used[i] && congruent(g, r, exact) {
				used[i] = true
				n++
				break
			}
		}
	}
	return n
}

func congruent(g, r attribution, exact bool) bool {
	for role := range roles {
		if exact {
			if !slices.Equal(g[role], r[role]) {
				return false
			}
			continue
		}
		both := 0
		for _, k := range g[role] {
			if _, ok := slices.BinarySearch(r[role], k); ok {
				both++
			}
		}
		if 10*both < 4*(len(g[role])+len(r[role])) {
			return false
		}
	}
	return true
}

func tokensOf(as []attribution, role int) map[int]bool {
	out := map[int]bool{}
	for _, a := range as {
		for _, k := range a[role] {
			out[k] = true
		}
	}
	return out
}

func touches(ks []int, in map[int]bool) bool {
	for _, k := range ks {
		if in[k] {
			return true
		}
	}
	return false
}

// MacroF is the mean over the roles of the token F.
func (a *Attribution) MacroF() float64 {
	sum := 0.0
	for i := range roles {
		sum += a.Token[i].F()
	}
	return sum / float64(len(roles))
}

// Print writes the table.
func (a *Attribution) Print(w io.Writer) {
	fmt.Fprintf(w, "%d documents, %d attributions, %d read\n\n", a.Documents, a.Gold, a.Read)
	fmt.Fprintf(w, "%-8s  %18s  %18s  %18s\n", "", "tokens", "spans, exact", "spans, overlap")
	fmt.Fprintf(w, "%-8s  %18s  %18s  %18s\n", "role", "P    R    F", "P    R    F", "P    R    F")
	macro := [3]float64{}
	for i, role := range roles {
		fmt.Fprintf(w, "%-8s", role)
		o := a.Overlap[i]
		p, r := share(a.overlapP[i], o.Read), share(o.Hit, o.Gold)
		for j, x := range [][3]float64{{a.Token[i].P(), a.Token[i].R(), a.Token[i].F()}, {a.Exact[i].P(), a.Exact[i].R(), a.Exact[i].F()}, {p, r, harmonic(p, r)}} {
			fmt.Fprintf(w, "    %.3f %.3f %.3f", x[0], x[1], x[2])
			macro[j] += x[2] / float64(len(roles))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%-8s  %20.3f  %20.3f  %20.3f\n", "macro F", macro[0], macro[1], macro[2])
	fmt.Fprintf(w, "\nwhole attributions, all three spans: exact %.3f %.3f %.3f, four fifths shared %.3f %.3f %.3f\n",
		a.Whole.P(), a.Whole.R(), a.Whole.F(), a.Near.P(), a.Near.R(), a.Near.F())
	fmt.Fprintf(w, "\n%-8s  %-22s\n%-8s  source cue    content macro\n", "", "tokens, F", "content")
	for k, name := range kinds {
		fmt.Fprintf(w, "%-8s ", name)
		sum := 0.0
		for role := range roles {
			f := a.Kind[k][role].F()
			sum += f / float64(len(roles))
			fmt.Fprintf(w, " %.3f ", f)
		}
		fmt.Fprintf(w, "  %.3f\n", sum)
	}
}
