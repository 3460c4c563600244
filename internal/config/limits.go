package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Limit is how often one asker may do one kind of thing: Times at once, and as many again in each In after that. The
// zero Limit is none. It is written "30/1m", or "off".
type Limit struct {
	Times int
	In    time.Duration
}

// Limits are one for each kind of thing that people who mean harm could do too often.
type Limits struct {
	Requests        Limit `name:"limit-requests" env:"PLENARY_LIMIT_REQUESTS" default:"200/10s" placeholder:"N/TIME" group:"Limits" help:"Requests, per person, or address of visitors (default: ${default})."`
	SignIns         Limit `name:"limit-sign-ins" env:"PLENARY_LIMIT_SIGN_INS" default:"10/2m" placeholder:"N/TIME" group:"Limits" help:"Attempts to sign in to one account from one address (default: ${default})."`
	SignInsAt       Limit `name:"limit-sign-ins-at" env:"PLENARY_LIMIT_SIGN_INS_AT" default:"30/90s" placeholder:"N/TIME" group:"Limits" help:"Attempts to sign in from one address, to any account (default: ${default})."`
	SignInsTo       Limit `name:"limit-sign-ins-to" env:"PLENARY_LIMIT_SIGN_INS_TO" default:"100/1h" placeholder:"N/TIME" group:"Limits" help:"Attempts by password to sign in to one account, from any address; mailed links stay open (default: ${default})."`
	Mails           Limit `name:"limit-mails" env:"PLENARY_LIMIT_MAILS" default:"5/10m" placeholder:"N/TIME" group:"Limits" help:"Mails asked for, per address that they go to (default: ${default})."`
	Joins           Limit `name:"limit-joins" env:"PLENARY_LIMIT_JOINS" default:"10/10m" placeholder:"N/TIME" group:"Limits" help:"Requests for accounts and invitations taken, per person or address (default: ${default})."`
	Posts           Limit `name:"limit-posts" env:"PLENARY_LIMIT_POSTS" default:"30/1m" placeholder:"N/TIME" group:"Limits" help:"Posts, discussions and edits, per person (default: ${default})."`
	Calls           Limit `name:"limit-calls" env:"PLENARY_LIMIT_CALLS" default:"5/1h" placeholder:"N/TIME" group:"Limits" help:"Posts that tell a whole group by @group, per person (default: ${default})."`
	Previews        Limit `name:"limit-previews" env:"PLENARY_LIMIT_PREVIEWS" default:"30/30s" placeholder:"N/TIME" group:"Limits" help:"Previews, per person (default: ${default})."`
	Reactions       Limit `name:"limit-reactions" env:"PLENARY_LIMIT_REACTIONS" default:"60/1m" placeholder:"N/TIME" group:"Limits" help:"Reactions, per person (default: ${default})."`
	Flags           Limit `name:"limit-flags" env:"PLENARY_LIMIT_FLAGS" default:"10/10m" placeholder:"N/TIME" group:"Limits" help:"Posts flagged, per person (default: ${default})."`
	Uploads         Limit `name:"limit-uploads" env:"PLENARY_LIMIT_UPLOADS" default:"30/150s" placeholder:"N/TIME" group:"Limits" help:"Files, per person (default: ${default})."`
	DayFiles        int   `name:"limit-day-files" env:"PLENARY_LIMIT_DAY_FILES" default:"500" placeholder:"N" group:"Limits" help:"Files that one person may upload within 24 hours (default: ${default})."`
	DayMiB          int   `name:"limit-day-mib" env:"PLENARY_LIMIT_DAY_MIB" default:"1024" placeholder:"MIB" group:"Limits" help:"MiB that one person may upload within 24 hours (default: ${default})."`
	Searches        Limit `name:"limit-searches" env:"PLENARY_LIMIT_SEARCHES" default:"30/30s" placeholder:"N/TIME" group:"Limits" help:"Searches, per person or address (default: ${default})."`
	Suggestions     Limit `name:"limit-suggestions" env:"PLENARY_LIMIT_SUGGESTIONS" default:"150/30s" placeholder:"N/TIME" group:"Limits" help:"Suggestions while a search is typed, per person or address (default: ${default})."`
	Invites         Limit `name:"limit-invites" env:"PLENARY_LIMIT_INVITES" default:"50/25m" placeholder:"N/TIME" group:"Limits" help:"Invitations and people added, per person (default: ${default})."`
	Exports         Limit `name:"limit-exports" env:"PLENARY_LIMIT_EXPORTS" default:"10/1h" placeholder:"N/TIME" group:"Limits" help:"Records exported, per person (default: ${default})."`
	GuestComments   Limit `name:"limit-guest-comments" env:"PLENARY_LIMIT_GUEST_COMMENTS" default:"5/10m" placeholder:"N/TIME" group:"Limits" help:"Comments of guests, per address that they come from (default: ${default})."`
	GuestCommentsOn Limit `name:"limit-guest-comments-on" env:"PLENARY_LIMIT_GUEST_COMMENTS_ON" default:"60/1h" placeholder:"N/TIME" group:"Limits" help:"Comments of guests, per article (default: ${default})."`
	Sockets         int   `name:"limit-sockets" env:"PLENARY_LIMIT_SOCKETS" default:"20" placeholder:"N" group:"Limits" help:"Live connections of one person at once (default: ${default})."`
	SocketsAt       int   `name:"limit-sockets-at" env:"PLENARY_LIMIT_SOCKETS_AT" default:"100" placeholder:"N" group:"Limits" help:"Live connections of visitors from one address at once (default: ${default})."`
	Arrivals        Limit `name:"limit-arrivals" env:"PLENARY_LIMIT_ARRIVALS" default:"400/1s" placeholder:"N/TIME" group:"Limits" help:"Live connections accepted in all; whoever comes beyond is told to come back (default: ${default})."`
	ConnectionsAt   int   `name:"limit-connections-at" env:"PLENARY_LIMIT_CONNECTIONS_AT" default:"256" placeholder:"N" group:"Limits" help:"Connections of one address at once, but for trusted proxies (default: ${default})."`

	// The server's own bounds, which hold with PLENARY_RATE_LIMITS=off, too.
	Connections int `name:"max-connections" env:"PLENARY_MAX_CONNECTIONS" default:"20000" placeholder:"N" group:"Limits" help:"Connections at once, of everybody; fewer where the machine allows fewer files (default: ${default})."`
	AllSockets  int `name:"max-sockets" env:"PLENARY_MAX_SOCKETS" default:"15000" placeholder:"N" group:"Limits" help:"Live connections at once, of everybody (default: ${default})."`
	BodyMemory  int `name:"max-body-memory" env:"PLENARY_MAX_BODY_MEMORY" default:"128" placeholder:"MIB" group:"Limits" help:"MiB of requests that are read and not yet answered, of everybody; half of it for one address (default: ${default})."`
}

