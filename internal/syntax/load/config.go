package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Section is a section of a configuration: values as encoding/json gives them,
// and sections below as Section.
type Section map[string]any

// ErrConfig is wrapped by all errors about a configuration's form.
var ErrConfig = errors.New("the configuration is broken")

// maxRef bounds how many references lead on to another.
const maxRef = 16

// ParseConfig reads a config.cfg: sections with dots in their names nest, values
// are JSON (what is not JSON is a string), and ${section.key}, ${section:key}
// and ${section} stand for the value or the section named, as in the
// configurations of spaCy 3 (confection).
func ParseConfig(file, data string) (Section, error) {
	c := &config{values: map[string]string{}, order: map[string]bool{}}
	if err := c.parse(data); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", file, ErrConfig, err)
	}
	root := Section{}
	for name := range c.order { // order does not show: each goes to its own place
		if _, err := descend(root, name); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", file, ErrConfig, err)
		}
	}
	for path, raw := range c.values {
		v, err := c.value(raw, 0)
		if err == nil {
			i := strings.LastIndexByte(path, '.')
			var s Section
			if s, err = descend(root, path[:i]); err == nil {
				if _, is := s[path[i+1:]].(Section); is {
					err = errors.New("is both a value and a section")
				} else {
					s[path[i+1:]] = v
				}
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %s: %w", file, ErrConfig, path, err)
		}
	}
	return root, nil
}

// config holds the values as they stand, under "section.key".
type config struct {
	values map[string]string
	order  map[string]bool // sections
	work   int             // references followed so far
}

// maxWork bounds how many references are followed in all: sections that each
// name the one before twice would write out to more than a memory holds.
const maxWork = 20000

func (c *config) parse(data string) error {
	section, last := "", ""
	for i, line := range strings.Split(strings.ReplaceAll(data, "\r\n", "\n"), "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case line[0] == ' ' || line[0] == '\t': // goes on from the line before
			if last == "" {
				return fmt.Errorf("line %d: an indented line follows no value", i+1)
			}
			c.values[last] += "\n" + trimmed
		case line[0] == '[':
			if !strings.HasSuffix(trimmed, "]") || len(trimmed) < 3 {
				return fmt.Errorf("line %d: a section's name has no closing bracket", i+1)
			}
			section, last = trimmed[1:len(trimmed)-1], ""
			if len(c.order) > 10000 || strings.Count(section, ".") > 32 {
				return fmt.Errorf("line %d: too many sections", i+1)
			}
			c.order[section] = true
		default:
			eq := strings.IndexAny(line, "=:")
			if eq < 0 || section == "" {
				return fmt.Errorf("line %d: neither a section nor a value", i+1)
			}
			last = section + "." + strings.TrimSpace(line[:eq])
			c.values[last] = strings.TrimSpace(line[eq+1:])
		}
	}
	return nil
}

// value resolves the references in a raw value and decodes it.
func (c *config) value(raw string, depth int) (any, error) {
	if ref, ok := wholeRef(raw); ok {
		return c.ref(ref, depth)
	}
	if strings.Contains(raw, "${") {
		text, err := c.replace(raw, depth)
		if err != nil {
			return nil, err
		}
		raw = text
	}
	var v any
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		return raw, nil
	}
	return v, nil
}

func wholeRef(raw string) (string, bool) {
	if strings.HasPrefix(raw, "${") && strings.IndexByte(raw, '}') == len(raw)-1 {
		return strings.ReplaceAll(raw[2:len(raw)-1], ":", "."), true
	}
	return "", false
}

// ref returns what a reference names: a value or a section.
func (c *config) ref(path string, depth int) (any, error) {
	if depth >= maxRef {
		return nil, fmt.Errorf("the reference to %s leads round in a circle", path)
	}
	if c.work++; c.work > maxWork {
		return nil, errors.New("the references write out to too much")
	}
	if raw, ok := c.values[path]; ok {
		return c.value(raw, depth+1)
	}
	if !c.order[path] {
		return nil, fmt.Errorf("the reference to %s names nothing", path)
	}
	out := Section{}
	for key, raw := range c.values {
		rest, ok := strings.CutPrefix(key, path+".")
		if !ok {
			continue
		}
		s := out
		if i := strings.LastIndexByte(rest, '.'); i >= 0 {
			var err error
			if s, err = descend(out, rest[:i]); err != nil {
				return nil, err
			}
			rest = rest[i+1:]
		}
		v, err := c.value(raw, depth+1)
		if err != nil {
			return nil, err
		}
		s[rest] = v
	}
	return out, nil
}

// replace puts values in the place of the references within a text.
func (c *config) replace(raw string, depth int) (string, error) {
	var out strings.Builder
	for {
		i := strings.Index(raw, "${")
		if i < 0 {
			break
		}
		j := strings.IndexByte(raw[i:], '}')
		if j < 0 {
			break
		}
		v, err := c.ref(strings.ReplaceAll(raw[i+2:i+j], ":", "."), depth)
		if err != nil {
			return "", err
		}
		out.WriteString(raw[:i])
		if s, ok := v.(string); ok {
			out.WriteString(s)
		} else if b, err := json.Marshal(v); err == nil {
			out.Write(b)
		}
		if out.Len() > 1<<20 {
			return "", errors.New("the references write out to more than a megabyte")
		}
		raw = raw[i+j+1:]
	}
	out.WriteString(raw)
	return out.String(), nil
}

// descend returns the section of a dotted name, making what is missing.
func descend(s Section, name string) (Section, error) {
	for part := range strings.SplitSeq(name, ".") {
		switch next := s[part].(type) {
		case Section:
			s = next
		case nil:
			n := Section{}
			s[part] = n
			s = n
		default:
			return nil, fmt.Errorf("%s is both a value and a section", part)
		}
	}
	return s, nil
}

// Section returns the section of a dotted name, nil where there is none. All
// methods work on nil.
func (s Section) Section(name string) Section {
	for part := range strings.SplitSeq(name, ".") {
		switch next := s[part].(type) {
		case Section:
			s = next
		case map[string]any:
			s = next
		default:
			return nil
		}
	}
	return s
}

// String returns a string value, empty where there is none.
func (s Section) String(key string) string {
	v, _ := s[key].(string)
	return v
}

// Int returns a whole number, or def where there is none.
func (s Section) Int(key string, def int) int {
	if v, ok := s[key].(float64); ok && v == float64(int(v)) {
		return int(v)
	}
	return def
}

// Bool returns a truth value, or def where there is none.
func (s Section) Bool(key string, def bool) bool {
	if v, ok := s[key].(bool); ok {
		return v
	}
	return def
}

// Strings returns a list of strings; elements of other kinds are left out.
func (s Section) Strings(key string) []string {
	list, _ := s[key].([]any)
	var out []string
	for _, v := range list {
		if t, ok := v.(string); ok {
			out = append(out, t)
		}
	}
	return out
}

// Ints returns a list of whole numbers; elements of other kinds are left out.
func (s Section) Ints(key string) []int {
	list, _ := s[key].([]any)
	var out []int
	for _, v := range list {
		if f, ok := v.(float64); ok && f == float64(int(f)) {
			out = append(out, int(f))
		}
	}
	return out
}
