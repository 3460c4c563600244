package bench

import (
	"context"
	"errors"
	"fmt"
)

// idleMemory measures what each socket costs that is signed in, watches a conversation and hears nothing.
func (r *run) idleMemory(ctx context.Context) (err error) {
	if !r.wants("memory") {
		return nil
	}
	dir, err := r.copied(ctx, r.base)
	if err != nil {
		return err
	}
	w, err := look(ctx, dir)
	if err != nil {
		return err
	}
	heads, err := r.signedIn(ctx, dir, w.Writers)
	if err != nil {
		return err
	}
	p, err := serve(ctx, r.Program, dir, r.scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	ref, err := r.refer(ctx, "hub", "1000")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ref.stop()) }()
	real, err := r.perSocket(ctx, p, r.idle, heads, w.Targets[0])
	if err != nil {
		return fmt.Errorf("memory: %w", err)
	}
	bare, err := r.perSocket(ctx, ref, r.idle, []string{""}, 0)
	if err != nil {
		return fmt.Errorf("memory: the reference: %w", err)
	}
	r.add(Figure{Key: "memory", What: "memory per idle signed-in socket", Unit: Bytes, Value: real, Reference: bare, Ratio: real / bare, Goal: 1.5,
		AtMost: true, Against: "bare hub", Note: fmt.Sprintf("resident memory that %d sockets add", r.idle)})
	return nil
}

// signedIn signs people in by a server that is stopped again: what passwords take of memory isn't the sockets'.
func (r *run) signedIn(ctx context.Context, dir string, people []int64) (heads []string, err error) {
	p, err := serve(ctx, r.Program, dir, r.scratch)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	return cookies(ctx, p, people)
}

// perSocket opens sockets and gives the bytes that each added to the process. A few that came and went before have
// built what is built once.
func (r *run) perSocket(ctx context.Context, p *process, n int, heads []string, conversation int64) (float64, error) {
	first, err := gather(ctx, p.addr, 20, heads, conversation)
	if err != nil {
		return 0, err
	}
	first.leave()
	before, err := p.settled(ctx, r.settle)
	if err != nil {
		return 0, err
	}
	a, err := gather(ctx, p.addr, n, heads, conversation)
	if err != nil {
		return 0, err
	}
	defer a.leave()
	after, err := p.settled(ctx, r.settle)
	return float64(after-before) / float64(n), err
}
