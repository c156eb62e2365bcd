// Package emulate runs generated Go assembly line by line on a processor of two dozen
// instructions. The machine that runs the tests may lack AVX-512, and then its loops
// would never be run; here they are, and so are AVX2's, which shows that the processor is right.
//
//	m := emulate.Machine{Memory: memory, Args: map[string]int64{"k": 7, "x": 0, "dst": 4096}}
//	err := m.Run(text, "block4_avx512") // text is the whole file; what it wrote is in memory
package emulate

import (
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Machine is an emulated processor with its memory. An address is a place in Memory.
type Machine struct {
	Memory []byte
	Args   map[string]int64 // a function's arguments by name
	Stack  int64            // where its frame lies

	regs      map[string]int64  // 64-bit registers by name
	vecs      map[string][]byte // vector registers by letter and number; X, Y and Z of a number are apart
	constants map[string][]byte // what DATA lines of the text tell, by name
	zero      bool              // flag of the last DECQ
}

var (
	argument = regexp.MustCompile(`^(\w+)\+\d+\(FP\)$`)
	address  = regexp.MustCompile(`^(-?\d*)\((\w+)\)(?:\((\w+)\*(\d)\))?$`)
	data     = regexp.MustCompile(`(?m)^DATA (\w+<>)\+\d+\(SB\)/4, \$0x([0-9a-f]{8})$`)
)

// address is where an operand in memory lies.
func (m *Machine) address(op string) (int64, bool) {
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

// load is the value of an operand of 64 bits.
func (m *Machine) load(op string) int64 {
	if p := argument.FindStringSubmatch(op); p != nil {
		return m.Args[p[1]]
	}
	if op[0] == '$' {
		v, _ := strconv.ParseInt(op[1:], 10, 64)
		return v
	}
	if at, ok := m.address(op); ok {
		return int64(binary.LittleEndian.Uint64(m.Memory[at:]))
	}
	return m.regs[op]
}

func (m *Machine) store(op string, v int64) {
	if at, ok := m.address(op); ok {
		binary.LittleEndian.PutUint64(m.Memory[at:], uint64(v))
		return
	}
	m.regs[op] = v
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

// vector is an operand's n bytes: a register's, memory's, or a constant's.
func (m *Machine) vector(op string, n int) []byte {
	if at, ok := m.address(op); ok {
		return append([]byte(nil), m.Memory[at:at+int64(n)]...)
	}
	v := m.vecs[op]
	if name, ok := strings.CutSuffix(op, "(SB)"); ok {
		v = m.constants[name]
	}
	if len(v) != n {
		panic(fmt.Sprintf("%s has %d bytes, %d are wanted", op, len(v), n))
	}
	return v
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
	case "VPXOR", "VPXORD", "VXORPS":
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
	case "VFMADD231PS":
		return math.Float32bits(float32(math.FMA(float64(f(a)), float64(f(b)), float64(f(dst))))), true
	}
	return 0, false
}

// Run runs the function of the given name in the text, from its TEXT line to its RET. It
// panics where an instruction reads or writes outside Memory.
func (m *Machine) Run(text, name string) error {
	_, body, ok := strings.Cut(text, "TEXT ·"+name+"(SB)")
	if !ok {
		return fmt.Errorf("no function %s", name)
	}
	m.regs, m.vecs, m.constants = map[string]int64{"SP": m.Stack}, map[string][]byte{}, map[string][]byte{}
	for _, d := range data.FindAllStringSubmatch(text, -1) {
		v, err := strconv.ParseUint(d[2], 16, 32)
		if err != nil {
			return err
		}
		m.constants[d[1]] = binary.LittleEndian.AppendUint32(m.constants[d[1]], uint32(v))
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
		switch {
		case op == "" || strings.HasSuffix(op, ":") || op == "VZEROUPPER":
		case op == "RET":
			return nil
		case op == "MOVQ":
			m.store(a[1], m.load(a[0]))
		case op == "ADDQ":
			m.store(a[1], m.load(a[1])+m.load(a[0]))
		case op == "SUBQ":
			m.store(a[1], m.load(a[1])-m.load(a[0]))
		case op == "IMULQ":
			m.store(a[1], m.load(a[1])*m.load(a[0]))
		case op == "SHLQ":
			m.store(a[1], m.load(a[1])<<m.load(a[0]))
		case op == "DECQ":
			m.store(a[0], m.load(a[0])-1)
			m.zero = m.load(a[0]) == 0
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
			if at, ok := m.address(a[1]); ok {
				n := size(a[0])
				copy(m.Memory[at:at+int64(n)], m.vector(a[0], n))
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
			if m.vecs[a[2]] == nil { // whatever it holds: only clearing and adding read it
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
