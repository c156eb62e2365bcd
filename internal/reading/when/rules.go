package when

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed rules.tsv
var rulesTSV string

// rule is one line of rules.tsv.
type rule struct {
	name    string
	pattern *program
	op      string
	arg     string
	order   int
	// The line's example, which is its test.
	published, tense, example, expected string
}

// rules is the rule set with an index of what can begin each rule.
type rules struct {
	all     []rule
	byWord  map[string][]int
	byClass []classRules
}

type classRules struct {
	class string
	rules []int
}

func loadRules() (*rules, error) {
	rs := &rules{byWord: map[string][]int{}}
	lets := map[string]string{}
	classAt := map[string]int{}
	for n, line := range strings.Split(rulesTSV, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		bad := func(err error) error { return fmt.Errorf("rules.tsv line %d: %w", n+1, err) }
		if f[0] == "let" {
			if len(f) != 3 {
				return nil, bad(fmt.Errorf("a let line has 3 columns: let, name, pattern"))
			}
			lets[f[1]] = f[2]
			continue
		}
		if len(f) != 7 {
			return nil, bad(fmt.Errorf("%d columns, 7 wanted", len(f)))
		}
		p, err := parsePattern(f[1], lets)
		if err != nil {
			return nil, bad(err)
		}
		r := rule{name: f[0], pattern: compile(p), order: len(rs.all), published: f[3], tense: f[4], example: f[5], expected: f[6]}
		r.op, r.arg, _ = strings.Cut(f[2], ":")
		if ops[r.op] == nil {
			return nil, bad(fmt.Errorf("no op %q", r.op))
		}
		ws, cs := map[string]bool{}, map[string]bool{}
		if p.firsts(ws, cs) {
			return nil, bad(fmt.Errorf("the pattern can match nothing"))
		}
		for w := range ws {
			rs.byWord[w] = append(rs.byWord[w], r.order)
		}
		for _, c := range sortedKeys(cs) {
			at, ok := classAt[c]
			if !ok {
				at = len(rs.byClass)
				classAt[c] = at
				rs.byClass = append(rs.byClass, classRules{class: c})
			}
			rs.byClass[at].rules = append(rs.byClass[at].rules, r.order)
		}
		rs.all = append(rs.all, r)
	}
	return rs, nil
}
