package main

import (
	"fmt"
	"strconv"
	"strings"
)

// byteSize is a number of bytes as people write it: "4MiB", "500k", "1000000".
type byteSize int64

// UnmarshalText reads a size; k, m and g count in 1024s, with or without "iB" or "B".
func (b *byteSize) UnmarshalText(text []byte) error {
	s := strings.ToLower(strings.TrimSpace(string(text)))
	s = strings.TrimSuffix(strings.TrimSuffix(s, "b"), "i")
	unit := int64(1)
	for suffix, n := range map[string]int64{"k": 1 << 10, "m": 1 << 20, "g": 1 << 30} {
		if strings.HasSuffix(s, suffix) {
			s, unit = strings.TrimSuffix(s, suffix), n
			break
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || n <= 0 || n*float64(unit) > 1<<40 {
		return fmt.Errorf("%q is no size: write it as 4MiB or 500k", text)
	}
	*b = byteSize(n * float64(unit))
	return nil
}
