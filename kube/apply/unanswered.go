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

// How it is found out what became of a write that brought no answer.
const (
	settlePause = 2 * time.Second
	settleTime  = 30 * time.Second // a server that restarts is back by then
)

// unanswered says whether a request may have been carried out although it
// failed: the connection broke, or something on the way gave up.
func unanswered(err error) bool {
	var status apierrors.APIStatus
	return err != nil && (!errors.As(err, &status) || status.Status().Code >= http.StatusInternalServerError)
}

// settled looks what became of a write whose answer was lost, so that what was
// done is not called undone and can be taken back: the object when the write
// was carried out, else the error. Where the object cannot be read either, the
// error says that nobody knows.
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
			err = stepErrorf(err, "%s It is not known whether %s was written: read again before you repeat the fix.", ErrorOf(s, err), s.Object)
			return none, halfway(s, err)
		}
	}
}
