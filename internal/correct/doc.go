// Package correct turns what a person says of a coding into corrections that the record
// keeps.
//
//	d, err := correct.New()
//	made, err := d.Make(ctx, store, correct.Request{Target: "r4k.../e3", Field: "type", Values: []correct.Value{{Text: "assault"}}, By: "ana"})
//	_, err = d.Undo(ctx, store, made[0].ID, "ben", "it was a march")
//
// In: the id of a telling, or of a merged event for all of its tellings, the field that is
// wrong, the values that are right as a person writes them, and who says so. Out: a
// [hearsay.Correction], kept and laid over the tellings in one transaction, in which the merged
// events that it touches are weighed anew. What cannot be said is an error of package
// answer/query, with a hint what would be right.
package correct
