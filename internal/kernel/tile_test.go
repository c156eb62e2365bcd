package kernel

import (
	"math/rand/v2"
	"testing"
)

// TestTile compares a convolution in tiles with the plain product.
func TestTile(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, v := range Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			for _, s := range [][3]int{{96, 96, 3}, {16, 16, 2}, {5, 5, 1}, {10, 12, 4}} {
				width, k, pieces := s[0], s[1], s[2]
				n := width * pieces
				w, bias, x := random(r, 3*n*k), random(r, n), random(r, 4*k)
				plain, err := v.Pack(w, n, 3*k)
				if err != nil {
					t.Fatal(err)
				}
				pre := make([]float32, 2*plain.Stride())
				plain.Mul(pre, plain.Stride(), x, k, 2)
				want := make([]float32, 2*width)
				v.Maxout(want[:width], pre, bias, pieces, width)
				v.Maxout(want[width:], pre[plain.Stride():], bias, pieces, width)

				tiles, err := v.TilePack(w, n, k)
				if err != nil {
					t.Fatal(err)
				}
				u, ld := make([]float32, 4*k), tiles[0].Stride()
				v.Tile(u, x, k, k, k)
				m := make([]float32, 4*ld)
				for i := range tiles {
					tiles[i].Mul(m[i*ld:], ld, u[i*k:], k, 1)
				}
				got := make([]float32, 2*width)
				v.TileMaxout(got[:width], got[width:], m, bias, ld, pieces, width)
				near(t, "tile", got, want)
			}
			if _, err := v.TilePack(make([]float32, 10), 2, 2); err == nil {
				t.Error("10 weights for 2 outputs of 3 by 2 inputs: no error")
			}
		})
	}
}
