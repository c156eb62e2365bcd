// Package merge finds which tellings of events are of one happening: within a
// report (headline and body), and over reports; and which events follow from
// which.
//
// In: the public reading of a report, and through an [Index] the events that
// earlier reports told. Out: the report's tellings, the merged event that each
// belongs to, the merged events that turn out to be one, and what follows from
// what; all with the reasons.
//
//	ts := merge.Tellings(reading, "r4k2...", 17, known)
//	p, err := m.Place(ctx, reader, merge.Me{Seq: 17, ID: "r4k2...", Known: known, Text: text}, ts, story)
//	p.Placed[0].Merged // "e7f...", and p.Placed[0].New tells whether this telling founds it
//
// # How it is decided
//
// A telling is boiled down to a [Profile]: family of events, trigger, days, places,
// parties, numbers, words of its sentence. Two profiles are compared feature by feature
// (features.tsv); the weights are fitted by logistic regression (model.json, made by
// hearsay fit merge) and their sum is held against a threshold. Tellings of a
// report are grouped first, the best fitting groups one after the other. Each group
// then goes to the merged event that it fits best, or founds one. The profile of a merged event is the sum of
// those of its tellings and is kept as a card.
//
// Some things forbid that two are one, whatever the score: families that differ
// (families.tsv); days told three or more apart; two towns of which neither is a suburb of the
// other, two provinces, two countries; two who condemn, demand or impose
// something; a sum over a month or longer with another number; a number far off on another
// day; a plan for another day; a riot and who came to harm in it, a revolt and who put it down;
// robbers who shot guards and police who shot robbers; what one sentence tells as hours or days
// apart. The reason then stands in the explanation.
//
// What follows from what: follows.tsv says which families can follow from which, and how usual that
// is. Each event of a report is held against the others of the report, those that earlier
// reports told in its story, and those of persons named in both; what comes late also against
// what its story told before. The figures of such a bond (bonds.tsv: words of cues.tsv between the two, who takes
// part in both, where, when, how many reports tell the cause, what else could be it) have fitted weights
// too; the best that is over the threshold counts, a second one if it is far over it.
//
// # The search
//
// Merged events are posted in the linking index under family and place, family and party,
// family and story, on the day on which they happened, so that a trial or an
// anniversary finds what happened years ago by one look near that day. At most 24 keys
// are looked up and 24 cards loaded for a report.
//
// # Keys of parties
//
// [hearsay.Party.Key] is equal for parties of different reports that are called the
// same. A state is "state:UKR" under whatever name, its capital too where the reading
// takes it for the state; a named people "people:UKR"; whatever else has a name is its fullest name, folded
// ([gazetteer.Fold]) and without its article: "salman qureshi". A description is its noun in the
// singular after "some ", with the country where it has one: "some gunman", "some
// official PAK"; the police are "some cop" under every word, and people of whom only
// a number is told "some person". Numbers are not part of a key: they are counts, and
// grow. Names that equal a key only in part ("Qureshi") are the party's Aliases.
//
// # Known faults
//
// A telling with neither day nor place nor named party, in a story with several
// happenings of its family, goes by its words alone. A day or place that the
// reading got wrong by more than the bounds above splits an event.
package merge
