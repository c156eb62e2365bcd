// Package kernel holds the arithmetic that the nets spend their time in:
// products of float32 matrices and a few loops over vectors. It knows nothing
// of language.
//
// Input and output are plain []float32 in row order. A layer's weights are
// packed once, when it is loaded, into the order in which the inner loops read
// them:
//
//	w, err := kernel.Best().Pack(weights, 288, 96) // 288 outputs, 96 inputs
//	w.Mul(y, w.Stride(), x, 96, rows)              // y = x * weightsᵀ
//
// Three variants of the same loops exist and are chosen when the program
// starts: AVX-512, AVX2 with FMA (both Go assembly, written by the generator in
// gen), and Go without assembly, for every other machine. Their results differ
// by the order of additions only; the tests hold them within 1e-4 of each
// other. The environment variable HEARSAY_KERNEL=avx512|avx2|go asks for one.
//
// The matrices here are small (a layer of 288 by 288 is 330 kB and stays in
// the second-level cache), so that there is no blocking over the inner
// dimension: a panel of 16 or 32 columns of weights is read once for a block of
// 6 or 12 rows. The rows of x may overlap, which makes a convolution over a
// window of tokens a plain product: row i is the 3*width values that begin at
// token i-1. A convolution over three tokens is cheaper still in tiles of two
// rows; see tile.go.
package kernel

//go:generate go run ./gen
