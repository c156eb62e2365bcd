package story

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
)

// background.gz holds how many documents of other news each word stands in: no
// text, only stems and counts. Made by "hearsay fit stories"; see [WriteBackground].
//
//go:embed background.gz
var backgroundGZ []byte

// background is a table of document frequencies.
type background struct {
	documents float64
	share     map[uint32]float64 // of documents that hold the word, by key
}

var readBackground = sync.OnceValues(func() (*background, error) { return parseBackground(backgroundGZ) })

// parseBackground reads what WriteBackground wrote.
func parseBackground(data []byte) (*background, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("background.gz: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("background.gz: %w", err)
	}
	n, k := binary.Uvarint(raw)
	if k <= 0 || n == 0 {
		return nil, fmt.Errorf("background.gz: no count of documents")
	}
	raw = raw[k:]
	b := &background{documents: float64(n), share: map[uint32]float64{}}
	for last := ""; len(raw) > 2; {
		kept, more := int(raw[0]), int(raw[1])
		if kept > len(last) || 2+more > len(raw) {
			return nil, fmt.Errorf("background.gz: broken after %q", last)
		}
		word := last[:kept] + string(raw[2:2+more])
		raw = raw[2+more:]
		count, k := binary.Uvarint(raw)
		if k <= 0 {
			return nil, fmt.Errorf("background.gz: no count of %q", word)
		}
		raw = raw[k:]
		b.share[key(Word, word)] = float64(count) / b.documents
		last = word
	}
	return b, nil
}

