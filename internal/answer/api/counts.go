package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

type (
	mapIn struct {
		Asking
		OfEvents
		Box  string `query:"bbox" doc:"List only cells and regions in this box: west,south,east,north. Unlike place, it leaves no event uncounted."`
		Zoom int    `query:"zoom" default:"2" minimum:"0" maximum:"20" doc:"How large cells are: 0 the whole world on 256 pixels, each step twice as large; a cell takes 40 pixels or more."`
		By   string `query:"by" enum:"quad,type,status" doc:"What the events of a place are counted by; quad if not given."`
	}
	histogramIn struct {
		Asking
		OfEvents
		Clock string `query:"clock" enum:"happened,known" doc:"When they happened, if not given, or became known."`
		Per   string `query:"per" enum:"hour,day,week,month,year" doc:"How long a bucket is; if not given, so that there are some hundred at most."`
		By    string `query:"by" enum:"type,quad,status,country" doc:"What the events of a bucket are counted by; type if not given."`
	}
	facetsIn struct {
		Asking
		OfEvents
		Open string `query:"open" enum:"true,false" doc:"true: each list as if its own condition were not asked, to offer other values."`
		Top  int    `query:"top" default:"20" minimum:"1" maximum:"200" doc:"So many countries and outlets."`
	}
	actorsIn struct {
		OfEvents
		Words       string `query:"words" doc:"Words of the name, or a country; all parties, if not given."`
		Limit       int    `query:"limit" default:"20" minimum:"1" maximum:"200" doc:"So many."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
	actorIn struct {
		Key         string `path:"key" doc:"The actor's key or name, or a country's code."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
	outletsIn struct {
		Words       string `query:"words" doc:"Words of the name; the last may go on. All outlets, if not given."`
		Limit       int    `query:"limit" default:"100" minimum:"1" maximum:"1000" doc:"So many."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
	outletIn struct {
		Name        string `path:"name" doc:"The outlet's name."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
)

// counting registers what answers with counts.
func (a *API) counting() {
	huma.Register(a.huma, a.counts("map", "/api/map", "Where events happened, counted as exactly as it is told"), func(ctx context.Context, in *mapIn) (*huma.StreamResponse, error) {
		window, err := query.Box("--bbox", in.Box)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		by, err := query.ChooseBy(in.By, query.ByQuad, query.ByQuad, query.ByType, query.ByStatus)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		return a.count(ctx, in.Asking, in.flags(), []any{"map", window, in.Zoom, by}, func(ctx context.Context, r record.Reader, q *query.Question) ([]byte, error) {
			who, err := query.Person(ctx, r, q.Filter)
			if err != nil {
				return nil, err
			}
			if who != "" {
				return nil, &hearsay.Problem{Kind: query.ErrQuestion, What: who + " is read as a person, and no map is drawn of where people were", Hint: "/api/events lists the events; a map is drawn of all, of a country's or of an organization's"}
			}
			m, err := query.MapOf(ctx, r, weigh.Merge, q.Filter, window, in.Zoom, by)
			if err != nil {
				return nil, err
			}
			m.Notes = append(m.Notes, q.Notes...)
			return view.Map(m)
		})
	})
	huma.Register(a.huma, a.counts("histogram", "/api/histogram", "When events happened or became known, counted"), func(ctx context.Context, in *histogramIn) (*huma.StreamResponse, error) {
		by, err := query.ChooseBy(in.By, query.ByType, query.ByType, query.ByQuad, query.ByStatus, query.ByCountry)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		clock := in.Clock
		if clock == "" {
			clock = "happened"
		}
		return a.count(ctx, in.Asking, in.flags(), []any{"histogram", clock, in.Per, by}, func(ctx context.Context, r record.Reader, q *query.Question) ([]byte, error) {
			h, err := query.HistogramOf(ctx, r, weigh.Merge, q.Filter, clock, in.Per, by)
			if err != nil {
				return nil, err
			}
			h.Notes = append(h.Notes, q.Notes...)
			return view.Histogram(h)
		})
	})
	huma.Register(a.huma, a.counts("facets", "/api/facets", "What events there are: by type, status, country, outlet"), func(ctx context.Context, in *facetsIn) (*huma.StreamResponse, error) {
		return a.count(ctx, in.Asking, in.flags(), []any{"facets", in.Open, in.Top}, func(ctx context.Context, r record.Reader, q *query.Question) ([]byte, error) {
			f, err := query.FacetsOf(ctx, r, weigh.Merge, q.Filter, in.Open == "true", in.Top)
			if err != nil {
				return nil, err
			}
			f.Notes = append(f.Notes, q.Notes...)
			return view.Facets(f)
		})
	})
	huma.Register(a.huma, a.counts("actors", "/api/actors", "Who takes part and who speaks"), func(ctx context.Context, in *actorsIn) (*huma.StreamResponse, error) {
		words := strings.Join(strings.Fields(in.Words), " ")
		return a.count(ctx, Asking{IfNoneMatch: in.IfNoneMatch}, in.flags(), []any{"actors", words, in.Limit}, func(ctx context.Context, r record.Reader, q *query.Question) ([]byte, error) {
			found, err := query.FindActors(ctx, r, q.Filter, words, in.Limit)
			if err != nil {
				return nil, err
			}
			found.Notes = append(found.Notes, q.Notes...)
			return view.Actors(found)
		})
	})
	huma.Register(a.huma, a.single("actor", "/api/actors/{key}", "actor", "What an actor did, got and told, and who contradicts it"), func(ctx context.Context, in *actorIn) (*huma.StreamResponse, error) {
		return a.one(ctx, in.IfNoneMatch, []any{"actor", in.Key}, func(ctx context.Context, r record.Reader) ([]byte, error) {
			found, err := query.ActorOf(ctx, r, weigh.Merge, in.Key)
			if err != nil {
				return nil, missing(err)
			}
			return view.Actor(found)
		})
	})
	huma.Register(a.huma, a.counts("outlets", "/api/outlets", "The outlets, the one with most reports first"), func(ctx context.Context, in *outletsIn) (*huma.StreamResponse, error) {
		return a.one(ctx, in.IfNoneMatch, []any{"outlets", in.Words, in.Limit}, func(ctx context.Context, r record.Reader) ([]byte, error) {
			rows, more, err := query.FindOutlets(ctx, r, in.Words, in.Limit)
			if err != nil {
				return nil, err
			}
			return view.Outlets(rows, more)
		})
	})
	huma.Register(a.huma, a.single("outlet", "/api/outlets/{name}", "outlet", "What an outlet reported, first, alone, copied and corrected"), func(ctx context.Context, in *outletIn) (*huma.StreamResponse, error) {
		return a.one(ctx, in.IfNoneMatch, []any{"outlet", in.Name}, func(ctx context.Context, r record.Reader) ([]byte, error) {
			found, err := query.OutletOf(ctx, r, weigh.Merge, in.Name)
			if err != nil {
				return nil, missing(err)
			}
			return view.Outlet(found)
		})
	})
}

// counts describes what answers with counts; the form has the operation's name.
func (a *API) counts(id, path, summary string) huma.Operation {
	op := a.single(id, path, id, summary)
	op.Tags, op.Errors = []string{"counts"}, []int{http.StatusUnprocessableEntity, http.StatusTooManyRequests}
	return op
}

// count answers a question about events with what f makes of it.
func (a *API) count(ctx context.Context, in Asking, fl query.Flags, parts []any, f func(context.Context, record.Reader, *query.Question) ([]byte, error)) (*huma.StreamResponse, error) {
	fl.AsOf = in.AsOf
	q, err := fl.Question(query.EventKind, a.o.Now())
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return a.one(ctx, in.IfNoneMatch, append(parts, q.Filter), func(ctx context.Context, r record.Reader) ([]byte, error) {
		if err := q.Resolve(ctx, r); err != nil {
			return nil, err
		}
		return f(ctx, r, q)
	})
}
