package merge_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
)

// BenchmarkPlace places a report of a dozen tellings among two dozen events of
// its story and town, the most that are looked at.
func BenchmarkPlace(b *testing.B) {
	m, shelf := merger(b), merge.NewShelf()
	towns := []string{"Peshawar", "Kohat", "Mardan", "Quetta"}
	for i := range 40 {
		text := fmt.Sprintf("A bomb exploded at a market in %s on Tuesday, killing %d people and wounding %d, police said. Gunmen attacked a police post in %s on Monday. The army shelled a camp near %s.",
			towns[i%4], 2+i, 5+3*i, towns[(i+1)%4], towns[(i+2)%4])
		r := read(b, &hearsay.Document{Text: text, Published: day(b, "2024-05-07"), Outlet: fmt.Sprint("Post ", i)})
		me := merge.Me{Seq: int64(i + 1), ID: fmt.Sprintf("r%012d", i), Known: r.Document.Published, Text: text}
		p, err := m.Place(context.Background(), shelf, me, merge.Tellings(r, me.ID, me.Seq, me.Known), "s1")
		if err != nil {
			b.Fatal(err)
		}
		shelf.Write(p, "s1")
	}
	text := `Blast kills 12 at Peshawar market, police say

PESHAWAR, Pakistan - At least 12 people were killed and 30 wounded on Tuesday when a bomb exploded at a crowded market in Peshawar, police said.

Two security officials told reporters that gunmen loyal to Azmat Durrani, a militant commander, carried out the attack. Durrani denied that his men attacked the market. "We did not bomb anyone," he said.

The attack came a year after gunmen stormed a school in Kohat, killing 40 people. Police arrested two men over the bombing. Prime Minister Salman Qureshi condemned the attack. The United States said it would send aid to Pakistan. In Quetta, soldiers shot dead two rebels on Monday.`
	r := read(b, &hearsay.Document{Text: text, Published: day(b, "2024-05-08"), Outlet: "Daily Hill"})
	me := merge.Me{Seq: 100, ID: "r000000000100", Known: r.Document.Published, Text: text}
	ts := merge.Tellings(r, me.ID, me.Seq, me.Known)
	b.ResetTimer()
	for b.Loop() {
		if _, err := m.Place(context.Background(), shelf, me, ts, "s1"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlaceLong places a report of sixty sentences, each of which tells of something
// else that can be a cause or a consequence, in a story of as many events.
func BenchmarkPlaceLong(b *testing.B) {
	m, shelf := merger(b), merge.NewShelf()
	var text strings.Builder
	for i, town := range []string{"Peshawar", "Kohat", "Mardan", "Quetta", "Bannu", "Swabi", "Multan", "Lahore", "Karachi", "Sukkur", "Larkana", "Gwadar"} {
		fmt.Fprintf(&text, "A bomb exploded at a market in %s on Tuesday, killing %d people. Police arrested %d men in %s over an attack. Residents of %s marched in protest at the killing. The mayor of %s condemned the attack. The authorities imposed a curfew in %s.\n",
			town, 2+i, 3+i, town, town, town, town)
	}
	r := read(b, &hearsay.Document{Text: text.String(), Published: day(b, "2024-05-07"), Outlet: "Post"})
	me := merge.Me{Seq: 1, ID: "r000000000001", Known: r.Document.Published, Text: text.String()}
	ts := merge.Tellings(r, me.ID, me.Seq, me.Known)
	p, err := m.Place(context.Background(), shelf, me, ts, "s1")
	if err != nil {
		b.Fatal(err)
	}
	shelf.Write(p, "s1")
	me.Seq, me.ID = 2, "r000000000002"
	ts = merge.Tellings(r, me.ID, me.Seq, me.Known)
	for b.Loop() {
		if _, err := m.Place(context.Background(), shelf, me, ts, "s1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTellings(b *testing.B) {
	r := read(b, &hearsay.Document{Text: "At least 12 people were killed on Tuesday when a bomb exploded at a market in Peshawar, police said. Azmat Durrani denied that his men attacked the market.",
		Published: day(b, "2024-05-08"), Outlet: "Daily Hill"})
	for b.Loop() {
		merge.Tellings(r, "r1", 1, r.Document.Published)
	}
}
