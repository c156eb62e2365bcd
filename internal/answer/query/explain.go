package query

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Explanation says why something stands in the record as it does. One of the parts
// is filled, by Kind.
type Explanation struct {
	Kind    string // report story event telling claim
	ID      string
	Report  *ReportWhy
	Story   *StoryWhy
	Event   *EventWhy
	Telling *TellingWhy
	Claim   *ClaimWhy
	Passed  *PassedWhy // of a report, where only that was asked for
	Next    int64      // the number of a change, to ask for those after it; 0: there are no more
	Notes   []string   // what a reader has to know of the answer
}

// Extent is how much of an explanation is wanted: all of it, or what a bounded answer has, of the changes those whose
// number is above After.
type Extent struct {
	Bounded bool
	After   int64
}

// PassedWhy: what was seen in a report and not coded, with the reasons.
type PassedWhy struct {
	Report hearsay.Report // without its bytes
	Passed []PassedOver
}

// PassedOver is one of them with its words.
type PassedOver struct {
	hearsay.PassedOver
	Text string
}

// ReportWhy: how a report was read and linked.
type ReportWhy struct {
	Report    hearsay.Report // without its bytes
	Original  *record.Teller // what it copies
	Left      []string       // sentences of the original that it leaves out
	Added     []string       // sentences of its own
	CopiedBy  []record.Teller
	Versions  []record.Teller
	Revisions []hearsay.Revision // to and from it
	Story     *hearsay.Story
	Changes   []hearsay.Change // that concern it
	Tellings  []record.Told
	Claims    int
	Entities  int
	Passed    []hearsay.PassedOver // seen and not coded
	Readings  []ReadingHead
}

// ReadingHead is when and by what a report was read.
type ReadingHead struct {
	MadeBy   string
	Recorded time.Time
}

// StoryWhy: how a story came about.
type StoryWhy struct {
	Story
	Changes []hearsay.Change
}

// EventWhy: why each telling is in a merged event.
type EventWhy struct {
	Event
	Told    []record.Told
	Changes []hearsay.Change
	History []hearsay.Merged
}

// TellingWhy: how one report's event was coded.
type TellingWhy struct {
	Told     record.Told
	Event    hearsay.Event // as read
	Entities []hearsay.Entity
	Claims   []hearsay.Claim // that report it
	Text     string          // of the report
	Report   record.Teller
	Sentence hearsay.Span // that the trigger stands in
	Merged   string
	Changes  []hearsay.Change
	// Corrections are what people say of it, the newest first, undone ones too.
	Corrections []hearsay.Correction
}

// ClaimWhy: how one claim was found.
type ClaimWhy struct {
	Claim     hearsay.Claim // as read
	Entities  []hearsay.Entity
	Events    []hearsay.Event // that it reports
	Merged    map[string]string
	Parent    *hearsay.Claim
	Text      string
	Report    record.Teller
	Revisions []hearsay.Revision
	Grounds   *hearsay.Grounds // from reading the report again; nil: it was not
}

// Again reads a report again and tells what spoke for a claim of it.
type Again func(ctx context.Context, d *hearsay.Document, c *hearsay.Claim) (*hearsay.Grounds, error)

// ExplainReader is what explanations ask of the record.
type ExplainReader interface {
	TimelineReader
	StoryReader
	TextReader
	Report(ctx context.Context, id string) (*hearsay.Report, error)
	CopiesOf(ctx context.Context, reportID string) ([]record.Teller, error)
	Revisions(ctx context.Context, reportID string) ([]hearsay.Revision, error)
	ReadingOf(ctx context.Context, seq int64) (*record.Reading, error)
	Readings(ctx context.Context, seq int64) ([]record.Reading, error)
	ChangesOf(ctx context.Context, id string) ([]hearsay.Change, error)
	History(ctx context.Context, merged string, newest int) ([]hearsay.Merged, error)
	ToldByID(ctx context.Context, ids []string) ([]record.Told, error)
}

// Explain says why something is in the record as it is. again may be nil: then nothing is read again.
func Explain(ctx context.Context, r ExplainReader, weigh Weigh, again Again, id string, want Extent) (*Explanation, error) {
	kind, full, err := Find(ctx, r, id)
	if err != nil {
		return nil, err
	}
	x := &Explanation{Kind: kind, ID: full}
	switch kind {
	case aReport:
		x.Report, err = explainReport(ctx, r, full)
	case aStory:
		x.Story, err = explainStory(ctx, r, full, want)
	case anEvent:
		x.Event, err = explainEvent(ctx, r, weigh, full, want)
	case aTelling:
		x.Telling, err = explainTelling(ctx, r, full)
	case aClaim:
		x.Claim, err = explainClaim(ctx, r, again, full, want)
	default:
		err = wrong("", idHint, "%s is the id of a %s, and there is nothing to explain of it", full, kind)
	}
	if err == nil && want.Bounded {
		x.bound(want.After)
	}
	return x, err
}

