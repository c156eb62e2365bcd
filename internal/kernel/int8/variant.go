package int8

import "github.com/hearsay/hearsay/internal/kernel"

// Variant is one implementation of the package's loops.
type Variant struct {
	name string
	// Products by falling number of panels, the last of them one; nil for the
	// variant in Go.
	bytes, words []product
	// vector tells that the AVX2 loops over rows may be used.
	vector bool
}

var goVariant = &Variant{name: "go"}

// variants is set once, before main, and only read afterwards.
var variants = append(machineVariants(), goVariant)

// Name is "avx512vnni", "avx2" or "go".
func (v *Variant) Name() string { return v.name }

// Variants lists the variants that this machine can run, fastest first.
func Variants() []*Variant { return append([]*Variant(nil), variants...) }

// Best returns the fastest variant that is not above package kernel's choice
// (HEARSAY_KERNEL).
func Best() *Variant {
	switch kernel.Best().Name() {
	case "avx512":
		return variants[0]
	case "avx2":
		for _, v := range variants {
			if v.name == "avx2" {
				return v
			}
		}
	}
	return goVariant
}
