// Package mend puts right slips of the parser that grammar alone shows to be
// slips. A small parser reads locally: it hangs a verb or a time on the nearest
// clause, though forms or word order do not allow it.
//
// Input: a [hearsay.Syntax] as the engine made it. Output: the same with
// some heads, labels and tags changed, linked anew. Names and sentences stay.
//
//	The envoy denied that he had met them and accused the army of lying.
//	    accused: conj of met  ->  conj of denied
//
// Thirty-nine rules, each with its ground:
//
//   - forms agree: what is joined by "and" under one auxiliary has the form that
//     the auxiliary asks for ("had met and took" would need "taken", "would meet
//     and took" an infinitive). A finite past joined to such a form belongs to
//     the nearest finite past clause around it (Quirk et al., A Comprehensive
//     Grammar of the English Language, chapter 13, on like forms in
//     coordination). Where past and participle are the same ("had met and
//     accused"), a verb of saying is taken for a finite past if the clause
//     around is one of saying too: who is quoted goes on speaking. Below "denied"
//     it is so with any form: nobody denies that somebody accused them;
//   - a name is one phrase, though there be a verb in it ("the Committee to
//     Protect Journalists said");
//   - a time between a verb of speech and the subject of its that-less clause
//     says when it was said ("said on Monday it had sent");
//   - a time between what is told and the subject of the verb of speech behind it
//     says when it happened ("two were shot in Medan, on Saturday, a group said");
//   - a finite past without a subject right behind the phrase of "after" or "before"
//     has that phrase's noun for its subject ("a year after the collapse of a mine killed 23");
//   - who stands between commas right before a verb of speech without a subject
//     speaks ("killing two, the governor, Ana Lopez, said"), whatever it was hung on, and a verb of speech with
//     a subject of its own, set behind a comma and without "and", is not joined to
//     what is told ("Two were hurt, the governor wrote");
//   - a participle of saying behind the verb of speech hangs on it, not on what was
//     told before ("Two were held, a group said, disputing the ministry's figure"), and who
//     reports a thing cites others for it, not who it happened to;
//   - a finite verb is not joined to a noun: the noun is its subject ("Two men on a
//     bicycle shot and killed a judge", where "shot" was read as a noun);
//   - a verb has one subject: of two that stand side by side, a title or
//     class and a name, the first belongs to the second ("High Commissioner for Refugees Ana Ruiz said");
//   - a role without an article before a person's name is part of that name, not a phrase of its own ("Okello adviser
//     Ana Ruiz said");
//   - a comma ends a name: what stands behind it describes the person, and the name is no part of it ("Ana Ruiz, editor at large, said");
//   - what stands behind a noun and its name describes the thing, which the noun tells ("the trawler Blue Lagoon, seized by the navy");
//   - what came of a deed stands behind a comma, and a clause without one before it ends there ("fired on men who
//     marched on the hall, killing two");
//   - a particle has no object, the verb before it has ("took over Goma");
//   - a noun, a name and a verb of speech behind a comma are what that one says of it ("a charge Uganda rejects", where "rejects" was read as a noun);
//   - what has a subject is a verb ("Kenyan teachers march in Nairobi", where "march" was read as a noun), and one without an auxiliary
//     a finite one ("He says ten died");
//   - a finite verb is not joined to an adjective: it has the subject of the adjective's verb ("called it shameful and left");
//   - behind a comma, a noun and a clause whose object it is tell of what stands before ("he lied, allegations that
//     Peru denied");
//   - what stands before the "that" of a clause is no part of it ("reported, citing two officials, that");
//   - a part of many right before a participle without an auxiliary does it ("less than a third agreed");
//   - a verb has one subject, and behind a name and a comma stands what is told of it ("According to Ana Ruiz, a nurse who fled, guards sold tickets");
//   - a clause that lacks nothing is none about a noun: somebody is told it ("told the paper he had nothing to do with it");
//   - without a comma nothing is told before a verb of speech: it is told of who speaks ("Two women interviewed at a camp said the guards had left");
//   - who is asked in commas is the subject of the verb of speech behind them ("Moscow, asked for its view, said");
//   - who stands between a verb of speech behind a comma and a participle speaks ("Minister must go, say parents of pupils poisoned at hostel");
//   - a noun, what is told of it in commas, and a participle of speech with a clause are a sentence ("a clerk, whose name is withheld, testified that");
//   - behind a quotation, a name and a verb of speech in commas it is who speaks ('"...," Ana Ruiz, the union's head, tweeted'), and so it is behind "as"
//     ("as Ana Ruiz, contradicting the army, said");
//   - "a" is of one: between it and a plural a word in -ing tells what the one does ("A bus carrying pilgrims", where "carrying" was read as a noun);
//   - who is described by a finite past does it, and who stands behind "and", right before the next verb, does that ("Peru's envoy, Ana Ruiz, called for
//     calm, and Chile said it was worried");
//   - "that" before a noun and nothing else opens no clause ("Uganda rejects that claim", where "claim" was read as a verb);
//   - a sentence's verb does not stand between the commas behind its subject: what stands there is set in ("Ana Ruiz, in an interview broadcast on Friday,
//     accused the army", where "broadcast" was taken for the verb);
//   - a noun is not joined to a verb: behind "and" it has a verb of its own ("He refused to name the donor, and his minister, in remarks to the press, admitted that");
//   - a finite present is not joined to a participle or infinitive but to the finite present above it ("takes care to avoid hurting them and accuses");
//   - a finite present is joined to one of its own number ("believe neither side wants a war, but warn");
//   - two who are not joined by "and" do nothing together: the first belongs to the clause before ("Asked if it would allow an inquiry, an adviser, Ana Ruiz, said");
//   - a clause behind a comma with neither pronoun nor "that" is no relative clause ("voted to dismiss the premier, two members told the Journal");
//   - a clause that lacks nothing is told, not told of the time when it was said ("said at the time that it had asked no one");
//   - what each of several does is all of theirs ("the army and the rebels each accusing the other").
//
// Needs: tags of the Penn Treebank and ClearNLP labels; other trees pass
// unchanged, because none of the labels fit. Faults: where the forms are the same
// and the verb is one of saying, a saying that is itself reported ("said he had
// met them and warned them") is taken out of the report.
package mend

