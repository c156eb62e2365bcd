package revise

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// The kinds of a revision.
const (
	Dropped  = "dropped"
	Added    = "added"
	Number   = "number"
	Reworded = "reworded"
)

const (
	// sameWords is the least likeness of two claims' words (Dice, 0 to 1) to be
	// one claim told again where the speaker is the same, and otherWords where it
	// is another: reports move what they first say themselves into somebody's mouth.
	sameWords  = 0.5
	otherWords = 0.75
)

// Compare tells how a version of a report differs from the one before: claims
// that were dropped, added or reworded, and numbers that changed. Revisions stand
// in the order of the newer text; what was dropped follows, in the order of the
// older. Old and New are ids of claims within their readings; both are empty for
// a number of an event that no claim reports.
func Compare(was, is *hearsay.Reading, wasID, isID string) []hearsay.Revision {
	a, b := lay(was), lay(is)
	pairs, dropped, added := align(a, b)
	type placed struct {
		at int
		hearsay.Revision
	}
	var out []placed
	put := func(at int, kind string, x, y *said, note string) {
		r := hearsay.Revision{From: wasID, To: isID, Kind: kind, Note: note}
		if x != nil {
			r.Old, r.Was = x.id, x.words
		}
		if y != nil {
			r.New, r.Is = y.id, y.words
		}
		out = append(out, placed{at, r})
	}
	told := map[string]bool{} // claims whose numbers were told
	for _, c := range counts(was, is, pairs) {
		r := hearsay.Revision{From: wasID, To: isID, Kind: Number, Old: c.old, New: c.new, Note: c.note, Was: c.was, Is: c.is}
		out = append(out, placed{c.at, r})
		if c.new != "" {
			told[c.new] = true
		}
	}
	for _, p := range pairs {
		x, y := &a[p.a], &b[p.b]
		switch {
		case x.folded == y.folded && x.speaker == y.speaker && x.act == y.act && x.polarity == y.polarity:
		case !told[y.id] && !slices.Equal(x.numbers, y.numbers):
			put(y.at, Number, x, y, list(x.numbers)+" -> "+list(y.numbers))
		case x.folded != y.folded && !(told[y.id] && sameBut(x, y)):
			put(y.at, Reworded, x, y, how(x, y))
		case x.folded == y.folded:
			put(y.at, Reworded, x, y, how(x, y))
		}
	}
	for _, k := range added {
		put(b[k].at, Added, nil, &b[k], b[k].label)
	}
	slices.SortStableFunc(out, func(x, y placed) int { return cmp.Compare(x.at, y.at) })
	for _, k := range dropped {
		put(0, Dropped, &a[k], nil, a[k].label)
	}
	rs := make([]hearsay.Revision, len(out))
	for i := range out {
		rs[i] = out[i].Revision
	}
	return rs
}

// how tells what else than the words changed.
func how(x, y *said) string {
	var s []string
	if x.speaker != y.speaker && surname(x.speaker) != surname(y.speaker) {
		s = append(s, fmt.Sprintf("said by %s -> %s", or(x.label, "nobody named"), or(y.label, "nobody named")))
	}
	if x.act != y.act {
		s = append(s, fmt.Sprintf("%s -> %s", x.act, y.act))
	}
	if x.polarity != y.polarity {
		s = append(s, fmt.Sprintf("%s -> %s", x.polarity, y.polarity))
	}
	return strings.Join(s, "; ")
}

func or(s, t string) string {
	if s == "" {
		return t
	}
	return s
}

// sameBut reports whether two claims have the same words but for the numbers.
func sameBut(x, y *said) bool {
	return strings.Join(x.plain, " ") == strings.Join(y.plain, " ") && x.speaker == y.speaker && x.act == y.act && x.polarity == y.polarity
}

func list(ns []int) string {
	if len(ns) == 0 {
		return "no number"
	}
	s := make([]string, len(ns))
	for i, n := range ns {
		s[i] = strconv.Itoa(n)
	}
	return strings.Join(s, ", ")
}

