package config

import (
	"fmt"

	"github.com/alecthomas/kong"
)

// DefaultData and DefaultName are what those settings are where nobody says.
const (
	DefaultData = "./data"
	DefaultName = "Plenary"
)

// Folder is for commands that work on a data folder and don't serve it: the few
// settings that they take as flags. The rest comes from the environment.
type Folder struct {
	Data    string `name:"data" env:"PLENARY_DATA" placeholder:"DIR" help:"Folder of the database, uploads and secrets (default: ./data)."`
	BaseURL string `name:"base-url" env:"PLENARY_BASE_URL" placeholder:"URL" help:"The address that people use, for links."`
}

// Settings are the environment's, with what the flags say.
func (f Folder) Settings() (*Settings, error) {
	flags := map[string]string{}
	if f.BaseURL != "" {
		flags["base-url"] = f.BaseURL
	}
	return f.With(flags)
}

// With is Settings with flags by their names, without dashes.
func (f Folder) With(flags map[string]string) (*Settings, error) {
	var s Settings
	parser, err := kong.New(&s)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	var args []string
	if f.Data != "" {
		args = append(args, "--data="+f.Data)
	}
	for name, value := range flags {
		args = append(args, "--"+name+"="+value)
	}
	_, err = parser.Parse(args)
	return &s, err
}
