package intake_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/sqlite"
	"github.com/hearsay/hearsay/internal/source"
	"github.com/hearsay/hearsay/internal/syntax"
)

var mark = flag.Bool("mark", false, "put the marks in the files of the sets that the lines deserve")

var dump = flag.Bool("dump", false, "print what the record holds of the set, in the notation of the expected answers")

// A set: short reports on invented happenings with copies, updates, contradictions, a
// correction and look-alikes, all taken into one record and linked. What a
// person expects of them stands in the same files; notation_test.go reads it.
//
// The first set was written beside the program. The second was written without running it,
// to see how what was tuned on the first holds elsewhere; so was the third, after the second
// had been learned from. As written, 78 of the second's 150 lines held, 89 where 14 were put
// right that went against the notation or docs/origins.md; of the third's 136, 84, and 93
// where 12 were put right. The fourth to sixth were written at once, each by somebody else: 154 of
// 231, 103 of 184 and 141 of 219 held. All have been learned from since.
func TestSet(t *testing.T)       { testSet(t, "testdata/set") }
func TestSecondSet(t *testing.T) { testSet(t, "testdata/set2") }
func TestThirdSet(t *testing.T)  { testSet(t, "testdata/set3") }
func TestFourthSet(t *testing.T) { testSet(t, "testdata/set4") }
func TestFifthSet(t *testing.T)  { testSet(t, "testdata/set5") }
func TestSixthSet(t *testing.T)  { testSet(t, "testdata/set6") }

// TestSetAside only logs how many lines of a set hold that nothing is learned from: who makes
// rules does not read it. Of its lines 142 of 229 held before the fourth to sixth were learned
// from, and 166 after.
func TestSetAside(t *testing.T) {
	sets := readSets(t, "testdata/aside")
	k := keep(t, sets)
	var all []verdict
	for _, s := range sets {
		all = append(all, k.check(s)...)
	}
	t.Logf("aside: %s", tally(all))
}

// keep takes the reports of sets into a record.
func keep(t *testing.T, sets []*set) *keeper {
	t.Helper()
	k := newKeeper(t)
	// First all that came in time, then what came late.
	for _, late := range []bool{false, true} {
		var items []item
		for _, s := range sets {
			for _, r := range s.reports {
				if r.late == late {
					items = append(items, item{r.name, r.item})
				}
			}
		}
		k.add(t, items)
		k.link(t)
	}
	k.look(t)
	return k
}

func testSet(t *testing.T, folder string) {
	sets := readSets(t, folder)
	k := keep(t, sets)
	var all []verdict
	right, wrong, stated := 0, 0, 0
	for _, s := range sets {
		t.Run(s.name, func(t *testing.T) {
			if *dump {
				fmt.Print(k.show(s))
			}
			vs := k.check(s)
			all = append(all, vs...)
			r, w, st, list := k.consequences(s)
			right, wrong, stated = right+r, wrong+w, stated+st
			for _, l := range list {
				t.Log(l)
			}
			if *mark {
				mend(t, filepath.Join(folder, s.name+".txtar"), vs)
				return
			}
			for _, v := range vs {
				switch {
				case v.fault != "" && !v.open:
					t.Errorf("%s: %s", v.line, v.fault)
				case v.fault == "" && v.open:
					t.Errorf("met by now, take its mark off: %s", v.line)
				case v.fault != "":
					t.Logf("open: %s: %s", v.line, v.fault)
				}
			}
			if t.Failed() && !*dump {
				t.Logf("the record holds:\n%s", k.show(s))
			}
		})
	}
	t.Logf("%s: %s", folder, tally(all))
	t.Logf("%s: consequences among the events found: %d right, %d wrong, %d stated", folder, right, wrong, stated)
}

// mend rewrites the marks of a file.
func mend(t *testing.T, name string, vs []verdict) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Files {
		if a.Files[i].Name == "expected" {
			a.Files[i].Data = []byte(marked(string(a.Files[i].Data), vs))
		}
	}
	if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readSets reads the files of a set.
