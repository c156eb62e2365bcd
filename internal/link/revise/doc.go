// Package revise tells what changed where a report was changed at its source,
// and reads what reports say of their own mistakes.
//
// [Compare] aligns the claims of two versions of a report, by speaker and words,
// and the numbers of their events. In: two readings. Out: what was dropped and
// added, which numbers changed, what was reworded.
//
//	revise.Compare(old, new, "r4k…", "r7q…")
//	// {Kind: "number", Old: "c1", New: "c1", Note: "killed 12 -> 15", Was: "12 people were killed", Is: "15 people were killed"}
//
// [Notes] finds corrections, clarifications, retractions and withdrawals in a
// text, and what they take back: "An earlier version of this article said that
// 17 people were killed. The number is 15." gives a correction, killed, 17, 15.
// Its patterns are lines of notes.tsv, each with its test.
//
// # Limits
//
// Notes are read in English. A note that takes back a word without saying which
// word stood there before gives only what is put in its place. A claim whose
// speaker and words both changed counts as dropped and added.
package revise
