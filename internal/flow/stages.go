package flow

import "github.com/hearsay/hearsay/internal/reading/when"

// stages lists the stages in their order; each needs what stands before it.
func stages() ([]Stage, error) {
	var out []Stage
	for _, open := range []func() (Stage, error){
		func() (Stage, error) { return when.New() },
	} {
		s, err := open()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
