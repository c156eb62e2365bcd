package weigh

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/testkit"
)

// TestCases reads tellings in the notation of notation_test.go and compares the
// view and its moments in a compact form. Each rule of docs/origins.md has its file.
func TestCases(t *testing.T) {
	testkit.Cases(t, "testdata/*.txtar", func(t *testing.T, c testkit.Case) string {
		var asOf time.Time
		if c.Published != "" {
			var err error
			if asOf, err = time.Parse("2006-01-02 15:04", c.Published); err != nil {
				t.Fatal(err)
			}
		}
		told := parseTold(t, c.Report)
		row := Merge(told, asOf)
		checkForm(t, &row)
		return show(&row) + showMoments(Timeline(told, asOf))
	})
}

func TestCheck(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
}

// show prints a view in a few lines.
func show(row *record.MergedRow) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", row.Type, row.Status)
	if row.Disputed {
		b.WriteString(", disputed")
	}
	fmt.Fprintf(&b, ", credibility %d: %s\n%s\n", row.Credibility, row.Because, row.Summary)
	for _, s := range row.Slots {
		fmt.Fprintf(&b, "%s: %s", s.Name, s.Verdict)
		if s.Value != "" {
			fmt.Fprintf(&b, ": %s", s.Value)
		}
		fmt.Fprintf(&b, " (%s)\n", s.Why)
		for _, v := range s.Values {
			fmt.Fprintf(&b, "  %s", v.Label)
			if len(v.Origins) > 0 {
				fmt.Fprintf(&b, " by %s", strings.Join(v.Origins, " "))
			}
			if len(v.Denied) > 0 {
				fmt.Fprintf(&b, " denied by %s", strings.Join(v.Denied, " "))
			}
			doubted := ""
			for _, e := range v.Evidence {
				if e.Stance == "doubts" {
					doubted += " " + e.Origin
				}
			}
			if doubted != "" {
				fmt.Fprintf(&b, " doubted by%s", doubted)
			}
			if v.Withdrawn != nil {
				fmt.Fprintf(&b, " until %s", v.Withdrawn.Format("01-02 15:04"))
			}
			b.WriteByte('\n')
		}
	}
	for _, o := range row.Origins {
		fmt.Fprintf(&b, "%s %s %q", o.ID, o.Kind, o.Name)
		if o.Side != "" {
			fmt.Fprintf(&b, " %s", o.Side)
		}
		fmt.Fprintf(&b, " [%s] %s\n", strings.Join(o.Reports, " "), o.Why)
	}
	return b.String()
}

func showMoments(ms []hearsay.Moment) string {
	var b strings.Builder
	for _, m := range ms {
		if m.Slot == "type" || m.Slot == "status" || m.Slot == "recipient" || m.Slot == "instrument" {
			if m.Kind == "first" || m.Kind == "added" || m.Kind == "confirmed" {
				continue // every case would show them
			}
		}
		fmt.Fprintf(&b, "%s %s %s: %s -> %s\n", m.Known.Format("01-02 15:04"), m.Slot, m.Kind, dash(m.Before), dash(m.After))
	}
	return b.String()
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// checkForm wants of any view: every origin that is named is listed, every count can be
// opened, and nothing stands without words.
func checkForm(t testing.TB, row *record.MergedRow) {
	t.Helper()
	listed := map[string]bool{}
	for _, o := range row.Origins {
		listed[o.ID] = true
		if len(o.Reports) == 0 || o.Why == "" || o.Name == "" || o.Kind == "" {
			t.Errorf("origin %+v cannot be opened", o)
		}
	}
	for _, s := range row.Slots {
		if s.Why == "" || s.Verdict == "" {
			t.Errorf("slot %s has no reason", s.Name)
		}
		for _, v := range s.Values {
			if len(v.Evidence) == 0 || v.Since.IsZero() || v.Label == "" {
				t.Errorf("%s %q stands without words", s.Name, v.Label)
			}
			for _, o := range append(append([]string{}, v.Origins...), v.Denied...) {
				if !listed[o] {
					t.Errorf("%s %q names %s, which is not listed", s.Name, v.Label, o)
				}
			}
		}
	}
	if row.Credibility < 1 || row.Credibility > 6 || row.Because == "" || row.Summary == "" {
		t.Errorf("credibility %d because %q, summary %q", row.Credibility, row.Because, row.Summary)
	}
}
