// Command gen builds data/petrarch.tsv, the compact form of the PETRARCH actor
// dictionaries (MIT licence, Open Event Data Alliance), from their folder:
//
//	go run ./gen -dict ../../../../shared/corpora/petrarch/dictionaries -out data/petrarch.tsv
//
// Each line is a name in lower case, its code and, where the name is a synonym,
// the name of its block; lines are sorted, so that the table is searched in place.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/hearsay/hearsay/internal/reading/entity/petrarch"
)

var (
	bracketed = regexp.MustCompile(`\s*\(([^)]*)\)\s*`)
	code      = regexp.MustCompile(`^[A-Z]{3,15}$`)
)

func main() {
	dict := flag.String("dict", "../../../../shared/corpora/petrarch/dictionaries", "folder of the dictionaries")
	out := flag.String("out", "data/petrarch.tsv", "file to write")
	flag.Parse()
	if err := run(*dict, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dict, out string) error {
	lines := map[string]string{}
	for _, file := range []string{"Phoenix.MilNonState.actors.txt", "Phoenix.International.actors.txt", "Phoenix.Countries.actors.txt"} {
		f, err := os.Open(filepath.Join(dict, file))
		if err != nil {
			return err
		}
		actors, err := petrarch.Read(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		countries := strings.Contains(file, "Countries")
		for _, a := range actors {
			c := a.Now()
			// Codes of a country alone are its names and towns: the gazetteer knows them better.
			if !code.MatchString(c) || countries && len(c) < 6 {
				continue
			}
			names := a.Names
			for _, n := range a.Names {
				if m := bracketed.FindStringSubmatch(n); m != nil {
					names = append(names, m[1])
				}
			}
			main := ""
			for _, n := range names {
				n = fold(n)
				words := len(strings.Fields(n))
				if len(n) < 2 || words == 0 || countries && words < 2 {
					continue
				}
				if main == "" {
					main = n
				}
				if lines[n] == "" {
					lines[n] = c + "\t" + main
				}
			}
		}
	}
	names := make([]string, 0, len(lines))
	for n := range lines {
		names = append(names, n)
	}
	sort.Strings(names)
	var b bytes.Buffer
	for _, n := range names {
		c, main, _ := strings.Cut(lines[n], "\t")
		if main == n {
			main = ""
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\n", n, c, main)
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// fold makes the key of a name: lower case, no brackets, no full stops, hyphens as spaces.
func fold(n string) string {
	n = bracketed.ReplaceAllString(n, " ")
	n = strings.NewReplacer(".", "", "-", " ", "'", "", "\t", " ").Replace(strings.ToLower(n))
	return strings.Join(strings.Fields(n), " ")
}
