package msgpack

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAny(t *testing.T) {
	for _, c := range []struct {
		data string
		want any
	}{
		{"\xc0", nil},
		{"\xc3", true},
		{"\x07", int64(7)},
		{"\xff", int64(-1)},
		{"\xcc\xff", int64(255)},
		{"\xcd\x01\x00", int64(256)},
		{"\xce\x00\x01\x00\x00", int64(65536)},
		{"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", uint64(1<<64 - 1)},
		{"\xd0\x80", int64(-128)},
		{"\xd1\x80\x00", int64(-32768)},
		{"\xd2\xff\xff\xff\xfe", int64(-2)},
		{"\xd3\xff\xff\xff\xff\xff\xff\xff\xfe", int64(-2)},
		{"\xca\x3f\xc0\x00\x00", 1.5},
		{"\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00", 1.5},
		{"\xa2hi", "hi"},
		{"\xd9\x02hi", "hi"},
		{"\xda\x00\x02hi", "hi"},
		{"\xdb\x00\x00\x00\x02hi", "hi"},
		{"\xc4\x02hi", "hi"},
		{"\x92\x01\xa1x", []any{int64(1), "x"}},
		{"\xdc\x00\x01\xc2", []any{false}},
		{"\xdd\x00\x00\x00\x01\xc2", []any{false}},
		{"\x81\xa1k\x02", Pairs{{"k", int64(2)}}},
		{"\xde\x00\x01\xa1k\x02", Pairs{{"k", int64(2)}}},
	} {
		r := NewReader(c.data)
		got, err := r.Any()
		if err != nil || r.End() != nil {
			t.Errorf("%q: %v, %v", c.data, err, r.End())
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.data, d)
		}
		s := NewReader(c.data)
		if err := s.Skip(); err != nil || s.Len() != 0 {
			t.Errorf("skip %q: %v, %d bytes left", c.data, err, s.Len())
		}
		for cut := range c.data {
			if _, err := NewReader(c.data[:cut]).Any(); !errors.Is(err, ErrTruncated) {
				t.Errorf("%q cut off at %d: %v", c.data, cut, err)
			}
		}
	}
}

func TestDeep(t *testing.T) {
	deep := strings.Repeat("\x91", 1000) + "\xc0"
	if _, err := NewReader(deep).Any(); err == nil {
		t.Error("no error for a thousand nested lists")
	}
	if err := NewReader(deep).Skip(); err != nil {
		t.Error(err)
	}
}

func TestNumbers(t *testing.T) {
	head := "\x85\xc4\x02nd\xc3\xc4\x04type\xa3<f2\xc4\x04kind\xc4\x00\xc4\x05shape\x92\x01\x02\xc4\x04data"
	v, err := NewReader(head + "\xc4\x04\x00\x3e\x00\xc0").Any()
	if err != nil {
		t.Fatal(err)
	}
	f, err := v.(*Numbers).Float32s()
	if err != nil || f[0] != 1.5 || f[1] != -2 {
		t.Errorf("%v, %v", f, err)
	}
	if _, err := NewReader(head + "\xc4\x03\x00\x3e\x00").Any(); err == nil {
		t.Error("no error for an array that is too short")
	}
	n, err := NewNumbers("<i2", []int{2}, "\xfe\xff\x03\x00")
	if err != nil {
		t.Fatal(err)
	}
	u, err := n.Uint64s()
	if err != nil || int64(u[0]) != -2 || u[1] != 3 {
		t.Errorf("%v, %v", u, err)
	}
	for _, typ := range []string{">f4", "<c8", "<f3", "", "O"} {
		if _, err := NewNumbers(typ, []int{0}, ""); err == nil {
			t.Errorf("no error for numbers of the type %q", typ)
		}
	}
	if _, err := NewNumbers("<f4", []int{1 << 20, 1 << 20, 1 << 20, 1 << 4}, ""); err == nil {
		t.Error("no error for an impossible shape")
	}
}

func FuzzAny(f *testing.F) {
	f.Add("\x82\xa1a\x93\x01\xc0\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00\xa1b\xc4\x01x")
	f.Add("\x85\xc4\x02nd\xc3\xc4\x04type\xa3<f4\xc4\x04kind\xc4\x00\xc4\x05shape\x91\x01\xc4\x04data\xc4\x04\x00\x00\x80\x3f")
	f.Add("\xdd\xff\xff\xff\xff")
	f.Add("\xd4\x01\x02\xc9\x00\x00\x00\x01\x05x")
	f.Fuzz(func(t *testing.T, data string) {
		r := NewReader(data)
		v, err := r.Any()
		s := NewReader(data)
		// What can be read can be passed over, and ends at the same place.
		if skip := s.Skip(); err == nil && (skip != nil || s.Offset() != r.Offset()) {
			t.Fatalf("read to %d, passed over to %d, %v", r.Offset(), s.Offset(), skip)
		}
		if a, ok := v.(*Numbers); ok {
			a.Float32s()
			a.Uint64s()
		}
	})
}
