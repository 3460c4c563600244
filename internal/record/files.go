package record

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"plenary/internal/forum"
)

const maxFileName = 120 // bytes

// fileName is the name of a file in the record: its id before its own name, so
// that no two are the same, as every system can write it.
func fileName(f forum.File) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, f.Name)
	name = strings.Trim(name, " .")
	if len(name) > maxFileName {
		ext := name[max(0, strings.LastIndexByte(name, '.')):]
		if len(ext) > 20 || len(ext) == len(name) {
			ext = ""
		}
		stem := name[:maxFileName-len(ext)]
		for !utf8.ValidString(stem) {
			stem = stem[:len(stem)-1]
		}
		name = strings.TrimRight(stem, " .") + ext
	}
	if name == "" {
		name = "file"
	}
	return fmt.Sprintf("%d-%s", f.ID, name)
}

func fileHref(root string, f forum.File) string { return root + "files/" + url.PathEscape(fileName(f)) }

// files writes what the conversation holds and is not written yet.
func (t *talk) files() error {
	for _, id := range slices.Sorted(maps.Keys(t.held)) {
		if _, err := t.file(id); err != nil {
			return err
		}
		t.steps(1)
	}
	return nil
}

// file writes one file, if it is not written yet. One that is gone meanwhile is
// named at the end.
func (b *builder) file(id forum.FileID) (forum.File, error) {
	f, body, err := b.App.File(b.ctx, b.v, id, 0)
	if err != nil && forum.KindOf(err) == forum.NotFound {
		f.ID = id
		b.missing = append(b.missing, f)
		return f, nil
	}
	if err != nil {
		return f, err
	}
	defer body.Close()
	if b.written[id] {
		return f, nil
	}
	b.written[id] = true
	method := zip.Deflate
	if f.Inline() || strings.HasPrefix(f.Type, "video/") || strings.HasPrefix(f.Type, "audio/") || f.Type == "application/zip" {
		method = zip.Store // it is small already
	}
	w, err := b.begin("files/"+fileName(f), method)
	if err == nil {
		_, err = io.Copy(w, body)
	}
	if err != nil {
		return f, forum.Errorf("record: file %d: %w", id, err)
	}
	return f, nil
}

// sayMissing names the files that were not there any more when they were to be
// written.
func (b *builder) sayMissing() error {
	if len(b.missing) == 0 {
		return nil
	}
	var list strings.Builder
	for _, f := range b.missing {
		fmt.Fprintf(&list, "%d %s\n", f.ID, f.Name)
	}
	return b.put("files/missing.txt", []byte(list.String()))
}