// UnmarshalText reads what String writes.
func (l *Limit) UnmarshalText(text []byte) error {
	said := string(text)
	if strings.EqualFold(said, "off") {
		*l = Limit{}
		return nil
	}
	times, in, ok := strings.Cut(said, "/")
	n, err := strconv.Atoi(times)
	every, timeErr := time.ParseDuration(in)
	if !ok || err != nil || timeErr != nil || n < 1 || n > 1_000_000 || every < time.Millisecond || every > 30*24*time.Hour {
		return fmt.Errorf("%q is no limit: write 30/1m for thirty at once and thirty a minute after that, or off", said)
	}
	*l = Limit{Times: n, In: every}
	return nil
}

// String is the limit as one writes it.
func (l Limit) String() string {
	if l.Times == 0 {
		return "off"
	}
	return fmt.Sprintf("%d/%s", l.Times, l.In)
}

// checkLimits says which count is out of bounds.
func (s *Settings) checkLimits(func(string) string) error {
	for _, c := range []struct {
		name        string
		value       int
		least, most int
	}{
		{"PLENARY_LIMIT_SOCKETS", s.Limits.Sockets, 1, 1_000_000}, {"PLENARY_LIMIT_SOCKETS_AT", s.Limits.SocketsAt, 1, 1_000_000},
		{"PLENARY_LIMIT_DAY_FILES", s.Limits.DayFiles, 1, 1_000_000}, {"PLENARY_LIMIT_DAY_MIB", s.Limits.DayMiB, 1, 1 << 30},
		{"PLENARY_LIMIT_CONNECTIONS_AT", s.Limits.ConnectionsAt, 8, 1_000_000},
		{"PLENARY_MAX_CONNECTIONS", s.Limits.Connections, 64, 1_000_000}, {"PLENARY_MAX_SOCKETS", s.Limits.AllSockets, 1, 1_000_000},
		{"PLENARY_MAX_BODY_MEMORY", s.Limits.BodyMemory, 64, 1 << 20},
	} {
		if c.value < c.least || c.value > c.most {
			return fmt.Errorf("%s: %d is not between %d and %d", c.name, c.value, c.least, c.most)
		}
	}
	return nil
}
