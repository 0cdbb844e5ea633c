package tui

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

var optionsNone diagnose.Options

// TestFromListToRunning is the whole way with the keyboard.
func TestFromListToRunning(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.shows("web-7d9f4c6b8-2xkqp", "Fix: Rename the key")
	d.keys("enter")
	d.shows("× BROKEN", "Registry key", `needs "ghcr.io"`)
	d.keys("f")
	d.shows("Changes 1 object. Fixes 3 pods. Restarts nothing.", "checks passed", "[ Cancel ]", "••••••")
	d.clock.Pass(time.Second)
	d.keys("A")
	if len(d.backend.Applied) != 1 || d.backend.Applied[0].ID != "rename-key" {
		t.Fatalf("applied %v, want the renaming once", d.backend.Applied)
	}
	d.shows("✓ 14:02:01  Secret shop/regcred changed", "0 of 3 pods running")
	if d.backend.Refreshed == 0 {
		t.Error("nothing was read again after the fix")
	}
	d.clock.Pass(31 * time.Second)
	d.reading(uitest.Snapshot(d.clock.T, "web-7d9f4c6b8-2xkqp", "web-7d9f4c6b8-8hq2d"))
	d.shows("2 of 3 pods running", "0:31", "up to 5 minutes")
	d.clock.Pass(10 * time.Second)
	d.reading(uitest.Snapshot(d.clock.T, "web-7d9f4c6b8-2xkqp", "web-7d9f4c6b8-8hq2d", "web-7d9f4c6b8-kk7zm"))
	d.shows("✓ recovered", "All 3 pods are running", "took 0:41", "7 other pods still cannot pull")
	d.keys("enter")
	if _, ok := d.a.Top().(*pod.Diagnosis); !ok {
		t.Fatalf("enter leads to %T, want the next diagnosis", d.a.Top())
	}
	d.hides("web-7d9f4c6b8")
	d.keys("esc")
	d.shows("✓ Running   shop/web-7d9f4c6b8-2xkqp", "7 failing of 43")
	d.clock.Pass(2 * list.RecoveredTime)
	d.tick()
	d.hides("✓ Running")
}

// TestNextGoesPastTheFilter: what is left to do must not hide behind a filter
// whose pods all run.
func TestNextGoesPastTheFilter(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("/", "w", "e", "b", "-", "7", "enter", "f")
	d.clock.Pass(time.Second)
	d.keys("A")
	d.reading(uitest.Snapshot(d.clock.T, "web-7d9f4c6b8-2xkqp", "web-7d9f4c6b8-8hq2d", "web-7d9f4c6b8-kk7zm"))
	d.keys("enter")
	if _, ok := d.a.Top().(*pod.Diagnosis); !ok {
		t.Errorf("enter leads to %T, want the next diagnosis", d.a.Top())
	}
}

func TestUndo(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("f")
	d.clock.Pass(time.Second)
	d.keys("A", "u")
	d.shows("Put Secret shop/regcred back as it was", "[ A  Undo ]")
	d.keys("A")
	if len(d.backend.Applied) != 1 {
		t.Error("y counted before the quiet time of the second dialog")
	}
	d.clock.Pass(time.Second)
	d.keys("A")
	if len(d.backend.Applied) != 2 || !d.backend.Applied[1].Undoes {
		t.Fatalf("applied %d fixes, want the undo as the second", len(d.backend.Applied))
	}
	d.shows("Undone at")
}

// TestAnotherCause: the fix took hold, and the pod fails for something else.
func TestAnotherCause(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("f")
	d.clock.Pass(time.Second)
	d.keys("A")
	s := uitest.Snapshot(d.clock.T)
	s.Pods[4].Labels = map[string]string{"cause": "image-not-found"}
	s.Pods[4].Containers[0].Message = "not found" // news from the node; without it the page waits
	d.reading(s)
	d.shows("now: no such tag", "something else fails", "for the node's next attempt")
	d.keys("enter")
	d.shows("web-7d9f4c6b8-2xkqp", "the tag does not exist")
}

func TestFailedApply(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.backend.Fails = errors.New("the secret has changed since it was read")
	toWeb(d)
	d.keys("f")
	d.clock.Pass(time.Second)
	d.keys("A")
	d.shows("× stopped", "the secret has", "Nothing was changed.")
	d.keys("u")
	d.shows("u: there is nothing to undo")
}

// TestLoginForm goes over the form; the password is never on the screen unless
// it is asked for, and goes nowhere but into the fix.
func TestLoginForm(t *testing.T) {
	const secret = "made-up-4711"
	d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
	d.keys("g", "f")
	d.send(tea.PasteMsg{Content: "  " + secret + "\n"})
	d.shows("Removed spaces or newlines around the pasted", "••••")
	d.hides(secret)
	d.keys("ctrl+t")
	d.shows(secret)
	d.keys("ctrl+t")
	d.hides(secret)
	f := d.a.Top().(*fix.Form)
	if f.Input().Value != secret {
		t.Error("the pasted password was not taken as it is")
	}
	d.keys("esc", "f")
	if f := d.a.Top().(*fix.Form); f.Input().Value != "" {
		t.Error("the password is kept after the form was left")
	}
	d.keys("enter")
	d.shows("The password or token is missing.")
	d.send(tea.PasteMsg{Content: secret})
	d.keys("enter")
	if _, ok := d.a.Top().(*fix.Preview); !ok {
		t.Fatalf("enter leads to %T, want the preview", d.a.Top())
	}
	d.hides(secret)
	d.clock.Pass(time.Second)
	d.keys("A")
	d.hides(secret)
	for _, s := range d.a.Stack {
		if _, ok := s.(*fix.Form); ok {
			t.Error("the form with its password is still there after the fix was applied")
		}
	}
}

func TestPracticeLogin(t *testing.T) {
	d := drive(t, 80, 24, func(o *ui.Options) {
		o.Practice, o.Context = true, "kind-prod"
		o.Login = func(registry string) (diagnose.Credentials, bool) {
			return diagnose.Credentials{Username: "trainee", Password: keyring.Sensitive("practice-only")}, true
		}
	}).reading(uitest.Snapshot(uitest.Noon))
	d.shows("pulldoctor  practice cluster / all namespaces")
	d.hides("PRODUCTION")
	d.keys("g", "f")
	d.shows("Practice credentials  user trainee, password practice-only")
	d.keys("ctrl+f", "enter")
	if _, ok := d.a.Top().(*fix.Preview); !ok {
		t.Fatalf("enter leads to %T, want the preview", d.a.Top())
	}
	d.hides("practice-only")
}