// Passed lists what was seen in a report and not coded; the id may be that of a
// telling or claim of it.
func Passed(ctx context.Context, r ExplainReader, id string) (*Explanation, error) {
	kind, full, err := Find(ctx, r, id)
	if err != nil {
		return nil, err
	}
	if kind == aTelling || kind == aClaim {
		kind, full = aReport, full[:strings.IndexByte(full, '/')]
	}
	if kind != aReport {
		return nil, wrong("--passed-over", "give a report's id: hearsay reports lists them", "%s is the id of a %s; what was passed over is listed report by report", full, kind)
	}
	rep, err := r.Report(ctx, full)
	if err != nil {
		return nil, err
	}
	w := &PassedWhy{Report: *rep}
	w.Report.Bytes = nil
	read, err := reading(ctx, r, rep.Seq)
	if err != nil {
		return nil, err
	}
	for _, o := range read.PassedOver {
		one := PassedOver{PassedOver: o}
		if ps := pieces(read.Document.Text, []hearsay.Span{o.Span}); len(ps) == 1 {
			one.Text = ps[0]
		}
		w.Passed = append(w.Passed, one)
	}
	return &Explanation{Kind: kind, ID: full, Passed: w}, nil
}

// reading decodes the newest reading of a report.
func reading(ctx context.Context, r ExplainReader, seq int64) (*hearsay.Reading, error) {
	kept, err := r.ReadingOf(ctx, seq)
	if err != nil {
		return nil, err
	}
	var out hearsay.Reading
	if err := json.Unmarshal(kept.JSON, &out); err != nil {
		return nil, fmt.Errorf("decoding the kept reading: %w", err)
	}
	return &out, nil
}

