package main

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel/asm"
)

// isa is one set of vector instructions.
type isa struct {
	name  string
	reg   string // register letter
	bytes int    // bytes a vector
	regs  int    // vector registers there are
	zero  string // instruction that clears a register
}

var (
	avx2   = isa{"avx2", "Y", 32, 16, "VXORPS"}
	avx512 = isa{"avx512", "Z", 64, 32, "VPXORD"}
)

// Row counts of the inner loops, and panel counts of those for a single row, largest first. A remainder of rows is done
// by the largest that fits, again and again; see gemm_amd64.go.
var (
	avx2Rows   = []int{6, 4, 2, 1}
	avx512Rows = []int{12, 8, 4, 2, 1}
	rowPanels  = []int{7, 6, 5, 4, 3, 2}
)

func gemmFile(p *asm.Text) {
	for _, r := range avx2Rows {
		block(p, avx2, r)
	}
	for _, r := range avx512Rows {
		block(p, avx512, r)
	}
	for _, s := range []isa{avx2, avx512} {
		for _, n := range rowPanels {
			row(p, s, n)
		}
	}
}

// block writes the product of blocks times mr rows with one panel two vectors wide.
//
// Rows of x are addressed from a base every third row, so that each is one of
// base, base+ldx, base+2*ldx and no row needs a pointer of its own.
func block(p *asm.Text, s isa, mr int) {
	const nv = 2
	bases := []string{"AX", "R8", "R9", "R10"}[:(mr+2)/3]
	bc := min(mr, 4, s.regs-nv-mr*nv)
	p.F("\n// func block%d_%s(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)", mr, s.name)
	p.F("TEXT ·block%d_%s(SB), NOSPLIT, $0-56", mr, s.name)
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ ldx+16(FP), DX")
	p.F("\tMOVQ dst+32(FP), DI")
	p.F("\tMOVQ ldd+40(FP), SI")
	p.F("\tMOVQ blocks+48(FP), R13")
	p.F("\tSHLQ $2, DX")
	p.F("\tSHLQ $2, SI")
	// From where one block's pointers stop to the next block's first row.
	p.F("\tMOVQ k+0(FP), CX")
	p.F("\tMOVQ DX, R11")
	p.F("\tIMULQ $%d, R11", mr)
	p.F("\tSHLQ $2, CX")
	p.F("\tSUBQ CX, R11")
	reg := func(i int) string { return fmt.Sprintf("%s%d", s.reg, i) }
	acc := func(i, j int) string { return reg(nv + bc + i*nv + j) }
	p.F("\nblock%d_%s_next:", mr, s.name)
	for i := 1; i < len(bases); i++ {
		p.F("\tLEAQ (%s)(DX*2), %s", bases[i-1], bases[i])
		p.F("\tADDQ DX, %s", bases[i])
	}
	p.F("\tMOVQ k+0(FP), CX")
	p.F("\tMOVQ w+24(FP), BX")
	for i := range mr {
		for j := range nv {
			a := acc(i, j)
			p.F("\t%s %s, %s, %s", s.zero, a, a, a)
		}
	}
	p.F("\nblock%d_%s_loop:", mr, s.name)
	for j := range nv {
		p.F("\tVMOVUPS %d(BX), %s", j*s.bytes, reg(j))
	}
	for i := range mr {
		t := reg(nv + i%bc)
		src := []string{"(%s)", "(%s)(DX*1)", "(%s)(DX*2)"}[i%3]
		p.F("\tVBROADCASTSS "+src+", %s", bases[i/3], t)
		for j := range nv {
			p.F("\tVFMADD231PS %s, %s, %s", reg(j), t, acc(i, j))
		}
	}
	for _, b := range bases {
		p.F("\tADDQ $4, %s", b)
	}
	p.F("\tADDQ $%d, BX", nv*s.bytes)
	p.F("\tDECQ CX")
	p.F("\tJNZ block%d_%s_loop", mr, s.name)
	for i := range mr {
		for j := range nv {
			p.F("\tVMOVUPS %s, %d(DI)", acc(i, j), j*s.bytes)
		}
		p.F("\tADDQ SI, DI")
	}
	p.F("\tADDQ R11, AX")
	p.F("\tDECQ R13")
	p.F("\tJNZ block%d_%s_next", mr, s.name)
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// row writes the product of one row with np panels at once: with a single
// row the two accumulators of one panel would wait for each other. Panels are
// addressed as block addresses rows.
func row(p *asm.Text, s isa, np int) {
	const nv = 2
	bases := []string{"BX", "R8", "R9"}[:(np+2)/3]
	p.F("\n// func row%d_%s(k int, x, w, dst *float32)", np, s.name)
	p.F("TEXT ·row%d_%s(SB), NOSPLIT, $0-32", np, s.name)
	p.F("\tMOVQ k+0(FP), CX")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ w+16(FP), BX")
	p.F("\tMOVQ dst+24(FP), DI")
	p.F("\tMOVQ CX, DX")
	p.F("\tIMULQ $%d, DX", nv*s.bytes)
	for i := 1; i < len(bases); i++ {
		p.F("\tLEAQ (%s)(DX*2), %s", bases[i-1], bases[i])
		p.F("\tADDQ DX, %s", bases[i])
	}
	acc := func(i, j int) string { return fmt.Sprintf("%s%d", s.reg, 1+i*nv+j) }
	for i := range np {
		for j := range nv {
			a := acc(i, j)
			p.F("\t%s %s, %s, %s", s.zero, a, a, a)
		}
	}
	p.F("\nrow%d_%s_loop:", np, s.name)
	p.F("\tVBROADCASTSS (AX), %s0", s.reg)
	for i := range np {
		for j := range nv {
			src := []string{"%d(%s)", "%d(%s)(DX*1)", "%d(%s)(DX*2)"}[i%3]
			p.F("\tVFMADD231PS "+src+", %s0, %s", j*s.bytes, bases[i/3], s.reg, acc(i, j))
		}
	}
	p.F("\tADDQ $4, AX")
	for _, b := range bases {
		p.F("\tADDQ $%d, %s", nv*s.bytes, b)
	}
	p.F("\tDECQ CX")
	p.F("\tJNZ row%d_%s_loop", np, s.name)
	for i := range np {
		for j := range nv {
			p.F("\tVMOVUPS %s, %d(DI)", acc(i, j), (i*nv+j)*s.bytes)
		}
	}
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}
