package config

import "path/filepath"

// Dir is for commands that need the data folder alone, and no other setting.
type Dir struct {
	Data string `name:"data" env:"PLENARY_DATA" default:"./data" placeholder:"DIR" help:"Folder of the database, uploads and secrets (default: ${default})."`
}

// FilesDir returns the folder of the uploads' contents.
func (d Dir) FilesDir() string { return filepath.Join(d.Data, "files") }

// SecretsDir returns the folder of the keys that this site signs with.
func (d Dir) SecretsDir() string { return filepath.Join(d.Data, "secrets") }

// FilesDir returns the folder of the uploads' contents.
func (s *Settings) FilesDir() string { return Dir{Data: s.Data}.FilesDir() }

// SecretsDir returns the folder of the keys that this site signs with.
func (s *Settings) SecretsDir() string { return Dir{Data: s.Data}.SecretsDir() }
