package merge

import (
	"fmt"
	"math"
	"time"
)

// when compares the days told. What is told by the most tellings counts; a day
// told by a quarter as many is heard too.
func when(a, b *Profile, c *pair) {
	x := &c.x
	if len(a.Days) == 0 || len(b.Days) == 0 {
		x[fNoDay] = 1
		undated(a, b, c)
		return
	}
	gap, exact, wide := int32(math.MaxInt32), false, false
	var p, q Stay
	for _, d := range a.Days {
		for _, e := range b.Days {
			if d.N*4 < most(a.Days) || e.N*4 < most(b.Days) {
				continue
			}
			g := max(d.Lo-e.Hi, e.Lo-d.Hi, 0)
			isExact := d.Exact() && e.Exact()
			if g < gap || g == gap && isExact && !exact {
				gap, exact, wide, p, q = g, isExact, !isExact, d, e
			}
		}
	}
	switch {
	case gap >= farDays && !(wide && gap < 7):
		c.never = fmt.Sprintf("told to have happened %d days apart", gap)
	case gap == 0 && exact:
		x[fDay] = 1
	case gap == 0 && wide:
		x[fWithinTime] = 1
	case gap == 1:
		x[fDay1] = 1
	default:
		x[fDay2] = 1
	}
	if c.notes != nil {
		for _, f := range []int{fDay, fWithinTime, fDay1, fDay2} {
			if x[f] != 0 {
				c.note(f, "%s, %s", p, q)
			}
		}
		if c.never != "" {
			c.never += ": " + p.String() + ", " + q.String()
		}
	}
}

// spread reports whether all days told are a month or more long.
func spread(p *Profile) bool {
	for _, d := range p.Days {
		if d.Hi-d.Lo < 27 {
			return false
		}
	}
	return len(p.Days) > 0
}

// String writes a stay as dates.
func (s Stay) String() string {
	at := func(d int32) string { return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly) }
	if s.Lo == s.Hi {
		return at(s.Lo)
	}
	return at(s.Lo) + " to " + at(s.Hi)
}

func most(ds []Stay) uint8 {
	n := uint8(0)
	for _, d := range ds {
		n = max(n, d.N)
	}
	return n
}

// undated compares where one side tells no day: then it happened, most likely, in
// the days before its report, unless that tells of it as past.
func undated(a, b *Profile, c *pair) {
	x := &c.x
	lo := func(p *Profile) int32 {
		if len(p.Days) > 0 {
			return p.Days[0].Lo
		}
		return p.First
	}
	hi := func(p *Profile) int32 {
		if len(p.Days) > 0 {
			return p.Days[0].Hi
		}
		return p.Last
	}
	for _, s := range [2][2]*Profile{{a, b}, {b, a}} {
		p, q := s[0], s[1]
		if len(p.Days) > 0 {
			continue
		}
		if p.Past {
			if x[fPast] == 0 {
				x[fPast] = 1
			}
			if len(q.Days) > 0 && q.Days[0].Lo > p.Last {
				c.never = "told as past before the other happened"
			}
			return
		}
		if p.First < unknownDay {
			continue
		}
		// What happened after the report cannot be what it tells as done.
		if p.Status&isPlanned == 0 && len(q.Days) > 0 && q.Days[0].Lo > p.Last+1 && q.Status&isPlanned == 0 {
			c.never = "told before the other happened"
		}
	}
	if a.First < unknownDay || b.First < unknownDay {
		return
	}
	for _, s := range [2][2]*Profile{{a, b}, {b, a}} {
		p, q := s[0], s[1]
		if p.Scene == 0 || len(p.Days) > 0 || len(q.Days) == 0 || !q.Days[0].Exact() {
			continue
		}
		if g := max(p.Scene-q.Days[0].Hi, q.Days[0].Lo-p.Scene, 0); g >= 2 {
			x[fOtherScene] = 1
		} else if g == 0 {
			x[fScene] = 1
		}
	}
	gap := max(lo(a)-hi(b), lo(b)-hi(a), 0)
	x[fReports] = float64(min(gap, 30)) / 30
	c.note(fReports, "%d days", gap)
}
