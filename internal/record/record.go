// Package record is what is kept, told once: the rows of the tables, the
// questions that can be asked of them, and the methods that every store has.
// record/sqlite and record/postgres keep them, with SQL of their own each;
// record/recordtest holds both to the same behaviour.
//
//	db, err := sqlite.Open(ctx, "record.db")        // or postgres.Open(ctx, url)
//	err = db.Write(ctx, func(w record.Writer) error { _, err := w.Keep(ctx, kept); return err })
//	err = db.Read(ctx, func(r record.Reader) error { ... })
//
// A user of the record declares the few methods that it needs; [Reader] and
// [Writer] are their sum. All times are UTC, to the microsecond; zero times are
// kept as nulls. Text is ordered by its bytes in both stores. What was accepted
// is never changed: reports, readings, claims, tellings, changes and what people say
// against codings are only added to; stories and merged events are views that are made anew.
package record

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay/hearsay"
)

// ErrNone: the record holds nothing under the id given.
var ErrNone = errors.New("not in the record")

// Store is an open record.
type Store interface {
	// Read runs f on one snapshot.
	Read(ctx context.Context, f func(Reader) error) error
	// Write runs f in one transaction: all of it is kept, or, where f returns an
	// error, nothing. One writer at a time; the others wait. f may run again where the
	// database asks for it, so it must have no effect but on w.
	Write(ctx context.Context, f func(Writer) error) error
	// Size is what the record takes on disk, in bytes.
	Size(ctx context.Context) (int64, error)
	Close() error
}

// Kept is a report with its reading, to be accepted together.
type Kept struct {
	Report  *hearsay.Report // Seq, Version, Recorded are filled by Keep
	Reading Reading
}

// Reading is a reading as it is kept.
type Reading struct {
	Seq      int64
	Report   int64
	MadeBy   string // version of code and pipeline: equal strings, equal readings
	Recorded time.Time
	JSON     []byte // hearsay.reading/1; kept compressed, the text taken out and put back
	Digest   []byte // what linking needs of it; see internal/link
	Claims   []Claim
	Tellings []hearsay.Telling
}

// Claim is one claim of a reading, as questions need it.
type Claim struct {
	ID        string // report id, "/", the claim's id: "r4k.../c5"
	Report    int64
	Known     time.Time
	Speaker   string // of the nearest speaker, for a reader; the outlet in narration
	Key       string // its folded form
	Country   string // of the speaker, ISO 3166-1 alpha-3
	Chain     []hearsay.Speaker
	Named     bool
	Manner    hearsay.Manner
	Act       hearsay.Act
	Certainty hearsay.Certainty
	Polarity  hearsay.Polarity
	Inside    string
	Content   hearsay.Extent
	Words     string
	Tellings  []string // ids of the tellings that it reports
	// Withdrawn is when a later version of the report no longer held it; zero: it stands.
	Withdrawn time.Time
	// Filled by questions.
	ReportID, Outlet, Title string
	Merged                  []string
}

// Accepted tells what became of a report that was to be kept.
type Accepted struct {
	Seq     int64
	ID      string
	New     bool   // false: it was there already, and nothing was changed
	Version int    // above 1: a new version of its address
	Before  string // id of the version before
}

// Failure is an item that could not be read, kept for another try.
type Failure struct {
	Seq       int64
	Key       string // the same item gives the same key: see source.Item
	Found     string
	Address   string
	Kind      string // of the error, for grouping: "not text"
	Reason    string
	Hint      string
	Bytes     []byte // nil where nothing came
	MediaType string
	Given     []byte // JSON of what its container said of it
	Tries     int
	First     time.Time
	Last      time.Time
}

// Card is a small block of bytes that linking keeps of a report or event.
type Card struct {
	Kind string // "story", "dup"
	Ref  int64
	Body []byte
}

// Told is a telling with what weighing needs to know of its report.
type Told struct {
	hearsay.Telling
	Merged string // id of the merged event; empty: not linked
	Teller Teller
	// Withdrawn is when a later version of its report no longer told it; zero: it stands.
	Withdrawn time.Time
	// The telling is as people corrected it. Coded is what was read, nil where nobody
	// corrected it; Corrections are all that were made, in that order, undone ones too.
	Coded       *hearsay.Telling
	Corrections []Correcting
	// Came is when a person put it into its merged event, Left when a person took it out of the
	// one that [Reader.Departed] was asked for; zero: nobody did. See [Told.In].
	Came, Left time.Time
}

