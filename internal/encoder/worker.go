package encoder

import (
	"math"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder/piece"
	"github.com/hearsay/hearsay/internal/kernel/int8"
)

const (
	// chunk is how many rows go together through what stands behind attention: their
	// values then stay in the second-level cache.
	chunk = 48
	// scoreRows is how many rows of scores attention makes at once.
	scoreRows = 32
)

// Worker encodes texts, one window at a time. It holds the memory that this needs,
// some 2 MB, and belongs to one goroutine.
type Worker struct {
	m      *Model
	cut    *piece.Cutter
	pieces []piece.Piece
	units  []unit
	hidden hearsay.Span // of the text: its pieces are masked

	sentences []hearsay.Span

	ids    []int32
	x      []float32  // [rows][hidden]: the vectors
	c      []float32  // [rows][hidden]: what attention found
	qkv    []float32  // [rows][3*width]: of one head
	y      []float32  // [chunk][hidden]
	inner  []float32  // [chunk][inner]
	rows   *int8.Rows // x as bytes
	part   *int8.Rows // a chunk as bytes
	wide   *int8.Rows // a chunk of inner as bytes
	q16    []int16    // [rows][width]
	k16    []int16
	v16    []int16
	keys   []int16 // packed
	values []int16
	scores []float32 // [scoreRows][keys]
	shares []int16   // [scoreRows][keys]
}

// NewWorker makes a worker.
func (m *Model) NewWorker() *Worker {
	w := &Worker{m: m, cut: m.Pieces.NewCutter()}
	rows, width := up(m.Window, int8.Block), m.Hidden/m.Heads
	keys := int8.Up(m.Window)
	w.x, w.c = make([]float32, rows*m.Hidden), make([]float32, rows*m.Hidden)
	w.qkv = make([]float32, rows*3*width)
	w.y, w.inner = make([]float32, chunk*m.Hidden), make([]float32, chunk*m.Inner)
	w.rows, w.part, w.wide = int8.NewRows(rows, m.Hidden), int8.NewRows(chunk, m.Hidden), int8.NewRows(chunk, m.Inner)
	w.q16, w.k16, w.v16 = make([]int16, rows*width), make([]int16, rows*width), make([]int16, rows*width)
	w.keys, w.values = make([]int16, int8.WideLen(keys, width)), make([]int16, int8.WideLen(width, keys))
	w.scores, w.shares = make([]float32, scoreRows*keys), make([]int16, scoreRows*keys)
	return w
}

func up(n, m int) int { return (n + m - 1) / m * m }

// forward computes the vectors of one window's pieces, at most Window of them, into
// w.x; of those, from to to (excluded) are wanted, and the others are not finished.
func (w *Worker) forward(ids []int32, from, to int) {
	m, h := w.m, w.m.Hidden
	n := up(len(ids), int8.Block)
	x := w.x[:n*h]
	for i, id := range ids {
		row, at := x[i*h:i*h+h], m.positions[i*h:i*h+h]
		unpackWord(row, m.words, int(id), m.scale[id], m.WordBits)
		m.v.AddNorm(row, at, m.norm.gain, m.norm.bias, m.Epsilon)
	}
	// Rows that only fill the last block are zero; nothing reads what becomes of them.
	clear(x[len(ids)*h:])
	for i := range m.layers {
		l := &m.layers[i]
		for r := range n {
			m.v.Quantize(w.rows, r, x[r*h:r*h+h], l.qkv.Smooth())
		}
		first, last := 0, n
		if i == len(m.layers)-1 {
			first, last = from/int8.Block*int8.Block, up(to, int8.Block)
		}
		for head := range m.Heads {
			w.attend(l, head, len(ids), n, first, last)
		}
		for r := first; r < last; r += chunk {
			w.finish(l, r, min(chunk, last-r))
		}
	}
}

// attend computes what one head of attention finds for the rows first to last, into
// its columns of w.c. The window has n rows, of which pieces are pieces.
func (w *Worker) attend(l *layer, head, pieces, n, first, last int) {
	m := w.m
	width := m.Hidden / m.Heads
	ld := 3 * width
	panels := ld / int8.Lanes
	l.qkv.Mul(w.qkv, ld, w.rows, 0, n, head*panels, (head+1)*panels)

	// Queries and keys such that a product of two of them has 32 bits; values
	// such that their mean has.
	limit := math.Floor(math.Sqrt(math.MaxInt32 / float64(width)))
	q, qs := w.narrow(w.q16, w.qkv, n, pieces, min(limit, math.MaxInt16))
	k, ks := w.narrow(w.k16, w.qkv[width:], pieces, pieces, min(limit, math.MaxInt16))
	v, vs := w.narrow(w.v16, w.qkv[2*width:], pieces, pieces, math.MaxInt16)
	int8.PackRows(w.keys, k, pieces, width)
	m.v.PackColumns(w.values, v, pieces, width)

	keys := int8.Up(pieces)
	// Scores are in powers of two, not of e.
	factor := float32(float64(qs) * float64(ks) / math.Sqrt(float64(width)) * math.Log2E)
	for r := first; r < last; r += scoreRows {
		rows := min(scoreRows, last-r)
		m.v.MulWide(w.scores, keys, q[r*width:], width, rows, w.keys, keys, width, factor)
		for i := range rows {
			s := w.scores[i*keys : (i+1)*keys]
			for j := pieces; j < keys; j++ {
				s[j] = -1e30
			}
			m.v.Softmax(w.shares[i*keys:(i+1)*keys], s)
		}
		m.v.MulWide(w.c[r*m.Hidden+head*width:], m.Hidden, w.shares, keys, rows, w.values, width, keys, vs/32767)
	}
}

