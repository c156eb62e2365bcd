package embed

import "math/bits"

// hashRows is how many rows of a table a key is hashed to (thinc's HashEmbed).
const hashRows = 4

// hash gives the four hashes of a key: what thinc calls
// MurmurHash3_x86_128_uint64, in truth the finalizer of the x64 variant over
// one block of eight bytes (thinc/backends/numpy_ops.pyx).
func hash(key uint64, seed uint32) [hashRows]uint32 {
	h1 := key * 0x87c37b91114253d5
	h1 = bits.RotateLeft64(h1, 31)
	h1 *= 0x4cf5ad432745937f
	h1 ^= uint64(seed)
	h1 ^= 8
	h2 := uint64(seed) ^ 8
	h1 += h2
	h2 += h1
	h1, h2 = finish(h1), finish(h2)
	h1 += h2
	h2 += h1
	return [hashRows]uint32{uint32(h1), uint32(h1 >> 32), uint32(h2), uint32(h2 >> 32)}
}

func finish(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
