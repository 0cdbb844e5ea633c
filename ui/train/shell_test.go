package train

import (
	"strings"
	"testing"
)

// TestBroken: sentences and commands are broken between words, tables as a terminal does.
func TestBroken(t *testing.T) {
	for in, want := range map[string]string{
		"This small kubectl does not": "This small|kubectl|does not",
		"  kubectl get pods -A":       "  kubectl|  get pods|  -A",
		"$ kubectl get pods":          "$ kubectl|get pods",
		"NAME    READY   STATUS":      "NAME    RE|ADY   STAT|US",
		"abcdefghijklm":               "abcdefghij|klm",
		"":                            "",
	} {
		if got := strings.Join(broken(in, 10), "|"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
