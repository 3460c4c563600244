package config

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

// parse reads the settings as a command would, embedded in its struct, from flags and an environment.
func parse(t *testing.T, env map[string]string, flags ...string) (*Settings, error) {
	t.Helper()
	for _, name := range []string{
		"PORT", "PLENARY_ADDR", "PLENARY_DATA", "PLENARY_BASE_URL", "PLENARY_TRUSTED_PROXIES", "PLENARY_NAME",
		"PLENARY_TIMEZONE", "PLENARY_SMTP_URL", "PLENARY_METRICS_TOKEN", "PLENARY_BACKUPS", "PLENARY_LOG", "PLENARY_RATE_LIMITS",
		"PLENARY_LIMIT_POSTS", "PLENARY_LIMIT_SOCKETS", "PLENARY_MAX_CONNECTIONS",
	} {
		before, was := os.LookupEnv(name)
		os.Unsetenv(name)
		if was {
			t.Cleanup(func() { os.Setenv(name, before) })
		}
	}
	for name, value := range env {
		t.Setenv(name, value)
	}
	var cli struct {
		Serve struct {
			Settings `embed:""`
		} `cmd:""`
	}
	parser, err := kong.New(&cli, kong.Name("plenary"), kong.Exit(func(int) {}), kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(append([]string{"serve"}, flags...))
	return &cli.Serve.Settings, err
}

func TestDefaults(t *testing.T) {
	s, err := parse(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Addr != "127.0.0.1:8080" || s.Data != "./data" || s.BaseURL != "http://localhost:8080" ||
		s.TrustedProxies != nil || s.Name != "Plenary" || s.Location() != time.UTC || s.SMTPURL != "" ||
		s.MetricsToken != "" || !s.Limited() || s.SecureCookies() {
		t.Errorf("got %+v", s)
	}
}

func TestSources_flagsWinOverEnvironment(t *testing.T) {
	env := map[string]string{
		"PLENARY_ADDR": "0.0.0.0:9000", "PLENARY_DATA": "/srv/plenary", "PLENARY_NAME": "Peers",
		"PLENARY_TIMEZONE": "America/Denver", "PLENARY_RATE_LIMITS": "off", "PLENARY_METRICS_TOKEN": "m",
		"PLENARY_TRUSTED_PROXIES": "10.0.0.1, fd00::/8,", "PLENARY_SMTP_URL": "smtps://a:b@mail.example.org",
	}
	s, err := parse(t, env, "--name", "Promotoras")
	if err != nil {
		t.Fatal(err)
	}
	if s.Addr != "0.0.0.0:9000" || s.Data != "/srv/plenary" || s.Name != "Promotoras" || s.Limited() ||
		s.Location().String() != "America/Denver" || s.MetricsToken != "m" || s.SMTPURL == "" {
		t.Errorf("got %+v", s)
	}
	if diff := cmp.Diff([]string{"10.0.0.1", "fd00::/8"}, s.TrustedProxies); diff != "" {
		t.Error(diff)
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		env        map[string]string
		addr, base string
	}{
		{map[string]string{"PORT": "5000"}, ":5000", "http://localhost:5000"},
		{map[string]string{"PORT": "5000", "PLENARY_ADDR": "127.0.0.1:7000"}, "127.0.0.1:7000", "http://localhost:7000"},
		{map[string]string{"PORT": ""}, "127.0.0.1:8080", "http://localhost:8080"},
		{map[string]string{"PLENARY_ADDR": "[::1]:81"}, "[::1]:81", "http://localhost:81"},
		{map[string]string{"PLENARY_BASE_URL": "HTTPS://Talk.Example.org:443/"}, "127.0.0.1:8080", "https://talk.example.org"},
		{map[string]string{"PLENARY_BASE_URL": "http://[::1]:80"}, "127.0.0.1:8080", "http://[::1]"},
	} {
		s, err := parse(t, c.env)
		if err != nil {
			t.Errorf("%v: %v", c.env, err)
			continue
		}
		if s.Addr != c.addr || s.BaseURL != c.base {
			t.Errorf("%v: listens on %s for %s, want %s for %s", c.env, s.Addr, s.BaseURL, c.addr, c.base)
		}
	}
}

func TestOrigins(t *testing.T) {
	for base, want := range map[string][]string{
		"":                         {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"},
		"http://127.0.0.1:9":       {"http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9"},
		"http://localhost":         {"http://localhost", "http://127.0.0.1", "http://[::1]"},
		"http://127.0.0.2:9":       {"http://127.0.0.2:9", "http://localhost:9", "http://127.0.0.1:9", "http://[::1]:9"},
		"https://talk.example.org": {"https://talk.example.org"},
		"http://10.0.0.1:8080":     {"http://10.0.0.1:8080"},
	} {
		s, err := parse(t, map[string]string{"PLENARY_BASE_URL": base})
		if err != nil {
			t.Errorf("%q: %v", base, err)
			continue
		}
		if diff := cmp.Diff(want, s.Origins()); diff != "" {
			t.Errorf("%q: %s", base, diff)
		}
		if got, want := s.SecureCookies(), strings.HasPrefix(base, "https:"); got != want {
			t.Errorf("%q: secure cookies %v", base, got)
		}
	}
}

func TestBackups_areKeptOutOfWhatIsBackedUp(t *testing.T) {
	other := t.TempDir()
	for given, want := range map[string]string{"": "data/backups", "off": "", other: other, "./data/nightly": "./data/nightly"} {
		s, err := parse(t, map[string]string{"PLENARY_BACKUPS": given})
		if err != nil || s.BackupsDir() != want {
			t.Errorf("%q: %q, %v", given, s.BackupsDir(), err)
		}
	}
	for _, given := range []string{"./data", "data/files", "./data/secrets/deep", "data/outbox", "config_test.go"} {
		if _, err := parse(t, map[string]string{"PLENARY_BACKUPS": given}); err == nil || !strings.Contains(err.Error(), "PLENARY_BACKUPS") {
			t.Errorf("%q: %v", given, err)
		}
	}
}

func TestListening_movesOnlyADefaultBase(t *testing.T) {
	free, err := parse(t, nil, "--addr", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Listening(4711)
	if free.BaseURL != "http://localhost:4711" || free.Origins()[1] != "http://127.0.0.1:4711" {
		t.Errorf("base %s, origins %v", free.BaseURL, free.Origins())
	}
	given, err := parse(t, nil, "--addr", "127.0.0.1:0", "--base-url", "https://talk.example.org")
	if err != nil {
		t.Fatal(err)
	}
	given.Listening(4711)
	if given.BaseURL != "https://talk.example.org" {
		t.Errorf("base %s", given.BaseURL)
	}
}

func TestWrongSettings_areNamedInASentence(t *testing.T) {
	for _, c := range []struct{ setting, value string }{
		{"PORT", "http"}, {"PORT", "70000"},
		{"PLENARY_ADDR", "8080"}, {"PLENARY_ADDR", "localhost"}, {"PLENARY_ADDR", "127.0.0.1:99999"},
		{"PLENARY_BASE_URL", "talk.example.org"}, {"PLENARY_BASE_URL", "ftp://talk.example.org"},
		{"PLENARY_BASE_URL", "https://"}, {"PLENARY_BASE_URL", "https://talk.example.org/forum"},
		{"PLENARY_BASE_URL", "https://me@talk.example.org"}, {"PLENARY_BASE_URL", "https://talk.example.org?x=1"},
		{"PLENARY_BASE_URL", "https://talk.example.org:99999"}, {"PLENARY_BASE_URL", "http://%zz"},
		{"PLENARY_TRUSTED_PROXIES", "proxy.example.org"}, {"PLENARY_TRUSTED_PROXIES", "10.0.0.1,0.0.0.0/0"},
		{"PLENARY_TRUSTED_PROXIES", "fe80::1%eth0"},
		{"PLENARY_NAME", " "}, {"PLENARY_NAME", strings.Repeat("ñ", 81)}, {"PLENARY_NAME", "a\nb"},
		{"PLENARY_TIMEZONE", "Mars/Olympus"}, {"PLENARY_TIMEZONE", "Local"},
		{"PLENARY_SMTP_URL", "https://u:hunter2@mail.example.org"}, {"PLENARY_SMTP_URL", "smtp://u:hunter2@"},
		{"PLENARY_SMTP_URL", "smtp://u:hunter2@x:y:z"},
		{"PLENARY_LOG", "loud"}, {"PLENARY_RATE_LIMITS", "maybe"},
		{"PLENARY_LIMIT_SOCKETS", "0"}, {"PLENARY_MAX_CONNECTIONS", "5"},
	} {
		_, err := parse(t, map[string]string{c.setting: c.value})
		if err == nil {
			t.Errorf("%s=%q is taken", c.setting, c.value)
			continue
		}
		if !strings.Contains(err.Error(), c.setting) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s=%q: %v", c.setting, c.value, err)
		}
	}
}

func TestLogger_writesJSONToWhatIsNoTerminal(t *testing.T) {
	s, err := parse(t, map[string]string{"PLENARY_LOG": "WARN"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	log := s.Logger(&out)
	log.Info("quiet")
	log.Warn("loud", "n", 1)
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line["msg"] != "loud" {
		t.Errorf("wrote %q (%v)", out.String(), err)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if terminal(file) {
		t.Error("a file is taken for a terminal")
	}
}

func TestVersion_isNeverEmpty(t *testing.T) {
	if Version() == "" {
		t.Error("no version")
	}
}
