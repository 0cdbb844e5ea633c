package connect

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	longestAnswer = 2 * time.Minute  // a request other than a watch, with its body
	longestPause  = 30 * time.Second // of a Retry-After
	longestStatus = 1 << 20          // of the body of an error, in bytes
)

// answers is what every answer of the API server passes: a request ends, a pause
// that the server asks for is bounded, and what an error repeats of the session's
// own credentials is masked. It is below the transports that add credentials, so
// it sees them.
type answers struct {
	next http.RoundTripper
	say  func(string) // may be nil
}

// RoundTrip sends a request.
func (t answers) RoundTrip(q *http.Request) (*http.Response, error) {
	cancel := func() {}
	if _, limited := q.Context().Deadline(); !limited && !isWatch(q) {
		ctx, stop := context.WithTimeout(q.Context(), longestAnswer)
		q, cancel = q.WithContext(ctx), stop
	}
	res, err := t.next.RoundTrip(q)
	if err != nil {
		cancel()
		return nil, err
	}
	t.capPause(res)
	if res.StatusCode >= http.StatusBadRequest {
		body, err := io.ReadAll(io.LimitReader(res.Body, longestStatus))
		res.Body.Close()
		cancel()
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(maskOwn(q.Header, body)), failing{err}))
		return res, nil
	}
	res.Body = &ended{res.Body, cancel}
	return res, nil
}

// WrappedRoundTripper returns the transport below, for client-go.
func (t answers) WrappedRoundTripper() http.RoundTripper { return t.next }

func isWatch(q *http.Request) bool {
	v := q.URL.Query()
	return v.Get("watch") == "true" || v.Get("watch") == "1" || v.Get("follow") == "true"
}

// capPause bounds the pause that a server asks for; client-go would wait for a day.
func (t answers) capPause(res *http.Response) {
	seconds, err := strconv.Atoi(strings.TrimSpace(res.Header.Get("Retry-After")))
	most := int(longestPause / time.Second)
	if err != nil || seconds <= most {
		return
	}
	res.Header.Set("Retry-After", strconv.Itoa(most))
	if t.say != nil {
		t.say(fmt.Sprintf("The API server asks to wait %d s before the next request (status %d). Trying again in %d s", seconds, res.StatusCode, most))
	}
}

// maskOwn overwrites the session's own credentials in the body of an error: a
// proxy that dumps the request repeats them. The length stays the same, for the
// body may be protobuf.
func maskOwn(h http.Header, body []byte) []byte {
	scheme, value, ok := strings.Cut(h.Get("Authorization"), " ")
	if !ok {
		return body
	}
	own := []string{value}
	if raw, err := base64.StdEncoding.DecodeString(value); err == nil && strings.EqualFold(scheme, "Basic") {
		if _, password, ok := strings.Cut(string(raw), ":"); ok {
			own = append(own, string(raw), password)
		}
	}
	for _, w := range own {
		if len(w) >= 4 {
			body = bytes.ReplaceAll(body, []byte(w), bytes.Repeat([]byte("*"), len(w)))
		}
	}
	return body
}

// ended is a body that ends its request when it is closed.
type ended struct {
	io.ReadCloser
	cancel func()
}

// Close closes the body.
func (b *ended) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// failing is the rest of a body that could not be read.
type failing struct{ err error }

// Read returns the error, or the end.
func (f failing) Read([]byte) (int, error) {
	if f.err == nil || errors.Is(f.err, io.EOF) {
		return 0, io.EOF
	}
	return 0, f.err
}
