// Package regex matches regular expressions in the syntax and with the results
// of Python's re module, in time linear in the text.
//
// spaCy's pipelines carry their tokenizer as Python regular expressions, with
// lookbehind and lookahead. Go's regexp has neither, and backtracking engines
// take exponential time on hostile text. Here an expression is compiled to a
// program whose states are kept in order of preference, run as a DFA that is
// built as the text is read, so that among the matches at the leftmost place
// the first alternative wins, as in Python.
//
// Input: a pattern, then texts. Output: byte offsets of matches.
//
//	re, err := regex.Compile(`(?<=[0-9])[+\-*](?=[0-9])`)
//	m := re.NewMatcher() // one per goroutine
//	start, end, ok := m.Search("12+3") // 2, 3, true
//
// Known: classes, escapes, Python's \d \w \s \b on Unicode, groups (as
// brackets only), alternation, greedy and lazy quantifiers, ^ $ \A \Z, the
// flags a i m s u x, lookahead, and lookbehind of fixed width. Not known,
// because no automaton does them in linear time or nobody has asked:
// backreferences, conditional and atomic groups, possessive quantifiers,
// \N{name}. Compile names what it does not know. Where a text has bytes that
// are no UTF-8, each counts as one U+FFFD.
package regex
