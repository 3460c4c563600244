package markup

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"plenary/internal/forum"
)

// Site knows which addresses are the network's own. The zero Site has none.
type Site struct {
	hosts []string
}

// NewSite is the site that is reached by the given base addresses, such as
// "https://plenary.example.org". What is no address is ignored.
func NewSite(baseURLs ...string) Site {
	var s Site
	for _, b := range baseURLs {
		if u, err := url.Parse(b); err == nil && u.Host != "" {
			s.hosts = append(s.hosts, bareHost(u))
		}
	}
	return s
}

func (s Site) owns(u *url.URL) bool {
	for _, h := range s.hosts {
		if h == bareHost(u) {
			return true
		}
	}
	return false
}

// bareHost is the host in lower case without a port that goes without saying.
func bareHost(u *url.URL) string {
	h := strings.ToLower(u.Host)
	return strings.TrimSuffix(strings.TrimSuffix(h, ":443"), ":80")
}

const maxAddress = 4096 // bytes of one address

// link is where a piece of text leads. The zero link leads nowhere.
type link struct {
	href  string
	title string
}

func (l link) foreign() bool {
	return strings.HasPrefix(l.href, "http://") || strings.HasPrefix(l.href, "https://")
}

var (
	hostPattern = regexp.MustCompile(`^(?:[\p{L}\p{N}\p{M}._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$`)
	filePattern = regexp.MustCompile(`^/files/([1-9][0-9]{0,17})/([^/?#]+)$`)
	escaper     = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "`", "%60")
)

// href is raw as an address that may stand in a link: http, https, mailto, tel,
// or a path of this site. Absolute addresses of this site become paths. Empty
// if raw is anything else.
func (s Site) href(raw string) string {
	raw = escaper.Replace(strings.TrimSpace(strings.Map(noBreak, visible(raw))))
	switch {
	case len(raw) > maxAddress:
		return ""
	case strings.HasPrefix(raw, "//"):
		raw = "https:" + raw
	case len(raw) > 4 && strings.EqualFold(raw[:4], "www."):
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	out := ""
	switch u.Scheme {
	case "http", "https":
		if !hostPattern.MatchString(u.Host) {
			return ""
		}
		u.User = nil // https://bank.example@elsewhere.example
		out = u.String()
		if s.owns(u) {
			out = localPath(u)
		}
	case "mailto", "tel":
		out = u.String()
	case "":
		if strings.HasPrefix(raw, "/") {
			out = localPath(u)
		}
	}
	if !hrefPattern.MatchString(out) || !settled(out) {
		return ""
	}
	return out
}

// noBreak drops what browsers drop from addresses before they read them.
func noBreak(r rune) rune {
	if r == '\n' || r == '\t' || r == '\r' || r == '\f' {
		return -1
	}
	return r
}

// localPath is the part of u after the host. It starts with one slash: with two
// it would be the address of another host.
func localPath(u *url.URL) string {
	out := "/" + strings.TrimLeft(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		out += "?" + u.RawQuery
	}
	if f := u.EscapedFragment(); f != "" {
		out += "#" + f
	}
	return out
}

// settled reports whether reading and writing addr once more changes nothing.
func settled(addr string) bool {
	u, err := url.Parse(addr)
	return err == nil && u.String() == addr
}

// picture is raw as the address of a file of this site, or "".
func (s Site) picture(raw string) string {
	addr, _, _ := strings.Cut(s.href(raw), "#")
	addr, _, _ = strings.Cut(addr, "?")
	if fileOf(addr) == 0 {
		return ""
	}
	return addr
}

// fileOf is the file that the address shows or links to, or 0.
func fileOf(addr string) forum.FileID {
	addr, _, _ = strings.Cut(addr, "#")
	addr, _, _ = strings.Cut(addr, "?")
	m := filePattern.FindStringSubmatch(addr)
	if m == nil {
		return 0
	}
	if name, err := url.PathUnescape(m[2]); err != nil || name == "." || name == ".." || strings.ContainsAny(name, `/\`) {
		return 0
	}
	id, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return 0
	}
	return forum.FileID(id)
}
