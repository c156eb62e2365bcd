package kernel

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The machine that runs the tests may lack AVX-512, and then its loops would
// never be run. So the generated text is also run here, line by line, by a
// machine of a dozen instructions.

// machine is an emulated processor: memory by byte address, 64-bit registers by
// name, vector registers by letter and number.
type machine struct {
	mem  []byte
	regs map[string]int64
	vecs map[string][]float32
	args map[string]int64 // by name
	zero bool             // flag of the last DECQ
}

func (m *machine) load(at int64) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(m.mem[at:]))
}
func (m *machine) store(at int64, x float32) {
	binary.LittleEndian.PutUint32(m.mem[at:], math.Float32bits(x))
}

var (
	argument = regexp.MustCompile(`^(\w+)\+\d+\(FP\)$`)
	address  = regexp.MustCompile(`^(-?\d*)\((\w+)\)(?:\((\w+)\*(\d)\))?$`)
)

func (m *machine) address(op string) (int64, bool) {
	p := address.FindStringSubmatch(op)
	if p == nil {
		return 0, false
	}
	at := m.regs[p[2]]
	if p[1] != "" {
		d, _ := strconv.ParseInt(p[1], 10, 64)
		at += d
	}
	if p[3] != "" {
		d, _ := strconv.ParseInt(p[4], 10, 64)
		at += m.regs[p[3]] * d
	}
	return at, true
}

// lanes is the number of values in a vector register: Y has 8, Z 16.
func lanes(reg string) int {
	if reg[0] == 'Z' {
		return 16
	}
	return 8
}

func (m *machine) vector(op string, n int) []float32 {
	if at, ok := m.address(op); ok {
		v := make([]float32, n)
		for i := range v {
			v[i] = m.load(at + int64(4*i))
		}
		return v
	}
	return append([]float32(nil), m.vecs[op]...)
}

// run runs the function of the given name in the text.
func (m *machine) run(text, name string) error {
	_, body, ok := strings.Cut(text, "TEXT ·"+name+"(SB)")
	if !ok {
		return fmt.Errorf("no function %s", name)
	}
	lines := strings.Split(body, "\n")[1:]
	labels := map[string]int{}
	for i, l := range lines {
		if s, ok := strings.CutSuffix(l, ":"); ok {
			labels[s] = i
		}
	}
	for pc := 0; pc < len(lines); pc++ {
		op, rest, _ := strings.Cut(strings.TrimSpace(lines[pc]), " ")
		var a []string
		if rest != "" {
			a = strings.Split(rest, ", ")
		}
		value := func(s string) int64 {
			if p := argument.FindStringSubmatch(s); p != nil {
				return m.args[p[1]]
			}
			if s[0] == '$' {
				v, _ := strconv.ParseInt(s[1:], 10, 64)
				return v
			}
			return m.regs[s]
		}
		switch {
		case op == "" || strings.HasSuffix(op, ":") || op == "VZEROUPPER":
		case op == "RET":
			return nil
		case op == "MOVQ":
			m.regs[a[1]] = value(a[0])
		case op == "SHLQ":
			m.regs[a[1]] <<= value(a[0])
		case op == "SUBQ":
			m.regs[a[1]] -= value(a[0])
		case op == "ADDQ":
			m.regs[a[1]] += value(a[0])
		case op == "IMULQ":
			m.regs[a[1]] *= value(a[0])
		case op == "DECQ":
			m.regs[a[0]]--
			m.zero = m.regs[a[0]] == 0
		case op == "JNZ":
			if !m.zero {
				pc = labels[a[0]]
			}
		case op == "LEAQ":
			m.regs[a[1]], _ = m.address(a[0])
		case (op == "VXORPS" || op == "VPXORD") && a[0] == a[1] && a[1] == a[2]:
			m.vecs[a[2]] = make([]float32, lanes(a[2]))
		case op == "VMOVUPS":
			if at, ok := m.address(a[1]); ok {
				for i, x := range m.vecs[a[0]] {
					m.store(at+int64(4*i), x)
				}
			} else {
				m.vecs[a[1]] = m.vector(a[0], lanes(a[1]))
			}
		case op == "VBROADCASTSS":
			at, _ := m.address(a[0])
			v := make([]float32, lanes(a[1]))
			for i := range v {
				v[i] = m.load(at)
			}
			m.vecs[a[1]] = v
		case op == "VFMADD231PS":
			x, y, acc := m.vector(a[0], lanes(a[2])), m.vecs[a[1]], m.vecs[a[2]]
			for i := range acc {
				acc[i] = float32(math.FMA(float64(x[i]), float64(y[i]), float64(acc[i])))
			}
		default:
			return fmt.Errorf("%s: the instruction %q is not known", name, lines[pc])
		}
	}
	return fmt.Errorf("%s does not return", name)
}

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
			m := &machine{mem: make([]byte, size), regs: map[string]int64{}, vecs: map[string][]float32{},
				args: map[string]int64{"k": k, "x": xAt, "ldx": ldx, "w": wAt, "dst": dstAt, "ldd": ldd, "blocks": 2}}
			for i := range 24 * ldx {
				m.store(xAt+int64(4*i), r.Float32()-.5)
			}
			for i := range panels * k * width {
				m.store(wAt+int64(4*i), r.Float32()-.5)
			}
			if err := m.run(text, l[1]+l[2]+"_"+l[3]); err != nil {
				t.Fatal(err)
			}
			for i := range rows {
				for j := range ldd {
					var want float32
					if p := j / width; p < panels {
						for c := range k {
							want += m.load(int64(xAt+4*(i*ldx+c))) * m.load(int64(wAt+4*((p*k+c)*width+j%width)))
						}
					}
					if got := m.load(int64(dstAt + 4*(i*ldd+j))); math.Abs(float64(got-want)) > 1e-5 {
						t.Fatalf("row %d, column %d: %g, want %g", i, j, got, want)
					}
				}
			}
		})
	}
}
