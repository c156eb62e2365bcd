package link

import (
	"encoding/json"
	"fmt"
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
	Dup   dup.Sketch `json:"dup"`
	Story []byte     `json:"story"` // a card; see link/story
}

func (d *Digest) decode(raw []byte) error {
	if err := json.Unmarshal(raw, d); err != nil {
		return fmt.Errorf("reading the digest: %w", err)
	}
	return nil
}

// Prepare makes the digest, the claims and the tellings of a reading that was
// decoded from the public format. It is pure and safe for concurrent use.
func Prepare(r *hearsay.Reading, reportID string, known time.Time) (record.Reading, error) {
	d := Digest{Dup: dup.Make(r.Document.Title, r.Document.Text), Story: story.Make(r).Encode()}
	raw, err := json.Marshal(d)
	if err != nil {
		return record.Reading{}, fmt.Errorf("writing the digest: %w", err)
	}
	return record.Reading{Digest: raw, Claims: merge.Claims(r, reportID, known), Tellings: merge.Tellings(r, reportID, 0, known)}, nil
}
