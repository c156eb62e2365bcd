package main

// vectorFile writes the helpers over vectors of float32. All counts are
// numbers of vectors of eight; the Go side does what is left over.
func vectorFile() []byte {
	var p printer
	p.WriteString(header)
	add(&p)
	sum3(&p)
	gather(&p)
	maxout(&p)
	sum(&p)
	deviation(&p)
	scale(&p)
	peak(&p)
	tile(&p)
	tileMaxout(&p)
	return p.Bytes()
}

// add writes dst += x.
func add(p *printer) {
	p.f("\n// func addAVX2(dst, x *float32, n8 int)")
	p.f("TEXT ·addAVX2(SB), NOSPLIT, $0-24")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ n8+16(FP), CX")
	p.f("\nadd_loop:")
	p.f("\tVMOVUPS (DI), Y0")
	p.f("\tVADDPS (AX), Y0, Y0")
	p.f("\tVMOVUPS Y0, (DI)")
	p.f("\tADDQ $32, DI")
	p.f("\tADDQ $32, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ add_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// sum3 writes dst = x + y + z.
func sum3(p *printer) {
	p.f("\n// func sum3AVX2(dst, x, y, z *float32, n8 int)")
	p.f("TEXT ·sum3AVX2(SB), NOSPLIT, $0-40")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ y+16(FP), BX")
	p.f("\tMOVQ z+24(FP), SI")
	p.f("\tMOVQ n8+32(FP), CX")
	p.f("\nsum3_loop:")
	p.f("\tVMOVUPS (AX), Y0")
	p.f("\tVADDPS (BX), Y0, Y0")
	p.f("\tVADDPS (SI), Y0, Y0")
	p.f("\tVMOVUPS Y0, (DI)")
	for _, r := range []string{"AX", "BX", "SI", "DI"} {
		p.f("\tADDQ $32, %s", r)
	}
	p.f("\tDECQ CX")
	p.f("\tJNZ sum3_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// gather writes dst = start + the sum of rows at offsets of table, in blocks
// of 64, 32 and 8 values so that a block stays in registers over all rows.
func gather(p *printer) {
	p.f("\n// func gatherAVX2(dst, start, table *float32, offs *int64, rows, n8 int)")
	p.f("TEXT ·gatherAVX2(SB), NOSPLIT, $0-48")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ start+8(FP), SI")
	p.f("\tMOVQ table+16(FP), BX")
	p.f("\tMOVQ offs+24(FP), R8")
	p.f("\tMOVQ rows+32(FP), R9")
	p.f("\tMOVQ n8+40(FP), CX")
	for _, v := range []int{8, 1} {
		p.f("\ngather_block%d:", v)
		p.f("\tCMPQ CX, $%d", v)
		if v == 8 {
			p.f("\tJL gather_block1")
		} else {
			p.f("\tJL gather_done")
		}
		for j := range v {
			p.f("\tVMOVUPS %d(SI), Y%d", j*32, j)
		}
		p.f("\tXORQ R10, R10")
		p.f("\tTESTQ R9, R9")
		p.f("\tJZ gather_store%d", v)
		p.f("\ngather_row%d:", v)
		p.f("\tMOVQ (R8)(R10*8), DX")
		p.f("\tLEAQ (BX)(DX*4), AX")
		for j := range v {
			p.f("\tVADDPS %d(AX), Y%d, Y%d", j*32, j, j)
		}
		p.f("\tINCQ R10")
		p.f("\tCMPQ R10, R9")
		p.f("\tJL gather_row%d", v)
		p.f("\ngather_store%d:", v)
		for j := range v {
			p.f("\tVMOVUPS Y%d, %d(DI)", j, j*32)
		}
		p.f("\tADDQ $%d, DI", v*32)
		p.f("\tADDQ $%d, SI", v*32)
		p.f("\tADDQ $%d, BX", v*32)
		p.f("\tSUBQ $%d, CX", v)
		p.f("\tJMP gather_block%d", v)
	}
	p.f("\ngather_done:")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// maxout writes dst[i] = max over pieces of x[piece*ld+i] + b[piece*ld+i].
func maxout(p *printer) {
	p.f("\n// func maxoutAVX2(dst, x, b *float32, n8, pieces, ld int)")
	p.f("TEXT ·maxoutAVX2(SB), NOSPLIT, $0-48")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ b+16(FP), BX")
	p.f("\tMOVQ n8+24(FP), CX")
	p.f("\tMOVQ pieces+32(FP), R8")
	p.f("\tMOVQ ld+40(FP), DX")
	p.f("\tSHLQ $2, DX")
	p.f("\nmaxout_loop:")
	p.f("\tVMOVUPS (AX), Y0")
	p.f("\tVADDPS (BX), Y0, Y0")
	p.f("\tMOVQ AX, SI")
	p.f("\tMOVQ BX, R9")
	p.f("\tMOVQ R8, R10")
	p.f("\tJMP maxout_next")
	p.f("\nmaxout_piece:")
	p.f("\tADDQ DX, SI")
	p.f("\tADDQ DX, R9")
	p.f("\tVMOVUPS (SI), Y1")
	p.f("\tVADDPS (R9), Y1, Y1")
	p.f("\tVMAXPS Y1, Y0, Y0")
	p.f("\nmaxout_next:")
	p.f("\tDECQ R10")
	p.f("\tJNZ maxout_piece")
	p.f("\tVMOVUPS Y0, (DI)")
	p.f("\tADDQ $32, AX")
	p.f("\tADDQ $32, BX")
	p.f("\tADDQ $32, DI")
	p.f("\tDECQ CX")
	p.f("\tJNZ maxout_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// fold adds the lanes of Y0 into X0's first.
func fold(p *printer) {
	p.f("\tVEXTRACTF128 $1, Y0, X1")
	p.f("\tVADDPS X1, X0, X0")
	p.f("\tVHADDPS X0, X0, X0")
	p.f("\tVHADDPS X0, X0, X0")
}

// sum writes the sum of x.
func sum(p *printer) {
	p.f("\n// func sumAVX2(x *float32, n8 int) float32")
	p.f("TEXT ·sumAVX2(SB), NOSPLIT, $0-20")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ n8+8(FP), CX")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\nsum_loop:")
	p.f("\tVADDPS (AX), Y0, Y0")
	p.f("\tADDQ $32, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ sum_loop")
	fold(p)
	p.f("\tVMOVSS X0, ret+16(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// deviation writes the sum of squared distances of x from mean.
func deviation(p *printer) {
	p.f("\n// func deviationAVX2(x *float32, mean float32, n8 int) float32")
	p.f("TEXT ·deviationAVX2(SB), NOSPLIT, $0-28")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tVBROADCASTSS mean+8(FP), Y2")
	p.f("\tMOVQ n8+16(FP), CX")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\ndeviation_loop:")
	p.f("\tVMOVUPS (AX), Y1")
	p.f("\tVSUBPS Y2, Y1, Y1")
	p.f("\tVFMADD231PS Y1, Y1, Y0")
	p.f("\tADDQ $32, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ deviation_loop")
	fold(p)
	p.f("\tVMOVSS X0, ret+24(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// scale writes dst = (x-mean)*rate*gain + b, plus res where that is not nil.
func scale(p *printer) {
	p.f("\n// func scaleAVX2(dst, x, gain, b, res *float32, mean, rate float32, n8 int)")
	p.f("TEXT ·scaleAVX2(SB), NOSPLIT, $0-56")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ gain+16(FP), BX")
	p.f("\tMOVQ b+24(FP), SI")
	p.f("\tMOVQ res+32(FP), DX")
	p.f("\tVBROADCASTSS mean+40(FP), Y2")
	p.f("\tVBROADCASTSS rate+44(FP), Y3")
	p.f("\tMOVQ n8+48(FP), CX")
	for _, res := range []bool{true, false} {
		label := "scale_set"
		if res {
			p.f("\tTESTQ DX, DX")
			p.f("\tJZ scale_set")
			label = "scale_add"
		}
		p.f("\n%s:", label)
		p.f("\tVMOVUPS (AX), Y0")
		p.f("\tVSUBPS Y2, Y0, Y0")
		p.f("\tVMULPS Y3, Y0, Y0")
		p.f("\tVMULPS (BX), Y0, Y0")
		p.f("\tVADDPS (SI), Y0, Y0")
		if res {
			p.f("\tVADDPS (DX), Y0, Y0")
			p.f("\tADDQ $32, DX")
		}
		p.f("\tVMOVUPS Y0, (DI)")
		for _, r := range []string{"AX", "BX", "SI", "DI"} {
			p.f("\tADDQ $32, %s", r)
		}
		p.f("\tDECQ CX")
		p.f("\tJNZ %s", label)
		p.f("\tVZEROUPPER")
		p.f("\tRET")
	}
}

// peak writes the largest value of x.
func peak(p *printer) {
	p.f("\n// func peakAVX2(x *float32, n8 int) float32")
	p.f("TEXT ·peakAVX2(SB), NOSPLIT, $0-20")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ n8+8(FP), CX")
	p.f("\tVMOVUPS (AX), Y0")
	p.f("\tJMP peak_next")
	p.f("\npeak_loop:")
	p.f("\tVMAXPS (AX), Y0, Y0")
	p.f("\npeak_next:")
	p.f("\tADDQ $32, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ peak_loop")
	p.f("\tVEXTRACTF128 $1, Y0, X1")
	p.f("\tVMAXPS X1, X0, X0")
	p.f("\tVPERMILPS $0x4e, X0, X1")
	p.f("\tVMAXPS X1, X0, X0")
	p.f("\tVPERMILPS $0xb1, X0, X1")
	p.f("\tVMAXPS X1, X0, X0")
	p.f("\tVMOVSS X0, ret+16(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// tile writes the four sums of a tile; see tile.go.
func tile(p *printer) {
	p.f("\n// func tileAVX2(u, x *float32, step, ldx, n8 int)")
	p.f("TEXT ·tileAVX2(SB), NOSPLIT, $0-40")
	p.f("\tMOVQ u+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ step+16(FP), SI")
	p.f("\tMOVQ ldx+24(FP), DX")
	p.f("\tMOVQ n8+32(FP), CX")
	p.f("\tSHLQ $2, SI")
	p.f("\tSHLQ $2, DX")
	p.f("\tLEAQ (DI)(SI*2), R8")
	p.f("\tLEAQ (AX)(DX*2), R9")
	p.f("\ntile_loop:")
	p.f("\tVMOVUPS (AX), Y0")
	p.f("\tVMOVUPS (AX)(DX*1), Y1")
	p.f("\tVMOVUPS (R9), Y2")
	p.f("\tVMOVUPS (R9)(DX*1), Y3")
	p.f("\tVSUBPS Y2, Y0, Y0")
	p.f("\tVADDPS Y2, Y1, Y4")
	p.f("\tVSUBPS Y1, Y2, Y5")
	p.f("\tVSUBPS Y3, Y1, Y6")
	p.f("\tVMOVUPS Y0, (DI)")
	p.f("\tVMOVUPS Y4, (DI)(SI*1)")
	p.f("\tVMOVUPS Y5, (R8)")
	p.f("\tVMOVUPS Y6, (R8)(SI*1)")
	for _, r := range []string{"AX", "R9", "DI", "R8"} {
		p.f("\tADDQ $32, %s", r)
	}
	p.f("\tDECQ CX")
	p.f("\tJNZ tile_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// tileMaxout writes the two rows of a tile from its four products.
func tileMaxout(p *printer) {
	p.f("\n// func tileMaxoutAVX2(first, second, m, b *float32, step, n8, pieces, ld int)")
	p.f("TEXT ·tileMaxoutAVX2(SB), NOSPLIT, $0-64")
	p.f("\tMOVQ first+0(FP), DI")
	p.f("\tMOVQ second+8(FP), SI")
	p.f("\tMOVQ m+16(FP), R8")
	p.f("\tMOVQ b+24(FP), BX")
	p.f("\tMOVQ step+32(FP), R11")
	p.f("\tMOVQ n8+40(FP), CX")
	p.f("\tMOVQ pieces+48(FP), R12")
	p.f("\tMOVQ ld+56(FP), DX")
	p.f("\tSHLQ $2, DX")
	p.f("\tSHLQ $2, R11")
	p.f("\tLEAQ (R8)(R11*1), R9")
	p.f("\tLEAQ (R9)(R11*1), R10")
	p.f("\tADDQ R10, R11")
	for _, first := range []bool{true, false} {
		if first {
			p.f("\ntilemaxout_loop:")
			p.f("\tXORQ AX, AX")
			p.f("\tMOVQ R12, R13")
		} else {
			p.f("\ntilemaxout_piece:")
			p.f("\tADDQ DX, AX")
		}
		a, b := "Y7", "Y8"
		if first {
			a, b = "Y0", "Y1"
		}
		p.f("\tVMOVUPS (R9)(AX*1), Y2")
		p.f("\tVMOVUPS (R10)(AX*1), Y3")
		p.f("\tVMOVUPS (BX)(AX*1), Y4")
		p.f("\tVADDPS Y3, Y2, %s", a)
		p.f("\tVSUBPS Y3, Y2, %s", b)
		p.f("\tVADDPS (R8)(AX*1), %s, %s", a, a)
		p.f("\tVSUBPS (R11)(AX*1), %s, %s", b, b)
		p.f("\tVADDPS Y4, %s, %s", a, a)
		p.f("\tVADDPS Y4, %s, %s", b, b)
		if first {
			p.f("\tJMP tilemaxout_next")
		} else {
			p.f("\tVMAXPS %s, Y0, Y0", a)
			p.f("\tVMAXPS %s, Y1, Y1", b)
		}
	}
	p.f("\ntilemaxout_next:")
	p.f("\tDECQ R13")
	p.f("\tJNZ tilemaxout_piece")
	p.f("\tVMOVUPS Y0, (DI)")
	p.f("\tVMOVUPS Y1, (SI)")
	for _, r := range []string{"R8", "R9", "R10", "R11", "BX", "DI", "SI"} {
		p.f("\tADDQ $32, %s", r)
	}
	p.f("\tDECQ CX")
	p.f("\tJNZ tilemaxout_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}
