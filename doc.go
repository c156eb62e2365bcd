// Package hearsay holds the nouns of a program that reads news reports and
// keeps a record of what they say happened and who says so.
//
// The way of one report:
//
//		source -> report -> reading -> record
//
//	  - internal/source fetches or opens bytes: a file, a folder, an address.
//	  - internal/document makes a [Document] of them: charset, article text,
//	    title, date, language.
//	  - internal/syntax makes a [Syntax] of the text: tokens, tags, a tree, names.
//	  - internal/reading adds times, places, counts and entities to a [Reading].
//	  - internal/event adds who did what to whom: each [Event].
//	  - internal/claim adds who says so: each [Claim] with its chain of sources.
//	  - internal/flow is the one order of these stages.
//
// The nouns import nothing but the standard library and do no I/O. Offsets are
// bytes inside the program ([Span]) and code points in the public JSON format
// ([Reading.MarshalJSON], schema hearsay.reading/1).
package hearsay
