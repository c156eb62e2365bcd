package encoder

import "math"

// PackWords brings the pieces' own vectors, rows of width values, to codes of so many bits (2 to 8; a row fills whole bytes) and a scale for each row. A code k stands
// for (k - 2^(bits-1) + 1/2) * scale; the lowest bits of a row's first byte are its first code. Where rows already are such
// numbers, the greatest at an outermost code, as train/network.py rounds them, nothing is lost.
func PackWords(x []float32, width, bits int) (codes string, scale []float32) {
	n, size, half := len(x)/width, width*bits/8, float64(int(1)<<(bits-1))
	b, scale := make([]byte, n*size), make([]float32, n)
	for i := range n {
		row, own := x[i*width:i*width+width], b[i*size:i*size+size]
		var top float64
		for _, a := range row {
			top = max(top, math.Abs(float64(a)))
		}
		scale[i] = float32(top / (half - .5))
		for j, a := range row {
			code := half
			if top > 0 {
				code = min(max(math.Floor(float64(a)/top*(half-.5)), -half), half-1) + half
			}
			at := j * bits
			both := uint16(code) << (at % 8)
			own[at/8] |= byte(both)
			if at%8+bits > 8 {
				own[at/8+1] |= byte(both >> 8)
			}
		}
	}
	return string(b), scale
}

// unpackWord sets row to the vector of a piece.
func unpackWord(row []float32, codes string, piece int, scale float32, bits int) {
	size := len(row) * bits / 8
	codes = codes[piece*size : piece*size+size]
	middle, mask := float32(int(1)<<(bits-1))-.5, uint(1)<<bits-1
	var held, have uint
	for j := range row {
		for have < uint(bits) {
			held |= uint(codes[0]) << have
			codes, have = codes[1:], have+8
		}
		row[j] = float32((float32(held&mask) - middle) * scale)
		held, have = held>>bits, have-uint(bits)
	}
}
