package encoder_test

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/model"
)

// TestEmbedded: the model that the program embeds is sound, small enough, and says
// where it is from.
func TestEmbedded(t *testing.T) {
	data, err := model.Encoder()
	if err != nil {
		t.Skip(err)
	}
	if len(data) > 25<<20 {
		t.Errorf("%d bytes", len(data))
	}
	m, err := encoder.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(m.Card, "license") {
		t.Errorf("the card names no licence: %s", m.Card)
	}
	var v encoder.Vectors
	m.NewWorker().Encode("The coast guard rescued 43 fishermen.", nil, &v)
	if len(v.Pieces) < 7 {
		t.Errorf("pieces: %v", v.Pieces)
	}
}
