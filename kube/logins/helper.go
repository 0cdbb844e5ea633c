package logins

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

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
	f.get = func(ctx context.Context) (diagnose.Credentials, error) { return runHelper(ctx, program, server) }
	return f
}

func plainName(s string) bool {
	return s != "" && s[0] != '-' && s[0] != '.' &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}

// runHelper asks a helper in docker's protocol: "get" as its argument, the
// server on standard input, JSON on standard output.
func runHelper(ctx context.Context, program, server string) (diagnose.Credentials, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return diagnose.Credentials{}, refusef("The credential helper %s is not installed here.", program)
	}
	ctx, cancel := context.WithTimeout(ctx, HelperTimeout)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, path, "get")
	cmd.Stdin = strings.NewReader(server)
	cmd.Stdout = &limited{&out, maxFile}
	cmd.WaitDelay = time.Second // a child of its own may keep the pipe open
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return diagnose.Credentials{}, refusef("%s did not answer in time.", program)
	case err != nil && strings.Contains(out.String(), "credentials not found"):
		return diagnose.Credentials{}, refusef("%s keeps no login for %s.", program, server)
	case err != nil: // its words may hold anything, a password too
		return diagnose.Credentials{}, refusef("%s failed; run it by hand to see why.", program)
	}
	var answer struct{ Username, Secret string }
	switch {
	case json.Unmarshal(out.Bytes(), &answer) != nil:
		return diagnose.Credentials{}, refusef("%s answered something that is not JSON.", program)
	case answer.Username == "<token>":
		return diagnose.Credentials{}, refusal(identityRefusal)
	case answer.Username == "" || answer.Secret == "":
		return diagnose.Credentials{}, refusef("%s keeps no login for %s.", program, server)
	}
	return diagnose.Credentials{Username: answer.Username, Password: keyring.Sensitive(answer.Secret)}, nil
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
