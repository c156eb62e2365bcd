package hearsay

// Claim is a stretch of text that a source puts forward.
type Claim struct {
	ID      string // "c1"
	Content Extent
	// Sources is the chain of who says so: the nearest speaker first, then
	// whoever passed it on, the outlet last.
	Sources   []Source
	Cue       Cue
	Manner    Manner
	Act       Act
	Certainty Certainty
	Polarity  Polarity
	Parent    string   // the claim that this one is spoken in; empty at the top
	Events    []string // ids of the events that it reports
	By        string
}

// Source is one speaker in a claim's chain.
type Source struct {
	Entity string // id; empty where the speaker is no entity of the reading
	Extent        // where it is named; empty for the outlet's own voice
	// Label is the source's text where it does not stand in the report: the outlet.
	Label  string
	Named  bool
	Number int // how many speakers; 0 where a plural gives no number
	By     string
}

// Cue is the word or words that tie a content to its source.
type Cue struct {
	Extent
	Lemma string
}

// Manner is how a claim stands in the report.
type Manner string

const (
	Narration Manner = "narration" // the outlet's own voice
	Indirect  Manner = "indirect"  // "X said that ..."
	Direct    Manner = "direct"    // wholly in quotation marks
	Mixed     Manner = "mixed"     // indirect, with words in quotation marks
)

// Act is what the source does in saying it.
type Act string

const (
	Say       Act = "say"
	Confirm   Act = "confirm"
	Deny      Act = "deny"
	Accuse    Act = "accuse"
	Condemn   Act = "condemn"
	ClaimAct  Act = "claim"
	Warn      Act = "warn"
	Promise   Act = "promise"
	Threaten  Act = "threaten"
	Request   Act = "request"
	Order     Act = "order"
	Announce  Act = "announce"
	Predict   Act = "predict"
	OtherSays Act = "other"
)

// Certainty is how sure the source presents itself (FactBank: CT, PR, PS, U).
type Certainty string

const (
	Certain  Certainty = "certain"
	Probable Certainty = "probable"
	Possible Certainty = "possible"
	Unknown  Certainty = "unknown"
)

// Polarity tells whether the source says that it is so or that it is not so.
type Polarity string

const (
	Positive Polarity = "positive"
	Negative Polarity = "negative"
)
