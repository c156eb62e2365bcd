package tables

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/hearsay/hearsay/internal/record"
)

// Forms of a report's bytes in table body.
const (
	noBytes   = 0
	textBytes = 1 // they are the text
	ownBytes  = 2
)

// Keep accepts reports with their readings.
func (t *tx) Keep(ctx context.Context, items []record.Kept) ([]record.Accepted, error) {
	out := make([]record.Accepted, len(items))
	for i := range items {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if out[i], err = t.keep(&items[i]); err != nil {
			return nil, trouble("keeping report "+items[i].Report.ID, err)
		}
	}
	return out, nil
}

func (t *tx) keep(k *record.Kept) (record.Accepted, error) {
	r := k.Report
	acc := record.Accepted{ID: r.ID, New: true, Version: 1}
	if r.ID == "" || r.Document == nil {
		return acc, errors.New("a report needs an id and a document")
	}
	var recorded int64
	err := t.Row("select seq, version, recorded from report where id = ?", []any{r.ID}, &acc.Seq, &acc.Version, &recorded)
	if err == nil {
		acc.New = false
		r.Seq, r.Version, r.Recorded = acc.Seq, acc.Version, record.Instant(recorded)
		return acc, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return acc, err
	}
	known := record.Stamp(r.Known())
	var before int64
	if r.Address != "" {
		var version int
		var old int64
		err := t.Row("select seq, id, version, known from report where address = ? and address <> '' order by version desc limit 1", []any{record.Plain(r.Address)}, &before, &acc.Before, &version, &old)
		if err == nil {
			acc.Version = version + 1
			when := record.SupersededAt(record.Instant(old), known, r.Fetched)
			t.Memory.heads.Drop(before)
			err = t.Exec("update report set superseded = ? where seq = ?", record.Micros(when), before)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return acc, err
		}
	}
	d, p := r.Document, record.Plain
	doc := d.ID
	if doc == r.ID {
		doc = ""
	}
	maker, err := t.maker(k.Reading.MadeBy)
	if err != nil {
		return acc, err
	}
	acc.Seq, err = t.Insert(`insert into report (id, doc, address, version, outlet, url, title, language, published, has_clock, modified, fetched, recorded, known,
			superseded, media_type, found, agency, stage, reading, maker, story)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?, 1, 0, ?, '') returning seq`,
		p(r.ID), p(doc), p(r.Address), acc.Version, p(d.Outlet), p(d.URL), p(d.Title), p(d.Language), record.Micros(d.Published), d.HasClock, record.Micros(r.Modified), record.Micros(r.Fetched),
		t.now, record.Order(known), p(r.MediaType), p(r.Found), p(r.Agency), maker)
	if err != nil {
		return acc, err
	}
	form, body := noBytes, []byte(nil)
	switch {
	case r.Bytes == nil:
	case bytes.Equal(r.Bytes, []byte(d.Text)):
		form = textBytes
	default:
		form, body = ownBytes, record.Squeeze(r.Bytes)
	}
	if err := t.Exec("insert into body (seq, text, bytes, form) values (?, ?, ?, ?)", acc.Seq, record.Squeeze([]byte(d.Text)), body, form); err != nil {
		return acc, err
	}
	if err := t.PutText(acc.Seq, record.Indexed(d.Title), record.Indexed(d.Text)); err != nil {
		return acc, err
	}
	head := record.Teller{Seq: acc.Seq, ID: r.ID, Outlet: d.Outlet, Known: known}
	if err := t.addReading(&head, d.Text, &k.Reading, maker); err != nil {
		return acc, err
	}
	if err := t.keptBy(d.Outlet, record.Order(known)); err != nil {
		return acc, err
	}
	t.add(reports, 1)
	t.add(pending, 1)
	r.Seq, r.Version, r.Recorded = acc.Seq, acc.Version, record.Instant(t.now)
	return acc, nil
}

// addReading keeps a reading and makes it the newest of its report.
func (t *tx) addReading(head *record.Teller, text string, g *record.Reading, maker int64) error {
	ts, cs := record.PackTellings(head.ID, g.Tellings), record.PackClaims(head.ID, g.Claims)
	var digest []byte
	if g.Digest != nil {
		digest = record.Squeeze(g.Digest)
	}
	seq, err := t.Insert("insert into reading (report, maker, recorded, digest, tellings, claims, json) values (?, ?, ?, ?, ?, ?, ?) returning seq",
		head.Seq, maker, t.now, digest, ts, cs, record.SqueezeOwn(record.TextOut(g.JSON, text)))
	if err != nil {
		return err
	}
	if err := t.Exec("update report set reading = ?, maker = ? where seq = ?", seq, maker, head.Seq); err != nil {
		return err
	}
	t.add(readings, 1)
	t.add(claims, int64(len(g.Claims)))
	t.add(tellings, int64(len(g.Tellings)))
	t.putTerms("report_term", head.Seq, record.ReportTerms(head, g.Claims))
	return nil
}

// KeepReading adds a newer reading of a report. Its tellings are new ones, whatever
// their ids: the report leaves the merged events, and waits to be linked again.
func (t *tx) KeepReading(ctx context.Context, seq int64, g record.Reading) error {
	return trouble(fmt.Sprintf("keeping a reading of report %d", seq), t.keepReading(ctx, seq, g))
}

