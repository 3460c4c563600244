package soak

import (
	"context"
	"fmt"
)

// probe reacts as the host, who is counted nowhere: in a discussion of his own.
func (g *stage) probe(ctx context.Context) error {
	_, err := g.host.call(ctx, "PATCH", "/groups/soak", map[string]any{"focus": fmt.Sprint(g.random.Uint64())}, nil)
	return err
}
