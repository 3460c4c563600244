package soak

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"time"
)

// client is somebody with a token. It is used by one goroutine at a time.
type client struct {
	server *server
	token  string
	id     int64
	http   *http.Client
}

func newClient(s *server, token string) *client {
	return &client{server: s, token: token, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2}, Timeout: 30 * time.Second}}
}

// post is what the soak reads of a post.
type post struct {
	ID        int64
	Number    int64
	Seq       int64
	HTML      string
	Text      string
	Source    string
	Reactions []struct {
		Kind  string
		Count int
		Mine  bool
	}
}

// refusal is an answer that is none of 2xx.
type refusal struct {
	status     int
	retryAfter string
	body       string
}

func (r *refusal) Error() string { return fmt.Sprintf("status %d: %s", r.status, r.body) }

// later reports whether asking again may help: nobody answered, or the answer
// says so.
func later(err error) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return true
	}
	return r.status == http.StatusServiceUnavailable || r.status == http.StatusTooManyRequests
}

func (c *client) do(ctx context.Context, method, path, kind string, body []byte) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+c.server.addr+path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, nil, err
	}
	all, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return nil, nil, err
	}
	if res.StatusCode/100 != 2 {
		return res, nil, &refusal{res.StatusCode, res.Header.Get("Retry-After"), string(all)}
	}
	return res, all, nil
}

// call asks the API once. Only an answer of 2xx that is read to its end is no
// error: that is what acknowledged means.
func (c *client) call(ctx context.Context, method, path string, in, out any) (status int, err error) {
	var body []byte
	kind := ""
	if in != nil {
		kind = "application/json"
		if body, err = json.Marshal(in); err != nil {
			return 0, err
		}
	}
	res, all, err := c.do(ctx, method, "/api/v1"+path, kind, body)
	if err != nil {
		return 0, err
	}
	if out != nil {
		err = json.Unmarshal(all, out)
	}
	return res.StatusCode, err
}

// must asks once the program is up, and names what was asked in its error.
func (c *client) must(ctx context.Context, method, path string, in, out any) error {
	if err := c.server.wait(ctx); err != nil {
		return err
	}
	if _, err := c.call(ctx, method, path, in, out); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// upload sends a file and gives its id and address.
func (c *client) upload(ctx context.Context, name string, content []byte) (id int64, url string, err error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err = errors.Join(err, form.Close()); err != nil {
		return 0, "", err
	}
	_, all, err := c.do(ctx, "POST", "/api/v1/files", form.FormDataContentType(), body.Bytes())
	if err != nil {
		return 0, "", err
	}
	var made struct {
		ID  int64
		URL string
	}
	err = json.Unmarshal(all, &made)
	return made.ID, made.URL, err
}

// posts reads a whole conversation, in its order.
func (c *client) posts(ctx context.Context, conversation int64, each func(post)) (seq int64, err error) {
	return listed(ctx, c, fmt.Sprintf("/conversations/%d/posts", conversation), each)
}

// listed reads a list to its end, and gives the seq it is of, if it is of one.
func listed[T any](ctx context.Context, c *client, path string, each func(T)) (seq int64, err error) {
	next := ""
	for {
		var page struct {
			Items []T
			Next  *string
			Seq   int64
		}
		if err := c.must(ctx, "GET", path+"?limit=100"+next, nil, &page); err != nil {
			return 0, err
		}
		for _, p := range page.Items {
			each(p)
		}
		if page.Next == nil {
			return page.Seq, nil
		}
		next = "&after=" + *page.Next
	}
}
