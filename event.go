package hearsay

// Event is who did what to whom, where, when and with what result, in PLOVER
// terms with CAMEO codes.
type Event struct {
	ID       string   // "e1"
	Type     string   // PLOVER event type: ASSAULT, CONSULT...
	Modes    []string // PLOVER modes of the type
	Contexts []string // PLOVER contexts
	CAMEO    string   // CAMEO event code, as a string: "036"
	Quad     string   // verbal cooperation, material cooperation, verbal conflict, material conflict
	Score    float64  // Goldstein score of the CAMEO root or code, -10 to 10

	Trigger     Trigger
	Actors      []Participant
	Recipients  []Participant
	Instruments []Participant
	Place       *Place
	Time        *Time
	Counts      []Count
	Status      Status
	Claims      []string // ids of the claims that report it
	By          string

	// Same is the id of an earlier event of the report that tells the same
	// happening, and Again are later words that only name this one again ("the
	// attack"). Neither is in the public format; claims use them to find the
	// event that they speak of, and the text form to fold.
	Same  string
	Again []Span
}

// Trigger is the word or words that name the event.
type Trigger struct {
	Extent
	Head  int // token
	Lemma string
}

// Participant is an entity in a role, with the words that name it there.
type Participant struct {
	Entity string // id; empty where the words are no entity of the reading
	Span
	Head int // token
	By   string
}

// Status is whether the event is told as having happened.
type Status string

const (
	Actual       Status = "actual"
	Planned      Status = "planned"
	Hypothetical Status = "hypothetical"
	Negated      Status = "negated"
	Historical   Status = "historical" // happened well before the report's own happening
	Attempted    Status = "attempted"
	// NoEvent is of merged events only: people say of all its tellings that they are none.
	NoEvent Status = "none"
)
