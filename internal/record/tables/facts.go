package tables

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"

	"github.com/hearsay/hearsay/internal/record"
)

// Facts of events: see [record.Facts]. A transaction gathers those that it changes and
// writes each stripe once, with the number of the transaction as its version.

// factMemory is what a connection that writes keeps of the numbers of words; they never change.
type factMemory struct {
	words *record.Recent[word, int64]
}

type word struct {
	kind  record.WordKind
	value string
}

// keptWords is how many of them, twice as many at the most, some 100 bytes each.
const keptWords = 50_000

// number gives a word its number.
func (t *tx) number(kind record.WordKind, value string) (int64, error) {
	value = record.Plain(value)
	k := word{kind, value}
	if t.words == nil {
		t.words = record.NewRecent[word, int64](keptWords)
	}
	if n, ok := t.words.Get(k); ok {
		return n, nil
	}
	var n int64
	var err error
	if kind == record.OutletWord {
		n, err = t.outlet(value)
	} else {
		err = t.Row("select n from word where kind = ? and value = ?", []any{string(kind), value}, &n)
		if errors.Is(err, sql.ErrNoRows) {
			n, err = t.Insert("insert into word (kind, n, value) select ?1, coalesce(max(n), 0) + 1, ?2 from word where kind = ?1 returning n", string(kind), value)
		}
	}
	if err == nil {
		t.words.Put(k, n)
	}
	return n, err
}

// putFact keeps the facts of an event, dropFact takes them off.
func (t *tx) putFact(seq int64, m *record.MergedRow) error {
	b, err := record.FactBlock(m, t.number)
	if err == nil {
		t.editFact(seq, b)
	}
	return err
}

func (t *tx) dropFact(seq int64) { t.editFact(seq, nil) }

func (t *tx) editFact(seq int64, b []byte) {
	stripe, place := record.StripeOf(seq)
	if t.facts == nil {
		t.facts = map[int64]map[int][]byte{}
	}
	if t.facts[stripe] == nil {
		t.facts[stripe] = map[int][]byte{}
	}
	t.facts[stripe][place] = b
}

