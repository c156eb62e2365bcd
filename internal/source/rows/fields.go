package rows

import (
	"strings"
	"unicode"
)

// Fields are what a row says, each as it stands there; empty: not said.
type Fields struct {
	Text, HTML                   string
	Title, URL                   string
	Published, Modified, Fetched string
	Outlet, Author, Language, ID string
	// Names are the names by which the fields of Text or HTML, and of the dates,
	// were found, for messages.
	TextName, PublishedName string
}

// field is one of the fields with its names, the surest first.
type field struct {
	names []string
	value func(*Fields) *string
}

// table of names, in lower case without blanks, hyphens and underscores. They
// are those of news-please and Common Crawl exports, NewsAPI, GDELT, webz.io,
// ninjs, schema.org, WordPress, the Guardian and New York Times APIs, and of
// the collections of news on Kaggle and Hugging Face.
var table = []field{
	{words("text maintext rawtext fulltext articletext articlebody bodytext storytext plaintext cleantext cleanedtext contenttext textcontent newstext reporttext article articlecontent newscontent maincontent content contents body story bodies"), func(f *Fields) *string { return &f.Text }},
	{words("html rawhtml bodyhtml bodyxhtml contenthtml articlehtml pagehtml htmlcontent sourcehtml"), func(f *Fields) *string { return &f.HTML }},
	{words("title headline articletitle newstitle webtitle pagetitle heading head headlines subject name"), func(f *Fields) *string { return &f.Title }},
	{words("url link sourceurl articleurl weburl canonicalurl pageurl canonical permalink documentidentifier mainentityofpage address uri href source"), func(f *Fields) *string { return &f.URL }},
	{words("published publishedat publisheddate publishedtime publishedon publishdate publishtime pubdate pubtime datepublish datepublished publicationdate publicationtime webpublicationdate firstpublished firstpublicationdate firstcreated dategmt issued date datetime created createdat creationdate versioncreated timestamp time seendate"), func(f *Fields) *string { return &f.Published }},
	{words("modified modifiedat modifieddate datemodify datemodified modifiedgmt updated updatedat updateddate dateupdated lastmodified lastupdated lastupdate versioncreated"), func(f *Fields) *string { return &f.Modified }},
	{words("fetched fetchedat crawled crawledat crawldate crawltime datedownload downloaddate downloadedat retrieved retrievedat dateretrieved scraped scrapedat scrapedate accessed accessdate collected collectedat"), func(f *Fields) *string { return &f.Fetched }},
	{words("outlet outletname publisher publishername publication publicationname newspaper sourcename sitename site source sourcedomain domain provider media medianame website"), func(f *Fields) *string { return &f.Outlet }},
	{words("author authors authorname byline creator writer reporter journalist journalists by"), func(f *Fields) *string { return &f.Author }},
	{words("language lang languagecode langcode inlanguage locale"), func(f *Fields) *string { return &f.Language }},
	{words("id guid uuid docid documentid articleid newsid storyid reportid newid recordid"), func(f *Fields) *string { return &f.ID }},
}

func words(s string) []string { return strings.Fields(s) }

// known are all names.
var known = func() map[string]bool {
	out := map[string]bool{}
	for _, f := range table {
		for _, n := range f.names {
			out[n] = true
		}
	}
	return out
}()

var textNames = func() map[string]bool {
	out := map[string]bool{}
	for _, f := range table[:2] {
		for _, n := range f.names {
			out[n] = true
		}
	}
	return out
}()

// plainName is a name without what does not count in it.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// fill takes each field from the first of its names under which get finds
// something.
func fill(get func(name string, f *Fields, of *string) string) Fields {
	var out Fields
	for _, fd := range table {
		at := fd.value(&out)
		for _, n := range fd.names {
			v := strings.TrimSpace(get(n, &out, at))
			if v == "" || !fits(&out, at, v) {
				continue
			}
			*at = v
			switch at {
			case &out.Text, &out.HTML:
				if out.TextName == "" {
					out.TextName = n
				}
			case &out.Published:
				out.PublishedName = n
			}
			break
		}
	}
	if markup(out.Text) {
		if out.HTML == "" {
			out.HTML = out.Text
		}
		out.Text = ""
	}
	return out
}

// fits reports whether a value can be what its name may mean: "source" is an
// outlet's name or an address, "uri" an address or a name such as urn:x.
func fits(f *Fields, at *string, v string) bool {
	web := strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")
	switch at {
	case &f.URL:
		return web && !strings.ContainsAny(v, " \t\r\n")
	case &f.Outlet:
		return v != f.URL && len(v) < 500
	case &f.Title, &f.Author:
		return len(v) < 2000
	}
	return true
}

// markup reports whether a text is a piece of a web page.
func markup(s string) bool {
	if !strings.Contains(s, "<") {
		return false
	}
	low := strings.ToLower(s)
	for _, tag := range []string{"</p>", "<br>", "<br/>", "<br />", "</div>", "</body>", "</h2>", "</li>"} {
		if strings.Contains(low, tag) {
			return true
		}
	}
	return false
}
