package bench

import (
	"fmt"
	"os"
	"strings"
)

// marks are the comments between which a table stands in a page.
func marks(name string) (begin, end string) {
	return "<!-- " + name + ": written by go run ./cmd/dev bench -->", "<!-- end of " + name + " -->"
}

// WriteInto puts text between the marks of that name in a file, and changes nothing else. It fails where the marks
// don't stand there once each, in their order.
func WriteInto(file, name, text string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	now, err := replaced(string(page), name, text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, []byte(now), 0o644)
}

func replaced(page, name, text string) (string, error) {
	begin, end := marks(name)
	before, rest, ok := strings.Cut(page, begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed || strings.Contains(rest, begin) || strings.Contains(after, end) {
		return "", fmt.Errorf("it has to say once %q and then once %q", begin, end)
	}
	return before + begin + "\n" + strings.TrimSpace(text) + "\n" + end + after, nil
}
