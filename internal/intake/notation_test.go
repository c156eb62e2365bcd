package intake_test

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/source"
)

// A set file is a txtar archive. Each section but the last is a report: head lines
// (outlet, published, url, title, and "added: last" for one that comes late), an empty
// line, its text. The section "expected" holds what a person expects, a line each; # begins a
// comment. Reports are called by the names of their sections.
//
//	story p1 p2 [p3]       these are one story, with no other report of the whole set; in brackets: may be in it
//	copy p2 of p1 exact    p2 is found to copy p1; kinds may be alternatives: exact|near
//	no copy p3             p3 copies nothing, which goes without saying where it is so
//	event bombing: ASSAULT Potiskum 2024-03-05 in p1 p2 p3
//	  killed 15 updated, 3 origins
//	  origin police: p1 p2
//	  disputed no
//	  credibility 2
//	  as of 2024-03-06T00:00: killed at least 12
//	  timeline killed: at least 12; 17; 15
//	  follows other
//
// A line that begins with "?" is expected and known not to be met yet: the test tells
// when it is, so that the mark can go. The lines below an event speak of it; where no event
// is all that its line says, of the one that comes nearest. An event's place or day may be "-" where
// none is told; its reports are exactly those that tell it. Every copy has to be told of,
// and all reports stand in a story line. Marks are put and taken off by go test -mark.
type set struct {
	name    string
	reports []told
	stories []*wantedStory
	copies  []*copied
	events  []*wanted
}

type told struct {
	name string
	item source.Item
	late bool
}

// A wish of a set file: open ones are known not to be met yet.
type wantedStory struct {
	open bool
	at   int // which line of the expected ones
	in   []string
}

type copied struct {
	open     bool
	at       int
	name, of string
	kinds    []string
}

type wanted struct {
	open                   bool
	at                     int
	name, kind, place, day string
	in                     []string
	lines                  []wantedLine
}

type wantedLine struct {
	open bool
	at   int
	text string
}

func readSet(name string, a *txtar.Archive) (*set, error) {
	s := &set{name: name}
	for _, f := range a.Files {
		if f.Name == "expected" {
			if err := s.expect(string(f.Data)); err != nil {
				return nil, err
			}
			continue
		}
		r, err := readReport(f.Name, string(f.Data))
		if err != nil {
			return nil, fmt.Errorf("report %s: %w", f.Name, err)
		}
		s.reports = append(s.reports, r)
	}
	return s, nil
}

func readReport(name, data string) (told, error) {
	d, late, err := score.ReadWrittenReport(data)
	if err != nil {
		return told{}, err
	}
	r := told{name: name, late: late, item: source.Item{Text: true, Where: name, Key: name}}
	r.item.Name, r.item.Bytes, r.item.URL = name+".txt", []byte(d.Text), d.URL
	g := &r.item.Given
	g.Outlet, g.Title, g.URL, g.Published, g.HasClock = d.Outlet, d.Title, d.URL, d.Published, d.HasClock
	g.Fetched = g.Published.Add(10 * time.Minute)
	return r, nil
}

func (s *set) expect(data string) error {
	for at, line := range strings.Split(data, "\n") {
		line, _, _ = strings.Cut(line, "#")
		text := strings.TrimSpace(line)
		if text == "" {
			continue
		}
		below := line[0] == ' '
		text, open := strings.CutPrefix(text, "? ")
		if below {
			if len(s.events) == 0 {
				return fmt.Errorf("%q stands below no event", line)
			}
			e := s.events[len(s.events)-1]
			e.lines = append(e.lines, wantedLine{open, at, text})
			continue
		}
		f := strings.Fields(text)
		switch {
		case f[0] == "story" && len(f) > 1:
			s.stories = append(s.stories, &wantedStory{open, at, f[1:]})
		case f[0] == "copy" && len(f) == 5 && f[2] == "of":
			s.copies = append(s.copies, &copied{open, at, f[1], f[3], strings.Split(f[4], "|")})
		case f[0] == "no" && len(f) == 3 && f[1] == "copy":
			s.copies = append(s.copies, &copied{open: open, at: at, name: f[2]})
		case f[0] == "event" && slices.Contains(f, "in"):
			name, rest, ok := strings.Cut(strings.TrimPrefix(text, "event "), ": ")
			what, in, _ := strings.Cut(rest, " in ")
			w := strings.Fields(what)
			if !ok || len(w) < 3 {
				return fmt.Errorf("%q: wanted event NAME: TYPE PLACE DAY in REPORTS", line)
			}
			s.events = append(s.events, &wanted{open: open, at: at, name: name, kind: w[0], place: strings.Join(w[1:len(w)-1], " "), day: w[len(w)-1], in: sorted(strings.Fields(in))})
		default:
			return fmt.Errorf("unknown line %q", line)
		}
	}
	return nil
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	sort.Strings(s)
	return s
}

