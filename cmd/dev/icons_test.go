package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// What is committed is what is drawn here; after a change `go run ./cmd/dev icons` draws it anew.
func TestIcons_areThoseThatAreCommitted(t *testing.T) {
	for name, icon := range appIcons {
		file, err := os.ReadFile(filepath.Join("..", "..", "web", "static", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := icon.draw()
		if got.Bounds() != want.Bounds() {
			t.Fatalf("%s is %v, drawn %v", name, got.Bounds(), want.Bounds())
		}
		if len(file) > 20<<10 {
			t.Errorf("%s has %d bytes", name, len(file))
		}
		different := 0
		for y := range icon.size {
			for x := range icon.size {
				gr, gg, gb, ga := got.At(x, y).RGBA()
				wr, wg, wb, wa := want.At(x, y).RGBA()
				if gr != wr || gg != wg || gb != wb || ga != wa {
					different++
				}
			}
		}
		if different > 0 {
			t.Errorf("%s: %d pixels aren't as they are drawn", name, different)
		}
	}
}

// What a mask cuts away holds nothing of the sign, and corners that nobody rounds are filled.
func TestIcons_keepTheirSignWhereNoMaskCuts(t *testing.T) {
	pic := appIcons["icon-maskable-512.png"].draw()
	for y := range 512 {
		for x := range 512 {
			far := (x-256)*(x-256)+(y-256)*(y-256) > 205*205
			c := pic.NRGBAAt(x, y)
			if far && (c.R != ground.R || c.A != 255) {
				t.Fatalf("at %d, %d stands %v", x, y, c)
			}
		}
	}
	if c := pic.NRGBAAt(256, 176); c != figure {
		t.Errorf("the point on top is %v", c)
	}
	if a := appIcons["icon-192.png"].draw().NRGBAAt(0, 0).A; a != 0 {
		t.Errorf("the corner of the rounded icon is %d opaque", a)
	}
}