import (
	_ "embed"
	"strings"

	"github.com/hearsay/hearsay"
)

//go:embed verbs.tsv
var verbsTSV string

// verbs maps the words of verbs.tsv to their kind.
var verbs = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(verbsTSV) {
		if kind, word, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && kind[0] != '#' {
			m[word] = kind
		}
	}
	return m
}()

// Tree mends s and returns how many things were changed.
func Tree(s *hearsay.Syntax) int {
	n := 0
	for range passes {
		k := first(s)
		if n += k; k == 0 {
			break
		}
		s.Link()
	}
	for i := range s.Tokens {
		n += retagged(s, i)
	}
	so := n
	for i := range s.Tokens {
		switch s.Tokens[i].Dep {
		case "conj":
			n += unlike(s, i) + unlikeNow(s, i)
		case "ccomp":
			n += told(s, i) + before(s, i) + coordinated(s, i)
		case "advcl":
			n += opened(s, i) + spoken(s, i)
		case "prep":
			n += spoken(s, i)
		}
	}
	if n > so {
		s.Link()
	}
	// Names after the rest: they ask for children as they stand now.
	named := 0
	for _, name := range s.Names() {
		named += whole(s, name)
	}
	if named > 0 {
		s.Link()
	}
	return n + named
}

// passes is how often first is asked: a sentence seldom has more than two slips.
const passes = 3

// first mends one slip in each sentence, as the next one would ask for children as they were.
func first(s *hearsay.Syntax) int {
	n, changed := 0, -1
	for i := range s.Tokens {
		if s.SentenceIndex(i) == changed {
			continue
		}
		for _, mend := range []func(*hearsay.Syntax, int) int{speaker, doer, subordinate, objectTaken, titled, besideName, role, apposed, described, resulting, particle, answered, contact, predicate, partOf, spokeLast, asked, listed, toldThen, reduced, ownVerb, setIn, thatNoun, carrying, eachOwn, inverted, addressed, joined, quoted, asSaid, floated, outside} {
			if k := mend(s, i); k > 0 {
				n, changed = n+k, s.SentenceIndex(i)
				break
			}
		}
	}
	return n
}

// comma reports whether a comma stands right before token i.
func comma(s *hearsay.Syntax, i int) bool { return i > 0 && s.TextOf(i-1) == "," }

// move hangs i on head, with the conjunction before it.
func move(s *hearsay.Syntax, i, head int) {
	old := s.Tokens[i].Head
	cc := -1
	for _, c := range s.Children(old) {
		if int(c) < i && s.Tokens[c].Dep == "cc" {
			cc = int(c)
		}
	}
	if first, _ := s.Subtree(i); cc >= 0 && cc >= first-3 {
		s.Tokens[cc].Head = head
	}
	s.Tokens[i].Head = head
}

// lift puts a token in the place of the one it hangs on, and that under it.
func lift(s *hearsay.Syntax, i, h int) {
	up, dep := s.Tokens[h].Head, s.Tokens[h].Dep
	if up == h {
		up = i
	}
	s.Tokens[i].Head, s.Tokens[i].Dep = up, dep
	s.Tokens[h].Head = i
}
