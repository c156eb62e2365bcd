package int8

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

// The machine that runs the tests may lack AVX-512 VNNI, and then its loops would
// never be run. So the generated text is also run here, line by line, by a
// machine of two dozen instructions, and so is AVX2's, which shows that the machine is right.

// machine is an emulated processor: memory by byte address, 64-bit registers by
// name, vector registers by letter and number, as bytes.
type machine struct {
	mem  []byte
	regs map[string]int64
	vecs map[string][]byte
	zero bool // flag of the last DECQ
}

const (
	argsAt  = 64
	stackAt = 256
)

var address = regexp.MustCompile(`^(-?\d*)\((\w+)\)(?:\((\w+)\*(\d)\))?$`)

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

func isVector(op string) bool {
	return len(op) > 1 && (op[0] == 'Y' || op[0] == 'Z') && op[1] <= '9'
}

// size is the bytes of a vector register.
func size(reg string) int {
	if reg[0] == 'Z' {
		return 64
	}
	return 32
}

// vector is an operand's n bytes: a register's, memory's, or the constant ones.
func (m *machine) vector(op string, n int) []byte {
	if op == "ones<>(SB)" {
		return []byte(strings.Repeat("\x01\x00", n/2))
	}
	if at, ok := m.address(op); ok {
		return append([]byte(nil), m.mem[at:at+int64(n)]...)
	}
	if len(m.vecs[op]) != n {
		panic(fmt.Sprintf("%s has %d bytes, %d are wanted", op, len(m.vecs[op]), n))
	}
	return m.vecs[op]
}

func saturate(x int32) int16 { return int16(min(max(x, math.MinInt16), math.MaxInt16)) }

// word and double are 16 and 32 bits of a vector.
func word(b []byte, i int) int32 { return int32(int16(binary.LittleEndian.Uint16(b[2*i:]))) }

func double(b []byte, i int) int32 { return int32(binary.LittleEndian.Uint32(b[4*i:])) }

