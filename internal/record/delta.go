package record

import (
	"encoding/binary"
	"errors"
)

// History keeps every view of a merged event. One view differs from the one before
// it in a few places, so that it is kept as its differences: stretches of the one
// before, and what stands between them.

// window is the shortest stretch that is looked for, and how far the looked-for
// places lie apart.
const window = 16

// Delta writes is as its differences from was.
func Delta(was, is []byte) []byte {
	at := make(map[[window]byte]int, len(was)/window+1)
	for i := len(was)/window*window - window; i >= 0; i -= window { // the first of equal stretches counts
		at[[window]byte(was[i:])] = i
	}
	out := binary.AppendUvarint(nil, uint64(len(is)))
	from := 0 // what lies before is written
	for i := 0; i+window <= len(is); {
		start, ok := at[[window]byte(is[i:])]
		if !ok {
			i++
			continue
		}
		begin, end := start, start+window
		for begin > 0 && i > from && was[begin-1] == is[i-1] {
			begin, i = begin-1, i-1
		}
		for end < len(was) && i+end-begin < len(is) && was[end] == is[i+end-begin] {
			end++
		}
		out = binary.AppendUvarint(out, uint64(i-from))
		out = append(out, is[from:i]...)
		out = binary.AppendUvarint(out, uint64(end-begin))
		out = binary.AppendUvarint(out, uint64(begin))
		i += end - begin
		from = i
	}
	out = binary.AppendUvarint(out, uint64(len(is)-from))
	return append(out, is[from:]...)
}

// Undelta gives back what [Delta] was given.
func Undelta(was, delta []byte) ([]byte, error) {
	bad := errors.New("a kept view is damaged")
	number := func() (int, bool) {
		n, w := binary.Uvarint(delta)
		if w <= 0 || n > biggest {
			return 0, false
		}
		delta = delta[w:]
		return int(n), true
	}
	size, ok := number()
	if !ok {
		return nil, bad
	}
	out := make([]byte, 0, min(size, len(was)+len(delta)))
	for {
		n, ok := number()
		if !ok || n > len(delta) {
			return nil, bad
		}
		out = append(out, delta[:n]...)
		if delta = delta[n:]; len(delta) == 0 {
			break
		}
		n, ok1 := number()
		from, ok2 := number()
		if !ok1 || !ok2 || n == 0 || from > len(was) || n > len(was)-from || len(out)+n > size {
			return nil, bad
		}
		out = append(out, was[from:from+n]...)
	}
	if len(out) != size {
		return nil, bad
	}
	return out, nil
}

// How a block of history begins, once unsqueezed.
const (
	wholeView = 0
	deltaView = 1 // from the view kept before it
)

// HistoryBlock is the block that keeps a view's Shown part, which is made beside other work: call what it
// returns to have it. was is the one that history kept last, empty where it is not at hand. Neither may
// change before.
func HistoryBlock(was, is []byte) func() []byte {
	return beside(func() []byte {
		if len(was) > 0 {
			if d := Delta(was, is); len(d) < len(is)/2 {
				return SqueezeOwn(append([]byte{deltaView}, d...))
			}
		}
		return SqueezeOwn(append([]byte{wholeView}, is...))
	})
}

// ReadHistory reads such a block; before is the view kept before it.
func ReadHistory(before, block []byte) ([]byte, error) {
	b, err := Unsqueeze(block)
	if err != nil {
		return nil, err
	}
	if len(b) > 0 && b[0] == wholeView {
		return b[1:], nil
	}
	if len(b) > 0 && b[0] == deltaView {
		return Undelta(before, b[1:])
	}
	return nil, errors.New("a kept view is damaged")
}
