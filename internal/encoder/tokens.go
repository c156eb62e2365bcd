package encoder

import "github.com/hearsay/hearsay"

// Tokens encodes a text and gives each token of its syntax the vector of its first piece. A piece
// belongs to a token where they share a byte.
func (w *Worker) Tokens(s *hearsay.Syntax, into *hearsay.Vectors) {
	into.Reset(len(s.Tokens), w.m.Hidden)
	w.sentences = w.sentences[:0]
	for _, n := range s.Sentences {
		w.sentences = append(w.sentences, s.SpanOf(n.First, n.End))
	}
	piece, token := int32(0), 0
	none := make([]float32, w.m.Hidden)
	w.Each(s.Text, w.sentences, func(v Vectors) {
		for i, p := range v.Pieces {
			for token < len(s.Tokens) && s.Tokens[token].End <= p.Start {
				if len(into.Place) <= token {
					into.Add(piece, 0, none)
				}
				token++
			}
			for t := token; t < len(s.Tokens) && s.Tokens[t].Start < p.End; t++ {
				if len(into.Place) > t {
					into.Pieces[t]++
				} else {
					into.Add(piece, 1, v.At(i))
				}
			}
			piece++
		}
	})
	for len(into.Place) < len(s.Tokens) {
		into.Add(piece, 0, none)
	}
}

// TokensWithout is [Worker.Tokens] of a text of which a stretch is hidden: what the other tokens tell without it.
func (w *Worker) TokensWithout(s *hearsay.Syntax, hidden hearsay.Span, into *hearsay.Vectors) {
	w.hidden = hidden
	defer func() { w.hidden = hearsay.Span{} }()
	w.Tokens(s, into)
}