// verdict is how one expected line fared.
type verdict struct {
	line, kind string
	open       bool
	at         int    // which line of the expected ones; -1: none
	fault      string // why it does not hold; "" where it does
}

// check goes through the expectations, in their order.
func (k *keeper) check(s *set) []verdict {
	var out []verdict
	add := func(open bool, at int, kind, line, fault string) {
		out = append(out, verdict{line, kind, open, at, fault})
	}
	for _, want := range s.stories {
		fault := ""
		if got := k.storyOf(want.in[0]); !isStory(got, want.in) {
			fault = fmt.Sprintf("it is %v", got)
		}
		add(want.open, want.at, "story", "story "+strings.Join(want.in, " "), fault)
	}
	listed := map[string]*copied{}
	for _, c := range s.copies {
		listed[c.name] = c
	}
	for _, r := range s.reports {
		fault, open, at := "", false, -1
		got, want := k.report[r.name].Copy, listed[r.name]
		if want == nil && got == nil {
			continue
		}
		line := "no copy " + r.name
		if want != nil && want.of == "" {
			open, at = want.open, want.at
			if got != nil {
				fault = fmt.Sprintf("found to copy %s (%s)", k.name[got.Of], got.Kind)
			}
			add(open, at, "copy", line, fault)
			continue
		}
		if want != nil {
			open, at, line = want.open, want.at, "copy "+r.name+" of "+want.of+" "+strings.Join(want.kinds, "|")
		}
		switch {
		case got == nil:
			fault = "not found to be one"
		case want == nil || k.name[got.Of] != want.of || !slices.Contains(want.kinds, got.Kind):
			fault = fmt.Sprintf("found to copy %s (%s)", k.name[got.Of], got.Kind)
		}
		add(open, at, "copy", line, fault)
	}
	ids := map[string]string{} // expected event -> merged id
	exact := map[string]bool{}
	for _, w := range s.events {
		ids[w.name], exact[w.name] = k.find(w)
	}
	for _, w := range s.events {
		fault, id := "", ids[w.name]
		if id == "" {
			fault = "nothing comes near"
		} else if !exact[w.name] {
			place, day := placeAndDay(k.events[id])
			fault = fmt.Sprintf("the nearest is %s %s %s in %s", k.events[id].row.Type, place, day, strings.Join(k.events[id].in, " "))
		}
		head := fmt.Sprintf("event %s: %s %s %s in %s", w.name, w.kind, w.place, w.day, strings.Join(w.in, " "))
		add(w.open, w.at, "event", head, fault)
		for _, line := range w.lines {
			fault := "no such event"
			if id != "" {
				fault = k.holds(k.events[id], line.text, ids)
			}
			add(line.open, line.at, kindOf(line.text), "event "+w.name+": "+line.text, fault)
		}
	}
	return out
}

// consequences holds what follows from what, among the events of a set that are found, against
// its lines: how many are found that a line states, how many that none states, and how many
// are stated.
func (k *keeper) consequences(s *set) (right, wrong, stated int, list []string) {
	ids := map[string]string{}
	for _, w := range s.events {
		ids[w.name], _ = k.find(w)
	}
	for _, later := range s.events {
		for _, cause := range s.events {
			a, b := ids[later.name], ids[cause.name]
			if a == "" || b == "" || a == b {
				continue
			}
			isStated := slices.ContainsFunc(later.lines, func(l wantedLine) bool { return l.text == "follows "+cause.name })
			isFound := slices.ContainsFunc(k.events[a].row.Follows, func(r hearsay.Relation) bool { return r.Event == b })
			switch {
			case isStated && isFound:
				right++
			case isFound:
				wrong++
				list = append(list, later.name+" is no consequence of "+cause.name)
			}
			if isStated {
				stated++
			}
		}
	}
	return right, wrong, stated, list
}

