package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay/hearsay/client"
)

// TestServeSameAsCommands: the API gives the very bytes that the commands print.
func TestServeSameAsCommands(t *testing.T) {
	db := inventedRecord(t)
	s := serve(t, db)
	event, report, story, claim := firstID(t, db, "events"), firstID(t, db, "reports"), firstID(t, db, "stories"), firstID(t, db, "claims")
	for _, c := range []struct{ path, args string }{
		{"/api/events", "events|-f|json"},
		{"/api/events?limit=2", "events|-f|json|-n|2"},
		{"/api/events?format=jsonl", "events|-f|jsonl"},
		{"/api/events?format=jsonl&all=true", "events|-f|jsonl|--all"},
		{"/api/events?type=protest&place=Peru&place=" + url.QueryEscape("50km of Gulu"), "events|-f|json|--type|protest|--place|Peru|--place|50km of Gulu"},
		{"/api/events?participant=Peru&since=2024-05-07&until=7+May+2024", "events|-f|json|--participant|Peru|--since|2024-05-07|--until|7 May 2024"},
		{"/api/events?as_of=2024-05-08&known_since=2024-05-01", "events|-f|json|--as-of|2024-05-08|--known-since|2024-05-01"},
		{"/api/events?disputed=false&origins=1&status=actual", "events|-f|json|--no-disputed|--origins|1|--status|actual"},
		{"/api/events/" + event, "events|-f|jsonl|" + event},
		{"/api/events/" + event + "/timeline", "timeline|-f|json|" + event},
		{"/api/claims?act=deny", "claims|-f|json|--act|deny"},
		{"/api/claims?speaker=Quispe&format=jsonl", "claims|-f|jsonl|--speaker|Quispe"},
		{"/api/stories?outlet=el+ejemplo", "stories|-f|json|--outlet|el ejemplo"},
		{"/api/stories/" + story, "stories|-f|jsonl|--story|" + story},
		{"/api/reports?copies=false&text=ferry", "reports|-f|json|--no-copies|--text|ferry"},
		{"/api/search?words=" + url.QueryEscape(`"marched through" OR ferr*`), "search|-f|json|\"marched through\" OR ferr*"},
		{"/api/explain/" + event, "explain|-f|json|" + event},
		{"/api/explain/" + report, "explain|-f|json|" + report},
		{"/api/explain/" + report + "?passed_over=true", "explain|-f|json|" + report + "|--passed-over"},
		{"/api/explain/" + claim, "explain|-f|json|" + claim},
		{"/api/explain/" + url.PathEscape(claim), "explain|-f|json|" + claim},
		{"/api/explain/" + url.PathEscape("https://gulu.example/1"), "explain|-f|json|https://gulu.example/1"},
	} {
		status, head, got := s.get(t, c.path)
		want := commandOutput(t, db, strings.Split(c.args, "|")...)
		if status != 200 || got != want {
			t.Errorf("%s: %d\n%.600s\nthe command:\n%.600s", c.path, status, got, want)
		}
		kind := "application/json"
		if strings.Contains(c.path, "jsonl") {
			kind = "application/x-ndjson"
		}
		if head.Get("Content-Type") != kind || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("ETag") == "" {
			t.Errorf("%s: head %v", c.path, head)
		}
	}
	_, _, lines := s.get(t, "/api/events", "Accept: application/x-ndjson")
	if lines != commandOutput(t, db, "events", "-f", "jsonl") {
		t.Error("Accept does not choose the form")
	}
	// What no command prints in this form.
	if _, _, heads := s.get(t, "/api/events?full=false&format=jsonl"); strings.Contains(heads, `"telling":`) || strings.Count(heads, "\n") != strings.Count(lines, "\n") || len(heads) > len(lines)*2/3 {
		t.Errorf("heads: %.900s", heads)
	}
	_, _, whole := s.get(t, "/api/reports/"+report)
	var rep struct {
		Report   struct{ ID, Address string }
		Reading  struct{ Report struct{ Text string } }
		Versions []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(whole), &rep); err != nil || rep.Report.ID != report || !strings.HasPrefix(rep.Reading.Report.Text, "An air strike") || len(rep.Versions) != 1 {
		t.Errorf("%v in %.500s", err, whole)
	}
	if _, _, counts := s.get(t, "/api/counts"); !strings.Contains(counts, `"reports":5`) {
		t.Error(counts)
	}
	if _, _, failed := s.get(t, "/api/failed"); failed != `{"schema":"hearsay.failed/1","failed":[],"next":0}`+"\n" {
		t.Error(failed)
	}
	if status := s.stop(); status != 0 {
		t.Errorf("stopped with %d: %s", status, s.log)
	}
	if log := s.log.String(); !strings.Contains(log, "path=/api/events status=200") || strings.Contains(log, "Quispe") {
		t.Errorf("the log: %.500s", log)
	}
}

