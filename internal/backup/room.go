package backup

import (
	"fmt"
	"syscall"

	"plenary/internal/forum"
)

// Room is how many bytes are free for us on the disk of a folder, and how many
// the disk has.
func Room(dir string) (free, total int64, err error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return 0, 0, forum.Errorf("backup: disk of %s: %w", dir, err)
	}
	block := int64(disk.Bsize)
	return int64(disk.Bavail) * block, int64(disk.Blocks) * block, nil
}

// enough is an error that says what lacks if fewer bytes are free in a folder.
func enough(dir string, need int64) error {
	free, _, err := Room(dir)
	if err == nil && free < need {
		err = fmt.Errorf("the disk of %s has %d MB free, and %d MB are needed for a backup and its test restore", dir, free>>20, (need+1<<20-1)>>20)
	}
	return err
}
