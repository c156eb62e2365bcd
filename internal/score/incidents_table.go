package score

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// Incident is what the table says of a shooting.
type Incident struct {
	Date            time.Time
	State, City     string
	Killed, Injured int
}

// ReadIncidentTable reads incidents.tsv of a folder, by the incidents' numbers.
func ReadIncidentTable(dir string) (map[string]Incident, error) {
	path := filepath.Join(dir, "incidents.tsv")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &hearsay.Problem{What: err.Error(), Hint: "the folder of incidents holds incidents.tsv"}
	}
	out := map[string]Incident{}
	for n, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		c := strings.Split(line, "\t")
		if n == 0 || len(c) < 7 {
			continue
		}
		t, err := time.Parse("January 2, 2006", c[1])
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, n+1, err)
		}
		killed, err1 := strconv.Atoi(c[5])
		injured, err2 := strconv.Atoi(c[6])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%s: line %d: the numbers of killed and injured cannot be read", path, n+1)
		}
		out[c[0]] = Incident{Date: t, State: c[2], City: c[3], Killed: killed, Injured: injured}
	}
	return out, nil
}
