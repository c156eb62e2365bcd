// Package warc reads web archives (ISO 28500, WARC/0.17 to 1.1), record by
// record, and goes on after damage.
//
// In: a stream; where it is gzip, a [Members] such as that of package pack.
// Out: records with their headers, in order, and of those that hold an answer
// of a web server the page in it.
//
//	r := warc.NewReader(f, 32<<20)
//	for {
//		rec, err := r.Next()         // io.EOF at the end; other errors: call it again
//		block, err := r.Block()      // the record's bytes
//		page, err := warc.Response(block, 32<<20)
//	}
//
// What is in the wild and is taken care of: one gzip member for the whole file,
// or members that end in the middle of records; lengths that are too short or
// too long, headers that break off (news crawls of 2016): the reader goes on at
// the next line that begins a record; bodies that were unpacked or put together
// by the crawler although the headers still say gzip or chunked; broken
// checksums; records larger than memory.
package warc
