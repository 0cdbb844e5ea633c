package cli_test

import (
	"strings"
	"testing"
)

// The program's exit codes: 0 recognized, 1 not, 2 wrong usage.
func TestExplainExitCodes(t *testing.T) {
	for args, want := range map[string]int{
		"explain credsStore": 0, "explain": 0, "explain qqqqq": 1, "explain -f no/such/file": 2, "explain --nonsense": 2, "explain - x": 2, "explain -": 1,
	} {
		if _, stderr, code := shell(t, t.TempDir(), nil, append([]string{program(t)}, strings.Fields(args)...)...); code != want {
			t.Errorf("%s: exit code %d, want %d: %s", args, code, want, stderr)
		}
	}
}
