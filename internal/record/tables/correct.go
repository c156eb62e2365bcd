package tables

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// corrections is what a transaction knows of them: most records hold none, and then
// nothing is asked with each telling.
type corrections struct{ looked, some bool }

func (r *reader) someCorrections() (bool, error) {
	if !r.looked {
		if err := r.Row("select exists (select 1 from correction)", nil, &r.some); err != nil {
			return false, err
		}
		r.looked = true
	}
	return r.some, nil
}

// correctedBody is the part of [hearsay.Corrected] that is kept as JSON.
type correctedBody struct {
	hearsay.Anchor
	Reading  int64            `json:"reading"`
	Sentence hearsay.Span     `json:"sentence"`
	Was      []hearsay.Stated `json:"was,omitempty"`
	Is       []hearsay.Stated `json:"is,omitempty"`
	Coding   hearsay.Coding   `json:"coding"`
	Beside   *hearsay.Anchor  `json:"beside,omitempty"`
	With     *hearsay.Anchor  `json:"with,omitempty"`
}

// correctedRow is one telling of a correction with what concerns it of that.
type correctedRow struct {
	correction int64
	record.Correcting
	hearsay.Corrected
}

const (
	correctedColumns = "select c.seq, c.id, c.field, c.maker, c.made, c.undone, d.report, d.body from corrected d join correction c on c.seq = d.correction "
	correctedOrder   = " order by c.made, c.seq, d.n"
)

func scanCorrected(scan func(...any) error) (correctedRow, error) {
	var x correctedRow
	var made int64
	var undone *int64
	var block []byte
	if err := scan(&x.correction, &x.ID, &x.Field, &x.Correcting.By, &made, &undone, &x.Report, &block); err != nil {
		return x, err
	}
	x.Made, x.Undone = record.Instant(made), record.FromMicros(undone)
	raw, err := record.Unsqueeze(block)
	if err != nil {
		return x, err
	}
	var b correctedBody
	if err := json.Unmarshal(raw, &b); err != nil {
		return x, fmt.Errorf("what correction %s says: %w", x.ID, err)
	}
	x.Corrected = hearsay.Corrected{Anchor: b.Anchor, Report: x.Report, Reading: b.Reading, Sentence: b.Sentence, Was: b.Was, Is: b.Is, Coding: b.Coding, Beside: b.Beside, With: b.With}
	x.Correcting.Coding, x.Correcting.Beside, x.Correcting.With = b.Coding, b.Beside, b.With
	return x, nil
}

