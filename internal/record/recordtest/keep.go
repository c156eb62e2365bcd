package recordtest

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// expected is what a report kept as k must come back as.
func expected(k record.Kept, a record.Accepted, recorded time.Time) *hearsay.Report {
	r := *k.Report
	r.Seq, r.Version, r.Recorded = a.Seq, a.Version, recorded
	return &r
}

func (s *suite) keepFields() {
	k := made(1)
	got := s.keep(k)
	if a := got[0]; !a.New || a.ID != k.Report.ID || a.Version != 1 || a.Before != "" || a.Seq <= 0 || k.Report.Seq != a.Seq || k.Report.Version != 1 || k.Report.Recorded.IsZero() {
		s.Errorf("accepted %+v, report filled with %d, %d, %v", a, k.Report.Seq, k.Report.Version, k.Report.Recorded)
	}
	s.read(func(ctx context.Context, r record.Reader) {
		rep, err := r.Report(ctx, k.Report.ID)
		s.must(err)
		s.same("report", rep, expected(k, got[0], k.Report.Recorded))
		title, text, err := r.Text(ctx, got[0].Seq)
		s.must(err)
		s.same("title", title, k.Report.Document.Title)
		s.same("text", text, k.Report.Document.Text)
		g, err := r.ReadingOf(ctx, got[0].Seq)
		s.must(err)
		want := k.Reading
		want.Seq, want.Report, want.Recorded = g.Seq, got[0].Seq, k.Report.Recorded
		for i := range want.Claims {
			want.Claims[i].Report = got[0].Seq
		}
		for i := range want.Tellings {
			want.Tellings[i].Report = got[0].Seq
		}
		s.same("reading", *g, want)
		title, text, digest := s.draft(ctx, r, got[0].Seq)
		s.same("draft", []string{title, text, string(digest)}, []string{k.Report.Document.Title, k.Report.Document.Text, string(k.Reading.Digest)})
		told, err := r.ToldBy(ctx, got[0].Seq)
		s.must(err)
		head := record.HeadOf(rep)
		s.same("told", told, []record.Told{{Telling: want.Tellings[0], Teller: head}, {Telling: want.Tellings[1], Teller: head}})
		_, err = r.Report(ctx, "r0000000000no")
		if !errors.Is(err, record.ErrNone) {
			s.Errorf("a report that is not there: %v", err)
		}
		for _, seq := range []int64{0, got[0].Seq + 100} {
			_, err1 := r.ReadingOf(ctx, seq)
			ds, err2 := r.Drafts(ctx, []int64{seq})
			_, _, err3 := r.Text(ctx, seq)
			if !errors.Is(err1, record.ErrNone) || len(ds) != 0 || err2 != nil || !errors.Is(err3, record.ErrNone) {
				s.Errorf("report %d that is not there: %v, %v %v, %v", seq, err1, ds, err2, err3)
			}
		}
	})
}

// draft is one report as linking reads it.
func (s *suite) draft(ctx context.Context, r record.Reader, seq int64) (title, text string, digest []byte) {
	s.Helper()
	ds, err := r.Drafts(ctx, []int64{seq})
	s.must(err)
	if len(ds) != 1 || ds[0].Seq != seq {
		s.Fatalf("drafts of report %d: %v", seq, ds)
	}
	text, digest, err = ds[0].Open()
	s.must(err)
	return ds[0].Title, text, digest
}

// keepBare: nothing but an id and a text; what is empty stays empty.
func (s *suite) keepBare() {
	fetched := at(9, 9)
	k := record.Kept{Report: &hearsay.Report{ID: reportID(1), Document: &hearsay.Document{ID: reportID(1), Text: "Rain."}, Fetched: fetched}, Reading: record.Reading{MadeBy: "m", JSON: []byte(`{}`)}}
	same := record.Kept{Report: &hearsay.Report{ID: reportID(2), Document: &hearsay.Document{ID: reportID(2), Text: "Rain."}, Bytes: []byte("Rain."), Fetched: fetched}, Reading: record.Reading{MadeBy: "m", JSON: []byte(`{}`)}}
	none := record.Kept{Report: &hearsay.Report{ID: reportID(3), Document: &hearsay.Document{ID: reportID(3)}, Bytes: []byte{}}, Reading: record.Reading{JSON: []byte(`{}`)}}
	got := s.keep(k, same, none)
	s.read(func(ctx context.Context, r record.Reader) {
		for i, k := range []record.Kept{k, same, none} {
			rep, err := r.Report(ctx, k.Report.ID)
			s.must(err)
			s.same("report", rep, expected(k, got[i], k.Report.Recorded))
			if (rep.Bytes == nil) != (k.Report.Bytes == nil) {
				s.Errorf("%s: no bytes and empty bytes are confused", k.Report.ID)
			}
			if !rep.Superseded.IsZero() || !rep.Modified.IsZero() || !rep.Document.Published.IsZero() {
				s.Errorf("%s: a time that nobody gave: %+v", k.Report.ID, rep)
			}
		}
		rep, err := r.Report(ctx, reportID(1))
		s.must(err)
		s.same("known", rep.Known(), fetched)
		g, err := r.ReadingOf(ctx, got[0].Seq)
		s.must(err)
		if g.Digest != nil || len(g.Claims) != 0 || len(g.Tellings) != 0 || string(g.JSON) != "{}" {
			s.Errorf("an empty reading came back as %+v", g)
		}
	})
}

