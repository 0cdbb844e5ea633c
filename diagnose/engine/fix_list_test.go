package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// A paused Deployment takes the change and does nothing with it; that is said.
func TestPausedDeployment(t *testing.T) {
	s := world(basicRefusal, secret("shop", "r", config("ghcr.io")))
	s.Workloads[0].Paused = true
	_, f := root(t, s)
	fix := fixNamed(t, f, "attach-to-workload")
	if len(fix.Restarts) != 0 || !strings.Contains(fix.After, "is paused") {
		t.Errorf("%v %q", fix.Restarts, fix.After)
	}
}

// An account that enforces its list lets its pods name nothing else, so only
// the account can be changed.
func TestAccountThatEnforcesItsList(t *testing.T) {
	s := world(basicRefusal, secret("shop", "r", config("ghcr.io")))
	s.ServiceAccounts[0].Annotations = map[string]string{fix.EnforceMountable: "true"}
	_, f := root(t, s)
	if got := ids(f); !slices.Equal(got, []string{"attach-to-account"}) {
		t.Errorf("fixes %v", got)
	}
}