// Teller is the head of a report.
type Teller struct {
	Seq        int64
	ID         string
	Outlet     string
	Title      string
	URL        string
	Address    string
	Version    int
	Agency     string
	Known      time.Time
	Superseded time.Time
	Copy       *hearsay.Copy
	Story      string
	Language   string
}

// MergedRow is a merged event as it stands, with the columns that questions filter by.
type MergedRow struct {
	hearsay.Merged
	Start, End time.Time // when it happened, the widest that is told; zero: not told
	// Parties are the keys and folded names of who takes part, by role.
	Parties   []PartyRow
	Countries []string
	// Packed is what [PackMerged] made of it, for [Writer].PutMerged; nil: it is made then.
	Packed *Packed
}

// PartyRow finds merged events by who takes part.
type PartyRow struct{ Role, Key, Name, Country string }

// Draft is a report that is to be linked, as it is kept.
type Draft struct {
	Seq          int64
	Title        string
	text, digest []byte // squeezed
}

// NewDraft makes one of what [Squeeze] made of the text and of the digest of the newest reading, nil where it has
// none.
func NewDraft(seq int64, title string, text, digest []byte) Draft {
	return Draft{seq, title, text, digest}
}

// Open gives its text and digest. It asks the record nothing, so it can be done beside other work.
func (d Draft) Open() (text string, digest []byte, err error) {
	b, err := Unsqueeze(d.text)
	if err == nil && d.digest != nil {
		digest, err = Unsqueeze(d.digest)
	}
	if err != nil {
		return "", nil, fmt.Errorf("report %d: %w", d.Seq, err)
	}
	return string(b), digest, nil
}

// Stage is how far a report has come.
type Stage int

const (
	Read   Stage = 1 // accepted and read
	Linked Stage = 2
)

// Filter asks for a part of the record. Zero values ask for everything.
type Filter struct {
	Since, Until           time.Time // happened; half-open
	KnownSince, KnownUntil time.Time // became known; half-open
	AsOf                   time.Time // leave out what became known later
	Types                  []string
	Statuses               []hearsay.Status
	Actors, Recipients     []string      // folded names or keys, or country codes; any of them
	Participants           []string      // either
	Speakers               []string      // of claims
	Places                 []PlaceFilter // any of them, or of Countries
	Countries              []string      // ISO 3166-1 alpha-3
	Outlets                []string
	Origins                int // at least
	Disputed               *bool
	Story                  string
	Event                  string
	Report                 string
	Acts                   []hearsay.Act
	Copies                 *bool // reports: only copies, or none
	// Of corrections: what was wrong, who made them, and whether they were undone.
	Fields, By []string `json:",omitempty"`
	Undone     *bool    `json:",omitempty"`
	// Text is a full-text query: see internal/answer/query.ParseText.
	Text *TextQuery
	// After is where the last page ended, from [Page.Next]; Limit rows at most.
	After string
	Limit int
}

// PlaceFilter is a name, a country, a box or a circle.
type PlaceFilter struct {
	Name                 string // folded; of the place or of its first-order division
	GeoNames             int
	Box                  *[4]float64 // west south east north, degrees; west > east crosses 180
	Lat, Lon, Kilometres float64     // circle where Kilometres > 0
}

// TextQuery is a parsed full-text question: a conjunction of alternatives.
type TextQuery struct {
	All []TextTerm // all of these
	Not []TextTerm // none of these
}

// TextTerm is a word, a phrase, or words near one another, or one of several terms.
type TextTerm struct {
	Words  []string   // folded; one: a word; several: a phrase, or words near one another
	Prefix bool       // the last word may go on
	Near   int        // 0: a phrase; else at most so many words between them, in any order
	Any    []TextTerm // one of these, where Words is empty
}

// Page is a part of an answer.
type Page[T any] struct {
	Rows []T
	Next string // for [Filter.After]; empty: this was the last
}

