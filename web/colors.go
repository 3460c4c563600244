package web

import (
	"fmt"
	"regexp"
)

// Colors of the browser's own frame, as what is behind the page in light and in dark.
var (
	Frame = mustColor("--rail")
	Desk  = mustColor("--desk")
)

// Color is a token of tokens.css, as #rrggbb.
type Color struct{ Light, Dark string }

// mustColor panics where there is no such token: tokens.css is part of the program.
func mustColor(token string) Color {
	text, err := embedded.ReadFile("styles/tokens.css")
	if err != nil {
		panic(fmt.Sprintf("web: %v", err))
	}
	m := regexp.MustCompile(regexp.QuoteMeta(token) + `:\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`).FindSubmatch(text)
	if m == nil {
		panic("web: tokens.css has no color " + token)
	}
	return Color{string(m[1]), string(m[2])}
}
