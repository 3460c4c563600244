package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// document is what of the description the page shows.
type document struct {
	Info struct {
		Version string
	}
	Paths      map[string]map[string]operation
	Components struct {
		Parameters map[string]parameter
		Responses  map[string]response
	}
}

type operation struct {
	Tags        []string
	Summary     string
	Description string
	Parameters  []parameter
	RequestBody struct {
		Content map[string]struct {
			Example json.RawMessage
		}
	}
	Responses map[string]response
}

type parameter struct {
	Ref         string `json:"$ref"`
	Name        string
	In          string
	Description string
	Required    bool
	Schema      struct {
		Type string
		Enum []string
	}
}

type response struct {
	Ref         string `json:"$ref"`
	Description string
}

func (d document) call(method, path string, o operation) Call {
	call := Call{Method: method, Path: Base + path, Summary: o.Summary, Detail: o.Description}
	if len(o.Tags) > 0 {
		call.Tag = o.Tags[0]
	}
	for _, p := range o.Parameters {
		if p.Ref != "" {
			p = d.Components.Parameters[lastPart(p.Ref)]
		}
		kind := p.Schema.Type
		if len(p.Schema.Enum) > 0 {
			kind = strings.Join(slices.DeleteFunc(p.Schema.Enum, func(s string) bool { return s == "" }), " | ")
		}
		call.Params = append(call.Params, Param{Name: p.Name, In: p.In, Type: kind, Text: p.Description, Required: p.Required})
	}
	for media, body := range o.RequestBody.Content {
		call.Body = media
		if body.Example != nil {
			var pretty bytes.Buffer
			if json.Indent(&pretty, body.Example, "", "  ") == nil {
				call.Body = pretty.String()
			}
		}
	}
	for _, status := range slices.Sorted(maps.Keys(o.Responses)) {
		r := o.Responses[status]
		if r.Ref != "" {
			r = d.Components.Responses[lastPart(r.Ref)]
		}
		call.Answers = append(call.Answers, Answer{Status: status, Text: r.Description})
	}
	return call
}

func lastPart(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }
