package merge

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/hearsay/hearsay"
)

// Kind names the postings and cards of merged events in the record.
const Kind = "event"

// Postings lead from a family of events at a place, of a party or in a story, on
// the day when it happened, to merged events: so a trial or an anniversary finds
// an event that is years old by one look near its day.
const (
	mostPosted = 32 // of one report
	mostAsked  = 24 // keys looked up for one report
	perKey     = 12 // postings read of one key
)

// Ref is the number of a merged event in the index: the 60 bits of its id.
func Ref(event string) int64 {
	const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
	id := strings.TrimPrefix(event, hearsay.EventPrefix)
	n := int64(0)
	for i := 0; i < len(id); i++ {
		d := strings.IndexByte(alphabet, id[i])
		if d < 0 || len(id) != 12 {
			h := fnv.New64a()
			h.Write([]byte(event))
			return int64(h.Sum64() >> 4)
		}
		n = n<<5 | int64(d)
	}
	return n
}

func key64(family int, sort byte, what uint64) uint64 {
	h := uint64(14695981039346656037)
	mix := func(b byte) { h = (h ^ uint64(b)) * 1099511628211 }
	mix(byte(family))
	mix(sort)
	for i := 0; i < 64; i += 8 {
		mix(byte(what >> i))
	}
	return h
}

// keys lists the keys of a happening, the most telling first. Asking leaves out
// the country where something finer is known.
func (p *Profile) keys(asking bool) []uint64 {
	var out []uint64
	for f := 0; f < 32; f++ {
		if p.Families&(1<<f) == 0 {
			continue
		}
		for _, s := range p.Stories {
			if asking || s != 0 {
				out = append(out, key64(f, 's', uint64(s)))
			}
		}
		for i := range p.Spots {
			s := &p.Spots[i]
			if s.ID != 0 && s.Fine >= 3 {
				out = append(out, key64(f, 'p', uint64(s.ID)))
			}
			if s.Fine >= 3 {
				out = append(out, key64(f, 'n', uint64(s.Name)))
			}
			if s.Admin1 != 0 && (s.Fine >= 2 || !asking) {
				out = append(out, key64(f, 'a', uint64(s.Admin1)))
			}
			if s.Country != 0 && (!asking || s.Fine == 1) {
				out = append(out, key64(f, 'c', uint64(s.Country)))
			}
		}
		if asking && len(p.Spots) == 0 {
			for i, r := range p.Rare {
				if i < 4 {
					out = append(out, key64(f, 'n', uint64(r))) // it may be the name of its place
				}
			}
		}
		n := 0
		for _, ws := range [][]Who{p.Patients, p.Actors} {
			for i := range ws {
				w := &ws[i]
				if n < 4 && (w.Flags&named != 0 || w.Flags&state != 0 && (p.Even || !asking || len(p.Spots) == 0)) {
					out = append(out, key64(f, 'w', uint64(w.Keys[0])))
					n++
				}
			}
		}
	}
	return out
}

// posted is the day under which a happening is found: the first day told, else that of its first report.
func (p *Profile) posted() int32 {
	if len(p.Days) > 0 {
		d := p.Days[0]
		return d.Lo + (d.Hi-d.Lo)/2
	}
	return p.First
}

// window is where to look for it.
func (p *Profile) window() (from, to int32) {
	switch {
	case len(p.Days) > 0:
		d := p.Days[0]
		return d.Lo - 3, d.Hi + 8 // what told no day was posted when it became known
	case p.Past:
		return p.First - 36500, p.Last
	case p.Status&isPlanned != 0:
		return p.First - 15, p.Last + 30
	}
	return p.First - 40, p.Last + 8
}

func (p *Profile) String() string {
	return fmt.Sprintf("%s %d tellings", p.Event, p.Tellings)
}
