package kube

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// ConnectError says that the cluster could not be read at all: no kubeconfig,
// unknown context, unreachable, not logged in, pods forbidden. Its text is
// one sentence that says what to do. The command exits with 3.
type ConnectError struct {
	Text  string
	Cause error // may be nil
}

// Error is the sentence; it holds no credential and no control character.
func (e *ConnectError) Error() string { return e.Text }

// Unwrap is the error of the library below.
func (e *ConnectError) Unwrap() error { return e.Cause }

// UsageError says that the command line is wrong: a path that cannot be read,
// text that is not YAML, a namespace that does not exist. The command exits
// with 2.
type UsageError struct {
	Text  string
	Cause error // may be nil
}

// Error is the sentence.
func (e *UsageError) Error() string { return e.Text }

// Unwrap is the error of the library below.
func (e *UsageError) Unwrap() error { return e.Cause }

// ConnectErrorf makes a ConnectError; control characters in the text become visible.
func ConnectErrorf(cause error, format string, args ...any) *ConnectError {
	return &ConnectError{Text: clean.Line(fmt.Sprintf(format, args...)), Cause: cause}
}

// UsageErrorf makes a UsageError; control characters in the text become visible.
func UsageErrorf(cause error, format string, args ...any) *UsageError {
	return &UsageError{Text: clean.Line(fmt.Sprintf(format, args...)), Cause: cause}
}
