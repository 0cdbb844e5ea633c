package uitest

import (
	"context"
	"errors"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui"
)

// Logins are a user's logins, and what was looked into.
type Logins struct {
	Asked []string
	Ran   int
}

func (l *Logins) Options() ui.Logins {
	get := func(user string) func(context.Context) (diagnose.Credentials, error) {
		return func(context.Context) (diagnose.Credentials, error) {
			return diagnose.Credentials{Username: user, Password: keyring.Sensitive(HiddenPassword)}, nil
		}
	}
	return ui.Logins{
		Where: "~/.docker/config.json",
		Find: func(registry string) []ui.FoundLogin {
			l.Asked = append(l.Asked, "find "+registry)
			return []ui.FoundLogin{
				{Source: "docker or nerdctl (~/.docker/config.json)", Username: "ci-bot", Get: get("ci-bot"),
					Warnings: []string{"An ECR password stops working after 12 hours."}},
				{Source: "docker or nerdctl (~/.docker/config.json)", Helper: "docker-credential-desktop",
					Get: func(ctx context.Context) (diagnose.Credentials, error) { l.Ran++; return get("helped")(ctx) }},
				{Source: "podman", Refused: "What is kept there is an identity token, not a password."},
			}
		},
		File: func(path, registry string) ([]ui.FoundLogin, error) {
			l.Asked = append(l.Asked, "file "+path)
			if path != "/tmp/key.json" {
				return nil, errors.New(path + " cannot be read")
			}
			return []ui.FoundLogin{{Source: path, Username: "_json_key", Get: get("_json_key")}}, nil
		},
		Input: func(registry string) ([]ui.FoundLogin, error) {
			l.Asked = append(l.Asked, "input")
			return []ui.FoundLogin{{Source: "standard input", Get: get("")}}, nil
		},
	}
}

func WithLogins(l *Logins) func(*ui.Options) { return func(o *ui.Options) { o.Logins = l.Options() } }
