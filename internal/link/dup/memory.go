package dup

import (
	"cmp"
	"context"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Memory is an index in memory, for tests and for measuring. It answers as a
// record does.
type Memory struct {
	posts map[uint64][]hearsay.Posting
	heads map[int64]record.Teller
	texts map[int64][2]string
	seqs  map[string]int64
}

// NewMemory returns an empty index.
func NewMemory() *Memory {
	return &Memory{map[uint64][]hearsay.Posting{}, map[int64]record.Teller{}, map[int64][2]string{}, map[string]int64{}}
}

// Add keeps a report and what was found for it.
func (m *Memory) Add(me Me, s Sketch, found *Match) {
	h := record.Teller{Seq: me.Seq, ID: me.ID, Outlet: me.Outlet, Title: me.Title, Address: me.Address, Agency: me.Agency, Known: me.Known, Copy: found.Copy}
	m.heads[me.Seq], m.texts[me.Seq], m.seqs[me.ID] = h, [2]string{me.Title, me.Text}, me.Seq
	for _, p := range Postings(s, me) {
		m.posts[p.Key] = append(m.posts[p.Key], p)
	}
	for _, l := range found.Later {
		h := m.heads[l.Seq]
		h.Copy = l.Copy
		m.heads[l.Seq] = h
	}
}

// Near returns postings as [record.Reader] does.
func (m *Memory) Near(_ context.Context, _ string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	middle := (from + to) / 2
	var out []hearsay.Posting
	for _, k := range slices.Compact(keys) {
		var ps []hearsay.Posting
		for _, p := range m.posts[k] {
			if from <= p.Day && p.Day <= to {
				ps = append(ps, p)
			}
		}
		slices.SortFunc(ps, func(x, y hearsay.Posting) int {
			return cmp.Or(cmp.Compare(abs(x.Day-middle), abs(y.Day-middle)), cmp.Compare(x.Ref, y.Ref))
		})
		ps = ps[:min(len(ps), limit)]
		slices.SortFunc(ps, func(x, y hearsay.Posting) int {
			return cmp.Or(cmp.Compare(y.Day, x.Day), cmp.Compare(x.Ref, y.Ref))
		})
		out = append(out, ps...)
	}
	return out, nil
}

// Heads returns the heads of reports, in the order asked.
func (m *Memory) Heads(_ context.Context, seqs []int64) ([]record.Teller, error) {
	var out []record.Teller
	for _, s := range seqs {
		if h, ok := m.heads[s]; ok {
			out = append(out, h)
		}
	}
	return out, nil
}

// Text returns a report's title and text.
func (m *Memory) Text(_ context.Context, seq int64) (title, text string, err error) {
	t, ok := m.texts[seq]
	if !ok {
		return "", "", record.ErrNone
	}
	return t[0], t[1], nil
}

// SeqOf returns the number of a report.
func (m *Memory) SeqOf(_ context.Context, id string) (int64, error) {
	s, ok := m.seqs[id]
	if !ok {
		return 0, record.ErrNone
	}
	return s, nil
}

// CopiesOf returns the reports that copy one, by number.
func (m *Memory) CopiesOf(_ context.Context, id string) ([]record.Teller, error) {
	var out []record.Teller
	for _, h := range m.heads {
		if h.Copy != nil && h.Copy.Of == id {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(x, y record.Teller) int { return cmp.Compare(x.Seq, y.Seq) })
	return out, nil
}
