package read

import (
	"context"
	"io"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// ahead is a page that was requested in advance. A page has its continue
// token at its beginning, so the server can work on the next page while this
// one is still being received. It is not read before its turn; flow control
// bounds the data in transit.
type ahead struct {
	opts metav1.ListOptions
	end  context.CancelFunc
	done chan struct{} // closed when body or err is set
	body io.ReadCloser
	err  error
}

// askAhead asks for the page after a token.
func (l *podList) askAhead(ctx context.Context, opts metav1.ListOptions, token string) {
	l.leave()
	if token == "" || l.connection() == nil {
		return
	}
	opts.Continue = token
	ctx, end := context.WithCancel(ctx)
	next := &ahead{opts: opts, end: end, done: make(chan struct{})}
	l.next = next
	go func() {
		defer close(next.done)
		next.body, next.err = l.ask(ctx, opts)
	}()
}

// take returns the response to a request, which may have been sent already.
func (l *podList) take(ctx context.Context, opts metav1.ListOptions) (io.ReadCloser, error) {
	next := l.next
	if next == nil || next.opts.Continue != opts.Continue || next.opts.Limit != opts.Limit {
		return l.ask(ctx, opts)
	}
	l.next = nil
	stop := context.AfterFunc(ctx, next.end)
	<-next.done
	if next.err != nil {
		stop()
		next.end()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, next.err
	}
	return &taken{next.body, func() { stop(); next.end() }}, nil
}

// leave cancels the page that was requested in advance.
func (l *podList) leave() {
	next := l.next
	if next == nil {
		return
	}
	l.next = nil
	next.end()
	<-next.done
	if next.body != nil {
		next.body.Close()
	}
}

// taken is a response body that cancels its context when closed.
type taken struct {
	io.ReadCloser
	end func()
}

// Close closes the response body.
func (t *taken) Close() error {
	defer t.end()
	return t.ReadCloser.Close()
}
