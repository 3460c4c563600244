package bench

import (
	"context"
	"time"
)

// coldStart measures from the start of the program to its first page, with nothing of its files in memory.
func (r *run) coldStart(ctx context.Context) error {
	if !r.wants("start") {
		return nil
	}
	dir, err := r.copied(ctx, r.base)
	if err != nil {
		return err
	}
	var times []float64
	cold := true
	for i := range r.starts + 1 {
		cold = forget(dir, r.Program) == nil && cold
		begun := time.Now()
		p, err := serve(ctx, r.Program, dir, r.scratch)
		took := time.Since(begun)
		if err != nil {
			return err
		}
		if err := p.stop(); err != nil {
			return err
		}
		if i > 0 { // the first one recovers what the copy left
			times = append(times, float64(took.Microseconds())/1000)
		}
	}
	f := Figure{Key: "start", What: "start to first answer, cold", Unit: Millis, Value: median(times), Goal: 300, AtMost: true}
	if !cold {
		f.Note = "its files were in memory: this system doesn't forget them on demand"
	}
	r.add(f)
	return nil
}
