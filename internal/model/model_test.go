package model

import (
	"testing"
)

func TestEmbeddedIsAsPublished(t *testing.T) {
	p, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	v, err := Verify(p)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Wrong) > 0 || v.Checked < 24 {
		t.Errorf("%d files are right, wrong are %v", v.Checked, v.Wrong)
	}
	for _, name := range []string{"LICENSE", "LICENSES_SOURCES"} {
		if _, err := p.Read(name); err != nil {
			t.Error(err)
		}
	}
}

func TestList(t *testing.T) {
	l, err := List()
	if err != nil || len(l) != 1 || l[0].License != "MIT" || l[0].Lang != "en" || l[0].Bytes < 10e6 {
		t.Errorf("%+v, %v", l, err)
	}
}
