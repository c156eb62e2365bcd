// Package attribute finds attributions in a report with a head on the encoder's vectors: by which
// words (the cue) something (the content) is put forward, and by whom (the source).
//
// Input: the vectors of a report's tokens. Output: attributions as tokens, with the head's odds.
//
//	h, err := attribute.New(head) // encoder.Model.Head("attribution")
//	list, odds := h.Find(&vectors)
//	list[0].Belongs[attribute.Content] // for each token from list[0].First on
//
// The head tells of each token the odds that it is part of a source, a cue or a content, and that a cue
// begins there; and for each that does, of every token near it the odds that it belongs to that
// cue's source, cue or content:
//
//	u(cue)·v(token)/√k + own(token) + place(distance)
//
// for each of the three, with u and v of k values, made of the two vectors. A token belongs to the cue
// to which these odds tie it best, where they and its own odds together are high enough. It was trained by train/attribution.py on
// attributions as PolNeAR's guidelines define them; the card in the model file says how well it does.
package attribute

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder"
)

// Name is the head's name in a model file.
const Name = "attribution"

// The three roles of a token, in PolNeAR's words.
const (
	Source = iota
	Cue
	Content
	roles
)

// ErrHead is wrapped by errors about a head that does not fit.
var ErrHead = errors.New("no head for attributions")

// Attribution is one: for each role its tokens, in order. Odds are the logarithm of the odds that
// a cue begins at Begins.
type Attribution struct {
	Begins int
	Odds   float64
	// First is the first token within reach, and Belongs tells of each from it on how much speaks for its being part of the
	// source, the cue and the content: above 0 more than against it.
	First   int
	Belongs [roles][]float32
}

// Card is what the head's card must tell for it to be used. Odds are logarithms.
type Card struct {
	Begins float64        `json:"begins"` // odds from which a token begins a cue
	Tie    float64        `json:"tie"`    // what the odds of a link count beside the token's own
	Belong [roles]float64 `json:"belong"` // sum from which a token belongs to the source, the cue, the content
	Doubt  float64        `json:"doubt"`  // mean odds of its cue and of its content, together, below which what a list knows is no claim
	Plain  float64        `json:"plain"`  // and how much lower they may be where what a list knows is hardly anything else
	Edge   float64        `json:"edge"`   // what it costs a span to begin or end
	Cross  float64        `json:"cross"`  // and for each arc of the tree but one that crosses the place
	Margin float64        `json:"margin"` // how much better the head's content must be than what rules found
	Least  float64        `json:"least"`  // how much less than nothing a content may be worth where no other is worth more
	Trust  float64        `json:"trust"`  // odds of a cue from which it stands against what rules say
	Sure   float64        `json:"sure"`   // odds of a content from which a token is not left out of all claims
	Weak   float64        `json:"weak"`   // odds from which a token may begin a cue where words must be put forward and no other cue does it
	Firm   float64        `json:"firm"`   // mean odds of a content from which words must be put forward by somebody, whatever else speaks against it
	Left   float64        `json:"left"`   // odds of a word in no claim from which it must be in one
	Reach  int            `json:"reach"`  // pieces between a cue's first token and what belongs to it, at most
}

// Head is read only and may be shared by goroutines.
type Head struct {
	Card
	narrow, far   int           // far: the distance from which on all are alike
	token         encoder.Layer // a label for each role, begins, own of each role
	piece, anchor encoder.Layer // v and u of each role
	place         []float32     // [2*far+1][roles]
}

