package rule

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/regex"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// ErrUnknown is wrapped by errors about what a pattern asks and is not known.
var ErrUnknown = errors.New("this is not known in patterns")

func sortStrings(s []string) { sort.Strings(s) }

// times is how often a step of a pattern matches.
type times uint8

const (
	once times = iota
	never
	optional // no or one time
	any0     // no or more times
)

// step is one token of a pattern after the operators are written out: + is
// once, then any0.
type step struct {
	times times
	conds []cond // all must hold; the dear ones last
}

// cond is one thing asked of a token.
type cond struct {
	attr *attribute
	test test

	text   string              // equal, notEqual, fuzzy
	number int64               // for numbers
	set    map[string]struct{} // in, notIn, subset, superset, intersects
	nums   map[int64]struct{}  // in, notIn of numbers
	regex  []int               // patterns of the ruler, one of which must be found
	edits  int                 // fuzzy
	not    bool                // turns the answer round
}

type test uint8

const (
	equal test = iota
	numEqual
	numLess
	numMore
	in
	numIn
	subset
	superset
	intersects
	search
	fuzzy
	always
)

// holds tells whether a token meets the condition.
func (c *cond) holds(w *Worker, l *token.Lexeme, t *hearsay.Token) bool {
	ok := false
	switch c.test {
	case always:
		ok = true
	case equal:
		ok = c.attr.text(l, t) == c.text
	case numEqual:
		ok = c.attr.number(l, t) == c.number
	case numLess:
		ok = c.attr.number(l, t) < c.number
	case numMore:
		ok = c.attr.number(l, t) > c.number
	case in:
		_, ok = c.set[c.attr.text(l, t)]
	case numIn:
		_, ok = c.nums[c.attr.number(l, t)]
	case subset, superset, intersects:
		ok = c.compare(c.attr.text(l, t))
	case search:
		text := c.attr.text(l, t)
		for _, i := range c.regex {
			if _, _, found := w.regex[i].Search(text); found {
				ok = true
				break
			}
		}
	case fuzzy:
		text := c.attr.text(l, t)
		if c.set == nil {
			ok = near(text, c.text, c.edits)
		}
		for s := range c.set { // any of them: order does not show
			ok = ok || near(text, s, c.edits)
		}
	}
	return ok != c.not
}

// compare holds a token's features, or its one value, against the set.
func (c *cond) compare(value string) bool {
	in, n := 0, 0
	each := func(s string) {
		n++
		if _, ok := c.set[s]; ok {
			in++
		}
	}
	if c.attr.name == "MORPH" {
		if value != "" && value != "_" {
			for f := range strings.SplitSeq(value, "|") {
				name, values, _ := strings.Cut(f, "=")
				if !strings.Contains(values, ",") {
					each(f)
					continue
				}
				for v := range strings.SplitSeq(values, ",") {
					each(name + "=" + v)
				}
			}
		}
	} else {
		each(value)
	}
	switch c.test {
	case subset:
		return in == n
	case superset:
		return in == len(c.set)
	}
	return in > 0
}

// near tells whether two texts are at most k edits apart (Levenshtein); k below
// 0 allows 30 % of the pattern's length, and at least 2.
func near(a, pattern string, k int) bool {
	if a == pattern {
		return true
	}
	if k < 0 {
		k = max(2, int(math.RoundToEven(0.3*float64(utf8.RuneCountInString(pattern)))))
	}
	x, y := []rune(a), []rune(pattern)
	if len(x)-len(y) > k || len(y)-len(x) > k {
		return false
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diag := row[0]
		row[0] = i + 1
		for j := range y {
			next := diag
			if x[i] != y[j] {
				next = min(diag, row[j], row[j+1]) + 1
			}
			diag, row[j+1] = row[j+1], next
		}
	}
	return row[len(y)] <= k
}

// maxSteps bounds what the operators {n,m} can write out to.
const maxSteps = 1000

