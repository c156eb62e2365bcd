package load

import "testing"

func TestID(t *testing.T) {
	// The numbers that spaCy 3.8's string store gives.
	for s, want := range map[string]uint64{
		"":              0,
		"IS_ALPHA":      1,
		"_":             456,
		"NOUN":          92,
		"noun":          16833663260455505849,
		"coffee":        3197928453018144401,
		"a":             11901859001352538922,
		"Nairobi":       10765304476417001185,
		"mediator":      17292575122793705437,
		"negotiate":     13817489830196363743,
		"Верховна Рада": 13753210768186185034,
		"日本":            2324319125191504834,
		"🙂":             3101843886198765765,
		"a much longer string than the others, over forty bytes": 2047841145677645203,
	} {
		if got := ID(s); got != want {
			t.Errorf("ID(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestSymbolsAreShort(t *testing.T) {
	for _, n := range symbols().names {
		if len(n) > maxSymbol {
			t.Errorf("the symbol %q is longer than ID looks", n)
		}
	}
}