// Found is a report that a search found.
type Found struct {
	Report  hearsay.Report
	Snippet string // words around the find, finds between U+0002 and U+0003
}

// Reader is what can be asked of a record.
type Reader interface {
	// Reports.
	Report(ctx context.Context, id string) (*hearsay.Report, error) // whole, with text and bytes
	Heads(ctx context.Context, seqs []int64) ([]Teller, error)      // in the order asked; missing ones left out
	SeqOf(ctx context.Context, reportID string) (int64, error)
	Text(ctx context.Context, seq int64) (title, text string, err error)
	Versions(ctx context.Context, address string) ([]Teller, error)
	ReadingOf(ctx context.Context, seq int64) (*Reading, error)                 // the newest
	Readings(ctx context.Context, seq int64) ([]Reading, error)                 // all, oldest first
	Revisions(ctx context.Context, reportID string) ([]hearsay.Revision, error) // to or from it
	HasItem(ctx context.Context, key string) (bool, error)                      // was this input item accepted before (one that failed was not): see source.Item.Key

	// Pending lists reports at stage Read in the order of linking: Known, then id.
	Pending(ctx context.Context, limit int) ([]int64, error)
	CountPending(ctx context.Context) (int64, error)
	// Outdated lists reports after seq whose newest reading was not made by madeBy.
	Outdated(ctx context.Context, madeBy string, after int64, limit int) ([]int64, error)

	// The linking index.
	// Near returns, for each key, up to limit postings whose Day lies in [from, to], nearest to the middle first or newest first; sorted by Key, then Day descending, then Ref.
	Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error)
	// Frequency returns how many times each key was counted by Count in the periods (of 32 days) that touch [from, to], and how many documents in all.
	Frequency(ctx context.Context, kind string, keys []uint64, from, to int32) (counts []int64, total int64, err error)
	Cards(ctx context.Context, kind string, refs []int64) (map[int64][]byte, error)
	// Drafts are what linking reads of reports and their newest readings, in the order asked; missing ones left out.
	Drafts(ctx context.Context, seqs []int64) ([]Draft, error)

	// Links.
	StoryOf(ctx context.Context, seqs []int64) (map[int64]string, error)
	Members(ctx context.Context, story string, limit int) ([]int64, error) // newest Known first
	CopiesOf(ctx context.Context, reportID string) ([]Teller, error)       // reports that copy it
	Told(ctx context.Context, merged string) ([]Told, error)               // tellings of a merged event, by Known, report id, place in the report
	ToldBy(ctx context.Context, seq int64) ([]Told, error)                 // tellings of a report
	ToldByID(ctx context.Context, ids []string) ([]Told, error)
	EventsOfStory(ctx context.Context, story string, limit int) ([]string, error)
	MergedOf(ctx context.Context, tellings []string) (map[string]string, error)
	Relations(ctx context.Context, merged string) (follows, followed []hearsay.Relation, err error)
	ChangesOf(ctx context.Context, id string) ([]hearsay.Change, error)               // as subject, object or report, oldest first
	History(ctx context.Context, merged string, newest int) ([]hearsay.Merged, error) // the view at each of its changes, as recorded; so many of the newest, 0: all

	// Corrections lists what people said against codings, the newest first. The filter's Event is
	// the one that a corrected telling is in now or was taken from.
	Corrections(ctx context.Context, f Filter) (Page[hearsay.Correction], error)
	Correction(ctx context.Context, id string) (*hearsay.Correction, error)
	// Departed are the tellings that people took out of a merged event.
	Departed(ctx context.Context, merged string) ([]Told, error)
	// Waiting are the tellings that people said to be of the same event as one of this report's.
	Waiting(ctx context.Context, seq int64) ([]Told, error)
	// CorrectedAt is when people last corrected tellings of a merged event, took some out or
	// undid that, or of any, where none is named; zero: never.
	CorrectedAt(ctx context.Context, merged string) (time.Time, error)

	// Questions. An unknown id in a filter gives no rows, not an error.
	Merged(ctx context.Context, id string) (*MergedRow, error)
	Events(ctx context.Context, f Filter) (Page[MergedRow], error) // as lists show them: see DropEvidence; Merged gives the whole
	Claims(ctx context.Context, f Filter) (Page[Claim], error)
	Stories(ctx context.Context, f Filter) (Page[hearsay.Story], error)
	Reports(ctx context.Context, f Filter) (Page[hearsay.Report], error) // heads
	Search(ctx context.Context, f Filter) (Page[Found], error)
	Failed(ctx context.Context, after int64, limit int) ([]Failure, error)
	Counts(ctx context.Context) (Totals, error)
	// Writes counts the transactions that the record has taken: while it stays the same, so does every answer.
	Writes(ctx context.Context) (int64, error)
	// ChangesAfter lists decisions of linking whose Seq is above seq, oldest first, without their reasons.
	ChangesAfter(ctx context.Context, seq int64, limit int) ([]hearsay.Change, error)
	// LastChange is the Seq of the newest decision; 0: there is none.
	LastChange(ctx context.Context) (int64, error)
	// Facts are those of the events that answer, for counting; of the filter After and Limit are not asked. AsOf leaves out what
	// became known later, and takes the rest as it stands now.
	Facts(ctx context.Context, f Filter) (*Facts, error)
	EventIDs(ctx context.Context, seqs []int64) (map[int64]string, error)
	Outlets(ctx context.Context) ([]OutletRow, error)
	Outlet(ctx context.Context, name string) (*OutletRow, error)
	Tallies(ctx context.Context, outlet int64) ([]Tally, error)
	// Resolve finds what an id, or the unambiguous beginning of one, names: report, story, event, telling or claim.
	Resolve(ctx context.Context, id string) (kind, full string, err error)
}

