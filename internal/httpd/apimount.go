package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/api"
	"plenary/web/view"
)

func (s *Server) mountAPI(r fiber.Router) {
	r.Get("/api", s.apiReader)
	r.Post(api.Base+"/files", s.uploadTurn)
	api.Mount(r, api.Deps{
		App:     s.app,
		BaseURL: func() string { return s.settings.BaseURL },
		Limits:  s.limits,
		Asker:   s.asker,
		Events:  s.live.events,
	})
}

// uploadTurn lets few uploads be worked on at once.
func (s *Server) uploadTurn(c *fiber.Ctx) error {
	if !s.turns.uploads.Take(c.UserContext()) {
		return isBusy()
	}
	defer s.turns.uploads.Done()
	return c.Next()
}

// apiReader shows the API's description as a page, made of the same file that
// programs read.
func (s *Server) apiReader(c *fiber.Ctx) error {
	page, err := s.page(c, "API", "", 0)
	if err != nil {
		return err
	}
	version, calls := api.Described()
	reader := view.APIReader{Page: page, Version: version, Spec: api.Base + "/openapi.json", Calls: make([]view.APICall, len(calls))}
	for i, call := range calls {
		shown := view.APICall{Tag: call.Tag, Method: call.Method, Path: call.Path, Summary: call.Summary, Detail: call.Detail, Body: call.Body}
		for _, p := range call.Params {
			shown.Params = append(shown.Params, view.APIParam{Name: p.Name, In: p.In, Type: p.Type, Text: p.Text, Required: p.Required})
		}
		for _, a := range call.Answers {
			shown.Answers = append(shown.Answers, view.APIAnswer{Status: a.Status, Text: a.Text})
		}
		reader.Calls[i] = shown
	}
	return s.render(c, reader)
}
