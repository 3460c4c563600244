package files

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	stddraw "image/draw"
	"image/png"

	"golang.org/x/image/draw"
)

const (
	blurSide   = 6  // pixels of a placeholder's longer side
	sampleSide = 96 // of what it is made from
)

// shrink is m with w by h pixels, each the mean of those whose place it takes.
// It holds one row of m at a time. Errors: ctx's.
func shrink(ctx context.Context, m image.Image, w, h int) (*image.RGBA, error) {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	line, sums := make([]float32, 4*w), make([]float32, 4*w)
	across, down := spread(b.Dx(), w), spread(b.Dy(), h)
	at := 0 // the row of the result that sums are of
	finish := func() {
		for x, v := range sums {
			out.Pix[at*out.Stride+x] = uint8(min(v+.5, 255))
		}
		clear(sums)
	}
	for y := range b.Dy() {
		if ctx.Err() != nil {
			return nil, busy(ctx)
		}
		stddraw.Draw(row, row.Rect, m, image.Pt(b.Min.X, b.Min.Y+y), stddraw.Src)
		clear(line)
		for x, parts := range across {
			from := row.Pix[4*x : 4*x+4]
			for _, p := range parts {
				if p.share > 0 {
					to := line[4*p.to : 4*p.to+4]
					for i := range to {
						to[i] += p.share * float32(from[i])
					}
				}
			}
		}
		for _, p := range down[y] {
			if p.share == 0 {
				continue
			}
			if p.to != at {
				finish()
				at = p.to
			}
			for x, v := range line {
				sums[x] += p.share * v
			}
		}
	}
	finish()
	return out, nil
}

// part is how much of a pixel of the result another one is.
type part struct {
	to    int
	share float32
}

// spread says where each of from pixels goes if they become to, which are not
// more: into one, or into two neighbors.
func spread(from, to int) [][2]part {
	all := make([][2]part, from)
	whole := float64(from) / float64(to)
	for i := range all {
		lo, hi := float64(i)/whole, float64(i+1)/whole
		first := min(int(lo+1e-9), to-1)
		all[i][0] = part{first, float32(hi - lo)}
		if over := hi - float64(first+1); over > 1e-9 && first+1 < to {
			all[i] = [2]part{{first, float32(hi - lo - over)}, {first + 1, float32(over)}}
		}
	}
	return all
}

// blur is a picture of few pixels to stand where m will: a PNG in base64, ""
// if m lets something through, since that would show.
func blur(ctx context.Context, m image.Image) (string, error) {
	b := m.Bounds()
	w, h := fit(b.Dx(), b.Dy(), sampleSide)
	sample := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(sample, sample.Rect, m, b, draw.Src, nil)
	if !sample.Opaque() {
		return "", nil
	}
	w, h = fit(w, h, blurSide)
	few, err := shrink(ctx, sample, w, h)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, few); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

// fit is w by h made so small that neither is more than side.
func fit(w, h, side int) (int, int) {
	if longest := max(w, h); longest > side {
		return max(1, w*side/longest), max(1, h*side/longest)
	}
	return w, h
}
