package warc

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/hearsay/hearsay"
)

// Page is what a web server answered.
type Page struct {
	Status int
	Header
	Body []byte
	// Doubt tells of a body that may not be whole; empty: nothing known.
	Doubt string
}

// Head takes the status and the headers off an answer of HTTP, of which the
// beginning suffices. What follows them is left in Body as it is.
func Head(block []byte) (*Page, error) {
	line, rest := cutLine(block)
	fields := strings.Fields(line)
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") && fields[0] != "ICY" {
		return nil, broken("the record holds no answer of a web server")
	}
	p := &Page{}
	var err error
	if p.Status, err = strconv.Atoi(fields[1]); err != nil {
		return nil, broken("the record's answer has no status")
	}
	for {
		line, after := cutLine(rest)
		if line == "" {
			rest = after
			break
		}
		// Headers that break off: the page begins without an empty line.
		if !p.add(line) && strings.HasPrefix(strings.TrimSpace(line), "<") {
			break
		}
		if len(p.Header) > maxHeader {
			return nil, broken("the answer has no end to its headers")
		}
		rest = after
	}
	p.Body = rest
	return p, nil
}

// Response takes an answer of HTTP apart: status, headers, and the body without
// chunks and compression. Bodies from which the crawler has taken these off,
// although the headers still tell of them, are known by their first bytes.
func Response(block []byte, max int64) (*Page, error) {
	p, err := Head(block)
	if err != nil {
		return nil, err
	}
	if strings.Contains(strings.ToLower(p.Get("Transfer-Encoding")), "chunked") {
		p.dechunk()
	}
	if err := p.unpack(max); err != nil {
		return nil, err
	}
	return p, nil
}

func cutLine(b []byte) (string, []byte) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return string(bytes.TrimRight(b, "\r")), nil
	}
	return string(bytes.TrimRight(b[:i], "\r")), b[i+1:]
}

// dechunk puts a chunked body together, unless it has been already.
func (p *Page) dechunk() {
	var out []byte
	rest := p.Body
	for first := true; ; first = false {
		line, after := cutLine(rest)
		size, _, _ := strings.Cut(line, ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		if err != nil || len(size) > 16 {
			if !first {
				p.Body, p.Doubt = append(out, rest...), "its chunks are broken"
			}
			return
		}
		if n == 0 {
			p.Body = out
			return
		}
		if int(n) > len(after) {
			if first && looksLikeText(p.Body) {
				return // a text that begins with a word of hexadecimal figures
			}
			p.Body, p.Doubt = append(out, after...), "its last chunk is cut short"
			return
		}
		out = append(out, after[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[n:], []byte("\r")), []byte("\n"))
	}
}

func looksLikeText(b []byte) bool {
	return !bytes.Contains(b[:min(len(b), 64)], []byte("\r\n"))
}

// unpack takes compression off, by what the body begins with and not by what
// the headers say.
func (p *Page) unpack(max int64) error {
	said := strings.ToLower(p.Get("Content-Encoding"))
	for range 3 {
		b := p.Body
		var r io.Reader
		var err error
		switch {
		case bytes.HasPrefix(b, []byte{0x1f, 0x8b, 8}):
			r, err = gzip.NewReader(bytes.NewReader(b))
		case bytes.HasPrefix(b, []byte{0x28, 0xb5, 0x2f, 0xfd}):
			var z *zstd.Decoder
			if z, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(max)), zstd.WithDecoderMaxWindow(uint64(min(max, 8<<20)))); err == nil {
				defer z.Close()
				r = z
			}
		case strings.Contains(said, "deflate") && len(b) > 2 && b[0] == 0x78 && (uint(b[0])<<8|uint(b[1]))%31 == 0:
			r, err = zlib.NewReader(bytes.NewReader(b))
		case strings.Contains(said, "deflate") && binary(b):
			r = flate.NewReader(bytes.NewReader(b))
		case strings.Contains(said, "br") && binary(b):
			return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the page is compressed with brotli, which is not unpacked here", Hint: "let the crawler unpack pages, or ask servers for gzip only"}
		default:
			return nil
		}
		if err == nil {
			var out []byte
			out, err = io.ReadAll(io.LimitReader(r, max+1))
			if int64(len(out)) > max {
				return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("the page unpacks to more than %d bytes, the bound for one report", max), Hint: "no page of a report is that long"}
			}
			if err != nil && len(out) > 0 && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum)) {
				p.Doubt, err = "its compressed data is cut short or damaged", nil
			}
			p.Body = out
		}
		if err != nil {
			return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the page's compressed data is broken", Err: err, Hint: "fetch the page again"}
		}
		if strings.Contains(said, "deflate") || strings.Contains(said, "zstd") {
			return nil
		}
	}
	return nil
}

// binary reports whether bytes begin as no text does.
func binary(b []byte) bool {
	odd := 0
	head := b[:min(len(b), 256)]
	for _, c := range head {
		if c < 9 || c > 13 && c < 32 && c != 27 {
			odd++
		}
	}
	return odd*20 > len(head)
}
