package record

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay/hearsay"
)

// full sets every field of a noun to something of its own, so that one which the
// coder forgets shows.
func full(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2031, 1, 1, 0, 0, *n, 1000**n, time.UTC)))
	case v.Type() == reflect.TypeFor[*Packed](): // made of the rest
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			full(v.Field(i), n)
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		full(v.Elem(), n)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			full(v.Index(i), n)
		}
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprint("ж", *n))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanFloat():
		v.SetFloat(float64(*n) / -7)
	default:
		v.SetInt(int64(*n) - 40)
	}
}

func TestCoder(t *testing.T) {
	n := 0
	var ts [2]hearsay.Telling
	var cs [2]Claim
	var m MergedRow
	for _, v := range []any{&ts, &cs, &m} {
		switch v := v.(type) {
		case *[2]hearsay.Telling:
			for i := range v {
				full(reflect.ValueOf(&v[i]).Elem(), &n)
				v[i].ID, v[i].Report = fmt.Sprintf("r1/e%d", i), 7
			}
		case *[2]Claim:
			for i := range v {
				full(reflect.ValueOf(&v[i]).Elem(), &n)
				v[i].ID, v[i].Report, v[i].Tellings = fmt.Sprintf("r1/c%d", i), 7, []string{"r1/e0", "r2/e1"}
				v[i].Withdrawn, v[i].ReportID, v[i].Outlet, v[i].Title, v[i].Merged = time.Time{}, "", "", "", nil
			}
		case *MergedRow:
			full(reflect.ValueOf(v).Elem(), &n)
			m.Seq = 9
		}
	}
	gotTs, _, err := UnpackTellings("r1", 7, PackTellings("r1", ts[:]))
	if d := cmp.Diff(ts[:], gotTs); err != nil || d != "" {
		t.Errorf("tellings: %v\n%s", err, d)
	}
	gotCs, err := UnpackClaims("r1", 7, PackClaims("r1", cs[:]))
	if d := cmp.Diff(cs[:], gotCs); err != nil || d != "" {
		t.Errorf("claims: %v\n%s", err, d)
	}
	v, err := ReadView(NewView(&m).Block())
	if err != nil {
		t.Fatal(err)
	}
	gotM, err := v.Row(9)
	if d := cmp.Diff(&m, gotM); err != nil || d != "" {
		t.Errorf("merged: %v\n%s", err, d)
	}
	// Nothing at all comes back as nothing at all.
	if v, err = ReadView(NewView(&MergedRow{}).Block()); err != nil {
		t.Fatal(err)
	}
	if gotM, err = v.Row(0); err != nil || !reflect.DeepEqual(*gotM, MergedRow{}) {
		t.Errorf("an empty event: %v %+v", err, gotM)
	}
}

// A damaged block gives an error, and never asks for more memory than it has bytes to tell of.
func FuzzCoder(f *testing.F) {
	n := 0
	var m MergedRow
	var t hearsay.Telling
	full(reflect.ValueOf(&m).Elem(), &n)
	full(reflect.ValueOf(&t).Elem(), &n)
	f.Add(NewView(&m).Shown)
	f.Add(NewView(&m).Sides)
	f.Add(encode(func(c *coder) { c.telling(&t) }))
	f.Add(encode(func(c *coder) { c.claim(&Claim{Words: "said", Chain: []hearsay.Speaker{{Number: 1}}}) }))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := ReadShown(b); err == nil {
			again, err := ReadShown(NewView(&MergedRow{Merged: *m}).Shown)
			if d := cmp.Diff(m, again, cmpopts.EquateNaNs()); err != nil || d != "" {
				t.Errorf("%v\n%s", err, d)
			}
		}
		View{Sides: b}.May(&Filter{})
		decode(b, func(c *coder) { c.telling(&hearsay.Telling{}) })
		decode(b, func(c *coder) { c.claim(&Claim{}) })
	})
}

// What was written before a speaker had a role is read without one.
func TestFormerForm(t *testing.T) {
	want := hearsay.Speaker{Party: hearsay.Party{Name: "Ilda Brandt", Words: "she"}, Number: 1}
	old := coder{form: 1, out: []byte{1}}
	old.speaker(&want)
	var got hearsay.Speaker
	if err := decode(old.out, func(c *coder) { c.speaker(&got) }); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v: %+v", err, got)
	}
}
