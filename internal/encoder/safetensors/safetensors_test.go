package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"
)

// file puts a header before bytes.
func file(header string, body string) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + body
}

func TestRoundTrip(t *testing.T) {
	f := &File{Metadata: map[string]string{"format": "test/1"}, Tensors: map[string]Tensor{
		"b": FloatTensor([]float32{1, -2, 3, 4, 5, 6}, 2, 3),
		"a": {Type: "I8", Shape: []int{3}, Data: "\x01\xff\x7f"},
		"c": FloatTensor([]float32{7}),
	}}
	var one, two bytes.Buffer
	if err := f.Write(&one); err != nil {
		t.Fatal(err)
	}
	got, err := Read(one.String())
	if err != nil {
		t.Fatal(err)
	}
	x, err := got.Floats("b", -1, 3)
	if err != nil || !slices.Equal(x, []float32{1, -2, 3, 4, 5, 6}) || got.Metadata["format"] != "test/1" {
		t.Errorf("%v %v %v", x, got.Metadata, err)
	}
	if b, err := got.Bytes("a", "I8", 3); err != nil || b != "\x01\xff\x7f" {
		t.Errorf("%q %v", b, err)
	}
	if err := got.Write(&two); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("written again it is another file (%v)", err)
	}
	for _, bad := range []func() error{
		func() error { _, err := got.Floats("b", 3, 2); return err },
		func() error { _, err := got.Floats("a", 3); return err },
		func() error { _, err := got.Floats("d", 3); return err },
		func() error { _, err := got.Bytes("b", "F32", 2, 3); return err },
	} {
		if err := bad(); !errors.Is(err, ErrFormat) {
			t.Errorf("no ErrFormat: %v", err)
		}
	}
	if err := (&File{Tensors: map[string]Tensor{"a": {Type: "F32", Shape: []int{2}, Data: "1234"}}}).Write(&two); err == nil {
		t.Error("half a tensor was written")
	}
}

func TestTypes(t *testing.T) {
	f, err := Read(file(`{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]}}`,
		"\x00\x3c\x00\xc0\x01\x00\xff\x7b\x80\x3f\x00\xc0"))
	if err != nil {
		t.Fatal(err)
	}
	if x, err := f.Floats("h", 4); err != nil || !slices.Equal(x, []float32{1, -2, 1. / (1 << 24), 65504}) {
		t.Errorf("F16: %v %v", x, err)
	}
	if x, err := f.Floats("b", 2); err != nil || !slices.Equal(x, []float32{1, -2}) {
		t.Errorf("BF16: %v %v", x, err)
	}
}

var broken = []string{
	"", "1234567", "\xff\xff\xff\xff\xff\xff\xff\xff", file(`[]`, ""), file(`{"a":1}`, ""),
	file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, "1234"),
	file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}`, "12345678"),
	file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`, "1234"),
	file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, "1234"),
	file(`{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`, "1234"),
	file(`{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}`, "1234"),
	file(`{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}`, "1234"),
	file(`{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}`, "1234"),
	file(`{"__metadata__":{"a":1}}`, ""),
}

func TestBroken(t *testing.T) {
	for _, b := range broken {
		if _, err := Read(b); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", b, err)
		}
	}
	// Numbers that are none are found when they are asked for.
	f, err := Read(file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, "\x00\x00\xc0\x7f"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Floats("a", 1); !errors.Is(err, ErrFormat) {
		t.Errorf("NaN: %v", err)
	}
}

// FuzzRead: whatever the bytes are, reading ends in an error or in tensors that
// have the bytes of their shapes.
func FuzzRead(f *testing.F) {
	for _, b := range broken {
		f.Add(b)
	}
	f.Add(file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, "1234"))
	f.Fuzz(func(t *testing.T, data string) {
		file, err := Read(data)
		if err != nil {
			return
		}
		for _, n := range file.Names("") {
			if x := file.Tensors[n]; len(x.Data) != x.Count()*sizes[x.Type] {
				t.Fatalf("%q: %v of %s in %d bytes", n, x.Shape, x.Type, len(x.Data))
			}
			file.Floats(n, file.Tensors[n].Shape...)
		}
	})
}
