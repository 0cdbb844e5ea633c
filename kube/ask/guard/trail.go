package guard

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
)

// Exchange is one request and what came back.
type Exchange struct {
	Host   string // of the URL, which a redirect may have changed
	Status int    // 0 where no answer came
	Header http.Header
	Body   []byte // of an answer that is no success
	Err    error  // why no answer came, or not all of it
}

// Trail records the exchanges of one operation; the guard writes it. Errors
// that come through net/http and go-containerregistry are read from here, as
// what they were.
type Trail struct {
	Last      Exchange
	Proxy     string // of the last request
	unlimited bool   // the requests do not count against the budget
}

type trailKey struct{}

// NewTrail begins a trail, which requests of the context are recorded in.
func NewTrail(ctx context.Context, unlimited bool) (context.Context, *Trail) {
	t := &Trail{unlimited: unlimited}
	return context.WithValue(ctx, trailKey{}, t), t
}

func trailOf(ctx context.Context) *Trail {
	if t, ok := ctx.Value(trailKey{}).(*Trail); ok {
		return t
	}
	return &Trail{}
}

// fail records that a request got no answer, or not all of it.
func (t *Trail) fail(req *http.Request, err error) {
	t.Last.Host, t.Last.Err = req.URL.Host, err
	if t.Last.Status/100 != 2 {
		t.Last.Status = 0
	}
}

// record keeps an answer. The body of one that is no success is read, for it
// says why, and put back.
func (t *Trail) record(req *http.Request, resp *http.Response) {
	t.Last = Exchange{Host: req.URL.Host, Status: resp.StatusCode, Header: resp.Header}
	if resp.StatusCode/100 == 2 || resp.StatusCode/100 == 3 || req.Method == http.MethodHead {
		return
	}
	body := resp.Body.(*limitedBody)
	body.failed = func(error) {} // the status is enough
	t.Last.Body, _ = io.ReadAll(body)
	_ = body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(t.Last.Body))
}

// ErrTooLong is an answer that is longer than any honest one.
var ErrTooLong = errors.New("the answer is too long")

// limitedBody ends a body at its limit, and the request with the body.
type limitedBody struct {
	inner  io.ReadCloser
	left   int64
	cancel context.CancelFunc
	failed func(error)
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		if n, _ := b.inner.Read(make([]byte, 1)); n == 0 {
			return 0, io.EOF
		}
		b.failed(ErrTooLong)
		return 0, ErrTooLong
	}
	n, err := b.inner.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		b.failed(err)
	}
	return n, err
}

func (b *limitedBody) Close() error {
	b.cancel()
	return b.inner.Close()
}
