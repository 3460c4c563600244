// Package config holds Plenary's settings: flags first, then the environment, then defaults, checked once.
package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"time"
	_ "time/tzdata" // zones are known on machines that have no zone files, too
)

// Settings are embedded in the kong struct of a command that needs them; kong calls AfterApply, and what a command
// then sees is complete and valid.
type Settings struct {
	Addr           string   `name:"addr" env:"PLENARY_ADDR" placeholder:"HOST:PORT" help:"Where to listen. Default: 127.0.0.1:8080, or :$PORT where only PORT is set."`
	Data           string   `name:"data" env:"PLENARY_DATA" default:"./data" placeholder:"DIR" help:"Folder of the database, uploads and secrets (default: ${default})."`
	BaseURL        string   `name:"base-url" env:"PLENARY_BASE_URL" placeholder:"URL" help:"The address that people use; decides cookies, links and allowed origins. Default: http://localhost with the port."`
	TrustedProxies []string `name:"trusted-proxies" env:"PLENARY_TRUSTED_PROXIES" placeholder:"IP,…" help:"Addresses or networks whose X-Forwarded-* are believed. Default: none."`
	Name           string   `name:"name" env:"PLENARY_NAME" default:"Plenary" placeholder:"NAME" help:"The network's name (default: ${default})."`
	Timezone       string   `name:"timezone" env:"PLENARY_TIMEZONE" default:"UTC" placeholder:"ZONE" help:"The network's time zone, for instance America/New_York (default: ${default})."`
	SMTPURL        string   `name:"smtp-url" env:"PLENARY_SMTP_URL" placeholder:"URL" help:"Where mail goes: smtp:// or smtps://user:password@host:port. Default: written to outbox/ in the data folder."`
	Backups        string   `name:"backups" env:"PLENARY_BACKUPS" placeholder:"DIR|off" help:"Folder of the automatic nightly backups, or off. Default: backups/ in the data folder."`
	MetricsToken   string   `name:"metrics-token" env:"PLENARY_METRICS_TOKEN" placeholder:"TOKEN" help:"Bearer token for /metrics. Default: none, and /metrics is not found."`
	Log            string   `name:"log" env:"PLENARY_LOG" default:"info" placeholder:"LEVEL" help:"Log level: debug, info, warn or error (default: ${default}). Text on a terminal, JSON otherwise."`
	RateLimits     string   `name:"rate-limits" env:"PLENARY_RATE_LIMITS" default:"on" placeholder:"on|off" help:"off, for load tests only, lifts every limit on how much one person may do (default: ${default})."`
	Limits         `embed:""`

	base      *url.URL
	port      string
	baseGiven bool
	zone      *time.Location
	level     slog.Level
}

// AfterApply fills in what depends on other settings and checks all of them. The error is a sentence that names the
// setting; it never repeats a secret.
func (s *Settings) AfterApply() error {
	return s.complete(os.Getenv)
}

// Listening tells the settings the port that the listener really has: where port 0 was asked for and no base URL was
// given, links and origins follow it.
//
// Saying the same port again changes nothing, so that it may be said while others read.
func (s *Settings) Listening(port int) {
	if s.port == strconv.Itoa(port) {
		return
	}
	s.port = strconv.Itoa(port)
	if !s.baseGiven {
		s.base = &url.URL{Scheme: "http", Host: "localhost:" + s.port}
		s.BaseURL = s.base.String()
	}
}

// Origins returns the origins that requests from our own pages may name, the base URL's first, in the form in which
// browsers send them. On loopback, localhost, 127.0.0.1 and [::1] of that port count as one.
func (s *Settings) Origins() []string {
	own := s.base.Scheme + "://" + s.base.Host
	if !loopback(s.base.Hostname()) {
		return []string{own}
	}
	origins := []string{own}
	for _, host := range []string{"localhost", "127.0.0.1", "[::1]"} {
		if port := s.base.Port(); port != "" {
			host += ":" + port
		}
		if origin := s.base.Scheme + "://" + host; origin != own {
			origins = append(origins, origin)
		}
	}
	return origins
}

// SecureCookies reports whether people come over https: then cookies are Secure and carry the __Host- prefix.
func (s *Settings) SecureCookies() bool { return s.base.Scheme == "https" }

// Location returns the network's time zone.
func (s *Settings) Location() *time.Location { return s.zone }

// Limited reports whether limits on requests, posts, sockets and the like hold.
func (s *Settings) Limited() bool { return s.RateLimits != "off" }

// loopback reports whether a host name or address, without brackets, means this machine.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// portOf returns the port of a listen address, or false if it isn't one.
func portOf(addr string) (string, bool) {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return strconv.FormatUint(n, 10), err == nil
}

// Trusts reports whether the address is a proxy's whose X-Forwarded-* are
// believed.
func (s *Settings) Trusts(ip net.IP) bool {
	addr, ok := netip.AddrFromSlice(ip)
	if !ok {
		return false
	}
	addr = addr.Unmap()
	for _, trusted := range s.TrustedProxies {
		if prefix, err := netip.ParsePrefix(trusted); err == nil && prefix.Contains(addr) {
			return true
		}
		if one, err := netip.ParseAddr(trusted); err == nil && one.Unmap() == addr {
			return true
		}
	}
	return false
}