// keepZones: times come back in UTC, to the microsecond, cut off.
func (s *suite) keepZones() {
	zone := time.FixedZone("east", 5*3600+1800)
	given := time.Date(2031, 6, 2, 1, 30, 15, 123456789, zone)
	want := time.Date(2031, 6, 1, 20, 0, 15, 123456000, time.UTC)
	old := time.Date(1931, 1, 2, 3, 4, 5, 999999999, time.UTC) // before 1970 it must not be rounded up
	k := made(1, func(k *record.Kept) {
		k.Report.Document.Published, k.Report.Modified, k.Report.Fetched = given, given.Add(time.Second), old
		k.Reading.Tellings[0].Known, k.Reading.Claims[0].Known = given, given
	})
	m := event(eventID(1), func(m *record.MergedRow) {
		m.Known, m.Changed, m.Start, m.End = given, given, given, given
		m.Slots[0].Values[0].Since, m.Slots[0].Values[0].Withdrawn, m.Slots[0].Values[0].Evidence[0].Known, m.Origins[0].Since = given, &given, given, given
	})
	s.keep(k)
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.PutMerged(ctx, m)) })
	s.read(func(ctx context.Context, r record.Reader) {
		rep, err := r.Report(ctx, k.Report.ID)
		s.must(err)
		for i, got := range []time.Time{rep.Document.Published, rep.Modified.Add(-time.Second), rep.Known()} {
			if got != want {
				s.Errorf("time %d of the report: %v, want %v", i, got, want)
			}
		}
		if w := time.Date(1931, 1, 2, 3, 4, 5, 999999000, time.UTC); rep.Fetched != w {
			s.Errorf("fetched %v, want %v", rep.Fetched, w)
		}
		if rep.Recorded.Location() != time.UTC || rep.Recorded.Nanosecond()%1000 != 0 {
			s.Errorf("recorded %v", rep.Recorded)
		}
		g, err := r.ReadingOf(ctx, rep.Seq)
		s.must(err)
		heads, err := r.Heads(ctx, []int64{rep.Seq})
		s.must(err)
		e, err := r.Merged(ctx, m.ID)
		s.must(err)
		v := e.Slots[0].Values[0]
		for i, got := range []time.Time{g.Tellings[0].Known, g.Claims[0].Known, heads[0].Known, e.Known, e.Changed, e.Start, e.End, v.Since, *v.Withdrawn, v.Evidence[0].Known, e.Origins[0].Since} {
			if got != want {
				s.Errorf("time %d: %v, want %v", i, got, want)
			}
		}
	})
}

func (s *suite) keepAgain() {
	k := made(1)
	first := s.keep(k)
	other := made(1, func(k *record.Kept) {
		k.Report.Document.Title, k.Report.Address = "another", "https://courier.example/other"
	})
	again := s.keep(other, made(2), made(2))
	if a := again[0]; a.New || a.Seq != first[0].Seq || a.Version != 1 || other.Report.Seq != a.Seq {
		s.Errorf("the same id again: %+v", a)
	}
	if a, b := again[1], again[2]; !a.New || b.New || a.Seq != b.Seq {
		s.Errorf("twice in one go: %+v, %+v", a, b)
	}
	s.read(func(ctx context.Context, r record.Reader) {
		rep, err := r.Report(ctx, k.Report.ID)
		s.must(err)
		s.same("title", rep.Document.Title, k.Report.Document.Title)
		s.same("address", rep.Address, k.Report.Address)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("reports", n.Reports, int64(2))
		rs, err := r.Readings(ctx, rep.Seq)
		s.must(err)
		s.same("readings", len(rs), 1)
	})
}

