package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/logins"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// ownLogins are the logins of the user's own that a form can be filled with.
// Practice makes one up and reads nothing of this computer.
func (s *session) ownLogins() ui.Logins {
	if s.login != nil {
		return ui.Logins{Find: s.practiceLogins, Where: "nothing of this computer: practice makes one up"}
	}
	return ui.Logins{
		Where: logins.Places(),
		Find:  func(registry string) []ui.FoundLogin { return shownLogins(logins.Find(registry)) },
		File: func(path, registry string) ([]ui.FoundLogin, error) {
			found, err := logins.FromFile(path, registry)
			return shownLogins(found), err
		},
	}
}

func (s *session) practiceLogins(registry string) []ui.FoundLogin {
	login, ok := s.login(registry)
	if !ok {
		return nil
	}
	return []ui.FoundLogin{{
		Source: "docker (made up for practice)", Host: registry, Username: login.Username,
		Get: func(context.Context) (diagnose.Credentials, error) { return login, nil },
	}}
}

// passwordInput reads credentials from standard input, and opens the terminal
// for the keys.
func passwordInput(stdin *os.File) (keys *os.File, input func(string) ([]ui.FoundLogin, error), err error) {
	if cli.IsTerminal(stdin) {
		return nil, nil, errors.New("--password-stdin requires a pipe: aws ecr get-login-password | pulldoctor --password-stdin")
	}
	data, err := logins.ReadAll(stdin)
	if err != nil {
		return nil, nil, fmt.Errorf("standard input cannot be read: %w", err)
	}
	name := "/dev/tty"
	if runtime.GOOS == "windows" {
		name = "CONIN$"
	}
	if keys, err = os.OpenFile(name, os.O_RDWR, 0); err != nil {
		return nil, nil, fmt.Errorf("--password-stdin requires a terminal for the keys: %w", err)
	}
	return keys, func(registry string) ([]ui.FoundLogin, error) {
		found, err := logins.FromInput(data, "standard input", registry)
		return shownLogins(found), err
	}, nil
}

func shownLogins(found []logins.Found) []ui.FoundLogin {
	var out []ui.FoundLogin
	for _, f := range found {
		out = append(out, ui.FoundLogin{
			Source: f.Source, Host: f.Host, Username: f.Username, Helper: f.Helper, Narrow: f.Path, Other: f.Other,
			Refused: f.Unusable, Warnings: f.Warnings, Get: f.Get,
		})
	}
	return out
}
