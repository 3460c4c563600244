package config

import (
	"testing"
	"time"
)

func TestLimit_isReadAsItIsWritten(t *testing.T) {
	for said, want := range map[string]Limit{
		"30/1m": {30, time.Minute}, "1/1h30m": {1, 90 * time.Minute}, "400/1s": {400, time.Second}, "off": {}, "OFF": {},
	} {
		var l, again Limit
		if err := l.UnmarshalText([]byte(said)); err != nil || l != want {
			t.Errorf("%s: %v %v", said, l, err)
		}
		if err := again.UnmarshalText([]byte(l.String())); err != nil || again != l {
			t.Errorf("%s, written %s: %v %v", said, l, again, err)
		}
	}
	for _, said := range []string{"", "30", "/1m", "30/", "0/1m", "-3/1m", "30/0s", "30/1µs", "30/-1m", "1.5/1m", "30/1000h", "30/1m/2", "99999999/1s"} {
		var l Limit
		if err := l.UnmarshalText([]byte(said)); err == nil {
			t.Errorf("%q is taken as %v", said, l)
		}
	}
}

func TestLimits_areSettings(t *testing.T) {
	s, err := parse(t, map[string]string{"PLENARY_LIMIT_POSTS": "3/1h", "PLENARY_LIMIT_SOCKETS": "7"}, "--limit-mails=off")
	if err != nil {
		t.Fatal(err)
	}
	if s.Limits.Posts != (Limit{3, time.Hour}) || s.Limits.Sockets != 7 || s.Limits.Mails != (Limit{}) || s.Limits.Requests != (Limit{200, 10 * time.Second}) {
		t.Errorf("got %+v", s.Limits)
	}
	if _, err := parse(t, map[string]string{"PLENARY_LIMIT_POSTS": "many"}); err == nil {
		t.Error("many posts are taken for a limit")
	}
}
