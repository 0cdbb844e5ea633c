package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// elsewhere adds the same failing pod in other namespaces.
func elsewhere(namespaces ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		for _, ns := range namespaces {
			p, w, a := s.Pods[0], s.Workloads[0], s.ServiceAccounts[0]
			p.Namespace, w.Namespace, a.Namespace = ns, ns, ns
			p.UID, w.UID = p.UID+ns, w.UID+ns
			s.Pods, s.Workloads, s.ServiceAccounts = append(s.Pods, p), append(s.Workloads, w), append(s.ServiceAccounts, a)
		}
	}
}

// One name that is missing in several namespaces can be fixed at once; every
// step only creates.
func TestOneCauseInManyNamespaces(t *testing.T) {
	s := world(basicRefusal, refs("regcred"), secret("infra", "ghcr", config("ghcr.io")), elsewhere("cart", "till"))
	res := Run(s, diagnose.Options{})
	if c := res.Report.Causes; len(c) != 1 || !slices.Equal(c[0].Failures, []int{0, 1, 2}) || !slices.Equal(c[0].Namespaces, []string{"cart", "shop", "till"}) {
		t.Errorf("causes %+v", c)
	}
	for i := range res.Report.Failures {
		root := res.Diagnoses[i].Root()
		f := root.Fixes[0]
		if f.ID != "copy-to-namespaces" || root.Fixes[1].ID != "copy-secret" || root.Fixes[1].Steps[0].Object.Namespace != res.Report.Failures[i].Namespace {
			t.Fatalf("fixes %v", ids(root))
		}
		var at []string
		for _, st := range f.Steps {
			at = append(at, st.Object.String())
			if st.Action() != diagnose.CreateSecret || !step.SkipsTaken(st) {
				t.Errorf("%s is not create-only", st.Object)
			}
		}
		if !slices.Equal(at, []string{"Secret cart/regcred", "Secret shop/regcred", "Secret till/regcred"}) {
			t.Errorf("steps %v", at)
		}
		if len(f.Recovers) != 3 || !strings.Contains(strings.Join(f.Warnings, " "), "cart, shop and till") {
			t.Errorf("%v %q", f.Recovers, f.Warnings)
		}
	}
}

// Without a donor the credentials are entered once and written to all namespaces.
func TestOneLoginForManyNamespaces(t *testing.T) {
	s := world(basicRefusal, refs("regcred"), elsewhere("cart"))
	res := Run(s, diagnose.Options{})
	root := res.Diagnoses[0].Root()
	f, err := fix.WithCredentials(fixNamed(t, root, "create-in-namespaces"), diagnose.Credentials{Username: "bot", Password: canary})
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range f.Steps {
		if len(step.Data(st)) != 1 {
			t.Errorf("%s has no content", st.Object)
		}
	}
	if len(f.Steps) != 2 || f.Steps[0].Object.Namespace != "cart" {
		t.Errorf("%d steps", len(f.Steps))
	}
}

func TestNothingIsSpreadOverOneNamespace(t *testing.T) {
	s := world(basicRefusal, refs("regcred"), secret("infra", "ghcr", config("ghcr.io")))
	_, f := root(t, s)
	for _, x := range f.Fixes {
		if strings.Contains(x.ID, "namespaces") {
			t.Errorf("offers %s", x.ID)
		}
	}
}
