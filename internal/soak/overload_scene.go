package soak

import "context"

// floods is how often the long form asks for too much: with one flood after the
// other it shows what a flood leaves behind.
const floods = 10

// Flood asks a filled server for 20 times what it works on at once, again and
// again.
func Flood(ctx context.Context, o Options) (Scene, error) {
	g, err := raise(ctx, o, "flood")
	if err != nil {
		return g.close(ctx), err
	}
	g.writers, g.readers = nil, nil // they rest
	var talk struct{ ID int64 }
	if err := g.host.must(ctx, "POST", "/groups/soak/conversations", map[string]any{"kind": "discussion", "title": "Flood",
		"body": "Water", "format": "text"}, &talk); err != nil {
		return g.close(ctx), err
	}
	for i := range floods {
		o.Say("flood: %d of %d", i+1, floods)
		r, err := Overload(ctx, OverloadOptions{URL: "http://" + g.server.addr, Token: g.host.token, Conversation: talk.ID,
			Clients: 800, Each: 50, Readers: 50, Seed: o.Seed + uint64(i)})
		for _, wrong := range r.Wrong {
			g.scene.complain("%s", wrong)
		}
		g.scene.Figures["served"] += r.Served
		g.scene.Figures["shed"] += r.Shed
		g.scene.Figures["posts"] += r.Posts
		g.scene.Figures["seats lost"] += r.Lost
		if err != nil {
			return g.close(ctx), err
		}
	}
	return g.close(ctx), nil
}
