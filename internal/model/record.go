package model

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"path"
	"strings"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

// Verified is the outcome of holding a package's files against its RECORD.
type Verified struct {
	Record  string   // the RECORD used; empty where the package has none
	Checked int      // files whose hash is right
	Wrong   []string // files that are missing or whose hash is not the recorded one
}

// Verify holds the files of a package against the hashes in the RECORD of its
// wheel (PEP 376, PEP 427). Folders and source archives usually have none.
func Verify(p *load.Package) (Verified, error) {
	var v Verified
	files := p.All()
	for _, n := range files.Names() {
		if path.Base(n) == "RECORD" && (n == "RECORD" || strings.HasSuffix(path.Dir(n), ".dist-info")) {
			v.Record = n
		}
	}
	if v.Record == "" {
		return v, nil
	}
	data, err := files.Read(v.Record)
	if err != nil {
		return v, err
	}
	rows := csv.NewReader(strings.NewReader(data))
	rows.FieldsPerRecord = -1
	list, err := rows.ReadAll()
	if err != nil {
		return v, fmt.Errorf("%s: %s: %w", p.Source, v.Record, err)
	}
	have := map[string]bool{}
	for _, n := range files.Names() {
		have[n] = true
	}
	for _, row := range list {
		if len(row) < 2 || row[1] == "" {
			continue // RECORD itself has no hash
		}
		name, want := row[0], strings.TrimPrefix(row[1], "sha256=")
		if v.Record == "RECORD" && !have[name] {
			// The embedded pipeline holds only the folder of config.cfg.
			parts := strings.SplitN(name, "/", 3)
			if len(parts) < 3 {
				continue
			}
			name = parts[2]
		}
		data, err := files.Read(name)
		if err != nil {
			v.Wrong = append(v.Wrong, name)
			continue
		}
		sum := sha256.Sum256([]byte(data))
		if base64.RawURLEncoding.EncodeToString(sum[:]) != want {
			v.Wrong = append(v.Wrong, name)
			continue
		}
		v.Checked++
	}
	return v, nil
}
