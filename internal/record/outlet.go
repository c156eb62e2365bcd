package record

import "time"

// OutletRow is an outlet that the record has reports of.
type OutletRow struct {
	N           int64 // its number in facts
	Key         string
	Name        string // as first written
	Reports     int64
	First, Last time.Time // when its first and last report became known
}

// Tally is one count of an outlet.
type Tally struct {
	What  string
	Other string // the other outlet; empty: there is none
	N     int64
}

// What is counted of outlets. Revisions are counted also by kind: "revised number".
const (
	CopiesTally  = "copies"  // its reports that copy one of the other outlet
	CopiedTally  = "copied"  // reports of the other outlet that copy one of its
	RevisedTally = "revised" // its reports that differ from an earlier version in what they say
)
