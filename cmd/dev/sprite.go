package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// served are the packages of which something reaches the readers; their licenses ask to go along.
var served = []string{"@fontsource-variable/inter", "@fontsource-variable/source-serif-4", "lucide-static"}

// licenses returns the texts of the licenses of what is served.
func licenses(modules string) ([]byte, error) {
	var out bytes.Buffer
	for _, pkg := range served {
		text, err := os.ReadFile(filepath.Join(modules, filepath.FromSlash(pkg), "LICENSE"))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%s\n\n%s\n\n", pkg, bytes.TrimSpace(text))
	}
	return out.Bytes(), nil
}