func (t *tx) keepReading(ctx context.Context, seq int64, g record.Reading) error {
	heads, err := t.Heads(ctx, []int64{seq})
	if err != nil {
		return err
	}
	if len(heads) == 0 {
		return record.ErrNone
	}
	head := &heads[0]
	_, text, err := t.Text(ctx, seq)
	if err != nil {
		return err
	}
	old, err := t.ReadingOf(ctx, seq)
	if err != nil {
		return err
	}
	t.dropTerms("report_term", seq, record.ReportTerms(head, old.Claims))
	t.add(claims, -int64(len(old.Claims)))
	t.add(tellings, -int64(len(old.Tellings)))
	if err := t.Exec("delete from told where report = ?", seq); err != nil {
		return err
	}
	// The ids of claims and tellings all begin with the report's, and "0" follows "/".
	if err := t.Exec("delete from withdrawn where id > ? and id < ?", head.ID+"/", head.ID+"0"); err != nil {
		return err
	}
	maker, err := t.maker(g.MadeBy)
	if err != nil {
		return err
	}
	if err := t.addReading(head, text, &g, maker); err != nil {
		return err
	}
	n, err := t.Change("update report set stage = 1 where seq = ? and stage <> 1", seq)
	t.add(pending, n)
	return err
}

// maker numbers what made readings.
func (t *tx) maker(name string) (int64, error) {
	var n int64
	err := t.Row("select n from maker where name = ?", []any{record.Plain(name)}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		return t.Insert("insert into maker (name) values (?) returning n", record.Plain(name))
	}
	return n, err
}

// SetLinked says that reports have come through linking.
func (t *tx) SetLinked(ctx context.Context, seqs []int64) error {
	err := Parts(seqs, func(part []int64) error {
		n, err := t.Change("update report set stage = 2 where stage = 1 and seq in ("+repeat("?", len(part))+")", anys(part)...)
		t.add(pending, -n)
		return err
	})
	return trouble("marking reports as linked", err)
}

// MarkItem makes HasItem true for a key.
func (t *tx) MarkItem(_ context.Context, key string) error {
	return trouble("marking an item", t.Exec("insert into item (key) values (?) on conflict do nothing", record.Plain(key)))
}

// Fail keeps an item that could not be read; again under the same key, it counts
// one more try.
func (t *tx) Fail(_ context.Context, f record.Failure) error {
	p := record.Plain
	var have int64
	err := t.Row("select seq from failure where key = ?", []any{p(f.Key)}, &have)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		t.add(failed, 1)
	case err != nil:
		return trouble("keeping a failure", err)
	}
	if f.First.IsZero() {
		f.First = f.Last
	}
	if f.Last.IsZero() {
		f.Last = f.First
	}
	var b, given []byte
	if f.Bytes != nil {
		b = record.Squeeze(f.Bytes)
	}
	if f.Given != nil {
		given = record.Squeeze(f.Given)
	}
	err = t.Exec(`insert into failure (key, found, address, kind, reason, hint, bytes, media_type, given, tries, first, last) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (key) do update set found = excluded.found, address = excluded.address, kind = excluded.kind, reason = excluded.reason, hint = excluded.hint,
			bytes = coalesce(excluded.bytes, failure.bytes), media_type = excluded.media_type, given = excluded.given, tries = failure.tries + 1, last = excluded.last`,
		p(f.Key), p(f.Found), p(f.Address), p(f.Kind), p(f.Reason), p(f.Hint), b, p(f.MediaType), given, max(1, f.Tries), record.Micros(f.First), record.Micros(f.Last))
	return trouble("keeping a failure", err)
}

// Unfail takes a failure off.
func (t *tx) Unfail(_ context.Context, key string) error {
	n, err := t.Change("delete from failure where key = ?", record.Plain(key))
	t.add(failed, -n)
	return trouble("taking a failure off", err)
}

func (r *reader) HasItem(_ context.Context, key string) (bool, error) {
	var has bool
	err := r.Row("select exists (select 1 from item where key = ?)", []any{record.Plain(key)}, &has)
	return has, trouble("looking for an item", err)
}

func (r *reader) Failed(_ context.Context, after int64, limit int) ([]record.Failure, error) {
	var out []record.Failure
	err := r.Rows("select seq, key, found, address, kind, reason, hint, bytes, media_type, given, tries, first, last from failure where seq > ? order by seq limit ?", []any{after, all(limit)},
		func(scan func(...any) error) error {
			var f record.Failure
			var b, given []byte
			var first, last *int64
			err := scan(&f.Seq, &f.Key, &f.Found, &f.Address, &f.Kind, &f.Reason, &f.Hint, &b, &f.MediaType, &given, &f.Tries, &first, &last)
			if err == nil && b != nil {
				f.Bytes, err = record.Unsqueeze(b)
			}
			if err == nil && given != nil {
				f.Given, err = record.Unsqueeze(given)
			}
			f.First, f.Last = record.FromMicros(first), record.FromMicros(last)
			out = append(out, f)
			return err
		})
	return out, trouble("listing failures", err)
}

// all makes a limit of none or less mean: all.
func all(limit int) int {
	if limit <= 0 {
		return math.MaxInt32
	}
	return limit
}
