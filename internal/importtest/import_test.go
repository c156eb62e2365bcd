package importtest

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/hearsay/hearsay"

// rules tell, for a package and what lies under it, which of our own packages
// it may import besides those under itself and the nouns in the root. The
// longest path that fits counts. A package that is not told of here fails.
var rules = []struct {
	path    string
	allowed []string
}{
	{"", nil},
	{"bench", []string{"internal/encoder", "internal/kernel", "internal/syntax"}},
	{"bench/record", []string{"internal/gazetteer", "internal/link", "internal/record"}},
	{"client", nil},
	{"cmd/hearsay", []string{"internal", "examples"}},
	{"eval", nil},
	{"examples", nil},
	{"internal/claim", []string{"internal/encoder", "internal/model", "internal/dateline", "internal/gazetteer", "internal/lists"}},
	{"internal/columns", nil},
	{"internal/correct", []string{"internal/answer/query", "internal/event/book", "internal/gazetteer", "internal/link", "internal/record"}},
	{"internal/document", nil},
	{"internal/document/lang", []string{"internal/regex"}},
	{"internal/encoder", []string{"internal/kernel"}},
	{"internal/encoder/convert", []string{"internal/encoder", "examples"}},
	{"internal/event", []string{"internal/model", "internal/dateline", "internal/gazetteer", "internal/lists"}},
	{"internal/flow", []string{"internal/claim", "internal/dateline", "internal/event", "internal/headline", "internal/layout", "internal/lists", "internal/mask", "internal/mend", "internal/reading", "internal/syntax"}},
	{"internal/answer/api", []string{"internal/answer", "internal/record", "internal/link/weigh"}},
	{"internal/answer", []string{"internal/columns", "internal/record", "internal/gazetteer", "internal/link/weigh"}},
	{"internal/dateline", []string{"internal/gazetteer"}},
	{"internal/gazetteer", nil},
	{"internal/guard", nil},
	{"internal/headline", []string{"internal/gazetteer", "internal/lists"}},
	{"internal/intake", []string{"internal/source", "internal/document", "internal/flow", "internal/link", "internal/record"}},
	{"internal/link", []string{"internal/record", "internal/gazetteer"}},
	{"internal/link/dup", []string{"internal/record", "internal/gazetteer"}},
	{"internal/link/merge", []string{"internal/record", "internal/gazetteer", "internal/lists"}},
	{"internal/link/revise", []string{"internal/record", "internal/gazetteer"}},
	{"internal/link/story", []string{"internal/record", "internal/gazetteer", "internal/lists"}},
	{"internal/link/weigh", []string{"internal/record", "internal/gazetteer", "internal/lists"}},
	{"internal/record", []string{"internal/gazetteer"}},
	{"internal/record/postgres", []string{"internal/record", "internal/gazetteer"}},
	{"internal/record/recordtest", []string{"internal/record"}},
	{"internal/record/sqlite", []string{"internal/record", "internal/record/tables"}},
	{"internal/record/tables", []string{"internal/record"}},
	{"internal/importtest", nil},
	{"internal/kernel", nil},
	{"internal/layout", nil},
	{"internal/lists", nil},
	{"internal/mask", []string{"internal/gazetteer", "internal/headline", "internal/lists", "internal/syntax"}},
	{"internal/mend", nil},
	{"internal/model", []string{"internal/encoder", "internal/syntax/load"}},
	{"internal/reading/count", []string{"internal/model", "internal/gazetteer", "internal/lists"}},
	{"internal/reading/entity", []string{"internal/model", "internal/dateline", "internal/gazetteer", "internal/lists"}},
	{"internal/reading/name", []string{"internal/encoder", "internal/model", "internal/lists"}},
	{"internal/reading/factuality", nil},
	{"internal/reading/vector", []string{"internal/encoder", "internal/model"}},
	{"internal/reading/when", []string{"internal/model", "internal/gazetteer", "internal/lists"}},
	{"internal/reading/where", []string{"internal/model", "internal/dateline", "internal/gazetteer", "internal/lists"}},
	{"internal/regex", nil},
	{"internal/render", []string{"internal/columns"}},
	{"internal/score", []string{"internal/gazetteer"}},
	{"internal/source", nil},
	{"internal/syntax", []string{"internal/model", "internal/kernel", "internal/regex", "internal/syntax"}},
	{"internal/telemetry", []string{"internal/guard", "internal/record"}},
	{"internal/testkit", []string{"internal"}},
	{"third_party", nil},
}

