package tables

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay/internal/record"
)

// The index of questions: a table of blocks for each noun, see [record.EditBlock].
// A transaction gathers what it puts into them and writes each block once, before
// it commits or asks.

type blockKey struct{ term, block int64 }

// edits are what is to be put into the blocks of a table (true), and taken out.
type edits map[blockKey]map[uint16]bool

func (t *tx) edit(table string, seq int64, terms []int64, in bool) {
	if t.terms == nil {
		t.terms = map[string]edits{}
	}
	e := t.terms[table]
	if e == nil {
		e = edits{}
		t.terms[table] = e
	}
	block, place := record.BlockOf(seq)
	for _, term := range terms {
		k := blockKey{term, block}
		if e[k] == nil {
			e[k] = map[uint16]bool{}
		}
		e[k][place] = in
	}
}

func (t *tx) putTerms(table string, seq int64, terms []int64)  { t.edit(table, seq, terms, true) }
func (t *tx) dropTerms(table string, seq int64, terms []int64) { t.edit(table, seq, terms, false) }

// settle writes the blocks that were changed.
func (t *tx) settle() error {
	for _, table := range []string{"report_term", "story_term", "event_term"} {
		e := t.terms[table]
		if len(e) == 0 {
			continue
		}
		delete(t.terms, table)
		keys := make([]blockKey, 0, len(e))
		for k := range e {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b blockKey) int {
			if a.term != b.term {
				return compare(a.term, b.term)
			}
			return compare(a.block, b.block)
		})
		if err := Parts(keys, func(part []blockKey) error { return t.settlePart(table, part, e) }); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) settlePart(table string, part []blockKey, e edits) error {
	bodies := make([][]byte, len(part))
	args := make([]any, 0, 3*len(part))
	for _, k := range part {
		args = append(args, k.term, k.block)
	}
	err := t.Rows(union("select # as i, body from "+table+" where term = ? and block = ?", len(part)), args, func(scan func(...any) error) error {
		var i int
		var body []byte
		err := scan(&i, &body)
		bodies[i] = body
		return err
	})
	if err != nil {
		return err
	}
	args = args[:0]
	for i, k := range part {
		body, err := record.EditBlock(bodies[i], e[k])
		if err != nil {
			return err
		}
		if body != nil {
			args = append(args, k.term, k.block, body)
		} else if err := t.Exec("delete from "+table+" where term = ? and block = ?", k.term, k.block); err != nil {
			return err
		}
	}
	if len(args) == 0 {
		return nil
	}
	return t.Exec("insert into "+table+" (term, block, body) values "+repeat("(?, ?, ?)", len(args)/3)+" on conflict (term, block) do update set body = excluded.body", args...)
}

// union joins n times the same query; "#" in it stands for the number of each.
func union(q string, n int) string {
	head, tail, _ := strings.Cut(q, "#")
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(" union all ")
		}
		b.WriteString(head)
		b.WriteString(strconv.Itoa(i))
		b.WriteString(tail)
	}
	return b.String()
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// lister makes a list of a query for row numbers that takes atMost and limit last.
func (r *reader) lister(q string, args ...any) record.Lister {
	return func(_ context.Context, atMost int64, limit int) (record.Stretch, error) {
		seqs, err := r.seqs(q, append(slices.Clone(args), atMost, limit)...)
		return record.Stretch{Seqs: seqs, More: len(seqs) == limit}, err
	}
}

// numbersPerBlock is how many numbers a block is taken to hold when some are asked
// for. Sparse lists are asked again, with more.
const numbersPerBlock = 16

// lists are those of one noun: all its rows, and those of a term.
func (r *reader) lists(all, table string) (record.Lists, error) {
	if r.tx != nil {
		if err := r.tx.settle(); err != nil {
			return record.Lists{}, err
		}
	}
	return record.Lists{
		All: r.lister("select seq from " + all + " where seq <= ? order by seq desc limit ?"),
		Term: func(term int64) record.Lister {
			return func(_ context.Context, atMost int64, limit int) (record.Stretch, error) {
				return r.blocks(table, term, atMost, max(1, limit/numbersPerBlock))
			}
		},
		Firsts: func(_ context.Context, terms []int64, atMost int64) ([]record.Stretch, error) {
			return r.firsts(table, terms, atMost)
		},
	}, nil
}

// blocks reads so many blocks of a list, from the one of atMost downwards.
func (r *reader) blocks(table string, term, atMost int64, count int) (record.Stretch, error) {
	var out record.Stretch
	for {
		block, _ := record.BlockOf(atMost)
		read, lowest := 0, int64(0)
		err := r.Rows("select block, body from "+table+" where term = ? and block <= ? order by block desc limit ?", []any{term, block, count}, func(scan func(...any) error) error {
			var body []byte
			if err := scan(&lowest, &body); err != nil {
				return err
			}
			read++
			var err error
			out.Seqs, err = record.ReadBlock(out.Seqs, lowest, body, atMost)
			return err
		})
		out.More = read == count
		if err != nil || len(out.Seqs) > 0 || !out.More {
			return out, err
		}
		// All that was in the one block read lies above atMost.
		atMost = lowest<<record.BlockBits - 1
	}
}

// firsts reads one block of each of several lists.
func (r *reader) firsts(table string, terms []int64, atMost int64) ([]record.Stretch, error) {
	out := make([]record.Stretch, len(terms))
	block, _ := record.BlockOf(atMost)
	for from := 0; from < len(terms); from += mostRows {
		part := terms[from:min(from+mostRows, len(terms))]
		args := make([]any, 0, 2*len(part))
		for _, term := range part {
			args = append(args, term, block)
		}
		type row struct {
			i     int
			block int64
			body  []byte
		}
		var rows []row
		err := r.Rows(union("select * from (select # as i, block, body from "+table+" where term = ? and block <= ? order by block desc limit 1) as t", len(part)), args, func(scan func(...any) error) error {
			var x row
			err := scan(&x.i, &x.block, &x.body)
			rows = append(rows, x)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, x := range rows {
			s := &out[from+x.i]
			var err error
			if s.Seqs, err = record.ReadBlock(nil, x.block, x.body, atMost); err != nil {
				return nil, err
			}
			s.More = x.block > 0
			if len(s.Seqs) == 0 && s.More {
				if *s, err = r.blocks(table, part[x.i], x.block<<record.BlockBits-1, 1); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}
