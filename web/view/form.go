package view

import (
	"errors"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// Form is what somebody typed and what is wrong with it. The zero Form is
// empty and right. Values are kept whatever happens, passwords excepted.
type Form struct {
	Values  map[string]string
	Errors  map[string]string // by field, already worded
	Problem string            // about the whole, already worded
}

// FormError is the form with what err says put at the field it names.
func FormError(p *lang.Printer, values map[string]string, err error) Form {
	f := Form{Values: values}
	if err == nil {
		return f
	}
	e := &forum.Error{Msg: "error.internal"}
	errors.As(err, &e)
	if e.Field != "" {
		f.Errors = map[string]string{e.Field: p.Error(e)}
		return f
	}
	f.Problem = p.Error(e)
	return f
}

// Wrong reports whether anything is wrong with the form.
func (f Form) Wrong() bool { return f.Problem != "" || len(f.Errors) > 0 }

// Value is what was typed into the field, or else the value it starts with.
func (f Form) value(name, start string) string {
	if v, ok := f.Values[name]; ok {
		return v
	}
	return start
}
