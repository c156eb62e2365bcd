package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Correction is what a person says against a coding; docs/api.md tells of the fields.
type Correction struct {
	Target string  `json:"target"` // id of a telling (r4kx0/e3), or of an event: all its tellings
	Field  string  `json:"field"`  // type, actor, ..., none, apart, same
	Values []Value `json:"values,omitempty"`
	Note   string  `json:"note,omitempty"`
	By     string  `json:"by,omitempty"` // with a token its name says it
}

// Value is one value that is right; Start and End are where its words stand, in code
// points of the report's text, both 0: they are looked for.
type Value struct {
	Value string `json:"value,omitempty"`
	Start int    `json:"start,omitempty"`
	End   int    `json:"end,omitempty"`
}

// Correct says that something was coded wrongly; a row, hearsay.correction/1, comes for each
// telling that it is about.
func (c *Client) Correct(ctx context.Context, k Correction) ([]json.RawMessage, error) {
	return c.correct(ctx, "api/corrections", k)
}

// Undo takes a correction back. by is empty where a token says who asks.
func (c *Client) Undo(ctx context.Context, id, by, note string) ([]json.RawMessage, error) {
	return c.correct(ctx, "api/corrections/"+url.PathEscape(id)+"/undo", map[string]string{"by": by, "note": note})
}

func (c *Client) correct(ctx context.Context, path string, body any) ([]json.RawMessage, error) {
	resp, err := c.do(ctx, http.MethodPost, path, nil, nil, body)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var out struct {
		Corrections []json.RawMessage `json:"corrections"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	return out.Corrections, nil
}