// lane computes lane i, of 32 bits, of an instruction of two sources and, where it adds to it,
// a destination: a is the first operand in Go's order.
func lane(op string, a, b, dst []byte, i int) (uint32, bool) {
	f := func(x []byte) float32 { return math.Float32frombits(uint32(double(x, i))) }
	switch op {
	case "VPADDD":
		return uint32(double(a, i) + double(b, i)), true
	case "VPSUBD":
		return uint32(double(b, i) - double(a, i)), true
	case "VPXOR", "VPXORD":
		return uint32(double(a, i) ^ double(b, i)), true
	case "VPADDW":
		lo, hi := int16(word(a, 2*i)+word(b, 2*i)), int16(word(a, 2*i+1)+word(b, 2*i+1))
		return uint32(uint16(lo)) | uint32(uint16(hi))<<16, true
	case "VPMADDWD":
		return uint32(word(a, 2*i)*word(b, 2*i) + word(a, 2*i+1)*word(b, 2*i+1)), true
	case "VPMADDUBSW": // a signed, b unsigned
		p := func(j int) int32 { return int32(int8(a[j])) * int32(b[j]) }
		lo, hi := saturate(p(4*i)+p(4*i+1)), saturate(p(4*i+2)+p(4*i+3))
		return uint32(uint16(lo)) | uint32(uint16(hi))<<16, true
	case "VPDPBUSD":
		sum := double(dst, i)
		for j := 4 * i; j < 4*i+4; j++ {
			sum += int32(int8(a[j])) * int32(b[j])
		}
		return uint32(sum), true
	case "VPDPWSSD":
		return uint32(double(dst, i) + word(a, 2*i)*word(b, 2*i) + word(a, 2*i+1)*word(b, 2*i+1)), true
	case "VMULPS":
		return math.Float32bits(f(a) * f(b)), true
	case "VADDPS":
		return math.Float32bits(f(a) + f(b)), true
	}
	return 0, false
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
	m.regs["SP"] = stackAt
	for pc := 0; pc < len(lines); pc++ {
		op, rest, _ := strings.Cut(strings.TrimSpace(lines[pc]), " ")
		var a []string
		if rest != "" {
			a = strings.Split(rest, ", ")
		}
		load := func(s string) int64 {
			if s == "a+0(FP)" {
				return argsAt
			}
			if s[0] == '$' {
				v, _ := strconv.ParseInt(s[1:], 10, 64)
				return v
			}
			if at, ok := m.address(s); ok {
				return int64(binary.LittleEndian.Uint64(m.mem[at:]))
			}
			return m.regs[s]
		}
		store := func(s string, v int64) {
			if at, ok := m.address(s); ok {
				binary.LittleEndian.PutUint64(m.mem[at:], uint64(v))
				return
			}
			m.regs[s] = v
		}
		switch {
		case op == "" || strings.HasSuffix(op, ":") || op == "VZEROUPPER":
		case op == "RET":
			return nil
		case op == "MOVQ":
			store(a[1], load(a[0]))
		case op == "ADDQ":
			store(a[1], load(a[1])+load(a[0]))
		case op == "DECQ":
			store(a[0], load(a[0])-1)
			m.zero = load(a[0]) == 0
		case op == "JNZ":
			if !m.zero {
				at, ok := labels[a[0]]
				if !ok {
					return fmt.Errorf("%s: no label %s", name, a[0])
				}
				pc = at
			}
		case op == "LEAQ":
			at, _ := m.address(a[0])
			m.regs[a[1]] = at
		case op == "VMOVUPS" || op == "VMOVDQU" || op == "VMOVDQU32":
			if isVector(a[0]) {
				at, _ := m.address(a[1])
				copy(m.mem[at:], m.vecs[a[0]])
			} else {
				m.vecs[a[1]] = m.vector(a[0], size(a[1]))
			}
		case op == "VPBROADCASTD" || op == "VBROADCASTSS":
			m.vecs[a[1]] = []byte(strings.Repeat(string(m.vector(a[0], 4)), size(a[1])/4))
		case op == "VCVTDQ2PS":
			x := m.vector(a[0], size(a[1]))
			out := make([]byte, len(x))
			for i := range len(x) / 4 {
				binary.LittleEndian.PutUint32(out[4*i:], math.Float32bits(float32(double(x, i))))
			}
			m.vecs[a[1]] = out
		case len(a) == 3 && isVector(a[2]):
			n := size(a[2])
			if (op == "VPXOR" || op == "VPXORD") && a[0] == a[2] && m.vecs[a[0]] == nil {
				m.vecs[a[0]] = make([]byte, n)
			}
			if len(m.vecs[a[2]]) != n {
				m.vecs[a[2]] = make([]byte, n)
			}
			x, y, dst, out := m.vector(a[0], n), m.vector(a[1], n), m.vecs[a[2]], make([]byte, n)
			for i := range n / 4 {
				v, ok := lane(op, x, y, dst, i)
				if !ok {
					return fmt.Errorf("%s: the instruction %q is not known", name, lines[pc])
				}
				binary.LittleEndian.PutUint32(out[4*i:], v)
			}
			m.vecs[a[2]] = out
		default:
			return fmt.Errorf("%s: the instruction %q is not known", name, lines[pc])
		}
	}
	return fmt.Errorf("%s does not return", name)
}

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
			const count, k = 2 * Block, 64 // k: bytes of a row
			const xAt, wAt, dstAt = 1 << 10, 1 << 14, 1 << 16
			const sumAt, scaleAt, biasAt, zeroAt, rateAt, end = 1 << 17, 1<<17 + 1024, 1<<17 + 2048, 1<<17 + 3072, 1<<17 + 3584, 1 << 18
			ldx, ldd := k+24, panels*Lanes+5
			m := &machine{mem: make([]byte, end), regs: map[string]int64{}, vecs: map[string][]byte{}}
			put := func(at int, x uint32) { binary.LittleEndian.PutUint32(m.mem[at:], x) }
			for i, v := range []int{k / 8, xAt, ldx, wAt, k * Lanes, dstAt, 4 * ldd, count / Block, sumAt, scaleAt, biasAt, zeroAt, rateAt} {
				binary.LittleEndian.PutUint64(m.mem[argsAt+8*i:], uint64(v))
			}
			factor := float32(.37)
			put(argsAt+8*13, math.Float32bits(factor))
			for i := range count * ldx {
				m.mem[xAt+i] = byte(r.IntN(256))
				if l[2] == "16" && i%2 == 1 { // 13 bits
					m.mem[xAt+i] = byte(int8(r.IntN(32) - 16))
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
					m.mem[wAt+p/Lanes*k*Lanes+i/4*4*Lanes+p%Lanes*4+i%4] = v
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
			before := append([]byte(nil), m.mem...)
			if err := m.run(text, l[1]); err != nil {
				t.Fatal(err)
			}
			get := func(at int) uint32 { return binary.LittleEndian.Uint32(m.mem[at:]) }
			for i := range count {
				for j := range ldd {
					var want float32
					if j < panels*Lanes {
						x, w := m.mem[xAt+i*ldx:][:k], q[j*k:][:k]
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
				if !inside && m.mem[i] != before[i] {
					t.Fatalf("byte %d was written", i)
				}
			}
		})
	}
}
