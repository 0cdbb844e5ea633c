package ask

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
)

// exchange is one request and what came back.
type exchange struct {
	host   string // of the URL, which a redirect may have changed
	status int    // 0 where no answer came
	header http.Header
	body   []byte // of an answer that is no success
	err    error  // why no answer came, or not all of it
}

// trail records the exchanges of one operation; the guard writes it. Errors
// that come through net/http and go-containerregistry are read from here, as
// what they were.
type trail struct {
	last      exchange
	proxy     string // of the last request
	unlimited bool   // the requests do not count against the budget
}

type trailKey struct{}

// newTrail begins a trail, which requests of the context are recorded in.
func newTrail(ctx context.Context, unlimited bool) (context.Context, *trail) {
	t := &trail{unlimited: unlimited}
	return context.WithValue(ctx, trailKey{}, t), t
}

func trailOf(ctx context.Context) *trail {
	if t, ok := ctx.Value(trailKey{}).(*trail); ok {
		return t
	}
	return &trail{}
}

// fail records that a request got no answer, or not all of it.
func (t *trail) fail(req *http.Request, err error) {
	t.last.host, t.last.err = req.URL.Host, err
	if t.last.status/100 != 2 {
		t.last.status = 0
	}
}

// record keeps an answer. The body of one that is no success is read, for it
// says why, and put back.
func (t *trail) record(req *http.Request, resp *http.Response) {
	t.last = exchange{host: req.URL.Host, status: resp.StatusCode, header: resp.Header}
	if resp.StatusCode/100 == 2 || resp.StatusCode/100 == 3 || req.Method == http.MethodHead {
		return
	}
	body := resp.Body.(*limitedBody)
	body.failed = func(error) {} // the status is enough
	t.last.body, _ = io.ReadAll(body)
	_ = body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(t.last.body))
}

// errTooLong is an answer that is longer than any honest one.
var errTooLong = errors.New("the answer is too long")

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
		b.failed(errTooLong)
		return 0, errTooLong
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
