// Package story gathers reports about the same happening into stories, one
// report at a time, in whatever order they come.
//
// In: a reading, boiled down to a [Card] of a few hundred words, names, places,
// days and numbers, and an [Index] of the cards placed before. Out: a
// [Placement]: the story that the report belongs to, or that it founds one; the
// stories that it joins or splits; what spoke for it; and what the record must keep.
//
//	card := story.Make(reading)                                  // pure; card.Encode() is kept
//	p, err := clusterer.Place(ctx, ix, story.Me{Seq: 7, ID: id, Day: day}, card, copyOf)
//	p.Story == "s4kd0…"                                          // empty: it founds hearsay.StoryID(id)
//	p.Why                                                        // {names in common, 2.1, +3.4, "rosario limbaga"}, …
//
// How it decides. The rarest terms of the card find reports near it in time. Each
// of them is compared with it ([Compare]): some forty figures that a reader
// can follow, such as the share of rare words in common, a person whom both name,
// the distance between the places, the days between the happenings. A fitted model
// turns them into log odds that both reports tell of one happening. A story's score
// comes from those of its members; the best story over the threshold takes the
// report. Two stories that both want it are joined where their members would now be
// placed into one another, and a story whose members fall into two camps, which
// other words tell apart, is split. What a story looks like is judged by a bounded
// number of its members, so that the work for one report does not grow with the
// record. How rare a term is comes from how often the record has counted it in the
// weeks around, mixed with a table of words counted in other news, so that an empty
// record works too.
//
// The model is data: model.json, made by "hearsay fit stories", with its card.
package story
