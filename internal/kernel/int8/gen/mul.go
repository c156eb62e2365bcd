package main

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel/asm"
)

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

func mulFile(p *asm.Text) {
	p.F("")
	p.Constant("ones", 0x00010001)
	mul16AVX2(p)
	for _, n := range []int{4, 2, 1} {
		mulAVX512(p, false, false, n)
	}
	for _, add := range []bool{false, true} {
		mul8AVX2(p, add)
		for _, n := range []int{6, 2, 1} {
			mulAVX512(p, true, add, n)
		}
	}
}

// open writes the beginning of a product: the pointers, and the first row's
// address in AX, the fourth's in R8, their distance in DX.
func open(p *asm.Text, name string) {
	p.F("\n// func %s(a *args)", name)
	p.F("TEXT ·%s(SB), NOSPLIT, $32-8", name)
	p.F("\tMOVQ a+0(FP), R12")
	for _, a := range []struct{ arg, at int }{{argZero, atZero}, {argRate, atRate}, {argBlocks, atBlocks}, {argX, atX}} {
		p.F("\tMOVQ %d(R12), AX", a.arg)
		p.F("\tMOVQ AX, %d(SP)", a.at)
	}
	p.F("\tMOVQ %d(R12), DX", argLDX)
	p.F("\tMOVQ %d(R12), DI", argDst)
	p.F("\tMOVQ %d(R12), SI", argLDD)
}

// row is the address of a row's values that are at bytes further on.
func row(i, at int) string {
	base := []string{"(AX)", "(AX)(DX*1)", "(AX)(DX*2)", "(R8)"}[i]
	if at == 0 {
		return base
	}
	return fmt.Sprintf("%d%s", at, base)
}

// nextAVX2 writes where a block of rows begins, its sums in Y0 to Y7, and a step of the loop.
func nextAVX2(p *asm.Text, name string) {
	p.F("\n%s_next:", name)
	p.F("\tLEAQ (AX)(DX*2), R8")
	p.F("\tADDQ DX, R8")
	p.F("\tMOVQ %d(R12), BX", argW)
	p.F("\tMOVQ %d(R12), CX", argK)
	for i := range 2 * rows {
		p.F("\tVPXOR Y%d, Y%d, Y%d", i, i, i)
	}
	p.F("\n%s_loop:", name)
}

// againAVX2 goes on to the next step: eight bytes of each row, 128 of weights.
func againAVX2(p *asm.Text, name string) {
	p.F("\tADDQ $8, AX")
	p.F("\tADDQ $8, R8")
	p.F("\tADDQ $128, BX")
	p.F("\tDECQ CX")
	p.F("\tJNZ %s_loop", name)
}

