package link

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/hearsay/hearsay/internal/record"
)

// Linked is how a record is linked, for comparing: about 100 bytes a report and
// 40 a telling.
type Linked struct {
	stories map[string]string // report id -> story
	copies  map[string]string // report id -> what it copies
	events  map[string]string // telling id -> merged event
}

// Links reads how a record is linked now.
func Links(ctx context.Context, store Store) (*Linked, error) {
	l := &Linked{map[string]string{}, map[string]string{}, map[string]string{}}
	f := record.Filter{Limit: 500}
	for {
		err := store.Read(ctx, func(r record.Reader) error {
			page, err := r.Reports(ctx, f)
			if err != nil {
				return err
			}
			for _, rep := range page.Rows {
				if rep.Story != "" {
					l.stories[rep.ID] = rep.Story
				}
				if rep.Copy != nil {
					l.copies[rep.ID] = rep.Copy.Of
				}
				told, err := r.ToldBy(ctx, rep.Seq)
				if err != nil {
					return err
				}
				for _, t := range told {
					if t.Merged != "" {
						l.events[t.ID] = t.Merged
					}
				}
			}
			f.After = page.Next
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("reading the links: %w", err)
		}
		if f.After == "" {
			return l, nil
		}
	}
}

// Difference is what is linked otherwise than before.
type Difference struct {
	Stories, Events, Copies []string // a line each, for a person
	of                      [3]int   // how many there were before
}

// Same tells whether nothing is otherwise.
func (d *Difference) Same() bool { return len(d.Stories)+len(d.Events)+len(d.Copies) == 0 }

// Sum is one line for a person.
func (d *Difference) Sum() string {
	if d.Same() {
		return fmt.Sprintf("the links are as they were: %d stories, %d events, %d copies", d.of[0], d.of[1], d.of[2])
	}
	return fmt.Sprintf("otherwise than before: %d of %d stories, %d of %d events, %d copies", len(d.Stories), d.of[0], len(d.Events), d.of[1], len(d.Copies))
}

// Lines are all differences.
func (d *Difference) Lines() []string {
	var out []string
	for _, part := range [][]string{d.Stories, d.Events, d.Copies} {
		out = append(out, part...)
	}
	return out
}

// Compare tells what is otherwise in now. Stories and events are compared by
// what is in them, not by their names.
func Compare(before, now *Linked) *Difference {
	d := &Difference{}
	d.Stories, d.of[0] = regrouped("story", "reports", before.stories, now.stories)
	d.Events, d.of[1] = regrouped("event", "tellings", before.events, now.events)
	d.of[2] = len(before.copies)
	ids := map[string]bool{}
	for id := range before.copies {
		ids[id] = true
	}
	for id := range now.copies {
		ids[id] = true
	}
	for _, id := range sorted(ids) {
		if was, is := before.copies[id], now.copies[id]; was != is {
			d.Copies = append(d.Copies, fmt.Sprintf("report %s: copied %s, now %s", id, orNone(was), orNone(is)))
		}
	}
	return d
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// regrouped lists the groups of before whose members are no group now.
func regrouped(what, members string, before, now map[string]string) ([]string, int) {
	groups := map[string][]string{}
	for m, g := range before {
		groups[g] = append(groups[g], m)
	}
	size := map[string]int{}
	for _, g := range now {
		size[g]++
	}
	names := map[string]bool{}
	for g := range groups {
		names[g] = true
	}
	var out []string
	for _, g := range sorted(names) {
		to := map[string]int{}
		for _, m := range groups[g] {
			to[orNone(now[m])]++
		}
		whole := map[string]bool{}
		for t := range to {
			whole[t] = true
		}
		parts := sorted(whole)
		if len(parts) == 1 && size[parts[0]] == len(groups[g]) {
			continue
		}
		var said []string
		for _, t := range parts {
			said = append(said, fmt.Sprintf("%d of the %d of %s", to[t], size[t], t))
		}
		out = append(out, fmt.Sprintf("%s %s: its %d %s are now %s", what, g, len(groups[g]), members, strings.Join(said, ", ")))
	}
	return out, len(groups)
}

func sorted(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