// kindOf is the kind of a line below an event, for the tally.
func kindOf(line string) string {
	switch word, _, _ := strings.Cut(line, " "); word {
	case "disputed", "credibility", "follows", "timeline":
		return word
	case "origin", "origins":
		return "origin"
	case "as":
		return "as of"
	}
	return "slot"
}

// tally counts the lines that hold, by kind.
func tally(vs []verdict) string {
	met, all := map[string]int{}, map[string]int{}
	for _, v := range vs {
		for _, kind := range []string{v.kind, "all"} {
			all[kind]++
			if v.fault == "" {
				met[kind]++
			}
		}
	}
	var out []string
	for _, kind := range []string{"story", "copy", "event", "slot", "origin", "disputed", "credibility", "as of", "timeline", "follows", "all"} {
		if all[kind] > 0 {
			out = append(out, fmt.Sprintf("%s %d of %d", kind, met[kind], all[kind]))
		}
	}
	return strings.Join(out, ", ")
}

// marked is the expected part with marks before the lines that are not met, and no others.
func marked(data string, vs []verdict) string {
	lines := strings.Split(data, "\n")
	for _, v := range vs {
		if v.at < 0 {
			continue
		}
		line := lines[v.at]
		text := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(text)]
		text = strings.TrimPrefix(text, "? ")
		if v.fault != "" {
			text = "? " + text
		}
		lines[v.at] = indent + text
	}
	return strings.Join(lines, "\n")
}

// isStory tells whether a story holds what is wanted and nothing else, those in
// brackets or not.
func isStory(got, want []string) bool {
	n := 0
	for _, w := range want {
		name, may := strings.CutPrefix(w, "[")
		if may {
			if slices.Contains(got, strings.TrimSuffix(name, "]")) {
				n++
			}
			continue
		}
		if !slices.Contains(got, w) {
			return false
		}
		n++
	}
	return n == len(got)
}

