package apply

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// StepError says why a step of a fix was not applied, in one sentence without
// credentials.
type StepError struct {
	Text  string
	Cause error // may be nil

	halfway bool
}

// Error is the sentence.
func (e *StepError) Error() string { return e.Text }

// Unwrap is the error of the API.
func (e *StepError) Unwrap() error { return e.Cause }

// Halfway says whether the failed step may have been applied in part: a pod
// was deleted and not created, or the outcome of a write is unknown.
func (e *StepError) Halfway() bool {
	var in *StepError
	return e.halfway || errors.As(e.Cause, &in) && in.Halfway()
}

func halfway(s diagnose.Step, err error) error {
	return &StepError{Text: ErrorOf(s, err).Error(), Cause: err, halfway: true}
}

// ErrChanged is in the chain of a StepError when an object is no longer as it
// was read.
var ErrChanged = errors.New("changed since it was read")

func stepErrorf(cause error, format string, args ...any) error {
	return &StepError{Text: clean.Line(fmt.Sprintf(format, args...)), Cause: cause}
}

func changed(s diagnose.Step) error {
	return stepErrorf(ErrChanged, "%s was changed since it was read; nothing was overwritten. Refresh and retry.", s.Object)
}

// ErrorOf turns an API error into a sentence.
func ErrorOf(s diagnose.Step, err error) error {
	var done *StepError
	switch {
	case err == nil, errors.As(err, &done):
		return err
	case apierrors.IsConflict(err):
		return changed(s)
	case apierrors.IsAlreadyExists(err):
		return stepErrorf(err, "%s already exists; nothing was overwritten.", s.Object)
	case apierrors.IsNotFound(err):
		return stepErrorf(err, "%s no longer exists.", s.Object)
	case apierrors.IsForbidden(err) && !strings.Contains(err.Error(), "cannot "):
		return stepErrorf(err, "%s was refused by an admission controller: %s.", s.Object, withoutData(s, err))
	case apierrors.IsForbidden(err):
		verb, resource := rightFor(s)
		return stepErrorf(err, "You may not %s %s in namespace %s. Ask for a Role that allows it.", verb, resource, s.Object.Namespace)
	case apierrors.IsInvalid(err), apierrors.IsBadRequest(err):
		return stepErrorf(err, "The server does not accept %s: %s.", s.Object, withoutData(s, err))
	case apierrors.ReasonForError(err) == "" && !quotes(s, err): // no response from the API server
		return connect.ReachError(err, "")
	}
	return stepErrorf(err, "%s could not be written: %s.", s.Object, withoutData(s, err))
}

// withoutData returns the API server's message, unless it quotes a value of
// the secret. The API server redacts values itself; admission webhooks may
// not.
func withoutData(s diagnose.Step, err error) string {
	if quotes(s, err) {
		return "the message is not shown because it quotes the secret"
	}
	return connect.Short(err)
}

// quotes says whether an error holds content of the step's secret or one of
// its passwords, in any form.
func quotes(s diagnose.Step, err error) bool {
	text := err.Error()
	snap := &diagnose.Snapshot{Events: []diagnose.Event{{Message: text}}}
	typ := step.SecretType(s)
	update, _ := s.Write.(step.UpdateSecret)
	create, _ := s.Write.(step.CreateSecret)
	for _, data := range []map[string][]byte{step.Data(s), update.Before, create.Before} {
		for _, v := range data {
			if len(v) > 3 && (strings.Contains(text, string(v)) || strings.Contains(text, base64.StdEncoding.EncodeToString(v))) {
				return true
			}
		}
		snap.Secrets = append(snap.Secrets, diagnose.Secret{Type: typ, Data: data})
	}
	redact.Known(snap)
	return snap.Events[0].Message != text
}

func isChanged(err error) bool { return errors.Is(err, ErrChanged) }

// noDryRun says whether only the dry run is impossible, not the write: a
// webhook with side effects refuses dry runs.
func noDryRun(err error) bool {
	return apierrors.IsBadRequest(err) && strings.Contains(err.Error(), "dry run")
}
