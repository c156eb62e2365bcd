package render

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// browse opens a page in a headless browser and returns the tree that the
// browser made of it, and what it logged.
func browse(t *testing.T, browser, page string) (dom, log string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"), "--enable-logging=stderr", "--window-size=390,800",
		"--virtual-time-budget=1000", "--dump-dom", "file://"+file)
	cmd.WaitDelay = 5 * time.Second
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	return out.String(), errs.String()
}

// TestPageInABrowser: a real browser takes the page's own style and script
// under the page's policy, and would not take others.
func TestPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("no browser in short tests")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			browser = p
			break
		}
	}
	if browser == "" {
		t.Skip("no chromium here: apt-get install chromium")
	}
	page := render(t, "html", Options{}, fixture(t))
	dom, log := browse(t, browser, page)
	if strings.Contains(log, "Content Security Policy") || strings.Contains(log, "Uncaught") {
		t.Errorf("the browser complains: %s", log)
	}
	if !strings.Contains(dom, "fired &lt;b&gt;without warning&lt;/b&gt; &amp; left.") {
		t.Error("the report's words are not on the page")
	}
	// The same page with one more letter in its script is refused: the policy holds.
	_, log = browse(t, browser, strings.Replace(page, "(() => {", "(() =>  {", 1))
	if !strings.Contains(log, "Content Security Policy") {
		t.Errorf("a changed script was run: %s", log)
	}
}
