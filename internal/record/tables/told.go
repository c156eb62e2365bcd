package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// tellingsOf gives the tellings of the newest readings of reports that pick
// wants, with their reports and links, by Known, report id, place in the report.
func (r *reader) tellingsOf(ctx context.Context, seqs []int64, pick func(id string) bool) ([]record.Told, error) {
	heads, err := r.Heads(ctx, seqs)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(heads, compareTellers)
	var readings []int64
	reading := make(map[int64]int64, len(heads))
	err = r.in("select seq, reading from report where seq in ()", nil, seqs, func(scan func(...any) error) error {
		var seq, n int64
		err := scan(&seq, &n)
		readings, reading[seq] = append(readings, n), n
		return err
	})
	if err != nil {
		return nil, err
	}
	kept, err := r.kept(readings)
	if err != nil {
		return nil, err
	}
	links := map[string]string{}
	byReport := make(map[int64]string, len(heads))
	for i := range heads {
		byReport[heads[i].Seq] = heads[i].ID
	}
	err = r.in("select report, part, merged from told where report in ()", nil, seqs, func(scan func(...any) error) error {
		var seq int64
		var part, merged string
		err := scan(&seq, &part, &merged)
		links[byReport[seq]+"/"+part] = merged
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []record.Told
	for i := range heads {
		h := &heads[i]
		k := kept[reading[h.Seq]]
		if k == nil {
			continue
		}
		for _, t := range k.tellings {
			if pick == nil || pick(t.ID) {
				out = append(out, record.Told{Telling: t, Merged: links[t.ID], Teller: *h})
			}
		}
	}
	ids := make([]string, len(out))
	for i := range out {
		ids[i] = out[i].ID
	}
	when, err := r.withdrawn(ids)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Withdrawn = record.FromMicros(when[out[i].ID])
	}
	return out, r.attach(out, func(report int64) []hearsay.Telling { return kept[reading[report]].tellings })
}

// keptTellings is how many bytes of tellings a connection keeps unpacked, and as many that were used
// before them: those of a running story are asked for with each report of it.
const keptTellings = 64 << 20

// keptReading is what never changes of a report and its reading: of the head, all
// but Superseded, Story and Copy. It is shared, so it must not be changed.
type keptReading struct {
	head     record.Teller
	tellings []hearsay.Telling
}

// kept gives what is kept of readings, by their numbers.
func (r *reader) kept(readings []int64) (map[int64]*keptReading, error) {
	if r.recent == nil {
		r.recent = record.NewRecent[int64, *keptReading](keptTellings)
	}
	out := make(map[int64]*keptReading, len(readings))
	var lack []int64
	for _, n := range readings {
		if out[n] != nil {
			continue
		}
		if k, ok := r.recent.Get(n); ok {
			out[n] = k
			continue
		}
		lack = append(lack, n)
	}
	if len(lack) == 0 {
		return out, nil
	}
	slices.Sort(lack)
	err := r.in("select d.seq, d.tellings, "+tellerColumns+" from reading d join report r on r.seq = d.report left join copy c on c.seq = r.seq where d.seq in ()", nil, slices.Compact(lack), func(scan func(...any) error) error {
		var reading int64
		var b []byte
		h, err := r.scanTeller(scan, &reading, &b)
		if err != nil {
			return err
		}
		h.Superseded, h.Story, h.Copy = time.Time{}, "", nil
		ts, size, err := record.UnpackTellings(h.ID, h.Seq, b)
		if err != nil {
			return err
		}
		out[reading] = &keptReading{h, ts}
		// Unpacked they take some four times the room, with the head half a kB more.
		r.recent.PutSized(reading, out[reading], 4*size+512)
		return nil
	})
	return out, err
}

// withdrawn tells when claims or tellings were withdrawn; those that stand have no entry.
func (r *reader) withdrawn(ids []string) (map[string]*int64, error) {
	out := map[string]*int64{}
	err := in(r.Conn, "select id, at from withdrawn where id in ()", nil, ids, func(scan func(...any) error) error {
		var id string
		var at int64
		err := scan(&id, &at)
		out[id] = &at
		return err
	})
	return out, err
}

// Told asks for what may have changed in one statement; the rest of a report's head
// and its tellings never change, and are kept from one call to the next.
func (r *reader) Told(ctx context.Context, merged string) ([]record.Told, error) {
	out, err := r.told(ctx, merged)
	return out, trouble("reading the tellings of "+merged, err)
}

func (r *reader) told(ctx context.Context, merged string) ([]record.Told, error) {
	type row struct {
		seq, reading int64
		part, story  string
		superseded   *int64
		withdrawn    *int64
		copied       *hearsay.Copy
	}
	var rows []row
	err := r.Rows(`select t.report, r.reading, t.part, r.story, r.superseded, w.at, c.body from told t join report r on r.seq = t.report
		left join copy c on c.seq = t.report left join withdrawn w on w.id = r.id || '/' || t.part where t.merged = ?`, []any{merged}, func(scan func(...any) error) error {
		var x row
		var body []byte
		err := scan(&x.seq, &x.reading, &x.part, &x.story, &x.superseded, &x.withdrawn, &body)
		if err == nil {
			x.copied, err = r.copyOf(body)
		}
		rows = append(rows, x)
		return err
	})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	readings := make([]int64, len(rows))
	for i := range rows {
		readings[i] = rows[i].reading
	}
	kept, err := r.kept(readings)
	if err != nil {
		return nil, err
	}
	type place struct{ row, telling int }
	var places []place
	for i := range rows {
		k := kept[rows[i].reading]
		if k == nil {
			continue
		}
		id := k.head.ID + "/" + rows[i].part
		if at := slices.IndexFunc(k.tellings, func(t hearsay.Telling) bool { return t.ID == id }); at >= 0 {
			places = append(places, place{i, at})
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		x, y := kept[rows[a.row].reading], kept[rows[b.row].reading]
		if c := compareTellers(x.head, y.head); c != 0 {
			return c
		}
		return a.telling - b.telling
	})
	out := make([]record.Told, len(places))
	for i, p := range places {
		x := &rows[p.row]
		k := kept[x.reading]
		out[i] = record.Told{Telling: k.tellings[p.telling], Merged: merged, Teller: k.head, Withdrawn: record.FromMicros(x.withdrawn)}
		h := &out[i].Teller
		h.Story, h.Superseded, h.Copy = x.story, record.FromMicros(x.superseded), x.copied
	}
	return out, r.attach(out, func(report int64) []hearsay.Telling {
		i := slices.IndexFunc(rows, func(x row) bool { return x.seq == report })
		return kept[rows[i].reading].tellings
	})
}

func (r *reader) ToldBy(ctx context.Context, seq int64) ([]record.Told, error) {
	out, err := r.tellingsOf(ctx, []int64{seq}, nil)
	return out, trouble(fmt.Sprintf("reading the tellings of report %d", seq), err)
}

// ToldByID gives tellings in the order asked; missing ones are left out.
func (r *reader) ToldByID(ctx context.Context, ids []string) ([]record.Told, error) {
	at := make(map[string]int, len(ids))
	var seqs []int64
	for i, id := range ids {
		seq, _, err := r.telling(ctx, id)
		if errors.Is(err, record.ErrNone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		at[id] = i
		seqs = append(seqs, seq)
	}
	slices.Sort(seqs)
	out, err := r.tellingsOf(ctx, slices.Compact(seqs), func(id string) bool { _, ok := at[id]; return ok })
	slices.SortFunc(out, func(a, b record.Told) int { return at[a.ID] - at[b.ID] })
	return out, trouble("reading tellings", err)
}

func (r *reader) MergedOf(ctx context.Context, tellings []string) (map[string]string, error) {
	out := make(map[string]string, len(tellings))
	for _, id := range tellings {
		seq, part, err := r.telling(ctx, id)
		var merged string
		if err == nil {
			err = r.Row("select merged from told where report = ? and part = ?", []any{seq, part}, &merged)
		}
		if errors.Is(err, record.ErrNone) || errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, trouble("looking for merged events", err)
		}
		out[id] = merged
	}
	return out, nil
}

// EventsOfStory lists merged events, the newest number first.
func (r *reader) EventsOfStory(_ context.Context, story string, limit int) ([]string, error) {
	if story == "" {
		return nil, nil
	}
	var out []string
	err := r.Rows("select m.id from view v join merged m on m.seq = v.seq where v.story = ? and v.story <> '' order by v.seq desc limit ?", []any{story, all(limit)}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out = append(out, id)
		return err
	})
	return out, trouble("listing the events of "+story, err)
}

