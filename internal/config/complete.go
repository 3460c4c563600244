package config

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// complete does what AfterApply says, with the environment as a function.
func (s *Settings) complete(getenv func(string) string) error {
	for _, step := range []func(getenv func(string) string) error{
		s.completeAddr, s.completeBase, s.checkProxies, s.checkName, s.completeZone, s.checkMail, s.checkBackups, s.completeLog, s.checkLimits,
	} {
		if err := step(getenv); err != nil {
			return err
		}
	}
	return nil
}

func (s *Settings) completeAddr(getenv func(string) string) error {
	if s.Data == "" {
		return fmt.Errorf("PLENARY_DATA is empty: name the folder where the data goes")
	}
	setting := "PLENARY_ADDR"
	if s.Addr == "" {
		s.Addr = "127.0.0.1:8080"
		if port := getenv("PORT"); port != "" {
			setting, s.Addr = "PORT", ":"+port
		}
	}
	port, ok := portOf(s.Addr)
	if !ok {
		return fmt.Errorf("%s: %q is no address to listen on: write host:port, for instance 127.0.0.1:8080", setting, s.Addr)
	}
	s.port = port
	return nil
}

// completeBase leaves BaseURL in the form of an origin: lower case, without the scheme's own port, without a slash.
func (s *Settings) completeBase(func(string) string) error {
	if s.baseGiven = s.BaseURL != ""; !s.baseGiven {
		s.BaseURL = "http://localhost:" + s.port
	}
	wrong := func(why string) error {
		return fmt.Errorf("PLENARY_BASE_URL %s: write it like https://talk.example.org", why)
	}
	u, err := url.Parse(s.BaseURL)
	switch {
	case err != nil:
		return wrong("is no address")
	case u.Scheme != "http" && u.Scheme != "https":
		return wrong("doesn't begin with http:// or https://")
	case u.Hostname() == "":
		return wrong("names no host")
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return wrong("has more than scheme, host and port")
	case strings.Trim(u.Path, "/") != "":
		return wrong("has a path, but the site needs a host of its own")
	}
	host := strings.ToLower(u.Hostname())
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return wrong("has a port that doesn't exist")
		}
		if !(u.Scheme == "http" && n == 80) && !(u.Scheme == "https" && n == 443) {
			host += ":" + strconv.FormatUint(n, 10)
		}
	}
	s.base = &url.URL{Scheme: u.Scheme, Host: host}
	s.BaseURL = s.base.String()
	return nil
}

func (s *Settings) checkProxies(func(string) string) error {
	var kept []string
	for _, given := range s.TrustedProxies {
		proxy := strings.TrimSpace(given)
		if proxy == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(proxy)
		if err != nil {
			addr, addrErr := netip.ParseAddr(proxy)
			if addrErr != nil || addr.Zone() != "" {
				return fmt.Errorf("PLENARY_TRUSTED_PROXIES: %q is neither an address like 10.0.0.2 nor a network like 10.0.0.0/8", proxy)
			}
			prefix = netip.PrefixFrom(addr, addr.BitLen())
		}
		if prefix.Bits() == 0 {
			return fmt.Errorf("PLENARY_TRUSTED_PROXIES: %s would believe everybody", proxy)
		}
		kept = append(kept, proxy)
	}
	s.TrustedProxies = kept
	return nil
}

func (s *Settings) checkName(func(string) string) error {
	s.Name = strings.TrimSpace(s.Name)
	if n := utf8.RuneCountInString(s.Name); n < 1 || n > 80 || !utf8.ValidString(s.Name) ||
		strings.ContainsFunc(s.Name, unicode.IsControl) {
		return fmt.Errorf("PLENARY_NAME has to be 1 to 80 characters on one line")
	}
	return nil
}

func (s *Settings) completeZone(func(string) string) error {
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil || s.Timezone == "" || s.Timezone == "Local" {
		return fmt.Errorf("PLENARY_TIMEZONE: %q is no time zone: write it like America/New_York", s.Timezone)
	}
	s.zone = zone
	return nil
}

// checkMail doesn't repeat the URL: it holds a password.
func (s *Settings) checkMail(func(string) string) error {
	if s.SMTPURL == "" {
		return nil
	}
	u, err := url.Parse(s.SMTPURL)
	if err != nil || (u.Scheme != "smtp" && u.Scheme != "smtps") || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("PLENARY_SMTP_URL is not like smtp://user:password@mail.example.org:587")
	}
	return nil
}

func (s *Settings) completeLog(func(string) string) error {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	level, ok := levels[strings.ToLower(s.Log)]
	if !ok {
		return fmt.Errorf("PLENARY_LOG: %q is no level: write debug, info, warn or error", s.Log)
	}
	s.level = level
	s.RateLimits = strings.ToLower(s.RateLimits)
	if s.RateLimits != "on" && s.RateLimits != "off" {
		return fmt.Errorf("PLENARY_RATE_LIMITS: %q is neither on nor off", s.RateLimits)
	}
	return nil
}
