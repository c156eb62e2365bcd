package dup

import (
	"math"
	"time"
)

// feature is a figure that decides, with its name for a reader of "hearsay
// explain", and the way it can speak. The fitting keeps to that: with some hundred
// judged pairs it would else find that what is equal speaks against a copy, because
// forms that are filled anew are.
type feature struct {
	name string
	way  way
}

type way int

const (
	speaksAgainst way = iota - 1
	speaksEither
	speaksFor
)

// features are in the order in which figures returns them.
var features = []feature{
	{"passages taken", speaksFor},             // share of the running text that stands in passages, of the report that has more
	{"passages taken of the less", speaksFor}, // and of the one that has less
	{"longest passage", speaksFor},            // words; logarithm
	{"words in common", speaksFor},            // outside quotations; logarithm
	{"sentences in common", speaksFor},        // of the one that has more of its sentences in the other; logarithm
	{"share of sentences in common", speaksFor},
	{"beginning taken", speaksFor},                    // share of the first forty words, of the one that has more
	{"names and numbers in passages", speaksFor},      // logarithm
	{"numbers agree", speaksFor},                      // share of the fewer
	{"names agree", speaksFor},                        // share of the fewer
	{"names of the beginning agree", speaksFor},       // share of the one that has less
	{"a title agrees", speaksFor},                     // share of a title's words that the other report has, of the one that has more
	{"titles and numbers agree", speaksFor},           // share of the titles' words that the other has, times the share of numbers
	{"text taken and titles agree", speaksFor},        // product
	{"text taken, of one subject", speaksFor},         // product with the share of the titles' first words that the other has
	{"only quotations in common", speaksAgainst},      // quoted share of what is in common
	{"furniture in place of the text", speaksAgainst}, // a text has hardly a word of its title, and the titles differ
	{"little text of its own", speaksAgainst},         // 1 where the shorter has 20 words or less, 0 from 160 on
	{"lengths alike", speaksEither},                   // the shorter as a share of the longer
	{"numbers among the words", speaksAgainst},        // share, of the one that has more: a table
	{"a form filled anew", speaksAgainst},             // share of the gaps between runs that are short on both sides
	{"a form, and numbers differ", speaksAgainst},     // product
	{"another name at the beginning", speaksAgainst},
	{"names put in place of others", speaksAgainst},      // in such gaps; 1 at two, or where all of them are
	{"numbers put in place, another day", speaksAgainst}, // share of such gaps, times the days apart; 1 at one day
	{"a notice of one subject, same numbers", speaksFor}, // little text of its own, times one subject, times the numbers that agree beyond half
	{"a notice of another title", speaksAgainst},         // little text of its own, times what the titles lack of the other report
	{"many numbers differ", speaksAgainst},               // share of the numbers that differ, where both have six or more
	{"numbers differ, another day", speaksAgainst},       // share that differs, times the days apart; 1 at one day
	{"same title, days apart", speaksAgainst},            // and not the same words throughout; 1 at four days
	{"hours apart", speaksAgainst},                       // logarithm, 1 at a month
}

func featureNames() (names []string) {
	for _, f := range features {
		names = append(names, f.name)
	}
	return names
}

// circumstances are what is known of two reports beside their words.
type circumstances struct{ apart time.Duration }

// about compares what is known of two reports.
func about(a, b *Me) circumstances { return circumstances{apart: a.Known.Sub(b.Known).Abs()} }

// figures puts a pair into figures between 0 and about 1, in the order of
// features.
func figures(p *pair, c circumstances) []float64 {
	plain := max(p.plainA.share(), p.plainB.share())
	own := max(share(p.sharedA, p.a.own), share(p.sharedB, p.b.own))
	taken := clamp((own - 0.1) / 0.3)
	num := p.numbers.share()
	form := share(p.substituted, p.gaps)
	shorter, longer := min(p.a.own, p.b.own), max(p.a.own, p.b.own)
	small := clamp((160 - float64(shorter)) / 140)
	exact := truth(p.exact())
	days := c.apart.Hours() / 24
	return []float64{
		max(p.longA.share(), p.longB.share()),
		min(p.longA.share(), p.longB.share()),
		log2(float64(p.longest)) / 8,
		log2(float64(min(p.plainA.shared, p.plainB.shared))) / 8,
		log2(float64(max(p.sentsA, p.sentsB))) / 4,
		max(share(p.sentsA, len(p.a.sents)), share(p.sentsB, len(p.b.sents))),
		max(begun(p.a, p.passA), begun(p.b, p.passB)),
		log2(float64(p.specific)) / 5,
		num,
		p.names.share(),
		p.leads,
		p.titleBest,
		p.titles * num,
		taken * p.titles,
		plain * p.subjects,
		share(p.quotes, max(1, p.sharedA)),
		truth(p.ownTitles < 0.2 && p.titleAlike < 0.5),
		small,
		share(shorter, longer),
		max(share(p.a.numbers, len(p.a.words)), share(p.b.numbers, len(p.b.words))),
		form,
		form * (1 - num),
		truth(p.otherStart),
		min(1, max(float64(p.renamed)/2, share(p.renamed, p.substituted))),
		share(p.renumbered, p.substituted) * min(1, days),
		small * p.subjects * clamp((num-0.5)*2),
		small * (1 - p.titleBest),
		clamp((0.5-num)/0.4) * min(1, float64(min(p.numbers.a, p.numbers.b))/6),
		(1 - num) * min(1, days),
		truth(p.titleAlike > 0.8) * (1 - exact*(1-small)) * clamp((days-1)/3),
		math.Log2(1+c.apart.Hours()) / math.Log2(1+24*Window),
	}
}

func clamp(v float64) float64 { return max(0, min(1, v)) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
