package keyring

import (
	"net"
	"testing"
)

func TestNormalizeKey(t *testing.T) {
	tests := []struct{ written, want string }{
		{"ghcr.io", "ghcr.io"},
		{"https://index.docker.io/v1/", "index.docker.io"},
		{"http://r.io/v2/team", "r.io/team"},
		{"r.io/v1/v2/", "r.io/v2/"},
		{"https://r.io/v1", "r.io/v1"},
		{"r.io/", "r.io"},
		{"r.io/team/", "r.io/team/"},
		{"https://user:pw@r.io/x?y#z", "r.io/x"},
		{"r.io/te%41m", "r.io/teAm"},
		{"HTTPS://r.io", "HTTPS://r.io"}, // host "HTTPS:", path "//r.io"
		{"", ""},
	}
	for _, test := range tests {
		got, err := normalizeKey(test.written)
		if err != nil || got != test.want {
			t.Errorf("normalizeKey(%q) = %q, %v, want %q", test.written, got, err, test.want)
		}
	}
}

func TestDroppedKeys(t *testing.T) {
	for _, key := range []string{" r.io", "r.io\n", "r.io:*", "r.io/%zz", "[r].io", `r.io\x`, "https://u:p w@r.io"} {
		if got, err := normalizeKey(key); err == nil {
			t.Errorf("normalizeKey(%q) = %q, want an error", key, got)
		}
	}
}

func TestSplitHostPortAgreesWithNet(t *testing.T) {
	parts := []string{"", "a", ".", ":", ":", "[", "]", "::1", "80", "["}
	var try func(text string, depth int)
	try = func(text string, depth int) {
		wantHost, wantPort, err := net.SplitHostPort(text)
		host, port, ok := splitHostPort(text)
		if ok != (err == nil) || ok && (host != wantHost || port != wantPort) {
			t.Errorf("splitHostPort(%q) = %q, %q, %v, net says %q, %q, %v", text, host, port, ok, wantHost, wantPort, err)
		}
		if depth == 0 {
			return
		}
		for _, part := range parts {
			try(text+part, depth-1)
		}
	}
	try("", 4)
}
