// Package where finds the places that a report names and says which places in
// the world they are.
//
// In: a reading's text, tree and names. Out: Reading.Places, each with its words,
// country, coordinates, GeoNames id and an honest precision: a village the
// gazetteer lacks has the coordinates of the town it is said to lie near or in, and
// its precision says so.
//
//	"in Qatar's capital"         -> Doha, QAT, city
//	"Tripoli, Lebanon"           -> Tripoli, LBN, city (not Libya's)
//	"near the town of Bakhmut"   -> Bakhmut, UKR, district
//
// Method: names come from the syntax engine, from datelines, and, where the
// engine missed them, from the gazetteer after prepositions of place. Of the places
// that bear a name, the one wins that the report says it is ("Paris, Texas"; "the
// Syrian city of ..."), else the one with the best sum of prominence, country and
// unit spoken of elsewhere in the report, and nearness to its other places. A name
// is one place in one report.
//
// words.tsv and abbreviations.tsv are its lists; the gazetteer is
// internal/gazetteer. Known faults: streets and buildings without a town beside
// them are passed over; "southern Syria" has the coordinates of Syria.
package where
