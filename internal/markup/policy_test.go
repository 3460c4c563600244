package markup

import (
	"encoding/json"
	"strings"
	"testing"
)

// What the editor may offer is the policy itself: `go test ./internal/markup -run Policy -update` writes it anew.
func TestPolicy_isTheEditors(t *testing.T) {
	var b strings.Builder
	b.WriteString("// What the sanitizer lets through: markup.Policy(), written by its test.\nexport const policy = [\n")
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for _, e := range Policy() {
		b.WriteString("  ")
		if err := encoder.Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	list := strings.ReplaceAll(b.String(), "}\n", "},\n")
	compare(t, "../../web/client/editor/policy.js", list+"];\n")
}