// TestServeRefusals: what is wrong is said as the commands say it, with the right status.
func TestServeRefusals(t *testing.T) {
	db := inventedRecord(t)
	s := serve(t, db)
	long := strings.Repeat("x", 9<<20)
	for _, c := range []struct {
		method, path, body string
		head               []string
		status             int
		says               string
	}{
		{"GET", "/api/events?type=protets", "", nil, 422, "did you mean PROTEST?"},
		{"GET", "/api/events?place=20km+of+Nowhereville", "", nil, 422, "--place"},
		{"GET", "/api/events?since=soon", "", nil, 422, "--since"},
		{"GET", "/api/events?tipe=protest", "", nil, 422, "query.tipe: unknown query parameter"},
		{"GET", "/api/events?limit=0", "", nil, 422, "query.limit"},
		{"GET", "/api/events?limit=x", "", nil, 422, "query.limit"},
		{"GET", "/api/events?disputed=maybe", "", nil, 422, "query.disputed"},
		{"GET", "/api/events?after=zzzz", "", nil, 422, "mark of the page"},
		{"GET", "/api/events?all=true", "", nil, 422, "format=jsonl"},
		{"GET", "/api/claims?event=" + firstID(t, db, "stories"), "", nil, 422, "is the id of a story"},
		{"GET", "/api/search", "", nil, 422, "query.words"},
		{"GET", "/api/search?words=%22open", "", nil, 422, "at character 1 a phrase begins"},
		{"GET", "/api/events/e99", "", nil, 404, "the record holds nothing"},
		{"GET", "/api/reports/" + firstID(t, db, "events"), "", nil, 404, "not of a report"},
		{"GET", "/api/stories/s99", "", nil, 404, "ids look like"},
		{"GET", "/api/explain/r99/e1", "", nil, 404, "the record holds nothing"},
		{"GET", "/api/nothing", "", nil, 404, "there is nothing at"},
		{"DELETE", "/api/events", "", nil, 405, "answers to GET"},
		{"GET", "/api/read", "", nil, 405, "answers to POST"},
		{"POST", "/api/read", `{"text":"A."}`, []string{"Content-Type: text/plain"}, 415, "content type"},
		{"POST", "/api/reports", `{"text":"A."}` + "\n", []string{"Content-Type: application/x-ndjson"}, 415, "hearsay add"},
		{"POST", "/api/read", `{"text":`, []string{"Content-Type: application/json"}, 400, "body"},
		{"POST", "/api/read", `{}`, []string{"Content-Type: application/json"}, 422, "neither a text nor an address"},
		{"POST", "/api/read", `{"txt":"A."}`, []string{"Content-Type: application/json"}, 422, "unexpected property"},
		{"POST", "/api/read", `{"text":"A man.","published":"some day"}`, []string{"Content-Type: application/json"}, 422, "published"},
		{"POST", "/api/read", `{"url":"` + s.url + `/"}`, []string{"Content-Type: application/json"}, 422, "--allow-host"},
		{"POST", "/api/read", `{"url":"file:///etc/hosts"}`, []string{"Content-Type: application/json"}, 422, ""},
		{"POST", "/api/read", `{"url":"http://169.254.169.254/"}`, []string{"Content-Type: application/json"}, 422, ""},
		{"POST", "/api/reports", `{"text":"Police in Accra detained a reporter on Monday.","url":"javascript:alert(1)"}`, []string{"Content-Type: application/json"}, 422, "https://"},
		{"POST", "/api/read", `{"outlet":"Example Post"}`, []string{"Content-Type: application/json"}, 422, ""},
		{"POST", "/api/read", `{"text":"` + long + `"}`, []string{"Content-Type: application/json"}, 413, "too large"},
		{"POST", "/api/reports", `{"text":"` + long[:1_100_000] + `"}`, []string{"Content-Type: application/json"}, 413, ""},
		{"GET", "/api/counts", "", []string{"Host: evil.example"}, 403, "--host"},
		{"GET", "/api/counts", "", []string{"Host: 127.0.0.1.evil.example:8080"}, 403, "--host"},
		{"GET", "/api/counts", "", []string{"Origin: http://evil.example"}, 403, "another site"},
		{"GET", "/api/counts", "", []string{"Origin: null"}, 403, "another site"},
		{"GET", "/api/counts", "", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"}, 403, "another site"},
		{"POST", "/api/reports", `{"text":"A."}`, []string{"Content-Type: application/json", "Origin: http://localhost:3000"}, 403, "another site"},
		{"POST", "/api/reports", `{"text":"A."}`, []string{"Content-Type: application/json", "Sec-Fetch-Site: same-site"}, 403, "another site"},
	} {
		status, head, got := s.send(t, c.method, c.path, c.body, c.head...)
		if status != c.status || !strings.Contains(got, c.says) || head.Get("Content-Type") != "application/problem+json" || len(got) > 4000 {
			t.Errorf("%s %s: %d %s %.500s", c.method, c.path, status, head.Get("Content-Type"), got)
		}
		if head.Get("Content-Security-Policy") == "" || head.Get("Referrer-Policy") != "no-referrer" || strings.Contains(head.Get("Content-Security-Policy"), "unsafe") {
			t.Errorf("%s %s: head %v", c.method, c.path, head)
		}
	}
	// What may pass.
	for _, head := range [][]string{{"Origin: " + s.url}, {"Host: localhost:9"}, {"Host: [::1]:80"}, {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}} {
		if status, _, got := s.get(t, "/", head...); status != 200 {
			t.Errorf("%v: %d %s", head, status, got)
		}
	}
	if n := strings.Count(commandOutput(t, db, "failed"), "tried once"); n != 1 {
		t.Errorf("%d failures are kept, not the one that was too long", n)
	}
}

// TestServeHostileText: what a report says is data, wherever it is shown.
func TestServeHostileText(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "new.db"))
	c := s.client(t, "")
	title := `</script><script>alert(1)</script>` + "\u202e\x00\u2028 \x1b[31m"
	got, err := c.Add(context.Background(), client.Report{Text: "Police in Quito detained <img src=x onerror=alert(1)> two men on Monday, said Inés \"<b>\" Guamán.", Published: "2024-05-06", Outlet: "<i>Sample</i>", Title: title, URL: "https://quito.example/?a=\"><script>"})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/api/reports", "/api/reports/" + got.ID, "/api/events", "/api/claims", "/api/search?words=quito"} {
		status, head, body := s.get(t, path)
		if status != 200 || head.Get("Content-Type") != "application/json" || head.Get("X-Content-Type-Options") != "nosniff" || !json.Valid([]byte(body)) {
			t.Errorf("%s: %d %v", path, status, head)
		}
	}
	_, _, whole := s.get(t, "/api/reports/"+got.ID)
	if !strings.Contains(whole, `\u0000`) && strings.Contains(whole, "\x00") || strings.Contains(whole, "\x1b") {
		t.Errorf("control characters in %.300q", whole)
	}
	for _, path := range []string{"/", "/api/docs"} {
		_, head, page := s.get(t, path)
		if strings.Contains(page, "<script>") || strings.Contains(page, "style=") || regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(page) || !strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %.300s", path, page)
		}
	}
	_, _, description := s.get(t, "/api/openapi.json")
	var api struct {
		OpenAPI string
		Paths   map[string]any
	}
	if err := json.Unmarshal([]byte(description), &api); err != nil || api.OpenAPI != "3.1.0" || len(api.Paths) != 25 {
		t.Errorf("%v %s %d", err, api.OpenAPI, len(api.Paths))
	}
	if status, _, yaml := s.get(t, "/api/openapi.yaml"); status != 200 || !strings.Contains(yaml, "openapi: 3.1.0") {
		t.Errorf("%d %.100s", status, yaml)
	}
}

// TestServeETag: an answer that is the same is not sent again; after a write it is.
func TestServeETag(t *testing.T) {
	db := inventedRecord(t)
	s := serve(t, db)
	ctx, c := context.Background(), s.client(t, "")
	protests := url.Values{"type": {"protest"}}
	var p *client.Page
	for tries := 0; ; tries++ {
		var err error
		if p, err = c.List(ctx, "events", protests); err != nil || len(p.Rows) == 0 {
			t.Fatal(err)
		}
		_, changed, err := c.Changed(ctx, "events", protests, p.ETag)
		status, _, body := s.get(t, "/api/events?type=protest", "If-None-Match: "+strings.TrimPrefix(p.ETag, "W/"))
		if err == nil && !changed && status == 304 && body == "" {
			break
		}
		if tries == 100 || err != nil {
			t.Fatalf("changed %v, %v; %d, %d bytes", changed, err, status, len(body))
		}
		time.Sleep(50 * time.Millisecond) // what the server does for a record that it opens may write to it
	}
	if _, changed, err := c.Changed(ctx, "events", url.Values{"type": {"assault"}}, p.ETag); err != nil || !changed {
		t.Errorf("another question: changed %v, %v", changed, err)
	}
	if _, err := c.Add(ctx, client.Report{Text: "Nurses protested in Suva, Fiji, on Monday, their union said.", Published: "2024-05-14"}); err != nil {
		t.Fatal(err)
	}
	if _, changed, err := c.Changed(ctx, "events", url.Values{"type": {"protest"}}, p.ETag); err != nil || !changed {
		t.Errorf("after a write: changed %v, %v", changed, err)
	}
}

