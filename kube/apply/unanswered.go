package apply

import (
	"context"
	"errors"
	"net/http"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// How often and how long to look for the outcome of a write without a
// response.
const (
	settlePause = 2 * time.Second
	settleTime  = 30 * time.Second // a restarting server is back by then
)

// unanswered says whether a request may have been carried out although it
// failed: the connection broke, or a proxy gave up.
func unanswered(err error) bool {
	var status apierrors.APIStatus
	return err != nil && (!errors.As(err, &status) || status.Status().Code >= http.StatusInternalServerError)
}

// settled finds the outcome of a write whose response was lost, so that a
// write that happened is reported and can be undone: it returns the object if
// the write happened, else the error. If the object cannot be read either,
// the error says that the outcome is unknown.
func settled[T any](ctx context.Context, w *writer, s diagnose.Step, err error,
	get func(context.Context, string, metav1.GetOptions) (T, error), done func(T, error) bool,
) (T, error) {
	var none T
	if len(w.dry) > 0 || !unanswered(err) {
		return none, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	for {
		got, readErr := get(ctx, s.Object.Name, metav1.GetOptions{})
		if done(got, readErr) {
			return got, nil
		}
		if readErr == nil || apierrors.IsNotFound(readErr) {
			return none, err
		}
		if !read.Pause(ctx, settlePause) {
			err = stepErrorf(err, "%s It is not known whether %s was written. Refresh before you repeat the fix.", ErrorOf(s, err), s.Object)
			return none, halfway(s, err)
		}
	}
}
