// Package rule applies a pipeline's attribute ruler: patterns over tokens, and
// what the token that they find is given (its part of speech, features, tag,
// lemma, label or normalised form).
//
// Input: the patterns of a package and the tokens of a text with what the
// components before have set. Output: the same tokens, changed.
//
//	r, err := rule.New(patterns)
//	w := r.NewWorker() // one per goroutine
//	w.Apply(words, tokens)
//	// pattern [{"TAG": "VBZ"}] gives each VBZ the POS "VERB"
//
// All patterns look at the tokens as they were before; where several set the
// same attribute of a token, the last of them in the package wins.
//
// Source: spacy/pipeline/attributeruler.py and spacy/matcher/matcher.pyx of
// spaCy 3.8. Known are the attributes of the table in attributes.go, the
// operators ! ? + * {n,m}, and the predicates IN, NOT_IN, IS_SUBSET,
// IS_SUPERSET, INTERSECTS, REGEX, FUZZY, and comparisons of numbers; any other is an
// error that names it.
package rule
