package int8

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/hearsay/hearsay/internal/kernel/emulate"
)

// TestGeneratedLoops runs the products on an emulated processor, whatever the machine has.
func TestGeneratedLoops(t *testing.T) {
	b, err := os.ReadFile("mul_amd64.s")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	found := regexp.MustCompile(`TEXT ·(mul(8|16)(add)?(?:x(\d))?_\w+)\(`).FindAllStringSubmatch(text, -1)
	if len(found) != 12 {
		t.Fatalf("%d products", len(found))
	}
	r := rand.New(rand.NewPCG(9, 10))
	for _, l := range found {
		panels, _ := strconv.Atoi(l[4])
		panels = max(panels, 1)
		t.Run(l[1], func(t *testing.T) {
			const argsAt, stackAt = 64, 256
			const count, k = 2 * Block, 64 // k: bytes of a row
			const xAt, wAt, dstAt = 1 << 10, 1 << 14, 1 << 16
			const sumAt, scaleAt, biasAt, zeroAt, rateAt, end = 1 << 17, 1<<17 + 1024, 1<<17 + 2048, 1<<17 + 3072, 1<<17 + 3584, 1 << 18
			ldx, ldd := k+24, panels*Lanes+5
			m := emulate.Machine{Memory: make([]byte, end), Args: map[string]int64{"a": argsAt}, Stack: stackAt}
			put := func(at int, x uint32) { binary.LittleEndian.PutUint32(m.Memory[at:], x) }
			for i, v := range []int{k / 8, xAt, ldx, wAt, k * Lanes, dstAt, 4 * ldd, count / Block, sumAt, scaleAt, biasAt, zeroAt, rateAt} {
				binary.LittleEndian.PutUint64(m.Memory[argsAt+8*i:], uint64(v))
			}
			factor := float32(.37)
			put(argsAt+8*13, math.Float32bits(factor))
			for i := range count * ldx {
				m.Memory[xAt+i] = byte(r.IntN(256))
				if l[2] == "16" && i%2 == 1 { // 13 bits
					m.Memory[xAt+i] = byte(int8(r.IntN(32) - 16))
				}
			}
			q := worst(r, panels*Lanes, k)
			for p := range panels * Lanes {
				for i := range k {
					v := byte(q[p*k+i])
					if l[2] == "16" {
						v = byte(r.IntN(256))
						if i%2 == 1 {
							v = byte(int8(r.IntN(32) - 16))
						}
						q[p*k+i] = int8(v)
					}
					m.Memory[wAt+p/Lanes*k*Lanes+i/4*4*Lanes+p%Lanes*4+i%4] = v
				}
				put(sumAt+4*p, uint32(int32(r.IntN(2000)-1000)))
				put(scaleAt+4*p, math.Float32bits(r.Float32()))
				put(biasAt+4*p, math.Float32bits(r.Float32()))
			}
			for i := range count {
				put(zeroAt+4*i, uint32(r.IntN(256)))
				put(rateAt+4*i, math.Float32bits(r.Float32()))
			}
			for i := range count * ldd {
				if l[3] == "add" && i%ldd < panels*Lanes {
					put(dstAt+4*i, math.Float32bits(r.Float32()))
				}
			}
			before := append([]byte(nil), m.Memory...)
			if err := m.Run(text, l[1]); err != nil {
				t.Fatal(err)
			}
			get := func(at int) uint32 { return binary.LittleEndian.Uint32(m.Memory[at:]) }
			for i := range count {
				for j := range ldd {
					var want float32
					if j < panels*Lanes {
						x, w := m.Memory[xAt+i*ldx:][:k], q[j*k:][:k]
						var sum int32
						for c := 0; c < k; c += 2 {
							if l[2] == "8" {
								sum += int32(x[c])*int32(w[c]) + int32(x[c+1])*int32(w[c+1])
								continue
							}
							sum += (int32(x[c]) | int32(int8(x[c+1]))<<8) * (int32(uint8(w[c])) | int32(w[c+1])<<8)
						}
						if l[2] == "8" {
							sum -= int32(get(zeroAt+4*i)) * int32(get(sumAt+4*j))
							want = float32(float32(sum)*math.Float32frombits(get(scaleAt+4*j))) * math.Float32frombits(get(rateAt+4*i))
							to := get(biasAt + 4*j)
							if l[3] == "add" {
								to = binary.LittleEndian.Uint32(before[dstAt+4*(i*ldd+j):])
							}
							want = float32(want) + math.Float32frombits(to)
						} else {
							want = float32(sum) * factor
						}
					}
					if got := math.Float32frombits(get(dstAt + 4*(i*ldd+j))); got != want {
						t.Fatalf("row %d, column %d: %g, want %g", i, j, got, want)
					}
				}
			}
			// Nothing but the result and the stack was written.
			for i := range before {
				inside := i >= dstAt && i < dstAt+4*ldd*count || i >= stackAt && i < stackAt+32
				if !inside && m.Memory[i] != before[i] {
					t.Fatalf("byte %d was written", i)
				}
			}
		})
	}
}
