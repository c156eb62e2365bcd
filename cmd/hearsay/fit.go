package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/score"
)

// fitCmd makes the numbers that the linking decides by.
type fitCmd struct {
	Background  fitBackgroundCmd  `cmd:"" help:"Count in how many reports of development corpora each word stands."`
	Stories     fitStoriesCmd     `cmd:"" help:"The model and thresholds of stories."`
	Attribution fitAttributionCmd `cmd:"" help:"The odds from which the head for attributions is believed."`
	Merge       fitMergeCmd       `cmd:"" help:"The weights and thresholds of merged events."`
	Silver      fitSilverCmd      `cmd:"" help:"Names of texts, by rules and the small pipeline alone, for the head to learn from."`
}

// fitCorpora are the corpora that stories and merged events are fitted on.
type fitCorpora struct {
	Incidents         string   `placeholder:"DIR" help:"Folder of incidents."`
	Ecb               string   `placeholder:"DIR" help:"Folder of ECB+."`
	Written           []string `placeholder:"DIR" help:"Folders of written reports with what is expected of them (.txtar)."`
	IncidentsReadings string   `placeholder:"FILE" help:"Readings of the incidents made before."`
	EcbReadings       string   `placeholder:"FILE" help:"Readings of ECB+ made before."`
	WrittenReadings   string   `placeholder:"FILE" help:"Readings of the written reports made before."`
}

type fitBackgroundCmd struct {
	Incidents string   `required:"" placeholder:"DIR" help:"Folder of incidents; those kept aside are left out."`
	Ecb       string   `required:"" placeholder:"DIR" help:"Folder of ECB+; the topics kept aside are left out."`
	Others    []string `arg:"" optional:"" help:"More news: files of JSON lines (.gz) with a text, or folders of .txt."`
	Least     int      `default:"5" help:"Leave out words of fewer reports."`
	Out       string   `required:"" placeholder:"FILE" help:"Where to write the table."`
}

// Run writes the table of words.
func (c fitBackgroundCmd) Run(s *surroundings) error {
	counts, n := map[string]int{}, 0
	count := func(text string) {
		n++
		seen := map[string]bool{}
		story.EachWord(text, func(w string) {
			if stem := story.Stem(w); stem != "" && !seen[stem] {
				seen[stem] = true
				counts[stem]++
			}
		})
	}
	reports, err := score.ReadIncidents(c.Incidents)
	if err != nil {
		return err
	}
	ecb, err := score.ReadECB(c.Ecb)
	if err != nil {
		return err
	}
	for _, r := range append(reports, score.ECBStories(ecb)...) {
		if r.In(score.Developing) {
			count(r.Document.Title + "\n" + r.Document.Text)
		}
	}
	for _, other := range c.Others {
		if err := eachText(other, count); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := story.WriteBackground(&b, counts, n, c.Least); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b.Bytes(), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%d reports, %d words, %d bytes\n", n, len(counts), b.Len())
	return err
}

// eachText hands over the texts of a folder of .txt files or of a file of JSON lines.
func eachText(path string, f func(string)) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return filepath.WalkDir(path, func(p string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".txt" {
				return err
			}
			data, err := os.ReadFile(p)
			if err == nil {
				f(string(data))
			}
			return err
		})
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	dec := json.NewDecoder(in)
	for {
		var r struct{ Title, Text string }
		err := dec.Decode(&r)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		f(r.Title + "\n" + r.Text)
	}
}