// said is a claim laid out for comparison.
type said struct {
	id, label string // label: the speaker for a reader
	speaker   string // folded; empty: the outlet
	act       hearsay.Act
	polarity  hearsay.Polarity
	words     string
	folded    string
	bag       []string // folded words of content, sorted
	plain     []string // folded words that are no numbers, in order
	numbers   []int
	at        int
}

// lay lays out the claims of a reading.
func lay(r *hearsay.Reading) []said {
	names := map[string]string{}
	for i := range r.Entities {
		names[r.Entities[i].ID] = r.Entities[i].Name
	}
	text := r.Document.Text
	out := make([]said, len(r.Claims))
	for i := range r.Claims {
		c := &r.Claims[i]
		s := said{id: c.ID, act: c.Act, polarity: c.Polarity, words: strings.Join(strings.Fields(c.Content.Text(text)), " "), at: c.Content.Start}
		if len(c.Sources) > 0 {
			src := &c.Sources[0]
			switch {
			case names[src.Entity] != "":
				s.label = names[src.Entity]
			case src.Label != "":
				s.label = src.Label
			default:
				s.label = src.Extent.Text(text)
			}
			if src.Label == "" || src.Entity != "" { // else the outlet's own voice
				s.speaker = gazetteer.Fold(s.label)
			}
		}
		s.folded = gazetteer.Fold(s.words)
		s.numbers = numbersIn(s.words)
		for _, w := range strings.FieldsFunc(s.folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }) {
			if !numeral(w) {
				s.plain = append(s.plain, w)
				if len(w) > 2 {
					s.bag = append(s.bag, w)
				}
			}
		}
		slices.Sort(s.bag)
		out[i] = s
	}
	return out
}

func numeral(w string) bool {
	_, isUnit := units[w]
	_, isScale := scales[w]
	return isUnit || isScale || w != "" && '0' <= w[0] && w[0] <= '9'
}

// couple is a claim of the older version and what it became in the newer.
type couple struct {
	a, b  int
	score float64
}

// align couples claims: the most alike first, each once. Of equals, those that
// keep the order of the texts.
func align(a, b []said) (pairs []couple, dropped, added []int) {
	var all []couple
	for i := range a {
		for j := range b {
			l := alike(&a[i], &b[j])
			same := a[i].speaker == b[j].speaker || surname(a[i].speaker) == surname(b[j].speaker)
			least := otherWords
			if same {
				least = sameWords
			}
			if l < least {
				continue
			}
			if same {
				l += 0.5
			}
			if a[i].act == b[j].act {
				l += 0.1
			}
			all = append(all, couple{i, j, l})
		}
	}
	slices.SortStableFunc(all, func(x, y couple) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(abs(x.a-x.b), abs(y.a-y.b)), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	inA, inB := make([]bool, len(a)), make([]bool, len(b))
	for _, c := range all {
		if !inA[c.a] && !inB[c.b] {
			inA[c.a], inB[c.b] = true, true
			pairs = append(pairs, c)
		}
	}
	slices.SortFunc(pairs, func(x, y couple) int { return cmp.Compare(x.b, y.b) })
	for i := range a {
		if !inA[i] {
			dropped = append(dropped, i)
		}
	}
	for j := range b {
		if !inB[j] {
			added = append(added, j)
		}
	}
	return pairs, dropped, added
}

func abs(n int) int { return max(n, -n) }

// surname is the last word of a speaker: "Sani Dauda" is quoted as "Dauda" where
// the newer version names him before.
func surname(s string) string {
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return s[i+1:]
	}
	return s
}

// alike is how many of the words of content two claims share (Dice). Claims of
// nothing but numbers are alike where all of their words are.
func alike(x, y *said) float64 {
	if x.folded == y.folded {
		return 1
	}
	if len(x.bag)+len(y.bag) == 0 {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(x.bag) && j < len(y.bag); {
		switch c := strings.Compare(x.bag[i], y.bag[j]); {
		case c == 0:
			both++
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	return 2 * float64(both) / float64(len(x.bag)+len(y.bag))
}
