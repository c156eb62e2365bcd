package pack

import (
	"bytes"
	stdgzip "compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/hearsay/hearsay"
)

func member(s string) []byte {
	var b bytes.Buffer
	w := stdgzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func open(t *testing.T, b []byte) *Gzip {
	t.Helper()
	g, err := NewGzip(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestMembers(t *testing.T) {
	all := append(append(member("one "), member("")...), member("two")...)
	for _, tail := range []string{"", "\x00\x00\x00\x00"} {
		b, err := io.ReadAll(open(t, append(bytes.Clone(all), tail...)))
		if err != nil || string(b) != "one two" {
			t.Errorf("%q %v", b, err)
		}
		g := open(t, append(bytes.Clone(all), tail...))
		g.ShowSeams(true)
		for _, want := range []string{"one ", "", "two"} {
			if b, err := io.ReadAll(g); err != nil || string(b) != want {
				t.Errorf("%q %v", b, err)
			}
			err := g.NextMember()
			if want == "two" != (err == io.EOF) {
				t.Errorf("after %q: %v", want, err)
			}
		}
	}
	if _, err := io.ReadAll(open(t, append(bytes.Clone(all), "rubbish at its end"...))); err == nil {
		t.Error("rubbish is not told of")
	}
}

func TestDamage(t *testing.T) {
	var want strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&want, "line %d of the second; ", i*i)
	}
	second := member(want.String())
	third := member("three")
	last := []byte(strings.Repeat("three", 1))
	second[len(second)-6] ^= 1 // of the checksum
	g := open(t, bytes.Join([][]byte{member("one"), second, third}, nil))
	g.ShowSeams(true)
	io.ReadAll(g)
	g.NextMember()
	if b, err := io.ReadAll(g); !errors.Is(err, gzip.ErrChecksum) || string(b) != want.String() {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if err := g.NextMember(); err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(g); err != nil || !bytes.Equal(b, last) {
		t.Errorf("%q %v", b, err)
	}

	second = member(want.String())
	for i := 100; i < 200; i++ {
		second[i] = 0xff
	}
	g = open(t, bytes.Join([][]byte{second, third}, nil))
	g.ShowSeams(true)
	if _, err := io.ReadAll(g); err == nil {
		t.Fatal("the damage is not seen")
	}
	found := false
	for range 10 {
		if err := g.Resync(); err != nil {
			break
		}
		if b, err := io.ReadAll(g); err == nil && bytes.Equal(b, last) {
			found = true
		}
	}
	if !found {
		t.Error("the member after the damage is lost")
	}
	if err := g.Resync(); err != io.EOF {
		t.Error(err)
	}
	b, err := io.ReadAll(open(t, third[:len(third)-3]))
	if !errors.Is(Broken(err), hearsay.ErrBinary) {
		t.Errorf("%q %v", b, err)
	}
	if _, err := NewGzip(strings.NewReader("no gzip")); !errors.Is(err, hearsay.ErrBinary) {
		t.Error(err)
	}
}

func TestBomb(t *testing.T) {
	var b bytes.Buffer
	w := stdgzip.NewWriter(&b)
	for range 80 {
		w.Write(make([]byte, 1<<20))
	}
	w.Close()
	n, err := io.Copy(io.Discard, open(t, b.Bytes()))
	if !errors.Is(err, hearsay.ErrTooBig) || n > freeGrowth+1<<20 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// FuzzGzip: whatever comes in, the reader ends.
func FuzzGzip(f *testing.F) {
	f.Add(append(member("one"), member("two")...))
	f.Add(member("cut")[:20])
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x1f\x8b\x08\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := NewGzip(bytes.NewReader(b))
		if err != nil {
			return
		}
		g.ShowSeams(true)
		for range len(b) + 2 {
			_, err := io.Copy(io.Discard, g)
			if err != nil && !errors.Is(err, gzip.ErrChecksum) {
				if g.Resync() != nil {
					return
				}
			} else if err := g.NextMember(); err == io.EOF {
				return
			} else if err != nil && g.Resync() != nil {
				return
			}
		}
		t.Error("it does not end")
	})
}
