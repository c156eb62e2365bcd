package story

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Kind is under which the linking index keeps the postings, counts and cards of
// stories.
const Kind = "story"

// Bounds of the work for one report.
const (
	keysAsked   = 22      // rarest terms that find others
	keysWide    = 2       // of them asked for over a longer time
	rowsOfKey   = 16      // reports a term
	rowsOfPlace = 24      // reports a place, within days
	candidates  = 28      // reports that are compared
	storiesSeen = 4       // stories whose members are compared
	membersSeen = 10      // members of a story
	coreSeen    = 16      // members whose cohesion is looked at
	daysTerms   = 31      // days around for terms: three periods of the index at most
	daysWide    = 400     // days around for the best of them
	daysPlace   = 4       // days around for places
	cardsKept   = 24_000  // decoded cards of some 5 kB, and as many that were used before them
	pairsKept   = 100_000 // odds of pairs, of some 60 bytes
	daysCounted = 40      // days before, and half of them after, for how often a term was counted
)

// Index is what the clusterer asks of the record. The methods are those of record.Reader.
type Index interface {
	Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error)
	Frequency(ctx context.Context, kind string, keys []uint64, from, to int32) (counts []int64, total int64, err error)
	Cards(ctx context.Context, kind string, refs []int64) (map[int64][]byte, error)
	StoryOf(ctx context.Context, seqs []int64) (map[int64]string, error)
	Members(ctx context.Context, story string, limit int) ([]int64, error)
	SeqOf(ctx context.Context, reportID string) (int64, error)
}

// Me is the report that is to be placed.
type Me struct {
	Seq    int64
	ID     string
	Day    int32 // on which it became known; see [DayOf]
	Outlet string
}

// Placement is what became of a report, and everything that is to be written.
type Placement struct {
	Story string  // the story that it joins; empty: it founds one, hearsay.StoryID of its own id
	Score float64 // log odds of the story, or of the best one that it was not placed into; 0: none
	Moves []Move
	// Why are the figures of the nearest report of the story, or of the nearest
	// that it was not placed with; Nearest is the latter's number, 0: none.
	Why     []hearsay.Why
	Nearest int64

	Card      []byte            // to be kept under Kind
	Postings  []hearsay.Posting // to be posted under Kind
	CountKeys []uint64          // to be counted under Kind, on Me.Day
}

// Move takes reports from one story to another.
type Move struct {
	Kind string  // joined or split
	Seqs []int64 // joined: all reports of From
	From string
	To   string // after a split: hearsay.StoryID(id of the placed report + "/split")
	Why  []hearsay.Why
}

// Kinds of moves.
const (
	Joined = "joined"
	Split  = "split"
)

// Clusterer places reports. It keeps decoded cards from one call to the next,
// which changes nothing but the time it takes. Not for several goroutines.
type Clusterer struct {
	model *Model
	cache *record.Recent[int64, *Card]
	// pairs are odds between reports that were placed before: a story's members are held
	// against each other with each report that comes to it.
	pairs *record.Recent[[2]int64, float64]
	// memo and judge are for fitting; see Remember.
	memo  map[[2]int64]float64
	judge func(a, b int64, f *Features) float64
}

// New returns a clusterer with the program's model.
func New() (*Clusterer, error) {
	m, err := DefaultModel()
	if err != nil {
		return nil, err
	}
	return With(m), nil
}

// With returns a clusterer with another model.
func With(m *Model) *Clusterer {
	c := &Clusterer{model: m}
	c.Forget()
	return c
}

// Forget drops the cards that are kept, after the record was changed by others.
func (c *Clusterer) Forget() {
	c.cache, c.pairs = record.NewRecent[int64, *Card](cardsKept), record.NewRecent[[2]int64, float64](pairsKept)
}

// work is what is known while one report is placed.
type work struct {
	*Clusterer
	ctx  context.Context
	ix   Index
	me   Me
	card *Card
	copy int64 // what it copies; 0: nothing
	odds map[[2]int64]float64
	all  map[int64]*Card
}

// start weighs the card, fills what is to be written of the report and finds
// the reports that it is to be compared with.
func (c *Clusterer) start(ctx context.Context, ix Index, me Me, card *Card, of *hearsay.Copy) (*work, *Placement, []int64, error) {
	w := &work{Clusterer: c, ctx: ctx, ix: ix, me: me, odds: map[[2]int64]float64{}, all: map[int64]*Card{}}
	if of != nil {
		var err error
		if w.copy, err = ix.SeqOf(ctx, of.Of); err != nil {
			return nil, nil, nil, err
		}
	}
	day := me.Day
	if day == Unknown {
		day = 0
	}
	p := &Placement{}
	counted := card.counted()
	for _, i := range counted {
		p.CountKeys = append(p.CountKeys, card.Terms[i].Posting())
	}
	counts, total, err := ix.Frequency(ctx, Kind, p.CountKeys, day-daysCounted, day+daysCounted/2)
	if err != nil {
		return nil, nil, nil, err
	}
	w.card = card.weigh(counted, counts, total)
	w.all[me.Seq] = w.card
	keys := w.card.keys()
	for _, k := range keys {
		p.Postings = append(p.Postings, hearsay.Posting{Key: k.posting, Day: day, Ref: me.Seq})
	}
	p.Card = w.card.Encode()
	near, err := w.near(keys, day)
	if err != nil {
		return nil, nil, nil, err
	}
	return w, p, near, nil
}

