package dup

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

const (
	// MaxVerified is how many candidates are compared word by word.
	MaxVerified = 8
	// maxRows is how many reports a key brings at most, those nearest in time. A
	// shingle that more have is of a form or of furniture.
	maxRows = 24
	// rareRows is up to how many reports a key must bring for one shared key to
	// make a candidate.
	rareRows = 4
	// maxMoved bounds how many copies of a later report are looked at where a
	// report comes in that is earlier than that.
	maxMoved = 64
)

// Index is what the finder asks of the record; [record.Reader] has it.
type Index interface {
	Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error)
	Heads(ctx context.Context, seqs []int64) ([]record.Teller, error)
	Text(ctx context.Context, seq int64) (title, text string, err error)
	SeqOf(ctx context.Context, reportID string) (int64, error)
	CopiesOf(ctx context.Context, reportID string) ([]record.Teller, error)
}

// Me is the report that is linked.
type Me struct {
	Seq     int64
	ID      string
	Outlet  string
	Agency  string // of its credit line: see [Agency]
	Address string
	Title   string
	Text    string
	Known   time.Time
}

// Match is what was found for a report.
type Match struct {
	Copy *hearsay.Copy // nil: it repeats no earlier report
	Why  []hearsay.Why // for Copy
	Seq  int64         // of the report that it copies
	// Later are reports that became known after this one, are linked already, and
	// copy it: it came in late. Their copies are to be set anew.
	Later []Moved
	// Near are the reports whose text was compared and found to be a copy's or an
	// original's, whichever of them Copy names: all belong to one family.
	Near []int64
	// Compared are the reports whose texts were compared.
	Compared []int64
}

// Moved is a report whose copy is to be set anew.
type Moved struct {
	Seq  int64
	ID   string
	Copy *hearsay.Copy // nil: it copies nothing after all
	Why  []hearsay.Why
}

// Finder finds copies. It may be used by several goroutines at once.
type Finder struct{ model *Model }

// New returns a finder with the embedded weights.
func New() (*Finder, error) {
	m, err := embedded()
	if err != nil {
		return nil, err
	}
	return &Finder{m}, nil
}

// NewWith returns a finder with weights of one's own.
func NewWith(m *Model) *Finder { return &Finder{m} }

// candidate is an earlier or later report that was compared with this one.
type candidate struct {
	head  record.Teller
	sheet *sheet
	pair  *pair // this report as a, the candidate as b
	score float64
	x     []float64
	order standing
	// mine: it copies another version of this report. Of a family it is, but no version copies
	// what was made of the one before.
	mine bool
	of   bool // it is another version of what this report copies
}

// Find looks for what a report repeats, and for reports after it that repeat it.
func (f *Finder) Find(ctx context.Context, ix Index, me Me, s Sketch) (*Match, error) {
	m := &Match{}
	seqs, err := f.candidates(ctx, ix, me, s)
	if err != nil {
		return nil, fmt.Errorf("copies of %s: %w", me.ID, err)
	}
	if len(seqs) == 0 {
		return m, nil
	}
	mine := lay(me.Title, me.Text)
	mineAt := standingOf(&me, mine)
	found, err := f.verify(ctx, ix, me, mine, seqs, m)
	if err != nil {
		return nil, fmt.Errorf("copies of %s: %w", me.ID, err)
	}
	// What the candidates copy themselves may be earlier than all of them.
	var roots []int64
	for i := range found {
		c := &found[i]
		if c.head.Copy == nil || c.head.Copy.Of == me.ID {
			continue
		}
		q, err := ix.SeqOf(ctx, c.head.Copy.Of)
		if err != nil {
			return nil, fmt.Errorf("copies of %s: %w", me.ID, err)
		}
		if c.mine, err = version(ctx, ix, me, q); err != nil {
			return nil, fmt.Errorf("copies of %s: %w", me.ID, err)
		} else if c.mine {
			continue
		}
		if q != me.Seq && !slices.Contains(seqs, q) && !slices.Contains(roots, q) && len(roots) < 2 {
			roots = append(roots, q)
		}
	}
	more, err := f.verify(ctx, ix, me, mine, roots, m)
	if err != nil {
		return nil, fmt.Errorf("copies of %s: %w", me.ID, err)
	}
	found = append(found, more...)
	slices.SortFunc(found, func(x, y candidate) int { return x.order.compare(y.order) })
	for i := range found {
		m.Near = append(m.Near, found[i].head.Seq)
	}
	if c := original(found, mineAt); c != nil {
		for i := range found { // later versions of what this one copies copy nothing of it
			found[i].of = c.head.Address != "" && found[i].head.Address == c.head.Address
		}
		m.Copy, m.Seq = c.copyOf(c.head.ID, &me, false), c.head.Seq
		m.Why = f.model.why(c.x)
	}
	return m, f.later(ctx, ix, me, mine, mineAt, found, m)
}

// nearlyAll is how much of what the best original gives an earlier one must give
// to be taken for the original in its place: a report that shares a third with one
// and all with another, later one, was made from that.
const nearlyAll = 0.8

