package forum

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says to machines what went wrong. The zero kind is Internal, so that
// forgetting to choose shows nothing to anybody.
type Kind int

const (
	Internal    Kind = iota
	Malformed        // 400: not parseable at all
	SignedOut        // 401: signing in is all that lacks
	Forbidden        // 403
	NotFound         // 404: also what the viewer may not see
	Conflict         // 409
	TooLarge         // 413
	Unsupported      // 415
	Invalid          // 422
	TooMany          // 429: RetryAfter says when
	NotBuilt         // 501
	Unavailable      // 503: RetryAfter says when
)

// Error is the one error type. Msg is a key of web/lang, worded in the
// reader's language at the edge, with Args as its parameters; Err is the cause
// for the log and is never shown.
type Error struct {
	Kind       Kind
	Field      string // form field or JSON member at fault, if any
	Msg        string
	Args       map[string]any
	RetryAfter int // seconds, for TooMany and Unavailable
	Err        error
}

func (e *Error) Error() string {
	parts := []string{e.Msg}
	if e.Field != "" {
		parts = append(parts, "field "+e.Field)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an internal error with its cause; what it says is only logged.
func Errorf(format string, args ...any) error {
	return &Error{Kind: Internal, Msg: "error.internal", Err: fmt.Errorf(format, args...)}
}

// Wrong is an Invalid error about one field. msg is a key of web/lang.
func Wrong(field, msg string, args ...any) error {
	return &Error{Kind: Invalid, Field: field, Msg: msg, Args: Pairs(args...)}
}

// Refused is an error of the given kind. msg is a key of web/lang.
func Refused(kind Kind, msg string, args ...any) error {
	return &Error{Kind: kind, Msg: msg, Args: Pairs(args...)}
}

// Missing is what every lookup answers for what is not there and for what the
// viewer may not see, alike.
func Missing() error { return &Error{Kind: NotFound, Msg: "error.not_found"} }

// KindOf is the kind of err: Internal for errors that are not ours.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Pairs makes a map of alternating names and values.
func Pairs(args ...any) map[string]any {
	if len(args) == 0 {
		return nil
	}
	m := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[args[i].(string)] = args[i+1]
	}
	return m
}
