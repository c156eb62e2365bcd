package main

import "math"

// rowFile writes the loops over rows of float32, for AVX2. Counts are numbers of
// vectors of eight (n8), or of two such (n16), and at least 1. Products and sums are apart everywhere, never fused, so that
// the other variants get the same bits.
func rowFile() []byte {
	var p printer
	p.WriteString(header)
	p.f("")
	f := func(x float64) uint32 { return math.Float32bits(float32(x)) }
	for i, c := range geluPoly {
		p.constant(string(rune('a'+i))+"gelu", f(c))
	}
	for i, c := range expPoly {
		p.constant(string(rune('a'+i))+"exp", f(c))
	}
	p.constant("half", f(.5))
	p.constant("bound", f(geluBound))
	p.constant("lower", f(-geluBound))
	p.constant("least", f(expLeast))
	p.constant("order", 0, 4, 1, 5, 2, 6, 3, 7)
	p.constant("sign", 0x7fffffff)
	p.constant("minus", 0xff800000)
	limits(&p)
	quantize(&p, true)
	quantize(&p, false)
	gelu(&p)
	addSum(&p)
	deviation(&p)
	scale(&p)
	peak(&p)
	exp(&p)
	to16(&p)
	largest(&p)
	zip(&p)
	return p.Bytes()
}

// The polynomials, as the Go side has them (row.go).
var (
	geluPoly = []float64{0.39871251583099365, -0.06598452478647232, 0.009585130959749222, -0.001037572044879198, 8.142232400132343e-05,
		-4.451485438039526e-06, 1.5908752004634152e-07, -3.3143341404695548e-09, 3.0360554348352053e-11}
	expPoly = []float64{0.9999991655349731, 0.6931219696998596, 0.24024981260299683, 0.05591703951358795, 0.009560510516166687}
)

const (
	geluBound = 4.5
	expLeast  = -100
)

// fold writes the sum of the lanes of Y0 and Y1 (lane i and i+8, then i and i+4
// of these, and so on) to the first of X0.
func fold(p *printer, op string) {
	p.f("\t%s Y1, Y0, Y0", op)
	p.f("\tVEXTRACTF128 $1, Y0, X1")
	p.f("\t%s X1, X0, X0", op)
	p.f("\tVPERMILPS $0x4e, X0, X1")
	p.f("\t%s X1, X0, X0", op)
	p.f("\tVPERMILPS $0xb1, X0, X1")
	p.f("\t%s X1, X0, X0", op)
}

