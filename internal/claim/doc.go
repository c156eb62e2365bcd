// Package claim adds who says so: each [hearsay.Claim] with its chain of
// sources.
//
// Needs: Syntax, Entities, Events. Gives: Claims, PassedOver, and Event.Claims
// for the events that stand inside a claim.
//
//	r, err := claim.New()
//	r.Read(reading) // "The army denied shelling the port, Reuters reported."
//	// claim 1: army > Reuters, deny, negative: "shelling the port"
//	// claim 2: Reuters, say: "The army denied shelling the port"
//
// The way of one reading: find the quotations; find the cues (verbs.tsv,
// nouns.tsv, phrases.tsv) that stand in a frame their line allows; read each
// one's content and source from the tree; take those who sign a quotation below it for its speakers (lone); bring in the attributions that the head
// on the encoder's vectors found, and drop what it does not believe in (heard,
// unheard, hearing); take out of a content what the next speaker says (parted); give quotations that have no cue their speaker from the
// sentence before, and the words that the head is sure of to the claim beside
// them (goon), or to one of a cue that was not believed before (again); add who says nothing (silent); make cues and sources whole (whole); make claims of what the head finds in no other (rest); leave to what is said within a quotation nothing behind its end (quote); add the outlet's own statements; then number the claims, nest them
// and join them with the events. What spoke for a claim [Reader.Grounds] tells.
//
// What counts as source, cue and content follows PolNeAR's annotation
// guidelines, except that claims inside claims are kept here as nested. How
// certain a source is follows FactBank (certain, probable, possible, unknown).
//
// Known faults: the tree's. A clause that the parser hangs on the wrong verb
// makes a content too long or too short.
package claim
