package flow

import (
	"github.com/hearsay/hearsay/internal/claim"
	"github.com/hearsay/hearsay/internal/event"
	"github.com/hearsay/hearsay/internal/reading/count"
	"github.com/hearsay/hearsay/internal/reading/entity"
	"github.com/hearsay/hearsay/internal/reading/name"
	"github.com/hearsay/hearsay/internal/reading/vector"
	"github.com/hearsay/hearsay/internal/reading/when"
	"github.com/hearsay/hearsay/internal/reading/where"
)

// stages lists the stages in their order; each needs what stands before it.
func stages() ([]Stage, error) {
	var out []Stage
	for _, open := range []func() (Stage, error){
		func() (Stage, error) { return vector.New() },
		func() (Stage, error) { return name.New() },
		func() (Stage, error) { return when.New() },
		func() (Stage, error) { return where.New() },
		func() (Stage, error) { return count.New() },
		func() (Stage, error) { return entity.New() },
		func() (Stage, error) { return event.New() },
		func() (Stage, error) { return claim.New() },
	} {
		s, err := open()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
