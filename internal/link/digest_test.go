package link

import (
	"reflect"
	"testing"

	"github.com/hearsay/hearsay/internal/link/dup"
)

func TestDigest(t *testing.T) {
	for _, d := range []Digest{
		{Dup: dup.Sketch{Keys: []uint64{1, 1 << 63, ^uint64(0)}, Words: 130}, Story: []byte{1, 0, 255}},
		{Dup: dup.Sketch{Words: 1}, Story: []byte("card")},
		{},
	} {
		var got Digest
		if err := got.Decode(d.Encode()); err != nil || !reflect.DeepEqual(got, d) {
			t.Errorf("%+v came back as %+v, %v", d, got, err)
		}
	}
}

func FuzzDigest(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte(`{"dup":{}}`))
	f.Add((&Digest{Dup: dup.Sketch{Keys: []uint64{1, 2}, Words: 9}, Story: []byte("card")}).Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		var d, again Digest
		if d.Decode(b) != nil {
			return
		}
		if err := again.Decode(d.Encode()); err != nil || !reflect.DeepEqual(d, again) {
			t.Errorf("%+v came back as %+v, %v", d, again, err)
		}
	})
}
