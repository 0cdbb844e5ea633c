package line

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// What would be sent where is said first; only y sends it.
func TestAskRegistry(t *testing.T) {
	for _, tc := range []struct {
		lines []string
		asked bool
		want  string
		allow bool
	}{
		{[]string{"1", "a", "y", "b", "q"}, true, "without credentials: denied, or no such image", false},
		{[]string{"1", "a", "n", "b", "q"}, false, "To ghcr.io: the credentials of regcred", false},
		{[]string{"1", "a", "", "b", "q"}, false, "This token server gets no credentials unless you type t.", false},
		{[]string{"1", "a", "t", "b", "q"}, true, "send the credentials to the unknown token server", true},
		{[]string{"a 1", "y", "q"}, true, "without credentials: denied, or no such image", false},
		{[]string{"a 1", "n", "q"}, false, "from this computer, not from the node", false},
		{[]string{"a 99", "q"}, false, `Not understood: "a 99"`, false},
		{[]string{"a", "q"}, false, "a and a number to ask the registry about its cause", false},
	} {
		backend := uitest.NewBackend()
		asker := &uitest.Asker{Backend: backend, Verdict: diagnose.VerdictWrongCredentials, Plan: []diagnose.RegistryShipment{
			{Host: "quay.io", TokenHost: "tokens.example", Secrets: []string{"regcred"}, Usernames: []string{"bot"}},
			{Host: "ghcr.io", Allowed: true, Secrets: []string{"regcred"}, Usernames: []string{"bot"}},
		}}
		var out bytes.Buffer
		clock := &uitest.Clock{T: uitest.Noon}
		backend.Updates <- diagnose.Update{Snapshot: uitest.Snapshot(uitest.Noon), Live: true}
		o := ui.Options{Version: "1.0.0", Context: "kind-lab", Folder: t.TempDir(),
			Input: strings.NewReader(strings.Join(tc.lines, "\n") + "\n"), Output: &out, Clock: clock.Now}
		if err := Run(t.Context(), asker, o); err != nil {
			t.Fatal(err)
		}
		if got := len(asker.Asked) > 0; got != tc.asked || len(asker.Planned) == 0 && len(tc.lines) > 2 {
			t.Errorf("%q: asked %t, planned %d", tc.lines, got, len(asker.Planned))
		}
		if asker.Allowed != tc.allow {
			t.Errorf("%q: token server allowed: %t", tc.lines, asker.Allowed)
		}
		if !strings.Contains(out.String(), tc.want) {
			t.Errorf("%q: no %q in\n%s", tc.lines, tc.want, out.String())
		}
	}
}

// Typed credentials are tested before they are written, once the user has seen
// what is sent where; a refusal names the field, and leads back to the form.
func TestFormIsTested(t *testing.T) {
	for _, tc := range []struct {
		verdict diagnose.RegistryVerdict
		lines   []string
		asked   int
		want    []string
	}{
		{diagnose.VerdictCanPull, []string{"1", "1", "bot", "c4nary-pass", "y", "n", "q"}, 1, []string{"tested before they are written", "Passed: ", "accepts the credentials of"}},
		{diagnose.VerdictCanPull, []string{"1", "1", "bot", "c4nary-pass", "s", "n", "q"}, 0, []string{"Note: the registry was not asked: the test was skipped"}},
		{diagnose.VerdictWrongCredentials, []string{"1", "1", "bot", "c4nary-pass", "y", "", "bot", "c4nary-2", "y", "s", "n", "q"}, 2, []string{"Refused, user name: ", "Enter to type the credentials again"}},
		{diagnose.VerdictNoRight, []string{"1", "1", "bot", "c4nary-pass", "y", "s", "n", "q"}, 1, []string{"Refused, password or token: ", "Note: asked from this computer: "}},
	} {
		backend := uitest.NewBackend()
		asker := &uitest.Asker{Backend: backend, Verdict: tc.verdict}
		backend.Updates <- diagnose.Update{Snapshot: uitest.Snapshot(uitest.Noon), Live: true}
		var b bytes.Buffer
		clock := &uitest.Clock{T: uitest.Noon}
		o := ui.Options{Version: "1.0.0", Context: "kind-lab", Folder: t.TempDir(),
			Input: strings.NewReader(strings.Join(tc.lines, "\n") + "\n"), Output: &b, Clock: clock.Now}
		if err := Run(t.Context(), asker, o); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		for _, want := range tc.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", tc.verdict, want, out)
			}
		}
		if len(asker.Asked) != tc.asked || len(backend.Applied) > 0 {
			t.Errorf("%s: asked %d, applied %d\n%s", tc.verdict, len(asker.Asked), len(backend.Applied), out)
		}
	}
}
