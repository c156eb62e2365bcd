// Package query asks the record: it makes a question of what a person typed, asks
// it, and gathers what belongs to the answer.
//
// In: [Flags], the strings of a command line or an address, with the time that
// "yesterday" is counted from. Out: a record.Filter, and the answers to it: pages of
// events as they are or as they stood at a past moment, how an event's slots
// changed, and why something was coded, linked, or passed over.
//
//	q, err := query.Flags{Types: []string{"assault"}, Places: []string{"50km of Kharkiv"}, Until: "2014-06-30"}.Question(now)
//	err = db.Read(ctx, func(r record.Reader) error {
//		page, err := query.Events(ctx, r, weigher, q.Filter)
//		...
//	})
//
// An error says what is wrong with which part of the question and what would be
// right: see [ErrQuestion]. docs/query.md is the manual.
//
// As of a moment: the record keeps events as they stand now. For a moment before,
// each candidate is weighed anew from the tellings that were known by then, and what the
// question asks of the result (place, parties, verdicts) is asked of that.
package query