// compile writes a pattern out into steps.
func (r *Ruler) compile(seq []msgpack.Pairs) ([]step, error) {
	var out []step
	for i, spec := range seq {
		ops := []times{once}
		var conds []cond
		for _, kv := range spec {
			name, ok := kv.Key.(string)
			if id, isID := kv.Key.(int64); isID && id >= 0 {
				name, ok = load.SymbolName(uint64(id))
			}
			if !ok {
				return nil, fmt.Errorf("token %d: the attribute %v: %w", i, kv.Key, ErrUnknown)
			}
			if strings.ToUpper(name) == "OP" {
				op, _ := kv.Value.(string)
				var err error
				if ops, err = operator(op); err != nil {
					return nil, fmt.Errorf("token %d: %w", i, err)
				}
				continue
			}
			attr := findAttribute(name)
			if attr == nil {
				return nil, fmt.Errorf("token %d: the attribute %q: %w", i, name, ErrUnknown)
			}
			cs, err := r.conditions(attr, kv.Value)
			if err != nil {
				return nil, fmt.Errorf("token %d: %s: %w", i, name, err)
			}
			conds = append(conds, cs...)
		}
		sort.SliceStable(conds, func(a, b int) bool { return conds[a].test < search && conds[b].test >= search })
		for _, op := range ops {
			out = append(out, step{op, conds})
		}
		if len(out) > maxSteps {
			return nil, fmt.Errorf("more than %d tokens", maxSteps)
		}
	}
	return out, nil
}

// operator writes an operator out into steps.
func operator(op string) ([]times, error) {
	switch op {
	case "1", "":
		return []times{once}, nil
	case "!":
		return []times{never}, nil
	case "?":
		return []times{optional}, nil
	case "*":
		return []times{any0}, nil
	case "+":
		return []times{once, any0}, nil
	}
	bad := fmt.Errorf("the operator %q: %w", op, ErrUnknown)
	body, ok := strings.CutPrefix(op, "{")
	body, ok2 := strings.CutSuffix(body, "}")
	if !ok || !ok2 {
		return nil, bad
	}
	low, high, comma := strings.Cut(body, ",")
	if !comma {
		high = low
	}
	n, err1 := strconv.Atoi(low)
	m, err2 := strconv.Atoi(high)
	if low == "" {
		n, err1 = 0, nil
	}
	if high == "" {
		m, err2 = n, nil
	}
	if err1 != nil || err2 != nil || low == "" && high == "" || n < 0 || m < n || m > maxSteps {
		return nil, bad
	}
	var out []times
	for range n {
		out = append(out, once)
	}
	if high == "" {
		return append(out, any0), nil
	}
	for range m - n {
		out = append(out, optional)
	}
	return out, nil
}

// conditions reads what is asked of one attribute: a value or operators.
func (r *Ruler) conditions(attr *attribute, v any) ([]cond, error) {
	if ops, ok := v.(msgpack.Pairs); ok {
		var out []cond
		for _, kv := range ops {
			name, _ := kv.Key.(string)
			cs, err := r.predicate(attr, strings.ToUpper(name), kv.Value)
			if err != nil {
				return nil, err
			}
			out = append(out, cs...)
		}
		return out, nil
	}
	if attr.number != nil {
		n, err := number(attr, v)
		return []cond{{attr: attr, test: numEqual, number: n}}, err
	}
	s, err := text(v)
	return []cond{{attr: attr, test: equal, text: s}}, err
}

func (r *Ruler) predicate(attr *attribute, name string, v any) ([]cond, error) {
	c := cond{attr: attr}
	switch name {
	case "IN", "NOT_IN":
		c.test, c.not = in, name == "NOT_IN"
		if attr.number != nil {
			c.test, c.nums = numIn, map[int64]struct{}{}
		}
	case "IS_SUBSET":
		c.test = subset
	case "IS_SUPERSET":
		c.test = superset
	case "INTERSECTS":
		c.test = intersects
	case "REGEX":
		return r.regexes(attr, v)
	case "==", "!=", ">", "<=", "<", ">=":
		n, err := number(attr, v)
		if err != nil || attr.number == nil {
			return nil, fmt.Errorf("the comparison %s of texts: %w", name, ErrUnknown)
		}
		c.number = n
		switch name {
		case "==", "!=":
			c.test, c.not = numEqual, name == "!="
		case ">", "<=":
			c.test, c.not = numMore, name == "<="
		default:
			c.test, c.not = numLess, name == ">="
		}
		return []cond{c}, nil
	default:
		if digits, ok := strings.CutPrefix(name, "FUZZY"); ok && (digits == "" || len(digits) == 1 && digits[0] >= '1' && digits[0] <= '9') {
			return r.fuzzies(attr, digits, v)
		}
		return nil, fmt.Errorf("the operator %q: %w", name, ErrUnknown)
	}
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%s wants a list", name)
	}
	if c.nums == nil {
		if attr.text == nil {
			return nil, fmt.Errorf("%s of numbers: %w", name, ErrUnknown)
		}
		c.set = map[string]struct{}{}
	}
	for _, item := range list {
		if c.nums != nil {
			n, err := number(attr, item)
			if err != nil {
				return nil, err
			}
			c.nums[n] = struct{}{}
			continue
		}
		s, err := text(item)
		if err != nil {
			return nil, err
		}
		if attr.name == "MORPH" {
			s = Features(s)
		}
		c.set[s] = struct{}{}
	}
	return []cond{c}, nil
}

