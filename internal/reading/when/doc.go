// Package when finds times in a report and resolves them against the date of
// publication.
//
// In: a reading's text and tree, and its document's published date. Out:
// Reading.Times, each with its words, its first and last day (or month, year,
// hour: at the precision of the words) and a TIMEX3 value (TimeML 1.2.1, section 2.2).
//
//	published 2025-09-09, "on Tuesday"   -> 2025-09-09..2025-09-09, day
//	published 2025-09-09, "in May"       -> 2025-05..2025-05, month
//	"for two weeks"                      -> no start, P2W, week
//
// The patterns are rules.tsv, one a line with an example that is its test; the
// words they speak of are words.tsv. The code knows lexemes, calendars and the
// tense of the clause, which says whether a bare "Friday" or "in May" is the last
// one or the next. "One day before the attack" counts from the time that the
// report gives for it.
//
// Known faults: time zones are read over, not converted; seasons are the
// northern ones; Hijri and other calendars are not read.
package when
