// Package name finds the names of persons, organizations and places with a head on the encoder's vectors, and
// puts right what the small pipeline took for a name of another kind, or for none.
//
// Needs: Syntax, Vectors. Gives: the labels of names on the Syntax's tokens (Token.Ent), which the stages after it go by.
//
//	r, err := name.New()
//	r.Read(reading)
//	reading.Syntax.Names()
//
// The head tells of each token the odds (logarithms) that it is part of the name of a person, of an
// organization, of a place, and that a name begins there. Of all ways to cut a sentence into names the best is
// taken (Viterbi's algorithm). The pipeline's label stays where the kinds agree, as it knows more of them (a
// state, a region, a building are places), and its dates, numbers and peoples stay unless the head is sure. The head was trained by
// train/attribution.py together with that for attributions; its card tells on what and how well.
package name

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/model"
)

// Name is the head's name in a model file.
const Name = "names"

// ErrHead is wrapped by errors about a head that does not fit.
var ErrHead = errors.New("no head for names")

// The kinds that the head tells apart; begins is its fourth value.
const (
	person = iota
	organization
	place
	kinds
)

// begins is where a row tells that a name begins.
const begins = kinds

// Card is what the head's card must tell for it to be used. Odds are logarithms.
type Card struct {
	Name  float64 `json:"name"`  // odds above which a token is part of a name
	Begin float64 `json:"begin"` // what the odds that a name begins count beside it
	Sure  float64 `json:"sure"`  // mean odds of a name from which on the pipeline's label of another kind gives way
	Doubt float64 `json:"doubt"` // odds below which what the pipeline took for a name is none
}

// Reader is read only and may be shared by goroutines.
type Reader struct {
	Card
	labels encoder.Layer
}

// New takes the head of the embedded encoder.
func New() (*Reader, error) {
	m, err := model.Encoder()
	if err != nil {
		return nil, err
	}
	return With(m)
}

// With takes the head of another model.
func With(m *encoder.Model) (*Reader, error) {
	h, err := m.Head(Name)
	if err != nil {
		return nil, err
	}
	rd := &Reader{}
	if err := json.Unmarshal([]byte(h.Card), &rd.Card); err != nil {
		return nil, fmt.Errorf("%w: its card: %w", ErrHead, err)
	}
	w, err := h.Tensors.Floats("labels.weight", kinds+1, m.Hidden)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHead, err)
	}
	bias, err := h.Tensors.Floats("labels.bias", kinds+1)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHead, err)
	}
	if rd.labels, err = encoder.NewLayer(w, bias, m.Hidden); err != nil {
		return nil, err
	}
	return rd, nil
}

// By is a reader that believes the head from other odds on.
func (rd *Reader) By(c Card) *Reader { return &Reader{c, rd.labels} }

// odds of one token.
type odds [kinds + 1]float32

// found is one name that the head sees.
type found struct {
	first, end int // half-open token range
	kind       int
	sure       float64 // mean odds
}

// labels of the pipeline, by the head's kind.
var kindOf = map[string]int{"PERSON": person, "ORG": organization, "GPE": place, "LOC": place, "FAC": place}

// labels that the head's names get where the pipeline's do not fit.
var labelOf = [kinds]string{person: "PERSON", organization: "ORG", place: "GPE"}

// Read mends r.Syntax's names.
func (rd *Reader) Read(r *hearsay.Reading) {
	s, v := r.Syntax, r.Vectors
	if s == nil || v == nil || len(s.Tokens) == 0 {
		return
	}
	all := make([]odds, len(s.Tokens))
	rd.labels.Each(v, 0, v.Len(), func(i int, row []float32) {
		if v.Pieces[i] > 0 {
			copy(all[i][:], row)
		} else {
			all[i] = odds{-9, -9, -9, -9}
		}
	})
	var heads []found
	for _, sentence := range s.Sentences {
		heads = rd.cut(s, all, sentence.First, sentence.End, heads)
	}
	rd.mend(s, all, heads)
}

// notOwn reports whether the last word of a name, in small letters, is a word for what is named, or goes with one behind it: "service", and then "security", of
// "security service".
func notOwn(s *hearsay.Syntax, k int) bool {
	t, word := &s.Tokens[k], s.TextOf(k)
	if word != strings.ToLower(word) {
		return false
	}
	_, noun := lists.NounOf(word)
	return noun || t.Dep == "compound" && t.Head > k
}

