// Package int8 holds the arithmetic of a transformer whose numbers were brought
// to few bits: products of bytes and of 16-bit values, and the loops over
// rows of float32 between them. It knows nothing of language.
//
//	v := int8.Best()
//	m, err := v.Pack(weights, 384, 384, scale, bias, smooth)
//	x := int8.NewRows(4, 384)
//	v.Quantize(x, 0, values, m.Smooth())         // and so on: a row of float32 as bytes
//	m.Mul(y, 384, x, 0, 4, 0, m.Panels())        // y = x * weightsᵀ + bias, in float32
//
// # The same bits everywhere
//
// Three variants of the loops exist: AVX-512 VNNI, AVX2 (both Go assembly, written by
// the generator in gen), and Go. Their results are the same to the last bit,
// so that what a program reads in a text does not depend on the machine. Sums of
// many values are sums of integers, whose order does not matter, or are kept in
// sixteen lanes that are folded in one order; products and sums of float32 are
// never fused.
//
// # Weights
//
// The inputs of a layer form groups of 192 ([Group]). A weight is a signed byte times the scale of
// its row (an output) and group. A value of x is an unsigned byte: round(x * smooth / step) + zero,
// where step and zero are those of its row of x and its group, made of the least and greatest value there, and smooth
// is one factor an input.
// AVX2 has no instruction that multiplies bytes into 32-bit sums; it adds four products in 16 bits.
// So that these cannot overflow whatever x is, weights must keep a bound: of the
// inputs 8i to 8i+7, neither the positive nor the negative weights of 0, 1, 4 and
// 5, nor those of 2, 3, 6 and 7, may have a sum beyond 128 ([Bound]): 128 times 255 has 16 bits. That costs
// two thirds of a bit of the weights, and saves AVX2 every second widening, which is what bounds it. [Fit] finds such weights.
//
// # Attention
//
// Products of two activations are products of 16-bit values ([Variant.MulWide]): 14 bits of what is greatest in a
// window's head, for which the processor has twice the multipliers that it has for float32.
package int8

//go:generate go run ./gen
