package config

import "runtime/debug"

// stamp is set by the linker (`go run ./cmd/dev build`): what git calls the commit that was built.
var stamp string

// Version returns which Plenary this is: the stamp of the build, else the commit that Go recorded, else "dev".
func Version() string {
	if stamp != "" {
		return stamp
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value[:12]
			}
		}
	}
	return "dev"
}
