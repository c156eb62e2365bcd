package syntax

import (
	"fmt"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// Check decodes all that a package holds, the components too that it disables,
// and reads a few words with it. It returns the first thing that is wrong.
func Check(pkg *load.Package) error {
	components, err := pkg.Components()
	if err != nil {
		return err
	}
	var opt Options
	for _, c := range components {
		if c.Disabled {
			opt.Enable = append(opt.Enable, c.Name)
		}
	}
	p, err := New(pkg, opt)
	if err != nil {
		return err
	}
	if _, err := pkg.Strings(); err != nil {
		return err
	}
	if _, err := pkg.Vectors(); err != nil {
		return err
	}
	var s hearsay.Syntax
	if err := p.NewWorker().Parse("12.5 km? \"No,\" she (Ama) said.\n", &s); err != nil {
		return fmt.Errorf("%s: %w", pkg.Source, err)
	}
	return nil
}
