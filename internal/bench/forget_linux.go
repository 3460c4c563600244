//go:build amd64 || arm64

package bench

import (
	"os"
	"path/filepath"
	"syscall"
)

const dontNeed = 4 // POSIX_FADV_DONTNEED

// forget takes what lies below the paths out of the page cache.
func forget(paths ...string) error {
	for _, path := range paths {
		err := filepath.WalkDir(path, func(path string, d os.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			if err := f.Sync(); err != nil { // only what is on the disk can be forgotten
				return err
			}
			if _, _, code := syscall.Syscall6(syscall.SYS_FADVISE64, f.Fd(), 0, 0, dontNeed, 0, 0); code != 0 {
				return code
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