func readSets(t *testing.T, folder string) []*set {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	var sets []*set
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := readSet(strings.TrimSuffix(filepath.Base(name), ".txtar"), a)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		sets = append(sets, s)
	}
	return sets
}

// item is a report of the set as the walk over an archive would give it.
type item struct {
	name string
	source.Item
}

// keeper is a record with what it holds of the set, by the reports' short names.
type keeper struct {
	store  *sqlite.Store
	adder  *intake.Adder
	linker *link.Linker
	now    time.Time

	name   map[string]string // report id -> short name
	id     map[string]string
	report map[string]*hearsay.Report // by short name
	told   map[string][]record.Told   // by short name
	events map[string]*event          // merged events by id
}

type event struct {
	row  *record.MergedRow
	told []record.Told
	in   []string // short names of the reports, in order
}

func newKeeper(t *testing.T) *keeper {
	t.Helper()
	ctx := context.Background()
	k := &keeper{name: map[string]string{}, id: map[string]string{}, report: map[string]*hearsay.Report{}, told: map[string][]record.Told{}, events: map[string]*event{},
		now: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return k.now }
	var err error
	if k.store, err = sqlite.Open(ctx, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.store.Close() })
	pipeline, err := syntax.Open("")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := flow.New(pipeline.NewWorker())
	if err != nil {
		t.Fatal(err)
	}
	k.adder = &intake.Adder{Store: k.store, Prepare: link.Prepare, Agency: dup.Agency, MadeBy: "test", Now: clock, Jobs: 1,
		Read: func(ctx context.Context, _ int, d *hearsay.Document) (*hearsay.Reading, error) {
			return reader.Read(ctx, d)
		}}
	if k.linker, err = link.New(); err != nil {
		t.Fatal(err)
	}
	return k
}

// add takes reports in as an archive's items would be.
func (k *keeper) add(t *testing.T, items []item) {
	t.Helper()
	at := 0
	err := k.adder.Add(context.Background(), func(yield func(source.Item, error) bool) {
		for _, it := range items {
			if !yield(it.Item, nil) {
				return
			}
		}
	}, func(r intake.Result) {
		if r.Err != nil {
			t.Errorf("%s: %v", r.Where, r.Err)
		} else {
			k.name[r.ID], k.id[items[at].name] = items[at].name, r.ID
		}
		at++
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (k *keeper) link(t *testing.T) {
	t.Helper()
	sum, err := k.linker.Run(context.Background(), k.store, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Faults > 0 {
		t.Errorf("faults: %s", sum)
	}
}

// look reads back what the record holds of each report.
func (k *keeper) look(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	err := k.store.Read(ctx, func(r record.Reader) error {
		for id, name := range k.name {
			rep, err := r.Report(ctx, id)
			if err != nil {
				return fmt.Errorf("report %s: %w", name, err)
			}
			k.report[name] = rep
			if k.told[name], err = r.ToldBy(ctx, rep.Seq); err != nil {
				return err
			}
		}
		for _, ts := range k.told {
			for _, t := range ts {
				if t.Merged == "" || k.events[t.Merged] != nil {
					continue
				}
				row, err := r.Merged(ctx, t.Merged)
				if err != nil {
					return fmt.Errorf("event %s: %w", t.Merged, err)
				}
				told, err := r.Told(ctx, t.Merged)
				if err != nil {
					return err
				}
				e := &event{row: row, told: told}
				seen := map[string]bool{}
				for _, x := range told {
					if n := k.name[x.Teller.ID]; !seen[n] {
						seen[n] = true
						e.in = append(e.in, n)
					}
				}
				sort.Strings(e.in)
				k.events[t.Merged] = e
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// slotAsOf is a slot of an event as of a moment.
func (e *event) slotAsOf(name string, asOf time.Time) *hearsay.Slot {
	row := weigh.Merge(e.told, asOf)
	return slotOf(&row, name)
}

func slotOf(row *record.MergedRow, name string) *hearsay.Slot {
	for i := range row.Slots {
		if row.Slots[i].Name == name {
			return &row.Slots[i]
		}
	}
	return nil
}
