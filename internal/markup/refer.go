package markup

import (
	"html"
	"strings"

	"plenary/internal/forum"
)

var inBrackets = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "\n", " ")

// Refer is how a text of a format refers to a file: a picture is shown, with
// alt for those who can't see it, all else is a link of its name.
func Refer(f forum.File, alt string, format forum.Format) string {
	picture := strings.HasPrefix(f.Type, "image/")
	switch {
	case format == forum.HTML && picture:
		return `<p><img src="` + html.EscapeString(f.Path()) + `" alt="` + html.EscapeString(alt) + `"></p>`
	case format == forum.HTML:
		return `<p><a href="` + html.EscapeString(f.Path()) + `">` + html.EscapeString(f.Name) + `</a></p>`
	case format == forum.Text:
		return f.Path()
	case picture:
		return "![" + inBrackets.Replace(alt) + "](" + f.Path() + ")"
	}
	return "[" + inBrackets.Replace(f.Name) + "](" + f.Path() + ")"
}
