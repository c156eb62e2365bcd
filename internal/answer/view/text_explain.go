package view

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
)

// Explanation writes why something stands in the record as it does.
func (t *text) Explanation(x *query.Explanation) error {
	p := t.page()
	p.words = t.words
	switch {
	case x.Report != nil:
		p.reportWhy(x.Report)
	case x.Story != nil:
		p.storyWhy(x.Story)
	case x.Event != nil:
		p.eventWhy(x.Event)
	case x.Telling != nil:
		p.tellingWhy(x.Telling)
	case x.Claim != nil:
		p.claimWhy(x.Claim)
	case x.Passed != nil:
		p.passed(x.Passed)
	}
	if p.err != nil {
		return p.err
	}
	return t.write(p)
}

// words are the words that a piece of evidence stands in; weighing has no texts, and gives of
// a time or number the value for words.
func (t *text) words(ev hearsay.EvidenceRef) (string, error) {
	w, err := t.texts.Words(ev.Report, ev.At)
	if w == "" {
		w = ev.Words
	}
	return w, err
}

// whys lists what spoke for a link and against it, the heaviest first. Weights
// are log odds: 0.7 doubles the odds, -0.7 halves them.
func (p *page) whys(indent int, list []hearsay.Why) {
	list = append([]hearsay.Why{}, list...)
	sort.SliceStable(list, func(i, j int) bool { return math.Abs(list[i].Weight) > math.Abs(list[j].Weight) })
	wide, weighed := 0, false
	for _, w := range list {
		wide = max(wide, columns.Width(columns.Clean(w.Feature)))
		weighed = weighed || w.Weight != 0
	}
	wide = min(wide, 28)
	for _, w := range list {
		lead, colour := "", columns.Green
		if weighed {
			lead = fmt.Sprintf("%+6.2f  ", w.Weight)
			if w.Weight < 0 {
				colour = columns.Red
			} else if w.Weight == 0 {
				lead, colour = "        ", ""
			}
		}
		note := columns.Clean(w.Note)
		if note == "" && w.Value != 0 && w.Value != 1 {
			note = fmt.Sprintf("%.3g", w.Value)
		}
		feature := columns.Pad(columns.Shorten(columns.Clean(w.Feature), wide), wide) + "  "
		pad := indent + columns.Width(lead) + columns.Width(feature)
		for i, l := range columns.Wrap(note, max(16, p.width-pad)) {
			if i == 0 {
				p.line(strings.Repeat(" ", indent) + p.paint(colour, lead) + feature + l)
				continue
			}
			p.line(strings.Repeat(" ", pad) + l)
		}
	}
}

// decision writes one decision of linking with its reasons.
func (p *page) decision(c hearsay.Change) {
	s := changeWords(c)
	if c.Report != "" && !strings.HasPrefix(c.Subject, c.Report) && !strings.HasPrefix(c.Object, c.Report) {
		s += ", because of " + c.Report
	}
	p.block(2, minute(c.Known)+"  ", s, "")
	p.whys(4, c.Why)
}

// changeWords tells a decision as a sentence.
func changeWords(c hearsay.Change) string {
	s, o := columns.Clean(c.Subject), columns.Clean(c.Object)
	switch c.Kind {
	case "copy-found":
		return s + " copies " + o
	case "copy-undone":
		return s + " copies nothing after all"
	case "story-founded":
		return "the story " + pick(s, o, hearsay.StoryPrefix) + " began with " + other(s, o, hearsay.StoryPrefix)
	case "story-joined-by":
		return other(s, o, hearsay.StoryPrefix) + " came to the story " + pick(s, o, hearsay.StoryPrefix)
	case "story-joined":
		return "the story " + o + " was joined into " + s
	case "story-split":
		return "the story " + o + " was split: a part became " + s
	case "event-founded":
		return "the event " + pick(s, o, hearsay.EventPrefix) + " began with " + other(s, o, hearsay.EventPrefix)
	case "event-joined-by":
		return other(s, o, hearsay.EventPrefix) + " tells the event " + pick(s, o, hearsay.EventPrefix)
	case "event-joined":
		return "the event " + o + " was joined into " + s
	case "event-parted":
		return "people took a telling from the event " + s + " to " + o
	case "corrected":
		return "people corrected " + o + ", of " + s
	case "correction-undone":
		return "a correction of " + o + " was undone, of " + s
	case "relation":
		return s + " is a consequence of " + o
	case "revision":
		return s + " is a new version of " + o
	case "withdrawn":
		return s + " was withdrawn"
	case "reread":
		return s + " was read anew"
	}
	return strings.TrimSpace(columns.Clean(c.Kind) + " " + s + " " + o)
}

