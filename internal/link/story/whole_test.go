package story_test

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/story"
)

// plain is a model made by hand, so that tests of joining and splitting do not
// change with a new fit: words in common decide on pairs, the best pair on stories, and
// camps part where their pairs disagree and words tell them apart.
func plain() *story.Model {
	m := &story.Model{Place: 0, Join: -1, Split: 0}
	m.Pair.Weights = make([]float64, len(story.FeatureNames()))
	m.Pair.Bias, m.Pair.Weights[story.WordsCosine] = -3, 12
	m.Story.Weights = make([]float64, story.WholeFeatures)
	m.Story.Weights[0] = 1
	m.Camps.Weights = make([]float64, story.CampFigures)
	m.Camps.Bias, m.Camps.Weights[0], m.Camps.Weights[5] = -2, -0.5, 6
	return m
}

// reports makes reports of a few words each: "name: words".
func reports(lines ...string) []told {
	var out []told
	for i, line := range lines {
		name, text, _ := strings.Cut(line, ": ")
		d := &hearsay.Document{Text: text}
		out = append(out, told{name, story.Me{Seq: int64(i + 1), ID: hearsay.ReportID(d), Day: 19000}, story.Make(&hearsay.Reading{Document: d})})
	}
	return out
}

func TestBridgeJoins(t *testing.T) {
	m := plain()
	m.Join = -3.5 // they need have nothing in common but the bridge
	have := placeAll(t, story.With(m), reports(
		"port1: Tema harbour warehouse fire grain",
		"crane1: Kwashie Adotey crane driver missing",
		"crane2: crane driver Adotey missing Kwashie sister",
		"both: Tema harbour warehouse fire grain crane driver Kwashie Adotey missing sister",
	), false)
	want := "story: port1 crane1 crane2 both\nat both: joined, port1 from that of port1 to that of crane1\n"
	if have != want {
		t.Errorf("have\n%swant\n%s", have, want)
	}
}

func TestStoryOfTwoHappeningsIsSplit(t *testing.T) {
	have := placeAll(t, story.With(plain()), reports(
		"leon1: heavyweight title bout champion Obuya beats Leonov seventh round Mombasa",
		"tau1: heavyweight title bout champion Obuya beats Taufa sixth round Suva belt",
		"leon2: champion Obuya beats Leonov seventh round Mombasa heavyweight ropes bell",
		"tau2: champion Obuya beats Taufa sixth round Suva heavyweight belt judges",
		"leon3: Obuya Leonov Mombasa seventh round heavyweight referee crowd",
		"tau3: Obuya Taufa Suva sixth round heavyweight belt promoter",
	), false)
	t.Log(have)
	if !strings.Contains(have, "story: leon1 leon2 leon3\nstory: tau1 tau2 tau3\n") || !strings.Contains(have, ": split, ") {
		t.Errorf("have\n%s", have)
	}
}
