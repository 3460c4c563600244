package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Dir is for commands that need the data folder alone, and no other setting.
type Dir struct {
	Data string `name:"data" env:"PLENARY_DATA" default:"./data" placeholder:"DIR" help:"Folder of the database, uploads and secrets (default: ${default})."`
}

// FilesDir returns the folder of the uploads' contents.
func (d Dir) FilesDir() string { return filepath.Join(d.Data, "files") }

// ExportsDir returns the folder of records that were made beside.
func (d Dir) ExportsDir() string { return filepath.Join(d.Data, "exports") }

// SecretsDir returns the folder of the keys that this site signs with.
func (d Dir) SecretsDir() string { return filepath.Join(d.Data, "secrets") }

// FilesDir returns the folder of the uploads' contents.
func (s *Settings) FilesDir() string { return Dir{Data: s.Data}.FilesDir() }

// ExportsDir returns the folder of records that were made beside.
func (s *Settings) ExportsDir() string { return Dir{Data: s.Data}.ExportsDir() }

// SecretsDir returns the folder of the keys that this site signs with.
func (s *Settings) SecretsDir() string { return Dir{Data: s.Data}.SecretsDir() }

// BackupsDir returns the folder of the automatic backups; "" if there are to be none.
func (s *Settings) BackupsDir() string {
	switch s.Backups {
	case "":
		return filepath.Join(s.Data, "backups")
	case "off":
		return ""
	}
	return s.Backups
}

// checkBackups keeps backups out of the folders of what is backed up.
func (s *Settings) checkBackups(func(string) string) error {
	if s.Backups == "" || s.Backups == "off" {
		return nil
	}
	at, err := filepath.Abs(s.Backups)
	if err != nil {
		return fmt.Errorf("PLENARY_BACKUPS: %w", err)
	}
	data, err := filepath.Abs(s.Data)
	if err != nil {
		return fmt.Errorf("PLENARY_DATA: %w", err)
	}
	inside, err := filepath.Rel(data, at)
	first, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
	if err == nil && (first == "." || first == "files" || first == "secrets" || first == "exports" || first == "outbox") {
		return fmt.Errorf("PLENARY_BACKUPS: %s is where the site's own files are: name another folder, or off", s.Backups)
	}
	if info, err := os.Stat(at); err == nil && !info.IsDir() {
		return fmt.Errorf("PLENARY_BACKUPS: %s is no folder", s.Backups)
	}
	return nil
}
