package record

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Bounds of what is unpacked, so that a damaged file cannot ask for all memory.
const biggest = 1 << 30

// dictionary1 is what the blocks of the record look like: readings, and tellings, claims,
// views and reasons as coder writes them, of reports that we invented. Small blocks, which hold little
// that repeats, are compressed as if they followed it, and take a third less room.
// Records refer to it: it must never change. A better one is a second one, with a
// form of its own.
//
//go:embed dictionary1.bin
var dictionary1 []byte

// squeezers are shared by all goroutines; EncodeAll and DecodeAll keep no state
// between calls.
var squeezers = sync.OnceValue(func() *squeezer {
	options := []zstd.EOption{zstd.WithEncoderCRC(false)}
	text, err1 := zstd.NewWriter(nil, append(options, zstd.WithEncoderLevel(zstd.SpeedDefault))...)
	// With the dictionary the fastest level is within 3 % of the default one, at
	// half its time.
	like, err2 := zstd.NewWriter(nil, append(options, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderDictRaw(1, dictionary1))...)
	d, err3 := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(biggest), zstd.WithDecoderDictRaw(1, dictionary1))
	if err := errors.Join(err1, err2, err3); err != nil {
		panic(err) // the options are constant
	}
	return &squeezer{text, like, d}
})

type squeezer struct {
	text *zstd.Encoder
	like *zstd.Encoder // with the dictionary
	d    *zstd.Decoder
}

// How a squeezed block begins.
const (
	asIs    = 0 // the bytes follow
	zipped  = 1 // a zstd frame follows
	zipped1 = 2 // likewise, with dictionary 1
)

// Squeeze compresses a block of bytes; small or dense ones are kept as they are.
func Squeeze(b []byte) []byte { return squeeze(squeezers().text, zipped, b) }

// SqueezeOwn does so with a block in a form of the record's own, or a reading's JSON.
func SqueezeOwn(b []byte) []byte { return squeeze(squeezers().like, zipped1, b) }

// beside makes something in a goroutine of its own; what it returns waits for it.
func beside(f func() []byte) func() []byte {
	done := make(chan []byte, 1)
	go func() { done <- f() }()
	return func() []byte { return <-done }
}

func squeeze(e *zstd.Encoder, form byte, b []byte) []byte {
	out := make([]byte, 1, len(b)/3+32)
	if len(b) >= 32 {
		out[0] = form
		out = e.EncodeAll(b, out)
		if len(out) < len(b) {
			return out
		}
		out = out[:1]
	}
	out[0] = asIs
	return append(out, b...)
}

// Unsqueeze gives back what [Squeeze] or [SqueezeOwn] was given.
func Unsqueeze(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, errors.New("a kept block is empty")
	}
	switch b[0] {
	case asIs:
		return b[1:len(b):len(b)], nil
	case zipped, zipped1:
		if len(b) == 1 {
			return nil, errors.New("a kept block is cut off")
		}
		out, err := squeezers().d.DecodeAll(b[1:], nil)
		if err != nil {
			return nil, fmt.Errorf("a kept block is damaged: %w", err)
		}
		return out, nil
	}
	return nil, fmt.Errorf("a kept block has the unknown form %d", b[0])
}

// item is one body of a pack with the name by which it is picked.
type item struct {
	name string
	body []byte
}

// pack puts bodies into one squeezed block: the claims or tellings of a report
// repeat one another, so that together they take a quarter of the room.
func pack(items []item) []byte {
	n := 8
	for _, it := range items {
		n += len(it.name) + len(it.body) + 6
	}
	b := binary.AppendUvarint(make([]byte, 0, n), uint64(len(items)))
	for _, it := range items {
		b = binary.AppendUvarint(b, uint64(len(it.name)))
		b = append(b, it.name...)
		b = binary.AppendUvarint(b, uint64(len(it.body)))
	}
	for _, it := range items {
		b = append(b, it.body...)
	}
	return SqueezeOwn(b)
}

// unpack gives the items of a pack; their bodies are views of one block.
func unpack(b []byte) ([]item, error) {
	if len(b) == 0 {
		return nil, nil
	}
	b, err := Unsqueeze(b)
	if err != nil {
		return nil, err
	}
	bad := errors.New("a kept pack is damaged")
	number := func() (int, bool) {
		n, w := binary.Uvarint(b)
		if w <= 0 || n > biggest {
			return 0, false
		}
		b = b[w:]
		return int(n), true
	}
	count, ok := number()
	if !ok || count > len(b) {
		return nil, bad
	}
	items, sizes := make([]item, count), make([]int, count)
	for i := range items {
		n, ok := number()
		if !ok || n > len(b) {
			return nil, bad
		}
		items[i].name = string(b[:n])
		b = b[n:]
		if sizes[i], ok = number(); !ok {
			return nil, bad
		}
	}
	for i := range items {
		if sizes[i] > len(b) {
			return nil, bad
		}
		items[i].body, b = b[:sizes[i]:sizes[i]], b[sizes[i]:]
	}
	return items, nil
}
