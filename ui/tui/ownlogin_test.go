package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

func TestLoginFromFileAndInput(t *testing.T) {
	own := &uitest.Logins{}
	d := drive(t, 80, 24, uitest.WithLogins(own)).reading(uitest.Snapshot(uitest.Noon))
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
	d.shows("Nothing is read until")
	d.keys("esc")
	if _, ok := d.a.Top().(*fix.Form); !ok {
		t.Errorf("esc leads to %T", d.a.Top())
	}
	if got := strings.Join(own.Asked, ","); got != "file /tmp/other,file /tmp/key.json,input" {
		t.Errorf("asked %s", got)
	}
}

// TestSecretNameField: a proposed name can be changed in the form.
func TestSecretNameField(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	f := uitest.AttachFix()
	f.Steps[1] = step.WithList(f.Steps[1], []string{"ghcr-login"})
	d.a.Push(fix.NewForm(d.a.Env, f, nil))
	d.tick()
	d.shows("Secret     ghcr-login", "will be created")
	d.keys("b", "tab")
	d.send(tea.PasteMsg{Content: "secret"})
	d.keys("tab", "ctrl+u", "X")
	d.shows("× invalid name")
	d.keys("enter")
	d.shows("The name of a secret consists of lower-case")
	d.keys("ctrl+u", "o", "w", "n", "enter")
	p, ok := d.a.Top().(*fix.Preview)
	if !ok || p.Fix().Steps[0].Object.Name != "own" {
		t.Fatalf("%T", d.a.Top())
	}
}

// TestOwnLogin: nothing is read before enter, a helper runs only after another
// one, and the password is not on the screen, also not on request.
func TestOwnLogin(t *testing.T) {
	own := &uitest.Logins{}
	d := drive(t, 80, 24, uitest.WithLogins(own)).reading(uitest.Snapshot(uitest.Noon))
	d.keys("g", "f")
	d.shows("ctrl+o")
	d.keys("ctrl+o")
	d.shows("Nothing is read until you press enter.", "~/.docker/config.json", "A file", "Standard input")
	if len(own.Asked) != 0 {
		t.Fatalf("it was looked into %v before anybody asked", own.Asked)
	}
	d.keys("enter")
	d.shows("1  ci-bot", "stops working after 12 hours", "2  stored in docker-credential-desktop", "runs the program", "3  cannot be used", "identity token")
	if own.Ran != 0 || len(own.Asked) != 1 || !strings.HasPrefix(own.Asked[0], "find 123456789012.dkr.ecr") {
		t.Fatalf("asked %v, helper ran %d times", own.Asked, own.Ran)
	}
	d.keys("down", "down", "enter")
	if _, ok := d.a.Top().(*fix.OwnLogin); !ok {
		t.Fatal("a login that no node can use was taken")
	}
	d.keys("up", "enter")
	if own.Ran != 1 {
		t.Errorf("the helper ran %d times", own.Ran)
	}
	d.shows("helped", "from docker or nerdctl")
	d.hides(uitest.HiddenPassword)
	d.keys("ctrl+t")
	d.hides(uitest.HiddenPassword)
	d.keys("enter")
	d.hides(uitest.HiddenPassword)
	d.clock.Pass(time.Second)
	d.keys("A")
	if len(d.backend.Applied) != 1 || !strings.Contains(string(step.Data(d.backend.Applied[0].Steps[0])[".dockerconfigjson"]), "auth") {
		t.Fatalf("applied %d fixes", len(d.backend.Applied))
	}
}