// Place finds the story of a report. It reads ix and writes nothing.
func (c *Clusterer) Place(ctx context.Context, ix Index, me Me, card *Card, of *hearsay.Copy) (*Placement, error) {
	w, p, near, err := c.start(ctx, ix, me, card, of)
	if err != nil {
		return nil, err
	}
	ranked, err := w.rank(near)
	if err != nil || len(ranked) == 0 {
		return p, err
	}
	best := ranked[0]
	p.Score, p.Nearest = best.score, best.nearest
	p.Why = w.why(best)
	if best.score < c.model.Place {
		return p, nil
	}
	p.Story = best.id
	if err := w.join(p, ranked); err != nil {
		return nil, err
	}
	if len(p.Moves) > 0 {
		return p, nil
	}
	return p, w.split(p)
}

// asked is a term that finds other reports.
type asked struct {
	posting uint64
	rarity  float64
	class   Class
}

// keys are the terms under which the report is found: the rarest, those of the
// title and the frequent ones first, and the places where it happened.
func (c *Card) keys() []asked {
	var out []asked
	for i := range c.Terms {
		t := &c.Terms[i]
		r := float64(t.Rarity) / 16
		switch t.Class {
		case PlaceRef, Age, Toll, Deed, Number, Year:
			continue
		}
		r *= 1 + 0.25*(logs[t.Count]-1)
		switch {
		case t.Title:
			r *= 1.6
		case t.Lead:
			r *= 1.25
		}
		out = append(out, asked{t.Posting(), r, t.Class})
	}
	slices.SortStableFunc(out, func(a, b asked) int { return cmp.Compare(b.rarity, a.rarity) })
	out = out[:min(len(out), keysAsked)]
	for i := range c.Places[:min(len(c.Places), 2)] {
		out = append(out, asked{uint64(PlaceRef)<<32 | uint64(c.Places[i].ID), 3, PlaceRef})
	}
	return out
}

// near gathers the reports that hold the rarest terms and returns those that
// hold most of them, the most alike first.
func (w *work) near(keys []asked, day int32) ([]int64, error) {
	var terms, wide, places []uint64
	worth := map[uint64]float64{}
	for _, k := range keys {
		worth[k.posting] = k.rarity * k.rarity
		if k.class == PlaceRef {
			places = append(places, k.posting)
		} else {
			terms = append(terms, k.posting)
			if len(wide) < keysWide {
				wide = append(wide, k.posting)
			}
		}
	}
	score := map[int64]float64{}
	var refs []int64
	seen := map[hearsay.Posting]bool{}
	for _, ask := range []struct {
		keys  []uint64
		days  int32
		limit int
	}{{terms, daysTerms, rowsOfKey}, {wide, daysWide, rowsOfKey}, {places, daysPlace, rowsOfPlace}} {
		if len(ask.keys) == 0 {
			continue
		}
		slices.Sort(ask.keys)
		rows, err := w.ix.Near(w.ctx, Kind, ask.keys, day-ask.days, day+ask.days, ask.limit)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Ref == w.me.Seq || seen[r] {
				continue
			}
			seen[r] = true
			if _, ok := score[r.Ref]; !ok {
				refs = append(refs, r.Ref)
			}
			score[r.Ref] += worth[r.Key]
		}
	}
	if w.copy != 0 && w.copy != w.me.Seq {
		if _, ok := score[w.copy]; !ok {
			refs = append(refs, w.copy)
		}
		score[w.copy] += 1000
	}
	slices.SortFunc(refs, func(a, b int64) int { return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a)) })
	return refs[:min(len(refs), candidates)], nil
}

// cards decodes the cards of reports that are not at hand yet.
func (w *work) cards(refs []int64) error {
	var missing []int64
	for _, ref := range refs {
		if w.all[ref] != nil {
			continue
		}
		if c, ok := w.cache.Get(ref); ok {
			w.all[ref] = c
			continue
		}
		missing = append(missing, ref)
	}
	if len(missing) == 0 {
		return nil
	}
	bodies, err := w.ix.Cards(w.ctx, Kind, missing)
	if err != nil {
		return err
	}
	for _, ref := range missing {
		body, ok := bodies[ref]
		if !ok {
			continue
		}
		c, err := Decode(body)
		if err != nil {
			return fmt.Errorf("report %d: %w", ref, err)
		}
		w.all[ref] = c
		w.cache.Put(ref, c)
	}
	return nil
}

