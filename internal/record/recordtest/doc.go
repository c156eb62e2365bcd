// Package recordtest holds every store of the record to the same behaviour.
//
//	func TestStore(t *testing.T) {
//		recordtest.Run(t, func(t *testing.T) record.Store { return open(t) })
//	}
//
// In goes a function that opens an empty record, out come failed tests. All
// persons, outlets and happenings in it are invented.
package recordtest
