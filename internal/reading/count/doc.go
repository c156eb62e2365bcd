// Package count finds numbers of people and what became of them.
//
// In: a reading's text and tree. Out: Reading.Counts, each with its words, what
// it counts (killed, injured, missing, arrested, abducted, displaced, participants)
// and its bounds, nil where open.
//
//	"killed about 1,200 people" -> killed 1200..1200, approximate
//	"at least 12 dead"          -> killed 12..
//	"up to 300 people fled"     -> displaced ..300
//	"no casualties"             -> killed 0..0, injured 0..0
//
// Method: number phrases are read from the surface with modifiers.tsv; the word
// that says what became of the counted is found through the tree with
// outcomes.tsv, a line a word with an example that is its test. Numbers told as
// part of another ("12 people, including three children") and numbers of people
// nothing becomes of are passed over, the former with their reason.
//
// Known faults: "a man and his son were killed" is not added up.
package count
