package load

import (
	"os"
	"path/filepath"
	"testing"
)

func FuzzDecodeModel(f *testing.F) {
	f.Add("\x84\xa5nodes\x91\x84\xa5index\x00\xa4name\xa1x\xa4dims\x81\xa2nO\x02\xa4refs\x80\xa5attrs\x91\x81\xa4seed\xc4\x01\x08\xa5shims\x91\x90\xa6params\x91\x81\xa1W\x85\xc4\x02nd\xc3\xc4\x04type\xa3<f4\xc4\x04kind\xc4\x00\xc4\x05shape\x91\x02\xc4\x04data\xc4\x08\x00\x00\x80\x3f\x00\x00\x00\x40")
	files, _ := filepath.Glob("testdata/*.thinc")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, data string) {
		m, err := DecodeModel("model", data)
		if err == nil && len(m.Nodes) == 0 {
			t.Fatal("no layers and no error")
		}
	})
}

func TestDecodeModel(t *testing.T) {
	m, err := DecodeModel("model", "\x84\xa5nodes\x91\x84\xa5index\x00\xa4name\xa1x\xa4dims\x82\xa2nO\x02\xa2nI\xc0\xa4refs\x80\xa5attrs\x91\x81\xa4seed\xc4\x01\x08\xa5shims\x91\x90\xa6params\x91\x81\xa1W\x85\xc4\x02nd\xc3\xc4\x04type\xa3<f4\xc4\x04kind\xc4\x00\xc4\x05shape\x91\x02\xc4\x04data\xc4\x08\x00\x00\x80\x3f\x00\x00\x00\x40")
	if err != nil {
		t.Fatal(err)
	}
	n := m.Nodes[0]
	if n.Name != "x" || n.Dims["nO"] != 2 || n.Attrs["seed"] != int64(8) {
		t.Errorf("decoded %+v", n)
	}
	if _, ok := n.Dims["nI"]; ok {
		t.Error("a size that is not set is there")
	}
	w, err := m.Param(0, "W", 2)
	if err != nil || w.Data[0] != 1 || w.Data[1] != 2 {
		t.Errorf("W = %v, %v", w, err)
	}
	if _, err := m.Param(0, "W", 3); err == nil {
		t.Error("no error for the wrong shape")
	}
}
