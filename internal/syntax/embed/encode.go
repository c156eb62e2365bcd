package embed

import (
	"math/bits"
	"slices"

	"github.com/hearsay/hearsay/internal/syntax/token"
)

const (
	// segmentRows is about how many rows pass through the layers together: enough
	// to make the products efficient, few enough to stay in the second-level cache.
	segmentRows = 512
	// blockRows is how many rows of a layer's products, or tiles of two rows, are
	// made before they are finished; a multiple of the kernels' 6 and 12 rows.
	blockRows = 24
)

// Sink takes the vectors of a run of tokens.
type Sink interface {
	// Vectors is called with the vectors of the tokens first to first+rows-1 of
	// a document, one after the other in x, which is good until it returns. Runs
	// come in order of the documents and, within one, of its tokens.
	Vectors(doc, first, rows int, x []float32)
}

// Scratch is the memory of one worker. The zero value is ready to use, with
// any encoder in turn; it must not be used by two goroutines at once.
type Scratch struct {
	words  []int32 // for each row: index of its word in the segment, or one of the values below
	pieces []piece
	zeros  []int // rows that stay zero

	slots   []int32 // open addressing: index of a word + 1
	hashes  []uint64
	keys    []uint64
	orths   []uint64
	values  [][]float32 // of each word: its vector, then its products
	missed  []int32     // words whose values are computed in this segment
	unmixed []int32     // of those, the ones whose vector is not known either

	key              []uint64
	offs             []int64
	feats, vecs, pre []float32
	fresh, sums      []float32
	x, y, tmp        []float32
}

const (
	padRow  = -1 // outside a document: zero at first, then goes through the layers
	zeroRow = -2 // outside everything: always zero
)

// piece is a run of tokens of a document within a segment.
type piece struct{ doc, first, last, row int }

func grow[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n, n+n/4)
	}
	return b[:n]
}

// Encode computes the vectors of all tokens of docs and hands them to sink.
func (e *Encoder) Encode(docs [][]token.Token, s *Scratch, sink Sink) {
	s.begin()
	shared := false // the last rows are padding that the next document may share
	for d, tokens := range docs {
		for first := 0; first < len(tokens); {
			if len(s.words) >= segmentRows {
				e.run(s, sink)
				shared = false
			}
			// A document that begins in what is left of a segment is cut there.
			n := max(segmentRows-len(s.words), segmentRows/4)
			last := min(first+n, len(tokens))
			if len(tokens)-last < segmentRows/8 { // no crumbs
				last = len(tokens)
			}
			shared = e.add(s, tokens, d, first, last, shared)
			first = last
		}
	}
	if len(s.pieces) > 0 {
		e.run(s, sink)
	}
}

func (s *Scratch) begin() {
	s.words, s.pieces, s.zeros = s.words[:0], s.pieces[:0], s.zeros[:0]
	s.hashes, s.keys, s.orths, s.values, s.missed = s.hashes[:0], s.keys[:0], s.orths[:0], s.values[:0], s.missed[:0]
	s.slots = grow(s.slots, 4*segmentRows)
	clear(s.slots)
}

func (s *Scratch) outside(kind int32, n int) {
	for range n {
		if kind == zeroRow {
			s.zeros = append(s.zeros, len(s.words))
		}
		s.words = append(s.words, kind)
	}
}

// add lays out the rows of a piece of a document: its tokens, and on each side
// as many tokens or rows of padding as the convolutions reach over.
func (e *Encoder) add(s *Scratch, tokens []token.Token, doc, first, last int, shared bool) bool {
	from, to := max(first-e.reach(), 0), min(last+e.reach(), len(tokens))
	// Tiles begin at even rows and at even tokens, so that a token is always
	// computed in the same way.
	if shared && from == 0 {
		s.outside(padRow, len(s.words)&1)
	} else {
		pad := e.pad
		if from > 0 {
			pad = 0
		}
		if len(s.words) == 0 {
			s.outside(zeroRow, 1) // the rows before the first tile
		}
		s.outside(zeroRow, e.window)
		s.outside(zeroRow, (len(s.words)+pad+from)&1)
		s.outside(padRow, pad)
	}
	for i := from; i < to; i++ {
		if i == first {
			s.pieces = append(s.pieces, piece{doc, first, last, len(s.words)})
		}
		s.words = append(s.words, e.word(s, &tokens[i]))
	}
	if to < len(tokens) {
		return false
	}
	s.outside(padRow, e.pad)
	return e.pad >= e.reach() && e.pad > 0
}

