package kernel

import (
	"fmt"
	"os"
	"strings"
)

// Variant is one implementation of the package's loops.
type Variant struct {
	name  string
	lanes int // columns of a panel
	// blocks multiply some rows with one panel, by falling number of rows, the
	// last of them one row; nil for the variant in Go.
	blocks []block
	// rows multiply one row with several panels, by falling number of panels.
	rows []row
	// vector tells that the AVX2 helpers of vector_amd64.s may be used.
	vector bool
}

// block is the inner loop for a multiple of rows rows.
type block struct {
	rows int
	mul  func(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)
}

// row is the inner loop for one row and panels panels.
type row struct {
	panels int
	mul    func(k int, x, w, dst *float32)
}

// goVariant is the one that every machine has.
var goVariant = &Variant{name: "go", lanes: 4}

// variants and best are set once, before main, and only read afterwards.
var variants = append(machineVariants(), goVariant)
var best, bestErr = choose(os.Getenv("HEARSAY_KERNEL"))

// Name is "avx512", "avx2" or "go".
func (v *Variant) Name() string { return v.name }

// Variants lists the variants that this machine can run, fastest first.
func Variants() []*Variant { return append([]*Variant(nil), variants...) }

// Best returns the fastest variant, or the one that HEARSAY_KERNEL asked for
// where the machine has it.
func Best() *Variant { return best }

// Check returns an error where HEARSAY_KERNEL asks for what this machine
// cannot run; Best is then the fastest variant all the same.
func Check() error { return bestErr }

func choose(name string) (*Variant, error) {
	if name == "" {
		return variants[0], nil
	}
	names := make([]string, len(variants))
	for i, v := range variants {
		if v.name == name {
			return v, nil
		}
		names[i] = v.name
	}
	return variants[0], fmt.Errorf("HEARSAY_KERNEL=%q: this machine has %s", name, strings.Join(names, ", "))
}
