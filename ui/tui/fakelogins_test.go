package tui

import (
	"context"
	"errors"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui"
)

// ownLogins are a user's logins, and what was looked into.
type ownLogins struct {
	asked []string
	ran   int
}

func (l *ownLogins) logins() ui.Logins {
	get := func(user string) func(context.Context) (diagnose.Login, error) {
		return func(context.Context) (diagnose.Login, error) {
			return diagnose.Login{Username: user, Password: keyring.Sensitive(hiddenPassword)}, nil
		}
	}
	return ui.Logins{
		Where: "~/.docker/config.json",
		Find: func(registry string) []ui.FoundLogin {
			l.asked = append(l.asked, "find "+registry)
			return []ui.FoundLogin{
				{Source: "docker or nerdctl (~/.docker/config.json)", Username: "ci-bot", Get: get("ci-bot"),
					Warnings: []string{"An ECR password stops working after 12 hours."}},
				{Source: "docker or nerdctl (~/.docker/config.json)", Helper: "docker-credential-desktop",
					Get: func(ctx context.Context) (diagnose.Login, error) { l.ran++; return get("helped")(ctx) }},
				{Source: "podman", Refused: "What is kept there is an identity token, not a password."},
			}
		},
		File: func(path, registry string) ([]ui.FoundLogin, error) {
			l.asked = append(l.asked, "file "+path)
			if path != "/tmp/key.json" {
				return nil, errors.New(path + " cannot be read")
			}
			return []ui.FoundLogin{{Source: path, Username: "_json_key", Get: get("_json_key")}}, nil
		},
		Input: func(registry string) ([]ui.FoundLogin, error) {
			l.asked = append(l.asked, "input")
			return []ui.FoundLogin{{Source: "standard input", Get: get("")}}, nil
		},
	}
}

func withLogins(l *ownLogins) func(*ui.Options) { return func(o *ui.Options) { o.Logins = l.logins() } }
