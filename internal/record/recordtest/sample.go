package recordtest

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// sampleSize is how many reports a sample has.
const sampleSize = 12

// WriteSample fills an empty record with a bit of everything. Files that hold it
// are kept, so that what older versions of the program wrote stays readable; it
// must never write anything else. A newer sample is another function.
func WriteSample(ctx context.Context, db record.Store) error {
	for n := 1; n <= sampleSize; n++ {
		err := db.Write(ctx, func(w record.Writer) error { return sampleStep(ctx, w, n) })
		if err != nil {
			return err
		}
	}
	return nil
}

func sampleStep(ctx context.Context, w record.Writer, n int) error {
	k := sampleReport(n)
	got, err := w.Keep(ctx, []record.Kept{k})
	if err != nil {
		return err
	}
	seq := got[0].Seq
	var errs []error
	do := func(err error) { errs = append(errs, err) }
	do(w.Post(ctx, "story", []hearsay.Posting{{Key: 1 << 63, Day: 22432, Ref: seq}}))
	do(w.Count(ctx, "story", []uint64{1 << 63}, 22432))
	do(w.PutCards(ctx, []record.Card{{Kind: "story", Ref: seq, Body: []byte{byte(n), 0}}}))
	do(w.SetStory(ctx, []int64{seq}, storyID(1)))
	do(w.PutStory(ctx, hearsay.Story{ID: storyID(1), Title: "Flood at Talvenne", Reports: n, Outlets: 1, Origins: n, First: at(1, 7), Last: k.Report.Document.Published}))
	do(w.SetMerged(ctx, []string{k.Report.ID + "/e1"}, eventID(1)))
	do(w.PutMerged(ctx, sampleEvent(n)))
	do(w.Note(ctx, []hearsay.Change{{Known: k.Report.Document.Published, Kind: "event-joined-by", Subject: k.Report.ID + "/e1", Object: eventID(1), Report: k.Report.ID, Why: []hearsay.Why{{Feature: "same place", Value: 1, Weight: 2.5, Note: "0 km"}}}}))
	if n > 1 {
		do(w.SetCopy(ctx, seq, &hearsay.Copy{Of: reportID(1), Taken: 1, Given: 1, Kind: "exact"}))
	}
	do(w.Withdraw(ctx, []string{k.Report.ID + "/c2"}, []string{k.Report.ID + "/e2"}, at(20, 0)))
	do(w.Revise(ctx, []hearsay.Revision{{From: reportID(1), To: k.Report.ID, Kind: "reworded", Old: "c1", New: "c1", Was: "twelve", Is: "a dozen"}}))
	do(w.PutRelation(ctx, eventID(1), hearsay.Relation{Event: eventID(2), Kind: "consequence", Why: "it names it"}))
	do(w.Fail(ctx, record.Failure{Key: fmt.Sprint("k", n), Kind: "not text", Bytes: []byte("%PDF"), First: at(2, 0), Last: at(2, 0)}))
	if n%2 == 0 {
		do(w.SetLinked(ctx, []int64{seq}))
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func sampleReport(n int) record.Kept {
	return made(n, func(k *record.Kept) {
		if n%3 == 0 {
			k.Report.Bytes = []byte(k.Report.Document.Text)
		}
	})
}

func sampleEvent(n int) record.MergedRow {
	return event(eventID(1), func(m *record.MergedRow) {
		m.Slots[0].Values[0].Low = number(11 + n)
		for i := 2; i <= n; i++ {
			m.Reports = append(m.Reports, reportID(i))
		}
	})
}

// CheckSample fails the test where a record does not hold what WriteSample wrote.
func CheckSample(t *testing.T, db record.Store) {
	t.Helper()
	s := &suite{t, db}
	s.read(func(ctx context.Context, r record.Reader) {
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts", n, record.Totals{Reports: sampleSize, Pending: sampleSize / 2, Readings: sampleSize, Claims: 2 * sampleSize, Tellings: 2 * sampleSize, Stories: 1, Events: 1, Copies: sampleSize - 1, Failed: sampleSize})
		for i := 1; i <= sampleSize; i++ {
			k := sampleReport(i)
			rep, err := r.Report(ctx, reportID(i))
			s.must(err)
			want := *k.Report
			want.Seq, want.Version, want.Recorded, want.Story = rep.Seq, 1, rep.Recorded, storyID(1)
			if i > 1 {
				want.Copy = &hearsay.Copy{Of: reportID(1), Taken: 1, Given: 1, Kind: "exact"}
			}
			s.same("report", rep, &want)
			g, err := r.ReadingOf(ctx, rep.Seq)
			s.must(err)
			for j := range k.Reading.Claims {
				k.Reading.Claims[j].Report, k.Reading.Tellings[j].Report = rep.Seq, rep.Seq
			}
			k.Reading.Seq, k.Reading.Report, k.Reading.Recorded = g.Seq, rep.Seq, rep.Recorded
			s.same("reading", *g, k.Reading)
			cards, err := r.Cards(ctx, "story", []int64{rep.Seq})
			s.must(err)
			s.same("card", cards, map[int64][]byte{rep.Seq: {byte(i), 0}})
			cs, err := r.ChangesOf(ctx, reportID(i)+"/e1")
			s.must(err)
			if len(cs) != 1 || cs[0].Object != eventID(1) || len(cs[0].Why) != 1 || cs[0].Why[0].Weight != 2.5 {
				s.Errorf("changes %+v", cs)
			}
		}
		h, err := r.History(ctx, eventID(1), 0)
		s.must(err)
		var want []hearsay.Merged
		for i := range h {
			m := sampleEvent(i + 1).Merged
			m.Seq = h[i].Seq
			want = append(want, m)
		}
		s.same("history", h, want)
		s.same("views", len(h), sampleSize)
		whole, err := r.Merged(ctx, eventID(1))
		s.must(err)
		s.same("event", whole.Merged, want[len(want)-1])
		record.DropEvidence(whole)
		for name, f := range map[string]record.Filter{"by type": {Types: []string{"FLOOD"}}, "by party": {Recipients: []string{"talvenne"}}, "by time": {Since: at(1, 0), Until: at(2, 0), AsOf: at(3, 0)},
			"by place": {Places: []record.PlaceFilter{{Lat: -31, Lon: -56, Kilometres: 100}}}, "by story": {Story: storyID(1)}, "by report": {Report: reportID(3)}} {
			page, err := r.Events(ctx, f)
			s.must(err)
			if len(page.Rows) != 1 || cmp.Diff(page.Rows[0], *whole, cmpopts.EquateEmpty()) != "" {
				s.Errorf("events %s: %+v", name, page.Rows)
			}
		}
		claims, err := r.Claims(ctx, record.Filter{Speakers: []string{"water board"}, Event: eventID(1)})
		s.must(err)
		if len(claims.Rows) != sampleSize || !claims.Rows[0].Withdrawn.Equal(at(20, 0)) {
			s.Errorf("claims %+v", claims.Rows)
		}
		found, err := r.Search(ctx, record.Filter{Text: text(word("water board"), near(3, "denied", "board"))})
		s.must(err)
		s.same("found", len(found.Rows), sampleSize)
		stories, err := r.Stories(ctx, record.Filter{Outlets: []string{"osk valley courier"}})
		s.must(err)
		s.same("stories", len(stories.Rows), 1)
		ps, err := r.Near(ctx, "story", []uint64{1 << 63}, 22400, 22440, 0)
		s.must(err)
		counts, total, err := r.Frequency(ctx, "story", []uint64{1 << 63}, 22432, 22432)
		s.must(err)
		s.same("index", []int64{int64(len(ps)), counts[0], total}, []int64{sampleSize, sampleSize, sampleSize})
		told, err := r.Told(ctx, eventID(1))
		s.must(err)
		s.same("told", len(told), sampleSize)
		rs, err := r.Revisions(ctx, reportID(2))
		s.must(err)
		s.same("revisions", len(rs), 1)
		fs, err := r.Failed(ctx, 0, 0)
		s.must(err)
		s.same("failures", len(fs), sampleSize)
		follows, _, err := r.Relations(ctx, eventID(1))
		s.must(err)
		s.same("follows", len(follows), 1)
	})
}
