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
	smallPage    = 50  // after a page that did not come in time: the link is slow
	PageTimeout  = 60 * time.Second
	pageAttempts = 4 // of one page, while the server or the way to it is troubled
	restarts     = 3 // of a list that the server forgets in the middle
	parallel     = 8 // requests under way at once
)

// firstPause is before the second attempt; then it doubles.
const firstPause = 500 * time.Millisecond

// pageGetter asks for one page and keeps what it brought only if it is whole.
type pageGetter func(context.Context, metav1.ListOptions) (metav1.ListMeta, error)

// walkPages goes through a list in pages. It returns the resource version of the
// first page, from which a watch misses nothing. A list that takes longer than
// the server keeps its state (410 Gone) goes on with the token the server
// offers instead; without one it begins again, and again is called before.
func walkPages(ctx context.Context, opts metav1.ListOptions, get pageGetter, again func()) (string, error) {
	opts.Limit = pageSize
	version := ""
	for gone := 0; ; {
		meta, err := getPage(ctx, &opts, get)
		if err != nil {
			if !connect.IsGone(err) || opts.Continue == "" {
				return version, err
			}
			if gone++; gone > restarts {
				return version, err
			}
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
		opts.Continue = meta.Continue
	}
}

// getPage asks for a page, a few times where that can help. After a timeout it
// goes on with smaller pages.
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

// inTime gives a request pageTimeout: there are servers that accept and stay
// silent.
func inTime(ctx context.Context, opts metav1.ListOptions, get pageGetter) (metav1.ListMeta, error) {
	ctx, cancel := context.WithTimeout(ctx, PageTimeout)
	defer cancel()
	return get(ctx, opts)
}

// EachPage lists in pages and calls each for every object, and again as walkPages
// does: what each has got until then comes once more. again may be nil.
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
		for i := range items {
			each(&items[i])
		}
		return meta, nil
	}, again)
}

// passing says whether a request that failed may work in a moment: the server
// has trouble, or the connection broke under it. A server that refuses
// connections is not there.
func passing(err error) bool {
	var status apierrors.APIStatus
	if errors.As(err, &status) {
		code := status.Status().Code
		return code == 429 || code == 408 || code >= 500 && code != 501
	}
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || strings.Contains(err.Error(), "http2: ")
}

// offeredToken is where the server lets one go on, with the objects as they
// are now.
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