// narrow brings rows rows of a head's columns of w.qkv to 16 bits, by the largest of the
// first pieces rows, and returns them with their step.
func (w *Worker) narrow(dst []int16, x []float32, rows, pieces int, limit float64) ([]int16, float32) {
	width := w.m.Hidden / w.m.Heads
	top := w.m.v.Largest(x, 3*width, pieces, width)
	var rate, step float32
	if top > 1e-30 {
		rate, step = float32(limit)/top, top/float32(limit)
	}
	for i := range rows {
		w.m.v.To16(dst[i*width:(i+1)*width], x[i*3*width:][:width], rate)
	}
	return dst, step
}

// finish takes rows of the window through what stands behind attention.
func (w *Worker) finish(l *layer, at, rows int) {
	m, h := w.m, w.m.Hidden
	x, c := w.x[at*h:(at+rows)*h], w.c[at*h:(at+rows)*h]
	for r := range rows {
		m.v.Quantize(w.part, r, c[r*h:r*h+h], l.attended.Smooth())
	}
	l.attended.Mul(w.y, h, w.part, 0, rows, 0, l.attended.Panels())
	for r := range rows {
		row := x[r*h : r*h+h]
		m.v.AddNorm(row, w.y[r*h:r*h+h], l.attendedNorm.gain, l.attendedNorm.bias, m.Epsilon)
		m.v.Quantize(w.part, r, row, l.inner.Smooth())
	}
	l.inner.Mul(w.inner, m.Inner, w.part, 0, rows, 0, l.inner.Panels())
	for r := range rows {
		m.v.GeluQuantize(w.wide, r, w.inner[r*m.Inner:(r+1)*m.Inner], l.output.Smooth())
	}
	l.output.Mul(w.y, h, w.wide, 0, rows, 0, l.output.Panels())
	for r := range rows {
		m.v.AddNorm(x[r*h:r*h+h], w.y[r*h:r*h+h], l.outputNorm.gain, l.outputNorm.bias, m.Epsilon)
	}
}

// Vectors are the pieces of a text and their vectors.
type Vectors struct {
	Pieces []piece.Piece // their offsets are bytes of the text
	X      []float32     // a vector for each piece, one after the other
	Hidden int
}

// At is the vector of a piece.
func (v *Vectors) At(i int) []float32 { return v.X[i*v.Hidden : (i+1)*v.Hidden] }

// Encode encodes a text into into, whose memory is used again. Sentences are in the
// order of the text; what lies between two belongs to the first of them. A text without sentences
// is one sentence. A vector takes 4 bytes a value: for long texts use [Worker.Each].
func (w *Worker) Encode(text string, sentences []hearsay.Span, into *Vectors) {
	into.Pieces, into.X, into.Hidden = into.Pieces[:0], into.X[:0], w.m.Hidden
	w.Each(text, sentences, func(v Vectors) {
		into.Pieces = append(into.Pieces, v.Pieces...)
		into.X = append(into.X, v.X...)
	})
}

// Each encodes a text and hands out its pieces in runs: in the order of the text, each
// piece once, and whole sentences unless one is longer than a window. What each is given is
// overwritten by the next run.
func (w *Worker) Each(text string, sentences []hearsay.Span, each func(Vectors)) {
	m := w.m
	w.pieces = w.cut.Cut(text, 0, w.pieces[:0])
	w.units = units(w.units[:0], w.pieces, sentences, m.Window-2)
	h := m.Hidden
	for win := range windows(w.units, m.Window-2, m.Overlap) {
		w.ids = append(w.ids[:0], m.Pieces.Begin())
		for _, p := range w.pieces[win.first:win.last] {
			if p.Start < w.hidden.End && w.hidden.Start < p.End {
				p.ID = m.Pieces.Mask()
			}
			w.ids = append(w.ids, p.ID)
		}
		w.ids = append(w.ids, m.Pieces.Stop())
		from, to := win.from-win.first+1, win.to-win.first+1
		w.forward(w.ids, from, to)
		each(Vectors{Pieces: w.pieces[win.from:win.to], X: w.x[from*h : to*h], Hidden: h})
	}
	if cap(w.pieces) > keepPieces {
		w.pieces, w.units = nil, nil
	}
}

// keepPieces is how many pieces' memory a worker keeps for the next text.
const keepPieces = 1 << 16