// WriteBackground makes the table of how many of so many documents hold each
// stem. Words of fewer than least documents are left out.
func WriteBackground(w io.Writer, counts map[string]int, documents, least int) error {
	var words []string
	for word, n := range counts {
		if n >= least && len(word) < 32 {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	raw := binary.AppendUvarint(nil, uint64(documents))
	last := ""
	for _, word := range words {
		kept := 0
		for kept < len(last) && kept < len(word) && last[kept] == word[kept] {
			kept++
		}
		raw = append(raw, byte(kept), byte(len(word)-kept))
		raw = append(raw, word[kept:]...)
		raw = binary.AppendUvarint(raw, uint64(counts[word]))
		last = word
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(raw); err != nil {
		return err
	}
	return z.Close()
}

// prior is how many documents the background counts for when it is mixed with
// what the record has counted.
const prior = 2000

// expected is the share of reports that hold a term, as far as the background tells.
func (b *background) expected(t *Term, text string) float64 {
	rare := 0.5 / b.documents
	of := func(c Class, text string) float64 {
		if s, ok := b.share[key(c, text)]; ok {
			return s
		}
		return rare
	}
	switch t.Class {
	case Word:
		if s, ok := b.share[t.Key]; ok {
			return s
		}
		return rare
	case Name, Surname, Street:
		// A name is as rare as its rarest word, and rarer than that where it has several.
		least, n := 1.0, 0
		for w := range strings.FieldsSeq(text) {
			s := Stem(w)
			if s == "" {
				continue
			}
			least = min(least, of(Word, s))
			n++
		}
		switch {
		case n == 0:
			return 0.01
		case n > 1:
			return max(least/3, rare/3)
		}
		return least
	case House:
		return rare
	case Number:
		return 0.005
	case Year:
		return 0.1
	case PlaceRef:
		return 0.005
	case Age:
		return 0.03
	case Toll:
		return 0.05
	}
	return 0.3
}

// countKeys are the terms whose frequency in the record is asked for and kept:
// all names and the rarest words; how frequent common words are the background
// knows well enough.
const countKeys = 40

// counted lists them, as positions in c.Terms.
func (c *Card) counted() []int {
	type rated struct {
		at     int
		rarity int
	}
	var all []rated
	for i := range c.Terms {
		t := &c.Terms[i]
		switch t.Class {
		case Deed, Toll, Age, Year:
			continue
		}
		r := int(t.Rarity) + 4*int(min(t.Count, 8))
		if t.Class != Word {
			r += 48
		}
		all = append(all, rated{i, r})
	}
	slices.SortStableFunc(all, func(x, y rated) int { return cmp.Compare(y.rarity, x.rarity) })
	var out []int
	for _, r := range all[:min(len(all), countKeys)] {
		out = append(out, r.at)
	}
	return out
}

// rate fills the rarities from the background alone.
func (c *Card) rate(b *background) {
	for i := range c.Terms {
		c.Terms[i].Rarity = rarity(b.expected(&c.Terms[i], c.Text(&c.Terms[i])))
	}
	c.measure()
}

// rarity is the negative logarithm of a share, in sixteenths.
func rarity(share float64) uint8 {
	return uint8(min(255, max(1, math.Round(-16*math.Log(min(share, 1))))))
}

// weigh mixes what the record has counted in the months around into the
// rarities: counts[i] reports of total hold the term at[i]. It returns a card of its own.
func (c *Card) weigh(at []int, counts []int64, total int64) *Card {
	out := *c
	out.Terms = slices.Clone(c.Terms)
	for i, j := range at {
		t := &out.Terms[j]
		p := math.Exp(-float64(t.Rarity) / 16)
		t.Rarity = rarity((float64(counts[i]) + prior*p) / (float64(total) + prior))
	}
	out.measure()
	return &out
}

// logs are 1 + the logarithm of a count.
var logs = func() (l [256]float64) {
	for i := range l {
		l[i] = 1 + math.Log(float64(max(1, i)))
	}
	return l
}()

// weight is what a term counts for in a cosine.
func (t *Term) weight() float64 {
	w := float64(t.Rarity) / 16 * logs[t.Count]
	if t.Lead {
		w *= 1.5
	}
	return w
}

// measure fills the sums that comparisons need.
func (c *Card) measure() {
	c.size, c.lead, c.title, c.proper = [classes]float64{}, 0, 0, 0
	for i := range c.Terms {
		t := &c.Terms[i]
		w := t.weight()
		c.size[t.Class] += w * w
		if t.Proper {
			c.proper += w * w
		}
		if t.Class == Word && t.Lead {
			c.lead += float64(t.Rarity) * float64(t.Rarity) / 256
		}
		if t.Class == Word && t.Title {
			c.title += float64(t.Rarity) * float64(t.Rarity) / 256
		}
	}
	for k := range c.size {
		c.size[k] = math.Sqrt(c.size[k])
	}
	c.lead, c.title, c.proper = math.Sqrt(c.lead), math.Sqrt(c.title), math.Sqrt(c.proper)
	room := make([]int, salientWords+namedWords)
	c.salient = c.mostAbout(room[:0:salientWords], false)
	c.named = c.mostAbout(room[salientWords:salientWords], true)
	c.weekdays, c.months = c.mentions(weekdays), c.mentions(months)
}

// weekdays and months are the keys of their names. May is left out: it is seldom the month.
var (
	weekdays = wordKeys("monday tuesday wednesday thursday friday saturday sunday")
	months   = wordKeys("january february march april june july august september october november december")
)

func wordKeys(words string) (keys []uint32) {
	for w := range strings.FieldsSeq(words) {
		keys = append(keys, key(Word, Stem(w)))
	}
	return keys
}

// mentions is which of the words the report has.
func (c *Card) mentions(keys []uint32) (set uint16) {
	words := c.of(Word)
	for i, k := range keys {
		if has(words, k) {
			set |= 1 << i
		}
	}
	return set
}

// salientWords is how many words stand for what a report is about, namedWords how
// many of the names for whom and where.
const (
	salientWords = 10
	namedWords   = 6
)

// mostAbout finds the words that are both rare and often said, as many as into has
// room for.
func (c *Card) mostAbout(into []int, proper bool) []int {
	ts := c.of(Word)
	for i := range ts {
		if proper && !ts[i].Proper {
			continue
		}
		s := ts[i].about()
		at := len(into)
		for at > 0 && ts[into[at-1]].about() < s {
			at--
		}
		if at >= cap(into) {
			continue
		}
		if len(into) < cap(into) {
			into = append(into, 0)
		}
		copy(into[at+1:], into[at:])
		into[at] = i
	}
	return into
}

// about is how much a report is about a word.
func (t *Term) about() float64 {
	s := float64(t.Rarity) / 16 * float64(min(t.Count, 6))
	if t.Lead {
		s *= 1.5
	}
	if t.Title {
		s *= 1.5
	}
	return s
}
