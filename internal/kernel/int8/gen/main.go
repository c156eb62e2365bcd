// Command gen writes the package's Go assembly: the products of small integers for
// AVX2 and AVX-512 VNNI, and the loops over rows for AVX2.
//
// It is run by go generate from the package's folder and takes no arguments:
//
//	go generate ./internal/kernel/int8
package main

import "github.com/hearsay/hearsay/internal/kernel/asm"

func main() {
	const by = "internal/kernel/int8/gen"
	asm.WriteFile("mul_amd64.s", by, mulFile)
	asm.WriteFile("row_amd64.s", by, rowFile)
}
