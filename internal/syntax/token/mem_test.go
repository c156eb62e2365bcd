package token_test

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/token"
)

// TestMemory gives a worker 6 MB of text that never repeats itself and looks at
// what it keeps.
func TestMemory(t *testing.T) {
	rules := open(t, english)
	heap := func() int {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc >> 20)
	}
	before := heap()
	tk := rules.NewTokenizer()
	r := rand.New(rand.NewPCG(1, 2))
	var buf []token.Token
	for range 12 {
		var b strings.Builder
		for b.Len() < 500_000 {
			for range 1 + r.IntN(14) {
				switch r.IntN(3) {
				case 0:
					b.WriteRune(rune(0x20 + r.IntN(0x60)))
				case 1:
					b.WriteRune(rune(0xa0 + r.IntN(0xd000)))
				default:
					b.WriteRune(rune('a' + r.IntN(26)))
				}
			}
			b.WriteByte(' ')
		}
		buf = tk.Tokenize(b.String(), buf[:0])
	}
	clear(buf)
	after := heap()
	runtime.KeepAlive(tk)
	t.Logf("%d MiB before, %d after", before, after)
	if after-before > 100 {
		t.Errorf("a worker keeps %d MiB", after-before)
	}
}
