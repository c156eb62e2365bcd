package score

import (
	"math"
	"testing"
)

func TestPartition(t *testing.T) {
	gold := []string{"a", "a", "a", "b", "b", "c"}
	for _, tt := range []struct {
		name string
		got  []string
		in   []bool
		p, r float64
	}{
		{"the same", []string{"1", "1", "1", "2", "2", "3"}, nil, 1, 1},
		{"each alone", []string{"1", "2", "3", "4", "5", "6"}, nil, 1, (3.0/3 + 2.0/2 + 1) / 6},
		{"all in one", []string{"1", "1", "1", "1", "1", "1"}, nil, (9.0/6 + 4.0/6 + 1.0/6) / 6, 1},
		{"only b", []string{"1", "1", "1", "1", "1", "3"}, []bool{3: true, 4: true, 5: false}, 2.0 / 5, 1},
	} {
		b := Partition(gold, tt.got, tt.in)
		if math.Abs(b.P-tt.p) > 1e-9 || math.Abs(b.R-tt.r) > 1e-9 {
			t.Errorf("%s: P %v R %v, want %v %v", tt.name, b.P, b.R, tt.p, tt.r)
		}
	}
	if b := Partition(nil, nil, nil); b.F() != 0 {
		t.Errorf("nothing gives %v", b)
	}
}

func TestParseECB(t *testing.T) {
	r, err := parseECB([]byte(`<Document doc_name="x"><token t_id="1" sentence="0" number="0">http</token><token t_id="2" sentence="0" number="1">:</token>
<token t_id="3" sentence="1" number="0">Jo</token><token t_id="4" sentence="1" number="1">(</token><token t_id="5" sentence="1" number="2">33</token><token t_id="6" sentence="1" number="3">)</token><token t_id="7" sentence="1" number="4">ran</token><token t_id="8" sentence="1" number="5">.</token>
<token t_id="9" sentence="2" number="0">"</token><token t_id="10" sentence="2" number="1">Yes</token><token t_id="11" sentence="2" number="2">"</token></Document>`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Text != "Jo (33) ran.\n\"Yes\"" {
		t.Errorf("text %q", r.Text)
	}
	for _, tok := range r.Tokens {
		if !tok.Empty() && r.Text[tok.Start:tok.End] != tok.Word {
			t.Errorf("token %d stands at %q", tok.ID, r.Text[tok.Start:tok.End])
		}
	}
	if len(r.Tokens) != 11 || !r.Tokens[0].Empty() {
		t.Errorf("%d tokens", len(r.Tokens))
	}
	if _, err := parseECB([]byte("<Document>")); err == nil {
		t.Error("no error for half a file")
	}
}