// edges stores the least of Y0 and the greatest of Y2 at out.
func edges(p *printer) {
	p.f("\tVMOVAPS Y0, Y1")
	fold(p, "VMINPS")
	p.f("\tVMOVSS X0, (DX)")
	p.f("\tVMOVAPS Y2, Y0")
	p.f("\tVMOVAPS Y2, Y1")
	fold(p, "VMAXPS")
	p.f("\tVMOVSS X0, 4(DX)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// limits writes the least and the greatest of x*s.
func limits(p *printer) {
	p.f("\n// func limitsAVX2(x, s *float32, n8 int, out *[2]float32)")
	p.f("TEXT ·limitsAVX2(SB), NOSPLIT, $0-32")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ s+8(FP), BX")
	p.f("\tMOVQ n8+16(FP), CX")
	p.f("\tMOVQ out+24(FP), DX")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\tVXORPS Y2, Y2, Y2")
	p.f("\nlimits_loop:")
	p.f("\tVMOVUPS (AX), Y3")
	p.f("\tVMULPS (BX), Y3, Y3")
	p.f("\tVMINPS Y3, Y0, Y0")
	p.f("\tVMAXPS Y3, Y2, Y2")
	p.f("\tADDQ $32, AX")
	p.f("\tADDQ $32, BX")
	p.f("\tDECQ CX")
	p.f("\tJNZ limits_loop")
	edges(p)
}

// quantize writes round(x*s*rate)+zero, at least 0 and at most 255, for 32 values a step.
func quantize(p *printer, scaled bool) {
	name, frame := "quantizeAVX2", 40
	if !scaled {
		name = "quantizePlainAVX2"
	}
	p.f("\n// func %s(dst *uint8, x, s *float32, n32 int, rate float32, zero int32)", name)
	p.f("TEXT ·%s(SB), NOSPLIT, $0-%d", name, frame)
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ s+16(FP), BX")
	p.f("\tMOVQ n32+24(FP), CX")
	p.f("\tVBROADCASTSS rate+32(FP), Y8")
	p.f("\tMOVL zero+36(FP), DX")
	p.f("\tVMOVD DX, X9")
	p.f("\tVPBROADCASTD X9, Y9")
	p.f("\tVMOVDQU order<>(SB), Y11")
	p.f("\n%s_loop:", name)
	for i := range 4 {
		p.f("\tVMOVUPS %d(AX), Y%d", 32*i, i)
		if scaled {
			p.f("\tVMULPS %d(BX), Y%d, Y%d", 32*i, i, i)
		}
		p.f("\tVMULPS Y8, Y%d, Y%d", i, i)
		p.f("\tVCVTPS2DQ Y%d, Y%d", i, i)
		p.f("\tVPADDD Y9, Y%d, Y%d", i, i)
	}
	// Go writes the operands of a pack the other way round: the second is the low half.
	p.f("\tVPACKSSDW Y1, Y0, Y0")
	p.f("\tVPACKSSDW Y3, Y2, Y2")
	p.f("\tVPACKUSWB Y2, Y0, Y0")
	p.f("\tVPERMD Y0, Y11, Y0")
	p.f("\tVMOVDQU Y0, (DI)")
	p.f("\tADDQ $128, AX")
	if scaled {
		p.f("\tADDQ $128, BX")
	}
	p.f("\tADDQ $32, DI")
	p.f("\tDECQ CX")
	p.f("\tJNZ %s_loop", name)
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// gelu writes x = gelu(x)*s, and the least and the greatest of these.
func gelu(p *printer) {
	p.f("\n// func geluAVX2(x, s *float32, n8 int, out *[2]float32)")
	p.f("TEXT ·geluAVX2(SB), NOSPLIT, $0-32")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ s+8(FP), BX")
	p.f("\tMOVQ n8+16(FP), CX")
	p.f("\tMOVQ out+24(FP), DX")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\tVXORPS Y2, Y2, Y2")
	n := len(geluPoly)
	for i := range n {
		p.f("\tVMOVUPS %sgelu<>(SB), Y%d", string(rune('a'+i)), 7+i)
	}
	p.f("\tVMOVUPS bound<>(SB), Y6")
	p.f("\ngelu_loop:")
	p.f("\tVMOVUPS (AX), Y1")
	p.f("\tVMINPS Y6, Y1, Y3")
	p.f("\tVMAXPS lower<>(SB), Y3, Y3")
	p.f("\tVMULPS Y3, Y3, Y4")
	p.f("\tVMULPS Y%d, Y4, Y5", 7+n-1)
	for i := n - 2; i >= 0; i-- {
		p.f("\tVADDPS Y%d, Y5, Y5", 7+i)
		if i > 0 {
			p.f("\tVMULPS Y4, Y5, Y5")
		}
	}
	p.f("\tVMULPS Y3, Y5, Y5")
	p.f("\tVADDPS half<>(SB), Y5, Y5")
	p.f("\tVMULPS Y1, Y5, Y5")
	p.f("\tVMULPS (BX), Y5, Y5")
	p.f("\tVMOVUPS Y5, (AX)")
	p.f("\tVMINPS Y5, Y0, Y0")
	p.f("\tVMAXPS Y5, Y2, Y2")
	p.f("\tADDQ $32, AX")
	p.f("\tADDQ $32, BX")
	p.f("\tDECQ CX")
	p.f("\tJNZ gelu_loop")
	edges(p)
}

// addSum writes x += y and returns the sum.
func addSum(p *printer) {
	p.f("\n// func addSumAVX2(x, y *float32, n16 int) float32")
	p.f("TEXT ·addSumAVX2(SB), NOSPLIT, $0-28")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ y+8(FP), BX")
	p.f("\tMOVQ n16+16(FP), CX")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\tVXORPS Y1, Y1, Y1")
	p.f("\naddsum_loop:")
	for i := range 2 {
		p.f("\tVMOVUPS %d(AX), Y%d", 32*i, 2+i)
		p.f("\tVADDPS %d(BX), Y%d, Y%d", 32*i, 2+i, 2+i)
		p.f("\tVMOVUPS Y%d, %d(AX)", 2+i, 32*i)
		p.f("\tVADDPS Y%d, Y%d, Y%d", 2+i, i, i)
	}
	p.f("\tADDQ $64, AX")
	p.f("\tADDQ $64, BX")
	p.f("\tDECQ CX")
	p.f("\tJNZ addsum_loop")
	fold(p, "VADDPS")
	p.f("\tVMOVSS X0, ret+24(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// deviation writes the sum of squared distances of x from mean.
func deviation(p *printer) {
	p.f("\n// func deviationAVX2(x *float32, n16 int, mean float32) float32")
	p.f("TEXT ·deviationAVX2(SB), NOSPLIT, $0-28")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ n16+8(FP), CX")
	p.f("\tVBROADCASTSS mean+16(FP), Y4")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\tVXORPS Y1, Y1, Y1")
	p.f("\ndeviation_loop:")
	for i := range 2 {
		p.f("\tVMOVUPS %d(AX), Y%d", 32*i, 2+i)
		p.f("\tVSUBPS Y4, Y%d, Y%d", 2+i, 2+i)
		p.f("\tVMULPS Y%d, Y%d, Y%d", 2+i, 2+i, 2+i)
		p.f("\tVADDPS Y%d, Y%d, Y%d", 2+i, i, i)
	}
	p.f("\tADDQ $64, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ deviation_loop")
	fold(p, "VADDPS")
	p.f("\tVMOVSS X0, ret+24(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// scale writes dst = (x-mean)*rate*gain + bias.
func scale(p *printer) {
	p.f("\n// func scaleAVX2(dst, x, gain, bias *float32, n8 int, mean, rate float32)")
	p.f("TEXT ·scaleAVX2(SB), NOSPLIT, $0-48")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ gain+16(FP), BX")
	p.f("\tMOVQ bias+24(FP), SI")
	p.f("\tMOVQ n8+32(FP), CX")
	p.f("\tVBROADCASTSS mean+40(FP), Y2")
	p.f("\tVBROADCASTSS rate+44(FP), Y3")
	p.f("\nscale_loop:")
	p.f("\tVMOVUPS (AX), Y0")
	p.f("\tVSUBPS Y2, Y0, Y0")
	p.f("\tVMULPS Y3, Y0, Y0")
	p.f("\tVMULPS (BX), Y0, Y0")
	p.f("\tVADDPS (SI), Y0, Y0")
	p.f("\tVMOVUPS Y0, (DI)")
	for _, r := range []string{"AX", "BX", "SI", "DI"} {
		p.f("\tADDQ $32, %s", r)
	}
	p.f("\tDECQ CX")
	p.f("\tJNZ scale_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// peak writes the greatest of x.
func peak(p *printer) {
	p.f("\n// func peakAVX2(x *float32, n16 int) float32")
	p.f("TEXT ·peakAVX2(SB), NOSPLIT, $0-20")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ n16+8(FP), CX")
	p.f("\tVMOVUPS minus<>(SB), Y0")
	p.f("\tVMOVUPS minus<>(SB), Y1")
	p.f("\npeak_loop:")
	p.f("\tVMAXPS (AX), Y0, Y0")
	p.f("\tVMAXPS 32(AX), Y1, Y1")
	p.f("\tADDQ $64, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ peak_loop")
	fold(p, "VMAXPS")
	p.f("\tVMOVSS X0, ret+16(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// exp writes x = 2 to the power of max(x-top, -100) and returns the sum.
func exp(p *printer) {
	p.f("\n// func expAVX2(x *float32, n16 int, top float32) float32")
	p.f("TEXT ·expAVX2(SB), NOSPLIT, $0-28")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ n16+8(FP), CX")
	p.f("\tVBROADCASTSS top+16(FP), Y15")
	p.f("\tVMOVUPS least<>(SB), Y14")
	n := len(expPoly)
	for i := range n {
		p.f("\tVMOVUPS %sexp<>(SB), Y%d", string(rune('a'+i)), 8+i)
	}
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\tVXORPS Y1, Y1, Y1")
	p.f("\nexp_loop:")
	for i := range 2 {
		p.f("\tVMOVUPS %d(AX), Y2", 32*i)
		p.f("\tVSUBPS Y15, Y2, Y2")
		p.f("\tVMAXPS Y14, Y2, Y2")
		p.f("\tVROUNDPS $0, Y2, Y3")
		p.f("\tVSUBPS Y3, Y2, Y2")
		p.f("\tVCVTPS2DQ Y3, Y3")
		p.f("\tVPSLLD $23, Y3, Y3")
		p.f("\tVMULPS Y%d, Y2, Y4", 8+n-1)
		for j := n - 2; j >= 0; j-- {
			p.f("\tVADDPS Y%d, Y4, Y4", 8+j)
			if j > 0 {
				p.f("\tVMULPS Y2, Y4, Y4")
			}
		}
		p.f("\tVPADDD Y3, Y4, Y4")
		p.f("\tVMOVUPS Y4, %d(AX)", 32*i)
		p.f("\tVADDPS Y4, Y%d, Y%d", i, i)
	}
	p.f("\tADDQ $64, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ exp_loop")
	fold(p, "VADDPS")
	p.f("\tVMOVSS X0, ret+24(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// to16 writes round(x*rate) as 16-bit values.
func to16(p *printer) {
	p.f("\n// func to16AVX2(dst *int16, x *float32, n16 int, rate float32)")
	p.f("TEXT ·to16AVX2(SB), NOSPLIT, $0-28")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ n16+16(FP), CX")
	p.f("\tVBROADCASTSS rate+24(FP), Y2")
	p.f("\nto16_loop:")
	p.f("\tVMULPS (AX), Y2, Y0")
	p.f("\tVMULPS 32(AX), Y2, Y1")
	p.f("\tVCVTPS2DQ Y0, Y0")
	p.f("\tVCVTPS2DQ Y1, Y1")
	p.f("\tVPACKSSDW Y1, Y0, Y0")
	p.f("\tVPERMQ $0xd8, Y0, Y0")
	p.f("\tVMOVDQU Y0, (DI)")
	p.f("\tADDQ $64, AX")
	p.f("\tADDQ $32, DI")
	p.f("\tDECQ CX")
	p.f("\tJNZ to16_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// largest writes the greatest magnitude in rows rows of n8 vectors.
func largest(p *printer) {
	p.f("\n// func largestAVX2(x *float32, ldx, rows, n8 int) float32")
	p.f("TEXT ·largestAVX2(SB), NOSPLIT, $0-36")
	p.f("\tMOVQ x+0(FP), AX")
	p.f("\tMOVQ ldx+8(FP), DX")
	p.f("\tMOVQ rows+16(FP), CX")
	p.f("\tSHLQ $2, DX")
	p.f("\tVXORPS Y0, Y0, Y0")
	p.f("\tVMOVUPS sign<>(SB), Y2")
	p.f("\nlargest_row:")
	p.f("\tMOVQ n8+24(FP), BX")
	p.f("\tMOVQ AX, SI")
	p.f("\nlargest_loop:")
	p.f("\tVANDPS (SI), Y2, Y1")
	p.f("\tVMAXPS Y1, Y0, Y0")
	p.f("\tADDQ $32, SI")
	p.f("\tDECQ BX")
	p.f("\tJNZ largest_loop")
	p.f("\tADDQ DX, AX")
	p.f("\tDECQ CX")
	p.f("\tJNZ largest_row")
	p.f("\tVMOVAPS Y0, Y1")
	fold(p, "VMAXPS")
	p.f("\tVMOVSS X0, ret+32(FP)")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}

// zip writes pairs of rows of 16 values, ldx values apart, value beside value.
func zip(p *printer) {
	p.f("\n// func zipAVX2(dst, x *int16, ldx, pairs int)")
	p.f("TEXT ·zipAVX2(SB), NOSPLIT, $0-32")
	p.f("\tMOVQ dst+0(FP), DI")
	p.f("\tMOVQ x+8(FP), AX")
	p.f("\tMOVQ ldx+16(FP), DX")
	p.f("\tMOVQ pairs+24(FP), CX")
	p.f("\tSHLQ $1, DX")
	p.f("\nzip_loop:")
	p.f("\tVMOVDQU (AX), Y0")
	p.f("\tVMOVDQU (AX)(DX*1), Y1")
	p.f("\tVPUNPCKLWD Y1, Y0, Y2")
	p.f("\tVPUNPCKHWD Y1, Y0, Y3")
	p.f("\tVPERM2I128 $0x20, Y3, Y2, Y0")
	p.f("\tVPERM2I128 $0x31, Y3, Y2, Y1")
	p.f("\tVMOVDQU Y0, (DI)")
	p.f("\tVMOVDQU Y1, 32(DI)")
	p.f("\tLEAQ (AX)(DX*2), AX")
	p.f("\tADDQ $64, DI")
	p.f("\tDECQ CX")
	p.f("\tJNZ zip_loop")
	p.f("\tVZEROUPPER")
	p.f("\tRET")
}