// TestServePages: pages stay in step while reports come in.
func TestServePages(t *testing.T) {
	db := inventedRecord(t)
	s := serve(t, db)
	ctx, c := context.Background(), s.client(t, "")
	ids := func(rows []json.RawMessage) (out []string) {
		for _, r := range rows {
			var row struct{ ID string }
			if err := json.Unmarshal(r, &row); err != nil {
				t.Fatal(err)
			}
			out = append(out, row.ID)
		}
		return out
	}
	for _, what := range []string{"events", "claims", "stories", "reports"} {
		all, err := c.List(ctx, what, url.Values{"limit": {"1000"}})
		if err != nil {
			t.Fatal(err)
		}
		want := ids(all.Rows)
		var got []string
		q := url.Values{"limit": {"2"}}
		for n := 0; ; n++ {
			p, err := c.List(ctx, what, q)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, ids(p.Rows)...)
			if p.Next == "" {
				break
			}
			q.Set("after", p.Next)
			text := fmt.Sprintf("Farmers blocked a road near Tartu, Estonia, on Monday, %s number %d said.", what, n)
			if _, err := c.Add(ctx, client.Report{Text: text, Published: "2024-06-03", Outlet: "Tartu Sample"}); err != nil {
				t.Fatal(err)
			}
			waitLinked(t, c)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: page by page %v, at once %v", what, got, want)
		}
	}
	n := 0
	for _, err := range c.All(ctx, "reports", nil) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n <= len(invented) {
		t.Errorf("%d reports in all", n)
	}
	stories, err := c.List(ctx, "stories", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range stories.Rows {
		var s struct {
			ID      string
			Reports []json.RawMessage
		}
		if err := json.Unmarshal(row, &s); err != nil {
			t.Fatal(err)
		}
		var got []json.RawMessage
		for r, err := range c.Story(ctx, s.ID, url.Values{"limit": {"1"}}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if a, b := ids(got), ids(s.Reports); !slices.Equal(a, b) {
			t.Errorf("story %s: report by report %v, at once %v", s.ID, a, b)
		}
	}
}

func waitLinked(t testing.TB, c *client.Client) {
	t.Helper()
	for range 400 {
		b, err := c.Get(context.Background(), "counts", nil)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), `"pending":0,`) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("it is not linked")
}

