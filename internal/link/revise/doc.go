// Package revise tells what changed where a report was changed at its source.
//
// [Compare] aligns the claims of two versions of a report, by speaker and words,
// and the numbers of their events. In: two readings. Out: what was dropped and
// added, which numbers changed, what was reworded.
//
//	revise.Compare(old, new, "r4k…", "r7q…")
//	// {Kind: "number", Old: "c1", New: "c1", Note: "killed 12 -> 15", Was: "12 people were killed", Is: "15 people were killed"}
//
// What a report says of its own mistakes ("An earlier version said that 17 were
// killed") is read as a claim of its outlet, by the reading: see internal/lists/retract.
//
// # Limits
//
// A claim whose speaker and words both changed counts as dropped and added.
package revise
