package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// ownLogins are a user's logins, and what was looked into.
type ownLogins struct {
	asked []string
	ran   int
}

func (l *ownLogins) logins() Logins {
	get := func(user string) func(context.Context) (diagnose.Credentials, error) {
		return func(context.Context) (diagnose.Credentials, error) {
			return diagnose.Credentials{Username: user, Password: keyring.Sensitive(hiddenPassword)}, nil
		}
	}
	return Logins{
		Where: "~/.docker/config.json",
		Find: func(registry string) []FoundLogin {
			l.asked = append(l.asked, "find "+registry)
			return []FoundLogin{
				{Source: "docker or nerdctl (~/.docker/config.json)", Username: "ci-bot", Get: get("ci-bot"),
					Warnings: []string{"An ECR password stops working after 12 hours."}},
				{Source: "docker or nerdctl (~/.docker/config.json)", Helper: "docker-credential-desktop",
					Get: func(ctx context.Context) (diagnose.Credentials, error) { l.ran++; return get("helped")(ctx) }},
				{Source: "podman", Refused: "What is kept there is an identity token, not a password."},
			}
		},
		File: func(path, registry string) ([]FoundLogin, error) {
			l.asked = append(l.asked, "file "+path)
			if path != "/tmp/key.json" {
				return nil, errors.New(path + " cannot be read")
			}
			return []FoundLogin{{Source: path, Username: "_json_key", Get: get("_json_key")}}, nil
		},
		Input: func(registry string) ([]FoundLogin, error) {
			l.asked = append(l.asked, "input")
			return []FoundLogin{{Source: "standard input", Get: get("")}}, nil
		},
	}
}

func withLogins(l *ownLogins) func(*Options) { return func(o *Options) { o.Logins = l.logins() } }

// TestOwnLogin: nothing is read before enter, a helper runs only after another
// one, and the password is not on the screen, also not on request.
func TestOwnLogin(t *testing.T) {
	own := &ownLogins{}
	d := drive(t, 80, 24, withLogins(own)).reading(fixtureSnapshot(noon))
	d.keys("g", "f")
	d.shows("ctrl+o")
	d.keys("ctrl+o")
	d.shows("Nothing is read before you press enter.", "~/.docker/config.json", "A file", "Standard input")
	if len(own.asked) != 0 {
		t.Fatalf("it was looked into %v before anybody asked", own.asked)
	}
	d.keys("enter")
	d.shows("1  ci-bot", "stops working after 12 hours", "2  kept by docker-credential-desktop", "runs the program", "3  cannot be used", "identity token")
	if own.ran != 0 || len(own.asked) != 1 || !strings.HasPrefix(own.asked[0], "find 123456789012.dkr.ecr") {
		t.Fatalf("asked %v, helper ran %d times", own.asked, own.ran)
	}
	d.keys("down", "down", "enter")
	if _, ok := d.a.top().(*ownLogin); !ok {
		t.Fatal("a login that no node can use was taken")
	}
	d.keys("up", "enter")
	if own.ran != 1 {
		t.Errorf("the helper ran %d times", own.ran)
	}
	d.shows("helped", "from docker or nerdctl")
	d.hides(hiddenPassword)
	d.keys("ctrl+t")
	d.hides(hiddenPassword)
	d.keys("enter")
	d.hides(hiddenPassword)
	d.clock.pass(time.Second)
	d.keys("y")
	if len(d.backend.applied) != 1 || !strings.Contains(string(step.Data(d.backend.applied[0].Steps[0])[".dockerconfigjson"]), "auth") {
		t.Fatalf("applied %d fixes", len(d.backend.applied))
	}
}

// A login that was taken is forgotten when another is typed.
func TestOwnLoginIsReplacedByTyping(t *testing.T) {
	d := drive(t, 80, 24, withLogins(&ownLogins{})).reading(fixtureSnapshot(noon))
	d.keys("g", "f", "ctrl+o", "enter", "enter", "shift+tab", "shift+tab")
	f := d.a.top().(*form)
	if f.focus != passwordField || f.taken == "" {
		t.Fatalf("focus %d", f.focus)
	}
	d.send(tea.PasteMsg{Content: "typed"})
	if f.taken != "" || f.pass.text != "typed" {
		t.Error("the login that was taken is still there")
	}
}

func TestLoginFromFileAndInput(t *testing.T) {
	own := &ownLogins{}
	d := drive(t, 80, 24, withLogins(own)).reading(fixtureSnapshot(noon))
	d.keys("g", "f", "ctrl+o", "down", "enter")
	d.shows("Type or paste the path")
	d.send(tea.PasteMsg{Content: "/tmp/other\n"})
	d.keys("enter")
	d.shows("/tmp/other cannot be read")
	d.keys("ctrl+u")
	d.send(tea.PasteMsg{Content: "/tmp/key.json"})
	d.keys("enter", "enter")
	d.shows("_json_key", "from /tmp/key.json")
	d.keys("ctrl+o", "down", "down", "enter")
	d.shows("a password   standard input")
	d.keys("esc")
	d.shows("Nothing is read before")
	d.keys("esc")
	if _, ok := d.a.top().(*form); !ok {
		t.Errorf("esc leads to %T", d.a.top())
	}
	if got := strings.Join(own.asked, ","); got != "file /tmp/other,file /tmp/key.json,input" {
		t.Errorf("asked %s", got)
	}
}

// TestSecretNameField: a proposed name can be changed in the form.
func TestSecretNameField(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	fix := attachFix()
	fix.Steps[1] = step.WithList(fix.Steps[1], []string{"ghcr-login"})
	d.a.push(newForm(d.a, fix, nil))
	d.tick()
	d.shows("Secret     ghcr-login", "will be made")
	d.keys("b", "tab")
	d.send(tea.PasteMsg{Content: "secret"})
	d.keys("tab", "ctrl+u", "X")
	d.shows("× not this one")
	d.keys("enter")
	d.shows("The name of a secret has small letters")
	d.keys("ctrl+u", "o", "w", "n", "enter")
	p, ok := d.a.top().(*preview)
	if !ok || p.fix.Steps[0].Object.Name != "own" {
		t.Fatalf("%T", d.a.top())
	}
}