// TestServeLive: who follows is told of what comes in, from this server or another
// program, and, coming back, of what came between.
func TestServeLive(t *testing.T) {
	db := inventedRecord(t)
	s := serve(t, db)
	c := s.client(t, "")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	mark, report := "", ""
	var kinds []string
	for n, err := range c.Follow(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, n.Kind)
		switch n.Kind {
		case "ready":
			mark = n.Mark
			got, err := c.Add(ctx, client.Report{Text: "Soldiers detained three smugglers in Agadez, Niger, on Monday, the army said.", Published: "2024-05-13", Outlet: "Agadez Model"})
			if err != nil || got.What != "added" {
				t.Fatal(got, err)
			}
			report = got.ID
			again, err := c.Add(ctx, client.Report{Text: "Soldiers detained three smugglers in Agadez, Niger, on Monday, the army said.", Published: "2024-05-13", Outlet: "Agadez Model"})
			if err != nil || again.What != "same" || again.ID != report {
				t.Fatal(again, err)
			}
		case "report":
			if !strings.Contains(string(n.Data), report) {
				t.Errorf("another report: %s", n.Data)
			}
		case "event":
			if !strings.Contains(string(n.Data), `"type":"COERCE"`) {
				t.Errorf("another event: %s", n.Data)
			}
		}
		if n.Kind == "event" {
			break
		}
	}
	if !slices.Equal(kinds, []string{"ready", "report", "event"}) {
		t.Errorf("told %v", kinds)
	}
	// Another program writes while nobody follows.
	file := filepath.Join(t.TempDir(), "suva.txt")
	if err := os.WriteFile(file, []byte("Nurses protested in Suva, Fiji, on Tuesday, their union said."), 0o644); err != nil {
		t.Fatal(err)
	}
	commandOutput(t, db, "add", "-q", "--published", "2024-05-15", file)
	seen := map[string]int{}
	for n, err := range c.Follow(ctx, mark) {
		if err != nil {
			t.Fatal(err)
		}
		if n.Kind == "ready" {
			break
		}
		seen[n.Kind]++
	}
	if seen["report"] != 2 || seen["event"] < 2 {
		t.Errorf("coming back, told %v", seen)
	}
	// The server stops although somebody follows.
	broke := make(chan error, 1)
	begun := make(chan bool, 1)
	go func() {
		for _, err := range c.Follow(ctx, "") {
			if err != nil {
				broke <- err
				return
			}
			begun <- true
		}
	}()
	<-begun
	begin := time.Now()
	if status := s.stop(); status != 0 || time.Since(begin) > 10*time.Second {
		t.Errorf("stopped with %d after %v", status, time.Since(begin))
	}
	if err := <-broke; err == nil {
		t.Error("the stream did not end")
	}
}

// TestServeTokens: each role may do what it may, and a token that was taken away nothing.
func TestServeTokens(t *testing.T) {
	db := inventedRecord(t)
	file := filepath.Join(t.TempDir(), "tokens")
	token := map[string]string{"none": "", "wrong": "hs_aaaa"}
	for _, role := range []string{"read", "add", "admin"} {
		var out strings.Builder
		if status := run(context.Background(), []string{"token", "add", "for-" + role, "--role", role, "--tokens", file}, &surroundings{out: &out, err: io.Discard, env: os.Getenv}); status != 0 {
			t.Fatal(status)
		}
		token[role] = strings.TrimSpace(out.String())
	}
	kept, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(kept), token["read"]) || strings.Contains(string(kept), strings.TrimPrefix(token["read"], "hs_")) {
		t.Fatalf("%v: the token itself is in %s", err, kept)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the file: %v %v", info.Mode(), err)
	}
	s := serve(t, db, "--tokens", file)
	const text = `{"text":"Police in Accra detained two reporters on Monday, their union said.","published":"2024-03-06"}`
	for _, c := range []struct {
		method, path, body         string
		none, wrong, read, add, ad int
	}{
		{"GET", "/api/events", "", 401, 401, 200, 200, 200},
		{"GET", "/api/openapi.json", "", 401, 401, 200, 200, 200},
		{"GET", "/api/failed", "", 401, 401, 403, 200, 200},
		{"POST", "/api/read", text, 401, 401, 200, 200, 200},
		{"POST", "/api/read", `{"url":"http://10.0.0.1/"}`, 401, 401, 403, 422, 422},
		{"POST", "/api/reports", text, 401, 401, 403, 201, 200},
		{"GET", "/metrics", "", 401, 401, 403, 403, 200},
		{"GET", "/healthz", "", 200, 200, 200, 200, 200},
		{"GET", "/readyz", "", 200, 200, 200, 200, 200},
		// Pages hold no data; no way of writing an address makes data a page.
		{"GET", "/", "", 200, 200, 200, 200, 200},
		{"GET", "/assets/app.js", "", 200, 200, 200, 200, 200},
		{"GET", "/nothing", "", 404, 404, 404, 404, 404},
		{"GET", "//api/events", "", 401, 401, 200, 200, 200},
		{"GET", "/assets/../api/events", "", 401, 401, 200, 200, 200},
		{"HEAD", "/api/counts", "", 401, 401, 200, 200, 200},
		{"GET", "/api", "", 401, 401, 404, 404, 404},
	} {
		for i, who := range []string{"none", "wrong", "read", "add", "admin"} {
			head := []string{"Content-Type: application/json"}
			if token[who] != "" {
				head = append(head, "Authorization: Bearer "+token[who])
			}
			status, _, body := s.send(t, c.method, c.path, c.body, head...)
			if want := []int{c.none, c.wrong, c.read, c.add, c.ad}[i]; status != want {
				t.Errorf("%s %s as %s: %d, want %d: %.200s", c.method, c.path, who, status, want, body)
			}
		}
	}
	if _, _, figures := s.get(t, "/metrics", "Authorization: Bearer "+token["admin"]); !strings.Contains(figures, `hearsay_record_rows{of="reports"} 6`) || !strings.Contains(figures, `hearsay_http_requests_total{route="GET /api/events",status="200"}`) {
		t.Errorf("figures: %.600s", figures)
	}
	if status := run(context.Background(), []string{"token", "remove", "for-read", "--tokens", file}, &surroundings{out: io.Discard, err: io.Discard, env: os.Getenv}); status != 0 {
		t.Fatal(status)
	}
	time.Sleep(1100 * time.Millisecond)
	if status, _, _ := s.get(t, "/api/events", "Authorization: Bearer "+token["read"]); status != 401 {
		t.Errorf("a token that was taken away: %d", status)
	}
	if strings.Contains(s.log.String(), token["add"]) {
		t.Error("a token is in the log")
	}
}

