package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/hearsay/hearsay/internal/kernel"
)

type versionCmd struct{}

// Run prints the version and what the program was built with.
func (versionCmd) Run(s *surroundings) error {
	v := version()
	_, err := fmt.Fprintf(s.out, "hearsay %s\n%s%s %s/%s, kernels: %s\n", v.number, v.revision, runtime.Version(), runtime.GOOS, runtime.GOARCH, kernel.Best().Name())
	return err
}

type build struct{ number, revision string }

// version comes from the build itself: the module's version where it was
// installed by one, else the revision of the checkout.
func version() build {
	b := build{number: "devel"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.number = v
	}
	var rev, when, dirty string
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			rev = s.Value
		case "vcs.time":
			when = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				dirty = ", with changes"
			}
		}
	}
	if rev != "" {
		b.revision = fmt.Sprintf("revision %s of %s%s\n", rev[:min(12, len(rev))], when, dirty)
	}
	return b
}
