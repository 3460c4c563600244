package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"
)

// atMedian is what one answer may take, in ms, on the largest network.
const atMedian = 50

var medianKeys = []string{"median-overview", "median-group", "median-last", "median-search-two", "median-search-one", "median-search-begun",
	"median-search-by", "median-suggest"}

// medians measures what people wait for, one after the other, beside a page that asks the same database for 1.
func (r *run) medians(ctx context.Context, p *process, dir string, w world) (err error) {
	if !r.wants(medianKeys...) {
		return nil
	}
	heads, err := cookies(ctx, p, w.Readers[:1])
	if err != nil {
		return err
	}
	ref, err := r.refer(ctx, "one", database(dir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ref.stop()) }()
	last := (w.Length + fullPage - 1) / fullPage
	search := func(words string) string { return "/search?q=" + url.QueryEscape(words) }
	for i, f := range []struct{ what, path string }{
		{"the overview", "/"},
		{"a group", "/g/" + w.Busy},
		{"a discussion's last page", fmt.Sprintf("/t/%d?page=%d", w.Targets[0], last)},
		{"search, two ordinary words", search(twoWords)},
		{"search, the word that stands in most posts", search(onlyPosts + oneWord)},
		{"search, a word that was only begun", search("clin")},
		{"search, a frequent word by one person", search("by:" + w.Handle + " " + oneWord)},
		{"suggestions", "/api/v1/search/suggest?q=" + url.QueryEscape("peer sup")},
	} {
		if !r.wants(medianKeys[i]) {
			continue
		}
		req, err := r.follow(ctx, p, call{f.path, heads[0]}, &answer{})
		if err != nil {
			return fmt.Errorf("%s: %w", medianKeys[i], err)
		}
		got, err := byTurns(ctx, r.rounds,
			func(ctx context.Context) (float64, error) { return typical(ctx, p.addr, req, r.each/4) },
			func(ctx context.Context) (float64, error) {
				return typical(ctx, ref.addr, request("GET", "/", ""), r.each/4)
			})
		if err != nil {
			return fmt.Errorf("%s: %w", medianKeys[i], err)
		}
		r.add(Figure{Key: medianKeys[i], What: fmt.Sprintf("median answer at %s posts: %s", plain(float64(w.Posts)), f.what), Unit: Millis, Value: got.value,
			Reference: got.reference, Ratio: got.ratio, Goal: atMedian, AtMost: true, OfValue: true, Against: "page of `select 1`"})
	}
	return nil
}

// typical asks over one connection for as long, and is the median of what the answers took, in ms.
func typical(ctx context.Context, addr string, request []byte, d time.Duration) (float64, error) {
	w, err := dial(ctx, addr)
	if err != nil {
		return 0, err
	}
	defer w.close()
	var took []float64
	for began := time.Now(); len(took) < 3 || time.Since(began) < d; {
		start := time.Now()
		status, _, err := w.send(request)
		if err == nil && status != 200 {
			err = fmt.Errorf("status %d", status)
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return 0, err
		}
		took = append(took, float64(time.Since(start).Microseconds())/1000)
	}
	return median(took), nil
}

// selectOne is the least that a page of this stack does that asks the database.
func selectOne(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	db, err := sql.Open("sqlite", readDSN(args[0]))
	if err != nil {
		return err
	}
	defer db.Close()
	st, err := db.PrepareContext(ctx, "SELECT 1")
	if err != nil {
		return err
	}
	f := fiber.New(fiber.Config{DisableStartupMessage: true})
	f.Get("/", func(c *fiber.Ctx) error {
		var one int
		if err := st.QueryRowContext(ctx).Scan(&one); err != nil {
			return err
		}
		return c.SendString(fmt.Sprint(one))
	})
	return listenUntilEnd(f, in, out)
}
