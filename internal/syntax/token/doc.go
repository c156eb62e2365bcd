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
//
// Method: spaCy's own (tokenizer.pyx, matcher/phrasematcher.pyx, vocab.pyx and
// lang/lex_attrs.py of spaCy 3.8): chunks between blanks; special cases;
// prefixes and suffixes cut off in turn; whole-token and URL patterns; infixes;
// and last the special cases that span what was cut. The patterns run in linear
// time (internal/regex), so a text of any kind takes time in proportion to its
// length. What a worker remembers of words and chunks is bounded and changes no
// result.
//
// Compared with spaCy on 274,094 tokens of news in English and, by
// testdata/*.py, on a million tokens of damaged news, on 3,000 tokenizers of
// random rules and on the tokenizers of 69 languages: no difference in
// boundaries or attributes. Not known: the tokenizers of other kinds (Chinese,
// Japanese, Korean, Thai, Vietnamese), the languages whose normal forms are
// computed (Haitian Creole, Hindi, Nepali), stop words, and for most languages
// the words that LIKE_NUM knows besides digits; [Rules.Attr] says so.
package token
