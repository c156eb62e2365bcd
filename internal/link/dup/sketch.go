package dup

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
)

const (
	// Kind is the kind of the postings.
	Kind = "dup"
	// Window is how many days a copy may be published after what it copies, or
	// before it, where reports come in out of order.
	Window = 32
	// maxKeys bounds the keys of a report. With 36, a report that shares a fifth
	// of its words with another of its length shares some seven of them.
	maxKeys = 36
	// leadWords is what counts as the beginning of a long report, from which half
	// of its keys come: wire text is shortened from its end.
	leadWords = 250
)

// Sketch is what the index knows a report's text by.
type Sketch struct {
	Keys  []uint64 `json:"keys"`  // hashes of shingles, ascending
	Words int      `json:"words"` // of the report's own text, without furniture
}

// Make makes the sketch of a report.
func Make(title, text string) Sketch { return lay(title, text).sketch() }

func (s *sheet) sketch() Sketch {
	k := Sketch{Words: s.own}
	var lead, rest []uint64
	for i, g := range s.grams {
		if first, _ := s.index.get(g); int(first) != i {
			continue
		}
		if s.words[i].flag&furniture != 0 || s.words[i+shingle-1].flag&furniture != 0 {
			continue
		}
		if len(lead) < leadWords {
			lead = append(lead, g)
		} else {
			rest = append(rest, g)
		}
	}
	n := maxKeys
	if len(rest) > 0 {
		n = maxKeys / 2
	}
	k.Keys = append(smallest(lead, n), smallest(rest, maxKeys-n)...)
	if len(k.Keys) == 0 && len(s.title) >= shingle {
		// A page that keeps its text from readers: all that is known is the title.
		h := uint64(0)
		for _, w := range s.title {
			h = mix(h + w.hash)
		}
		k.Keys = append(k.Keys, h)
	}
	slices.Sort(k.Keys)
	return k
}

// smallest returns the n smallest numbers; it reorders what it is given.
func smallest(hs []uint64, n int) []uint64 {
	slices.Sort(hs)
	return hs[:min(n, len(hs))]
}

// MarshalBinary writes a sketch: the number of words, then the keys.
func (s Sketch) MarshalBinary() ([]byte, error) {
	b := binary.AppendUvarint(nil, uint64(s.Words))
	for _, k := range s.Keys {
		b = binary.LittleEndian.AppendUint64(b, k)
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (s *Sketch) UnmarshalBinary(b []byte) error {
	words, n := binary.Uvarint(b)
	if n <= 0 || (len(b)-n)%8 != 0 || (len(b)-n)/8 > maxKeys || words > maxWords {
		return fmt.Errorf("dup: %d bytes are no sketch", len(b))
	}
	*s = Sketch{Words: int(words)}
	for b = b[n:]; len(b) > 0; b = b[8:] {
		s.Keys = append(s.Keys, binary.LittleEndian.Uint64(b))
	}
	return nil
}

// Postings returns what is to be written to the index for a report.
func Postings(s Sketch, me Me) []hearsay.Posting {
	out := make([]hearsay.Posting, len(s.Keys))
	for i, k := range s.Keys {
		out[i] = hearsay.Posting{Key: k, Day: Day(me.Known), Ref: me.Seq}
	}
	return out
}

// Day is the day of a time in the index: days since 1970-01-01, UTC.
func Day(t time.Time) int32 {
	s := t.Unix()
	if s < 0 {
		s -= 86_399 // towards the past
	}
	return int32(s / 86_400)
}
