package present

import "testing"

func TestHostsAreNeverCut(t *testing.T) {
	const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
	for _, c := range []struct {
		host string
		w    int
		want string
	}{
		{"ghcr.io", 7, "ghcr.io"}, {"ghcr.io", 6, "…"}, {ecr, 44, ecr}, {ecr, 20, "ECR eu-west-1"}, {ecr, 10, "…"},
		{"europe-west1-docker.pkg.dev", 20, "GAR europe-west1"}, {"acme.azurecr.io", 10, "ACR acme"},
	} {
		if got := HostIn(c.host, c.w); got != c.want {
			t.Errorf("hostIn(%q, %d) = %q, want %q", c.host, c.w, got, c.want)
		}
	}
}

// TestHostsLoseWholeLabels: what is left of a host in a narrow column can be
// distinguished, and no label is cut inside.
func TestHostsLoseWholeLabels(t *testing.T) {
	for _, c := range []struct {
		host string
		w    int
		want string
	}{
		{"registry.acme.example:5000", 26, "registry.acme.example:5000"},
		{"registry.acme.example:5000", 18, "…acme.example:5000"},
		{"registry.acme.example:5000", 14, "registry.acme…"},
		{"registry.massive.example", 14, "…massive…"},
		{"registry.massive.example", 8, "…"},
		{"localhost:5000", 8, "…"},
		{"日本.example.com", 12, "…example.com"},
	} {
		if got := HostIn(c.host, c.w); got != c.want {
			t.Errorf("hostIn(%q, %d) = %q, want %q", c.host, c.w, got, c.want)
		}
	}
}
