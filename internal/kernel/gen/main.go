// Command gen writes the package's Go assembly: the inner loops of the matrix
// product for AVX2 and AVX-512, and the vector helpers for AVX2.
//
// It is run by go generate from the package's folder and takes no arguments:
//
//	go generate ./internal/kernel
//
// The loops differ only in their numbers of rows, vectors and lanes, so that
// writing them by hand would be the same text ten times with ten chances of a
// wrong register.
package main

import "github.com/hearsay/hearsay/internal/kernel/asm"

func main() {
	const by = "internal/kernel/gen"
	asm.WriteFile("gemm_amd64.s", by, gemmFile)
	asm.WriteFile("vector_amd64.s", by, vectorFile)
}
