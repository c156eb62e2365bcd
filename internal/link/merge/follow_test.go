package merge_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
)

// busy is the index of a record in which a story has too many events to list the first of them.
type busy struct{ *merge.Shelf }

func (busy) EventsOfStory(context.Context, string, int) ([]string, error) { return nil, nil }

// An arrest follows from the attack that its story is about, which the report itself does
// not tell, nor any report of that fortnight.
func TestCauseBeforeInStory(t *testing.T) {
	m, ix := merger(t), busy{merge.NewShelf()}
	link := func(n int, date, text string) merge.Placement {
		r := read(t, &hearsay.Document{Text: text, Published: day(t, date), Outlet: "Hill Post"})
		me := merge.Me{Seq: int64(n), ID: fmt.Sprintf("r%012d", n), Known: r.Document.Published, Text: text}
		p, err := m.Place(context.Background(), ix, me, merge.Tellings(r, me.ID, me.Seq, me.Known), "s1")
		if err != nil {
			t.Fatal(err)
		}
		ix.Write(p, "s1")
		return p
	}
	first := link(1, "2024-05-07", "Gunmen attacked a bus near Kohat on Tuesday, killing nine passengers, police said.")
	for n := range 12 {
		link(n+2, fmt.Sprintf("2024-05-%02d", 9+n), fmt.Sprintf("Elders of %d villages met in Peshawar on Wednesday to speak of the road.", n+3))
	}
	last := link(20, "2024-05-25", "Police arrested two men in Kohat on Saturday.")
	if len(last.Relations) != 1 || last.Relations[0].To != first.Placed[0].Merged {
		t.Errorf("the arrest follows %v, want %s", last.Relations, first.Placed[0].Merged)
	}
}
