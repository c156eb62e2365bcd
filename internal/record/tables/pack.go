package tables

import (
	"slices"

	"github.com/hearsay/hearsay/internal/record"
)

// pack merges the tail of a part into its blocks.
func (t *tx) pack(x *postings, p part) error {
	s, err := t.shelf(x, p)
	if err == nil {
		err = s.open()
	}
	if err != nil {
		return err
	}
	var list *int64 // the block that lists the others
	if err := t.Row("select leaves from posting_part where kind = ? and period = ?", []any{p.kind, p.period}, &list); err != nil {
		return err
	}
	var last int64
	if err := t.Row("select coalesce(max(n), 0) from posting_block", nil, &last); err != nil {
		return err
	}
	es := s.tail.all()
	var out []record.Leaf
	for i := 0; i < len(s.leaves) || i == 0; {
		// until is how many of the entries go no further than block i.
		until := func(i int) int {
			if i+1 >= len(s.leaves) {
				return len(es)
			}
			n, _ := slices.BinarySearchFunc(es, s.leaves[i+1].First, record.Entry.Compare)
			return n
		}
		n := until(i)
		if n == 0 && i < len(s.leaves) {
			out = append(out, s.leaves[i])
			i++
			continue
		}
		// Blocks side by side that all take something in are made anew together, and so are full.
		had := s.leaves[min(i, len(s.leaves)):min(i+1, len(s.leaves))]
		for i++; i < len(s.leaves) && len(had) < mergedRun; i++ {
			more := until(i)
			if more == n {
				break
			}
			n, had = more, s.leaves[i-len(had):i+1]
		}
		if out, err = t.mergeBlocks(x, had, es[:n], &last, out); err != nil {
			return err
		}
		es = es[n:]
	}
	body := record.PackLeaves(out)
	if list == nil {
		last++
		list = &last
	}
	if err := t.Exec(putBlock+"(?, ?)"+overBlock, *list, body); err != nil {
		return err
	}
	if err := t.Exec("update posting_part set tail = 0, leaves = ? where kind = ? and period = ?", *list, p.kind, p.period); err != nil {
		return err
	}
	if err := t.Exec("delete from posting_tail where kind = ? and period = ?", p.kind, p.period); err != nil {
		return err
	}
	s.setLeaves(out)
	s.tail = tail{}
	x.note(p, 0)
	t.packed()
	return nil
}

const (
	putBlock  = "insert into posting_block (n, body) values "
	overBlock = " on conflict (n) do update set body = excluded.body"
)

// packed counts that blocks were changed, so that other writers forget what they hold.
func (t *tx) packed() {
	t.add(packings, 1)
	t.Memory.packings++
}

// mergeBlocks puts entries into blocks that lie side by side, and appends what they became to out. New
// ones are numbered from last on.
func (t *tx) mergeBlocks(x *postings, had []record.Leaf, es []record.Entry, last *int64, out []record.Leaf) ([]record.Leaf, error) {
	l := &look{r: &t.reader, x: x}
	var lack, numbers []int64
	for _, leaf := range had {
		numbers = append(numbers, leaf.N)
		if _, ok := l.at(leaf.N); !ok {
			lack = append(lack, leaf.N)
		}
	}
	err := t.in("select n, body from posting_block where n in ()", nil, lack, func(scan func(...any) error) error {
		var n int64
		var b []byte
		err := scan(&n, &b)
		l.have(n, b)
		return err
	})
	if err != nil {
		return out, err
	}
	var old []record.Entry
	for _, leaf := range had {
		b, err := l.block(leaf.N)
		if err != nil {
			return out, err
		}
		if old, err = record.UnpackEntries(old, b); err != nil {
			return out, err
		}
	}
	pieces := record.SplitEntries(merge2(old, es), Bounds.Block)
	args := make([]any, 0, 2*len(pieces))
	for i, piece := range pieces {
		if i >= len(numbers) {
			*last++
			numbers = append(numbers, *last)
		}
		body := record.PackEntries(piece)
		x.blocks.PutSized(numbers[i], body, len(body))
		args = append(args, numbers[i], body)
		out = append(out, record.Leaf{First: piece[0], N: numbers[i]})
	}
	err = Parts(numbers[:len(pieces)], func(part []int64) error {
		n := 2 * len(part)
		err := t.Exec(putBlock+repeat("(?, ?)", len(part))+overBlock, args[:n]...)
		args = args[n:]
		return err
	})
	for _, n := range numbers[len(pieces):] {
		if err == nil {
			err = t.Exec("delete from posting_block where n = ?", n)
		}
	}
	return out, err
}

// packings is the total under which the changes of blocks are counted; see wake.
const packings = "packings"