func (s *suite) keepVersions() {
	address := func(k *record.Kept) { k.Report.Address = "https://courier.example/live" }
	v1, v2 := made(1, address), made(5, address)
	// v3 keeps the published time of v2 and was fetched later; it became known then.
	v3 := made(6, address, func(k *record.Kept) {
		k.Report.Document.Published = v2.Report.Document.Published
		k.Report.Fetched = at(20, 1)
	})
	free1, free2 := made(7, func(k *record.Kept) { k.Report.Address = "" }), made(8, func(k *record.Kept) { k.Report.Address = "" })
	s.keep(v1, free1, free2)
	a2 := s.keep(v2)[0]
	a3 := s.keep(v3)[0]
	if a2.Version != 2 || a2.Before != v1.Report.ID || a3.Version != 3 || a3.Before != v2.Report.ID || !a3.New {
		s.Errorf("versions: %+v, %+v", a2, a3)
	}
	s.read(func(ctx context.Context, r record.Reader) {
		vs, err := r.Versions(ctx, "https://courier.example/live")
		s.must(err)
		if len(vs) != 3 {
			s.Fatalf("%d versions", len(vs))
		}
		for i, want := range []struct {
			id         string
			version    int
			superseded time.Time
		}{{v1.Report.ID, 1, v2.Report.Document.Published}, {v2.Report.ID, 2, at(20, 1)}, {v3.Report.ID, 3, time.Time{}}} {
			if vs[i].ID != want.id || vs[i].Version != want.version || !vs[i].Superseded.Equal(want.superseded) {
				s.Errorf("version %d: %+v, want %+v", i+1, vs[i], want)
			}
		}
		rep, err := r.Report(ctx, v1.Report.ID)
		s.must(err)
		s.same("superseded", rep.Superseded, v2.Report.Document.Published)
		for _, a := range []string{"", "https://courier.example/none"} {
			vs, err := r.Versions(ctx, a)
			s.must(err)
			s.same("versions of "+a, len(vs), 0)
		}
		rep, err = r.Report(ctx, free2.Report.ID)
		s.must(err)
		s.same("version without an address", rep.Version, 1)
	})
}

func (s *suite) keepReading() {
	k := made(1)
	seq := s.keep(k)[0].Seq
	id := k.Report.ID
	newer := record.Reading{MadeBy: "hearsay 0.5", JSON: []byte(`{"schema":"none"}`), Digest: []byte("d2"),
		Claims: []record.Claim{claim(id, "c1", at(1, 7), "Petra Oyelaran", "petra oyelaran", "KEN", hearsay.Warn, "e9")}, Tellings: []hearsay.Telling{telling(id, "e9", at(1, 7), "WARN")}}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetMerged(ctx, []string{id + "/e1"}, eventID(1)))
		s.must(w.Withdraw(ctx, []string{id + "/c1"}, []string{id + "/e1"}, at(2, 0)))
		s.must(w.SetLinked(ctx, []int64{seq}))
		s.must(w.KeepReading(ctx, seq, newer))
		if err := w.KeepReading(ctx, seq+100, newer); !errors.Is(err, record.ErrNone) {
			s.Errorf("a reading of no report: %v", err)
		}
	})
	s.read(func(ctx context.Context, r record.Reader) {
		rs, err := r.Readings(ctx, seq)
		s.must(err)
		if len(rs) != 2 || rs[0].MadeBy != k.Reading.MadeBy || rs[1].MadeBy != "hearsay 0.5" || string(rs[0].JSON) != string(k.Reading.JSON) || len(rs[0].Claims) != 2 || len(rs[0].Tellings) != 2 {
			s.Errorf("readings: %+v", rs)
		}
		g, err := r.ReadingOf(ctx, seq)
		s.must(err)
		s.same("newest", g.MadeBy, "hearsay 0.5")
		_, _, digest := s.draft(ctx, r, seq)
		s.same("digest", string(digest), "d2")
		told, err := r.ToldBy(ctx, seq)
		s.must(err)
		if len(told) != 1 || told[0].ID != id+"/e9" || told[0].Merged != "" {
			s.Errorf("told %+v", told)
		}
		told, err = r.Told(ctx, eventID(1))
		s.must(err)
		s.same("told of the event", len(told), 0)
		page, err := r.Claims(ctx, record.Filter{})
		s.must(err)
		if len(page.Rows) != 1 || page.Rows[0].Speaker != "Petra Oyelaran" || !page.Rows[0].Withdrawn.IsZero() {
			s.Errorf("claims %+v", page.Rows)
		}
		page, err = r.Claims(ctx, record.Filter{Speakers: []string{"brandt"}})
		s.must(err)
		s.same("claims of the old reading", len(page.Rows), 0)
		page, err = r.Claims(ctx, record.Filter{Speakers: []string{"KEN"}, Acts: []hearsay.Act{hearsay.Warn}})
		s.must(err)
		s.same("claims of the new reading", len(page.Rows), 1)
		p, err := r.Pending(ctx, 0)
		s.must(err)
		s.same("pending", p, []int64{seq})
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts", n, record.Totals{Reports: 1, Pending: 1, Readings: 2, Claims: 1, Tellings: 1})
		for by, want := range map[string][]int64{"hearsay 0.5": nil, "hearsay 0.4, english 3.8": {seq}, "unheard of": {seq}} {
			got, err := r.Outdated(ctx, by, 0, 10)
			s.must(err)
			s.same("outdated for "+by, got, want)
			got, err = r.Outdated(ctx, by, seq, 10)
			s.must(err)
			s.same("outdated after the last for "+by, len(got), 0)
		}
	})
}

