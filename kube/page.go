package kube

import (
	"context"
	"errors"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	pageSize    = 500              // objects of one list request
	pageTimeout = 60 * time.Second // for one request: a server that accepts and stays silent
	parallel    = 8                // requests under way at once
)

// eachPage lists in pages and calls each for every object. It returns the
// resource version of the first page, from which a watch misses nothing. A
// list that takes longer than the server keeps its state goes on with the
// token the server offers instead.
func eachPage[T any](ctx context.Context, opts metav1.ListOptions,
	list func(context.Context, metav1.ListOptions) ([]T, metav1.ListMeta, error), each func(*T),
) (string, error) {
	opts.Limit = pageSize
	version := ""
	for {
		items, meta, err := onePage(ctx, opts, list)
		if err != nil {
			var status apierrors.APIStatus
			if apierrors.IsResourceExpired(err) && errors.As(err, &status) && opts.Continue != "" && status.Status().Continue != "" {
				opts.Continue = status.Status().Continue
				continue
			}
			return version, err
		}
		if version == "" {
			version = meta.ResourceVersion
		}
		for i := range items {
			each(&items[i])
		}
		if meta.Continue == "" {
			return version, nil
		}
		opts.Continue = meta.Continue
	}
}

func onePage[T any](ctx context.Context, opts metav1.ListOptions,
	list func(context.Context, metav1.ListOptions) ([]T, metav1.ListMeta, error),
) ([]T, metav1.ListMeta, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	return list(ctx, opts)
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
