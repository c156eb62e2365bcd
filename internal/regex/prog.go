package regex

type assertKind uint8

const (
	assertBegin        assertKind = iota // ^ and \A
	assertEndText                        // \Z
	assertEnd                            // $: at the end, or before a newline that ends the text
	assertBeginLine                      // ^ in multiline mode
	assertEndLine                        // $ in multiline mode
	assertWord                           // \b
	assertNotWord                        // \B
	assertWordASCII                      // the same in ASCII mode
	assertNotWordASCII                   //
	assertPrev                           // lookbehind for one code point of a set
	assertNext                           // lookahead for one code point of a set
	assertLook                           // any other lookaround
)

// A condition is an assertion of the program.
type condition struct {
	kind     assertKind
	negative bool
	arg      int // set, or index in prog.looks
}

// A look is a lookaround that reads more than one code point.
type look struct {
	behind  int   // lookbehind: how many code points back it starts; -1 for lookahead
	entry   int32 // of the pattern read forward
	reverse int32 // lookahead without bound: entry of the pattern read backward, unanchored; else -1
}

type op uint8

const (
	opSet    op = iota // one code point of set arg, then x
	opSplit            // x, else y
	opAssert           // condition arg, then x
	opMatch
	opFail
)

type inst struct {
	op   op
	arg  int32
	x, y int32
}

// maxProgram bounds a compiled pattern; the largest of a published tokenizer,
// the French token_match of 1.4 MB, has 7,161 instructions.
const maxProgram = 1 << 18

// maxLooks is how many different lookarounds of more than one code point a
// pattern may have: they are the bits of a word.
const maxLooks = 64

type prog struct {
	insts []inst
	conds []condition
	looks []look
	alpha *alphabet

	forward, search, reverse int32 // entries: anchored, unanchored, read from the end
	startAnchored            bool  // a match can only begin at the text's beginning
	endAnchored              bool  // a match can only end where $ or \Z hold

	final uint16   // symbol of a newline that ends the text
	edge  uint16   // symbol of the text's beginning or end
	nsym  int      // number of symbols
	group []uint16 // symbol -> a symbol that no condition tells from it
	// needs tells what a closure from an instruction may ask: bit 63 for the
	// known neighbour, the others for lookarounds.
	needsCtx   []bool
	needsLooks []uint64
}

type compiler struct {
	*prog
	p     *parser
	rev   bool
	fail  string
	conds map[condition]int32
	looks map[string]int
}

func compile(p *parser, root *node) (*prog, error) {
	c := &compiler{prog: &prog{}, p: p, conds: map[condition]int32{}, looks: map[string]int{}}
	match := c.emit(inst{op: opMatch})
	c.forward = c.node(root, match, match)
	anySet := c.p.setNode("any", 0, func() set { return set{{0, maxRune}} }).set
	// .*? before the pattern, in order of preference: begin here, else later.
	loop := c.emit(inst{op: opSplit, x: c.forward})
	c.insts[loop].y = c.emit(inst{op: opSet, arg: int32(anySet), x: loop})
	c.search = loop
	c.rev = true
	c.reverse = c.node(root, match, match)
	c.startAnchored = anchored(root, false)
	c.endAnchored = anchored(root, true)
	if c.fail != "" {
		return nil, &SyntaxError{What: c.fail, Excerpt: p.text[:min(24, len(p.text))]}
	}
	if len(c.insts) > maxProgram {
		return nil, &SyntaxError{What: "the pattern is too large when its quantifiers are written out", Excerpt: p.text[:min(24, len(p.text))]}
	}
	c.finish()
	return c.prog, nil
}

func (c *compiler) emit(i inst) int32 {
	if len(c.insts) <= maxProgram {
		c.insts = append(c.insts, i)
	}
	return int32(len(c.insts) - 1)
}

// node compiles n in front of what follows it and returns its entry. What
// follows is none where n matched nothing, some where it read a code point:
// the two differ only within a loop, where a turn that reads nothing must leave
// the loop, as it does in Python.
func (c *compiler) node(n *node, none, some int32) int32 {
	if len(c.insts) > maxProgram || c.fail != "" {
		return none
	}
	switch n.kind {
	case nSet:
		return c.emit(inst{op: opSet, arg: int32(n.set), x: some})
	case nCat:
		for i := range n.subs {
			sub := n.subs[len(n.subs)-1-i]
			if c.rev {
				sub = n.subs[i]
			}
			lo, hi := width(sub)
			switch {
			case none == some || hi == 0:
				// One entry each, or the place in the text stays where it is.
				if none == some {
					none = c.node(sub, none, some)
					some = none
					continue
				}
				first := c.node(sub, none, none)
				some = c.node(sub, some, some)
				none = first
			case lo > 0 && i == len(n.subs)-1:
				return c.node(sub, some, some)
			case lo > 0:
				after := c.node(sub, some, some)
				none, some = after, after
			default:
				first := c.node(sub, none, some)
				some = c.node(sub, some, some)
				none = first
			}
		}
		return none
	case nAlt:
		entry := int32(-1)
		for i := len(n.subs) - 1; i >= 0; i-- {
			sub := c.node(n.subs[i], none, some)
			if entry < 0 {
				entry = sub
			} else {
				entry = c.emit(inst{op: opSplit, x: sub, y: entry})
			}
		}
		return entry
	case nRepeat:
		return c.repeat(n, none, some)
	case nAssert:
		return c.cond(condition{kind: n.assert}, none)
	case nLook:
		return c.look(n, none)
	}
	return none
}

