package dup

import (
	"math"
	"time"
)

// feature is a figure that decides, with its name for a reader of "hearsay
// explain", and whether it can only speak for a copy or only against one. The
// fitting keeps to that: with some hundred judged pairs it would else find that
// what is equal speaks against a copy, because forms that are filled anew are.
type feature struct {
	name    string
	against bool
}

var featureList = []feature{
	{"text taken, outside quotations", false},   // the larger share of both; 0 below a tenth, 1 from a third on
	{"text taken", false},                       // the same with quotations; 1 from two fifths on
	{"words in common", false},                  // outside quotations; logarithm
	{"sentences in common", false},              // of the one that has more of its sentences in the other; logarithm
	{"numbers agree", false},                    // share of the fewer
	{"names agree", false},                      // share of the fewer
	{"names of the beginning agree", false},     // share of the one that has less
	{"titles and numbers agree", false},         // share of the titles' words that the other has, times the share of numbers
	{"text taken and titles agree", false},      // product
	{"text taken, of one subject", false},       // product with the share of the titles' first words that the other has
	{"same words and title throughout", false},  //
	{"only quotations in common", true},         // quoted share of what is in common
	{"furniture in common", true},               // its share of what is in common
	{"furniture in place of the text", true},    // a text has hardly a word of its title, and the titles differ
	{"little text of its own", true},            // 1 where the shorter has 20 words or less, 0 from 160 on
	{"a form filled anew", true},                // share of the gaps between passages that are short on both sides
	{"a form, and numbers differ", true},        // product
	{"names put in place of others", true},      // in such gaps; 1 at two, or where all of them are
	{"numbers put in place, another day", true}, // share of such gaps, times the days apart; 1 at one day
	{"many numbers differ", true},               // share of the numbers that differ, where both have six or more
	{"numbers differ, another day", true},       // share that differs, times the days apart; 1 at one day
	{"same title, days apart", true},            // and not the same words throughout; 1 at four days
	{"hours apart", true},                       // logarithm, 1 at a month
	{"same outlet", true},                       // its reports share standing paragraphs
}

// circumstances are what is known of two reports beside their words.
type circumstances struct {
	apart      time.Duration
	sameOutlet bool
}

// about compares what is known of two reports.
func about(a, b *Me) circumstances {
	return circumstances{apart: a.Known.Sub(b.Known).Abs(), sameOutlet: a.Outlet != "" && a.Outlet == b.Outlet}
}

// features puts a pair into figures between 0 and about 1, in the order of
// featureList.
func features(p *pair, c circumstances) []float64 {
	hi := max(p.plainA.share(), p.plainB.share())
	own := max(share(p.sharedA, p.a.own), share(p.sharedB, p.b.own))
	plain := min(p.plainA.shared, p.plainB.shared)
	taken := clamp((own - 0.1) / 0.3)
	num, nam := p.numbers.share(), p.names.share()
	form := share(p.substituted, p.gaps)
	small := clamp((160 - float64(min(p.a.own, p.b.own))) / 140)
	exact := truth(p.exact())
	days := c.apart.Hours() / 24
	return []float64{
		clamp((hi - 0.1) / 0.25),
		taken,
		log2(float64(plain)) / 8,
		log2(float64(max(p.sentsA, p.sentsB))) / 4,
		num,
		nam,
		p.leads,
		p.titles * num,
		taken * p.titles,
		hi * p.subjects,
		exact * truth(p.titleAlike > 0.9),
		share(p.quotes, max(1, p.sharedA)),
		share(p.furnitureRun, max(1, p.sharedA+p.furnitureRun)),
		truth(p.ownTitles < 0.2 && p.titleAlike < 0.5),
		small,
		form,
		form * (1 - num),
		min(1, max(float64(p.renamed)/2, share(p.renamed, p.substituted))),
		share(p.renumbered, p.substituted) * min(1, days),
		clamp((0.5-num)/0.4) * min(1, float64(min(p.numbers.a, p.numbers.b))/6),
		(1 - num) * min(1, days),
		truth(p.titleAlike > 0.8) * (1 - exact*(1-small)) * clamp((days-1)/3),
		math.Log2(1+c.apart.Hours()) / math.Log2(1+24*Window),
		truth(c.sameOutlet),
	}
}

func clamp(v float64) float64 { return max(0, min(1, v)) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