// original returns the earliest of the reports before this one from which nearly
// all is taken that any of them gives; nil: none is before it.
func original(found []candidate, mine standing) *candidate {
	best := 0.0
	for i := range found {
		if c := &found[i]; !c.mine && c.order.compare(mine) < 0 {
			best = max(best, c.taken())
		}
	}
	for i := range found {
		if c := &found[i]; !c.mine && c.order.compare(mine) < 0 && c.taken() >= nearlyAll*best {
			return c
		}
	}
	return nil
}

// version tells whether the report with a number is another version of this one.
func version(ctx context.Context, ix Index, me Me, seq int64) (bool, error) {
	if me.Address == "" || seq == me.Seq {
		return false, nil
	}
	heads, err := ix.Heads(ctx, []int64{seq})
	return len(heads) == 1 && heads[0].Address == me.Address, err
}

// taken is the share of this report that the candidate has, given the share of
// the candidate that this report has.
func (c *candidate) taken() float64 { return share(c.pair.sharedA, c.pair.a.own) }
func (c *candidate) given() float64 { return share(c.pair.sharedB, c.pair.b.own) }

// candidates returns up to [MaxVerified] reports that share keys, the most
// promising first.
func (f *Finder) candidates(ctx context.Context, ix Index, me Me, s Sketch) ([]int64, error) {
	if len(s.Keys) == 0 {
		return nil, nil
	}
	day := Day(me.Known)
	ps, err := ix.Near(ctx, Kind, s.Keys, day-Window, day+Window, maxRows)
	if err != nil {
		return nil, err
	}
	type tally struct {
		ref    int64
		apart  int32
		shared int
		rare   bool
		weight float64
	}
	at := map[int64]int{}
	var ts []tally
	for i := 0; i < len(ps); {
		j := i
		for j < len(ps) && ps[j].Key == ps[i].Key {
			j++
		}
		for _, p := range ps[i:j] {
			if p.Ref == me.Seq {
				continue
			}
			k, ok := at[p.Ref]
			if !ok {
				k = len(ts)
				at[p.Ref] = k
				ts = append(ts, tally{ref: p.Ref, apart: abs(p.Day - day)})
			}
			t := &ts[k]
			t.shared++
			t.rare = t.rare || j-i <= rareRows
			t.weight += 1 / log2(float64(j-i))
		}
		i = j
	}
	ts = slices.DeleteFunc(ts, func(t tally) bool { return t.shared < 2 && !t.rare && t.shared < len(s.Keys) })
	slices.SortFunc(ts, func(x, y tally) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.apart, y.apart), cmp.Compare(x.ref, y.ref))
	})
	var out []int64
	for _, t := range ts[:min(len(ts), MaxVerified)] {
		out = append(out, t.ref)
	}
	return out, nil
}

func abs(d int32) int32 { return max(d, -d) }

// verify compares the texts and returns the candidates that are copies or
// originals.
func (f *Finder) verify(ctx context.Context, ix Index, me Me, mine *sheet, seqs []int64, m *Match) ([]candidate, error) {
	if len(seqs) == 0 {
		return nil, nil
	}
	heads, err := ix.Heads(ctx, seqs)
	if err != nil {
		return nil, err
	}
	var out []candidate
	for _, h := range heads {
		if h.Seq == me.Seq || me.Address != "" && h.Address == me.Address {
			continue // versions of one report are no copies of one another
		}
		title, text, err := ix.Text(ctx, h.Seq)
		if err != nil {
			return nil, err
		}
		m.Compared = append(m.Compared, h.Seq)
		c := candidate{head: h, sheet: lay(title, text)}
		other := meOf(h)
		c.pair = compare(mine, c.sheet)
		c.x = figures(c.pair, about(&me, &other))
		c.score = f.model.Score(c.x)
		if c.score >= f.model.Threshold && !c.followsUp(&me) {
			c.order = standingOf(&other, c.sheet)
			out = append(out, c)
		}
	}
	return out, nil
}

// followUp is how much later an outlet's own report is a follow-up and no new form of the earlier,
// where less than [mostlyOld] of either stands in the other: names with their offices and what went
// before are told again in the same words.
const (
	followUp  = 12 * time.Hour
	mostlyOld = 0.5
)

func (c *candidate) followsUp(me *Me) bool {
	return me.Outlet != "" && me.Outlet == c.head.Outlet && me.Known.Sub(c.head.Known).Abs() >= followUp && max(c.taken(), c.given()) < mostlyOld
}

func meOf(h record.Teller) Me {
	return Me{Seq: h.Seq, ID: h.ID, Outlet: h.Outlet, Agency: h.Agency, Address: h.Address, Title: h.Title, Known: h.Known}
}

