package int8

import "unsafe"

// args are the arguments of a product; the generator knows their places. k counts
// steps of eight bytes of a row, ldx and stride are in bytes, ldd is in bytes of
// the result.
type args struct {
	k      int
	x      unsafe.Pointer
	ldx    int
	w      unsafe.Pointer
	stride int // from one panel to the next
	dst    *float32
	ldd    int
	blocks int // of four rows
	sum    *int32
	scale  *float32
	bias   *float32
	zero   *int32
	rate   *float32
	factor float32
}

// product is an inner loop for some panels at once.
type product struct {
	panels int
	mul    func(*args)
	add    func(*args) // the same, added to what is there; of bytes only
}
