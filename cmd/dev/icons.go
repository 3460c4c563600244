package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
)

type iconsCmd struct{}

func (iconsCmd) Run(w *workshop) error { return w.icons() }

// appIcon is a picture that stands for the network among a device's apps.
type appIcon struct {
	size   int     // pixels, of either side
	corner float64 // radius of the ground's corners, 1 being a side
	sign   float64 // how wide the sign is, 1 being a side
}

// appIcons are all of them by their names in web/static. A mask may cut away what is more than 0.4 from the middle;
// Apple's devices round the corners by themselves.
var appIcons = map[string]appIcon{
	"icon-192.png":          {size: 192, corner: .22, sign: .74},
	"icon-512.png":          {size: 512, corner: .22, sign: .74},
	"icon-maskable-512.png": {size: 512, sign: .56},
	"apple-touch-icon.png":  {size: 180, sign: .7},
}

// icons draws them into web/static, where they are committed.
func (w *workshop) icons() error {
	for name, icon := range appIcons {
		var out bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, icon.draw()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(w.path("web/static/"+name), out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	w.say("%d icons drawn into web/static", len(appIcons))
	return nil
}

var (
	ground = color.NRGBA{0x0b, 0x6b, 0x63, 0xff} // --accent, light
	figure = color.NRGBA{0xff, 0xfd, 0xf9, 0xff} // --sheet, light
)

// draw draws the sign of web/static/favicon.svg on a ground. Each pixel has as much of a colour as its middle is
// inside of the shape, up to half a pixel from the edge.
func (i appIcon) draw() *image.NRGBA {
	pic := image.NewNRGBA(image.Rect(0, 0, i.size, i.size))
	side := float64(i.size)
	unit := side * i.sign / 32 // the sign is drawn on 32 × 32
	for y := range i.size {
		for x := range i.size {
			px, py := float64(x)+.5-side/2, float64(y)+.5-side/2
			pic.SetNRGBA(x, y, over(cover(outsideSquare(px, py, side/2, i.corner*side)), cover(unit*outsideSign(px/unit+16, py/unit+16))))
		}
	}
	return pic
}

// cover is how much of a pixel lies inside a shape whose edge is that many pixels away, negative inside.
func cover(distance float64) float64 { return min(max(.5-distance, 0), 1) }

func over(ofGround, ofFigure float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-ofFigure) + float64(b)*ofFigure)) }
	return color.NRGBA{mix(ground.R, figure.R), mix(ground.G, figure.G), mix(ground.B, figure.B), uint8(math.Round(255 * ofGround))}
}

func outsideSquare(x, y, half, corner float64) float64 {
	dx, dy := math.Abs(x)-half+corner, math.Abs(y)-half+corner
	return math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - corner
}

// outsideSign is the distance from the favicon's shape: two arcs over (16, 25) and a point at (16, 7).
func outsideSign(x, y float64) float64 {
	return min(outsideArc(x-16, y-25, 12), outsideArc(x-16, y-25, 6), math.Hypot(x-16, y-7)-3)
}

// outsideArc is the distance from the upper half of a circle, drawn 3 wide with round ends.
func outsideArc(x, y, radius float64) float64 {
	if y <= 0 {
		return math.Abs(math.Hypot(x, y)-radius) - 1.5
	}
	return math.Hypot(math.Abs(x)-radius, y) - 1.5
}