// later finds the reports that are to point to this one from now on.
func (f *Finder) later(ctx context.Context, ix Index, me Me, mine *sheet, mineAt standing, found []candidate, m *Match) error {
	seen := map[int64]bool{}
	move := func(c *candidate) {
		if seen[c.head.Seq] || c.order.compare(mineAt) < 0 {
			return
		}
		seen[c.head.Seq] = true
		cp := c.copyOf(me.ID, &me, true)
		m.Later = append(m.Later, Moved{c.head.Seq, c.head.ID, cp, f.model.why(c.x)})
	}
	for i := range found {
		c := &found[i]
		if c.order.compare(mineAt) < 0 || c.of {
			continue
		}
		switch {
		case c.head.Copy == nil:
			// It was the earliest of its family so far; its copies may be mine too.
			move(c)
			heads, err := ix.CopiesOf(ctx, c.head.ID)
			if err != nil {
				return fmt.Errorf("copies of %s: %w", c.head.ID, err)
			}
			var seqs []int64
			for _, h := range heads[:min(len(heads), maxMoved)] {
				if me.Address != "" && h.Address == me.Address { // a later version of this one, which copied what copies this one
					m.Later = append(m.Later, Moved{Seq: h.Seq, ID: h.ID})
					continue
				}
				if h.Seq != me.Seq && !seen[h.Seq] {
					seqs = append(seqs, h.Seq)
				}
			}
			more, err := f.verify(ctx, ix, me, mine, seqs, m)
			if err != nil {
				return fmt.Errorf("copies of %s: %w", c.head.ID, err)
			}
			for k := range more {
				move(&more[k])
			}
		default:
			q, err := ix.SeqOf(ctx, c.head.Copy.Of)
			if err != nil {
				return fmt.Errorf("copies of %s: %w", me.ID, err)
			}
			heads, err := ix.Heads(ctx, []int64{q})
			if err != nil {
				return fmt.Errorf("copies of %s: %w", me.ID, err)
			}
			if len(heads) == 1 {
				of := meOf(heads[0])
				// Lengths are not known of it; time, agency and id decide.
				if standingOf(&of, nil).compare(standingOf(&me, nil)) > 0 && c.given() >= nearlyAll*c.head.Copy.Taken || c.given()*nearlyAll > c.head.Copy.Taken {
					move(c)
				}
			}
		}
	}
	slices.SortFunc(m.Later, func(x, y Moved) int { return cmp.Compare(x.Seq, y.Seq) })
	return nil
}

// standing orders reports by which came first: the earlier; of equal times the
// agency's own, then the longer, then by id.
type standing struct {
	known time.Time
	own   bool // published by the agency that it credits, or by any agency
	words int
	id    string
}

func standingOf(m *Me, s *sheet) standing {
	st := standing{known: m.Known, own: isAgency(m.Outlet), id: m.ID}
	if s != nil {
		st.words = s.own
	}
	return st
}

func (s standing) compare(o standing) int {
	own := func(b bool) int {
		if b {
			return 0
		}
		return 1
	}
	return cmp.Or(s.known.Compare(o.known), cmp.Compare(own(s.own), own(o.own)), cmp.Compare(o.words, s.words), cmp.Compare(s.id, o.id))
}

// copyOf tells how the one report repeats the other: this report the candidate,
// or, with turned, the candidate this report.
func (c *candidate) copyOf(of string, me *Me, turned bool) *hearsay.Copy {
	p := c.pair
	taken, given := c.taken(), c.given()
	from, to := c.pair.b, c.pair.a
	inFrom, inTo := p.inB, p.inA
	if turned {
		taken, given = given, taken
		from, to, inFrom, inTo = to, from, inTo, inFrom
	}
	k := &hearsay.Copy{Of: of, Taken: taken, Given: given, Score: c.score}
	k.Changed.Title = c.pair.titleAlike < 1 && !strings.EqualFold(gazetteer.Fold(me.Title), gazetteer.Fold(c.head.Title))
	k.Changed.Left = lacking(from, inFrom)
	k.Changed.Added = lacking(to, inTo)
	k.Kind = kindOf(p, taken, given, me.Outlet != "" && me.Outlet == c.head.Outlet)
	if k.Kind == "near" && len(k.Changed.Left) > 0 && len(k.Changed.Added) == 0 && given < taken {
		k.Kind = "short" // whole sentences are left out, and nothing is put in their place
	}
	return k
}

// kindOf names how much is repeated. The bounds are for the reader: linking
// treats all kinds as copies.
func kindOf(p *pair, taken, given float64, sameOutlet bool) string {
	switch {
	case p.exact():
		return "exact"
	case min(taken, given) >= 0.75, sameOutlet && p.titleAlike >= 0.5 && min(taken, given) >= 0.4:
		return "near"
	case taken >= 0.75 || taken >= 0.6 && taken > given*1.5:
		return "short"
	}
	return "part"
}

// lacking lists the sentences of a report of which less than half stand in the
// other.
func lacking(s *sheet, in []bool) []hearsay.Span {
	var out []hearsay.Span
	for _, st := range s.sents {
		n, hit := 0, 0
		for i := st.first; i < st.last; i++ {
			if s.words[i].flag&furniture != 0 {
				continue
			}
			n++
			if in[i] {
				hit++
			}
		}
		if n > 0 && hit*2 < n {
			out = append(out, st.Span)
		}
	}
	return out
}