// mul8AVX2 writes the product of unsigned and signed bytes: VPMADDUBSW adds two of them
// in 16 bits, two such sums are added in 16 bits (the weights are such that this
// cannot overflow, see doc.go), and VPMADDWD widens.
// Zeros and sums of a group's weights have 16 bits, so that VPMADDWD multiplies them, which is faster than
// VPMULLD. With add the result is added to what is there instead of to the bias.
func mul8AVX2(p *asm.Text, add bool) {
	name := "mul8_avx2"
	if add {
		name = "mul8add_avx2"
	}
	open(p, name)
	p.F("\tMOVQ %d(R12), R9", argSum)
	p.F("\tMOVQ %d(R12), R10", argScale)
	p.F("\tMOVQ %d(R12), R11", argBias)
	p.F("\tVMOVDQU ones<>(SB), Y15")
	nextAVX2(p, name)
	p.F("\tVMOVDQU (BX), Y8")
	p.F("\tVMOVDQU 32(BX), Y9")
	for i := range rows {
		p.F("\tVPBROADCASTD %s, Y12", row(i, 0))
		p.F("\tVPMADDUBSW Y8, Y12, Y13")
		p.F("\tVPMADDUBSW Y9, Y12, Y14")
		p.F("\tVPBROADCASTD %s, Y12", row(i, 4))
		p.F("\tVPMADDUBSW 64(BX), Y12, Y10")
		p.F("\tVPMADDUBSW 96(BX), Y12, Y11")
		p.F("\tVPADDW Y10, Y13, Y13")
		p.F("\tVPADDW Y11, Y14, Y14")
		p.F("\tVPMADDWD Y15, Y13, Y13")
		p.F("\tVPMADDWD Y15, Y14, Y14")
		p.F("\tVPADDD Y13, Y%d, Y%d", 2*i, 2*i)
		p.F("\tVPADDD Y14, Y%d, Y%d", 2*i+1, 2*i+1)
	}
	againAVX2(p, name)
	p.F("\tMOVQ %d(SP), BX", atZero)
	p.F("\tMOVQ %d(SP), CX", atRate)
	for i := range rows {
		p.F("\tVPBROADCASTD %d(BX), Y12", 4*i)
		p.F("\tVBROADCASTSS %d(CX), Y13", 4*i)
		for j := range 2 {
			a := 2*i + j
			p.F("\tVPMADDWD %d(R9), Y12, Y14", 32*j)
			p.F("\tVPSUBD Y14, Y%d, Y%d", a, a)
			p.F("\tVCVTDQ2PS Y%d, Y%d", a, a)
			p.F("\tVMULPS %d(R10), Y%d, Y%d", 32*j, a, a)
			p.F("\tVMULPS Y13, Y%d, Y%d", a, a)
			p.F("\tVADDPS %d(%s), Y%d, Y%d", 32*j, to(add), a, a)
			p.F("\tVMOVUPS Y%d, %d(DI)", a, 32*j)
		}
		p.F("\tADDQ SI, DI")
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
func shut(p *asm.Text, name string, bytes bool) {
	if bytes {
		p.F("\tADDQ $%d, %d(SP)", 4*rows, atZero)
		p.F("\tADDQ $%d, %d(SP)", 4*rows, atRate)
	}
	p.F("\tMOVQ %d(SP), AX", atX)
	p.F("\tLEAQ (AX)(DX*4), AX")
	p.F("\tMOVQ AX, %d(SP)", atX)
	p.F("\tDECQ %d(SP)", atBlocks)
	p.F("\tJNZ %s_next", name)
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// mul16AVX2 writes the product of 16-bit values, two at a time.
func mul16AVX2(p *asm.Text) {
	const name = "mul16_avx2"
	open(p, name)
	p.F("\tVBROADCASTSS %d(R12), Y15", argFactor)
	nextAVX2(p, name)
	for u := range 2 {
		p.F("\tVMOVDQU %d(BX), Y8", 64*u)
		p.F("\tVMOVDQU %d(BX), Y9", 64*u+32)
		for i := range rows {
			p.F("\tVPBROADCASTD %s, Y12", row(i, 4*u))
			p.F("\tVPMADDWD Y8, Y12, Y13")
			p.F("\tVPMADDWD Y9, Y12, Y14")
			p.F("\tVPADDD Y13, Y%d, Y%d", 2*i, 2*i)
			p.F("\tVPADDD Y14, Y%d, Y%d", 2*i+1, 2*i+1)
		}
	}
	againAVX2(p, name)
	for i := range rows {
		for j := range 2 {
			a := 2*i + j
			p.F("\tVCVTDQ2PS Y%d, Y%d", a, a)
			p.F("\tVMULPS Y15, Y%d, Y%d", a, a)
			p.F("\tVMOVUPS Y%d, %d(DI)", a, 32*j)
		}
		p.F("\tADDQ SI, DI")
	}
	shut(p, name, false)
}

// mulAVX512 writes both products for AVX-512 VNNI and several panels at once. A step
// of the loop is eight bytes of a row, as above: two times four bytes or two times two
// values of 16 bits.
func mulAVX512(p *asm.Text, bytes, add bool, panels int) {
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
		p.F("\tMOVQ %d(R12), R9", argSum)
		p.F("\tMOVQ %d(R12), R10", argScale)
		p.F("\tMOVQ %d(R12), R11", argBias)
	}
	acc := func(i, j int) string { return fmt.Sprintf("Z%d", i*panels+j) }
	w := func(j int) string { return fmt.Sprintf("Z%d", rows*panels+j) }
	x := fmt.Sprintf("Z%d", (rows+1)*panels)
	t := fmt.Sprintf("Z%d", (rows+1)*panels+1)
	p.F("\n%s_next:", name)
	p.F("\tLEAQ (AX)(DX*2), R8")
	p.F("\tADDQ DX, R8")
	for i := range rows {
		for j := range panels {
			p.F("\tVPXORD %s, %s, %s", acc(i, j), acc(i, j), acc(i, j))
		}
	}
	// The panels, three to a base.
	p.F("\tMOVQ %d(R12), R13", argStride)
	bases := []string{"BX", "CX"}
	p.F("\tMOVQ %d(R12), BX", argW)
	if panels > 3 {
		p.F("\tLEAQ (BX)(R13*2), CX")
		p.F("\tADDQ R13, CX")
	}
	p.F("\tMOVQ %d(R12), SI", argK)
	p.F("\n%s_loop:", name)
	for u := range 2 {
		for j := range panels {
			at := []string{"%d(%s)", "%d(%s)(R13*1)", "%d(%s)(R13*2)"}[j%3]
			p.F("\tVMOVDQU32 "+at+", %s", 64*u, bases[j/3], w(j))
		}
		for i := range rows {
			p.F("\tVPBROADCASTD %s, %s", row(i, 4*u), x)
			for j := range panels {
				p.F("\t%s %s, %s, %s", dot, w(j), x, acc(i, j))
			}
		}
	}
	p.F("\tADDQ $8, AX")
	p.F("\tADDQ $8, R8")
	for j := range (panels + 2) / 3 {
		p.F("\tADDQ $128, %s", bases[j])
	}
	p.F("\tDECQ SI")
	p.F("\tJNZ %s_loop", name)
	p.F("\tMOVQ %d(R12), SI", argLDD)
	if bytes {
		p.F("\tMOVQ %d(SP), BX", atZero)
		p.F("\tMOVQ %d(SP), CX", atRate)
	} else {
		p.F("\tVBROADCASTSS %d(R12), %s", argFactor, x)
	}
	for i := range rows {
		if bytes {
			p.F("\tVPBROADCASTD %d(BX), %s", 4*i, x)
			p.F("\tVBROADCASTSS %d(CX), %s", 4*i, w(0))
		}
		for j := range panels {
			a := acc(i, j)
			if bytes {
				p.F("\tVPMADDWD %d(R9), %s, %s", 64*j, x, t)
				p.F("\tVPSUBD %s, %s, %s", t, a, a)
				p.F("\tVCVTDQ2PS %s, %s", a, a)
				p.F("\tVMULPS %d(R10), %s, %s", 64*j, a, a)
				p.F("\tVMULPS %s, %s, %s", w(0), a, a)
				p.F("\tVADDPS %d(%s), %s, %s", 64*j, to(add), a, a)
			} else {
				p.F("\tVCVTDQ2PS %s, %s", a, a)
				p.F("\tVMULPS %s, %s, %s", x, a, a)
			}
			p.F("\tVMOVUPS %s, %d(DI)", a, 64*j)
		}
		p.F("\tADDQ SI, DI")
	}
	shut(p, name, bytes)
}
