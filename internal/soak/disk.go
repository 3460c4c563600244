package soak

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// disk is a folder as a disk keeps it that forgets, when the power goes, all
// that was not synced: bytes of files, and names in folders.
type disk struct {
	root string
	now  map[string]*inode // by path: as the program sees it
	kept map[string]*inode // as it is after a power cut
	liar bool              // sync does nothing
	back int               // writes to the database itself: its log is written back
}

// inode is a file, or (dir) a folder.
type inode struct {
	dir     bool
	content []byte // synced
	pending []change
	end     int64 // where the next plain write goes
}

// change of a file that is not synced: bytes at a place, or its length.
type change struct {
	at   int64
	data []byte
	cut  bool
}

func (c change) apply(to []byte) []byte {
	if c.cut {
		if c.at <= int64(len(to)) {
			return to[:c.at]
		}
		return append(to, make([]byte, c.at-int64(len(to)))...)
	}
	if need := c.at + int64(len(c.data)) - int64(len(to)); need > 0 {
		to = append(to, make([]byte, need)...)
	}
	copy(to[c.at:], c.data)
	return to
}

// newDisk reads a folder, all of which is synced. What is only memory of the
// programs that run, the -shm, is none of it.
func newDisk(root string) (*disk, error) {
	d := &disk{root: root, now: map[string]*inode{}, kept: map[string]*inode{}}
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !d.holds(p) {
			return err
		}
		n := &inode{dir: e.IsDir()}
		if !n.dir {
			if n.content, err = os.ReadFile(p); err != nil {
				return err
			}
		}
		d.now[p], d.kept[p] = n, n
		return nil
	})
	return d, err
}

func (d *disk) holds(p string) bool {
	return (p == d.root || strings.HasPrefix(p, d.root+"/")) && !strings.HasSuffix(p, "-shm")
}

func (d *disk) create(p string, dir bool) {
	if d.holds(p) && d.now[p] == nil {
		d.now[p] = &inode{dir: dir}
	}
}

func (d *disk) remove(p string) { delete(d.now, p) }

func (d *disk) rename(from, to string) {
	if n := d.now[from]; n != nil {
		d.now[to] = n
		delete(d.now, from)
	}
}

func (d *disk) change(p string, c change) {
	if n := d.now[p]; n != nil {
		n.pending = append(n.pending, c)
		if strings.HasSuffix(p, ".db") {
			d.back++
		}
	}
}

// append is a plain write, which goes on where the last ended.
func (d *disk) append(p string, data []byte) {
	if n := d.now[p]; n != nil {
		n.pending = append(n.pending, change{at: n.end, data: data})
		n.end += int64(len(data))
	}
}

// unsynced is how many changes a sync that begins now has to bring about.
func (d *disk) unsynced(p string) int {
	if n := d.now[p]; n != nil {
		return len(n.pending)
	}
	return 0
}

// sync ends a sync of that many changes of a file, or of a folder's names.
func (d *disk) sync(p string, changes int) {
	n := d.now[p]
	switch {
	case n == nil || d.liar:
	case n.dir:
		for name, at := range d.now {
			if path.Dir(name) == p && name != p {
				d.kept[name] = at
			}
		}
		for name := range d.kept {
			if path.Dir(name) == p && name != p && d.now[name] == nil {
				delete(d.kept, name)
			}
		}
	default:
		for _, c := range n.pending[:changes] {
			n.content = c.apply(n.content)
		}
		n.pending = n.pending[changes:]
	}
}

// powerCut writes to a folder what is left: all that was synced, and of the
// rest nothing, or (luck) one part in two.
func (d *disk) powerCut(to string, luck *rand.Rand) error {
	names := d.kept
	if luck != nil && luck.IntN(2) == 0 {
		names = d.now
	}
	for p, n := range names {
		if n.dir || !reachable(names, d.root, p) {
			continue
		}
		content := n.content
		if luck != nil && len(n.pending) > 0 {
			content = append([]byte{}, content...)
			for _, c := range n.pending {
				if luck.IntN(2) == 0 {
					content = c.apply(content)
				}
			}
		}
		at := filepath.Join(to, strings.TrimPrefix(p, d.root))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(at, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// reachable reports whether all folders above a file have names, too.
func reachable(names map[string]*inode, root, p string) bool {
	for p != root {
		if p = path.Dir(p); names[p] == nil {
			return false
		}
	}
	return true
}
