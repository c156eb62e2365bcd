package model

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/hearsay/hearsay/internal/encoder"
)

//go:embed encoder/encoder.safetensors
var encoderFile string

//go:embed encoder/cards.json
var cards string

// Encoder is the embedded encoder with its heads, decoded once.
var Encoder = sync.OnceValues(func() (*encoder.Model, error) {
	m, err := encoder.Load(encoderFile)
	if err != nil {
		return nil, fmt.Errorf("embedded encoder: %w", err)
	}
	if err := m.SetCards(cards); err != nil {
		return nil, fmt.Errorf("embedded encoder: cards.json: %w", err)
	}
	return m, nil
})
