package config

import "path/filepath"

// FilesDir returns the folder of the uploads' contents.
func (s *Settings) FilesDir() string { return filepath.Join(s.Data, "files") }

// SecretsDir returns the folder of the keys that this site signs with.
func (s *Settings) SecretsDir() string { return filepath.Join(s.Data, "secrets") }