// settleFacts writes the stripes that were changed.
func (t *tx) settleFacts() error {
	stripes := make([]int64, 0, len(t.facts))
	for s := range t.facts {
		stripes = append(stripes, s)
	}
	slices.Sort(stripes)
	had := make(map[int64][]byte, len(stripes))
	err := t.in("select stripe, body from fact where stripe in ()", nil, stripes, func(scan func(...any) error) error {
		var s int64
		var body []byte
		err := scan(&s, &body)
		had[s] = body
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range stripes {
		body, err := record.EditStripe(had[s], t.facts[s])
		if err != nil {
			return err
		}
		if string(body) == string(had[s]) {
			continue
		}
		if body == nil {
			body = []byte{} // it stays, so that those who have it in memory see that it changed
		}
		if err := t.Exec("insert into fact (stripe, version, body) values (?, ?, ?) on conflict (stripe) do update set version = excluded.version, body = excluded.body", s, t.Memory.writes, body); err != nil {
			return err
		}
	}
	t.facts = nil
	return nil
}

// Cache is what a store keeps of the facts for all of its readers.
type Cache struct {
	mu       sync.Mutex
	as       int64    // it is the record after so many transactions
	stripes  [][]byte // by number; each is never changed, but replaced
	versions []int64
	words    *record.Lexicon
}

// stripesOf are the stripes and words as the reader's snapshot has them.
func (r *reader) stripesOf(ctx context.Context) ([][]byte, *record.Lexicon, error) {
	c := r.cache
	if c == nil {
		c = &Cache{} // within a transaction that may yet be taken back
	}
	now, err := r.Writes(ctx)
	if err != nil {
		return nil, nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.words == nil {
		c.words = record.NewLexicon()
	}
	if now > c.as || r.tx != nil {
		stripes, versions, words := slices.Clone(c.stripes), slices.Clone(c.versions), c.words.Clone()
		q, args := "select stripe, version, body from fact where version > ?", []any{c.as}
		if c.as == 0 {
			q, args = "select stripe, version, body from fact order by stripe", nil
		}
		err := r.Rows(q, args, func(scan func(...any) error) error {
			var n, version int64
			var body []byte
			if err := scan(&n, &version, &body); err != nil {
				return err
			}
			if err := record.CheckStripe(body); err != nil {
				return err
			}
			for int64(len(stripes)) <= n {
				stripes, versions = append(stripes, nil), append(versions, 0)
			}
			stripes[n], versions[n] = body, version
			return nil
		})
		if err == nil {
			err = r.readWords(words)
		}
		if err != nil {
			return nil, nil, err
		}
		c.stripes, c.versions, c.words, c.as = stripes, versions, words, now
		return stripes, words, nil
	}
	if now == c.as {
		return c.stripes, c.words, nil
	}
	// Another reader, with a later snapshot, was here: what it found changed is read as it stood.
	stripes := slices.Clone(c.stripes)
	var later []int64
	for n, v := range c.versions {
		if v > now {
			later = append(later, int64(n))
			stripes[n] = nil
		}
	}
	err = r.in("select stripe, body from fact where stripe in ()", nil, later, func(scan func(...any) error) error {
		var n int64
		var body []byte
		if err := scan(&n, &body); err != nil {
			return err
		}
		stripes[n] = body
		return record.CheckStripe(body)
	})
	return stripes, c.words, err
}

// readWords adds the words that came since.
func (r *reader) readWords(w *record.Lexicon) error {
	for _, kind := range []record.WordKind{record.TypeWord, record.StatusWord, record.QuadWord, record.CountryWord, record.PlaceWord, record.OutletWord} {
		q, args := "select n, value from word where kind = ? and n > ? order by n", []any{string(kind), w.Last(kind)}
		if kind == record.OutletWord {
			q, args = "select n, name from outlet where n > ? order by n", args[1:]
		}
		err := r.Rows(q, args, func(scan func(...any) error) error {
			var n int64
			var value string
			if err := scan(&n, &value); err != nil {
				return err
			}
			return w.Put(kind, n, value)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mostChecked is how many events are looked at one by one where terms alone do not tell
// whether they answer; 3,000 take some 30 ms.
const mostChecked = 3000

// Facts are those of the events that answer a filter.
func (r *reader) Facts(ctx context.Context, f record.Filter) (*record.Facts, error) {
	out, err := r.factsOf(ctx, f)
	return out, trouble("counting events", err)
}

func (r *reader) factsOf(ctx context.Context, f record.Filter) (*record.Facts, error) {
	if r.tx != nil {
		if err := errors.Join(r.tx.settle(), r.tx.settleFacts()); err != nil {
			return nil, err
		}
	}
	rows, err := record.Gather(ctx, r.eventNode(&f), func(_ context.Context, term int64, into *record.RowSet) error {
		return r.Rows("select block, body from event_term where term = ?", []any{term}, func(scan func(...any) error) error {
			var block int64
			var body []byte
			if err := scan(&block, &body); err != nil {
				return err
			}
			return into.AddBlock(block, body)
		})
	})
	if err != nil {
		return nil, err
	}
	stripes, words, err := r.stripesOf(ctx)
	if err != nil {
		return nil, err
	}
	out := record.NewFacts(&f, rows, stripes, words)
	if out.Lacking, err = r.lacking(); err != nil || !record.Worded(&f) {
		return out, err
	}
	var seqs []int64
	out.Each(func(e *record.Fact) {
		if len(seqs) <= mostChecked {
			seqs = append(seqs, e.Seq)
		}
	})
	if len(seqs) > mostChecked {
		out.Approximate = true
		return out, nil
	}
	sure := &record.RowSet{}
	err = r.in("select seq, coalesce(head, body) from view where seq in ()", nil, seqs, func(scan func(...any) error) error {
		var seq int64
		var block []byte
		if err := scan(&seq, &block); err != nil {
			return err
		}
		v, err := record.ReadView(block)
		if err != nil {
			return err
		}
		may, err := v.May(&f)
		if may {
			sure.Add(seq)
		}
		return err
	})
	out.Keep(sure)
	return out, err
}

// EventIDs are the ids of merged events, by their number.
func (r *reader) EventIDs(_ context.Context, seqs []int64) (map[int64]string, error) {
	out := make(map[int64]string, len(seqs))
	err := r.in("select seq, id from merged where seq in ()", nil, seqs, func(scan func(...any) error) error {
		var seq int64
		var id string
		err := scan(&seq, &id)
		out[seq] = id
		return err
	})
	return out, trouble("looking for events", err)
}

// Totals that tell what a record of an older version lacks; the migration sets them.
const (
	unfilled  = "unfilled"  // events below this number may have no facts
	untallied = "untallied" // outlets were not counted
)

func (r *reader) total(name string) (int64, error) {
	if r.tx != nil {
		if err := r.tx.flush(); err != nil {
			return 0, err
		}
	}
	var n int64
	err := r.Row("select n from total where name = ?", []any{name}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n, err
}

// lacking counts the events without facts.
func (r *reader) lacking() (int64, error) {
	n, err := r.total(unfilled)
	if err != nil || n == 0 {
		return 0, err
	}
	err = r.Row("select count(*) from view where seq < ?", []any{n}, &n)
	return n, err
}

// fillAtOnce is how many events are given facts in one transaction of Fill.
const fillAtOnce = 2000

// Fill gives events of an older version's record some of the facts that they lack, and
// counts its outlets; done says that nothing is left.
func (t *tx) Fill(ctx context.Context) (done bool, err error) {
	done, err = t.fill(ctx)
	return done, trouble("counting what an older version kept", err)
}

func (t *tx) fill(ctx context.Context) (bool, error) {
	n, err := t.total(untallied)
	if err != nil {
		return false, err
	}
	if n != 0 {
		t.add(untallied, -n)
		return false, t.tallyAll()
	}
	if n, err = t.total(unfilled); err != nil || n == 0 {
		return true, err
	}
	type row struct {
		seq   int64
		block []byte
	}
	var rows []row
	err = t.Rows("select seq, coalesce(head, body) from view where seq < ? order by seq desc limit ?", []any{n, fillAtOnce}, func(scan func(...any) error) error {
		var x row
		err := scan(&x.seq, &x.block)
		rows = append(rows, x)
		return err
	})
	if err != nil {
		return false, err
	}
	lowest := int64(0)
	for _, x := range rows {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		v, err := record.ReadView(x.block)
		if err != nil {
			return false, err
		}
		m, err := v.Row(x.seq)
		if err != nil {
			return false, err
		}
		if err := t.putFact(x.seq, m); err != nil {
			return false, err
		}
		lowest = x.seq
	}
	if len(rows) < fillAtOnce {
		lowest = 0
	}
	t.add(unfilled, lowest-n)
	return lowest == 0, nil
}