func explainReport(ctx context.Context, r ExplainReader, id string) (*ReportWhy, error) {
	rep, err := r.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	w := &ReportWhy{Report: *rep}
	w.Report.Bytes = nil
	text := rep.Document.Text
	if c := rep.Copy; c != nil {
		seq, err := r.SeqOf(ctx, c.Of)
		if err != nil && !isNone(err) {
			return nil, err
		}
		if err == nil {
			heads, err := r.Heads(ctx, []int64{seq})
			if err != nil {
				return nil, err
			}
			if len(heads) == 1 {
				w.Original = &heads[0]
			}
			_, of, err := r.Text(ctx, seq)
			if err != nil {
				return nil, err
			}
			w.Left = pieces(of, c.Changed.Left)
		}
		w.Added = pieces(text, c.Changed.Added)
	}
	if w.CopiedBy, err = r.CopiesOf(ctx, id); err != nil {
		return nil, err
	}
	if rep.Address != "" {
		if w.Versions, err = r.Versions(ctx, rep.Address); err != nil {
			return nil, err
		}
	}
	if w.Revisions, err = r.Revisions(ctx, id); err != nil {
		return nil, err
	}
	if rep.Story != "" {
		page, err := r.Stories(ctx, record.Filter{Story: rep.Story, Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(page.Rows) == 1 {
			w.Story = &page.Rows[0]
		}
	}
	if w.Changes, err = r.ChangesOf(ctx, id); err != nil {
		return nil, err
	}
	if w.Tellings, err = r.ToldBy(ctx, rep.Seq); err != nil {
		return nil, err
	}
	all, err := r.Readings(ctx, rep.Seq)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		w.Readings = append(w.Readings, ReadingHead{one.MadeBy, one.Recorded})
	}
	read, err := reading(ctx, r, rep.Seq)
	if isNone(err) {
		return w, nil
	}
	if err != nil {
		return nil, err
	}
	w.Claims, w.Entities, w.Passed = len(read.Claims), len(read.Entities), read.PassedOver
	return w, nil
}

func pieces(text string, spans []hearsay.Span) []string {
	var out []string
	for _, s := range spans {
		if !s.Empty() && s.Start >= 0 && s.End <= len(text) {
			out = append(out, text[s.Start:s.End])
		}
	}
	return out
}

func explainStory(ctx context.Context, r ExplainReader, id string, want Extent) (*StoryWhy, error) {
	page, err := r.Stories(ctx, record.Filter{Story: id, Limit: 1})
	if err != nil {
		return nil, err
	}
	w := &StoryWhy{Story: Story{Story: hearsay.Story{ID: id}}}
	if len(page.Rows) == 1 {
		w.Story.Story = page.Rows[0]
	}
	most := AllReports
	if want.Bounded {
		most = mostRows
	}
	whole, err := StoryPage(ctx, r, w.Story.Story, time.Time{}, "", most)
	if err != nil {
		return nil, err
	}
	w.Story = *whole
	w.Changes, err = r.ChangesOf(ctx, id)
	return w, err
}

func explainEvent(ctx context.Context, r ExplainReader, weigh Weigh, id string, want Extent) (*EventWhy, error) {
	e, err := One(ctx, r, weigh, id, time.Time{})
	if err != nil {
		return nil, err
	}
	w := &EventWhy{Event: *e}
	if w.Told, err = r.Told(ctx, e.ID); err != nil {
		return nil, err
	}
	if w.Changes, err = r.ChangesOf(ctx, id); err != nil {
		return nil, err
	}
	views := 0
	if want.Bounded {
		views = mostViews + 1 // one more tells that there are more
	}
	w.History, err = r.History(ctx, e.ID, views)
	return w, err
}

// part reads the report of a telling or claim and gives the part's own id in it.
func part(ctx context.Context, r ExplainReader, id string) (read *hearsay.Reading, head record.Teller, local string, err error) {
	report, local, ok := strings.Cut(id, "/")
	if !ok {
		return nil, head, "", wrong("", idHint, "%s is no id of a telling or claim", id)
	}
	seq, err := r.SeqOf(ctx, report)
	if err != nil {
		return nil, head, "", err
	}
	heads, err := r.Heads(ctx, []int64{seq})
	if err != nil {
		return nil, head, "", err
	}
	if len(heads) == 1 {
		head = heads[0]
	}
	read, err = reading(ctx, r, seq)
	return read, head, local, err
}

func explainTelling(ctx context.Context, r ExplainReader, id string) (*TellingWhy, error) {
	read, head, local, err := part(ctx, r, id)
	if err != nil {
		return nil, err
	}
	w := &TellingWhy{Report: head, Text: read.Document.Text, Entities: read.Entities}
	found := false
	for _, e := range read.Events {
		if e.ID == local {
			w.Event, found = e, true
		}
	}
	if !found {
		return nil, wrong("", "hearsay explain "+head.ID+" lists what its newest reading holds", "the newest reading of %s holds no %s", head.ID, local)
	}
	for _, c := range read.Claims {
		if holds(c.Events, local) || holds(w.Event.Claims, c.ID) {
			w.Claims = append(w.Claims, c)
		}
	}
	told, err := r.ToldByID(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	if len(told) == 1 {
		w.Told, w.Merged = told[0], told[0].Merged
		w.Sentence = told[0].Sentence
	}
	if w.Sentence.Empty() {
		w.Sentence = w.Event.Trigger.Span
	}
	page, err := r.Corrections(ctx, record.Filter{Report: head.ID})
	if err != nil {
		return nil, err
	}
	for _, k := range page.Rows {
		k.Tellings = slices.DeleteFunc(k.Tellings, func(x hearsay.Corrected) bool { return x.Found != id })
		if len(k.Tellings) > 0 {
			w.Corrections = append(w.Corrections, k)
		}
	}
	w.Changes, err = r.ChangesOf(ctx, id)
	return w, err
}

// maxAgain is how many bytes a report may have to be read again for a bounded answer.
const maxAgain = 100_000

func explainClaim(ctx context.Context, r ExplainReader, again Again, id string, want Extent) (*ClaimWhy, error) {
	read, head, local, err := part(ctx, r, id)
	if err != nil {
		return nil, err
	}
	w := &ClaimWhy{Report: head, Text: read.Document.Text, Entities: read.Entities, Merged: map[string]string{}}
	found := false
	for i := range read.Claims {
		if read.Claims[i].ID == local {
			w.Claim, found = read.Claims[i], true
		}
	}
	if !found {
		return nil, wrong("", "hearsay explain "+head.ID+" lists what its newest reading holds", "the newest reading of %s holds no %s", head.ID, local)
	}
	for i := range read.Claims {
		if w.Claim.Parent != "" && read.Claims[i].ID == w.Claim.Parent {
			w.Parent = &read.Claims[i]
		}
	}
	var ids []string
	for _, e := range read.Events {
		if holds(w.Claim.Events, e.ID) || holds(e.Claims, local) {
			w.Events = append(w.Events, e)
			ids = append(ids, hearsay.PartID(head.ID, e.ID))
		}
	}
	if len(ids) > 0 {
		if w.Merged, err = r.MergedOf(ctx, ids); err != nil {
			return nil, err
		}
	}
	all, err := r.Revisions(ctx, head.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.From == head.ID && v.Old == local || v.To == head.ID && v.New == local {
			w.Revisions = append(w.Revisions, v)
		}
	}
	if want.Bounded && len(w.Text) > maxAgain {
		w.Grounds = &hearsay.Grounds{Note: "This report is too long to be read again here: hearsay explain does so."}
		return w, nil
	}
	if again != nil {
		rep, err := r.Report(ctx, head.ID)
		if err != nil {
			return nil, err
		}
		if w.Grounds, err = again(ctx, rep.Document, &w.Claim); err != nil {
			return nil, fmt.Errorf("reading the report again: %w", err)
		}
	}
	return w, nil
}
