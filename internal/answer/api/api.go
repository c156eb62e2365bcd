package api

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// Store is what answering needs of the record.
type Store interface {
	Read(ctx context.Context, f func(record.Reader) error) error
}

// Role is what a caller must be allowed for a call.
type Role int

const (
	ToRead Role = iota
	ToAdd
)

// Given is a report that a caller sent: its text, or an address to fetch it from.
type Given struct {
	Text, URL, Title, Outlet, Published, Language string
}

// Added is what became of a report that was to be kept.
type Added struct {
	ID     string
	What   string // added, version, same
	Doubts []string
}

// Options are what the API works on.
type Options struct {
	Store Store
	// Read reads a report and keeps nothing; nil: that is not offered.
	Read func(ctx context.Context, g Given) (*hearsay.Reading, error)
	// Again reads a report again for what spoke for a claim of it; nil: explanations go without.
	Again query.Again
	// Add keeps a report, to be linked soon; nil: not offered.
	Add func(ctx context.Context, g Given) (Added, error)
	// Correct keeps what a caller says against a coding, Undo takes that back; nil: not offered.
	Correct func(ctx context.Context, c Correcting) ([]hearsay.Correction, error)
	Undo    func(ctx context.Context, id, by, note string) (*hearsay.Correction, error)
	// Name is whose token the sender of a request has; empty: none is wanted.
	Name func(ctx context.Context) string
	// May tells whether the sender of a request has a role; nil: all have all.
	May func(ctx context.Context, role Role) bool
	Log *slog.Logger
	Now func() time.Time
	// Version is the program's, for the description.
	Version string
	// Poll is how often the record is looked at for what others wrote, while somebody follows it. 0: a second.
	Poll time.Duration
}

// API answers requests. It is safe for concurrent use.
type API struct {
	o        Options
	instance string // of this process, so that its ETags are its own
	huma     huma.API
	live     *hub
}

// maxBody bounds a request's body in bytes: the longest report, 1,000,000 characters of up to
// 4 bytes, twice over for what JSON escapes.
const maxBody = 8 << 20

// bodyTimeout bounds how long a body, and all that is done with it, takes.
const bodyTimeout = time.Minute

// New returns an API that is not yet registered.
func New(o Options) *API {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.May == nil {
		o.May = func(context.Context, Role) bool { return true }
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	return &API{o: o, instance: rand.Text(), live: newHub(o.Store, o.Poll, o.Log)}
}

// Register adds the API's routes, all under /api, to a mux.
func (a *API) Register(mux *http.ServeMux) {
	cfg := huma.DefaultConfig("hearsay", a.o.Version)
	cfg.Info.Description = "What the record holds: what happened, as all reports tell it, and who says so. The forms are those of the command line (docs/formats/answers.md); docs/api.md is the manual."
	// The library's pages load scripts from elsewhere, its hooks add a "$schema" to each answer, and it sends the
	// description, of 100 kB, as it is.
	cfg.OpenAPIPath, cfg.DocsPath, cfg.SchemasPath, cfg.CreateHooks = "", "", "", nil
	// A filter that is misspelt and passed over would give an answer to another question.
	cfg.RejectUnknownQueryParameters = true
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "Wanted where the server listens for others than its own machine."}}
	cfg.Security = []map[string][]string{{}, {"token": {}}}
	a.huma = humago.New(mux, cfg)
	a.lists()
	a.ones()
	a.counting()
	a.reading()
	a.correcting()
	a.following()
	mux.HandleFunc("GET /api/openapi.json", description("application/openapi+json", a.huma.OpenAPI().MarshalJSON))
	mux.HandleFunc("GET /api/openapi.yaml", description("application/openapi+yaml", a.huma.OpenAPI().YAML))
	mux.HandleFunc("GET /api/docs", a.docs)
	mux.HandleFunc("GET /api/docs.css", styles)
	mux.HandleFunc(elsewhere, func(w http.ResponseWriter, r *http.Request) { nothing(mux, w, r) })
}

// elsewhere is the pattern of what nothing else under /api answers.
const elsewhere = "/api/"

// nothing answers where there is nothing: by that method, or at all.
func nothing(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); pattern != elsewhere {
			w.Header().Set("Allow", method)
			writeProblem(w, http.StatusMethodNotAllowed, r.URL.Path+" answers to "+method, "/api/docs tells how to ask")
			return
		}
	}
	writeProblem(w, http.StatusNotFound, "there is nothing at "+r.URL.Path, "/api/docs tells what there is")
}

// Nudge says that something was written to the record, so that followers need not
// wait for the next look.
func (a *API) Nudge() { a.live.nudge() }

// Close ends what follows the record.
func (a *API) Close() { a.live.close() }

// need refuses callers without a role.
func (a *API) need(role Role) huma.Middlewares {
	return huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		if !a.o.May(ctx.Context(), role) {
			_ = huma.WriteErr(a.huma, ctx, http.StatusForbidden, "the token does not allow this") // it has no other answer
			return
		}
		next(ctx)
	}}
}
