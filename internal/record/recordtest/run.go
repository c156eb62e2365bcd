package recordtest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay/hearsay/internal/record"
)

// suite is one empty record with the test that uses it.
type suite struct {
	*testing.T
	db record.Store
}

// Run runs all tests. open opens an empty record and closes it when its test ends.
func Run(t *testing.T, open func(t *testing.T) record.Store) {
	run(t, open, []test{
		{"Keep/Fields", (*suite).keepFields},
		{"Keep/Bare", (*suite).keepBare},
		{"Keep/Zones", (*suite).keepZones},
		{"Keep/Again", (*suite).keepAgain},
		{"Keep/Versions", (*suite).keepVersions},
		{"Keep/Reading", (*suite).keepReading},
		{"Keep/Characters", (*suite).keepCharacters},
		{"Keep/Heads", (*suite).heads},
		{"Keep/Pending", (*suite).pending},
		{"Keep/Failures", (*suite).failures},
		{"Link/Story", (*suite).story},
		{"Link/Copy", (*suite).copies},
		{"Link/Merged", (*suite).merged},
		{"Link/History", (*suite).history},
		{"Link/LongViews", (*suite).longViews},
		{"Link/Drop", (*suite).drop},
		{"Link/Relations", (*suite).relations},
		{"Link/Changes", (*suite).changes},
		{"Link/ManyChanges", (*suite).manyChanges},
		{"Link/Heads", (*suite).headsKept},
		{"Link/Withdraw", (*suite).withdraw},
		{"Link/Revisions", (*suite).revisions},
		{"Correct/Fields", (*suite).correctFields},
		{"Correct/Again", (*suite).correctAgain},
		{"Correct/Moves", (*suite).correctMoves},
		{"Correct/List", (*suite).correctList},
		{"Correct/Hidden", (*suite).hidden},
		{"Ask/Events", (*suite).askEvents},
		{"Ask/Times", (*suite).askTimes},
		{"Ask/Places", (*suite).askPlaces},
		{"Ask/Claims", (*suite).askClaims},
		{"Ask/Reports", (*suite).askReports},
		{"Ask/Stories", (*suite).askStories},
		{"Ask/Pages", (*suite).pages},
		{"Ask/Marks", (*suite).marks},
		{"Ask/Search", (*suite).search},
		{"Ask/Resolve", (*suite).resolve},
		{"Ask/Counts", (*suite).counts},
		{"Count/Facts", (*suite).facts},
		{"Count/Outlets", (*suite).outlets},
		{"Tx/Failed", (*suite).txFailed},
		{"Tx/Panic", (*suite).txPanic},
		{"Tx/Cancelled", (*suite).txCancelled},
		{"Tx/Writers", (*suite).txWriters},
		{"Tx/Snapshot", (*suite).txSnapshot},
		{"Tx/OwnWrites", (*suite).txOwnWrites},
		{"Tx/Size", (*suite).size},
	})
	Index(t, open)
}

// Index runs the tests of the linking index alone.
func Index(t *testing.T, open func(t *testing.T) record.Store) {
	run(t, open, []test{
		{"Index/Near", (*suite).near},
		{"Index/NearPeriods", (*suite).nearPeriods},
		{"Index/NearAhead", (*suite).nearAhead},
		{"Index/Frequency", (*suite).frequency},
		{"Index/Memory", (*suite).memory},
		{"Index/Cards", (*suite).cards},
		{"Index/Unlink", (*suite).unlink},
	})
}

type test struct {
	name string
	f    func(s *suite)
}

// run runs each on a record of its own.
func run(t *testing.T, open func(t *testing.T) record.Store, tests []test) {
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) { c.f(&suite{t, open(t)}) })
	}
}

// write runs f in a transaction that must be kept.
func (s *suite) write(f func(ctx context.Context, w record.Writer)) {
	s.Helper()
	ctx := s.Context()
	if err := s.db.Write(ctx, func(w record.Writer) error { f(ctx, w); return nil }); err != nil {
		s.Fatal(err)
	}
}

func (s *suite) read(f func(ctx context.Context, r record.Reader)) {
	s.Helper()
	ctx := s.Context()
	if err := s.db.Read(ctx, func(r record.Reader) error { f(ctx, r); return nil }); err != nil {
		s.Fatal(err)
	}
}

// must fails the test at an error.
func (s *suite) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// same compares; nil and empty lists are the same.
func (s *suite) same(what string, got, want any) {
	s.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		s.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// keep accepts reports in one transaction.
func (s *suite) keep(items ...record.Kept) []record.Accepted {
	s.Helper()
	var out []record.Accepted
	s.write(func(ctx context.Context, w record.Writer) {
		var err error
		out, err = w.Keep(ctx, items)
		s.must(err)
	})
	return out
}

// at is a moment of June 2031, where most of the tests happen.
func at(day, hour int) time.Time { return time.Date(2031, 6, day, hour, 0, 0, 0, time.UTC) }