func (r *reader) Relations(_ context.Context, merged string) (follows, followed []hearsay.Relation, err error) {
	list := func(q string) (out []hearsay.Relation, err error) {
		err = r.Rows(q, []any{merged}, func(scan func(...any) error) error {
			var v hearsay.Relation
			err := scan(&v.Event, &v.Kind, &v.Why)
			out = append(out, v)
			return err
		})
		return out, err
	}
	if follows, err = list("select to_id, kind, why from relation where from_id = ? order by to_id, kind"); err == nil {
		followed, err = list("select from_id, kind, why from relation where to_id = ? order by from_id, kind")
	}
	return follows, followed, trouble("reading the relations of "+merged, err)
}

func (r *reader) ChangesOf(_ context.Context, id string) ([]hearsay.Change, error) {
	if id == "" {
		return nil, nil
	}
	if err := r.logged(); err != nil {
		return nil, trouble("reading the changes of "+id, err)
	}
	var out []hearsay.Change
	err := r.Rows(`select seq, recorded, known, kind, subject, object, report, why from change where seq in (
		select seq from change where subject = ?1
		union select seq from change where object = ?1 and object <> ''
		union select seq from change where report = ?1 and report <> '' and report <> subject and report <> object) order by seq`, []any{id}, func(scan func(...any) error) error {
		var c hearsay.Change
		var recorded int64
		var known *int64
		var why []byte
		err := scan(&c.Seq, &recorded, &known, &c.Kind, &c.Subject, &c.Object, &c.Report, &why)
		if err != nil {
			return err
		}
		c.Recorded, c.Known = record.Instant(recorded), record.FromMicros(known)
		c.Why, err = record.UnpackReasons(why)
		out = append(out, c)
		return err
	})
	return out, trouble("reading the changes of "+id, err)
}

