// Package intake takes reports into the record: items in, accepted reports out.
//
//	items (source) -> document -> reading -> digest -> record
//
// Items are read on all cores while one writer commits them in the order in
// which they came, some tens at a time. A report is accepted when its transaction
// is committed: stopped at any moment, what was accepted stays, and the same
// call again goes on where it was ([Adder.Add]). A bad item is kept with its reason
// ([record.Failure]) for another try ([Adder.Retry]). [Adder.Reread] reads again what an older
// program or pipeline read.
//
// Linking is no part of this: what is accepted waits for it as pending.
package intake
