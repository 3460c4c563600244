package markup

import (
	"slices"
	"testing"

	"plenary/internal/forum"
)

func TestRelink_givesEveryAddressAnother(t *testing.T) {
	in := forum.SafeHTML(`<p>A &amp; <a href="/p/7?a=1&amp;b=2" class="x">"b"</a><br/><img src="/files/3/a.png" srcset="/files/3/a.png?w=400 400w" sizes="100vw" alt="&lt;c&gt;"/></p>`)
	if got := Addresses(in); !slices.Equal(got, []string{"/p/7?a=1&b=2", "/files/3/a.png"}) {
		t.Errorf("addresses: %q", got)
	}
	got := Relink(in, func(a string) string { return "../it's\"<" + a })
	want := forum.SafeHTML(`<p>A &amp; <a href="../it&#39;s&#34;&lt;/p/7?a=1&amp;b=2" class="x">"b"</a><br/><img src="../it&#39;s&#34;&lt;/files/3/a.png" alt="&lt;c&gt;"/></p>`)
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	same := Relink(in, func(a string) string { return a })
	if again := Relink(same, func(a string) string { return a }); again != same {
		t.Errorf("not the same again: %s", again)
	}
}
