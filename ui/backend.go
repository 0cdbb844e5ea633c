package ui

import (
	"context"
	"io"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Backend is what the screens need of a cluster, real or for practice. Its
// methods are called outside of the screen's own goroutine.
type Backend interface {
	// Watch sends what is known, again and again, until ctx ends; then it
	// closes the channel. Err of an Update is one sentence for people.
	Watch(ctx context.Context) <-chan diagnose.Update

	// Check tries what can be tried before a fix: permissions, preconditions,
	// a dry run, the login. It changes nothing.
	Check(ctx context.Context, f diagnose.Fix) []diagnose.Precheck

	// Apply applies the steps in order and reports each to done. It returns the
	// fix that undoes everything that was done, nil if nothing was.
	Apply(ctx context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error)

	// Refresh reads everything again, soon; the answer comes through Watch.
	Refresh()
}

// Options say where and how the program is shown.
type Options struct {
	Version   string
	Context   string // kubeconfig context, or "practice cluster"
	Namespace string // in words: "shop", "all namespaces"

	Practice bool // nothing shown is real; the top line says so on every screen
	// Login gives the account of the practice cluster for a registry. May be nil.
	Login func(registry string) (diagnose.Credentials, bool)

	// Logins are the user's own, on this computer.
	Logins Logins

	// Contexts lists the contexts of the kubeconfig and the current one; Switch
	// opens another. Of the Options it returns, Context, Namespace, Practice and
	// Login count. Both may be nil.
	Contexts func() ([]string, string, error)
	Switch   func(name string) (Backend, Options, error)

	Course *Classroom // the course of the practice cluster; nil for none

	// Namespaces lists those of the cluster that is shown, as far as one may;
	// Reach looks at one of them, or at all with "", and says in words where that
	// is. Both may be nil: then only what was read can be narrowed.
	Namespaces func(context.Context) []string
	Reach      func(namespace string) (b Backend, where string)

	Preferences Preferences

	Theme   string // one of theme.Names; empty is auto
	ASCII   bool   // draw with ASCII only
	NoColor bool   // no colours; also set by the environment's NO_COLOR

	Input  io.Reader // nil: the terminal
	Output io.Writer // nil: standard output

	// Folder is where files are written; empty for the current folder.
	Folder string

	Clock func() time.Time // nil: time.Now; for tests
}

// EachChecker is a Backend that reports each check as it was made.
type EachChecker interface {
	// CheckEach is Check; every answer goes to done as well, in order.
	CheckEach(ctx context.Context, f diagnose.Fix, done func(diagnose.Precheck)) []diagnose.Precheck
}

// RegistryAsker is a Backend that can ask registries, from this computer.
type RegistryAsker interface {
	// PlanAsking finds out what would be sent where. No credentials are sent.
	PlanAsking(ctx context.Context, questions []diagnose.RegistryQuestion) []diagnose.RegistryShipment

	// AskRegistries asks. Token servers that are not known to belong to their
	// registry get credentials only if allowed says so.
	AskRegistries(ctx context.Context, questions []diagnose.RegistryQuestion, allowed func(registry, tokenHost string) bool) diagnose.RegistryAnswers
}
