// Package parse builds the dependency tree of a document: spaCy's arc-eager
// parser, which also finds the sentences.
//
// Input: the projected vectors of a document's tokens (see package step) and
// which of them are white space. Output: for each token its head, the number of its
// label, and whether it begins a sentence.
//
//	p, err := parse.New(cfg.Section("components.parser.model"), model, moves)
//	projected = p.Net().Project(projected, vectors, rows)
//	p.Parse(projected, doc, &scratch) // fills doc.Heads, doc.Labels, doc.Starts
//	p.Label(doc.Labels[i])            // "nsubj"
//
// The system has a stack and a buffer, and moves that shift a token, reduce
// the stack, attach the top of the stack to the first of the buffer (left) or the other way
// round (right), or say that a sentence begins at the second of the buffer (break).
// It is not monotonic: a token without a head that is reduced goes back to
// the buffer, and an arc may replace an earlier one (Honnibal and Johnson 2015,
// "An Improved Non-monotonic Transition System for Dependency Parsing"; spaCy 3.8,
// _parser_internals/_state.pxd and arc_eager.pyx). Labels such as "nsubj||ccomp" stand for
// crossing arcs that were lifted in training, and are put back at the end (Nivre and Nilsson
// 2005, "Pseudo-Projective Dependency Parsing"; nonproj.pyx).
package parse
