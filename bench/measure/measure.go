// Package measure is what the programs that measure our engines share: the texts that they
// read, and how much memory that took.
package measure

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// Texts returns the texts of the first n reports (0: of all) of a file of JSON lines with a field
// "text", which may be gzipped. A file without reports is an error.
func Texts(name string, n int) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	var texts []string
	for lines.Scan() && (n == 0 || len(texts) < n) {
		var d struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, len(texts)+1, err)
		}
		texts = append(texts, d.Text)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s: no reports", name)
	}
	return texts, nil
}

// Peak is the largest resident memory so far in MB, 0 where the system does not tell.
func Peak() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, ok := strings.Cut(string(b), "VmHWM:")
	fields := strings.Fields(rest)
	if !ok || len(fields) == 0 {
		return 0
	}
	kb, err := strconv.ParseFloat(fields[0], 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}
