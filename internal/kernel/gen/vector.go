package main

import "github.com/hearsay/hearsay/internal/kernel/asm"

// vectorFile writes the helpers over vectors of float32. All counts are
// numbers of vectors of eight; the Go side does what is left over.
func vectorFile(p *asm.Text) {
	add(p)
	sum3(p)
	gather(p)
	maxout(p)
	sum(p)
	deviation(p)
	scale(p)
	peak(p)
	tile(p)
	tileMaxout(p)
}

// add writes dst += x.
func add(p *asm.Text) {
	p.F("\n// func addAVX2(dst, x *float32, n8 int)")
	p.F("TEXT ·addAVX2(SB), NOSPLIT, $0-24")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ n8+16(FP), CX")
	p.F("\nadd_loop:")
	p.F("\tVMOVUPS (DI), Y0")
	p.F("\tVADDPS (AX), Y0, Y0")
	p.F("\tVMOVUPS Y0, (DI)")
	p.F("\tADDQ $32, DI")
	p.F("\tADDQ $32, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ add_loop")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// sum3 writes dst = x + y + z.
func sum3(p *asm.Text) {
	p.F("\n// func sum3AVX2(dst, x, y, z *float32, n8 int)")
	p.F("TEXT ·sum3AVX2(SB), NOSPLIT, $0-40")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ y+16(FP), BX")
	p.F("\tMOVQ z+24(FP), SI")
	p.F("\tMOVQ n8+32(FP), CX")
	p.F("\nsum3_loop:")
	p.F("\tVMOVUPS (AX), Y0")
	p.F("\tVADDPS (BX), Y0, Y0")
	p.F("\tVADDPS (SI), Y0, Y0")
	p.F("\tVMOVUPS Y0, (DI)")
	p.Next("sum3_loop", 32, "AX", "BX", "SI", "DI")
}

// gather writes dst = start + the sum of rows at offsets of table, in blocks
// of 64, 32 and 8 values so that a block stays in registers over all rows.
func gather(p *asm.Text) {
	p.F("\n// func gatherAVX2(dst, start, table *float32, offs *int64, rows, n8 int)")
	p.F("TEXT ·gatherAVX2(SB), NOSPLIT, $0-48")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ start+8(FP), SI")
	p.F("\tMOVQ table+16(FP), BX")
	p.F("\tMOVQ offs+24(FP), R8")
	p.F("\tMOVQ rows+32(FP), R9")
	p.F("\tMOVQ n8+40(FP), CX")
	for _, v := range []int{8, 1} {
		p.F("\ngather_block%d:", v)
		p.F("\tCMPQ CX, $%d", v)
		if v == 8 {
			p.F("\tJL gather_block1")
		} else {
			p.F("\tJL gather_done")
		}
		for j := range v {
			p.F("\tVMOVUPS %d(SI), Y%d", j*32, j)
		}
		p.F("\tXORQ R10, R10")
		p.F("\tTESTQ R9, R9")
		p.F("\tJZ gather_store%d", v)
		p.F("\ngather_row%d:", v)
		p.F("\tMOVQ (R8)(R10*8), DX")
		p.F("\tLEAQ (BX)(DX*4), AX")
		for j := range v {
			p.F("\tVADDPS %d(AX), Y%d, Y%d", j*32, j, j)
		}
		p.F("\tINCQ R10")
		p.F("\tCMPQ R10, R9")
		p.F("\tJL gather_row%d", v)
		p.F("\ngather_store%d:", v)
		for j := range v {
			p.F("\tVMOVUPS Y%d, %d(DI)", j, j*32)
		}
		p.F("\tADDQ $%d, DI", v*32)
		p.F("\tADDQ $%d, SI", v*32)
		p.F("\tADDQ $%d, BX", v*32)
		p.F("\tSUBQ $%d, CX", v)
		p.F("\tJMP gather_block%d", v)
	}
	p.F("\ngather_done:")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// maxout writes dst[i] = max over pieces of x[piece*ld+i] + b[piece*ld+i].
func maxout(p *asm.Text) {
	p.F("\n// func maxoutAVX2(dst, x, b *float32, n8, pieces, ld int)")
	p.F("TEXT ·maxoutAVX2(SB), NOSPLIT, $0-48")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ b+16(FP), BX")
	p.F("\tMOVQ n8+24(FP), CX")
	p.F("\tMOVQ pieces+32(FP), R8")
	p.F("\tMOVQ ld+40(FP), DX")
	p.F("\tSHLQ $2, DX")
	p.F("\nmaxout_loop:")
	p.F("\tVMOVUPS (AX), Y0")
	p.F("\tVADDPS (BX), Y0, Y0")
	p.F("\tMOVQ AX, SI")
	p.F("\tMOVQ BX, R9")
	p.F("\tMOVQ R8, R10")
	p.F("\tJMP maxout_next")
	p.F("\nmaxout_piece:")
	p.F("\tADDQ DX, SI")
	p.F("\tADDQ DX, R9")
	p.F("\tVMOVUPS (SI), Y1")
	p.F("\tVADDPS (R9), Y1, Y1")
	p.F("\tVMAXPS Y1, Y0, Y0")
	p.F("\nmaxout_next:")
	p.F("\tDECQ R10")
	p.F("\tJNZ maxout_piece")
	p.F("\tVMOVUPS Y0, (DI)")
	p.F("\tADDQ $32, AX")
	p.F("\tADDQ $32, BX")
	p.F("\tADDQ $32, DI")
	p.F("\tDECQ CX")
	p.F("\tJNZ maxout_loop")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// fold adds the lanes of Y0 into X0's first.
func fold(p *asm.Text) {
	p.F("\tVEXTRACTF128 $1, Y0, X1")
	p.F("\tVADDPS X1, X0, X0")
	p.F("\tVHADDPS X0, X0, X0")
	p.F("\tVHADDPS X0, X0, X0")
}

// sum writes the sum of x.
func sum(p *asm.Text) {
	p.F("\n// func sumAVX2(x *float32, n8 int) float32")
	p.F("TEXT ·sumAVX2(SB), NOSPLIT, $0-20")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ n8+8(FP), CX")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\nsum_loop:")
	p.F("\tVADDPS (AX), Y0, Y0")
	p.F("\tADDQ $32, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ sum_loop")
	fold(p)
	p.F("\tVMOVSS X0, ret+16(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// deviation writes the sum of squared distances of x from mean.
func deviation(p *asm.Text) {
	p.F("\n// func deviationAVX2(x *float32, mean float32, n8 int) float32")
	p.F("TEXT ·deviationAVX2(SB), NOSPLIT, $0-28")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tVBROADCASTSS mean+8(FP), Y2")
	p.F("\tMOVQ n8+16(FP), CX")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\ndeviation_loop:")
	p.F("\tVMOVUPS (AX), Y1")
	p.F("\tVSUBPS Y2, Y1, Y1")
	p.F("\tVFMADD231PS Y1, Y1, Y0")
	p.F("\tADDQ $32, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ deviation_loop")
	fold(p)
	p.F("\tVMOVSS X0, ret+24(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// scale writes dst = (x-mean)*rate*gain + b, plus res where that is not nil.
func scale(p *asm.Text) {
	p.F("\n// func scaleAVX2(dst, x, gain, b, res *float32, mean, rate float32, n8 int)")
	p.F("TEXT ·scaleAVX2(SB), NOSPLIT, $0-56")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ gain+16(FP), BX")
	p.F("\tMOVQ b+24(FP), SI")
	p.F("\tMOVQ res+32(FP), DX")
	p.F("\tVBROADCASTSS mean+40(FP), Y2")
	p.F("\tVBROADCASTSS rate+44(FP), Y3")
	p.F("\tMOVQ n8+48(FP), CX")
	for _, res := range []bool{true, false} {
		label := "scale_set"
		if res {
			p.F("\tTESTQ DX, DX")
			p.F("\tJZ scale_set")
			label = "scale_add"
		}
		p.F("\n%s:", label)
		p.F("\tVMOVUPS (AX), Y0")
		p.F("\tVSUBPS Y2, Y0, Y0")
		p.F("\tVMULPS Y3, Y0, Y0")
		p.F("\tVMULPS (BX), Y0, Y0")
		p.F("\tVADDPS (SI), Y0, Y0")
		if res {
			p.F("\tVADDPS (DX), Y0, Y0")
			p.F("\tADDQ $32, DX")
		}
		p.F("\tVMOVUPS Y0, (DI)")
		for _, r := range []string{"AX", "BX", "SI", "DI"} {
			p.F("\tADDQ $32, %s", r)
		}
		p.F("\tDECQ CX")
		p.F("\tJNZ %s", label)
		p.F("\tVZEROUPPER")
		p.F("\tRET")
	}
}

// peak writes the largest value of x.
func peak(p *asm.Text) {
	p.F("\n// func peakAVX2(x *float32, n8 int) float32")
	p.F("TEXT ·peakAVX2(SB), NOSPLIT, $0-20")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ n8+8(FP), CX")
	p.F("\tVMOVUPS (AX), Y0")
	p.F("\tJMP peak_next")
	p.F("\npeak_loop:")
	p.F("\tVMAXPS (AX), Y0, Y0")
	p.F("\npeak_next:")
	p.F("\tADDQ $32, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ peak_loop")
	p.F("\tVEXTRACTF128 $1, Y0, X1")
	p.F("\tVMAXPS X1, X0, X0")
	p.F("\tVPERMILPS $0x4e, X0, X1")
	p.F("\tVMAXPS X1, X0, X0")
	p.F("\tVPERMILPS $0xb1, X0, X1")
	p.F("\tVMAXPS X1, X0, X0")
	p.F("\tVMOVSS X0, ret+16(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// tile writes the four sums of a tile; see tile.go.
func tile(p *asm.Text) {
	p.F("\n// func tileAVX2(u, x *float32, step, ldx, n8 int)")
	p.F("TEXT ·tileAVX2(SB), NOSPLIT, $0-40")
	p.F("\tMOVQ u+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ step+16(FP), SI")
	p.F("\tMOVQ ldx+24(FP), DX")
	p.F("\tMOVQ n8+32(FP), CX")
	p.F("\tSHLQ $2, SI")
	p.F("\tSHLQ $2, DX")
	p.F("\tLEAQ (DI)(SI*2), R8")
	p.F("\tLEAQ (AX)(DX*2), R9")
	p.F("\ntile_loop:")
	p.F("\tVMOVUPS (AX), Y0")
	p.F("\tVMOVUPS (AX)(DX*1), Y1")
	p.F("\tVMOVUPS (R9), Y2")
	p.F("\tVMOVUPS (R9)(DX*1), Y3")
	p.F("\tVSUBPS Y2, Y0, Y0")
	p.F("\tVADDPS Y2, Y1, Y4")
	p.F("\tVSUBPS Y1, Y2, Y5")
	p.F("\tVSUBPS Y3, Y1, Y6")
	p.F("\tVMOVUPS Y0, (DI)")
	p.F("\tVMOVUPS Y4, (DI)(SI*1)")
	p.F("\tVMOVUPS Y5, (R8)")
	p.F("\tVMOVUPS Y6, (R8)(SI*1)")
	p.Next("tile_loop", 32, "AX", "R9", "DI", "R8")
}

// tileMaxout writes the two rows of a tile from its four products.
func tileMaxout(p *asm.Text) {
	p.F("\n// func tileMaxoutAVX2(first, second, m, b *float32, step, n8, pieces, ld int)")
	p.F("TEXT ·tileMaxoutAVX2(SB), NOSPLIT, $0-64")
	p.F("\tMOVQ first+0(FP), DI")
	p.F("\tMOVQ second+8(FP), SI")
	p.F("\tMOVQ m+16(FP), R8")
	p.F("\tMOVQ b+24(FP), BX")
	p.F("\tMOVQ step+32(FP), R11")
	p.F("\tMOVQ n8+40(FP), CX")
	p.F("\tMOVQ pieces+48(FP), R12")
	p.F("\tMOVQ ld+56(FP), DX")
	p.F("\tSHLQ $2, DX")
	p.F("\tSHLQ $2, R11")
	p.F("\tLEAQ (R8)(R11*1), R9")
	p.F("\tLEAQ (R9)(R11*1), R10")
	p.F("\tADDQ R10, R11")
	for _, first := range []bool{true, false} {
		if first {
			p.F("\ntilemaxout_loop:")
			p.F("\tXORQ AX, AX")
			p.F("\tMOVQ R12, R13")
		} else {
			p.F("\ntilemaxout_piece:")
			p.F("\tADDQ DX, AX")
		}
		a, b := "Y7", "Y8"
		if first {
			a, b = "Y0", "Y1"
		}
		p.F("\tVMOVUPS (R9)(AX*1), Y2")
		p.F("\tVMOVUPS (R10)(AX*1), Y3")
		p.F("\tVMOVUPS (BX)(AX*1), Y4")
		p.F("\tVADDPS Y3, Y2, %s", a)
		p.F("\tVSUBPS Y3, Y2, %s", b)
		p.F("\tVADDPS (R8)(AX*1), %s, %s", a, a)
		p.F("\tVSUBPS (R11)(AX*1), %s, %s", b, b)
		p.F("\tVADDPS Y4, %s, %s", a, a)
		p.F("\tVADDPS Y4, %s, %s", b, b)
		if first {
			p.F("\tJMP tilemaxout_next")
		} else {
			p.F("\tVMAXPS %s, Y0, Y0", a)
			p.F("\tVMAXPS %s, Y1, Y1", b)
		}
	}
	p.F("\ntilemaxout_next:")
	p.F("\tDECQ R13")
	p.F("\tJNZ tilemaxout_piece")
	p.F("\tVMOVUPS Y0, (DI)")
	p.F("\tVMOVUPS Y1, (SI)")
	p.Next("tilemaxout_loop", 32, "R8", "R9", "R10", "R11", "BX", "DI", "SI")
}
