package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var (
	drawing = regexp.MustCompile(`(?s)<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>`)
	between = regexp.MustCompile(`>\s+<`)
)

// sprite puts the named icons of a folder into one file, as symbols that <use href="…#name"> draws in the colour of
// the text.
func sprite(folder string, names []string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide, ISC license -->` + "\n")
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(folder, name+".svg"))
		if err != nil {
			return nil, fmt.Errorf("icon %q: %w", name, err)
		}
		m := drawing.FindSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("icon %q isn't drawn as expected", name)
		}
		inner := between.ReplaceAllString(strings.TrimSpace(string(m[2])), "><")
		fmt.Fprintf(&out, `<symbol id="%s" viewBox="%s" fill="none" stroke="currentColor" stroke-width="2" `+
			`stroke-linecap="round" stroke-linejoin="round">%s</symbol>`+"\n", name, m[1], inner)
	}
	out.WriteString("</svg>\n")
	return out.Bytes(), nil
}

// served are the packages of which something reaches the readers: all that npm installs but for the tests.
func served(dir string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct{ Dev bool }
	}
	if err := json.Unmarshal(text, &lock); err != nil {
		return nil, fmt.Errorf("package-lock.json: %w", err)
	}
	var names []string
	for at, pkg := range lock.Packages {
		if name, ok := strings.CutPrefix(at, "node_modules/"); ok && !pkg.Dev {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// licenses returns the texts of the licenses of what is served, which ask to go along.
func licenses(dir string) ([]byte, error) {
	names, err := served(dir)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, name := range names {
		at := filepath.Join(dir, "node_modules", filepath.FromSlash(name), "LICENSE")
		text, err := os.ReadFile(at)
		if errors.Is(err, fs.ErrNotExist) {
			text, err = os.ReadFile(at + ".md")
		}
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%s\n\n%s\n\n", name, bytes.TrimSpace(text))
	}
	return out.Bytes(), nil
}
