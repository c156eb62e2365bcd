package mail

import (
	"bytes"
	"io"
	"mime"
	netmail "net/mail"
	"net/textproto"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/hearsay/hearsay"
)

// Message is what a message says, and what its header says of it. Fields that
// it does not tell are empty.
type Message struct {
	Body      []byte // of the part with the words; its charset as MediaType says
	MediaType string
	Subject   string
	Name      string // of the sender: "Example Wire"
	Address   string // of the sender
	Org       string // Organization
	Date      string // as it stands in the header
	ID        string // Message-ID without brackets
	URL       string // Archived-At, or where a saved page came from
	Language  string
	Saved     bool // it is a page that a browser saved; Date is when
}

// Read reads one message. Its body is given only up to max bytes.
func Read(raw []byte, max int64) (*Message, error) {
	msg, err := netmail.ReadMessage(bytes.NewReader(bytes.TrimLeft(raw, "\r\n")))
	if err != nil {
		return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the header of the message cannot be read", Err: err, Hint: "save the message again, with its header"}
	}
	h := func(name string) string { return header(msg.Header.Get(name)) }
	m := &Message{Subject: h("Subject"), Org: h("Organization"), Date: strings.TrimSpace(msg.Header.Get("Date")), Language: h("Content-Language")}
	m.ID = strings.Trim(strings.TrimSpace(msg.Header.Get("Message-Id")), "<>")
	m.sender(msg.Header.Get("From"))
	if u := h("Snapshot-Content-Location"); u != "" || strings.HasPrefix(msg.Header.Get("From"), "<Saved by") {
		m.Saved, m.URL = true, u
		m.Name, m.Address = "", ""
	} else if u := strings.Trim(h("Archived-At"), "<>"); strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://") {
		m.URL = u
	}
	w := &parts{max: max}
	err = w.take(textproto.MIMEHeader(msg.Header), msg.Body, 0)
	best := w.best(m.Saved)
	switch {
	case best != nil: // what came before an error is read
	case err != nil:
		return m, err
	default:
		return m, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "the message has no part with text", Hint: "attachments are not read: save the report's text and add that"}
	}
	m.Body, m.MediaType = best.body, best.mediaType
	if m.Saved && m.URL == "" {
		m.URL = best.location
	}
	return m, nil
}

// sender takes the From field apart, as far as it can be.
func (m *Message) sender(from string) {
	p := netmail.AddressParser{WordDecoder: decoder}
	if list, err := p.ParseList(from); err == nil && len(list) > 0 {
		m.Name, m.Address = strings.TrimSpace(list[0].Name), list[0].Address
		return
	}
	from = header(from)
	if i := strings.LastIndexByte(from, '<'); i >= 0 {
		m.Name, m.Address = strings.Trim(strings.TrimSpace(from[:i]), `"'`), strings.Trim(from[i:], "<> ")
		return
	}
	m.Name = from
}

var decoder = &mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(r), nil
}}

// header decodes a header field; what cannot be decoded stays as it is, and
// bytes that are no UTF-8 count as windows-1252.
func header(s string) string {
	if d, err := decoder.DecodeHeader(s); err == nil {
		s = d
	}
	if !utf8.ValidString(s) {
		if d, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
			s = d
		}
	}
	return strings.Join(strings.Fields(s), " ")
}
