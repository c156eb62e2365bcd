// Package merge finds which tellings of events are of one happening: within a
// report (headline and body), and over reports; and which events follow from
// which.
//
// In: the public reading of a report, and through an [Index] the events that
// earlier reports told. Out: the report's tellings, the merged event that each
// belongs to, the merged events that turn out to be one, and what follows from
// what; all with the reasons.
//
//	ts := merge.Tellings(reading, "R4K2...", 17, known)
//	p, err := m.Place(ctx, reader, merge.Me{Seq: 17, ID: "R4K2...", Known: known}, ts, story)
//	p.Placed[0].Merged // "E7F..." an event that is there already, or "" for a new one
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
package merge
