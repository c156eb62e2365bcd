package link

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/record"
)

// Digest is what linking needs of a reading besides its tellings: made once, on
// any core, so that the one writer need not read the reading again.
type Digest struct {
	Dup   dup.Sketch
	Story []byte // a card; see link/story
}

// digestForm begins an encoded digest. What older versions wrote has other numbers: cards and
// keys that cannot be held against those of today.
const digestForm = 2

// Encode writes the digest: its form, the words and keys of the sketch, the card.
// Keys are hashes, which nothing makes smaller than their eight bytes.
func (d *Digest) Encode() []byte {
	b := make([]byte, 0, 16+8*len(d.Dup.Keys)+len(d.Story))
	b = append(b, digestForm)
	b = binary.AppendUvarint(b, uint64(d.Dup.Words))
	b = binary.AppendUvarint(b, uint64(len(d.Dup.Keys)))
	for _, k := range d.Dup.Keys {
		b = binary.LittleEndian.AppendUint64(b, k)
	}
	return append(b, d.Story...)
}

// Decode reads what Encode wrote.
func (d *Digest) Decode(b []byte) error {
	bad := errors.New("reading the digest: it is damaged")
	if len(b) > 0 && b[0] < digestForm {
		return &hearsay.Problem{What: "what linking needs of a reading was made by an older hearsay", Hint: "hearsay reread makes all readings anew"}
	}
	if len(b) == 0 || b[0] != digestForm {
		return bad
	}
	b = b[1:]
	words, n := binary.Uvarint(b)
	if n <= 0 || words > 1<<31 {
		return bad
	}
	b = b[n:]
	keys, n := binary.Uvarint(b)
	if n <= 0 || keys > uint64(len(b)-n)/8 {
		return bad
	}
	b = b[n:]
	*d = Digest{Dup: dup.Sketch{Words: int(words)}}
	for range keys {
		d.Dup.Keys = append(d.Dup.Keys, binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	d.Story = append([]byte(nil), b...)
	return nil
}

// Prepare makes the digest, the claims and the tellings of a reading that was
// decoded from the public format. It is pure and safe for concurrent use.
func Prepare(r *hearsay.Reading, reportID string, known time.Time) (record.Reading, error) {
	d := Digest{Dup: dup.Make(r.Document.Title, r.Document.Text), Story: story.Make(r).Encode()}
	return record.Reading{Digest: d.Encode(), Claims: merge.Claims(r, reportID, known), Tellings: merge.Tellings(r, reportID, 0, known)}, nil
}
