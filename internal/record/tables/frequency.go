package tables

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
)

// counted names a number of the frequency table; key is 0 and all set for the documents
// of the period.
type counted struct {
	kind   int64
	period int32
	all    bool
	key    uint64
}

// frequencies are what a transaction read of the frequency table, and what it is
// to add: reports of one time share most of their words, so that most numbers are
// read and written once.
type frequencies struct {
	read  map[counted]int64 // as it stood before the transaction
	added map[counted]int64
}

// wholes are the counts of whole periods, which a writer reads once it looked up many words in them: most
// of those that it has not met yet nobody counted there.
type wholes struct {
	counts map[part]map[uint64]int64
	asked  map[part]int // look-ups in the database
}

// mostWholes is how many periods are held, of some 100,000 words each where there are 3,000 reports a day.
const mostWholes = 6

// whole gives the counts of a period, where they are held.
func (r *reader) whole(p part, asked int) (map[uint64]int64, error) {
	w := &r.Memory.wholes
	if have := w.counts[p]; have != nil || r.tx == nil {
		return have, nil
	}
	if w.asked == nil {
		w.asked, w.counts = map[part]int{}, map[part]map[uint64]int64{}
	}
	if w.asked[p] += asked; w.asked[p] < Bounds.Paid {
		return nil, nil
	}
	if len(w.counts) >= mostWholes { // time goes on: the ones that are asked now will be paid for again
		*w = wholes{map[part]map[uint64]int64{}, map[part]int{}}
	}
	have := map[uint64]int64{}
	err := r.Rows("select key, n from frequency where kind = ? and period = ?", []any{p.kind, p.period}, func(scan func(...any) error) error {
		var key, n int64
		err := scan(&key, &n)
		have[uint64(key)] = n
		return err
	})
	if err == nil {
		w.counts[p] = have
	}
	return have, err
}

func (r *reader) Frequency(ctx context.Context, kind string, keys []uint64, from, to int32) (counts []int64, total int64, err error) {
	counts = make([]int64, len(keys))
	k, err := r.kind(kind)
	if err != nil || k == 0 {
		return counts, 0, trouble("counting in the linking index", err)
	}
	if r.frequencies.read == nil {
		r.frequencies.read = map[counted]int64{}
	}
	for _, p := range Periods(from, to) {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		n, err := r.documents(k, p)
		if err != nil {
			return nil, 0, trouble("counting in the linking index", err)
		}
		if n == 0 {
			continue // nothing was counted in it
		}
		total += n
		if err := r.readFrequencies(k, p, keys); err != nil {
			return nil, 0, trouble("counting in the linking index", err)
		}
		for i, key := range keys {
			c := counted{kind: k, period: p, key: key}
			counts[i] += r.frequencies.read[c] + r.frequencies.added[c]
		}
	}
	return counts, total, nil
}

// documents is how many were counted in a period.
func (r *reader) documents(kind int64, p int32) (int64, error) {
	c := counted{kind: kind, period: p, all: true}
	n, ok := r.frequencies.read[c]
	if !ok && r.tx != nil {
		if n, ok = r.counts.Get(c); ok {
			r.frequencies.read[c] = n
		}
	}
	if !ok {
		err := r.Row("select n from documents where kind = ? and period = ?", []any{kind, p}, &n)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, err
		}
		r.frequencies.read[c] = n
	}
	return n + r.frequencies.added[c], nil
}

// readFrequencies reads those numbers of a period that were not read yet.
func (r *reader) readFrequencies(kind int64, p int32, keys []uint64) error {
	var lack []int64
	for _, key := range distinct(keys) {
		c := counted{kind: kind, period: p, key: key}
		if _, ok := r.frequencies.read[c]; ok {
			continue
		}
		if r.tx != nil {
			if n, ok := r.counts.Get(c); ok {
				r.frequencies.read[c] = n
				continue
			}
		}
		lack = append(lack, int64(key))
		r.frequencies.read[c] = 0
	}
	whole, err := r.whole(part{kind, p}, len(lack))
	if err != nil || whole != nil {
		for _, key := range lack {
			r.frequencies.read[counted{kind: kind, period: p, key: uint64(key)}] = whole[uint64(key)]
		}
		return err
	}
	return r.in("select key, n from frequency where kind = ? and period = ? and key in ()", []any{kind, p}, lack, func(scan func(...any) error) error {
		var key, n int64
		err := scan(&key, &n)
		r.frequencies.read[counted{kind: kind, period: p, key: uint64(key)}] = n
		return err
	})
}

func (t *tx) Count(_ context.Context, kind string, keys []uint64, day int32) error {
	k, err := t.makeKind(kind)
	if err != nil {
		return trouble("counting for the linking index", err)
	}
	if t.frequencies.added == nil {
		t.frequencies.added = map[counted]int64{}
	}
	p := Period(day)
	for _, key := range distinct(keys) {
		t.frequencies.added[counted{kind: k, period: p, key: key}]++
	}
	t.frequencies.added[counted{kind: k, period: p, all: true}]++
	return nil
}

// flushFrequencies writes what was added, in the order of the table.
func (t *tx) flushFrequencies() error {
	var words, documents []counted
	for c := range t.frequencies.added {
		if c.all {
			documents = append(documents, c)
		} else {
			words = append(words, c)
		}
	}
	order := func(a, b counted) int {
		if c := cmp.Compare(a.kind, b.kind); c != 0 {
			return c
		}
		if c := cmp.Compare(a.period, b.period); c != 0 {
			return c
		}
		return cmp.Compare(int64(a.key), int64(b.key))
	}
	for c, n := range t.frequencies.read {
		t.counts.Put(c, n+t.frequencies.added[c])
	}
	for c, n := range t.frequencies.added {
		if whole := t.Memory.wholes.counts[part{c.kind, c.period}]; whole != nil && !c.all {
			whole[c.key] += n
		}
		if _, ok := t.frequencies.read[c]; ok {
			continue
		}
		if have, ok := t.counts.Get(c); ok {
			t.counts.Put(c, have+n)
		}
	}
	slices.SortFunc(words, order)
	slices.SortFunc(documents, order)
	err := Parts(words, func(part []counted) error {
		args := make([]any, 0, 4*len(part))
		for _, c := range part {
			args = append(args, c.kind, c.period, int64(c.key), t.frequencies.added[c])
		}
		return t.Exec("insert into frequency (kind, period, key, n) values "+repeat("(?, ?, ?, ?)", len(part))+" on conflict (kind, period, key) do update set n = frequency.n + excluded.n", args...)
	})
	for _, c := range documents {
		if err == nil {
			err = t.Exec("insert into documents (kind, period, n) values (?, ?, ?) on conflict (kind, period) do update set n = documents.n + excluded.n", c.kind, c.period, t.frequencies.added[c])
		}
	}
	t.frequencies = frequencies{}
	return err
}
