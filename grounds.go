package hearsay

// Grounds is what spoke for a claim, found by reading its report again. Odds are natural logarithms: 0 is even, +0.7
// twice as likely as not, -0.7 half as likely.
type Grounds struct {
	// Spans tell how sure the head for attributions is of each part: of a cue also that one begins there.
	Spans []SpanOdds
	// Words mattered most: without each of them, the head would be less sure by Less of what Spans tell, the largest first.
	Words []WordOdds
	// Steps lead from the words for each source to the name of who is meant.
	Steps []Step
	// Note is for a reader where something is missing: the program reads the report in another way now.
	Note string
}

// SpanOdds are the odds that a part of a claim is what it was taken for: the mean over its words.
type SpanOdds struct {
	Role string // source, cue, content
	Extent
	Alone float64 // by the words themselves
	Tied  float64 // that they belong to this cue
	Cued  bool    // there is a cue that they could be tied to
}

// WordOdds is a word and how much less sure the head is without it.
type WordOdds struct {
	Span
	Less float64
}

// Step is one step of coreference: words that speak of an entity, and the rule that took them for it.
type Step struct {
	Source int // position in Claim.Sources
	Span
	Form Form
	By   string
}
