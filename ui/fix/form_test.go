package fix

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// Credentials that were taken from a source are forgotten when others are typed.
func TestTypingReplacesWhatWasTaken(t *testing.T) {
	f := NewForm(newEnv(t, 80, uitest.NewBackend()), uitest.AttachFix(), nil)
	f.take(diagnose.Credentials{Username: "ci-bot", Password: uitest.HiddenPassword}, "docker")
	f.move(-1)
	for f.focus != passwordField {
		f.move(-1)
	}
	if f.taken == "" {
		t.Fatal("moving over the fields forgets the password")
	}
	f.Input().Paste("typed")
	if f.taken != "" || f.pass.Value != "typed" {
		t.Error("the password that was taken is still there")
	}
}
