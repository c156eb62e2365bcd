package kernel

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
	b, err := os.ReadFile("gemm_amd64.s")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	r := rand.New(rand.NewPCG(9, 10))
	const k, ldx, ldd = 7, 9, 300
	const xAt, wAt, dstAt, size = 0, 4096, 65536, 65536 + 4*ldd*24
	for _, l := range regexp.MustCompile(`TEXT ·(block|row)(\d+)_(\w+)\(`).FindAllStringSubmatch(text, -1) {
		count, _ := strconv.Atoi(l[2])
		width := 16
		if l[3] == "avx512" {
			width = 32
		}
		rows, panels := 2*count, 1
		if l[1] == "row" {
			rows, panels = 1, count
		}
		t.Run(l[1]+l[2]+"_"+l[3], func(t *testing.T) {
			m := emulate.Machine{Memory: make([]byte, size),
				Args: map[string]int64{"k": k, "x": xAt, "ldx": ldx, "w": wAt, "dst": dstAt, "ldd": ldd, "blocks": 2}}
			load := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(m.Memory[at:])) }
			store := func(at int, x float32) { binary.LittleEndian.PutUint32(m.Memory[at:], math.Float32bits(x)) }
			for i := range 24 * ldx {
				store(xAt+4*i, r.Float32()-.5)
			}
			for i := range panels * k * width {
				store(wAt+4*i, r.Float32()-.5)
			}
			if err := m.Run(text, l[1]+l[2]+"_"+l[3]); err != nil {
				t.Fatal(err)
			}
			for i := range rows {
				for j := range ldd {
					var want float32
					if p := j / width; p < panels {
						for c := range k {
							want += load(xAt+4*(i*ldx+c)) * load(wAt+4*((p*k+c)*width+j%width))
						}
					}
					if got := load(dstAt + 4*(i*ldd+j)); math.Abs(float64(got-want)) > 1e-5 {
						t.Fatalf("row %d, column %d: %g, want %g", i, j, got, want)
					}
				}
			}
		})
	}
}
