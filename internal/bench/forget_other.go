//go:build !linux || !(amd64 || arm64)

package bench

import "errors"

// forget can't be asked for here.
func forget(...string) error { return errors.ErrUnsupported }
