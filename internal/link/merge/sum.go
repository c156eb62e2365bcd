package merge

import "slices"

// Add makes p the profile of both happenings taken as one.
func (p *Profile) Add(q *Profile) {
	p.Families |= q.Families
	p.Types |= q.Types
	p.Modes |= q.Modes
	p.Deeds |= q.Deeds
	p.Status |= q.Status
	p.Even, p.Single, p.Other = p.Even || q.Even, p.Single && q.Single, p.Other && q.Other
	p.Main = p.Main || q.Main
	p.Past = p.Past && q.Past
	if p.Scene == 0 {
		p.Scene = q.Scene
	}
	p.First, p.Last = min(p.First, q.First), max(p.Last, q.Last)
	p.Tellings += q.Tellings
	for _, l := range q.Lemmas {
		if len(p.Lemmas) < mostLemmas && !slices.Contains(p.Lemmas, l) {
			p.Lemmas = append(p.Lemmas, l)
		}
	}
	for _, d := range q.Days {
		p.addDay(d)
	}
	for _, s := range q.Spots {
		p.addSpot(s)
	}
	for _, w := range q.Actors {
		p.Actors = addWho(p.Actors, w)
	}
	for _, w := range q.Patients {
		p.Patients = addWho(p.Patients, w)
	}
	for _, c := range q.Tallies {
		p.addTally(c)
	}
	p.Words, p.Rare = union(p.Words, q.Words, mostWords), union(p.Rare, q.Rare, mostRare)
	p.Speakers, p.Around = union(p.Speakers, q.Speakers, mostSpeakers), union(p.Around, q.Around, mostAround)
	for _, r := range q.Reports {
		if !slices.Contains(p.Reports, r) {
			p.Reports = append(p.Reports, r)
		}
	}
	if n := len(p.Reports); n > mostReports {
		p.Reports = slices.Clone(p.Reports[n-mostReports:])
	}
	for _, s := range q.Stories {
		if len(p.Stories) < mostStories && !slices.Contains(p.Stories, s) {
			p.Stories = append(p.Stories, s)
		}
	}
}

func (p *Profile) addDay(d Stay) {
	for i := range p.Days {
		if p.Days[i].Lo == d.Lo && p.Days[i].Hi == d.Hi {
			p.Days[i].N = more(p.Days[i].N, d.N)
			return
		}
	}
	if len(p.Days) < mostDays {
		p.Days = append(p.Days, d)
	}
}

func (p *Profile) addSpot(s Spot) {
	for i := range p.Spots {
		if p.Spots[i].ID == s.ID && p.Spots[i].Name == s.Name {
			p.Spots[i].N = more(p.Spots[i].N, s.N)
			return
		}
	}
	if len(p.Spots) < mostSpots {
		p.Spots = append(p.Spots, s)
	}
}

func (p *Profile) addTally(c Tally) {
	for i := range p.Tallies {
		if o := &p.Tallies[i]; o.Of == c.Of && o.Low == c.Low && o.High == c.High {
			o.N = more(o.N, c.N)
			return
		}
	}
	if len(p.Tallies) < mostTallies {
		p.Tallies = append(p.Tallies, c)
	}
}

// clone copies what Add would change.
func (p *Profile) clone() *Profile {
	q := *p
	q.Lemmas, q.Days, q.Spots, q.Tallies = slices.Clone(p.Lemmas), slices.Clone(p.Days), slices.Clone(p.Spots), slices.Clone(p.Tallies)
	q.Actors, q.Patients = slices.Clone(p.Actors), slices.Clone(p.Patients)
	for _, ws := range [][]Who{q.Actors, q.Patients} {
		for i := range ws {
			ws[i].Keys = slices.Clone(ws[i].Keys)
		}
	}
	q.Reports, q.Stories = slices.Clone(p.Reports), slices.Clone(p.Stories)
	return &q
}

// sorted sorts, takes out what stands twice, and cuts.
func sorted(xs []uint32, most int) []uint32 {
	slices.Sort(xs)
	xs = slices.Compact(xs)
	return xs[:min(len(xs), most)]
}

// union joins two sorted lists; where they are too long, what both have stays
// first, then the smaller hashes, which is a choice by chance.
func union(a, b []uint32, most int) []uint32 {
	if len(b) == 0 {
		return a
	}
	out := make([]uint32, 0, len(a)+len(b))
	out = append(append(out, a...), b...)
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) <= most {
		return out
	}
	kept := make([]uint32, 0, most)
	for _, x := range out {
		if has(a, x) && has(b, x) && len(kept) < most {
			kept = append(kept, x)
		}
	}
	for _, x := range out {
		if len(kept) == most {
			break
		}
		if !slices.Contains(kept, x) {
			kept = append(kept, x)
		}
	}
	slices.Sort(kept)
	return kept
}

func has(sorted []uint32, x uint32) bool {
	_, ok := slices.BinarySearch(sorted, x)
	return ok
}

// common counts what two sorted lists share.
func common(a, b []uint32) int {
	n, i, k := 0, 0, 0
	for i < len(a) && k < len(b) {
		switch {
		case a[i] < b[k]:
			i++
		case a[i] > b[k]:
			k++
		default:
			n, i, k = n+1, i+1, k+1
		}
	}
	return n
}
