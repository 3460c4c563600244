package files

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"plenary/internal/forum"
)

func TestPut_saysWhoseFaultABrokenUploadIs(t *testing.T) {
	s := open(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	limit := &forum.Error{Kind: forum.TooLarge, Msg: "file.too_large"}
	for name, c := range map[string]struct {
		ctx  context.Context
		r    io.Reader
		kind forum.Kind
	}{
		"line cut at once":       {t.Context(), iotest.ErrReader(io.ErrUnexpectedEOF), forum.Malformed},
		"line cut later":         {t.Context(), io.MultiReader(io.LimitReader(zeros{}, 1<<20), iotest.ErrReader(errors.New("reset"))), forum.Malformed},
		"refused by the body":    {t.Context(), io.MultiReader(io.LimitReader(zeros{}, 1<<20), iotest.ErrReader(limit)), forum.TooLarge},
		"request ended before":   {ended, zeros{}, forum.Unavailable},
		"a short text, in bytes": {t.Context(), iotest.OneByteReader(strings.NewReader("all fine")), -1},
	} {
		_, err := s.Put(c.ctx, c.r, "a", 0)
		if c.kind == -1 && err != nil || c.kind != -1 && forum.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
		nothingUnfinished(t, s)
	}
}

func TestPut_findsTypesFromTheContentAlone(t *testing.T) {
	s := open(t)
	office := func(folder string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"[Content_Types].xml", "_rels/.rels", folder} {
			w, err := z.Create(name)
			if err == nil {
				_, err = io.WriteString(w, "<x/>")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"toolkit.docx":  {office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"budget.png":    {office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		"slides.jpg":    {office("ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
		"brochure.html": {[]byte("%PDF-1.7\n%âãÏÓ\n1 0 obj"), "application/pdf"},
		"photo.png":     {[]byte("<!DOCTYPE html><script>alert(1)</script>"), "application/octet-stream"},
		"a.gif":         {[]byte("  \n<html><body onload=alert(1)>"), "application/octet-stream"},
		"logo.jpg":      {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "application/octet-stream"},
		"logo.svg":      {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "application/octet-stream"},
		"notes.jpeg":    {[]byte("just some words"), "text/plain; charset=utf-8"},
	} {
		kept := put(t, s, c.content, name)
		if kept.Type != c.want || kept.Width != 0 || kept.Name != name {
			t.Errorf("%s: %+v, want %s", name, kept, c.want)
		}
		if got := bytesOf(t, s, kept.Hash); !bytes.Equal(got, c.content) {
			t.Errorf("%s was changed", name)
		}
	}
}

func TestCleanName_leavesAPlainName(t *testing.T) {
	long := strings.Repeat("ñ", 200)
	for name, want := range map[string]string{
		"report.pdf":                     "report.pdf",
		"Guía de apoyo (versión 2).docx": "Guía de apoyo (versión 2).docx",
		"Gui\u0301a.pdf":                 "Guía.pdf",
		"../../etc/passwd":               "passwd",
		`C:\Users\ana\notes.txt`:         "notes.txt",
		"a/b\\c/":                        "file",
		"..":                             "file",
		"":                               "file",
		"\x00\x1f\x7f":                   "file",
		" . ":                            "file",
		".htaccess":                      "htaccess",
		"a\r\nSet-Cookie: x=1.txt":       "aSet-Cookie_ x=1.txt",
		"invoice\u202efdp.exe":           "invoicefdp.exe",
		"zero\u200bwidth.txt":            "zerowidth.txt",
		"bad\xff\xfeutf.txt":             "badutf.txt",
		`q"uo<t>e|?*.txt`:                "q_uo_t_e___.txt",
		"two  \t spaces.txt":             "two spaces.txt",
		"trailing. . .":                  "trailing",
		long + ".docx":                   long[:2*115] + ".docx",
		long:                             long[:2*120],
		"CON":                            "_CON",
		"nul.tar.gz":                     "_nul.tar.gz",
		"../Com1 .txt":                   "_Com1 .txt",
		"contract.txt":                   "contract.txt",
		"plan.pdf\x00.exe":               "plan.pdf.exe",
		"%2e%2e%2fplan.pdf":              "%2e%2e%2fplan.pdf",
		"a." + long:                      "a." + long[:2*118],
	} {
		got := cleanName(name)
		if got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
		if again := cleanName(got); again != got {
			t.Errorf("%q is not stable: %q", got, again)
		}
	}
}
