// Package document makes a [hearsay.Document] of a report's bytes: charset,
// article text without the page's furniture, title, outlet, published time and
// language.
//
// In: bytes, with what their source said of them. Out: the document, and the
// doubts that a person should know of (a guessed encoding, NUL bytes).
//
//	doc, doubts, err := document.Read(document.Input{Name: "a.txt", Bytes: b}, document.Options{})
//
// A plain text is decoded and nothing else is changed. Of a page, the article
// is kept, its paragraphs parted by an empty line. Bytes that are no text are a
// [hearsay.Problem], never a panic.
package document