// between are the log odds that two reports tell of one happening.
func (w *work) between(a, b int64) float64 {
	if a > b {
		a, b = b, a
	}
	id := [2]int64{a, b}
	if s, ok := w.odds[id]; ok {
		return s
	}
	if s, ok := w.memo[id]; ok {
		return s
	}
	// The card of the report that is placed is finer than what will be kept of it.
	kept := w.memo == nil && a != w.me.Seq && b != w.me.Seq
	if kept {
		if s, ok := w.pairs.Get(id); ok {
			return s
		}
	}
	s := math.Inf(-1)
	if x, y := w.all[a], w.all[b]; x != nil && y != nil {
		if w.judge != nil {
			f := Compare(x, y)
			s = max(-bound, min(bound, w.judge(a, b, &f)))
		} else {
			s = w.compare(x, y)
		}
		if kept {
			w.pairs.Put(id, s)
		}
	}
	w.odds[id] = s
	if w.memo != nil {
		w.memo[id] = s
	}
	return s
}

// compare are the log odds of two cards.
func (w *work) compare(a, b *Card) float64 {
	f := Compare(a, b)
	return max(-bound, min(bound, w.model.Pair.Odds(&f)))
}

// alone is from how many comparisons on a second goroutine takes a part of them: below, they take less than
// it takes to start one.
const alone = 8

// beside compares the report with others on two goroutines, for what is asked of them next.
func (w *work) beside(refs []int64) {
	if len(refs) < alone || w.judge != nil || w.memo != nil {
		return
	}
	odds := make([]float64, len(refs))
	half := len(refs) / 2
	part := func(from, to int) {
		for i := from; i < to; i++ {
			odds[i] = math.Inf(-1)
			if c := w.all[refs[i]]; c != nil {
				a, b := w.all[w.me.Seq], c
				if w.me.Seq > refs[i] {
					a, b = b, a
				}
				if a != nil && b != nil {
					odds[i] = w.compare(a, b)
				}
			}
		}
	}
	var other sync.WaitGroup
	var fault any
	other.Go(func() {
		defer func() { fault = recover() }()
		part(half, len(refs))
	})
	part(0, half)
	other.Wait()
	if fault != nil {
		panic(fault) // where it is caught and noted
	}
	for i, ref := range refs {
		w.odds[[2]int64{min(w.me.Seq, ref), max(w.me.Seq, ref)}] = odds[i]
	}
}

// bound keeps one pair from outweighing all others.
const bound = 9

// ranked is a story that may take the report.
type ranked struct {
	id      string
	score   float64
	nearest int64
	members []int64
}

// rank scores the stories of the candidates, best first.
func (w *work) rank(refs []int64) ([]ranked, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	if err := w.cards(refs); err != nil {
		return nil, err
	}
	of, err := w.ix.StoryOf(w.ctx, refs)
	if err != nil {
		return nil, err
	}
	w.beside(refs)
	at := map[string]int{}
	var out []ranked
	for _, ref := range refs {
		id := of[ref]
		if id == "" || w.all[ref] == nil {
			continue
		}
		s := w.between(w.me.Seq, ref)
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, ranked{id: id, score: s, nearest: ref})
		}
		if s > out[i].score {
			out[i].score, out[i].nearest = s, ref
		}
		out[i].members = append(out[i].members, ref)
	}
	slices.SortStableFunc(out, byScore)
	out = out[:min(len(out), storiesSeen)]
	for i := range out {
		s := &out[i]
		more, err := w.ix.Members(w.ctx, s.id, membersSeen)
		if err != nil {
			return nil, err
		}
		// Those that the terms found stay, so that a late report meets its own time.
		for _, m := range more {
			if len(s.members) < membersSeen && m != w.me.Seq && !slices.Contains(s.members, m) {
				s.members = append(s.members, m)
			}
		}
		s.members = s.members[:min(len(s.members), membersSeen)]
		if err := w.cards(s.members); err != nil {
			return nil, err
		}
		odds := make([]float64, 0, len(s.members))
		for _, m := range s.members {
			if w.all[m] != nil {
				odds = append(odds, w.between(w.me.Seq, m))
			}
		}
		s.score = w.model.Story.Odds(w.stands(w.card, s.members, odds))
	}
	slices.SortStableFunc(out, byScore)
	return out, nil
}

func byScore(a, b ranked) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id)) }

// WholeFeatures is how many figures tell how a report stands to a story.
const WholeFeatures = 7

// stands sums up how a report stands to the members of a story: the best log odds,
// the mean of the best three, the mean of all, the worst, how many, and how much each knows
// of what the other is about.
func (w *work) stands(c *Card, members []int64, odds []float64) []float64 {
	slices.SortFunc(odds, func(a, b float64) int { return cmp.Compare(b, a) })
	mean := func(s []float64) float64 {
		sum := 0.0
		for _, x := range s {
			sum += x
		}
		return sum / float64(len(s))
	}
	core, own := w.covers(c, members)
	return []float64{odds[0], mean(odds[:min(3, len(odds))]), mean(odds), odds[len(odds)-1], math.Log(float64(len(odds))), core, own}
}
