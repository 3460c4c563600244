package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
)

// What is looked for: two words of which each stands in every tenth filled post, and both in every thirtieth; and the
// word that stands in more posts than any other, six of ten.
const (
	twoWords = "session clinic"
	oneWord  = "the"

	// onlyPosts keeps the people out of the answer whose lines about themselves have the word, too: they come first, and
	// would fill it.
	onlyPosts = "after:2000-01-01 "
)

func searchKeys(z size) []string {
	return []string{"search-two-" + short(z.Posts), "search-one-" + short(z.Posts)}
}

// short is a number of posts in a key: 100k, 1M.
func short(n int) string {
	switch {
	case n >= 1_000_000 && n%1_000_000 == 0:
		return fmt.Sprintf("%dM", n/1_000_000)
	case n >= 1000 && n%1000 == 0:
		return fmt.Sprintf("%dk", n/1000)
	}
	return fmt.Sprint(n)
}

// searches measures searching against the bare query on the same file, both over HTTP.
func (r *run) searches(ctx context.Context, p *process, dir string, w world) (err error) {
	var posts int
	for _, z := range []size{r.base, r.large} {
		if z.Posts > 0 && w.Posts >= int64(z.Posts) {
			posts = z.Posts
		}
	}
	keys := searchKeys(size{Posts: posts})
	if !r.wants(keys...) {
		return nil
	}
	token, err := r.token(ctx, dir, w.Readers[0])
	if err != nil {
		return err
	}
	ref, err := r.refer(ctx, "search", database(dir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ref.stop()) }()
	for i, f := range []struct{ what, words, filter string }{
		{"search, two ordinary words", twoWords, ""},
		{"search, the word that stands in most posts", oneWord, onlyPosts},
	} {
		if !r.wants(keys[i]) {
			continue
		}
		real := request("GET", "/api/v1/search?q="+url.QueryEscape(f.filter+f.words), "", token)
		bare := request("GET", "/search?q="+url.QueryEscape(f.words), "")
		a, err := fetch(ctx, p.addr, real)
		if err == nil && !bytes.Contains(a.Body, []byte(`"kind":"discussion"`)) {
			err = fmt.Errorf("nothing found: %d %.200s", a.Status, a.Body)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", keys[i], err)
		}
		got, err := byTurns(ctx, r.rounds,
			func(ctx context.Context) (float64, error) {
				return load{addr: p.addr, conns: searchers, want: 200, next: cycle([][]byte{real})}.run(ctx, r.each)
			},
			func(ctx context.Context) (float64, error) {
				return load{addr: ref.addr, conns: searchers, want: 200, next: cycle([][]byte{bare})}.run(ctx, r.each)
			})
		if err != nil {
			return fmt.Errorf("%s: %w", keys[i], err)
		}
		r.add(Figure{Key: keys[i], What: fmt.Sprintf("%s, %s posts", f.what, plain(float64(posts))), Unit: PerSecond, Value: got.value,
			Reference: got.reference, Ratio: got.ratio, Goal: 0.5, Against: "bare FTS5 query, newest first"})
	}
	return nil
}

const searchers = 4 // connections that search at once
