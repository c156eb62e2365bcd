// Package columns lays text out for a terminal: what is safe to print, how wide
// it is, where a line breaks, and the colours.
//
// In: text of others, hostile, in any script. Out: text on one line or more, at
// most so many columns wide, that cannot steer the terminal.
//
//	columns.Wrap(columns.Clean(sentence), 72)
//	columns.Shorten(title, 40)              // "Ferry link opens across Lake..."
//
// How wide a character is does not depend on the user's locale: the same text
// gives the same bytes everywhere.
package columns
