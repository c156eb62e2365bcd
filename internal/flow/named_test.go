package flow_test

import (
	"context"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestNamedAgainstTheTree: a listed name is the source of what it says where the tree reads its first word as a verb.
func TestNamedAgainstTheTree(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: "Save the Children estimated that 9,000 pupils were among the displaced."})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Claims {
		if c.Cue.Lemma == "estimate" && len(c.Sources) > 0 {
			if s := c.Sources[0]; s.Extent.Text(r.Document.Text) != "Save the Children" || s.Entity == "" || !s.Named {
				t.Errorf("the source is %q, entity %q, named %v", s.Extent.Text(r.Document.Text), s.Entity, s.Named)
			}
			return
		}
	}
	t.Errorf("no claim of who estimated: %+v", r.Claims)
}
