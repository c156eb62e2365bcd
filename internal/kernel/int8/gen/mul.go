package main

import "fmt"

// Products. Each function takes one pointer to an args struct (args.go), whose
// places are these.
const (
	argK = 8 * iota
	argX
	argLDX
	argW
	argStride
	argDst
	argLDD
	argBlocks
	argSum
	argScale
	argBias
	argZero
	argRate
	argFactor
)

// What a product counts up lies on the stack, not in args: a pointer past the end of
// a slice must not lie where the garbage collector looks.
const (
	atX = 8 * iota
	atZero
	atRate
	atBlocks
)

// rows are the rows of a block.
const rows = 4

func mulFile() []byte {
	var p printer
	p.WriteString(header)
	p.f("")
	p.constant("ones", 0x00010001)
	mul16AVX2(&p)
	for _, n := range []int{4, 2, 1} {
		mulAVX512(&p, false, false, n)
	}
	for _, add := range []bool{false, true} {
		mul8AVX2(&p, add)
		for _, n := range []int{6, 2, 1} {
			mulAVX512(&p, true, add, n)
		}
	}
	return p.Bytes()
}

// open writes the beginning of a product: the pointers, and the first row's
// address in AX, the fourth's in R8, their distance in DX.
func open(p *printer, name string) {
	p.f("\n// func %s(a *args)", name)
	p.f("TEXT ·%s(SB), NOSPLIT, $32-8", name)
	p.f("\tMOVQ a+0(FP), R12")
	for _, a := range []struct{ arg, at int }{{argZero, atZero}, {argRate, atRate}, {argBlocks, atBlocks}, {argX, atX}} {
		p.f("\tMOVQ %d(R12), AX", a.arg)
		p.f("\tMOVQ AX, %d(SP)", a.at)
	}
	p.f("\tMOVQ %d(R12), DX", argLDX)
	p.f("\tMOVQ %d(R12), DI", argDst)
	p.f("\tMOVQ %d(R12), SI", argLDD)
}

// row is the address of a row's values that are at bytes further on.
func row(i, at int) string {
	base := []string{"(AX)", "(AX)(DX*1)", "(AX)(DX*2)", "(R8)"}[i]
	if at == 0 {
		return base
	}
	return fmt.Sprintf("%d%s", at, base)
}

// mul8AVX2 writes the product of unsigned and signed bytes: VPMADDUBSW adds two of them
// in 16 bits, two such sums are added in 16 bits (the weights are such that this
// cannot overflow, see doc.go), and VPMADDWD widens.
// Zeros and sums of a group's weights have 16 bits, so that VPMADDWD multiplies them, which is faster than
// VPMULLD. With add the result is added to what is there instead of to the bias.
func mul8AVX2(p *printer, add bool) {
	name := "mul8_avx2"
	if add {
		name = "mul8add_avx2"
	}
	open(p, name)
	p.f("\tMOVQ %d(R12), R9", argSum)
	p.f("\tMOVQ %d(R12), R10", argScale)
	p.f("\tMOVQ %d(R12), R11", argBias)
	p.f("\tVMOVDQU ones<>(SB), Y15")
	p.f("\n%s_next:", name)
	p.f("\tLEAQ (AX)(DX*2), R8")
	p.f("\tADDQ DX, R8")
	p.f("\tMOVQ %d(R12), BX", argW)
	p.f("\tMOVQ %d(R12), CX", argK)
	for i := range 2 * rows {
		p.f("\tVPXOR Y%d, Y%d, Y%d", i, i, i)
	}
	p.f("\n%s_loop:", name)
	p.f("\tVMOVDQU (BX), Y8")
	p.f("\tVMOVDQU 32(BX), Y9")
	for i := range rows {
		p.f("\tVPBROADCASTD %s, Y12", row(i, 0))
		p.f("\tVPMADDUBSW Y8, Y12, Y13")
		p.f("\tVPMADDUBSW Y9, Y12, Y14")
		p.f("\tVPBROADCASTD %s, Y12", row(i, 4))
		p.f("\tVPMADDUBSW 64(BX), Y12, Y10")
		p.f("\tVPMADDUBSW 96(BX), Y12, Y11")
		p.f("\tVPADDW Y10, Y13, Y13")
		p.f("\tVPADDW Y11, Y14, Y14")
		p.f("\tVPMADDWD Y15, Y13, Y13")
		p.f("\tVPMADDWD Y15, Y14, Y14")
		p.f("\tVPADDD Y13, Y%d, Y%d", 2*i, 2*i)
		p.f("\tVPADDD Y14, Y%d, Y%d", 2*i+1, 2*i+1)
	}
	p.f("\tADDQ $8, AX")
	p.f("\tADDQ $8, R8")
	p.f("\tADDQ $128, BX")
	p.f("\tDECQ CX")
	p.f("\tJNZ %s_loop", name)
	p.f("\tMOVQ %d(SP), BX", atZero)
	p.f("\tMOVQ %d(SP), CX", atRate)
	for i := range rows {
		p.f("\tVPBROADCASTD %d(BX), Y12", 4*i)
		p.f("\tVBROADCASTSS %d(CX), Y13", 4*i)
		for j := range 2 {
			a := 2*i + j
			p.f("\tVPMADDWD %d(R9), Y12, Y14", 32*j)
			p.f("\tVPSUBD Y14, Y%d, Y%d", a, a)
			p.f("\tVCVTDQ2PS Y%d, Y%d", a, a)
			p.f("\tVMULPS %d(R10), Y%d, Y%d", 32*j, a, a)
			p.f("\tVMULPS Y13, Y%d, Y%d", a, a)
			p.f("\tVADDPS %d(%s), Y%d, Y%d", 32*j, to(add), a, a)
			p.f("\tVMOVUPS Y%d, %d(DI)", a, 32*j)
		}
		p.f("\tADDQ SI, DI")
	}
	shut(p, name, true)
}

