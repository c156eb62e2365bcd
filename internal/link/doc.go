// Package link ties reports to one another: copies, stories, merged events.
//
//	accepted report -> dup -> story -> merge -> weigh -> views in the record
//
// In: a record with reports at stage [record.Read] ([Linker.Run] takes them in the
// order of Known, then id). Out: for each report what it copies, its story, the
// merged event of each of its tellings, what follows from what, and the views of
// the stories and merged events that this changed; every decision is a
// [hearsay.Change] with what spoke for and against it.
//
//	made, err := link.Prepare(reading, "r4k2...", known) // pure, on any core, before the report is accepted
//	l, err := link.New()
//	sum, err := l.Run(ctx, store, progress)              // one writer
//
// The parts decide and write nothing; this package writes what they return:
//
//   - link/dup: is it a copy, of what, and what did it change
//   - link/story: which story; joining and splitting of stories
//   - link/merge: which tellings are one happening; what follows from what
//   - link/weigh: the view of a merged event: slots, origins, dispute, credibility
//   - link/revise: how a new version of a report differs from the one before
//
// # Order
//
// Linking is deterministic in the order of publication: the same reports, added
// in one go or with interruptions, give the same links. A report that comes after
// later ones were linked is linked to what is there; [Compare] tells, after the
// record was linked again, what would have been otherwise. The limits are those of
// the parts' indices: a copy is looked for within weeks, a story within its
// window, an event around the day on which it happened.
package link
