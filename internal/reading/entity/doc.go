// Package entity finds who and what a report speaks of.
//
// Input is a [hearsay.Reading] with its Syntax and Places; output is its
// Entities, each with all its mentions, and MentionAt:
//
//	"The Kenyan Red Cross (KRC) said ... The group added that it ..."
//	n1 "Kenyan Red Cross": name "Kenyan Red Cross", name "KRC", nominal "The group", pronoun "it"
//
// The steps: names (runs of the engine and the lists, missed ones, acronyms in
// brackets; dateline), kind (state, organization, person...; role, metonymy),
// alias (names of one entity joined; person, shortened), nominal (noun phrases),
// describe (which of them speak of an entity already named: state, institution,
// people, placed), pronoun, build (entities with their codes).
//
// Needs: tokens with tags, lemmas, tree and names. Uses Places where there are
// any. Method: rules over word lists in data/, after the coreference sieves of
// Lee et al. 2013 (names first, then heads, then pronouns) and, for pronouns,
// the salience weights of Lappin and Leass 1994. Known faults: a name that the
// engine misses and that stands once, in lower case, is not found; two persons
// of one surname are told apart by nearness alone; pronouns for things that are
// no entities (a strike, a deal) are left out rather than resolved.
package entity
