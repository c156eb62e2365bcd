package score

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// Expected is what a person expects the reading of a report to hold: a JSON
// file beside the report. Each entry is one expectation, met or not.
type Expected struct {
	Report struct {
		File      string `json:"file"`
		Published string `json:"published"`
	} `json:"report"`
	Entities []struct {
		Same []string     `json:"same"` // mentions of one entity
		Kind hearsay.Kind `json:"kind"`
	} `json:"entities"`
	Events    []ExpectedEvent `json:"events"`
	NotEvents []ExpectedEvent `json:"not_events"` // no event may fit
	Claims    []ExpectedClaim `json:"claims"`
}

// ExpectedEvent is fitted by an event with one of the types that has every
// participant named, and whatever else is given.
type ExpectedEvent struct {
	ID          string   `json:"id"`
	Type        []string `json:"type"`
	Modes       []string `json:"modes"`
	Trigger     []string `json:"trigger"`
	Actors      []string `json:"actors"`
	Recipients  []string `json:"recipients"`
	Place       string   `json:"place"`
	Country     string   `json:"country"`
	Date        string   `json:"date"`
	Status      string   `json:"status"`
	Killed      []*int   `json:"killed"` // low, high; null for open
	Approximate bool     `json:"approximate"`
}

// ExpectedClaim is fitted by a claim that holds four fifths of the content's
// words and at most as many others, from the source, with the cue and manner.
// A claim of the outlet's own voice has no source and one of the certainties.
type ExpectedClaim struct {
	Source    string              `json:"source"`
	Resolves  string              `json:"resolves_to"`
	Cue       string              `json:"cue"`
	Manner    hearsay.Manner      `json:"manner"`
	Content   string              `json:"content"`
	Via       string              `json:"via"`
	Named     *bool               `json:"named"`
	Number    *int                `json:"number"`
	Event     string              `json:"event"`
	Certainty []hearsay.Certainty `json:"certainty"`
}

// Met counts the expectations of one report, by kind.
type Met struct {
	Name   string
	By     map[string]Counts // entity, event, absent, claim; Hit of Gold
	Missed []string          // a line for each expectation that is not met
}

// Total adds up the kinds.
func (m Met) Total() Counts {
	var c Counts
	for _, k := range m.By {
		c.Hit, c.Gold = c.Hit+k.Hit, c.Gold+k.Gold
	}
	return c
}

var expectWord = regexp.MustCompile(`[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*`)

// contentWords are the words of a name or a content that tell it from others.
func contentWords(text string) []string {
	text = strings.NewReplacer("’s", "", "'s", "").Replace(strings.ToLower(text))
	return slices.DeleteFunc(expectWord.FindAllString(text, -1), func(w string) bool {
		return slices.Contains([]string{"the", "a", "an", "of", "that", "its", "and"}, w)
	})
}

// covered is the share of a's words that stand in b.
func covered(a, b []string) float64 {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return share(n, len(a))
}

// alike tells that one name is the other, or that all its words stand in it.
func alike(want, have string) bool {
	a, b := contentWords(want), contentWords(have)
	return len(a) > 0 && len(b) > 0 && (covered(a, b) == 1 || covered(b, a) == 1)
}

type expecting struct {
	r     *hearsay.Reading
	names map[string][]string // entity -> its name and its mentions' texts
}

func (x expecting) anyAlike(want string, texts []string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return alike(want, t) })
}

