package soak

import "context"

// PowerCuts comes next.
func PowerCuts(ctx context.Context, o Options) (Scene, error) { return Scene{Name: "power cuts"}, nil }
