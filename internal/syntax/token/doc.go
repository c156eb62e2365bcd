// Package token cuts a text into tokens exactly as spaCy's tokenizer does and
// gives each its lexical attributes.
//
// Input: a text and a pipeline's tokenizer [File]. Output: [Token]s by byte
// offset, each with its [Lexeme]. The tokens' texts, with one space after each
// that is Spaced, give back the text, whatever its bytes are.
//
//	rules, err := token.New(file, token.Options{Lang: "en", ID: strings.ID, Norm: norms})
//	t := rules.NewTokenizer() // one per goroutine
//	tokens = t.Tokenize("She didn't say.", tokens[:0])
//	// She | did | n't | say | .
package token
