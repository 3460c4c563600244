package files

import (
	"bufio"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"plenary/internal/forum"
)

const (
	sizes       = "sizes" // folder of pictures in other widths; all of it can be made again
	sizeQuality = 80      // of JPEGs

	// A picture without loss becomes a JPEG if that is so many times smaller:
	// photographs do, drawings and writing don't.
	worthLoss = 3
)

// Sized is a picture in another width.
type Sized struct {
	File *os.File // to be closed by the caller
	Type string   // media type
	Size int64    // bytes
}

// What a kept size is named by. One that is no smaller than its picture is
// named alone, without bytes: the picture itself serves.
var sizeTypes = map[string]string{".jpg": "image/jpeg", ".png": "image/png", ".own": ""}

// Resize keeps a picture of ours, of that type and hash, in the widths that it
// is not yet kept in. Doing it again does nothing; what a crash leaves is made
// by the next call. It decodes when no more pictures than allowed are.
// Errors: NotFound, Internal (it is damaged), Unavailable (ctx ended, no room).
func (s *Store) Resize(ctx context.Context, hash, mediaType string, widths []int) error {
	var lacking []int
	for _, w := range widths {
		if name, err := s.sizeName(hash, w); err != nil {
			return err
		} else if name == "" {
			lacking = append(lacking, w)
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	picture, own, err := s.decode(ctx, hash, mediaType)
	if err != nil {
		return err
	}
	defer picture.done()
	m := picture.Image
	slices.Sort(lacking)
	for _, w := range slices.Backward(lacking) {
		b := m.Bounds()
		if w > b.Dx() {
			continue
		}
		small, err := shrink(ctx, m, w, max(1, (b.Dy()*w+b.Dx()/2)/b.Dx()))
		if err != nil {
			return err
		}
		if err := s.keepSize(hash, w, small, mediaType, own); err != nil {
			return err
		}
		m = small
	}
	return nil
}

type decoded struct {
	image.Image
	done func()
}

// decode reads a picture of ours, and how many bytes it takes as it is kept.
func (s *Store) decode(ctx context.Context, hash, mediaType string) (decoded, int64, error) {
	f, err := s.Open(hash)
	if err != nil {
		return decoded{}, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return decoded{}, 0, failed(err)
	}
	d, ok := decoders[mediaType]
	if !ok {
		return decoded{}, 0, forum.Errorf("files: %s is no picture but %s", hash, mediaType)
	}
	config, err := d.config(bufio.NewReader(f))
	if err == nil {
		_, err = f.Seek(0, 0)
	}
	if err != nil {
		return decoded{}, 0, forum.Errorf("files: %s: %w", hash, err)
	}
	done, err := s.turn(ctx, int64(config.Width)*int64(config.Height))
	if err != nil {
		return decoded{}, 0, err
	}
	m, err := d.whole(bufio.NewReaderSize(&source{ctx: ctx, r: f}, 32<<10))
	if err != nil {
		done()
		var ours *forum.Error
		if errors.As(err, &ours) {
			return decoded{}, 0, err
		}
		return decoded{}, 0, forum.Errorf("files: %s: %w", hash, err)
	}
	return decoded{m, done}, info.Size(), nil
}

// Blur is what stands for a picture of ours until it is there: see Stored.
// Errors: as of Resize.
func (s *Store) Blur(ctx context.Context, hash, mediaType string) (string, error) {
	picture, _, err := s.decode(ctx, hash, mediaType)
	if err != nil {
		return "", err
	}
	defer picture.done()
	return blur(ctx, picture.Image)
}

// keepSize writes one width of a picture that takes own bytes itself.
func (s *Store) keepSize(hash string, width int, m *image.RGBA, mediaType string, own int64) error {
	lossy, err := s.draft()
	if err != nil {
		return err
	}
	defer lossy.drop()
	best, ext := lossy, ".jpg"
	if m.Opaque() {
		if err := jpeg.Encode(wholeOnly{lossy}, m, &jpeg.Options{Quality: sizeQuality}); err != nil {
			return failed(err)
		}
	}
	if mediaType != "image/jpeg" {
		exact, err := s.draft()
		if err != nil {
			return err
		}
		defer exact.drop()
		if err := png.Encode(wholeOnly{exact}, m); err != nil {
			return failed(err)
		}
		if lossy.size == 0 || exact.size < worthLoss*lossy.size {
			best, ext = exact, ".png"
		}
	}
	if best.size >= own {
		none, err := s.draft()
		if err != nil {
			return err
		}
		defer none.drop()
		best, ext = none, ".own"
	}
	return best.keepAt(sizePlace(hash, width)+ext, func() error {
		_, err := s.root.Stat(place(hash))
		if errors.Is(err, fs.ErrNotExist) { // erased meanwhile
			return forum.Missing()
		}
		if err != nil {
			return failed(err)
		}
		return nil
	})
}

// OpenSized gives a picture in another width, or the picture itself if that is
// no larger. Errors: NotFound (not made yet, or not kept in that width).
func (s *Store) OpenSized(hash string, width int) (Sized, error) {
	if !isHash(hash) {
		return Sized{}, forum.Missing()
	}
	name, err := s.sizeName(hash, width)
	if err != nil {
		return Sized{}, err
	}
	if name == "" {
		return Sized{}, forum.Missing()
	}
	media := sizeTypes[path.Ext(name)]
	if media == "" {
		name = place(hash)
	}
	f, err := s.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Sized{}, forum.Missing()
	}
	if err != nil {
		return Sized{}, failed(err)
	}
	info, err := f.Stat()
	if err != nil {
		return Sized{}, failed(errors.Join(err, f.Close()))
	}
	return Sized{File: f, Type: media, Size: info.Size()}, nil
}

// sizePlace is where a picture of that width lies, but for the extension.
func sizePlace(hash string, width int) string {
	return path.Join(sizes, hash[:2], hash[2:4], hash+"-"+strconv.Itoa(width))
}

// sizeName is the place of a width with its extension, "" if it is not kept.
func (s *Store) sizeName(hash string, width int) (string, error) {
	for ext := range sizeTypes {
		name := sizePlace(hash, width) + ext
		_, err := s.root.Stat(name)
		if err == nil {
			return name, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", failed(err)
		}
	}
	return "", nil
}

// dropSizes removes every width of a picture.
func (s *Store) dropSizes(hash string) error {
	dir := path.Dir(sizePlace(hash, 0))
	entries, err := fs.ReadDir(s.root.FS(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return failed(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), hash+"-") {
			if err := s.root.Remove(path.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return failed(err)
			}
		}
	}
	return nil
}

// WalkSizes calls do for every size that is kept, with the hash of its picture,
// until it answers an error.
func (s *Store) WalkSizes(ctx context.Context, do func(hash string) error) error {
	err := s.walk(ctx, sizes, func(p string, _ fs.FileInfo) error {
		hash, _, _ := strings.Cut(path.Base(p), "-")
		return do(hash)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// SweepSizes removes the sizes of pictures that are gone: they stay where a
// process died between the two.
func (s *Store) SweepSizes(ctx context.Context) error {
	return s.WalkSizes(ctx, func(hash string) error {
		if !isHash(hash) {
			return nil
		}
		s.moves.Lock()
		defer s.moves.Unlock()
		_, err := s.root.Stat(place(hash))
		if errors.Is(err, fs.ErrNotExist) {
			return s.dropSizes(hash)
		}
		return err
	})
}