// keepCharacters: what text may hold comes back as it was.
func (s *suite) keepCharacters() {
	texts := []string{"", " ", "’", "ﬂood 🌊 👩🏽‍🚒 naïve Ωmega שלום 東京 \u200b\ufeff\u2028", "a\tb\nc\r\n", strings.Repeat("the water rose and ", 5000), `"quoted" \u0041 \ <b>&amp;</b> %s ?1 $1 '; drop table report; --`}
	var items []record.Kept
	for i, text := range texts {
		items = append(items, made(i+1, func(k *record.Kept) {
			d := k.Report.Document
			d.Text, d.Title, d.Outlet = text, strings.TrimSpace(text), text
			k.Report.Found, k.Report.Agency = text, text
			k.Reading.Claims[0].Words, k.Reading.Tellings[0].Trigger = text, text
			k.Report.Bytes = append([]byte{0, 0xff, 0xfe}, text...)
		}))
	}
	got := s.keep(items...)
	s.read(func(ctx context.Context, r record.Reader) {
		for i, k := range items {
			rep, err := r.Report(ctx, k.Report.ID)
			s.must(err)
			s.same("report", rep, expected(k, got[i], k.Report.Recorded))
			g, err := r.ReadingOf(ctx, got[i].Seq)
			s.must(err)
			s.same("reading", string(g.JSON), string(k.Reading.JSON))
			s.same("words", g.Claims[0].Words, texts[i])
			s.same("trigger", g.Tellings[0].Trigger, texts[i])
			page, err := r.Reports(ctx, record.Filter{Outlets: []string{texts[i]}})
			s.must(err)
			if len(page.Rows) == 0 {
				s.Errorf("nothing of outlet %q", texts[i])
			}
		}
	})
	// What a text column cannot hold is replaced, and not refused: reports are hostile.
	bad := made(50, func(k *record.Kept) {
		k.Report.Document.Title, k.Report.Found, k.Report.Document.Text = "a\x00b\xffc", "x\x00", "fine\x00text\xff"
		k.Reading.JSON = []byte("{}")
	})
	s.keep(bad)
	s.read(func(ctx context.Context, r record.Reader) {
		rep, err := r.Report(ctx, bad.Report.ID)
		s.must(err)
		s.same("title", rep.Document.Title, "a\ufffdb\ufffdc")
		s.same("found", rep.Found, "x\ufffd")
		s.same("text", rep.Document.Text, "fine\x00text\xff")
	})
}

func (s *suite) heads() {
	ks := []record.Kept{made(1), made(2), made(3)}
	got := s.keep(ks...)
	s.read(func(ctx context.Context, r record.Reader) {
		heads, err := r.Heads(ctx, []int64{got[2].Seq, 9999999, got[0].Seq, got[2].Seq})
		s.must(err)
		if len(heads) != 3 || heads[0].ID != ks[2].Report.ID || heads[1].ID != ks[0].Report.ID || heads[2].ID != ks[2].Report.ID {
			s.Errorf("heads %+v", heads)
		}
		d := ks[0].Report.Document
		s.same("head", heads[1], record.Teller{Seq: got[0].Seq, ID: ks[0].Report.ID, Outlet: d.Outlet, Title: d.Title, URL: d.URL, Address: ks[0].Report.Address, Version: 1,
			Agency: ks[0].Report.Agency, Known: d.Published, Language: "en"})
		heads, err = r.Heads(ctx, nil)
		s.must(err)
		s.same("no heads", len(heads), 0)
		var many []int64
		for range 40 {
			many = append(many, got[0].Seq, got[1].Seq, got[2].Seq)
		}
		heads, err = r.Heads(ctx, many)
		s.must(err)
		s.same("many heads", len(heads), 120)
		seq, err := r.SeqOf(ctx, ks[1].Report.ID)
		s.must(err)
		s.same("seq", seq, got[1].Seq)
		if _, err := r.SeqOf(ctx, "R"); !errors.Is(err, record.ErrNone) {
			s.Errorf("seq of nothing: %v", err)
		}
	})
}