// to is the base of what a product is added to: the result so far, or the bias.
func to(add bool) string {
	if add {
		return "DI"
	}
	return "R11"
}

// shut goes on to the next block of rows.
func shut(p *printer, name string, bytes bool) {
	if bytes {
		p.f("\tADDQ $%d, %d(SP)", 4*rows, atZero)
		p.f("\tADDQ $%d, %d(SP)", 4*rows, atRate)
	}
	p.f("\tMOVQ %d(SP), AX", atX)
	p.f("\tLEAQ (AX)(DX*4), AX")
	p.f("\tMOVQ AX, %d(SP)", atX)
	p.f("\tDECQ %d(SP)", atBlocks)
	p.f("\tJNZ %s_next", name)
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// mul16AVX2 writes the product of 16-bit values, two at a time.
func mul16AVX2(p *printer) {
	const name = "mul16_avx2"
	open(p, name)
	p.f("\tVBROADCASTSS %d(R12), Y15", argFactor)
	p.f("\n%s_next:", name)
	p.f("\tLEAQ (AX)(DX*2), R8")
	p.f("\tADDQ DX, R8")
	p.f("\tMOVQ %d(R12), BX", argW)
	p.f("\tMOVQ %d(R12), CX", argK)
	for i := range 2 * rows {
		p.f("\tVPXOR Y%d, Y%d, Y%d", i, i, i)
	}
	p.f("\n%s_loop:", name)
	for u := range 2 {
		p.f("\tVMOVDQU %d(BX), Y8", 64*u)
		p.f("\tVMOVDQU %d(BX), Y9", 64*u+32)
		for i := range rows {
			p.f("\tVPBROADCASTD %s, Y12", row(i, 4*u))
			p.f("\tVPMADDWD Y8, Y12, Y13")
			p.f("\tVPMADDWD Y9, Y12, Y14")
			p.f("\tVPADDD Y13, Y%d, Y%d", 2*i, 2*i)
			p.f("\tVPADDD Y14, Y%d, Y%d", 2*i+1, 2*i+1)
		}
	}
	p.f("\tADDQ $8, AX")
	p.f("\tADDQ $8, R8")
	p.f("\tADDQ $128, BX")
	p.f("\tDECQ CX")
	p.f("\tJNZ %s_loop", name)
	for i := range rows {
		for j := range 2 {
			a := 2*i + j
			p.f("\tVCVTDQ2PS Y%d, Y%d", a, a)
			p.f("\tVMULPS Y15, Y%d, Y%d", a, a)
			p.f("\tVMOVUPS Y%d, %d(DI)", a, 32*j)
		}
		p.f("\tADDQ SI, DI")
	}
	shut(p, name, false)
}

// mulAVX512 writes both products for AVX-512 VNNI and several panels at once. A step
// of the loop is eight bytes of a row, as above: two times four bytes or two times two
// values of 16 bits.
func mulAVX512(p *printer, bytes, add bool, panels int) {
	name := fmt.Sprintf("mul16x%d_avx512", panels)
	dot := "VPDPWSSD"
	if bytes {
		name, dot = fmt.Sprintf("mul8x%d_avx512", panels), "VPDPBUSD"
		if add {
			name = fmt.Sprintf("mul8addx%d_avx512", panels)
		}
	}
	open(p, name)
	if bytes {
		p.f("\tMOVQ %d(R12), R9", argSum)
		p.f("\tMOVQ %d(R12), R10", argScale)
		p.f("\tMOVQ %d(R12), R11", argBias)
	}
	acc := func(i, j int) string { return fmt.Sprintf("Z%d", i*panels+j) }
	w := func(j int) string { return fmt.Sprintf("Z%d", rows*panels+j) }
	x := fmt.Sprintf("Z%d", (rows+1)*panels)
	t := fmt.Sprintf("Z%d", (rows+1)*panels+1)
	p.f("\n%s_next:", name)
	p.f("\tLEAQ (AX)(DX*2), R8")
	p.f("\tADDQ DX, R8")
	for i := range rows {
		for j := range panels {
			p.f("\tVPXORD %s, %s, %s", acc(i, j), acc(i, j), acc(i, j))
		}
	}
	// The panels, three to a base.
	p.f("\tMOVQ %d(R12), R13", argStride)
	bases := []string{"BX", "CX"}
	p.f("\tMOVQ %d(R12), BX", argW)
	if panels > 3 {
		p.f("\tLEAQ (BX)(R13*2), CX")
		p.f("\tADDQ R13, CX")
	}
	p.f("\tMOVQ %d(R12), SI", argK)
	p.f("\n%s_loop:", name)
	for u := range 2 {
		for j := range panels {
			at := []string{"%d(%s)", "%d(%s)(R13*1)", "%d(%s)(R13*2)"}[j%3]
			p.f("\tVMOVDQU32 "+at+", %s", 64*u, bases[j/3], w(j))
		}
		for i := range rows {
			p.f("\tVPBROADCASTD %s, %s", row(i, 4*u), x)
			for j := range panels {
				p.f("\t%s %s, %s, %s", dot, w(j), x, acc(i, j))
			}
		}
	}
	p.f("\tADDQ $8, AX")
	p.f("\tADDQ $8, R8")
	for j := range (panels + 2) / 3 {
		p.f("\tADDQ $128, %s", bases[j])
	}
	p.f("\tDECQ SI")
	p.f("\tJNZ %s_loop", name)
	p.f("\tMOVQ %d(R12), SI", argLDD)
	if bytes {
		p.f("\tMOVQ %d(SP), BX", atZero)
		p.f("\tMOVQ %d(SP), CX", atRate)
	} else {
		p.f("\tVBROADCASTSS %d(R12), %s", argFactor, x)
	}
	for i := range rows {
		if bytes {
			p.f("\tVPBROADCASTD %d(BX), %s", 4*i, x)
			p.f("\tVBROADCASTSS %d(CX), %s", 4*i, w(0))
		}
		for j := range panels {
			a := acc(i, j)
			if bytes {
				p.f("\tVPMADDWD %d(R9), %s, %s", 64*j, x, t)
				p.f("\tVPSUBD %s, %s, %s", t, a, a)
				p.f("\tVCVTDQ2PS %s, %s", a, a)
				p.f("\tVMULPS %d(R10), %s, %s", 64*j, a, a)
				p.f("\tVMULPS %s, %s, %s", w(0), a, a)
				p.f("\tVADDPS %d(%s), %s, %s", 64*j, to(add), a, a)
			} else {
				p.f("\tVCVTDQ2PS %s, %s", a, a)
				p.f("\tVMULPS %s, %s, %s", x, a, a)
			}
			p.f("\tVMOVUPS %s, %d(DI)", a, 64*j)
		}
		p.f("\tADDQ SI, DI")
	}
	shut(p, name, bytes)
}
