package hearsay

import "time"

// Report is one version of a report as the record keeps it.
type Report struct {
	Seq     int64  // the record's own number of it, in the order of acceptance; 0 before
	ID      string // see [ReportID]
	Address string // reports of one address are versions of one another; empty: has none
	Version int    // 1, 2, ... of its address
	// Document is what was read; its Text is empty where only the head was asked for.
	Document  *Document
	Bytes     []byte // as fetched
	MediaType string
	Found     string // where: path, address, or archive and place in it
	Modified  time.Time
	Fetched   time.Time
	Recorded  time.Time // when the record accepted it
	// Superseded is when the next version of its address became known; zero: it is the newest.
	Superseded time.Time
	// Agency is whom its credit line names, such as "Reuters"; empty: none.
	Agency string
	Story  string // id of its story; empty: not linked yet
	Copy   *Copy  // what it copies; nil: nothing known
}

// Known is when the report became known: published, else modified, else fetched.
// It is the second clock of the record; the first is when things happened.
func (r *Report) Known() time.Time {
	switch {
	case r.Document != nil && !r.Document.Published.IsZero():
		return r.Document.Published
	case !r.Modified.IsZero():
		return r.Modified
	}
	return r.Fetched
}

// Copy says that a report repeats an earlier one, wholly or in part.
type Copy struct {
	Of string `json:"of"` // report id of the earliest report that it repeats
	// Taken is the share of this report that stands in the other; Given the share
	// of the other that stands in this one. Both by words, 0 to 1.
	Taken float64 `json:"taken"`
	Given float64 `json:"given"`
	Kind  string  `json:"kind"` // exact, near, part (much of this is taken, with own matter added), short (a shortened form)
	Score float64 `json:"score"`
	// Changed tells what the copy changed: new title, sentences left out and added (offsets into each text).
	Changed Changes `json:"changed"`
}

// Changes are the differences of a copy from what it copies.
type Changes struct {
	Title bool   `json:"title"` // the title is another
	Left  []Span `json:"left"`  // sentences of the original that the copy leaves out
	Added []Span `json:"added"` // sentences of the copy that the original lacks
}

// Telling is one event as one report tells it: everything that linking and
// weighing need, with names in place of the reading's ids. It is made of a
// reading alone.
type Telling struct {
	ID       string   `json:"id"`     // report id, "/", the event's id in the reading: "r4k.../e3"
	Report   int64    `json:"report"` // Seq of the report
	Type     string   `json:"type"`
	Modes    []string `json:"modes,omitempty"`
	Contexts []string `json:"contexts,omitempty"`
	CAMEO    string   `json:"cameo,omitempty"`
	Quad     string   `json:"quad,omitempty"`
	Score    float64  `json:"score,omitempty"`
	Status   Status   `json:"status"`

	Trigger  string `json:"trigger"`  // the words
	Lemma    string `json:"lemma"`    // of the trigger
	At       Span   `json:"at"`       // outer bounds of the trigger, bytes of the report's text
	Sentence Span   `json:"sentence"` // the sentence, or what stands for it, that tells it

	Actors      []Party   `json:"actors,omitempty"`
	Recipients  []Party   `json:"recipients,omitempty"`
	Instruments []Party   `json:"instruments,omitempty"`
	Place       *Place    `json:"place,omitempty"`
	Time        *Time     `json:"time,omitempty"`
	Counts      []Count   `json:"counts,omitempty"`
	Sayings     []Saying  `json:"sayings,omitempty"` // the claims that report it, nearest first
	Headline    bool      `json:"headline,omitempty"`
	Known       time.Time `json:"known"` // of the report
}

// Party is an entity as it takes part in a telling or speaks.
type Party struct {
	Name  string `json:"name"`            // the entity's fullest name or description
	Key   string `json:"key"`             // folded form that equal parties of other reports share; see internal/link/merge
	Kind  Kind   `json:"kind"`            // empty where the words are no entity
	Named bool   `json:"named,omitempty"` // has it a name
	Codes Codes  `json:"codes"`
	Words string `json:"words"` // as they stand there
	At    Span   `json:"at"`
	// Aliases are the folded names by which the report calls it.
	Aliases []string `json:"aliases,omitempty"`
}

