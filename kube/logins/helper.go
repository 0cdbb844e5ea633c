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

// HelperTimeout is how long a credential helper may take; some ask the user
// for a password of their own meanwhile.
const HelperTimeout = time.Minute

// fromHelper is a login that a helper keeps. It is not run before Get.
func fromHelper(registry, source, suffix, server string) Found {
	program := "docker-credential-" + suffix
	f := Found{Source: source, Host: server, NeedsHelper: program}
	if !plainName(suffix) { // a path, or something a shell would act on
		f.NeedsHelper, f.Refused = "", "The file names a credential helper with an odd name, which is not run."
		return f
	}
	f.get = func(ctx context.Context) (diagnose.Login, error) { return runHelper(ctx, program, server) }
	return f
}

func plainName(s string) bool {
	return s != "" && s[0] != '-' && s[0] != '.' &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}

// runHelper asks a helper for the credentials of a server, with docker's own
// client.
func runHelper(ctx context.Context, program, server string) (diagnose.Login, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return diagnose.Login{}, refusef("The credential helper %s is not installed here.", program)
	}
	ctx, cancel := context.WithTimeout(ctx, HelperTimeout)
	defer cancel()
	var run process
	answer, err := client.Get(func(args ...string) client.Program {
		run.cmd = exec.CommandContext(ctx, path, args...)
		run.cmd.WaitDelay = time.Second // a child of its own may keep the pipe open
		return &run
	}, server)
	switch {
	case ctx.Err() != nil:
		return diagnose.Login{}, refusef("%s did not answer in time.", program)
	case credentials.IsErrCredentialsNotFound(err):
		return diagnose.Login{}, refusef("%s keeps no login for %s.", program, server)
	case run.err != nil: // err quotes the output, which may contain a password
		return diagnose.Login{}, refusef("%s failed; run it by hand to see why.", program)
	case err != nil:
		return diagnose.Login{}, refusef("%s answered something that is not JSON.", program)
	case answer.Username == "<token>":
		return diagnose.Login{}, refusal(identityRefusal)
	case answer.Username == "" || answer.Secret == "":
		return diagnose.Login{}, refusef("%s keeps no login for %s.", program, server)
	}
	return diagnose.Login{Username: answer.Username, Password: keyring.Sensitive(answer.Secret)}, nil
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

// refusal is why there is no login, as a sentence for people.
type refusal string

// Error is the sentence; it holds no credential.
func (r refusal) Error() string { return string(r) }

func refusef(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

// limited takes n bytes and refuses more.
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
