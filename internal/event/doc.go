// Package event reads who did what to whom out of a [hearsay.Reading]: the
// stage that codes events.
//
// Needs: the tree and names ([hearsay.Syntax]), Times, Places, Counts and
// Entities. Gives: Reading.Events, and PassedOver for what was seen and not
// coded. Method: a lexicon of words with frames ([book.Book], data files) laid
// on the tree; no word of the lexicon stands in the code. For
//
//	Two gunmen attacked a police post in Quetta on Monday, killing three officers.
//
// it gives one ASSAULT of two gunmen against a police post and three officers,
// in Quetta, on the Monday, with three killed.
//
// The steps, one file each: frame (what hangs on a word, passives, control and
// coordination undone), match (which line of the lexicon holds), light (verbs
// that carry a noun's event), role (words to participants), status (happened,
// planned, denied), join (words of one clause that tell one happening), again
// (a happening named again), scene (place, time, counts), pass (place and day that one
// deed has from another), emit.
//
// # Frames and conditions
//
// A frame names slots, those of the actors before ">", those of the
// recipients after it. A comma joins slots that all count, a bar gives
// alternatives of which the first filled one counts. Slots of a verb are
// subj and obj (as in the active: a passive is turned round), dative, oprd,
// acomp, attr, xcomp, ccomp, prt, csubj (subject of the ccomp), cause (heads
// in its adverbial clauses), adv, or a preposition; of a noun poss, mod (words
// before it), subj (who acts in the verb that carries it) or a preposition; of
// an adjective those of its verb. speaker is whoever says the clause, head the word that
// a noun hangs on, denied the verb itself where it is told not to have happened, report
// every common noun of the report; slot.acl are the verbs that
// tell more of a slot's noun.
//
// A condition is slot=words (one of them heads the slot), slot!words (none
// does), +slot (filled) or -slot (empty). Words are lemmas, classes
// (@weapon), kinds in capitals (STATE PERSON ORGANIZATION GROUP PLACE), NAMED
// for a person's name or CARDINAL, COUNTED for a plural with a
// number; pos=PLURAL asks for a plural noun. Where several lines hold, the
// one with more conditions wins, then the earlier one.
//
// Known faults: a wrong attachment in the tree moves a role; a word's sense is
// told only by the conditions; an actor named in an earlier sentence is found
// only where the noun is named again.
package event