// New reads a head of the vectors' width.
func New(h encoder.Head, hidden int) (*Head, error) {
	out := &Head{}
	if err := json.Unmarshal([]byte(h.Card), &out.Card); err != nil {
		return nil, fmt.Errorf("%w: its card: %w", ErrHead, err)
	}
	if out.Reach < 1 {
		return nil, fmt.Errorf("%w: its card tells no reach", ErrHead)
	}
	t := h.Tensors.Tensors
	rows := func(name string) int {
		if s := t[name].Shape; len(s) > 0 {
			return s[0]
		}
		return 0
	}
	out.narrow, out.far = rows("piece.bias")/roles, (rows("place.weight")-1)/2
	if out.narrow < 1 || out.far < 4 {
		return nil, fmt.Errorf("%w: links of %d values, distances up to %d", ErrHead, out.narrow, out.far)
	}
	var err error
	get := func(name string, shape ...int) []float32 {
		x, e := h.Tensors.Floats(name, shape...)
		if e != nil && err == nil {
			err = fmt.Errorf("%w: %w", ErrHead, e)
		}
		return x
	}
	wide := out.narrow * roles
	labels, labelsBias := get("labels.weight", roles+1, hidden), get("labels.bias", roles+1)
	own, ownBias := get("own.weight", roles, hidden), get("own.bias", roles)
	piece, pieceBias := get("piece.weight", wide, hidden), get("piece.bias", wide)
	anchor, anchorBias := get("anchor.weight", wide, hidden), get("anchor.bias", wide)
	out.place = get("place.weight", 2*out.far+1, roles)
	if err != nil {
		return nil, err
	}
	for _, l := range []struct {
		to      *encoder.Layer
		w, bias []float32
	}{{&out.token, slices.Concat(labels, own), slices.Concat(labelsBias, ownBias)}, {&out.piece, piece, pieceBias}, {&out.anchor, anchor, anchorBias}} {
		if *l.to, err = encoder.NewLayer(l.w, l.bias, hidden); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Odds are what the head tells of one token by itself: the logarithms of the odds that it is part of a source, a cue, a
// content, and that a cue begins there.
type Odds [roles + 1]float32

// Begins is where [Odds], and a row of the first layer, tell that a cue begins; own odds of links follow in the row.
const Begins = roles

// none are the odds of a token that has no vector.
const none = -99

// Find lists the attributions of a report in order of their cues, and tells of each token the odds that it is part of
// a source, a cue, a content, and that a cue begins there.
func (h *Head) Find(v *hearsay.Vectors) ([]Attribution, []Odds) { return h.find(v, h.Begins, nil) }

// FindAll lists as well those whose cues have lower odds, down to those of the card's Weak; nothing else changes by that.
func (h *Head) FindAll(v *hearsay.Vectors) ([]Attribution, []Odds) {
	return h.find(v, min(h.Begins, h.Weak), nil)
}

// At is the attribution of a cue, be it one that Find lists or not: it begins at the token of the cue that has the
// highest odds of that. nil where no token of the cue has a vector. With it comes what Find tells of each token.
func (h *Head) At(v *hearsay.Vectors, cue []int) (*Attribution, []Odds) {
	list, odds := h.find(v, h.Begins, cue)
	if at := first(odds, cue); at >= 0 {
		for i := range list {
			if list[i].Begins == at {
				return &list[i], odds
			}
		}
	}
	return nil, odds
}

// first is the token of a cue at which it most likely begins; -1: none has odds.
func first(odds []Odds, cue []int) int {
	at := -1
	for _, k := range cue {
		if odds[k][Begins] > none && (at < 0 || odds[k][Begins] > odds[at][Begins]) {
			at = k
		}
	}
	return at
}

// find lists the attributions whose cues begin where the odds are above least, and that of one cue more.
func (h *Head) find(v *hearsay.Vectors, least float64, cue []int) ([]Attribution, []Odds) {
	n := v.Len()
	odds := make([]Odds, n)
	own := make([][roles]float32, n)
	var out []Attribution
	h.token.Each(v, 0, n, func(i int, row []float32) {
		odds[i] = Odds(row)
		copy(own[i][:], row[Begins+1:])
		if v.Pieces[i] == 0 {
			odds[i] = Odds{none, none, none, none}
		}
	})
	also := first(odds, cue)
	for i := range odds {
		if o := float64(odds[i][Begins]); o > none && (o > least || i == also) {
			out = append(out, Attribution{Begins: i, Odds: o})
		}
	}
	wide := roles * h.narrow
	u := make([]float32, 0, len(out)*wide)
	scale := float32(1 / math.Sqrt(float64(h.narrow)))
	for i := range out {
		h.anchor.Each(v, out[i].Begins, out[i].Begins+1, func(_ int, row []float32) {
			for _, x := range row {
				u = append(u, gelu(x)*scale)
			}
		})
	}
	if len(out) == 0 {
		return nil, odds
	}
	for a := range out {
		first := out[a].Begins
		for first > 0 && v.Place[out[a].Begins]-v.Place[first-1] <= int32(h.Reach) {
			first--
		}
		out[a].First = first
	}
	from := 0 // the first cue within reach
	links := make([][roles]float32, len(out))
	h.piece.Each(v, 0, n, func(i int, row []float32) {
		for j, x := range row {
			row[j] = gelu(x)
		}
		for from < len(out) && v.Place[i]-v.Place[out[from].Begins] > int32(h.Reach) {
			from++
		}
		// The best and the second best tie, which the best competes with.
		best, second := [roles]float32{none, none, none}, [roles]float32{none, none, none}
		end := from
		for ; end < len(out) && v.Place[out[end].Begins]-v.Place[i] <= int32(h.Reach); end++ {
			far := h.place[roles*h.bucket(int(v.Place[i]-v.Place[out[end].Begins])):]
			for r := range roles {
				link := own[i][r] + far[r]
				x, w := row[r*h.narrow:(r+1)*h.narrow], u[end*wide+r*h.narrow:end*wide+(r+1)*h.narrow]
				for j := range x {
					link += x[j] * w[j]
				}
				links[end][r] = link
				if least < h.Begins && out[end].Odds <= h.Begins {
					continue // too weak to compete
				}
				if link > best[r] {
					best[r], second[r] = link, best[r]
				} else if link > second[r] {
					second[r] = link
				}
			}
		}
		for a := from; a < end; a++ {
			for r := range roles {
				rival := best[r]
				if links[a][r] == rival {
					rival = second[r]
				}
				// What ties a token to another cue more speaks against this one.
				s := h.Tie*float64(links[a][r]-max(0, rival)) + float64(odds[i][r]) - h.Belong[r]
				if v.Pieces[i] == 0 {
					s = 0 // white space goes with what is around it
				}
				out[a].Belongs[r] = append(out[a].Belongs[r], float32(s))
			}
		}
	})
	return out, odds
}

// bucket is the row of a distance in pieces: one by one up to half of far, then in growing steps.
func (h *Head) bucket(d int) int {
	near, a := h.far/2, max(d, -d)
	if a >= near {
		a = min(h.far, near+int(math.Log2(float64(a)/float64(near))*float64(near)/4))
	}
	if d < 0 {
		a = -a
	}
	return a + h.far
}

func gelu(x float32) float32 {
	return x * float32(0.5*(1+math.Erf(float64(x)*math.Sqrt2/2)))
}
