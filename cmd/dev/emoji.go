package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// emojiLangs are the languages in which emoji have names.
var emojiLangs = []string{"en", "es"}

// emojiFile is what pages load of the emoji in one language: the groups' names, and of each emoji itself, its name, its
// group, what it is called between colons, and words that mean it.
type emojiFile struct {
	Groups []string `json:"groups"`
	Emoji  [][5]any `json:"emoji"`
}

// emoji makes of the package's data in dir what pages need in a language: single emoji as they are shown, without those
// that are only parts of others. Groups that nothing is in have no name.
func emoji(dir, lang string) ([]byte, error) {
	at := filepath.Join(dir, "node_modules", "emojibase-data")
	var messages struct {
		Groups []struct {
			Key, Message string
			Order        int
		}
	}
	if err := readJSON(filepath.Join(at, lang, "messages.json"), &messages); err != nil {
		return nil, err
	}
	codes, err := emojiCodes(filepath.Join(at, "en", "shortcodes", "github.json"), filepath.Join(at, lang, "shortcodes", "cldr-native.json"))
	if err != nil {
		return nil, err
	}
	var all []struct {
		Hexcode, Label, Unicode string
		Group                   *int
		Tags                    []string
	}
	if err := readJSON(filepath.Join(at, lang, "compact.json"), &all); err != nil {
		return nil, err
	}
	out := emojiFile{Groups: make([]string, len(messages.Groups))}
	parts := -1
	for _, g := range messages.Groups {
		if g.Order < 0 || g.Order >= len(out.Groups) {
			return nil, fmt.Errorf("emoji: group %q is out of order", g.Key)
		}
		if g.Key == "component" {
			parts = g.Order
			continue
		}
		out.Groups[g.Order] = g.Message
	}
	for _, e := range all {
		if e.Group == nil || *e.Group == parts {
			continue
		}
		out.Emoji = append(out.Emoji, [5]any{e.Unicode, e.Label, *e.Group, strings.Join(codes[e.Hexcode], " "), strings.Join(e.Tags, " ")})
	}
	if len(out.Emoji) == 0 {
		return nil, errors.New("emoji: the package holds none")
	}
	return json.Marshal(out)
}

// emojiCodes are what emoji are called between colons, by hexcode; a file that a language doesn't have adds none.
func emojiCodes(files ...string) (map[string][]string, error) {
	codes := map[string][]string{}
	for _, file := range files {
		var some map[string]any
		if err := readJSON(file, &some); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		for hex, names := range some {
			switch names := names.(type) {
			case string:
				codes[hex] = append(codes[hex], names)
			case []any:
				for _, name := range names {
					codes[hex] = append(codes[hex], fmt.Sprint(name))
				}
			}
		}
	}
	return codes, nil
}

func readJSON(file string, into any) error {
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return nil
}
