package logins

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/docker/docker-credential-helpers/client"
	"github.com/docker/docker-credential-helpers/credentials"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// helperTimeout is how long a credential helper may take. Some ask the user
// for a password of their own.
const helperTimeout = time.Minute

// fromHelper returns credentials that a helper has. Only Get runs it.
func fromHelper(registry, source, suffix, server string) Found {
	program := "docker-credential-" + suffix
	f := Found{Source: source, Host: server, Helper: program}
	if !validName(suffix) {
		f.Helper, f.Unusable = "", "The credential helper is not run because its name is not valid."
		return f
	}
	f.get = func(ctx context.Context) (diagnose.Credentials, error) { return runHelper(ctx, program, server) }
	return f
}

// validName rejects paths, options and characters with a meaning to shells.
func validName(s string) bool {
	return s != "" && s[0] != '-' && s[0] != '.' &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}

// runHelper asks a helper for the credentials of a server, with docker's own
// client.
func runHelper(ctx context.Context, program, server string) (diagnose.Credentials, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return diagnose.Credentials{}, userErrorf("The credential helper %s is not installed.", program)
	}
	ctx, cancel := context.WithTimeout(ctx, helperTimeout)
	defer cancel()
	var run process
	answer, err := client.Get(func(args ...string) client.Program {
		run.cmd = exec.CommandContext(ctx, path, args...)
		run.cmd.WaitDelay = time.Second // a child process may keep the pipe open
		return &run
	}, server)
	switch {
	case ctx.Err() != nil:
		return diagnose.Credentials{}, userErrorf("%s did not answer in time.", program)
	case credentials.IsErrCredentialsNotFound(err):
		return diagnose.Credentials{}, userErrorf("%s has no credentials for %s.", program, server)
	case run.err != nil: // err quotes the output, which may contain a password
		return diagnose.Credentials{}, userErrorf("%s failed. Run it yourself to see why.", program)
	case err != nil:
		return diagnose.Credentials{}, userErrorf("%s did not return JSON.", program)
	case answer.Username == "<token>":
		return diagnose.Credentials{}, userError(identityToken)
	case answer.Username == "" || answer.Secret == "":
		return diagnose.Credentials{}, userErrorf("%s has no credentials for %s.", program, server)
	}
	return diagnose.Credentials{Username: answer.Username, Password: keyring.Sensitive(answer.Secret)}, nil
}

// process is a helper for docker's client. Unlike docker's own, it can be
// canceled, has a limit on its output, and shows no standard error.
type process struct {
	cmd *exec.Cmd
	err error // of Output
}

func (p *process) Input(in io.Reader) { p.cmd.Stdin = in }

func (p *process) Output() ([]byte, error) {
	var out bytes.Buffer
	p.cmd.Stdout = &limited{&out, maxFile}
	p.err = p.cmd.Run()
	return out.Bytes(), p.err
}

// userError is an error that is shown as it is: a sentence without credentials.
type userError string

func (e userError) Error() string { return string(e) }

func userErrorf(format string, args ...any) error { return userError(fmt.Sprintf(format, args...)) }

// limited writes at most n bytes; more is an error.
type limited struct {
	w io.Writer
	n int
}

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.n {
		return 0, errors.New("too much output")
	}
	l.n -= len(p)
	return l.w.Write(p)
}
