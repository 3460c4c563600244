package door

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/valyala/fasthttp"
)

// Whatever is sent as a form with files, it is read or refused; names and
// values are clean when we look at them, and no more is read than was sent.
func FuzzMultipart(f *testing.F) {
	part := func(head, body string) string { return "--x\r\n" + head + "\r\n\r\n" + body + "\r\n" }
	for _, body := range []string{
		part(`Content-Disposition: form-data; name="file"; filename="a.txt"`, "hi") + "--x--\r\n",
		part(`Content-Disposition: form-data; name="title"`, "T") + part(`Content-Disposition: form-data; name="title"`, "U") + "--x--\r\n",
		part(`Content-Disposition: form-data; name="file"; filename="../../etc/passwd"`, "\x00\xff") + "--x--",
		part(`Content-Disposition: form-data; name="file"; filename*=UTF-8''%00%ff`, "") + "--x--\r\n",
		part("Content-Disposition: form-data; name=\"a\xff\x00\"\r\nContent-Transfer-Encoding: quoted-printable", "=") + "--x--\r\n",
		part(`Content-Disposition: form-data; name=""`, "") + "--x--\r\n", "--x\r\n", "--x--", "", strings.Repeat("--x\r\n\r\n\r\n", 50),
		part("Content-Type: multipart/mixed; boundary=x", "--x--") + "--x--\r\n",
	} {
		f.Add("multipart/form-data; boundary=x", []byte(body))
	}
	f.Add("multipart/form-data", []byte("--\r\n"))
	f.Add(`multipart/form-data; boundary="`, []byte("--\r\n"))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		var req fasthttp.Request
		req.Header.SetMethod("POST")
		req.Header.SetContentType(kind)
		req.SetBody(body)
		form, err := req.MultipartForm()
		if err != nil {
			return
		}
		defer req.RemoveMultipartFormFiles()
		read := 0
		for name, values := range form.Value {
			for _, s := range append(values, name) {
				if clean := Clean(s); !utf8.ValidString(clean) || strings.Contains(clean, "\x00") {
					t.Errorf("%q becomes %q", s, clean)
				}
				read += len(s)
			}
		}
		for _, files := range form.File {
			for _, part := range files {
				if name := Clean(part.Filename); strings.ContainsAny(name, "/\x00") || !utf8.ValidString(name) {
					t.Errorf("%q becomes %q", part.Filename, name)
				}
				content, err := part.Open()
				if err != nil {
					t.Fatal(err)
				}
				n, err := io.Copy(io.Discard, content)
				if err != nil || n != part.Size {
					t.Errorf("%d of %d bytes: %v", n, part.Size, err)
				}
				_ = content.Close()
				read += int(n)
			}
		}
		if read > 2*len(body) {
			t.Errorf("%d bytes of %d", read, len(body))
		}
	})
}