// word returns the index in the segment of a token's word: of all that has its
// attributes.
func (e *Encoder) word(s *Scratch, t *token.Token) int32 {
	key := s.key[:0]
	h := uint64(0x9e3779b97f4a7c15)
	for i := range e.tables {
		id := attribute(t, e.tables[i].attr)
		key = append(key, id)
		h = mixHash(h, id)
	}
	if e.static != nil {
		key = append(key, t.Lex.Orth.ID)
		h = mixHash(h, t.Lex.Orth.ID)
	}
	s.key = key
	h = finish(h)
	if 2*len(s.hashes) >= len(s.slots) {
		s.rehash()
	}
	mask := uint64(len(s.slots) - 1)
	for at := h & mask; ; at = (at + 1) & mask {
		w := s.slots[at] - 1
		if w < 0 {
			w = int32(len(s.hashes))
			s.slots[at] = w + 1
			s.hashes = append(s.hashes, h)
			s.keys = append(s.keys, key...)
			s.orths = append(s.orths, t.Lex.Orth.ID)
			return w
		}
		if s.hashes[w] == h && slices.Equal(s.keys[int(w)*len(key):(int(w)+1)*len(key)], key) {
			return w
		}
	}
}

func mixHash(h, id uint64) uint64 {
	hi, lo := bits.Mul64(h^id, 0x9fb21c651e98df25)
	return hi ^ lo
}

// rehash doubles the table of words; a segment seldom needs it.
func (s *Scratch) rehash() {
	n := 2 * len(s.slots)
	s.slots = grow(s.slots[:0], n)
	clear(s.slots)
	for w, h := range s.hashes {
		at := h & uint64(n-1)
		for s.slots[at] != 0 {
			at = (at + 1) & uint64(n-1)
		}
		s.slots[at] = int32(w) + 1
	}
}

func attribute(t *token.Token, attr int) uint64 {
	if attr == attrSpacy {
		if t.Spaced {
			return 1
		}
		return 0
	}
	id, _ := t.Lex.Attr(attr)
	return id
}

// run computes a segment, hands its vectors over and begins the next.
func (e *Encoder) run(s *Scratch, sink Sink) {
	s.outside(zeroRow, e.window+1)
	s.outside(zeroRow, len(s.words)&1)
	e.embed(s)
	n := len(s.words) * e.width
	s.x, s.y, s.tmp = grow(s.x, n), grow(s.y, n), grow(s.tmp, e.width)
	x, y := s.x, s.y
	if len(e.conv) == 0 {
		for r, w := range s.words {
			copy(x[r*e.width:(r+1)*e.width], e.vector(s, w))
		}
	} else {
		e.convolveFirst(s, x)
		for _, l := range e.conv[1:] {
			if l.w != nil {
				e.convolve(s, l, y, x)
			} else {
				e.convolveTiles(s, l, y, x)
			}
			e.blank(s, y)
			x, y = y, x
		}
	}
	for _, p := range s.pieces {
		sink.Vectors(p.doc, p.first, p.last-p.first, x[p.row*e.width:(p.row+p.last-p.first)*e.width])
	}
	s.begin()
}

// vector is the embedding of a row's word.
func (e *Encoder) vector(s *Scratch, word int32) []float32 {
	if word < 0 {
		return e.zero[:e.width]
	}
	return s.values[word][:e.width]
}

// embed fills s.values for the segment's words, from the caches or by
// computing them all at once.
func (e *Encoder) embed(s *Scratch) {
	for w, h := range s.hashes {
		v := e.products.get(h, e.keyOf(s, int32(w)))
		if v == nil {
			s.missed = append(s.missed, int32(w))
		}
		s.values = append(s.values, v)
	}
	if len(s.missed) == 0 {
		return
	}
	size := e.width
	if e.first != nil {
		size += e.first.Stride()
	}
	s.fresh = grow(s.fresh, len(s.missed)*size)
	s.unmixed = s.unmixed[:0]
	for i, w := range s.missed {
		s.values[w] = s.fresh[i*size : (i+1)*size]
		if v := e.vectors.get(s.hashes[w], e.keyOf(s, w)); v != nil {
			copy(s.values[w], v)
		} else {
			s.unmixed = append(s.unmixed, w)
		}
	}
	e.mixWords(s)
	if e.first != nil {
		e.first.Mul(s.fresh[e.width:], size, s.fresh, size, len(s.missed))
	}
	for _, w := range s.missed {
		e.products.put(s.hashes[w], e.keyOf(s, w), s.values[w])
	}
}

// keyOf returns the attributes that tell a word of the segment from others.
func (e *Encoder) keyOf(s *Scratch, word int32) []uint64 {
	n := len(e.tables)
	if e.static != nil {
		n++
	}
	return s.keys[int(word)*n : (int(word)+1)*n]
}

// mixWords computes the vectors of the words in s.unmixed.
func (e *Encoder) mixWords(s *Scratch) {
	in, ld := e.mix.inputs, e.mix.w.Stride()
	s.tmp = grow(s.tmp, e.width)
	for b := 0; b < len(s.unmixed); b += blockRows {
		block := s.unmixed[b:min(b+blockRows, len(s.unmixed))]
		s.feats = grow(s.feats, len(block)*in)
		for i, w := range block {
			e.features(s, s.feats[i*in:(i+1)*in], e.keyOf(s, w))
		}
		if e.static != nil {
			e.staticFeatures(s, block)
		}
		s.pre = grow(s.pre, len(block)*ld)
		e.mix.w.Mul(s.pre, ld, s.feats, in, len(block))
		for i, w := range block {
			v := s.values[w][:e.width]
			e.mix.finish(e.v, v, s.pre[i*ld:], nil, s.tmp)
			e.vectors.put(s.hashes[w], e.keyOf(s, w), v)
		}
	}
}

