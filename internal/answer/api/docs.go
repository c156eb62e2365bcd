package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

var docsTemplate = template.Must(template.New("docs").Parse(docsPage))

// told is one operation as the page tells it.
type told struct {
	Method, Path, ID, Summary, Description string
	Params                                 []toldParam
	Body                                   []toldParam
}

type toldParam struct {
	Name, Where, About, Values string
	Many, Required             bool
}

// description answers with the API's own description, which is made when it is first asked for: compressed to who
// takes that, and with an ETag, for pages ask it what this server takes in.
func description(mime string, form func() ([]byte, error)) http.HandlerFunc {
	type made struct {
		plain, zipped []byte
		tag           string
	}
	once := sync.OnceValues(func() (*made, error) {
		b, err := form()
		if err != nil {
			return nil, err
		}
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		_, _ = z.Write(b) // a buffer takes all
		_ = z.Close()
		sum := sha256.Sum256(b)
		return &made{b, zipped.Bytes(), `W/"` + hex.EncodeToString(sum[:12]) + `"`}, nil
	})
	return func(w http.ResponseWriter, r *http.Request) {
		m, err := once()
		if err != nil {
			writeProblem(w, http.StatusInternalServerError, "the description could not be made: "+err.Error(), "docs/api.md tells how to ask")
			return
		}
		h := w.Header()
		h.Set("Content-Type", mime)
		h.Set("Cache-Control", "private, no-cache")
		h.Set("Vary", "Accept-Encoding, Authorization")
		h.Set("ETag", m.tag)
		body := m.plain
		if takesGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = m.zipped
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}
}

// docs tells people what the API's own description tells programs. It loads nothing
// from elsewhere and runs no script.
func (a *API) docs(w http.ResponseWriter, r *http.Request) {
	api := a.huma.OpenAPI()
	var ops []told
	for path, item := range api.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post} {
			if op == nil {
				continue
			}
			t := told{Method: method, Path: path, ID: op.OperationID, Summary: op.Summary, Description: op.Description}
			for _, p := range op.Parameters {
				t.Params = append(t.Params, param(p))
			}
			if op.RequestBody != nil {
				t.Body = a.fields(op.RequestBody.Content["application/json"].Schema)
			}
			ops = append(ops, t)
		}
	}
	sort.Slice(ops, func(i, j int) bool {
		if ops[i].Path != ops[j].Path {
			return ops[i].Path < ops[j].Path
		}
		return ops[i].Method < ops[j].Method
	})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	if err := docsTemplate.Execute(w, map[string]any{"About": api.Info.Description, "Version": api.Info.Version, "Operations": ops}); err != nil {
		a.o.Log.WarnContext(r.Context(), "the page broke off", "error", err.Error())
	}
}

func param(p *huma.Param) toldParam {
	t := toldParam{Name: p.Name, Where: p.In, About: p.Description, Required: p.Required}
	s := p.Schema
	if s.Type == huma.TypeArray {
		t.Many, s = true, s.Items
	}
	var values []string
	for _, v := range s.Enum {
		if str, ok := v.(string); ok {
			values = append(values, str)
		}
	}
	t.Values = strings.Join(values, ", ")
	return t
}

// fields are the keys of a body.
func (a *API) fields(s *huma.Schema) []toldParam {
	if s.Ref != "" {
		s = a.huma.OpenAPI().Components.Schemas.SchemaFromRef(s.Ref)
	}
	var out []toldParam
	for name, f := range s.Properties {
		out = append(out, toldParam{Name: name, Where: "body", About: f.Description, Required: slices.Contains(s.Required, name)})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

func styles(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(docsStyle) // an error of writing is the client's
}
