package load

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"encoding/json"

	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

// Vectors are a pipeline's static word vectors.
type Vectors struct {
	Name  string // as meta.json names them; spaCy's layers refer to them by it
	Rows  int
	Width int
	Data  []float32      // Rows x Width
	Row   map[uint64]int // string number -> row
}

// Of returns the vector of a string's number, or nil where it has none.
func (v *Vectors) Of(id uint64) []float32 {
	r, ok := v.Row[id]
	if !ok || r < 0 || r >= v.Rows {
		return nil
	}
	return v.Data[r*v.Width : (r+1)*v.Width]
}

// DecodeNumpy reads a .npy file of the format versions 1 to 3 (NEP 1): rows
// first only.
func DecodeNumpy(file, data string) (*msgpack.Numbers, error) {
	const magic = "\x93NUMPY"
	bad := func(what string) error {
		return fmt.Errorf("%s: numpy array: %s: the file is cut off or broken", file, what)
	}
	if len(data) < 12 || data[:6] != magic {
		return nil, bad("it does not begin as one")
	}
	n, at := int(data[8])|int(data[9])<<8, 10
	if data[6] >= 2 {
		n, at = n|int(data[10])<<16|int(data[11])<<24, 12
	}
	if n < 0 || n > len(data)-at || n > 1<<16 {
		return nil, bad("its head is too long")
	}
	head := data[at : at+n]
	typ, ok := quoted(after(head, "'descr':"))
	if !ok {
		return nil, bad("no type in its head")
	}
	if strings.HasPrefix(strings.TrimSpace(after(head, "'fortran_order':")), "True") {
		return nil, fmt.Errorf("%s: numpy array: columns come first; save it in C order", file)
	}
	dims := after(head, "'shape':")
	open, end := strings.IndexByte(dims, '('), strings.IndexByte(dims, ')')
	if open < 0 || end < open {
		return nil, bad("no shape in its head")
	}
	var shape []int
	for d := range strings.SplitSeq(dims[open+1:end], ",") {
		if d = strings.TrimSpace(d); d == "" {
			continue
		}
		v, err := strconv.Atoi(d)
		if err != nil || v < 0 || v > math.MaxInt32 || len(shape) == 8 {
			return nil, bad("its shape is not possible")
		}
		shape = append(shape, v)
	}
	a, err := msgpack.NewNumbers(typ, shape, data[at+n:])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return a, nil
}

func after(s, key string) string {
	if i := strings.Index(s, key); i >= 0 {
		return s[i+len(key):]
	}
	return ""
}

func quoted(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '\'' {
		return "", false
	}
	end := strings.IndexByte(s[1:], '\'')
	if end < 0 {
		return "", false
	}
	return s[1 : 1+end], true
}

// Vectors reads the static vectors; it returns nil where the pipeline has none.
// Vectors of the mode floret are refused with an error that says so.
func (p *Package) Vectors() (*Vectors, error) {
	data, err := p.Read("vocab/vectors")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	file := p.where("vocab/vectors")
	if cfg, err := p.Read("vocab/vectors.cfg"); err == nil {
		var c struct{ Mode string }
		if err := json.Unmarshal([]byte(cfg), &c); err != nil {
			return nil, fmt.Errorf("%s: %w", p.where("vocab/vectors.cfg"), err)
		}
		if c.Mode != "" && c.Mode != "default" {
			return nil, fmt.Errorf("%s: vectors of the mode %q are not known (only %q)", file, c.Mode, "default")
		}
	}
	a, err := DecodeNumpy(file, data)
	if err != nil {
		return nil, err
	}
	if len(a.Shape) != 2 {
		return nil, fmt.Errorf("%s: vectors of the shape %v; two dimensions expected", file, a.Shape)
	}
	if a.Count() == 0 {
		return nil, nil
	}
	v := &Vectors{Name: p.Meta.Vectors.Name, Rows: a.Shape[0], Width: a.Shape[1]}
	if v.Data, err = a.Float32s(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	rows, err := p.Read("vocab/key2row")
	if err != nil {
		return nil, err
	}
	if v.Row, err = decodeRows(p.where("vocab/key2row"), rows, v.Rows); err != nil {
		return nil, err
	}
	return v, nil
}

func decodeRows(file, data string, rows int) (map[uint64]int, error) {
	r := msgpack.NewReader(data)
	n, err := r.Map()
	if err != nil {
		return nil, fmt.Errorf("%s: rows of the vectors: %w", file, err)
	}
	out := make(map[uint64]int, n)
	for range n {
		key, err := r.Uint()
		if err != nil {
			return nil, fmt.Errorf("%s: rows of the vectors: %w", file, err)
		}
		row, err := r.Int()
		if err == nil && (row < -1 || row >= int64(rows)) {
			err = fmt.Errorf("row %d of %d", row, rows)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: rows of the vectors: %w", file, err)
		}
		out[key] = int(row)
	}
	return out, r.End()
}