// pick is the id of two that has the prefix, and other the one that has not.
func pick(a, b, prefix string) string {
	if strings.HasPrefix(a, prefix) || b == "" {
		return a
	}
	return b
}

func other(a, b, prefix string) string {
	if strings.HasPrefix(a, prefix) {
		if b == "" {
			return "its first report"
		}
		return b
	}
	return a
}

func (p *page) changes(heading string, list []hearsay.Change) {
	if len(list) == 0 {
		return
	}
	p.heading(heading)
	for _, c := range list {
		p.decision(c)
	}
}

func (p *page) reportWhy(w *query.ReportWhy) {
	p.reportHead(&w.Report)
	if w.Report.Found != "" {
		p.block(2, "", "found in "+columns.Clean(w.Report.Found), columns.Dim)
	}
	for _, r := range w.Readings {
		p.block(2, "", "read "+minute(r.Recorded)+" by "+columns.Clean(r.MadeBy), columns.Dim)
	}
	if c := w.Report.Copy; c != nil {
		p.heading("WHAT IT COPIES")
		of := c.Of
		if w.Original != nil {
			of = outlet(w.Original.Outlet) + ", " + minute(w.Original.Known) + ": " + title(w.Original.Title) + " (" + c.Of + ")"
		}
		p.block(2, "", of, "")
		p.block(2, "", copyWords(c), "")
		if c.Changed.Title {
			p.block(2, "", "its title is another", "")
		}
		for _, s := range w.Left {
			p.block(2, "left out  ", quote(columns.Clean(s)), columns.Red)
		}
		for _, s := range w.Added {
			p.block(2, "added     ", quote(columns.Clean(s)), columns.Green)
		}
	}
	if len(w.CopiedBy) > 0 {
		p.heading("WHAT COPIES IT")
		for _, c := range w.CopiedBy {
			p.ends(2, minute(c.Known)+"  "+outlet(c.Outlet)+": "+title(c.Title), "", c.ID, columns.Dim)
		}
	}
	if w.Story != nil {
		p.heading("ITS STORY")
		p.ends(2, title(w.Story.Title), "", w.Story.ID, columns.Dim)
		p.block(2, "", fmt.Sprintf("%s in %s", figure(w.Story.Reports, "report"), figure(w.Story.Outlets, "outlet")), columns.Dim)
	}
	p.changes("WHY IT IS LINKED SO", w.Changes)
	if len(w.Versions) > 1 {
		p.heading("VERSIONS")
		for _, v := range w.Versions {
			p.ends(2, fmt.Sprintf("%d  %s  %s", v.Version, minute(v.Known), title(v.Title)), "", v.ID, columns.Dim)
		}
	}
	p.revisions(w.Revisions)
	p.heading("WHAT WAS READ IN IT")
	for _, t := range w.Tellings {
		event := t.Merged
		if event == "" {
			event = "not linked yet"
		}
		p.ends(2, columns.Pad(t.ID[strings.IndexByte(t.ID, '/')+1:], 4)+" "+eventType(t.Type, t.Modes, nil)+` "`+columns.Clean(t.Trigger)+`"`, "", event, columns.Dim)
	}
	p.block(2, "", fmt.Sprintf("%s, %s, %s; hearsay explain ID/e1 or ID/c1 tells of each.", figure(len(w.Tellings), "event"), figure(w.Claims, "claim"), figure(w.Entities, "entity")), columns.Dim)
	if len(w.Passed) > 0 {
		p.block(2, "", figure(len(w.Passed), "thing")+" seen and not coded: --passed-over lists them with the reasons.", columns.Dim)
	}
}

