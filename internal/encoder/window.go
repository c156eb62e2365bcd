package encoder

import (
	"iter"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder/piece"
)

// unit is what windows are made of: the pieces of a sentence, or of a part of a
// sentence that is longer than a window.
type unit struct{ first, last int }

// units parts pieces into sentences. size is how many pieces a window holds.
func units(out []unit, pieces []piece.Piece, sentences []hearsay.Span, size int) []unit {
	at := 0
	add := func(last int) {
		// A long sentence goes in quarters of a window, so that its windows overlap
		// as others do.
		for part := max(size/4, 1); last-at > size; at += part {
			out = append(out, unit{at, at + part})
		}
		if last > at {
			out = append(out, unit{at, last})
			at = last
		}
	}
	i := 0
	for s := 1; s < len(sentences); s++ {
		for i < len(pieces) && pieces[i].Start < sentences[s].Start {
			i++
		}
		add(i)
	}
	add(len(pieces))
	return out
}

// window is a stretch of pieces, first to last, that is encoded at once, and the part of
// it, from to to, whose vectors are kept.
type window struct{ first, last, from, to int }

// windows goes through the windows of a text. Each holds as many units as go into size
// pieces; the next begins with the last units of it that have overlap pieces
// at most. Of what two windows share, the vectors of the first half are kept from the first of them, those of
// the second half from the second: each has more around it there.
func windows(units []unit, size, overlap int) iter.Seq[window] {
	return func(yield func(window) bool) {
		from := 0 // pieces whose vectors were handed out
		for i := 0; i < len(units); {
			j := i + 1
			for j < len(units) && units[j].last-units[i].first <= size {
				j++
			}
			win := window{units[i].first, units[j-1].last, from, units[j-1].last}
			if j == len(units) {
				yield(win)
				return
			}
			// The next window begins with unit k. It must go on: with unit j it must fit.
			k := j
			for k-1 > i && units[j-1].last-units[k-1].first <= overlap && units[j].last-units[k-1].first <= size {
				k--
			}
			if k < j {
				// The edge of a unit that is nearest to the middle, the later of two.
				middle := units[k].first + units[j-1].last // twice
				best := units[k].first
				for u := k; u < j; u++ {
					if e := units[u].last; abs(2*e-middle) <= abs(2*best-middle) {
						best = e
					}
				}
				win.to = best
			}
			if !yield(win) {
				return
			}
			from, i = win.to, k
		}
	}
}

func abs(n int) int { return max(n, -n) }

// Window is a window of a text as the encoder sees it.
type Window struct {
	IDs []int32 `json:"ids"` // its pieces, with those before and after the text
	// From and To are the part of IDs whose vectors are kept.
	From int `json:"from"`
	To   int `json:"to"`
}

// Windows lists the windows of a text, for those who train on what the encoder
// will read, and for measuring.
func (m *Model) Windows(text string, sentences []hearsay.Span) []Window {
	pieces := m.Pieces.Cut(text, 0, nil)
	var out []Window
	for w := range windows(units(nil, pieces, sentences, m.Window-2), m.Window-2, m.Overlap) {
		ids := []int32{m.Pieces.Begin()}
		for _, p := range pieces[w.first:w.last] {
			ids = append(ids, p.ID)
		}
		out = append(out, Window{append(ids, m.Pieces.Stop()), w.from - w.first + 1, w.to - w.first + 1})
	}
	return out
}
