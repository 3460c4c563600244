package lang

import "strings"

// Under is every message without parameters whose key starts with prefix, by
// the rest of its key: what scripts say is handed to them whole.
func (p *Printer) Under(prefix string) map[string]string {
	found := map[string]string{}
	for key, text := range p.plain {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			found[rest] = text
		}
	}
	return found
}
