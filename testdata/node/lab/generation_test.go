package lab

import (
	"slices"
	"strings"
	"testing"
)

func TestChosen(t *testing.T) {
	for name, want := range map[string]string{"": KubernetesVersion, "older": OlderKubernetesVersion} {
		t.Setenv(GenerationEnv, name)
		g, err := Chosen()
		if err != nil || g.Kubernetes != want || !strings.Contains(g.String(), want) {
			t.Errorf("%q: %v, %v", name, g, err)
		}
	}
	t.Setenv(GenerationEnv, "oldest")
	if _, err := Chosen(); err == nil || !strings.Contains(err.Error(), "older") {
		t.Errorf("an unknown generation: %v", err)
	}
}

// TestNames takes the control plane of the current generation and the node of the one asked for.
func TestNames(t *testing.T) {
	for _, g := range Generations {
		names := Names(g)
		for _, name := range names {
			if _, ok := program(name); !ok {
				t.Errorf("%v: there is no program %q", g, name)
			}
		}
		if !slices.Contains(names, "kube-apiserver") || !slices.Contains(names, g.program("kubelet")) {
			t.Errorf("%v: %v", g, names)
		}
	}
	if p, _ := program("containerd-shim-runc-v2@older"); p.file() != "containerd-shim-runc-v2" {
		t.Errorf("containerd would not find %q", p.file())
	}
}