// pending: by Known, then by the bytes of the id.
func (s *suite) pending() {
	ids := []string{"Ré", "Ra", "RZ", "Rz", "R_", "RÉ"}
	var items []record.Kept
	for i, id := range ids {
		items = append(items, made(i, func(k *record.Kept) {
			k.Report.ID, k.Report.Document.Published = id, at(5, 0)
			k.Reading.Claims, k.Reading.Tellings = nil, nil
		}))
	}
	early := made(100, func(k *record.Kept) { k.Report.Document.Published = at(4, 23) })
	late := made(101, func(k *record.Kept) { k.Report.Document.Published = at(5, 0).Add(time.Microsecond) })
	never := made(102, func(k *record.Kept) {
		k.Report.Document.Published, k.Report.Modified, k.Report.Fetched = time.Time{}, time.Time{}, time.Time{}
	})
	got := s.keep(append(items, late, early, never)...)
	want := []int64{got[8].Seq, got[7].Seq, got[2].Seq, got[4].Seq, got[1].Seq, got[3].Seq, got[5].Seq, got[0].Seq, got[6].Seq} // Z _ a z É é
	s.read(func(ctx context.Context, r record.Reader) {
		p, err := r.Pending(ctx, 0)
		s.must(err)
		s.same("pending", p, want)
		p, err = r.Pending(ctx, 2)
		s.must(err)
		s.same("the first two", p, want[:2])
	})
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetLinked(ctx, want[1:]))
		s.must(w.SetLinked(ctx, want[1:3]))
		n, err := w.CountPending(ctx)
		s.must(err)
		s.same("count within", n, int64(1))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		p, err := r.Pending(ctx, 0)
		s.must(err)
		s.same("pending", p, want[:1])
		n, err := r.CountPending(ctx)
		s.must(err)
		s.same("count", n, int64(1))
	})
}

func (s *suite) failures() {
	f := record.Failure{Key: "k1", Found: "box.mbox#3", Address: "https://x.example/1", Kind: "not text", Reason: "this is a PDF file", Hint: "save its text", Bytes: []byte("%PDF\x00"), MediaType: "application/pdf",
		Given: []byte(`{"outlet":"Radio Sellin"}`), First: at(1, 1), Last: at(1, 1)}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Fail(ctx, f))
		s.must(w.Fail(ctx, record.Failure{Key: "k2", Kind: "unreachable", First: at(1, 2), Last: at(1, 2)}))
		again := f
		again.Reason, again.First, again.Last = "still a PDF file", at(2, 0), at(2, 0)
		s.must(w.Fail(ctx, again))
		s.must(w.MarkItem(ctx, "m1"))
		s.must(w.MarkItem(ctx, "m1"))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		fs, err := r.Failed(ctx, 0, 0)
		s.must(err)
		if len(fs) != 2 {
			s.Fatalf("%d failures", len(fs))
		}
		want := f
		want.Seq, want.Tries, want.Last, want.Reason = fs[0].Seq, 2, at(2, 0), "still a PDF file"
		s.same("failure", fs[0], want)
		s.same("bare failure", fs[1], record.Failure{Seq: fs[1].Seq, Key: "k2", Kind: "unreachable", Tries: 1, First: at(1, 2), Last: at(1, 2)})
		if fs[1].Bytes != nil || fs[1].Given != nil {
			s.Error("bytes that nobody gave")
		}
		next, err := r.Failed(ctx, fs[0].Seq, 1)
		s.must(err)
		s.same("after the first", next, fs[1:])
		for key, want := range map[string]bool{"k1": false, "k2": false, "m1": true, "m2": false, "": false} {
			got, err := r.HasItem(ctx, key)
			s.must(err)
			s.same("has "+key, got, want)
		}
	})
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Unfail(ctx, "k1"))
		s.must(w.Unfail(ctx, "k1"))
		s.must(w.MarkItem(ctx, "k1"))
		s.must(w.Unfail(ctx, "k2"))
		n, err := w.Counts(ctx)
		s.must(err)
		s.same("failed", n.Failed, int64(0))
		for key, want := range map[string]bool{"k1": true, "k2": false} {
			got, err := w.HasItem(ctx, key)
			s.must(err)
			s.same("has "+key, got, want)
		}
	})
}
