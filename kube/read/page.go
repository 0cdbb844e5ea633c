package read

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"syscall"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube/connect"
)

const (
	pageSize     = 500 // objects of one list request
	smallPage    = 50  // after a page that timed out: the connection is slow
	PageTimeout  = 60 * time.Second
	pageAttempts = 4 // of one page, while the server or the network has trouble
	restarts     = 3 // of a list that expires on the server
	parallel     = 8 // concurrent requests
)

// firstPause is the wait before the second attempt; then it doubles.
const firstPause = 500 * time.Millisecond

// pageGetter asks for one page and keeps its content only if it is complete.
type pageGetter func(context.Context, metav1.ListOptions) (metav1.ListMeta, error)

// walkPages reads a list in pages. It returns the resource version of the
// first page, from which a watch misses nothing. If the list expires on the
// server (410 Gone), it continues with the token that the server offers;
// without one it calls again and begins again.
func walkPages(ctx context.Context, opts metav1.ListOptions, get pageGetter, again func()) (string, error) {
	opts.Limit = pageSize
	version := ""
	tokens := map[string]bool{}
	for gone := 0; ; {
		meta, err := getPage(ctx, &opts, get)
		if err != nil {
			if !connect.IsGone(err) || opts.Continue == "" {
				return version, err
			}
			if gone++; gone > restarts {
				return version, err
			}
			clear(tokens)
			if opts.Continue = offeredToken(err); opts.Continue == "" {
				version = ""
				again()
			}
			continue
		}
		if version == "" {
			version = meta.ResourceVersion
		}
		if meta.Continue == "" {
			return version, nil
		}
		if tokens[meta.Continue] || len(tokens) == mostPages {
			return version, errEndless
		}
		tokens[meta.Continue] = true
		opts.Continue = meta.Continue
	}
}

// mostPages is how many pages a list has at most: ten million objects.
const mostPages = 20_000

// errEndless says that a server offers page after page and the list does not end:
// the same page again, or a page without an object.
var errEndless = errors.New("the list does not end: the server offers more pages without new objects")

// getPage asks for a page, a few times if that can help. After a timeout it
// continues with smaller pages.
func getPage(ctx context.Context, opts *metav1.ListOptions, get pageGetter) (metav1.ListMeta, error) {
	wait := firstPause
	for attempt := 1; ; attempt++ {
		meta, err := inTime(ctx, *opts, get)
		switch {
		case err == nil || ctx.Err() != nil || attempt == pageAttempts:
			return meta, err
		case errors.Is(err, context.DeadlineExceeded):
			if opts.Limit == smallPage {
				return meta, err
			}
			opts.Limit = smallPage
			continue
		case !passing(err):
			return meta, err
		}
		if !Pause(ctx, wait) {
			return meta, err
		}
		wait *= 2
	}
}

// inTime limits a request to pageTimeout, because a server may accept a
// connection and never answer.
func inTime(ctx context.Context, opts metav1.ListOptions, get pageGetter) (metav1.ListMeta, error) {
	ctx, cancel := context.WithTimeout(ctx, PageTimeout)
	defer cancel()
	return get(ctx, opts)
}

// EachPage lists in pages and calls each for every object, and again as
// walkPages does: each then gets the same objects once more. again may be
// nil.
func EachPage[T any](ctx context.Context, opts metav1.ListOptions,
	list func(context.Context, metav1.ListOptions) ([]T, metav1.ListMeta, error), each func(*T), again func(),
) (string, error) {
	if again == nil {
		again = func() {}
	}
	return walkPages(ctx, opts, func(ctx context.Context, o metav1.ListOptions) (metav1.ListMeta, error) {
		items, meta, err := list(ctx, o)
		if err != nil {
			return meta, err
		}
		if len(items) == 0 && meta.Continue != "" {
			return meta, errEndless
		}
		for i := range items {
			each(&items[i])
		}
		return meta, nil
	}, again)
}

// passing says whether a failed request may work in a moment: the server has
// trouble, or the connection broke. A server that refuses connections is
// down.
func passing(err error) bool {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		code := status.Status().Code
		return code == 429 || code == 408 || code >= 500 && code != 501
	}
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || strings.Contains(err.Error(), "http2: ")
}

// offeredToken returns the token with which the server continues the list,
// with the objects as they are now.
func offeredToken(err error) string {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		return status.Status().Continue
	}
	return ""
}

// inParallel calls fn for 0..n-1, a few at a time, and waits for all.
func inParallel(n int, fn func(i int)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, parallel)
	for i := range n {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			fn(i)
		})
	}
	wg.Wait()
}

// Pause waits for d; false if ctx ended first.
func Pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