func (c *compiler) split(lazy bool, body, exit int32) int32 {
	if lazy {
		return c.emit(inst{op: opSplit, x: exit, y: body})
	}
	return c.emit(inst{op: opSplit, x: body, y: exit})
}

func (c *compiler) repeat(n *node, none, some int32) int32 {
	sub := n.subs[0]
	lo, hi := width(sub)
	nullable := lo == 0
	count := n.max - n.min
	if hi == 0 {
		// A condition: once is as good as many times.
		if n.min > 0 {
			return c.node(sub, none, some)
		}
		return c.split(n.lazy, c.node(sub, none, some), none)
	}
	after := func(exitNone, exitSome int32) (int32, int32) {
		// The turns that may be left out.
		if n.max < 0 {
			loop := c.split(n.lazy, 0, exitSome)
			body := c.node(sub, exitSome, loop)
			c.patch(loop, n.lazy, body)
			if exitNone == exitSome {
				return loop, loop
			}
			first := body
			if nullable {
				first = c.node(sub, exitNone, loop)
			}
			return c.split(n.lazy, first, exitNone), loop
		}
		next := exitSome
		for i := count; i > 0 && len(c.insts) <= maxProgram; i-- {
			if i == 1 && exitNone != exitSome {
				first := c.split(n.lazy, c.node(sub, exitNone, next), exitNone)
				return first, c.split(n.lazy, c.node(sub, exitSome, next), exitSome)
			}
			next = c.split(n.lazy, c.node(sub, exitSome, next), exitSome)
		}
		if count == 0 {
			return exitNone, exitSome
		}
		return next, next
	}
	none, some = after(none, some)
	for i := n.min; i > 0 && len(c.insts) <= maxProgram; i-- {
		switch {
		case none == some:
			none = c.node(sub, none, some)
			some = none
		case nullable:
			first := c.node(sub, none, some)
			some = c.node(sub, some, some)
			none = first
		default:
			none = c.node(sub, some, some)
			some = none
		}
	}
	return none
}

func (c *compiler) patch(at int32, lazy bool, body int32) {
	if int(at) >= len(c.insts) || c.insts[at].op != opSplit {
		return // the program is over its bound; an error follows
	}
	if lazy {
		c.insts[at].y = body
	} else {
		c.insts[at].x = body
	}
}

func (c *compiler) cond(k condition, next int32) int32 {
	switch k.kind {
	case assertWord, assertNotWord:
		k.arg = c.p.setNode("word", 0, func() set { return wordSet(maxRune) }).set
	case assertWordASCII, assertNotWordASCII:
		k.arg = c.p.setNode("wordASCII", 0, func() set { return wordSet(127) }).set
	case assertBeginLine, assertEndLine, assertEnd:
		k.arg = c.p.setNode("newline", 0, func() set { return set{{'\n', '\n'}} }).set
	}
	id, ok := c.conds[k]
	if !ok {
		id = int32(len(c.prog.conds))
		c.prog.conds = append(c.prog.conds, k)
		c.conds[k] = id
	}
	return c.emit(inst{op: opAssert, arg: id, x: next})
}

func (c *compiler) look(n *node, next int32) int32 {
	sub := n.subs[0]
	if id, ok := c.oneOf(sub); ok {
		k := assertNext
		if n.behind {
			k = assertPrev
		}
		return c.cond(condition{kind: k, negative: n.negative, arg: id}, next)
	}
	// The same lookaround is often written into each of many alternatives.
	key := string(rune(n.min)) + c.key(sub)
	if n.behind {
		key = "<" + key
	}
	id, ok := c.looks[key]
	if !ok {
		if id = len(c.prog.looks); id == maxLooks {
			c.fail = "more than 64 different lookarounds of more than one character are not supported"
			return next
		}
		c.looks[key] = id
		c.prog.looks = append(c.prog.looks, look{behind: -1, reverse: -1})
		match := c.emit(inst{op: opMatch})
		rev := c.rev
		c.rev = false
		l := look{behind: -1, reverse: -1, entry: c.node(sub, match, match)}
		if n.behind {
			l.behind = n.min
		} else if _, hi := width(sub); hi < 0 {
			c.rev = true
			anySet := c.p.setNode("any", 0, func() set { return set{{0, maxRune}} }).set
			loop := c.emit(inst{op: opSplit, x: c.node(sub, match, match)})
			if int(loop) < len(c.insts) {
				y := c.emit(inst{op: opSet, arg: int32(anySet), x: loop})
				c.insts[loop].y = y
			}
			l.reverse = loop
		}
		c.rev = rev
		c.prog.looks[id] = l
	}
	return c.cond(condition{kind: assertLook, negative: n.negative, arg: id}, next)
}

