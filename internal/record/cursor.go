package record

import (
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"

	"github.com/hearsay/hearsay"
)

// Cursor is where a page ended. Answers go from the newest number to the oldest,
// and new rows get higher numbers, so that rows that come in between two pages
// neither repeat nor shift what is still to come.
type Cursor struct {
	Seq   int64 // the last row's
	Place int   // of claims: the last one's place within its report, from 0
}

var cursorLetters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// question is a number of what is asked, so that a mark is not used for another
// question by mistake.
func question(what string, f Filter) uint32 {
	f.After, f.Limit = "", 0
	h := fnv.New32a()
	h.Write([]byte(what))
	b, err := json.Marshal(&f)
	if err != nil { // a number that is no number, in a place
		return 0
	}
	h.Write(b)
	return h.Sum32()
}

// Mark writes a cursor for [Filter.After]; what is the noun asked for.
func (c Cursor) Mark(what string, f Filter) string {
	b := binary.AppendUvarint(nil, uint64(c.Seq))
	b = binary.AppendUvarint(b, uint64(c.Place))
	b = binary.BigEndian.AppendUint32(b, question(what, f))
	return cursorLetters.EncodeToString(b)
}

// Place reads f.After; ok is false where f asks for the first page.
func Place(what string, f Filter) (c Cursor, ok bool, err error) {
	if f.After == "" {
		return Cursor{}, false, nil
	}
	bad := &hearsay.Problem{Kind: ErrCursor, What: "the mark of the page is damaged", Hint: "take it as the page before gives it, or ask for the first page"}
	b, err := cursorLetters.DecodeString(f.After)
	if err != nil {
		return Cursor{}, false, bad
	}
	seq, n := binary.Uvarint(b)
	if n <= 0 || seq > 1<<62 {
		return Cursor{}, false, bad
	}
	place, m := binary.Uvarint(b[n:])
	if m <= 0 || place > 1<<30 || len(b) != n+m+4 {
		return Cursor{}, false, bad
	}
	if binary.BigEndian.Uint32(b[n+m:]) != question(what, f) {
		return Cursor{}, false, &hearsay.Problem{Kind: ErrCursor, What: "the mark of the page belongs to another question", Hint: "ask with the same filters, or for the first page"}
	}
	return Cursor{int64(seq), int(place)}, true, nil
}
