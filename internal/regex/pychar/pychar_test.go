package pychar

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestEveryCodePoint compares digests over all 0x110000 code points with those
// that CPython gave (gen.py).
func TestEveryCodePoint(t *testing.T) {
	raw, err := os.ReadFile("testdata/digests.json")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	check := func(name string, got []byte) {
		t.Helper()
		sum := sha256.Sum256(got)
		if g := hex.EncodeToString(sum[:]); g != want[name] {
			t.Errorf("%s differs from CPython's for some code point", name)
		}
	}
	for name, f := range map[string]func(rune) bool{
		"alpha": IsAlpha, "decimal": IsDecimal, "digit": IsDigit, "alnum": IsAlnum, "space": IsSpace, "upper": IsUpper,
		"lower": IsLower, "title": IsTitle, "punct": IsPunct, "currency": IsCurrency,
		"ignorable": func(r rune) bool { return bits(r)&bitIgnorable != 0 },
		"cased":     func(r rune) bool { return bits(r)&bitCased != 0 },
	} {
		col := make([]byte, 0x110000)
		for r := range col {
			if f(rune(r)) {
				col[r] = 1
			}
		}
		check(name, col)
	}
	var lower []byte
	var all []string
	for r := rune(0); r < 0x110000; r++ {
		lower = binary.LittleEndian.AppendUint32(lower, uint32(ToLower(r)))
		if r < 0xd800 || r >= 0xe000 {
			all = append(all, Lower(string(r)))
		}
	}
	check("tolower", lower)
	check("lowerstring", []byte(strings.Join(all, "\n")))
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc": "abc", "Kyiv": "kyiv", "ΟΔΟΣ": "οδος", "ΟΔΟΣ ΣΟΦΙΑ": "οδος σοφια", "Σ": "σ", "AΣ'": "aς'", "AΣ'B": "aσ'b",
		"İZMİR": "i̇zmi̇r", "\xffA\xc3": "\xffa\xc3", "ẞ": "ß", "Å": "å",
	} {
		if got := Lower(in); got != want {
			t.Errorf("Lower(%q) = %q, want %q", in, got, want)
		}
	}
}