// Saying is a claim about a telling, with who says so.
type Saying struct {
	Claim     string    `json:"claim"` // id in the reading
	Chain     []Speaker `json:"chain"` // nearest speaker first, the outlet last
	Manner    Manner    `json:"manner"`
	Act       Act       `json:"act"`
	Certainty Certainty `json:"certainty"`
	Polarity  Polarity  `json:"polarity"`
	Content   Extent    `json:"content"`
	Words     string    `json:"words"` // of the content
	Cue       string    `json:"cue,omitempty"`
	// Inside is the claim that this one is spoken in; empty at the top.
	Inside string `json:"inside,omitempty"`
}

// Denies reports whether the speaker says that it is not so.
func (s *Saying) Denies() bool { return s.Act == Deny || s.Polarity == Negative }

// Speaker is a source of a chain.
type Speaker struct {
	Party
	Number int  `json:"number"`           // how many; 0: a plural without a number
	Outlet bool `json:"outlet,omitempty"` // the report's own outlet
	// Role is how the report presents the speaker elsewhere, where Words say less: "Ana Vidal, the
	// police chief" where the words are "she".
	Role string `json:"role,omitempty"`
}

// Slot is one thing that is told of a merged event, with every value given.
type Slot struct {
	Name    string  `json:"name"`    // type actor recipient instrument place time status killed injured missing arrested abducted displaced participants
	Verdict Verdict `json:"verdict"` //
	// Value is what is agreed, or the range, in words for a reader; empty where disputed.
	Value  string  `json:"value"`
	Values []Value `json:"values"` // in the order in which they became known
	Why    string  `json:"why"`    // how the verdict came about, in words
}

// Verdict is how the values of a slot stand to one another.
type Verdict string

const (
	Agreed   Verdict = "agreed"        // by two origins or more, and nobody says otherwise
	Single   Verdict = "single origin" // one origin only
	Range    Verdict = "range"         // numbers that differ and need not contradict
	Disputed Verdict = "disputed"      // origins contradict one another, or somebody denies
	// Superseded: one origin's (or all origins') later number replaced the earlier.
	Updated Verdict = "updated"
)

// Value is one value of a slot and who gives it.
type Value struct {
	Value       string        `json:"value"` // canonical form: a party's key, "USA.TX 4699066", "2014-06-01", "12"
	Label       string        `json:"label"` // for a reader
	Low         *int          `json:"low,omitempty"`
	High        *int          `json:"high,omitempty"`
	Approximate bool          `json:"approximate,omitempty"`
	Origins     []string      `json:"origins"`  // ids of the origins that give it
	Denied      []string      `json:"denied"`   // ids of the origins that deny it
	Evidence    []EvidenceRef `json:"evidence"` // where, in order of Known
	Since       time.Time     `json:"since"`    // when it first became known
	// Withdrawn is when all who gave it had given another or taken it back; nil: it stands.
	Withdrawn *time.Time `json:"withdrawn,omitempty"`
}

// EvidenceRef leads to the words.
type EvidenceRef struct {
	Telling string    `json:"telling"`
	Report  string    `json:"report"` // report id
	Claim   string    `json:"claim,omitempty"`
	Origin  string    `json:"origin"`
	Speaker string    `json:"speaker"` // who says so, for a reader
	Outlet  string    `json:"outlet"`
	Stance  string    `json:"stance"` // asserts, denies, doubts
	At      Span      `json:"at"`
	Words   string    `json:"words"`
	Known   time.Time `json:"known"`
}

// Origin is where claims about an event entered the news.
type Origin struct {
	ID      string    `json:"id"`   // "o1" within the merged event
	Kind    string    `json:"kind"` // speaker, unnamed, document, outlet, agency
	Name    string    `json:"name"`
	Key     string    `json:"key"`
	Side    string    `json:"side"`    // country and sector, where known: "UKRMIL"
	Reports []string  `json:"reports"` // ids, in order of Known
	Outlets []string  `json:"outlets"`
	Since   time.Time `json:"since"`
	Why     string    `json:"why"` // why these reports are one origin, in words
}