// Totals is how much there is.
type Totals struct {
	Reports, Pending, Readings, Claims, Tellings, Stories, Events, Copies, Failed int64
}

// Writer is a Reader that can also add.
type Writer interface {
	Reader

	// Keep accepts reports with their readings. What is there already stays as it is.
	Keep(ctx context.Context, items []Kept) ([]Accepted, error)
	// KeepReading adds a newer reading of a report; the older ones stay, their claims and tellings leave the questions.
	KeepReading(ctx context.Context, seq int64, r Reading) error
	Fail(ctx context.Context, f Failure) error
	Unfail(ctx context.Context, key string) error
	MarkItem(ctx context.Context, key string) error // HasItem is true from now on

	Post(ctx context.Context, kind string, ps []hearsay.Posting) error
	Count(ctx context.Context, kind string, keys []uint64, day int32) error // each key once, and one document
	PutCards(ctx context.Context, cs []Card) error

	SetCopy(ctx context.Context, seq int64, c *hearsay.Copy) error  // nil takes it back
	SetStory(ctx context.Context, seqs []int64, story string) error // a new story is made when first named
	PutStory(ctx context.Context, s hearsay.Story) error            // the view of a story
	SetMerged(ctx context.Context, tellings []string, merged string) error
	PutMerged(ctx context.Context, m MergedRow) error                       // the view; adds to History where it differs from what stood
	DropMerged(ctx context.Context, id, into string) error                  // it was joined into another, or is empty
	PutRelation(ctx context.Context, from string, r hearsay.Relation) error // from follows r.Event
	Withdraw(ctx context.Context, claims, tellings []string, when time.Time) error
	Revise(ctx context.Context, rs []hearsay.Revision) error
	Note(ctx context.Context, cs []hearsay.Change) error // Seq and Recorded are filled
	// Correct keeps a correction; Seq, Made and ID are filled.
	Correct(ctx context.Context, c *hearsay.Correction) error
	// AlsoCorrect makes a correction about more tellings.
	AlsoCorrect(ctx context.Context, id string, of []hearsay.Corrected) error
	Undo(ctx context.Context, id, by, note string) error
	SetLinked(ctx context.Context, seqs []int64) error
	// Fill gives what an older version kept the facts and counts that it lacks, some at a time; done says that nothing is left.
	Fill(ctx context.Context) (done bool, err error)
	// Unlink takes all links, views and postings off, for a rebuilding; changes and
	// history stay. The reports are pending again.
	Unlink(ctx context.Context) error
}
