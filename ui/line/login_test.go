package line

import (
	"github.com/pulldoctor/pulldoctor/ui/uitest"
	"strings"
	"testing"
)

// TestOwnLogin: line by line, each source is read only when it is named.
func TestOwnLogin(t *testing.T) {
	for name, tc := range map[string]struct {
		lines   []string
		asked   string
		says    []string
		applied int
	}{
		"own":        {[]string{"1", "1", ":own", "1", "y", ""}, "find 123456789012.dkr.ecr.eu-west-1.amazonaws.com", []string{"1. ci-bot   docker", "stops working after 12 hours", "nothing is read before that"}, 1},
		"refused":    {[]string{"1", "1", ":own", "3", ""}, "find 123456789012.dkr.ecr.eu-west-1.amazonaws.com", []string{"identity token"}, 0},
		"file":       {[]string{"1", "1", ":file /tmp/key.json", "1", "y", ""}, "file /tmp/key.json", []string{"1. _json_key"}, 1},
		"wrong file": {[]string{"1", "1", ":file x", ""}, "file x", []string{"Error: x cannot be read."}, 0},
		"stdin":      {[]string{"1", "1", ":stdin", "1", "AWS", "y", ""}, "input", []string{"User name for them:"}, 1},
		"nonsense":   {[]string{"1", "1", ":what", ""}, "", []string{"Not available here: :what."}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			own, b := &uitest.Logins{}, uitest.NewBackend()
			out := talk(t, b, tc.lines, uitest.WithLogins(own))
			for _, want := range tc.says {
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q:\n%s", want, out)
				}
			}
			if got := strings.Join(own.Asked, ","); got != tc.asked || len(b.Applied) != tc.applied {
				t.Errorf("asked %q, applied %d", got, len(b.Applied))
			}
			if strings.Contains(out, uitest.HiddenPassword) {
				t.Error("the password is said")
			}
		})
	}
}
