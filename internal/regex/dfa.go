package regex

import (
	"unicode/utf8"
)

// A dfa is an automaton built as it is walked. Its state is an ordered list of
// instructions about to be entered at a place of the text (the kernel) with
// what is known of the symbol just passed. A step from a place over the next
// symbol first follows splits and conditions, all of whose questions can be
// answered now that both neighbours are known, and then reads the symbol. So a
// step also says whether a match ends at the place it starts from.
type dfa struct {
	p        *prog
	backward bool // walks from right to left, keeps all threads (no preference)

	states []state
	trans  []int32 // state*nsym + symbol -> unknown, slow or (state+1)<<1 | match
	index  map[string]int32
	slow   map[slowKey]int32

	key     []byte
	stack   []int32
	seen    []uint32 // stamp by instruction: visited in this closure
	queued  []uint32 // stamp: already in the next kernel
	stamp   uint32
	next    []int32
	kernels []int32 // arena of kernels, reset with the states
	resets  int
}

type state struct {
	from, to int32 // kernel, in the arena
	ctx      uint16
	fresh    bool   // an empty match is not allowed here
	looks    uint64 // lookarounds that the closure may ask for
}

type slowKey struct {
	state int32
	sym   uint16
	bits  uint64
}

const (
	unknown = 0
	slow    = 1
	dead    = 0 // the state that leads nowhere

	maxTrans   = 1 << 18 // numbers in one automaton's table: 1 MiB
	maxKernels = 1 << 17
	maxSlow    = 1 << 12
)

func newDFA(p *prog, backward bool) *dfa {
	d := &dfa{p: p, backward: backward, seen: make([]uint32, len(p.insts)), queued: make([]uint32, len(p.insts))}
	d.reset()
	return d
}

func (d *dfa) reset() {
	d.resets++
	d.states = append(d.states[:0], state{})
	if d.index == nil {
		d.index, d.slow = map[string]int32{}, map[slowKey]int32{}
	}
	clear(d.index)
	clear(d.slow)
	d.kernels = d.kernels[:0]
	d.trans = d.trans[:0]
	for i := 0; i < d.p.nsym; i++ {
		d.trans = append(d.trans, (dead+1)<<1)
	}
}

// start returns the state at a place with its known neighbour.
func (d *dfa) start(entry int32, ctx uint16, fresh bool) int32 {
	d.next = append(d.next[:0], entry)
	return d.intern(ctx, fresh)
}

// intern returns the state of d.next.
func (d *dfa) intern(sym uint16, fresh bool) int32 {
	if len(d.next) == 0 {
		return dead
	}
	ctx, needsCtx, looks := uint16(0), false, uint64(0)
	for _, pc := range d.next {
		needsCtx = needsCtx || d.p.needsCtx[pc]
		looks |= d.p.needsLooks[pc]
	}
	if needsCtx {
		ctx = d.p.group[sym]
	}
	d.key = append(d.key[:0], byte(ctx), byte(ctx>>8), 0)
	if fresh {
		d.key[2] = 1
	}
	for _, pc := range d.next {
		d.key = append(d.key, byte(pc), byte(pc>>8), byte(pc>>16))
	}
	if id, ok := d.index[string(d.key)]; ok {
		return id
	}
	if len(d.trans)+d.p.nsym > maxTrans || len(d.kernels)+len(d.next) > maxKernels && len(d.states) > 1 {
		d.reset()
	}
	id := int32(len(d.states))
	from := int32(len(d.kernels))
	d.kernels = append(d.kernels, d.next...)
	d.states = append(d.states, state{from, int32(len(d.kernels)), ctx, fresh, looks})
	for i := 0; i < d.p.nsym; i++ {
		d.trans = append(d.trans, unknown)
	}
	if looks != 0 {
		row := d.trans[int(id)*d.p.nsym:]
		for i := range row {
			row[i] = slow
		}
	}
	d.index[string(d.key)] = id
	return id
}

// step computes a transition and keeps it. bits are the answers to the
// lookarounds that the state asks for.
func (d *dfa) step(id int32, sym uint16, bits uint64) int32 {
	s := d.states[id]
	k := slowKey{id, sym, bits}
	if s.looks != 0 {
		if t, ok := d.slow[k]; ok {
			return t
		}
	}
	resets := d.resets
	d.stamp++
	if d.stamp == 0 {
		clear(d.seen)
		clear(d.queued)
		d.stamp = 1
	}
	prev, next := s.ctx, sym
	if d.backward {
		prev, next = sym, s.ctx
	}
	d.next = d.next[:0]
	matched := int32(0)
	class := d.p.class(sym)
	d.stack = d.stack[:0]
	for i := s.to - 1; i >= s.from; i-- {
		d.stack = append(d.stack, d.kernels[i])
	}
walk:
	for len(d.stack) > 0 {
		pc := d.stack[len(d.stack)-1]
		d.stack = d.stack[:len(d.stack)-1]
		if d.seen[pc] == d.stamp {
			continue
		}
		d.seen[pc] = d.stamp
		in := &d.p.insts[pc]
		switch in.op {
		case opSet:
			if sym != d.p.edge && d.p.alpha.in(int(in.arg), class) && d.queued[in.x] != d.stamp {
				d.queued[in.x] = d.stamp
				d.next = append(d.next, in.x)
			}
		case opSplit:
			d.stack = append(d.stack, in.y, in.x)
		case opAssert:
			c := d.p.conds[in.arg]
			ok := false
			if c.kind == assertLook {
				ok = bits>>c.arg&1 == 1 != c.negative
			} else {
				ok = d.p.holds(c, prev, next)
			}
			if ok {
				d.stack = append(d.stack, in.x)
			}
		case opMatch:
			if s.fresh {
				continue
			}
			matched = 1
			if !d.backward {
				break walk // whatever comes later is liked less
			}
		}
	}
	to := d.intern(sym, false)
	t := (to+1)<<1 | matched
	if d.resets != resets {
		return t // the state that we came from is gone
	}
	if s.looks != 0 {
		if len(d.slow) >= maxSlow {
			clear(d.slow)
		}
		d.slow[k] = t
	} else {
		d.trans[int(id)*d.p.nsym+int(sym)] = t
	}
	return t
}

// symAt returns the symbol of the code point at byte i and its width; the edge
// at the text's end.
func (p *prog) symAt(text string, i int) (uint16, int) {
	if i >= len(text) {
		return p.edge, 0
	}
	if b := text[i]; b < utf8.RuneSelf {
		if b == '\n' && i == len(text)-1 {
			return p.final, 1
		}
		return p.alpha.ascii[b], 1
	}
	r, w := utf8.DecodeRuneInString(text[i:])
	return p.alpha.of(r), w
}

// symBefore is symAt for the code point that ends at byte i.
func (p *prog) symBefore(text string, i int) (uint16, int) {
	if i <= 0 {
		return p.edge, 0
	}
	if b := text[i-1]; b < utf8.RuneSelf {
		if b == '\n' && i == len(text) {
			return p.final, 1
		}
		return p.alpha.ascii[b], 1
	}
	r, w := utf8.DecodeLastRuneInString(text[:i])
	return p.alpha.of(r), w
}
