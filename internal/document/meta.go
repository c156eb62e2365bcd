package document

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of itself in its head.
type meta struct {
	title, site, canonical, language string
	times                            []string // published times, the surest first
}

// metaTimes are the names under which pages give the time of publication, the
// surest first.
var metaTimes = []string{"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
	"dcterms.created", "article.published", "publish-date", "pubdate", "dc.date", "date"}

// readMeta reads a page's head and its JSON-LD.
func readMeta(root *html.Node) meta {
	var m meta
	found := map[string]string{}
	var ld []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			m.language = or(m.language, attr(n, "lang"))
		case atom.Meta:
			content := strings.TrimSpace(attr(n, "content"))
			for _, key := range []string{"property", "name", "itemprop"} {
				if k := strings.ToLower(strings.TrimSpace(attr(n, key))); k != "" && content != "" && found[k] == "" {
					found[k] = content
				}
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
				m.canonical = attr(n, "href")
			}
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) < 1<<20 && len(ld) < 20 {
				ld = append(ld, n.FirstChild.Data)
			}
		}
	}
	m.title = or(found["og:title"], found["twitter:title"])
	m.site = found["og:site_name"]
	if !strings.HasPrefix(m.canonical, "http://") && !strings.HasPrefix(m.canonical, "https://") {
		m.canonical = ""
	}
	if u := found["og:url"]; m.canonical == "" && (strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://")) {
		m.canonical = u
	}
	for _, k := range metaTimes {
		if t := found[k]; t != "" {
			m.times = append(m.times, t)
		}
	}
	for _, s := range ld {
		var v any
		if json.Unmarshal([]byte(s), &v) == nil {
			readLD(v, &m, 0)
		}
	}
	return m
}

// readLD looks through JSON-LD for an article's headline, time and publisher.
func readLD(v any, m *meta, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			readLD(e, m, depth+1)
		}
	case map[string]any:
		if graph, ok := v["@graph"]; ok {
			readLD(graph, m, depth+1)
		}
		if !isArticle(v["@type"]) {
			return
		}
		if s, ok := v["headline"].(string); ok {
			m.title = or(m.title, html.UnescapeString(s))
		}
		if s, ok := v["datePublished"].(string); ok {
			m.times = append(m.times, s)
		}
		if p, ok := v["publisher"].(map[string]any); ok {
			if s, ok := p["name"].(string); ok {
				m.site = or(m.site, html.UnescapeString(s))
			}
		}
	}
}

func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		return strings.Contains(t, "Article") || t == "BlogPosting" || strings.HasPrefix(t, "Report") || t == "WebPage"
	case []any:
		for _, e := range t {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// clockLayouts are the forms in which pages write a time with its hour; the
// date-only forms follow.
var clockLayouts = []string{time.RFC3339, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", time.RFC1123Z, time.RFC1123, time.RFC850}

// publishedTime chooses the time of publication: the hour that the page's own
// metadata gives, where it agrees with the date that was found on the page to
// a day (time zones), or where none was found.
func publishedTime(m meta, found time.Time) (time.Time, bool) {
	for _, s := range m.times {
		for _, layout := range clockLayouts {
			t, err := time.Parse(layout, s)
			if err != nil || t.Year() < 1990 {
				continue
			}
			if found.IsZero() || absDuration(t.Sub(found)) < 48*time.Hour {
				return t, true
			}
		}
		if len(s) >= 10 {
			if t, err := time.Parse(time.DateOnly, s[:10]); err == nil && found.IsZero() && t.Year() >= 1990 {
				return t, false
			}
		}
	}
	if found.IsZero() {
		return found, false
	}
	// Only the day is sure.
	return time.Date(found.Year(), found.Month(), found.Day(), 0, 0, 0, 0, time.UTC), false
}

func absDuration(d time.Duration) time.Duration {
	if d < 0 {
		return -d
	}
	return d
}
