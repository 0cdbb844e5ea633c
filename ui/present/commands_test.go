package present

import (
	"strings"
	"testing"
)

func TestCommandLines(t *testing.T) {
	for _, c := range []struct {
		command string
		w       int
		want    string
	}{
		{"kubectl get pods", 40, "kubectl get pods"},
		{"kubectl -n shop patch secret regcred", 24, "kubectl -n shop patch \\|    secret regcred"},
		{"a\nb", 40, "a|b"},
		{`kubectl patch -p '{"a": "b c d e"}'`, 20, `kubectl patch -p|    '{"a": "b c d|    e"}'`},
		{"kubectl get 'a'\nkubectl get 'b c d e f g h'", 20, `kubectl get 'a'|kubectl get 'b c d e|    f g h'`},
	} {
		if got := strings.Join(CommandLines(c.command, c.w), "|"); got != c.want {
			t.Errorf("%q in %d cells: %q, want %q", c.command, c.w, got, c.want)
		}
	}
}
