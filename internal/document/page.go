package document

import (
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/hearsay/hearsay"
)

// maxNodes bounds the nodes of a page: the largest of 227 pages of eleven news
// sites has 4,461, and the extractor's time grows with the square of them (6 s
// at 24,000).
const maxNodes = 20_000

// shortArticle is the length in characters under which a second extractor is
// asked: below it, trafilatura has mostly found a caption or a cookie notice.
const shortArticle = 200

// page is what was found on an HTML page.
type page struct {
	text, title, outlet, url, language string
	published                          time.Time
	hasClock                           bool
	piece                              bool // it was but the article, no whole page
}

// readPage finds the article on a page with trafilatura (its own fallback off:
// more exact and faster so on 181 pages of a public benchmark), and asks
// readability where that finds next to nothing.
func readPage(source, address string, now time.Time) (*page, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the page cannot be parsed", Err: err, Hint: "save the article's text to a .txt file and read that"}
	}
	if countNodes(root) > maxNodes {
		return nil, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: "the page has more parts than any article's page", Hint: "save the article's text to a .txt file and read that"}
	}
	m := readMeta(root)
	p := &page{title: m.title, outlet: m.site, language: m.language, url: or(address, m.canonical)}
	base, _ := url.Parse(p.url)
	dates := &htmldate.Options{ExtractTime: true, UseOriginalDate: true, SkipExtensiveSearch: true, URL: p.url, MaxDate: now}
	opt := trafilatura.Options{OriginalURL: base, ExcludeComments: true, HtmlDateOptions: dates}
	if p.piece = isPiece(source); p.piece {
		p.text = plain(root)
	} else if res, err := trafilatura.ExtractDocument(root, opt); err == nil && res != nil {
		p.text = plain(res.ContentNode)
		p.title = or(p.title, res.Metadata.Title)
		p.outlet = or(p.outlet, res.Metadata.Sitename)
		p.published, p.hasClock = res.Metadata.Date, false
	} else if d, err := htmldate.FromDocument(root, *dates); err == nil {
		p.published, p.hasClock = d.DateTime, false
	}
	p.published, p.hasClock = publishedTime(m, p.published)
	if utf8.RuneCountInString(p.text) < shortArticle && !p.piece {
		if a, err := readability.FromDocument(root, base); err == nil && a.Node != nil {
			if second := plain(a.Node); len(second) > len(p.text) {
				p.text = second
			}
			p.title = or(p.title, a.Title)
			p.outlet = or(p.outlet, a.SiteName)
		}
	}
	p.title, p.outlet = oneLine(p.title), oneLine(p.outlet)
	if p.outlet == "" && base != nil {
		p.outlet = strings.TrimPrefix(base.Hostname(), "www.")
	}
	p.title = withoutOutlet(p.title, p.outlet)
	p.text = withoutTitle(p.text, p.title)
	if !hasWord(p.text) || strings.EqualFold(p.text, p.title) {
		return nil, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "no article was found on the page", Hint: "if the page shows one, save its text to a .txt file and read that"}
	}
	return p, nil
}

// pageTags are the tags of a whole page or of its furniture.
var pageTags = regexp.MustCompile(`(?i)<(!doctype|html|head|body|title|meta|link|nav|header|footer|aside|main|article)\b`)

// isPiece reports whether HTML is but the article, as exports and feeds give
// it. There is nothing to take off such a piece, and the extractors, made for
// pages, run its paragraphs together.
func isPiece(source string) bool { return !pageTags.MatchString(source) }

func countNodes(n *html.Node) int {
	count := 0
	for range n.Descendants() {
		if count++; count > maxNodes {
			break
		}
	}
	return count
}

// blocks are the elements that begin a new paragraph.
var blocks = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.H1: true, atom.H2: true, atom.H3: true,
	atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Pre: true, atom.Section: true, atom.Article: true, atom.Table: true, atom.Tr: true,
	atom.Dl: true, atom.Dd: true, atom.Dt: true, atom.Figure: true, atom.Figcaption: true, atom.Header: true, atom.Footer: true, atom.Main: true, atom.Body: true, atom.Hr: true}

// hidden are the elements whose text is no text of the article.
var hidden = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Iframe: true, atom.Svg: true, atom.Button: true}

// plain writes a tree as paragraphs parted by an empty line, white space
// collapsed. A <br> ends a paragraph too: extractors leave one where the page
// has the two that part its paragraphs.
func plain(root *html.Node) string {
	if root == nil {
		return ""
	}
	w := &plainWriter{}
	w.walk(root)
	w.paragraph()
	return w.out.String()
}

type plainWriter struct {
	out  strings.Builder
	line strings.Builder
}

func (w *plainWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.line.WriteString(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' || r == '\f' {
				return ' '
			}
			return r
		}, n.Data))
		return
	case html.ElementNode:
		if hidden[n.DataAtom] {
			return
		}
		if n.DataAtom == atom.Br {
			w.paragraph()
			return
		}
		if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
			w.line.WriteByte(' ')
		}
		if blocks[n.DataAtom] {
			w.paragraph()
			defer w.paragraph()
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// paragraph ends the paragraph under way.
func (w *plainWriter) paragraph() {
	line := oneLine(w.line.String())
	w.line.Reset()
	if line == "" {
		return
	}
	if w.out.Len() > 0 {
		w.out.WriteString("\n\n")
	}
	w.out.WriteString(line)
}

// oneLine collapses white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// withoutOutlet takes the outlet's name off the end of a title: "Storm hits
// coast | Example Wire".
func withoutOutlet(title, outlet string) string {
	if outlet == "" {
		return title
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " · "} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		tail := strings.ToLower(strings.TrimSpace(title[i+len(sep):]))
		o := strings.ToLower(outlet)
		if tail == o || strings.HasPrefix(tail, o) || strings.HasPrefix(o, tail) && len(tail) > 2 {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// withoutTitle takes the title off the head of the article, with the kicker
// that may stand over it: the title is kept in its own field.
func withoutTitle(text, title string) string {
	rest := text
	for range 3 {
		para, after, ok := strings.Cut(rest, "\n\n")
		if !ok {
			break
		}
		if title != "" && strings.EqualFold(para, title) {
			return after
		}
		if utf8.RuneCountInString(para) > 60 {
			break
		}
		rest = after
	}
	return text
}