func (k *keeper) storyOf(name string) []string {
	var out []string
	for n, r := range k.report {
		if r.Story == k.report[name].Story {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

// find is the merged event that fits, or else the one that comes nearest: of the same type, with
// most of the reports in common, then the same place and day. "" where none has a report in common.
func (k *keeper) find(w *wanted) (id string, exact bool) {
	best := 0
	for _, other := range slices.Sorted(maps.Keys(k.events)) {
		e := k.events[other]
		if e.row.Type != w.kind {
			continue
		}
		place, day := placeAndDay(e)
		common := 0
		for _, in := range w.in {
			if slices.Contains(e.in, in) {
				common++
			}
		}
		if common == 0 {
			continue
		}
		near := 100 * common / (len(e.in) + len(w.in) - common)
		if place == w.place {
			near += 30
		}
		if day == w.day {
			near += 30
		}
		if near > best {
			best, id = near, other
		}
	}
	return id, best == 160
}

func placeAndDay(e *event) (place, day string) {
	place, day = "-", "-"
	if p := e.row.Place; p != nil {
		place = p.Name
	}
	if t := e.row.Time; t != nil {
		day = t.Start[:min(len(t.Start), len(time.DateOnly))]
	}
	return place, day
}

// holds says why a line does not hold of an event; "" where it does.
func (k *keeper) holds(e *event, line string, ids map[string]string) string {
	word, rest, _ := strings.Cut(line, " ")
	is := func(got, want string) string {
		if strings.EqualFold(got, want) {
			return ""
		}
		return fmt.Sprintf("it is %q", got)
	}
	switch word {
	case "disputed":
		return is(map[bool]string{true: "yes", false: "no"}[e.row.Disputed], rest)
	case "credibility":
		return is(strconv.Itoa(e.row.Credibility), rest)
	case "follows":
		for _, r := range e.row.Follows {
			if r.Event == ids[rest] {
				return ""
			}
		}
		return fmt.Sprintf("it follows %d others", len(e.row.Follows))
	case "origins":
		return is(strconv.Itoa(len(e.row.Origins)), rest)
	case "origin":
		name, in, _ := strings.Cut(rest, ": ")
		for _, o := range e.row.Origins {
			if strings.EqualFold(o.Name, name) {
				return is(strings.Join(k.names(o.Reports), " "), strings.Join(sorted(strings.Fields(in)), " "))
			}
		}
		return "no such origin"
	case "as":
		when, what, _ := strings.Cut(strings.TrimPrefix(rest, "of "), ": ")
		at, err := time.Parse("2006-01-02T15:04", when)
		if err != nil {
			return err.Error()
		}
		slot, value, _ := strings.Cut(what, " ")
		return is(value0(e.slotAsOf(slot, at)), value)
	case "timeline":
		slot, want, _ := strings.Cut(rest, ": ")
		var got []string
		for _, m := range weigh.Timeline(e.told, time.Time{}) {
			if m.Slot == slot {
				got = append(got, m.After)
			}
		}
		return is(strings.Join(got, "; "), want)
	}
	return is(k.slotLine(slotOf(e.row, word)), line)
}

func value0(s *hearsay.Slot) string {
	if s == nil {
		return "nothing"
	}
	if s.Value == "" {
		return string(s.Verdict)
	}
	return s.Value
}

func (k *keeper) names(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, k.name[id])
	}
	return sorted(out)
}

// slotLine writes a slot as the notation has it: "killed 15 updated, 3 origins".
func (k *keeper) slotLine(s *hearsay.Slot) string {
	if s == nil {
		return "nothing"
	}
	var b strings.Builder
	b.WriteString(s.Name)
	if s.Value != "" {
		b.WriteString(" " + s.Value)
	}
	b.WriteString(" " + string(s.Verdict))
	if s.Verdict == hearsay.Disputed {
		var vs []string
		for _, v := range s.Values {
			x := v.Label + " " + strconv.Itoa(len(v.Origins))
			if len(v.Denied) > 0 {
				x += " denied " + strconv.Itoa(len(v.Denied))
			}
			if v.Withdrawn != nil {
				x += " withdrawn"
			}
			vs = append(vs, x)
		}
		b.WriteString(": " + strings.Join(vs, "; "))
	}
	return b.String()
}

// show writes what the record holds of a set, in the notation above.
func (k *keeper) show(s *set) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- %s --\n", s.name)
	seen := map[string]bool{}
	for _, r := range s.reports {
		if st := k.report[r.name].Story; !seen[st] {
			seen[st] = true
			fmt.Fprintf(&b, "story %s\n", strings.Join(k.storyOf(r.name), " "))
		}
	}
	for _, r := range s.reports {
		if c := k.report[r.name].Copy; c != nil {
			fmt.Fprintf(&b, "copy %s of %s %s\n", r.name, k.name[c.Of], c.Kind)
		}
	}
	for _, r := range s.reports {
		for _, t := range k.told[r.name] {
			if seen[t.Merged] || t.Merged == "" {
				continue
			}
			seen[t.Merged] = true
			e := k.events[t.Merged]
			place, day := placeAndDay(e)
			fmt.Fprintf(&b, "event %s: %s %s %s in %s\n", t.Merged, e.row.Type, place, day, strings.Join(e.in, " "))
			for _, x := range e.told {
				fmt.Fprintf(&b, "  # %s %s %q %s\n", k.name[x.Teller.ID], x.Type, x.Trigger, x.Status)
			}
			for i := range e.row.Slots {
				fmt.Fprintf(&b, "  %s\n", k.slotLine(&e.row.Slots[i]))
			}
			for _, o := range e.row.Origins {
				fmt.Fprintf(&b, "  origin %s: %s\n", o.Name, strings.Join(k.names(o.Reports), " "))
			}
			fmt.Fprintf(&b, "  disputed %v\n  credibility %d\n", e.row.Disputed, e.row.Credibility)
			for _, f := range e.row.Follows {
				fmt.Fprintf(&b, "  follows %s (%s)\n", f.Event, f.Kind)
			}
			last := ""
			for _, m := range weigh.Timeline(e.told, time.Time{}) {
				if m.Slot == "killed" || m.Slot == "injured" || m.Slot == "arrested" {
					last += fmt.Sprintf("  # %s %s: %s -> %s (%s)\n", m.Known.Format("01-02 15:04"), m.Slot, m.Before, m.After, m.Kind)
				}
			}
			b.WriteString(last)
		}
	}
	return b.String()
}