// regexes reads {"REGEX": "x"} and {"REGEX": {"IN": ["x", "y"]}}.
func (r *Ruler) regexes(attr *attribute, v any) ([]cond, error) {
	if attr.text == nil {
		return nil, fmt.Errorf("REGEX of a number: %w", ErrUnknown)
	}
	add := func(c *cond, v any) error {
		s, ok := v.(string)
		if !ok {
			return fmt.Errorf("REGEX of %v: %w", v, ErrUnknown)
		}
		re, err := regex.Compile(s)
		if err != nil {
			return fmt.Errorf("REGEX: %w", err)
		}
		c.regex = append(c.regex, len(r.regex))
		r.regex = append(r.regex, re)
		return nil
	}
	m, nested := v.(msgpack.Pairs)
	if !nested {
		c := cond{attr: attr, test: search}
		err := add(&c, v)
		return []cond{c}, err
	}
	var out []cond
	for _, kv := range m {
		list, ok := kv.Value.([]any)
		if !ok || kv.Key != "IN" && kv.Key != "NOT_IN" {
			return nil, fmt.Errorf("REGEX with %v: %w", kv.Key, ErrUnknown)
		}
		c := cond{attr: attr, test: search, not: kv.Key == "NOT_IN"}
		for _, s := range list {
			if err := add(&c, s); err != nil {
				return nil, err
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// fuzzies reads {"FUZZY2": "x"} and {"FUZZY": {"IN": ["x", "y"]}}.
func (r *Ruler) fuzzies(attr *attribute, digits string, v any) ([]cond, error) {
	if attr.text == nil {
		return nil, fmt.Errorf("FUZZY of a number: %w", ErrUnknown)
	}
	edits := -1
	if digits != "" {
		edits = int(digits[0] - '0')
	}
	m, nested := v.(msgpack.Pairs)
	if !nested {
		s, err := text(v)
		return []cond{{attr: attr, test: fuzzy, text: s, edits: edits}}, err
	}
	var out []cond
	for _, kv := range m {
		list, ok := kv.Value.([]any)
		if !ok || kv.Key != "IN" && kv.Key != "NOT_IN" {
			return nil, fmt.Errorf("FUZZY with %v: %w", kv.Key, ErrUnknown)
		}
		c := cond{attr: attr, test: fuzzy, edits: edits, not: kv.Key == "NOT_IN", set: map[string]struct{}{}}
		for _, item := range list {
			s, err := text(item)
			if err != nil {
				return nil, err
			}
			c.set[s] = struct{}{}
		}
		out = append(out, c)
	}
	return out, nil
}

// text reads a text value; numbers of reserved symbols stand for their names.
func text(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case int64:
		if s, ok := load.SymbolName(uint64(v)); ok && v >= 0 {
			return s, nil
		}
	}
	return "", fmt.Errorf("the value %v: %w", v, ErrUnknown)
}

// number reads a number or a truth value.
func number(attr *attribute, v any) (int64, error) {
	switch v := v.(type) {
	case bool:
		return truth(v), nil
	case int64:
		return v, nil
	case string:
		if i := strings.Index(iob, v); attr.name == "ENT_IOB" && len(v) <= 1 && i >= 0 {
			return int64(i), nil
		}
	}
	return 0, fmt.Errorf("the value %v: %w", v, ErrUnknown)
}
