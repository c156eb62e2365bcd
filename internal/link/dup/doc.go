// Package dup finds reports that repeat an earlier one, wholly or in part: wire
// text shortened, retitled, with a local paragraph added or between the
// furniture of another outlet's page; and later versions of an outlet's own
// report.
//
// In: the title and text of a report, when it became known, by whom; and an
// index of the reports before it. Out: what it copies, how much of it, what it
// changed, and what spoke for it and against it.
//
//	s := dup.Make(title, text)                    // up to 36 keys, for the index
//	m, err := finder.Find(ctx, index, me, s)      // m.Copy is nil where it repeats nothing
//	post := dup.Postings(s, me)                   // to be written under the kind "dup"
//
// # Method
//
// Texts are compared by shingles of five words, letters only, in lower case
// (Broder 1997, "On the resemblance and containment of documents"). The index
// holds a bottom sketch of them: the shingles with the smallest hashes. Two
// reports that share a shingle both hold it if its hash is below the cuts of
// both, so a part of a report can be found in the whole, as with the FracMinHash
// of sourmash (Irber 2022). Of a long report half of the keys come from its
// beginning: shortened wire text keeps that. Candidates lie within [Window] days
// and share two keys, or a rare one.
//
// Each candidate's text is then compared word by word: the runs of five words or
// more that both have, and the passages that these make up, eight words or more in
// which only single words were changed, left out or put in (cf. greedy string
// tiling, Wise 1993, as METER uses it for newspapers that reuse wire text,
// Clough et al. 2002, "METER: MEasuring TExt Reuse"). Furniture of pages, captions
// and what a report has twice are left out, quotations counted apart. Two reports
// that share only what a speaker said are no copies, nor are two of a series (money
// market reports, earnings, police releases) that share a form and differ in its
// numbers and names. Boosted trees over these figures decide (trees.go); each figure
// can only speak one way. "hearsay eval copies --fit" grew them (model.json, with a
// card).
//
// # What a copy is
//
// A quarter or more of the running text of one of the two stands in the other, in
// passages; see the head of internal/score/copies.tsv.
//
// # Figures
//
// Of "hearsay eval copies" on pairs that a person judged, kept aside from the
// fitting: of 282 drawn at random from all that share words, precision .98 and
// recall 1.00; of 154 hard ones (partial copies of a quarter of the text, follow-ups
// with standing paragraphs, second versions told anew, series and forms) .88 and
// .88; of both .95 and .96, found through the index too. As one family are also
// counted two reports that each have another part of a third: of both .946 and .96.
//
// # Limits
//
// At most [MaxVerified] candidates are compared. A copy that was published more
// than [Window] days after what it copies, or one of more than that many reports
// which share its rarest shingles, is not found. A part shorter than some 60
// words in a report of thousands is found by chance only. Translations and texts
// told anew in other words are no copies here: the story finds them.
package dup
