package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"plenary/internal/api"
	"plenary/internal/forumtest"
)

// TestMain holds every request that these tests make of the API, and every
// answer, against the description.
func TestMain(m *testing.M) {
	for _, media := range []string{"image/png", "text/html"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.FileBodyDecoder)
	}
	witness, err := newWitness(http.DefaultTransport)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	http.DefaultTransport = witness
	os.Exit(m.Run())
}

// witness passes requests on, and fails those where the description and the
// server disagree: an answer that is not described, or success for a request
// that the description forbids.
type witness struct {
	next   http.RoundTripper
	router routers.Router
	doc    *openapi3.T
}

func description() (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Spec())
	if err != nil {
		return nil, err
	}
	return doc, doc.Validate(context.Background(), openapi3.EnableExamplesValidation())
}

func newWitness(next http.RoundTripper) (*witness, error) {
	doc, err := description()
	if err != nil {
		return nil, err
	}
	// Readers ignore members that they don't know; the description may not.
	for name, shape := range doc.Components.Schemas {
		if !strings.HasSuffix(name, "Input") {
			closeShape(shape.Value)
		}
	}
	for _, path := range doc.Paths.Map() {
		for _, op := range path.Operations() {
			for status, r := range op.Responses.Map() {
				if media := r.Value.Content.Get("application/json"); media != nil && strings.HasPrefix(status, "2") {
					closeShape(media.Schema.Value)
				}
			}
		}
	}
	router, err := gorillamux.NewRouter(doc)
	return &witness{next: next, router: router, doc: doc}, err
}

// closeShape lets an object have no members but those described, unless it
// describes hardly any: those are open on purpose.
func closeShape(s *openapi3.Schema) {
	if s == nil {
		return
	}
	if len(s.Properties) > 1 {
		no := false
		s.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	}
	for _, p := range s.Properties {
		if p.Ref == "" {
			closeShape(p.Value)
		}
	}
	if s.Items != nil && s.Items.Ref == "" {
		closeShape(s.Items.Value)
	}
}

func (w *witness) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(req.URL.Path, api.Base+"/") || req.Method == http.MethodHead {
		return w.next.RoundTrip(req)
	}
	var sent []byte
	if req.Body != nil {
		var err error
		if sent, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		req.Body = io.NopCloser(bytes.NewReader(sent))
	}
	res, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(got))
	if err := w.judge(req, sent, res, got); err != nil {
		return nil, fmt.Errorf("against the description: %s %s → %d: %w\nsent: %.500s\ngot: %.1000s", req.Method, req.URL, res.StatusCode, err, sent, got)
	}
	return res, nil
}

func (w *witness) judge(req *http.Request, sent []byte, res *http.Response, got []byte) error {
	if err := w.general(res, got); err != nil {
		return err
	}
	copied := req.Clone(context.Background())
	copied.Body = io.NopCloser(bytes.NewReader(sent))
	route, params, err := w.router.FindRoute(copied)
	switch {
	case errors.Is(err, routers.ErrMethodNotAllowed):
		return want(res.StatusCode, 405)
	case err != nil:
		return want(res.StatusCode, 404)
	}
	for name, value := range params {
		if plain, err := url.PathUnescape(value); err == nil {
			params[name] = plain
		}
	}
	in := &openapi3filter.RequestValidationInput{Request: copied, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, MultiError: true}}
	if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil && res.StatusCode < 400 {
		return fmt.Errorf("a request that is not described went well: %w", err)
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{RequestValidationInput: in,
		Status: res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(got)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true}})
}

// general is what holds for every answer.
func (w *witness) general(res *http.Response, got []byte) error {
	if cache := res.Header.Get("Cache-Control"); cache != "private, no-store" {
		return fmt.Errorf("Cache-Control is %q", cache)
	}
	if res.StatusCode < 400 {
		return nil
	}
	if media := res.Header.Get("Content-Type"); media != "application/problem+json" {
		return fmt.Errorf("Content-Type is %q", media)
	}
	var problem any
	if err := json.Unmarshal(got, &problem); err != nil {
		return err
	}
	if err := w.doc.Components.Schemas["Problem"].Value.VisitJSON(problem); err != nil {
		return err
	}
	if status := problem.(map[string]any)["status"]; status != float64(res.StatusCode) {
		return fmt.Errorf("the document says status %v", status)
	}
	for _, ours := range []string{"forum.", "sql", "store:", "goroutine", "internal/", ".go:", "panic", "fasthttp", "json:", "unmarshal"} {
		if bytes.Contains(bytes.ToLower(got), []byte(ours)) {
			return fmt.Errorf("the document leaks %q", ours)
		}
	}
	return nil
}

func want(got, want int) error {
	if got != want {
		return fmt.Errorf("status %d, want %d", got, want)
	}
	return nil
}

// Every call that is answered is described, and the other way round.
func TestDescription_namesExactlyTheRoutes(t *testing.T) {
	doc, err := description()
	if err != nil {
		t.Fatal(err)
	}
	var described []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	mounted := api.Mounted()
	slices.Sort(described)
	slices.Sort(mounted)
	if !slices.Equal(described, mounted) {
		t.Errorf("described: %q\nmounted: %q", described, mounted)
	}
	version, calls := api.Described()
	if version == "" || len(calls) != len(mounted) {
		t.Errorf("the page shows %d calls of version %q, not %d", len(calls), version, len(mounted))
	}
	for _, c := range calls {
		if c.Summary == "" || c.Tag == "" || len(c.Answers) == 0 {
			t.Errorf("%s %s says too little: %+v", c.Method, c.Path, c)
		}
	}
}

// The page says what the file says, and everybody may read both.
func TestDescription_isServedToProgramsAndPeople(t *testing.T) {
	f := forumtest.Start(t)
	visitor := f.Visitor()

	spec := visitor.Calls("GET", "/openapi.json", nil).Is(200)
	if _, err := openapi3.NewLoader().LoadFromData([]byte(spec.Body)); err != nil {
		t.Error(err)
	}
	page := visitor.Visits("/api").Is(200)
	_, calls := api.Described()
	for _, c := range calls {
		page.Has(c.Path, html.EscapeString(c.Summary))
	}
}
