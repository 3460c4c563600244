package api

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// What the API is: base.json holds what all calls share, shapes*.json what
// things look like, the other files the calls, by topic.
//
//go:embed openapi/*.json
var described embed.FS

// Spec is the API's description, OpenAPI 3.0 in JSON.
var Spec = sync.OnceValue(func() []byte {
	names, err := fs.Glob(described, "openapi/*.json")
	must(err)
	whole := map[string]any{}
	for _, name := range names {
		raw, err := described.ReadFile(name)
		must(err)
		var part map[string]any
		must(json.Unmarshal(raw, &part))
		if shapes, ok := part["schemas"]; ok {
			part = map[string]any{"components": map[string]any{"schemas": shapes}}
		}
		merge(whole, part)
	}
	spec, err := json.Marshal(whole)
	must(err)
	return spec
})

// merge adds b's members to a's, those of objects that both have one by one.
func merge(a, b map[string]any) {
	for name, value := range b {
		mine, both := a[name].(map[string]any)
		theirs, objects := value.(map[string]any)
		if both && objects {
			merge(mine, theirs)
		} else {
			a[name] = value
		}
	}
}

// must stops the program: what is embedded was wrong when it was built.
func must(err error) {
	if err != nil {
		panic(fmt.Sprintf("api: description: %v", err))
	}
}

func (a calls) spec(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(Spec())
}

// Call is one call as the description has it, for a page to read it.
type Call struct {
	Tag, Method, Path, Summary, Detail string
	Params                             []Param
	Body                               string // an example, as JSON; "" if it takes none
	Answers                            []Answer
}

// Param is a parameter of a Call.
type Param struct {
	Name, In, Type, Text string
	Required             bool
}

// Answer is how a Call answers.
type Answer struct{ Status, Text string }

// Described gives the version and every call, in the order of the routes.
var Described = sync.OnceValues(func() (version string, all []Call) {
	var doc document
	must(json.Unmarshal(Spec(), &doc))
	for _, r := range routes {
		path := specPath(r.path)
		if o, ok := doc.Paths[path][strings.ToLower(r.method)]; ok {
			all = append(all, doc.call(r.method, path, o))
		}
	}
	return doc.Info.Version, all
})

// specPath is a path of the router as the description writes it.
func specPath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if name, ok := strings.CutPrefix(p, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}