// source is one Go file that ships, tests left out.
type source struct {
	file, pkg string // relative to the root; the root package is ""
	imports   []string
	tree      *ast.File
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// ignored are the folders that are no part of the repository.
func ignored(name string) bool {
	return name == ".git" || name == "testdata" || name == ".venv" || name == "node_modules"
}

func sources(t *testing.T) []source {
	t.Helper()
	dir := root(t)
	var out []source
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if ignored(d.Name()) && path != dir {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		s := source{file: filepath.ToSlash(rel), pkg: filepath.ToSlash(filepath.Dir(rel)), tree: f}
		if s.pkg == "." {
			s.pkg = ""
		}
		for _, im := range f.Imports {
			p, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, p)
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func within(pkg, path string) bool {
	return path == pkg || strings.HasPrefix(pkg, path+"/")
}

func TestImportsGoOneWay(t *testing.T) {
	for _, s := range sources(t) {
		best := -1
		for i, r := range rules {
			if (r.path == s.pkg || r.path != "" && within(s.pkg, r.path)) && (best < 0 || len(r.path) > len(rules[best].path)) {
				best = i
			}
		}
		if best < 0 {
			t.Errorf("%s: no rule for package %s: add one to this test and the folder to docs/ARCHITECTURE.md", s.file, s.pkg)
			continue
		}
		r := rules[best]
		for _, im := range s.imports {
			own, ok := strings.CutPrefix(im, module)
			if !ok {
				if s.pkg == "" && strings.Contains(strings.SplitN(im, "/", 2)[0], ".") {
					t.Errorf("%s: the nouns import %s; they import the standard library only", s.file, im)
				}
				continue
			}
			own = strings.TrimPrefix(own, "/")
			ok = own == "" && s.pkg != "" || r.path != "" && within(own, r.path)
			for _, a := range r.allowed {
				ok = ok || within(own, a)
			}
			if !ok {
				t.Errorf("%s: %s may not import %s", s.file, s.pkg, own)
			}
		}
	}
}

// TestPackageComments: every package says what it takes and what it gives.
func TestPackageComments(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		said[s.pkg] = said[s.pkg] || s.tree.Doc != nil
	}
	var pkgs []string
	for p := range said {
		pkgs = append(pkgs, p)
	}
	sort.Strings(pkgs)
	for _, p := range pkgs {
		if !said[p] {
			t.Errorf("package %s has no comment", p)
		}
	}
}

// TestLibrariesAreTold: every module that is imported stands in
// docs/dependencies.md.
func TestLibrariesAreTold(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(root(t), "docs", "dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, m := range regexp.MustCompile("`([a-z0-9.]+\\.[a-z]+/[^` ]+)`").FindAllStringSubmatch(string(doc), -1) {
		told[m[1]] = true
	}
	for _, s := range sources(t) {
	imports:
		for _, im := range s.imports {
			if strings.HasPrefix(im, module) || !strings.Contains(strings.SplitN(im, "/", 2)[0], ".") {
				continue
			}
			for m := range told {
				if within(im, m) {
					continue imports
				}
			}
			t.Errorf("%s: %s is not told of in docs/dependencies.md", s.file, im)
		}
	}
}

// TestPathsExist: every path that a document names in backquotes is there.
func TestPathsExist(t *testing.T) {
	dir := root(t)
	path := regexp.MustCompile("`([A-Za-z0-9_.][A-Za-z0-9_./-]*)`")
	for _, doc := range []string{"docs/ARCHITECTURE.md", "README.md"} {
		data, err := os.ReadFile(filepath.Join(dir, doc))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range path.FindAllStringSubmatch(string(data), -1) {
			p := m[1]
			if !strings.Contains(p, "/") || strings.HasPrefix(p, "../") || strings.HasPrefix(p, "github.com/") {
				continue
			}
			n++
			if _, err := os.Stat(filepath.Join(dir, p)); err != nil {
				t.Errorf("%s names %s, which is not there", doc, p)
			}
		}
		if n < 5 {
			t.Errorf("%s names %d paths: does the test still find them?", doc, n)
		}
	}
}

// TestNoMachine: no file names a place that is only on the machine it was
// written on.
func TestNoMachine(t *testing.T) {
	places := regexp.MustCompile(`(^|[^.\w])/(work|root|home|Users)/[\w.]+/|/tmp/[\w.-]+/`)
	dir := root(t)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" || d.Name() == ".venv" || d.Name() == "node_modules" {
				return fs.SkipDir
			}
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".md", ".sh", ".py", ".tsv", ".txtar", ".mjs", ".s":
		default:
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		// The expression is slow on megabytes of word lists.
		suspect := false
		for _, p := range []string{"/work/", "/root/", "/home/", "/Users/", "/tmp/"} {
			suspect = suspect || bytes.Contains(data, []byte(p))
		}
		if !suspect {
			return nil
		}
		if m := places.Find(data); m != nil {
			t.Errorf("%s names %s", path, m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