// TestServeRate: one client may not ask without end.
func TestServeRate(t *testing.T) {
	s := serve(t, inventedRecord(t), "--rate", "0.5")
	c := s.client(t, "")
	var refused *client.Error
	for range 10 {
		if _, err := c.Get(context.Background(), "counts", nil); err != nil {
			if !errors.As(err, &refused) {
				t.Fatal(err)
			}
			break
		}
	}
	if refused == nil || refused.Status != 429 || refused.RetryAfter <= 0 || refused.RetryAfter > 3*time.Second || refused.Hint == "" {
		t.Errorf("refused %+v", refused)
	}
}

// TestServeReadOnly: a server that only reads takes nothing in, and makes no record.
func TestServeReadOnly(t *testing.T) {
	s := serve(t, inventedRecord(t), "--read-only")
	if status, _, _ := s.send(t, "POST", "/api/reports", `{"text":"A."}`, "Content-Type: application/json"); status != 405 {
		t.Errorf("adding: %d", status)
	}
	if r, err := s.client(t, "").Read(context.Background(), client.Report{Text: "Police in Accra detained two reporters on Monday, their union said.", Published: "2024-03-06"}); err != nil || len(r.Events) != 1 {
		t.Error(err)
	}
}

// TestServeAtOnce: many ask and add at once.
func TestServeAtOnce(t *testing.T) {
	s := serve(t, inventedRecord(t), "--rate", "0")
	c := s.client(t, "")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := range 5 {
				if _, err := c.List(context.Background(), "events", nil); err != nil {
					t.Error(err)
				}
				if _, err := c.Add(context.Background(), client.Report{Text: fmt.Sprintf("Dockers in Matadi went on strike on Monday, union number %d said.", i*5+k), Published: "2024-05-06"}); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	waitLinked(t, c)
	if b, _ := c.Get(context.Background(), "counts", nil); !strings.Contains(string(b), `"reports":45`) {
		t.Errorf("%s", b)
	}
}

// TestServeExamples: what ships is shown, linked and disputed, and leaves nothing behind.
func TestServeExamples(t *testing.T) {
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	s := serve(t, "", "--examples")
	if status, _, counts := s.get(t, "/api/counts"); status != 200 || !strings.Contains(counts, `"reports":44`) || !strings.Contains(counts, `"failed":0`) {
		t.Errorf("%d %s", status, counts)
	}
	if _, _, events := s.get(t, "/api/events?disputed=true"); !strings.Contains(events, `"id"`) {
		t.Error("nothing is disputed")
	}
	if status := s.stop(); status != 0 {
		t.Errorf("it ended with %d", status)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
