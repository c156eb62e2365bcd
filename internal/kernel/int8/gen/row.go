package main

import (
	"math"

	"github.com/hearsay/hearsay/internal/kernel/asm"
)

// rowFile writes the loops over rows of float32, for AVX2. Counts are numbers of
// vectors of eight (n8), or of two such (n16), and at least 1. Products and sums are apart everywhere, never fused, so that
// the other variants get the same bits.
func rowFile(p *asm.Text) {
	p.F("")
	f := func(x float64) uint32 { return math.Float32bits(float32(x)) }
	for i, c := range geluPoly {
		p.Constant(string(rune('a'+i))+"gelu", f(c))
	}
	for i, c := range expPoly {
		p.Constant(string(rune('a'+i))+"exp", f(c))
	}
	p.Constant("half", f(.5))
	p.Constant("bound", f(geluBound))
	p.Constant("lower", f(-geluBound))
	p.Constant("least", f(expLeast))
	p.Constant("order", 0, 4, 1, 5, 2, 6, 3, 7)
	p.Constant("sign", 0x7fffffff)
	p.Constant("minus", 0xff800000)
	limits(p)
	quantize(p, true)
	quantize(p, false)
	gelu(p)
	addSum(p)
	deviation(p)
	scale(p)
	peak(p)
	exp(p)
	to16(p)
	largest(p)
	zip(p)
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
func fold(p *asm.Text, op string) {
	p.F("\t%s Y1, Y0, Y0", op)
	p.F("\tVEXTRACTF128 $1, Y0, X1")
	p.F("\t%s X1, X0, X0", op)
	p.F("\tVPERMILPS $0x4e, X0, X1")
	p.F("\t%s X1, X0, X0", op)
	p.F("\tVPERMILPS $0xb1, X0, X1")
	p.F("\t%s X1, X0, X0", op)
}

// polynomial writes y = a polynomial of x, whose n factors are in the registers from
// Y first on.
func polynomial(p *asm.Text, first, n int, x, y string) {
	p.F("\tVMULPS Y%d, %s, %s", first+n-1, x, y)
	for i := n - 2; i >= 0; i-- {
		p.F("\tVADDPS Y%d, %s, %s", first+i, y, y)
		if i > 0 {
			p.F("\tVMULPS %s, %s, %s", x, y, y)
		}
	}
}

// edges stores the least of Y0 and the greatest of Y2 at out.
func edges(p *asm.Text) {
	p.F("\tVMOVAPS Y0, Y1")
	fold(p, "VMINPS")
	p.F("\tVMOVSS X0, (DX)")
	p.F("\tVMOVAPS Y2, Y0")
	p.F("\tVMOVAPS Y2, Y1")
	fold(p, "VMAXPS")
	p.F("\tVMOVSS X0, 4(DX)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// limits writes the least and the greatest of x*s.
func limits(p *asm.Text) {
	p.F("\n// func limitsAVX2(x, s *float32, n8 int, out *[2]float32)")
	p.F("TEXT ·limitsAVX2(SB), NOSPLIT, $0-32")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ s+8(FP), BX")
	p.F("\tMOVQ n8+16(FP), CX")
	p.F("\tMOVQ out+24(FP), DX")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\tVXORPS Y2, Y2, Y2")
	p.F("\nlimits_loop:")
	p.F("\tVMOVUPS (AX), Y3")
	p.F("\tVMULPS (BX), Y3, Y3")
	p.F("\tVMINPS Y3, Y0, Y0")
	p.F("\tVMAXPS Y3, Y2, Y2")
	p.F("\tADDQ $32, AX")
	p.F("\tADDQ $32, BX")
	p.F("\tDECQ CX")
	p.F("\tJNZ limits_loop")
	edges(p)
}

// quantize writes round(x*s*rate)+zero, at least 0 and at most 255, for 32 values a step.
func quantize(p *asm.Text, scaled bool) {
	name, frame := "quantizeAVX2", 40
	if !scaled {
		name = "quantizePlainAVX2"
	}
	p.F("\n// func %s(dst *uint8, x, s *float32, n32 int, rate float32, zero int32)", name)
	p.F("TEXT ·%s(SB), NOSPLIT, $0-%d", name, frame)
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ s+16(FP), BX")
	p.F("\tMOVQ n32+24(FP), CX")
	p.F("\tVBROADCASTSS rate+32(FP), Y8")
	p.F("\tMOVL zero+36(FP), DX")
	p.F("\tVMOVD DX, X9")
	p.F("\tVPBROADCASTD X9, Y9")
	p.F("\tVMOVDQU order<>(SB), Y11")
	p.F("\n%s_loop:", name)
	for i := range 4 {
		p.F("\tVMOVUPS %d(AX), Y%d", 32*i, i)
		if scaled {
			p.F("\tVMULPS %d(BX), Y%d, Y%d", 32*i, i, i)
		}
		p.F("\tVMULPS Y8, Y%d, Y%d", i, i)
		p.F("\tVCVTPS2DQ Y%d, Y%d", i, i)
		p.F("\tVPADDD Y9, Y%d, Y%d", i, i)
	}
	// Go writes the operands of a pack the other way round: the second is the low half.
	p.F("\tVPACKSSDW Y1, Y0, Y0")
	p.F("\tVPACKSSDW Y3, Y2, Y2")
	p.F("\tVPACKUSWB Y2, Y0, Y0")
	p.F("\tVPERMD Y0, Y11, Y0")
	p.F("\tVMOVDQU Y0, (DI)")
	p.F("\tADDQ $128, AX")
	if scaled {
		p.F("\tADDQ $128, BX")
	}
	p.F("\tADDQ $32, DI")
	p.F("\tDECQ CX")
	p.F("\tJNZ %s_loop", name)
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// gelu writes x = gelu(x)*s, and the least and the greatest of these.
func gelu(p *asm.Text) {
	p.F("\n// func geluAVX2(x, s *float32, n8 int, out *[2]float32)")
	p.F("TEXT ·geluAVX2(SB), NOSPLIT, $0-32")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ s+8(FP), BX")
	p.F("\tMOVQ n8+16(FP), CX")
	p.F("\tMOVQ out+24(FP), DX")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\tVXORPS Y2, Y2, Y2")
	n := len(geluPoly)
	for i := range n {
		p.F("\tVMOVUPS %sgelu<>(SB), Y%d", string(rune('a'+i)), 7+i)
	}
	p.F("\tVMOVUPS bound<>(SB), Y6")
	p.F("\ngelu_loop:")
	p.F("\tVMOVUPS (AX), Y1")
	p.F("\tVMINPS Y6, Y1, Y3")
	p.F("\tVMAXPS lower<>(SB), Y3, Y3")
	p.F("\tVMULPS Y3, Y3, Y4")
	polynomial(p, 7, n, "Y4", "Y5")
	p.F("\tVMULPS Y3, Y5, Y5")
	p.F("\tVADDPS half<>(SB), Y5, Y5")
	p.F("\tVMULPS Y1, Y5, Y5")
	p.F("\tVMULPS (BX), Y5, Y5")
	p.F("\tVMOVUPS Y5, (AX)")
	p.F("\tVMINPS Y5, Y0, Y0")
	p.F("\tVMAXPS Y5, Y2, Y2")
	p.F("\tADDQ $32, AX")
	p.F("\tADDQ $32, BX")
	p.F("\tDECQ CX")
	p.F("\tJNZ gelu_loop")
	edges(p)
}

// addSum writes x += y and returns the sum.
func addSum(p *asm.Text) {
	p.F("\n// func addSumAVX2(x, y *float32, n16 int) float32")
	p.F("TEXT ·addSumAVX2(SB), NOSPLIT, $0-28")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ y+8(FP), BX")
	p.F("\tMOVQ n16+16(FP), CX")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\tVXORPS Y1, Y1, Y1")
	p.F("\naddsum_loop:")
	for i := range 2 {
		p.F("\tVMOVUPS %d(AX), Y%d", 32*i, 2+i)
		p.F("\tVADDPS %d(BX), Y%d, Y%d", 32*i, 2+i, 2+i)
		p.F("\tVMOVUPS Y%d, %d(AX)", 2+i, 32*i)
		p.F("\tVADDPS Y%d, Y%d, Y%d", 2+i, i, i)
	}
	p.F("\tADDQ $64, AX")
	p.F("\tADDQ $64, BX")
	p.F("\tDECQ CX")
	p.F("\tJNZ addsum_loop")
	fold(p, "VADDPS")
	p.F("\tVMOVSS X0, ret+24(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// deviation writes the sum of squared distances of x from mean.
func deviation(p *asm.Text) {
	p.F("\n// func deviationAVX2(x *float32, n16 int, mean float32) float32")
	p.F("TEXT ·deviationAVX2(SB), NOSPLIT, $0-28")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ n16+8(FP), CX")
	p.F("\tVBROADCASTSS mean+16(FP), Y4")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\tVXORPS Y1, Y1, Y1")
	p.F("\ndeviation_loop:")
	for i := range 2 {
		p.F("\tVMOVUPS %d(AX), Y%d", 32*i, 2+i)
		p.F("\tVSUBPS Y4, Y%d, Y%d", 2+i, 2+i)
		p.F("\tVMULPS Y%d, Y%d, Y%d", 2+i, 2+i, 2+i)
		p.F("\tVADDPS Y%d, Y%d, Y%d", 2+i, i, i)
	}
	p.F("\tADDQ $64, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ deviation_loop")
	fold(p, "VADDPS")
	p.F("\tVMOVSS X0, ret+24(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// scale writes dst = (x-mean)*rate*gain + bias.
func scale(p *asm.Text) {
	p.F("\n// func scaleAVX2(dst, x, gain, bias *float32, n8 int, mean, rate float32)")
	p.F("TEXT ·scaleAVX2(SB), NOSPLIT, $0-48")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ gain+16(FP), BX")
	p.F("\tMOVQ bias+24(FP), SI")
	p.F("\tMOVQ n8+32(FP), CX")
	p.F("\tVBROADCASTSS mean+40(FP), Y2")
	p.F("\tVBROADCASTSS rate+44(FP), Y3")
	p.F("\nscale_loop:")
	p.F("\tVMOVUPS (AX), Y0")
	p.F("\tVSUBPS Y2, Y0, Y0")
	p.F("\tVMULPS Y3, Y0, Y0")
	p.F("\tVMULPS (BX), Y0, Y0")
	p.F("\tVADDPS (SI), Y0, Y0")
	p.F("\tVMOVUPS Y0, (DI)")
	p.Next("scale_loop", 32, "AX", "BX", "SI", "DI")
}

// peak writes the greatest of x.
func peak(p *asm.Text) {
	p.F("\n// func peakAVX2(x *float32, n16 int) float32")
	p.F("TEXT ·peakAVX2(SB), NOSPLIT, $0-20")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ n16+8(FP), CX")
	p.F("\tVMOVUPS minus<>(SB), Y0")
	p.F("\tVMOVUPS minus<>(SB), Y1")
	p.F("\npeak_loop:")
	p.F("\tVMAXPS (AX), Y0, Y0")
	p.F("\tVMAXPS 32(AX), Y1, Y1")
	p.F("\tADDQ $64, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ peak_loop")
	fold(p, "VMAXPS")
	p.F("\tVMOVSS X0, ret+16(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// exp writes x = 2 to the power of max(x-top, -100) and returns the sum.
func exp(p *asm.Text) {
	p.F("\n// func expAVX2(x *float32, n16 int, top float32) float32")
	p.F("TEXT ·expAVX2(SB), NOSPLIT, $0-28")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ n16+8(FP), CX")
	p.F("\tVBROADCASTSS top+16(FP), Y15")
	p.F("\tVMOVUPS least<>(SB), Y14")
	n := len(expPoly)
	for i := range n {
		p.F("\tVMOVUPS %sexp<>(SB), Y%d", string(rune('a'+i)), 8+i)
	}
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\tVXORPS Y1, Y1, Y1")
	p.F("\nexp_loop:")
	for i := range 2 {
		p.F("\tVMOVUPS %d(AX), Y2", 32*i)
		p.F("\tVSUBPS Y15, Y2, Y2")
		p.F("\tVMAXPS Y14, Y2, Y2")
		p.F("\tVROUNDPS $0, Y2, Y3")
		p.F("\tVSUBPS Y3, Y2, Y2")
		p.F("\tVCVTPS2DQ Y3, Y3")
		p.F("\tVPSLLD $23, Y3, Y3")
		polynomial(p, 8, n, "Y2", "Y4")
		p.F("\tVPADDD Y3, Y4, Y4")
		p.F("\tVMOVUPS Y4, %d(AX)", 32*i)
		p.F("\tVADDPS Y4, Y%d, Y%d", i, i)
	}
	p.F("\tADDQ $64, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ exp_loop")
	fold(p, "VADDPS")
	p.F("\tVMOVSS X0, ret+24(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// to16 writes round(x*rate) as 16-bit values.
func to16(p *asm.Text) {
	p.F("\n// func to16AVX2(dst *int16, x *float32, n16 int, rate float32)")
	p.F("TEXT ·to16AVX2(SB), NOSPLIT, $0-28")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ n16+16(FP), CX")
	p.F("\tVBROADCASTSS rate+24(FP), Y2")
	p.F("\nto16_loop:")
	p.F("\tVMULPS (AX), Y2, Y0")
	p.F("\tVMULPS 32(AX), Y2, Y1")
	p.F("\tVCVTPS2DQ Y0, Y0")
	p.F("\tVCVTPS2DQ Y1, Y1")
	p.F("\tVPACKSSDW Y1, Y0, Y0")
	p.F("\tVPERMQ $0xd8, Y0, Y0")
	p.F("\tVMOVDQU Y0, (DI)")
	p.F("\tADDQ $64, AX")
	p.F("\tADDQ $32, DI")
	p.F("\tDECQ CX")
	p.F("\tJNZ to16_loop")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// largest writes the greatest magnitude in rows rows of n8 vectors.
func largest(p *asm.Text) {
	p.F("\n// func largestAVX2(x *float32, ldx, rows, n8 int) float32")
	p.F("TEXT ·largestAVX2(SB), NOSPLIT, $0-36")
	p.F("\tMOVQ x+0(FP), AX")
	p.F("\tMOVQ ldx+8(FP), DX")
	p.F("\tMOVQ rows+16(FP), CX")
	p.F("\tSHLQ $2, DX")
	p.F("\tVXORPS Y0, Y0, Y0")
	p.F("\tVMOVUPS sign<>(SB), Y2")
	p.F("\nlargest_row:")
	p.F("\tMOVQ n8+24(FP), BX")
	p.F("\tMOVQ AX, SI")
	p.F("\nlargest_loop:")
	p.F("\tVANDPS (SI), Y2, Y1")
	p.F("\tVMAXPS Y1, Y0, Y0")
	p.F("\tADDQ $32, SI")
	p.F("\tDECQ BX")
	p.F("\tJNZ largest_loop")
	p.F("\tADDQ DX, AX")
	p.F("\tDECQ CX")
	p.F("\tJNZ largest_row")
	p.F("\tVMOVAPS Y0, Y1")
	fold(p, "VMAXPS")
	p.F("\tVMOVSS X0, ret+32(FP)")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}

// zip writes pairs of rows of 16 values, ldx values apart, value beside value.
func zip(p *asm.Text) {
	p.F("\n// func zipAVX2(dst, x *int16, ldx, pairs int)")
	p.F("TEXT ·zipAVX2(SB), NOSPLIT, $0-32")
	p.F("\tMOVQ dst+0(FP), DI")
	p.F("\tMOVQ x+8(FP), AX")
	p.F("\tMOVQ ldx+16(FP), DX")
	p.F("\tMOVQ pairs+24(FP), CX")
	p.F("\tSHLQ $1, DX")
	p.F("\nzip_loop:")
	p.F("\tVMOVDQU (AX), Y0")
	p.F("\tVMOVDQU (AX)(DX*1), Y1")
	p.F("\tVPUNPCKLWD Y1, Y0, Y2")
	p.F("\tVPUNPCKHWD Y1, Y0, Y3")
	p.F("\tVPERM2I128 $0x20, Y3, Y2, Y0")
	p.F("\tVPERM2I128 $0x31, Y3, Y2, Y1")
	p.F("\tVMOVDQU Y0, (DI)")
	p.F("\tVMOVDQU Y1, 32(DI)")
	p.F("\tLEAQ (AX)(DX*2), AX")
	p.F("\tADDQ $64, DI")
	p.F("\tDECQ CX")
	p.F("\tJNZ zip_loop")
	p.F("\tVZEROUPPER")
	p.F("\tRET")
}