// features lays the embeddings of a word's attributes end to end.
func (e *Encoder) features(s *Scratch, dst []float32, key []uint64) {
	for i := range e.tables {
		t := &e.tables[i]
		s.offs = s.offs[:0]
		for _, h := range hash(key[i], t.seed) {
			s.offs = append(s.offs, int64(h%uint32(t.rows))*int64(e.width))
		}
		o := s.offs[0]
		e.v.Gather(dst[i*e.width:(i+1)*e.width], t.data[o:o+int64(e.width)], t.data, s.offs[1:])
	}
}

// staticFeatures adds the projected static vectors behind the embeddings.
func (e *Encoder) staticFeatures(s *Scratch, block []int32) {
	st := e.static
	width, ld, in := st.vectors.Width, st.w.Stride(), e.mix.inputs
	s.vecs = grow(s.vecs, len(block)*width)
	s.pre = grow(s.pre, len(block)*ld)
	for i, w := range block {
		copy(s.vecs[i*width:(i+1)*width], st.of(s.orths[w]))
	}
	st.w.Mul(s.pre, ld, s.vecs, width, len(block))
	for i := range block {
		copy(s.feats[i*in+e.width*len(e.tables):(i+1)*in], s.pre[i*ld:])
	}
}

// convolveFirst computes the first convolution from the words' products.
func (e *Encoder) convolveFirst(s *Scratch, y []float32) {
	l, outs, d := e.conv[0], e.productSize(), e.width
	s.pre = grow(s.pre, outs)
	pre := s.pre
	product := func(row, place int) []float32 {
		w := s.words[row]
		if w < 0 {
			return e.zero[:outs]
		}
		return s.values[w][d+place*outs:][:outs]
	}
	for r := e.window; r < len(s.words)-e.window; r++ {
		if s.words[r] == zeroRow {
			continue
		}
		if e.window == 1 {
			e.v.Sum3(pre, product(r-1, 0), product(r, 1), product(r+1, 2))
		} else {
			copy(pre, product(r-e.window, 0))
			for j := 1; j <= 2*e.window; j++ {
				e.v.Add(pre, product(r-e.window+j, j))
			}
		}
		l.finish(e.v, y[r*d:(r+1)*d], pre, e.vector(s, s.words[r]), s.tmp)
	}
	e.blank(s, y)
}

// convolve computes a further convolution of x. The window around row r is the
// run of values that begins at row r-window.
func (e *Encoder) convolve(s *Scratch, l *layer, y, x []float32) {
	d, ld := e.width, l.w.Stride()
	s.pre = grow(s.pre, blockRows*ld)
	end := len(s.words) - e.window
	for r := e.window; r < end; r += blockRows {
		n := min(blockRows, end-r)
		l.w.Mul(s.pre, ld, x[(r-e.window)*d:], d, n)
		for i := range n {
			at := (r + i) * d
			l.finish(e.v, y[at:at+d], s.pre[i*ld:], x[at:at+d], s.tmp)
		}
	}
}

// convolveTiles computes a further convolution of x over three tokens, two
// rows at a time. The first two rows and the last two are zero.
func (e *Encoder) convolveTiles(s *Scratch, l *layer, y, x []float32) {
	d, ld := e.width, l.tiles[0].Stride()
	s.pre, s.sums, s.tmp = grow(s.pre, 4*blockRows*ld), grow(s.sums, 4*blockRows*d), grow(s.tmp, 2*d)
	end := len(s.words) - 2
	for r := 2; r < end; r += 2 * blockRows {
		n := min(blockRows, (end-r)/2)
		for i := range n {
			e.v.Tile(s.sums[i*d:], x[(r+2*i-1)*d:], blockRows*d, d, d)
		}
		for m, w := range l.tiles {
			w.Mul(s.pre[m*blockRows*ld:], ld, s.sums[m*blockRows*d:], d, n)
		}
		for i := range n {
			e.v.TileMaxout(s.tmp[:d], s.tmp[d:2*d], s.pre[i*ld:], l.bias, blockRows*ld, l.pieces, d)
			for j := range 2 {
				at := (r + 2*i + j) * d
				e.v.LayerNorm(y[at:at+d], s.tmp[j*d:(j+1)*d], l.gain, l.shift, x[at:at+d])
			}
		}
	}
}

// blank clears the rows that stay zero.
func (e *Encoder) blank(s *Scratch, y []float32) {
	for _, r := range s.zeros {
		clear(y[r*e.width : (r+1)*e.width])
	}
}
