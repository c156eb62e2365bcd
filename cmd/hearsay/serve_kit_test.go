package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay/hearsay/client"
)

// shared is a buffer that a server's goroutines write to.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// served is a server that runs.
type served struct {
	url, record string
	log         *shared
	stop        func() int // ends it and returns its status
}

// serve starts a server on a record and any free port.
func serve(t testing.TB, record string, args ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &served{record: record, log: &shared{}}
	done := make(chan int, 1)
	go func() {
		if record != "" {
			args = append([]string{"--record", record}, args...)
		}
		done <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), &surroundings{out: io.Discard, err: s.log, env: func(string) string { return "" }})
	}()
	s.stop = sync.OnceValue(func() int {
		cancel()
		select {
		case status := <-done:
			return status
		case <-time.After(30 * time.Second):
			t.Error("the server does not stop")
			return -1
		}
	})
	t.Cleanup(func() { s.stop() })
	for range 600 {
		if m := regexp.MustCompile(`listening at (\S+)/`).FindStringSubmatch(s.log.String()); m != nil {
			s.url = m[1]
			return s
		}
		select {
		case status := <-done:
			t.Fatalf("the server ended with %d: %s", status, s.log)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("the server does not start")
	return nil
}

// get asks, and returns status, head and body.
func (s *served) get(t testing.TB, path string, head ...string) (int, http.Header, string) {
	t.Helper()
	return s.send(t, http.MethodGet, path, "", head...)
}

func (s *served) send(t testing.TB, method, path, body string, head ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range head {
		k, v, _ := strings.Cut(h, ": ")
		if k == "Host" {
			req.Host = v
			continue
		}
		req.Header.Set(k, v)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

func (s *served) client(t testing.TB, token string) *client.Client {
	t.Helper()
	c, err := client.New(s.url, token)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// invented are reports of many regions and sides.
var invented = []client.Report{
	{Outlet: "Gulu Sample", Title: "Traders detained in Gulu", Published: "2024-05-06T09:00:00Z", URL: "https://gulu.example/1", Text: "Police in Gulu, Uganda, detained nine traders on Monday, the market's spokeswoman Achieng Odwar said. The police denied that anyone was beaten."},
	{Outlet: "El Ejemplo", Title: "Teachers march in Lima", Published: "2024-05-07T10:00:00Z", URL: "https://ejemplo.example/7", Text: "Thousands of teachers marched through Lima on Tuesday to demand higher pay, said union leader Rosa Quispe Tello. Peru's government said 2,000 people took part."},
	{Outlet: "Baltic Example", Title: "Talks in Riga", Published: "2024-05-08T08:00:00Z", URL: "https://baltic.example/2", Text: "Latvia and Estonia held talks in Riga on Wednesday about a ferry line, Latvia's transport ministry said."},
	{Outlet: "Mekong Model", Title: "Flood aid reaches Pakse", Published: "2024-05-09T06:00:00Z", URL: "https://mekong.example/5", Text: "Thailand sent food to flood victims in Pakse, Laos, on Thursday, a Lao official said. \"The boats arrived in the morning,\" Bounmy Sengchan told reporters."},
	{Outlet: "Gulf Specimen", Title: "Strike in Hodeidah", Published: "2024-05-10T06:00:00Z", URL: "https://gulf.example/5", Text: "An air strike killed four people in Hodeidah, Yemen, on Friday, a doctor said. The coalition denied that its planes had attacked the town."},
}

// inventedRecord is a record with them, added by the command.
func inventedRecord(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	var lines strings.Builder
	for _, r := range invented {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	list, db := filepath.Join(dir, "reports.jsonl"), filepath.Join(dir, "record.db")
	if err := os.WriteFile(list, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	if status := run(context.Background(), []string{"add", "-q", list, "--record", db}, &surroundings{out: io.Discard, err: &errs, env: func(string) string { return "" }}); status != 0 {
		t.Fatalf("status %d: %s", status, errs.String())
	}
	return db
}

func commandOutput(t testing.TB, db string, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	if status := run(context.Background(), append(args, "--record", db), &surroundings{out: &out, err: &errs, env: func(string) string { return "" }}); status != 0 {
		t.Fatalf("%v: status %d: %s", args, status, errs.String())
	}
	return out.String()
}

func firstID(t testing.TB, db, what string) string {
	t.Helper()
	var row struct {
		ID string `json:"id"`
	}
	line, _, _ := strings.Cut(commandOutput(t, db, what, "-f", "jsonl"), "\n")
	if err := json.Unmarshal([]byte(line), &row); err != nil || row.ID == "" {
		t.Fatalf("no id in %s: %v", line, err)
	}
	return row.ID
}
