package files

import (
	"io"
	"strings"
	"testing"
)

func TestBring_keepsBytesAsTheyAreUnderTheirHash(t *testing.T) {
	from, to := open(t), open(t)
	kept := put(t, from, encodeGIF(t, 2), "a.gif")
	content, err := from.Open(kept.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if err := to.Bring(t.Context(), kept.Hash, content); err != nil {
		t.Fatal(err)
	}
	back, err := to.Open(kept.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if info, err := back.Stat(); err != nil || info.Size() != kept.Size {
		t.Errorf("%v, %v: want %d bytes", info, err, kept.Size)
	}
	if err := to.Bring(t.Context(), kept.Hash, strings.NewReader("something else")); err == nil {
		t.Errorf("other bytes under that hash: %v", err)
	}
	if err := to.Bring(t.Context(), "../../etc", io.LimitReader(nil, 0)); err == nil {
		t.Errorf("no hash at all: %v", err)
	}
	if n, err := to.Sweep(t.Context(), 0); n != 0 || err != nil {
		t.Errorf("%d drafts were left behind, %v", n, err)
	}
}
