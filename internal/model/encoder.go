package model

import (
	_ "embed"
	"errors"
)

//go:embed encoder/encoder.safetensors
var encoderFile string

// ErrNoEncoder tells that the program was built without an encoder.
var ErrNoEncoder = errors.New("this program was built without an encoder: see internal/model/encoder/README.md")

// Encoder is the embedded model file of the encoder, for encoder.Load. Like the other large
// files it is mapped from the program's file, not copied.
func Encoder() (string, error) {
	if encoderFile == "" {
		return "", ErrNoEncoder
	}
	return encoderFile, nil
}
