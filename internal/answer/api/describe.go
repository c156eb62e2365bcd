package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
)

// operation describes a list.
func (a *API) operation(id, path string, kind query.Kind, summary string) huma.Operation {
	row := a.shape(string(kind))
	key := view.Plural(kind)
	page := &huma.Schema{Type: huma.TypeObject, Description: "hearsay." + key + "/1", Required: []string{"schema", key, "next", "notes"}, Properties: map[string]*huma.Schema{
		"schema": {Type: huma.TypeString}, key: {Type: huma.TypeArray, Items: row}, "next": {Type: huma.TypeString, Description: "The mark for after; empty on the last page."},
		"notes": {Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}, Description: "How the question was understood; where nothing was found, what stood in the way."}}}
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{key}, Errors: []int{http.StatusUnprocessableEntity, http.StatusTooManyRequests},
		Description: "The newest in the record first. Pages stay in step while reports come in.",
		Responses: map[string]*huma.Response{
			"200": {Description: "A page; with all=true, all rows.", Content: map[string]*huma.MediaType{"application/json": {Schema: page}, "application/x-ndjson": {Schema: row}}},
			"304": {Description: "The client has it already."},
		}}
}

// single describes what answers with one thing.
func (a *API) single(id, path, shape, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{"one"}, Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests},
		Responses: map[string]*huma.Response{
			"200": {Description: "hearsay." + shape + "/1", Content: map[string]*huma.MediaType{"application/json": {Schema: a.shape(shape)}}},
			"304": {Description: "The client has it already."},
		}}
}

// shape is the schema of a form.
func (a *API) shape(name string) *huma.Schema {
	t := view.Shape(name)
	if t == nil {
		return &huma.Schema{Type: huma.TypeObject}
	}
	return a.huma.OpenAPI().Components.Schemas.Schema(t, true, name)
}