func (p *page) revisions(list []hearsay.Revision) {
	if len(list) == 0 {
		return
	}
	p.heading("WHAT CHANGED BETWEEN VERSIONS")
	for _, v := range list {
		colour := columns.Yellow
		switch v.Kind {
		case "dropped":
			colour = columns.Red
		case "added":
			colour = columns.Green
		}
		note := columns.Clean(v.Note)
		if note == "" {
			note = v.From + " -> " + v.To
		}
		p.block(2, columns.Pad(columns.Clean(v.Kind), 9)+" ", note, colour)
		if v.Was != "" {
			p.block(12, "was ", quote(columns.Clean(v.Was)), columns.Dim)
		}
		if v.Is != "" {
			p.block(12, "is  ", quote(columns.Clean(v.Is)), columns.Dim)
		}
	}
}

func (p *page) storyWhy(w *query.StoryWhy) {
	p.spread(0, title(w.Title), columns.Bold, w.ID, columns.Dim)
	p.block(2, "", storySize(&w.Story.Story), columns.Dim)
	if w.Into != "" {
		p.block(2, "", "joined into "+w.Into, columns.Yellow)
	}
	p.heading("ITS REPORTS")
	p.articles(2, w.Articles, 100)
	p.changes("HOW IT CAME ABOUT", w.Changes)
}

func (p *page) eventWhy(w *query.EventWhy) {
	p.eventHead(&w.Event)
	p.eventWhole(&w.Event)
	p.heading("WHY THESE TELLINGS ARE ONE EVENT")
	for i, t := range w.Told {
		if i == mostTellings {
			p.block(2, "", "and "+figure(len(w.Told)-mostTellings, "more telling")+"; --format json has all", columns.Dim)
			break
		}
		state := ""
		if !t.Withdrawn.IsZero() {
			state = "withdrawn " + minute(t.Withdrawn)
		}
		p.ends(2, t.ID+"  "+outlet(t.Teller.Outlet)+", "+minute(t.Teller.Known)+` "`+columns.Clean(t.Trigger)+`"`, "", state, columns.Yellow)
		found := false
		for _, c := range w.Changes {
			if (c.Subject == t.ID || c.Object == t.ID) && strings.HasPrefix(c.Kind, "event-") {
				found = true
				if c.Kind == "event-founded" {
					p.block(4, "", "the event began with it", columns.Dim)
				}
				p.whys(4, c.Why)
			}
		}
		if !found {
			p.block(4, "", "no reason was noted", columns.Dim)
		}
	}
	var rest []hearsay.Change
	for _, c := range w.Changes {
		switch c.Kind {
		case "event-joined", "event-parted", "corrected", "correction-undone", "relation", "withdrawn":
			rest = append(rest, c)
		}
	}
	p.changes("JOINS, SPLITS, CORRECTIONS, CONSEQUENCES", rest)
	if len(w.History) > 1 {
		p.heading("HOW IT STOOD BEFORE")
		for _, h := range w.History {
			p.block(2, minute(h.Changed)+"  ", fmt.Sprintf("%s (%s)", columns.Clean(h.Summary), figure(len(h.Origins), "origin")), "")
		}
	}
}

// passed lists what was seen in a report and not coded.
func (p *page) passed(w *query.PassedWhy) {
	p.reportHead(&w.Report)
	p.heading("SEEN AND NOT CODED")
	if len(w.Passed) == 0 {
		p.block(2, "", "Nothing was passed over.", columns.Dim)
	}
	for _, o := range w.Passed {
		p.block(2, columns.Pad(columns.Clean(o.What), 7)+" ", quote(columns.Shorten(columns.Clean(o.Text), 160)), "")
		reason := columns.Clean(o.Reason)
		if o.By != "" {
			reason += " [" + columns.Clean(o.By) + "]"
		}
		p.block(10, "", reason, columns.Dim)
	}
}
