// Package name finds the named entities of a document: spaCy's entity
// recognizer, which walks over the tokens and begins, continues, ends or leaves
// out a name at each.
//
// Input: the projected vectors of a document's tokens (see package step), which
// of them are white space and which begin a sentence. Output: the names in order.
//
//	r, err := name.New(cfg.Section("components.ner.model"), model, moves)
//	projected = r.Net().Project(projected, vectors, rows)
//	spans = r.Find(spans[:0], projected, space, starts, &scratch)
//	r.Label(spans[0].Label) // "PERSON"
//
// A name does not run over the beginning of a sentence and does not begin
// with white space (BiluoPushDown in spaCy 3.8, _parser_internals/ner.pyx). Names that an earlier
// component has set are not known here.
package name