// attach lays corrections over tellings; of gives all tellings of a report's newest reading.
func (r *reader) attach(out []record.Told, of func(report int64) []hearsay.Telling) error {
	if len(out) == 0 {
		return nil
	}
	if some, err := r.someCorrections(); err != nil || !some {
		return err
	}
	var seqs []int64
	for i := range out {
		seqs = append(seqs, out[i].Teller.Seq)
	}
	slices.Sort(seqs)
	by := map[string][]record.Correcting{}
	err := r.in(correctedColumns+"where d.report in ()"+correctedOrder, nil, slices.Compact(seqs), func(scan func(...any) error) error {
		x, err := scanCorrected(scan)
		if err != nil {
			return err
		}
		ts := of(x.Report)
		if i := x.Find(ts); i >= 0 {
			by[ts[i].ID] = append(by[ts[i].ID], x.Correcting)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range out {
		out[i].Correct(by[out[i].ID])
	}
	return nil
}

// newest is what is kept of the newest readings of reports, by their numbers.
func (r *reader) newestOf(seqs []int64) (map[int64]*keptReading, error) {
	of := map[int64]int64{}
	var readings []int64
	err := r.in("select seq, reading from report where seq in ()", nil, seqs, func(scan func(...any) error) error {
		var seq, reading int64
		err := scan(&seq, &reading)
		of[seq], readings = reading, append(readings, reading)
		return err
	})
	if err != nil {
		return nil, err
	}
	kept, err := r.kept(readings)
	out := make(map[int64]*keptReading, len(of))
	for seq, reading := range of {
		if k := kept[reading]; k != nil {
			out[seq] = k
		}
	}
	return out, err
}

// find is the id of an anchored telling in the newest reading of its report; empty: it
// is not there.
func (r *reader) find(ctx context.Context, a *hearsay.Anchor) (string, error) {
	if a == nil {
		return "", nil
	}
	seq, _, err := r.telling(ctx, a.Telling)
	if err != nil {
		return "", err
	}
	kept, err := r.newestOf([]int64{seq})
	if err != nil || kept[seq] == nil {
		return "", err
	}
	ts := kept[seq].tellings
	if i := a.Find(ts); i >= 0 {
		return ts[i].ID, nil
	}
	return "", nil
}

func (r *reader) eventOf(ctx context.Context, telling string) (string, error) {
	if telling == "" {
		return "", nil
	}
	of, err := r.MergedOf(ctx, []string{telling})
	return of[telling], err
}

// moved are the corrections that stand and say which event a telling is of, by a condition.
func (r *reader) moved(where string, args ...any) ([]correctedRow, error) {
	var rows []correctedRow
	err := r.Rows(correctedColumns+"where c.undone is null and c.field in ('apart', 'same') and "+where+correctedOrder, args, func(scan func(...any) error) error {
		x, err := scanCorrected(scan)
		rows = append(rows, x)
		return err
	})
	return rows, err
}

// toldOf are the tellings that some corrections are about.
func (r *reader) toldOf(ctx context.Context, rows []correctedRow) ([]record.Told, error) {
	var seqs []int64
	want := map[string]bool{}
	for i := range rows {
		seqs = append(seqs, rows[i].Report)
		want[rows[i].ID] = true
	}
	slices.Sort(seqs)
	told, err := r.tellingsOf(ctx, slices.Compact(seqs), nil)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(told, func(t record.Told) bool {
		return !slices.ContainsFunc(t.Corrections, func(c record.Correcting) bool { return want[c.ID] })
	}), nil
}

func (r *reader) Departed(ctx context.Context, merged string) ([]record.Told, error) {
	out, err := r.departed(ctx, merged)
	return out, trouble("reading what people took out of "+merged, err)
}

func (r *reader) departed(ctx context.Context, merged string) ([]record.Told, error) {
	if some, err := r.someCorrections(); err != nil || !some {
		return nil, err
	}
	rows, err := r.moved("d.beside in (select t.report from told t where t.merged = ?)", merged)
	if err != nil {
		return nil, err
	}
	left := map[string]time.Time{} // by correction
	var from []correctedRow
	for _, x := range rows {
		beside, err := r.find(ctx, x.Corrected.Beside)
		if err != nil {
			return nil, err
		}
		event, err := r.eventOf(ctx, beside)
		if err != nil {
			return nil, err
		}
		if event == merged {
			from, left[x.ID] = append(from, x), x.Made
		}
	}
	if len(from) == 0 {
		return nil, nil
	}
	out, err := r.toldOf(ctx, from)
	for i := range out {
		t := &out[i]
		t.Came = time.Time{}
		for _, c := range t.Corrections {
			if at, ok := left[c.ID]; ok && t.Left.IsZero() {
				t.Left = at
			}
		}
	}
	return out, err
}

func (r *reader) Waiting(ctx context.Context, seq int64) ([]record.Told, error) {
	out, err := r.waiting(ctx, seq)
	return out, trouble("reading what people say belongs together", err)
}

func (r *reader) waiting(ctx context.Context, seq int64) ([]record.Told, error) {
	if some, err := r.someCorrections(); err != nil || !some {
		return nil, err
	}
	rows, err := r.moved("d.target = ?", seq)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	out, err := r.toldOf(ctx, rows)
	return slices.DeleteFunc(out, func(t record.Told) bool {
		h := t.Held()
		return h == nil || !slices.ContainsFunc(rows, func(x correctedRow) bool { return x.ID == h.ID })
	}), err
}

func (r *reader) CorrectedAt(_ context.Context, merged string) (time.Time, error) {
	some, err := r.someCorrections()
	if err != nil || !some {
		return time.Time{}, trouble("looking for corrections", err)
	}
	var last *int64
	if merged == "" {
		err = r.Row("select max(coalesce(undone, made)) from correction", nil, &last)
		return record.FromMicros(last), trouble("looking for corrections", err)
	}
	err = r.Row(`select max(coalesce(c.undone, c.made)) from correction c where c.seq in (
		select d.correction from told t join corrected d on d.report = t.report where t.merged = ?1
		union select d.correction from told t join corrected d on d.beside = t.report where t.merged = ?1)`, []any{merged}, &last)
	return record.FromMicros(last), trouble("looking for corrections", err)
}

const correctionColumns = "select seq, id, field, target, given, maker, note, made, undone, undone_by, undone_note from correction "

func scanCorrection(scan func(...any) error) (*hearsay.Correction, error) {
	c := &hearsay.Correction{}
	var given string
	var made int64
	var undone *int64
	var u hearsay.Undone
	if err := scan(&c.Seq, &c.ID, &c.Field, &c.Target, &given, &c.By, &c.Note, &made, &undone, &u.By, &u.Note); err != nil {
		return nil, err
	}
	c.Made = record.Instant(made)
	if undone != nil {
		u.When = record.Instant(*undone)
		c.Undone = &u
	}
	return c, json.Unmarshal([]byte(given), &c.Given)
}

func (r *reader) Correction(ctx context.Context, id string) (*hearsay.Correction, error) {
	var out []*hearsay.Correction
	err := r.Rows(correctionColumns+"where id = ?", []any{id}, func(scan func(...any) error) error {
		c, err := scanCorrection(scan)
		out = append(out, c)
		return err
	})
	if err == nil && len(out) == 0 {
		return nil, record.ErrNone
	}
	if err == nil {
		err = r.fillCorrections(ctx, out)
	}
	if err != nil {
		return nil, trouble("reading correction "+id, err)
	}
	return out[0], nil
}

// fillCorrections reads what corrections are about, and finds it in the newest readings.
func (r *reader) fillCorrections(ctx context.Context, cs []*hearsay.Correction) error {
	bySeq := map[int64]*hearsay.Correction{}
	var numbers []int64
	for _, c := range cs {
		bySeq[c.Seq], numbers = c, append(numbers, c.Seq)
	}
	var reports []int64
	err := r.in(correctedColumns+"where d.correction in ()"+correctedOrder, nil, numbers, func(scan func(...any) error) error {
		x, err := scanCorrected(scan)
		if err != nil {
			return err
		}
		c := bySeq[x.correction]
		c.Tellings = append(c.Tellings, x.Corrected)
		reports = append(reports, x.Report)
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(reports)
	kept, err := r.newestOf(slices.Compact(reports))
	if err != nil {
		return err
	}
	var found []string
	for _, c := range cs {
		for i := range c.Tellings {
			t := &c.Tellings[i]
			k := kept[t.Report]
			if k == nil {
				continue
			}
			t.ReportID = k.head.ID
			if n := t.Find(k.tellings); n >= 0 {
				t.Found = k.tellings[n].ID
				found = append(found, t.Found)
			}
		}
	}
	merged, err := r.MergedOf(ctx, found)
	if err != nil {
		return err
	}
	for _, c := range cs {
		for i := range c.Tellings {
			c.Tellings[i].Merged = merged[c.Tellings[i].Found]
		}
	}
	return nil
}

// mostCorrections are read at once for a page.
const mostCorrections = 200

func (r *reader) Corrections(ctx context.Context, f record.Filter) (record.Page[hearsay.Correction], error) {
	out, err := r.listCorrections(ctx, f)
	return out, trouble("asking for corrections", err)
}

func (r *reader) listCorrections(ctx context.Context, f record.Filter) (record.Page[hearsay.Correction], error) {
	const what = "corrections"
	var out record.Page[hearsay.Correction]
	cursor, ok, err := record.Place(what, f)
	if err != nil {
		return out, err
	}
	if some, err := r.someCorrections(); err != nil || !some {
		return out, err
	}
	where, args := []string{"seq < ?"}, []any{int64(1) << 62}
	if ok {
		args[0] = cursor.Seq
	}
	if f.Report != "" {
		where = append(where, "seq in (select d.correction from corrected d join report r on r.seq = d.report where r.id = ?)")
		args = append(args, f.Report)
	}
	if f.Event != "" {
		where = append(where, "seq in (select d.correction from told t join corrected d on d.report = t.report where t.merged = ? union select d.correction from told t join corrected d on d.beside = t.report where t.merged = ?)")
		args = append(args, f.Event, f.Event)
	}
	q := correctionColumns + "where " + strings.Join(where, " and ") + " order by seq desc limit ?"
	for {
		var rows []*hearsay.Correction
		err := r.Rows(q, append(slices.Clone(args), mostCorrections), func(scan func(...any) error) error {
			c, err := scanCorrection(scan)
			rows = append(rows, c)
			return err
		})
		if err != nil {
			return out, err
		}
		read := len(rows)
		if read > 0 {
			args[0] = rows[read-1].Seq
		}
		rows = slices.DeleteFunc(rows, func(c *hearsay.Correction) bool { return !record.MatchCorrection(&f, c) })
		if err := r.fillCorrections(ctx, rows); err != nil {
			return out, err
		}
		for _, c := range rows {
			if f.Event != "" {
				if has, err := r.concerns(ctx, c, f.Event); err != nil {
					return out, err
				} else if !has {
					continue
				}
			}
			if f.Limit > 0 && len(out.Rows) == f.Limit {
				out.Next = record.Cursor{Seq: out.Rows[len(out.Rows)-1].Seq}.Mark(what, f)
				return out, nil
			}
			out.Rows = append(out.Rows, *c)
		}
		if read < mostCorrections {
			return out, nil
		}
	}
}

// concerns tells whether a correction is about a telling of an event, or one that was
// taken from it.
func (r *reader) concerns(ctx context.Context, c *hearsay.Correction, event string) (bool, error) {
	for i := range c.Tellings {
		if c.Tellings[i].Merged == event {
			return true, nil
		}
		beside, err := r.find(ctx, c.Tellings[i].Beside)
		if err != nil {
			return false, err
		}
		if from, err := r.eventOf(ctx, beside); err != nil || from == event {
			return from == event, err
		}
	}
	return false, nil
}

// Correct keeps a correction.
func (t *tx) Correct(ctx context.Context, c *hearsay.Correction) error {
	c.Made = record.Instant(t.now)
	c.ID = hearsay.CorrectionID(c)
	given, err := json.Marshal(c.Given)
	if err == nil && len(c.Tellings) == 0 {
		err = errors.New("it is about no telling")
	}
	if err == nil {
		p := record.Plain
		c.Seq, err = t.Insert("insert into correction (id, field, target, given, maker, note, made, undone, undone_by, undone_note) values (?, ?, ?, ?, ?, ?, ?, null, '', '') returning seq",
			c.ID, p(c.Field), p(c.Target), p(string(given)), p(c.By), p(c.Note), t.now)
	}
	if err == nil {
		t.looked, t.some = true, true
		err = t.addCorrected(ctx, c.Seq, c.Tellings)
	}
	return trouble("keeping a correction", err)
}

func (t *tx) AlsoCorrect(ctx context.Context, id string, of []hearsay.Corrected) error {
	var seq int64
	err := t.Row("select seq from correction where id = ?", []any{id}, &seq)
	if err == nil {
		err = t.addCorrected(ctx, seq, of)
	}
	return none("keeping what correction "+id+" is about", err)
}

func (t *tx) addCorrected(ctx context.Context, correction int64, of []hearsay.Corrected) error {
	for i := range of {
		x := &of[i]
		seq, _, err := t.telling(ctx, x.Telling)
		if err != nil {
			return fmt.Errorf("telling %s: %w", x.Telling, err)
		}
		x.Report = seq
		var beside, target *int64
		for _, a := range []struct {
			*hearsay.Anchor
			into **int64
		}{{x.Beside, &beside}, {x.With, &target}} {
			if a.Anchor == nil {
				continue
			}
			n, _, err := t.telling(ctx, a.Telling)
			if err != nil {
				return fmt.Errorf("telling %s: %w", a.Telling, err)
			}
			*a.into = &n
		}
		b, err := json.Marshal(correctedBody{x.Anchor, x.Reading, x.Sentence, x.Was, x.Is, x.Coding, x.Beside, x.With})
		if err == nil {
			err = t.Exec("insert into corrected (correction, report, beside, target, body) values (?, ?, ?, ?, ?)", correction, seq, beside, target, record.SqueezeOwn(b))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Undo takes a correction back; that it was made stays.
func (t *tx) Undo(_ context.Context, id, by, note string) error {
	var undone *int64
	var who string
	if err := t.Row("select undone, undone_by from correction where id = ?", []any{id}, &undone, &who); err != nil {
		return none("undoing correction "+id, err)
	}
	if undone != nil {
		return &hearsay.Problem{Kind: record.ErrUndone, What: fmt.Sprintf("%s undid %s on %s", who, id, record.Instant(*undone).Format("2006-01-02 15:04")), Hint: "make it again where it holds after all"}
	}
	err := t.Exec("update correction set undone = ?, undone_by = ?, undone_note = ? where id = ?", t.now, record.Plain(by), record.Plain(note), id)
	return trouble("undoing correction "+id, err)
}
