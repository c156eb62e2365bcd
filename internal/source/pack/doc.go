// Package pack opens what is compressed with gzip, member by member, and does
// not let it grow without bound.
//
// In: a stream that begins with a gzip header. Out: its bytes; the seams
// between members, where the caller wants to see them; after damage, the next
// member.
//
//	g, err := pack.NewGzip(file)
//	io.ReadAll(g) // all members as one
//
// Archives of the web hold a member for each record, so that one can be read
// by itself and damage to one does not cost the rest.
package pack
