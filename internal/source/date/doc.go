// Package date reads the dates that archives, tables and mail give their
// reports, in the many forms in which they are written.
//
// In: what stands in the field. Out: the time, whether its hour is known, and
// an error where the words are no date or could be two.
//
//	date.Parse("26-FEB-1987 15:01:01.79", date.Unknown) // 1987-02-26T15:01:01.79Z, true
//	date.Parse("January 12, 2014", date.Unknown)        // 2014-01-12, false
//	date.Parse("03/04/2016", date.Unknown)              // an error: the 3rd of April or the 4th of March
//	date.Parse("03/04/2016", date.DayFirst)             // 2016-04-03, false
//
// A time without a zone is taken as UTC. Of a time in a zone that has no one
// meaning ("IST") only the day is kept.
package date
