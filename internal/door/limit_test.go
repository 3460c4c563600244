package door

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"plenary/internal/config"
	"plenary/internal/forum"
)

func TestTake_saysWhenItWorksAgainAndThenItDoes(t *testing.T) {
	now := time.Unix(1e9, 0)
	settings := &config.Settings{RateLimits: "on"}
	settings.Limits.Posts = config.Limit{Times: 3, In: 30 * time.Second}
	l := NewLimits(settings, func() time.Time { return now })
	for i := range 3 {
		if err := l.Take(Posts, "u1"); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	var e *forum.Error
	if err := l.Take(Posts, "u1"); !errors.As(err, &e) || e.Kind != forum.TooMany || e.RetryAfter != 10 || e.Msg != "limit.posts" {
		t.Fatalf("the fourth: %v", err)
	}
	if err := l.Take(Posts, "u2"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if err := l.Take(Mails, "u1"); err != nil {
		t.Errorf("what has no limit: %v", err)
	}
	now = now.Add(time.Duration(e.RetryAfter) * time.Second)
	if err := l.Take(Posts, "u1"); err != nil {
		t.Errorf("when it was said to work again: %v", err)
	}
	settings.RateLimits = "off"
	free := NewLimits(settings, time.Now)
	for range 100 {
		if err := free.Take(Posts, "u1"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTake_remembersABoundedNumberOfAskers(t *testing.T) {
	settings := &config.Settings{RateLimits: "on"}
	settings.Limits.Posts = config.Limit{Times: 1, In: time.Hour}
	l := NewLimits(settings, time.Now)
	for i := range maxKeys + 1000 {
		if err := l.Take(Posts, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(l.kinds[Posts.name].byKey); n != maxKeys || l.kinds[Posts.name].order.Len() != maxKeys {
		t.Errorf("%d are remembered", n)
	}
	if err := l.Take(Posts, fmt.Sprint(maxKeys+999)); err == nil {
		t.Error("the latest was forgotten")
	}
}
