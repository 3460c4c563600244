//go:build !linux

package bench

import "errors"

// forget can't be asked for here.
func forget(...string) error { return errors.ErrUnsupported }