// key writes a node so that two nodes with one key match the same.
func (c *compiler) key(n *node) string {
	b := []byte{byte(n.kind), byte(n.assert)}
	flag := func(v bool) {
		if v {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	number := func(v int) { b = append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24)) }
	flag(n.lazy)
	flag(n.behind)
	flag(n.negative)
	number(n.set)
	number(n.min)
	number(n.max)
	number(len(n.subs))
	for _, s := range n.subs {
		b = append(b, c.key(s)...)
	}
	return string(b)
}

// oneOf tells whether n matches just one code point whatever stands around it,
// and returns the set of them.
func (c *compiler) oneOf(n *node) (int, bool) {
	switch n.kind {
	case nSet:
		return n.set, true
	case nCat:
		if len(n.subs) == 1 {
			return c.oneOf(n.subs[0])
		}
	case nAlt:
		var all set
		name := "one"
		for _, s := range n.subs {
			id, ok := c.oneOf(s)
			if !ok {
				return 0, false
			}
			all = append(all, c.p.sets[id]...)
			name += string(rune(id))
		}
		return c.p.setNode(name, 0, func() set { return normal(all) }).set, true
	}
	return 0, false
}

// anchored tells whether every way through n has to pass an anchor at its
// beginning (or its end).
func anchored(n *node, end bool) bool {
	switch n.kind {
	case nAssert:
		if end {
			return n.assert == assertEnd || n.assert == assertEndText
		}
		return n.assert == assertBegin
	case nCat:
		for i := range n.subs {
			s := n.subs[i]
			if end {
				s = n.subs[len(n.subs)-1-i]
			}
			if anchored(s, end) {
				return true
			}
			if _, hi := width(s); hi != 0 {
				return false
			}
		}
		return false
	case nAlt:
		for _, s := range n.subs {
			if !anchored(s, end) {
				return false
			}
		}
		return true
	case nRepeat:
		return n.min > 0 && anchored(n.subs[0], end)
	}
	return false
}

// finish numbers the symbols and notes what each instruction's closure asks.
func (c *compiler) finish() {
	c.alpha = newAlphabet(c.p.sets)
	n := c.alpha.n
	c.final, c.edge, c.nsym = uint16(n), uint16(n+1), n+2
	// Symbols that all conditions answer alike fall into one group.
	c.group = make([]uint16, c.nsym)
	seen := map[string]uint16{}
	var sig []byte
	for s := 0; s < c.nsym; s++ {
		sig = sig[:0]
		if s == n || s == n+1 {
			sig = append(sig, byte(s-n), 255)
		}
		for _, k := range c.prog.conds {
			if k.kind == assertLook || k.kind == assertBegin || k.kind == assertEndText {
				continue
			}
			b := byte(0)
			if c.alpha.in(k.arg, c.class(uint16(s))) {
				b = 1
			}
			sig = append(sig, b)
		}
		if g, ok := seen[string(sig)]; ok {
			c.group[s] = g
		} else {
			seen[string(sig)] = uint16(s)
			c.group[s] = uint16(s)
		}
	}
	// Whether a closure reaches a condition: spread backward to a fixed point.
	c.needsCtx = make([]bool, len(c.insts))
	c.needsLooks = make([]uint64, len(c.insts))
	for changed := true; changed; {
		changed = false
		for i := range c.insts {
			in := &c.insts[i]
			ctx, looks := c.needsCtx[i], c.needsLooks[i]
			switch in.op {
			case opSplit:
				ctx = ctx || c.needsCtx[in.x] || c.needsCtx[in.y]
				looks |= c.needsLooks[in.x] | c.needsLooks[in.y]
			case opAssert:
				k := c.prog.conds[in.arg]
				ctx = ctx || c.needsCtx[in.x] || k.kind != assertLook
				looks |= c.needsLooks[in.x]
				if k.kind == assertLook {
					looks |= 1 << k.arg
				}
			}
			if ctx != c.needsCtx[i] || looks != c.needsLooks[i] {
				c.needsCtx[i], c.needsLooks[i] = ctx, looks
				changed = true
			}
		}
	}
}

// class is the alphabet's class of a symbol; past the last for the edge.
func (p *prog) class(sym uint16) uint16 {
	if sym == p.final {
		return p.alpha.newline
	}
	return sym
}

// holds answers a condition between two neighbours.
func (p *prog) holds(k condition, prev, next uint16) bool {
	in := func(sym uint16) bool { return sym != p.edge && p.alpha.in(k.arg, p.class(sym)) }
	switch k.kind {
	case assertBegin:
		return prev == p.edge
	case assertEndText:
		return next == p.edge
	case assertEnd:
		return next == p.edge || next == p.final
	case assertBeginLine:
		return prev == p.edge || in(prev)
	case assertEndLine:
		return next == p.edge || in(next)
	case assertWord, assertWordASCII:
		return in(prev) != in(next)
	case assertNotWord, assertNotWordASCII:
		// As in CPython 3.11, the empty text has no such place.
		return in(prev) == in(next) && !(prev == p.edge && next == p.edge)
	case assertPrev:
		return in(prev) != k.negative
	case assertNext:
		return in(next) != k.negative
	}
	return false
}