// cut adds the names of one sentence.
func (rd *Reader) cut(s *hearsay.Syntax, all []odds, first, end int, out []found) []found {
	n := end - first
	if n <= 0 {
		return out
	}
	// States: outside, and each kind, at whose begin or within. The worth of a path is the sum of what speaks for
	// it; outside is worth nothing.
	const states = 1 + 2*kinds
	worth, from := make([][states]float64, n), make([][states]int8, n)
	for i := range n {
		o := all[first+i]
		b := rd.Begin * float64(o[begins])
		blank := s.Tokens[first+i].Pos == "SPACE"
		for to := range states {
			own := 0.0
			if to > 0 {
				if own = float64(o[(to-1)/2]) - rd.Name; to%2 == 1 {
					own += b
				} else {
					own -= b
				}
				if blank {
					own = -99
				}
			}
			best, at := -1e9, 0
			if i == 0 {
				if to == 0 || to%2 == 1 {
					best = 0
				}
			} else {
				for k := range states {
					// Within a kind comes only behind its begin or within.
					if to > 0 && to%2 == 0 && k != to && k != to-1 {
						continue
					}
					if worth[i-1][k] > best {
						best, at = worth[i-1][k], k
					}
				}
			}
			worth[i][to], from[i][to] = best+own, int8(at)
		}
	}
	k := 0
	for o := range states {
		if worth[n-1][o] > worth[n-1][k] {
			k = o
		}
	}
	at := len(out)
	last := n
	for i := n - 1; i >= 0; i-- {
		switch {
		case k == 0:
			last = i
		case k%2 == 1:
			f := found{first: first + i, end: first + last, kind: (k - 1) / 2}
			for f.end-f.first > 1 && notOwn(s, f.end-1) {
				f.end-- // "the Shin Bet security service": what kind of a body it is
			}
			for j := f.first; j < f.end; j++ {
				f.sure += float64(all[j][f.kind]) / float64(f.end-f.first)
			}
			out = append(out, f)
			last = i
		}
		k = int(from[i][k])
	}
	// They came from behind.
	for i, j := at, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// mend brings the pipeline's names and the head's together.
func (rd *Reader) mend(s *hearsay.Syntax, all []odds, heads []found) {
	taken := make([]bool, len(s.Tokens))
	var keep []hearsay.Name
	next := 0
	for _, n := range s.Names() {
		for next < len(heads) && heads[next].end <= n.First {
			next++
		}
		kind, tells := kindOf[n.Label]
		var over []found // the head's names that share tokens with it
		for i := next; i < len(heads) && heads[i].first < n.End; i++ {
			over = append(over, heads[i])
		}
		stays := false
		switch {
		case len(over) == 0 && !tells:
			stays = true
		case len(over) == 0:
			best := float32(-99)
			for i := n.First; i < n.End; i++ {
				best = max(best, all[i][person], all[i][organization], all[i][place])
			}
			stays = float64(best) > rd.Doubt
		case tells:
			stays = true
			lead := 0 // "the"
			if strings.EqualFold(s.TextOf(n.First), "the") {
				lead = 1
			}
			for k, f := range over {
				if k > 0 && over[k-1].end < f.first {
					stays = false // "Ana Ruiz Backs Bo Li", which a headline's capitals made one name of
				}
				// A place within a body's name ("University of Ghana") is no name of its own, unless the head is sure.
				within := kind == organization && f.kind == place && n.First <= f.first && f.end <= n.End && f.end-f.first < n.End-n.First-lead && f.sure < rd.Sure
				stays = stays && (f.kind == kind || within)
			}
		default:
			stays = true
			for _, f := range over {
				stays = stays && f.sure < rd.Sure
			}
		}
		if stays {
			keep = append(keep, n)
			for i := n.First; i < n.End; i++ {
				taken[i] = true
			}
		}
	}
	for _, f := range heads {
		free := true
		for i := f.first; i < f.end; i++ {
			free = free && !taken[i]
		}
		if free {
			keep = append(keep, hearsay.Name{First: f.first, End: f.end, Label: labelOf[f.kind]})
		}
	}
	for i := range s.Tokens {
		s.Tokens[i].Ent = "O"
	}
	for _, n := range keep {
		for i := n.First; i < n.End; i++ {
			s.Tokens[i].Ent = "I-" + n.Label
		}
		s.Tokens[n.First].Ent = "B-" + n.Label
	}
}
