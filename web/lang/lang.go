// Package lang words everything the interface says, in every language of
// forum.Langs. Messages stand in messages/FEATURE.LANG.json as key → text, or
// key → {"one": …, "other": …} for what is counted. Text may name parameters as
// {{.Name}}; a count is {{.Count}}.
package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"plenary/internal/forum"
)

//go:embed messages/*.json
var files embed.FS

// Printer words messages in one language. It is safe for concurrent use.
type Printer struct {
	Lang  forum.Lang
	plain map[string]string // messages without parameters or plural, by key
	local *i18n.Localizer

	counted sync.Map // countKey → message: counts without other parameters, which pages are full of
}

type countKey struct {
	key string
	n   int64
}

const countsKept = 200 // per message: larger counts are rare

var printers = load()

// In is the printer of l, or the English one if the interface has no l.
func In(l forum.Lang) *Printer { return printers[l.UI()] }

// Match is the language of the interface that fits an Accept-Language header
// best.
func Match(header string) forum.Lang {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return forum.English
	}
	_, i, _ := matcher.Match(tags...)
	return forum.Langs[i]
}

var matcher = language.NewMatcher([]language.Tag{language.English, language.Spanish})

// T is the message of that key; args are alternating names and values. An
// unknown key is shown as it is, and a test finds it.
func (p *Printer) T(key string, args ...any) string {
	if s, ok := p.plain[key]; ok {
		return s
	}
	return p.word(key, nil, forum.Pairs(args...))
}

// N is the message of that key for a count of n; {{.Count}} is n.
func (p *Printer) N(key string, n int64, args ...any) string {
	if len(args) > 0 || n < 0 || n > countsKept {
		return p.count(key, n, forum.Pairs(args...))
	}
	if s, ok := p.counted.Load(countKey{key, n}); ok {
		return s.(string)
	}
	s := p.count(key, n, nil)
	p.counted.Store(countKey{key, n}, s)
	return s
}

func (p *Printer) count(key string, n int64, data map[string]any) string {
	if data == nil {
		data = map[string]any{}
	}
	data["Count"] = n
	return p.word(key, n, data)
}

// Error words err for people: its message if it is a forum.Error, else that
// something went wrong on our side.
func (p *Printer) Error(e *forum.Error) string {
	return p.word(e.Msg, nil, e.Args)
}

func (p *Printer) word(key string, count any, data map[string]any) string {
	s, err := p.local.Localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: count, TemplateData: data})
	if err != nil {
		return key
	}
	return s
}

func load() map[forum.Lang]*Printer {
	bundle := i18n.NewBundle(language.English)
	made := map[forum.Lang]*Printer{}
	for _, l := range forum.Langs {
		made[l] = &Printer{Lang: l, plain: map[string]string{}, local: i18n.NewLocalizer(bundle, string(l))}
	}
	names, err := fs.Glob(files, "messages/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		l := forum.Lang(strings.Split(name, ".")[1])
		if err := made[l].add(bundle, name); err != nil {
			panic(fmt.Sprintf("lang: %s: %v", name, err))
		}
	}
	return made
}

// add reads one file of messages. What has neither plural nor parameters is
// kept ready, since pages say it thousands of times a second.
func (p *Printer) add(bundle *i18n.Bundle, name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	var messages map[string]any
	if err := json.Unmarshal(raw, &messages); err != nil {
		return err
	}
	for key, m := range messages {
		msg := &i18n.Message{ID: key}
		switch m := m.(type) {
		case string:
			msg.Other = m
			if !strings.Contains(m, "{{") {
				p.plain[key] = m
			}
		case map[string]any:
			msg.One, _ = m["one"].(string)
			msg.Many, _ = m["many"].(string)
			msg.Other, _ = m["other"].(string)
			if p.Lang == forum.Spanish && msg.Many == "" {
				msg.Many = msg.Other // CLDR's "many" of Spanish is for millions
			}
		default:
			return fmt.Errorf("%s is neither text nor plural forms", key)
		}
		if err := bundle.AddMessages(language.Make(string(p.Lang)), msg); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}