func (x expecting) among(want []string, have []hearsay.Participant) bool {
	for _, w := range want {
		if !slices.ContainsFunc(have, func(p hearsay.Participant) bool {
			return alike(w, x.r.Document.Text[p.Start:p.End]) || x.anyAlike(w, x.names[p.Entity])
		}) {
			return false
		}
	}
	return true
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func (x expecting) event(w ExpectedEvent, e *hearsay.Event) bool {
	text := x.r.Document.Text
	trigger := e.Trigger.Extent.Text(text)
	switch {
	case !slices.Contains(w.Type, e.Type),
		w.Modes != nil && !slices.ContainsFunc(w.Modes, func(m string) bool { return slices.Contains(e.Modes, m) }),
		w.Trigger != nil && !slices.ContainsFunc(w.Trigger, func(t string) bool { return alike(t, trigger) }),
		!x.among(w.Actors, e.Actors), !x.among(w.Recipients, e.Recipients),
		w.Place != "" && (e.Place == nil || !alike(w.Place, e.Place.Name)),
		w.Country != "" && (e.Place == nil || e.Place.Country != w.Country),
		w.Date != "" && (e.Time == nil || len(e.Time.Start) < 10 || e.Time.Start[:10] != w.Date),
		w.Status != "" && string(e.Status) != w.Status:
		return false
	}
	return w.Killed == nil || len(w.Killed) == 2 && slices.ContainsFunc(e.Counts, func(c hearsay.Count) bool {
		return c.Of == "killed" && same(c.Low, w.Killed[0]) && same(c.High, w.Killed[1]) && c.Approximate == w.Approximate
	})
}

func (x expecting) sourceText(s hearsay.Source) string {
	if s.Extent.Empty() {
		return s.Label
	}
	return s.Extent.Text(x.r.Document.Text)
}

func (x expecting) claim(w ExpectedClaim, c *hearsay.Claim, fits map[string][]string) bool {
	text := x.r.Document.Text
	want, have := contentWords(w.Content), contentWords(c.Content.Text(text))
	if c.Manner != w.Manner || covered(want, have) < 0.8 {
		return false
	}
	if w.Manner == hearsay.Narration {
		return slices.Contains(w.Certainty, c.Certainty)
	}
	if covered(have, want) < 0.5 || len(c.Sources) == 0 || c.Cue.Lemma != w.Cue {
		return false
	}
	first := c.Sources[0]
	via := func(s hearsay.Source) bool {
		return alike(w.Via, x.sourceText(s)) || x.anyAlike(w.Via, x.names[s.Entity])
	}
	switch {
	case !alike(w.Source, x.sourceText(first)),
		w.Resolves != "" && !x.anyAlike(w.Resolves, x.names[first.Entity]),
		w.Via != "" && !slices.ContainsFunc(c.Sources[1:], via),
		w.Named != nil && first.Named != *w.Named,
		w.Number != nil && first.Number != *w.Number,
		w.Event != "" && !slices.ContainsFunc(c.Events, func(id string) bool { return slices.Contains(fits[w.Event], id) }):
		return false
	}
	return true
}

// Expect holds a reading against what is expected of it.
func Expect(name string, w *Expected, r *hearsay.Reading) Met {
	m := Met{Name: name, By: map[string]Counts{}}
	x := expecting{r, map[string][]string{}}
	for _, e := range r.Entities {
		x.names[e.ID] = append(x.names[e.ID], e.Name)
		for _, n := range e.Mentions {
			x.names[e.ID] = append(x.names[e.ID], r.Document.Text[n.Start:n.End])
		}
	}
	say := func(ok bool, kind, what string) {
		c := m.By[kind]
		c.Gold++
		if ok {
			c.Hit++
		} else {
			m.Missed = append(m.Missed, fmt.Sprintf("%s: %s %s", name, kind, what))
		}
		m.By[kind] = c
	}
	for _, e := range w.Entities {
		say(slices.ContainsFunc(r.Entities, func(h hearsay.Entity) bool {
			for _, s := range e.Same {
				if !slices.ContainsFunc(x.names[h.ID], func(n string) bool { return slices.Equal(contentWords(s), contentWords(n)) }) {
					return false
				}
			}
			return h.Kind == e.Kind
		}), "entity", strings.Join(e.Same, " = "))
	}
	fits := map[string][]string{}
	fitting := func(w ExpectedEvent) (ids []string) {
		for i := range r.Events {
			if x.event(w, &r.Events[i]) {
				ids = append(ids, r.Events[i].ID)
			}
		}
		return ids
	}
	for _, e := range w.Events {
		fits[e.ID] = fitting(e)
		say(len(fits[e.ID]) > 0, "event", e.ID)
	}
	for _, e := range w.NotEvents {
		say(len(fitting(e)) == 0, "absent", strings.Join(e.Type, " "))
	}
	for _, c := range w.Claims {
		source := c.Source
		if source == "" {
			source = "the outlet"
		}
		say(slices.ContainsFunc(r.Claims, func(h hearsay.Claim) bool { return x.claim(c, &h, fits) }), "claim", source+": "+c.Content)
	}
	return m
}

// Reports reads each report of a folder that has an expectation beside it
// (NAME.json beside the text that it names), and prints a line a report and
// how many expectations of each kind are met; with missed, also which are not.
func Reports(w io.Writer, dir string, missed bool, read func(*hearsay.Document) (*hearsay.Reading, error)) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	sort.Strings(files)
	all := Met{By: map[string]Counts{}}
	kinds := []string{"entity", "event", "absent", "claim"}
	row := func(m Met) {
		fmt.Fprintf(w, "%-16s", m.Name)
		for _, k := range kinds {
			fmt.Fprintf(w, "  %3d/%-3d", m.By[k].Hit, m.By[k].Gold)
		}
		fmt.Fprintf(w, "  %3d/%-3d %5.1f%%\n", m.Total().Hit, m.Total().Gold, 100*m.Total().R())
	}
	fmt.Fprintf(w, "%-16s  %-7s  %-7s  %-7s  %-7s  %s\n", "report", "entity", "event", "absent", "claim", "met")
	n := 0
	for _, file := range files {
		var want Expected
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(data, &want); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if want.Report.File == "" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, want.Report.File))
		if err != nil {
			return err
		}
		doc := &hearsay.Document{Text: string(text), Language: "en"}
		if doc.Published, doc.HasClock, err = hearsay.ParsePublished(want.Report.Published); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		r, err := read(doc)
		if err != nil {
			return fmt.Errorf("%s: %w", want.Report.File, err)
		}
		m := Expect(strings.TrimSuffix(filepath.Base(file), ".json"), &want, r)
		row(m)
		for _, k := range kinds {
			c := all.By[k]
			c.Hit, c.Gold = c.Hit+m.By[k].Hit, c.Gold+m.By[k].Gold
			all.By[k] = c
		}
		all.Missed = append(all.Missed, m.Missed...)
		n++
	}
	if n == 0 {
		return fmt.Errorf("%s holds no report with its expectation: NAME.json with {\"report\": {\"file\": \"NAME.txt\", ...}}", dir)
	}
	all.Name = "all"
	row(all)
	if missed {
		for _, line := range all.Missed {
			fmt.Fprintln(w, line)
		}
	}
	return nil
}