func (r *reader) ChangesAfter(_ context.Context, seq int64, limit int) ([]hearsay.Change, error) {
	if err := r.logged(); err != nil {
		return nil, trouble("reading the newest changes", err)
	}
	var out []hearsay.Change
	err := r.Rows("select seq, recorded, known, kind, subject, object, report from change where seq > ? order by seq limit ?", []any{seq, limit}, func(scan func(...any) error) error {
		var c hearsay.Change
		var recorded int64
		var known *int64
		err := scan(&c.Seq, &recorded, &known, &c.Kind, &c.Subject, &c.Object, &c.Report)
		c.Recorded, c.Known = record.Instant(recorded), record.FromMicros(known)
		out = append(out, c)
		return err
	})
	return out, trouble("reading the newest changes", err)
}

func (r *reader) LastChange(context.Context) (int64, error) {
	if err := r.logged(); err != nil {
		return 0, trouble("reading the newest change", err)
	}
	var n int64
	err := r.Row("select coalesce(max(seq), 0) from change", nil, &n)
	return n, trouble("reading the newest change", err)
}

// History is of the id itself: what stood before it was joined into another event.
func (r *reader) History(_ context.Context, merged string, newest int) ([]hearsay.Merged, error) {
	if err := r.logged(); err != nil {
		return nil, trouble("reading the history of "+merged, err)
	}
	var seq int64
	var kept [][]byte // the views, packed: the newest that are wanted
	err := r.Rows("select h.merged, h.body from merged m join history h on h.merged = m.seq where m.id = ? order by h.n", []any{merged}, func(scan func(...any) error) error {
		var b, before []byte
		if err := scan(&seq, &b); err != nil {
			return err
		}
		if len(kept) > 0 {
			before = kept[len(kept)-1]
		}
		raw, err := record.ReadHistory(before, b)
		if err != nil {
			return err
		}
		if kept = append(kept, raw); newest > 0 && len(kept) > newest {
			kept[0], kept = nil, kept[1:]
		}
		return nil
	})
	var out []hearsay.Merged
	for _, raw := range kept {
		if err != nil {
			break
		}
		var m *hearsay.Merged
		if m, err = record.ReadShown(raw); err == nil {
			m.Seq = seq
			out = append(out, *m)
		}
	}
	return out, trouble("reading the history of "+merged, err)
}

// Merged gives a merged event; one that was joined into another gives the other.
func (r *reader) Merged(_ context.Context, id string) (*record.MergedRow, error) {
	for range 64 { // joins do not go in a circle, but a damaged file might
		var seq int64
		var joined string
		var block []byte
		err := r.Row("select m.seq, m.joined, v.body from merged m left join view v on v.seq = m.seq where m.id = ?", []any{id}, &seq, &joined, &block)
		if err != nil {
			return nil, none("reading merged event "+id, err)
		}
		if block != nil {
			m, err := mergedRow(seq, block)
			return m, trouble("reading merged event "+id, err)
		}
		if joined == "" {
			return nil, record.ErrNone
		}
		id = joined
	}
	return nil, record.ErrNone
}

func mergedRow(seq int64, block []byte) (*record.MergedRow, error) {
	v, err := record.ReadView(block)
	if err != nil {
		return nil, err
	}
	return v.Row(seq)
}
