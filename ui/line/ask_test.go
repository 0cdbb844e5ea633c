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
