// Package weigh says what the reports of one happening amount to: who gives
// which value of each slot, which of them are one origin, where they agree and
// where they contradict, and how what was known changed.
//
// In: the tellings of one merged event with the heads of their reports. Out: the
// view of the event as of a moment, and its moments.
//
//	row := weigh.Merge(told, time.Time{})   // row.Slots[6].Verdict == hearsay.Disputed
//	ms := weigh.Timeline(told, time.Time{}) // 12, then 17, then 15 killed, by whom
//
// Both are pure: the same tellings in any order give the same view, and nothing is
// looked up elsewhere. The rules of what counts as one origin, what contradicts what, and how
// the Admiralty digit comes about are docs/origins.md; comments here cite its numbers.
//
// The way of it: [Merge] takes the tellings apart into words (word.go, deny.go: one speaker
// gives, doubts or denies one value of one slot), says which speakers are one origin
// (speaker.go, body.go, joins.go, origin.go) and which values are one (value.go, party.go,
// where.go, number.go), counts what an outlet tells around a quotation with whom it
// quotes (fold.go), judges slot by slot (tally.go, judge.go, tolls.go), gives the digit
// (credit.go) and writes the sentence (summary.go). [Timeline] adds the words to the
// same tallies one moment after another.
//
// Known faults: two bodies that the reading names in no way that shows the body ("a statement
// said") are counted apart or as unnamed; a number of a part of the dead that stands in a
// report of its own looks like a lower number of all.
package weigh