// Merged is one happening as all reports tell it: a view, made of tellings.
type Merged struct {
	ID          string   `json:"id"`
	Seq         int64    `json:"-"`
	Story       string   `json:"story"`
	Type        string   `json:"type"`
	Modes       []string `json:"modes"`
	Contexts    []string `json:"contexts"`
	CAMEO       string   `json:"cameo"`
	Quad        string   `json:"quad"`
	Score       float64  `json:"score"`
	Status      Status   `json:"status"`
	Summary     string   `json:"summary"` // one sentence of what is agreed, or who says what
	Place       *Place   `json:"place"`
	Time        *Time    `json:"time"`
	Slots       []Slot   `json:"slots"`
	Origins     []Origin `json:"origins"`
	Disputed    bool     `json:"disputed"`
	Credibility int      `json:"credibility"` // Admiralty digit, 1 to 6, computed
	Because     string   `json:"because"`     // why that digit, in words
	Reports     []string `json:"reports"`
	Outlets     []string `json:"outlets"`
	Tellings    []string `json:"tellings"`
	// Known is when the first report of it became known, Changed when the last change did.
	Known   time.Time `json:"known"`
	Changed time.Time `json:"changed"`
	// Follows are merged events that this one is a consequence of, and Followed the reverse.
	Follows  []Relation `json:"follows,omitempty"`
	Followed []Relation `json:"followed,omitempty"`
}

// Relation ties two merged events that are not the same.
type Relation struct {
	Event string `json:"event"`
	Kind  string `json:"kind"` // consequence: an arrest, trial, condemnation of it
	Why   string `json:"why"`
}

// Moment is one change of what was known of a merged event.
type Moment struct {
	Known   time.Time     `json:"known"`
	Slot    string        `json:"slot"`
	Before  string        `json:"before"` // the slot for a reader before; empty: not known
	After   string        `json:"after"`
	Verdict Verdict       `json:"verdict"` // after it
	By      []EvidenceRef `json:"by"`      // what brought it
	Kind    string        `json:"kind"`    // first, added, changed, confirmed, disputed, withdrawn, corrected
}

// Story is a set of reports about the same happening.
type Story struct {
	Seq     int64     `json:"-"`
	ID      string    `json:"id"`
	Title   string    `json:"title"` // of its first report
	Reports int       `json:"reports"`
	Outlets int       `json:"outlets"`
	Origins int       `json:"origins"` // reports that copy no other of the story
	First   time.Time `json:"first"`   // Known of its first and last report
	Last    time.Time `json:"last"`
	Into    string    `json:"into,omitempty"` // the story that it was joined into
}

// Change is one decision of linking, kept for good.
type Change struct {
	Seq      int64     `json:"seq"`
	Recorded time.Time `json:"recorded"`
	Known    time.Time `json:"known"` // Known of the report that caused it
	// Kind: copy-found copy-undone story-founded story-joined-by story-joined story-split
	// event-founded event-joined-by event-joined event-parted corrected
	// correction-undone relation revision
	// withdrawn reread
	Kind    string `json:"kind"`
	Subject string `json:"subject"` // id of what changed: report, story, merged event, telling
	Object  string `json:"object"`  // id of what it was tied to or taken from
	Report  string `json:"report"`  // id of the report that caused it
	Why     []Why  `json:"why"`     // what spoke for it and against it
}

// Why is one piece of evidence for or against a link.
type Why struct {
	Feature string  `json:"feature"` // "same place", "words in common", "days apart"
	Value   float64 `json:"value"`
	Weight  float64 `json:"weight"` // its part of the score, in log odds: above 0 speaks for it
	Note    string  `json:"note"`   // for a reader: "Houston, TX; 0 km"
}

// Posting is one entry of the linking index: report or event Ref holds Key,
// around Day (days since 1970-01-01, UTC).
type Posting struct {
	Key uint64
	Day int32
	Ref int64
}

// Revision is one difference between a version of a report and the one before.
type Revision struct {
	From string `json:"from"` // report ids
	To   string `json:"to"`
	Kind string `json:"kind"` // dropped, added, number, reworded
	Old  string `json:"old"`  // claim id in From; empty for added
	New  string `json:"new"`
	Note string `json:"note"` // "killed 12 -> 15"
	Was  string `json:"was"`  // the words
	Is   string `json:"is"`
}
