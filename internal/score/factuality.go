package score

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay/hearsay"
)

// Factuality counts, by attribute and value, over gold mentions of events.
type Factuality struct {
	Documents int
	Mentions  int
	Of        map[string]map[string]*Counts // "certainty" -> "POSSIBLE" -> counts
}

// factAttributes are MEANTIME's attributes and their values, in the order of printing.
var factAttributes = []struct {
	name   string
	values []string
}{
	{"certainty", []string{"CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED"}},
	{"polarity", []string{"POS", "NEG", "UNDERSPECIFIED"}},
	{"tense", []string{"PAST", "PRESENT", "FUTURE", "INFINITIVE", "PRESPART", "PASTPART", "NONE"}},
}

// TellFunc reads a text and returns how each of its tokens is told, as an event: certainty, polarity, tense ("past").
type TellFunc func(text string) (*hearsay.Syntax, func(token int) (hearsay.Certainty, hearsay.Polarity, string), error)

// ScoreFactuality reads the reports of MEANTIME (Minard et al. 2016) and compares how its mentions of events are
// told with what tell says of the same words: the first verb of the mention, else its last word.
// Mentions without a value are left out. MEANTIME's UNDERSPECIFIED is our unknown, in certainty and polarity.
func ScoreFactuality(dir string, keep func(name string) bool, tell TellFunc) (*Factuality, error) {
	paths, err := meantimeFiles(dir, "intra-doc_annotation")
	if err != nil {
		return nil, err
	}
	out := &Factuality{Of: map[string]map[string]*Counts{}}
	for _, a := range factAttributes {
		out.Of[a.name] = map[string]*Counts{}
		for _, v := range a.values {
			out.Of[a.name][v] = &Counts{}
		}
	}
	for _, path := range paths {
		if keep != nil && !keep(filepath.Base(path)) {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var doc catDocument
		if err := xml.Unmarshal(data, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		text, at, _ := doc.join()
		s, told, err := tell(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out.Documents++
		for _, m := range doc.Markables.All {
			if m.XMLName.Local != "EVENT_MENTION" || len(m.Anchors) == 0 {
				continue
			}
			k := -1
			for _, a := range m.Anchors {
				span := at[a.Token]
				for _, i := range tokensIn(s, span) {
					if k < 0 || s.Tokens[k].Pos != "VERB" {
						k = i
					}
				}
			}
			if k < 0 {
				continue
			}
			certainty, polarity, tense := told(k)
			have := map[string]string{
				"certainty": map[hearsay.Certainty]string{hearsay.Certain: "CERTAIN", hearsay.Probable: "PROBABLE", hearsay.Possible: "POSSIBLE", hearsay.Unknown: "UNDERSPECIFIED"}[certainty],
				"polarity":  map[hearsay.Polarity]string{hearsay.Positive: "POS", hearsay.Negative: "NEG"}[polarity],
				"tense":     strings.ToUpper(tense),
			}
			if certainty == hearsay.Unknown {
				have["polarity"] = "UNDERSPECIFIED"
			}
			counted := false
			for name, gold := range map[string]string{"certainty": m.Certainty, "polarity": m.Polarity, "tense": m.Tense} {
				g, ok := out.Of[name][gold]
				if !ok {
					continue
				}
				counted = true
				g.Gold++
				h := out.Of[name][have[name]]
				h.Read++
				if g == h {
					g.Hit++
				}
			}
			if counted {
				out.Mentions++
			}
		}
	}
	return out, nil
}

// MacroF is the mean F of an attribute's values; of all attributes' if name is "".
func (f *Factuality) MacroF(name string) float64 {
	sum, n := 0.0, 0
	for _, a := range factAttributes {
		if name != "" && a.name != name {
			continue
		}
		for _, v := range a.values {
			sum += f.Of[a.name][v].F()
			n++
		}
	}
	return sum / float64(n)
}

// Print writes the table.
func (f *Factuality) Print(w io.Writer) {
	fmt.Fprintf(w, "%d documents, %d mentions\n%-10s %-15s %6s %6s %6s %6s\n", f.Documents, f.Mentions, "", "", "gold", "P", "R", "F")
	for _, a := range factAttributes {
		for _, v := range a.values {
			c := f.Of[a.name][v]
			fmt.Fprintf(w, "%-10s %-15s %6d %6.3f %6.3f %6.3f\n", a.name, v, c.Gold, c.P(), c.R(), c.F())
		}
		fmt.Fprintf(w, "%-10s %-15s %6s %6s %6s %6.3f\n", a.name, "macro", "", "", "", f.MacroF(a.name))
	}
	fmt.Fprintf(w, "macro F of all values %.3f\n", f.MacroF(""))
}
