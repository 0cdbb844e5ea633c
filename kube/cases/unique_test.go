package cases

import (
	"os"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// TestNamespacesAreUnique holds because all cases live in one cluster and must not meet.
func TestNamespacesAreUnique(t *testing.T) {
	list, err := Load(os.DirFS("../../testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for _, c := range list {
		for _, o := range c.Manifests {
			if n, ok := o.(*corev1.Namespace); ok {
				if of[n.Name] != "" {
					t.Errorf("namespace %s: in %s and %s", n.Name, of[n.Name], c.Name)
				}
				of[n.Name] = c.Name
			}
		}
		if of[c.Expect.Namespace] != c.Name {
			t.Errorf("case %s looks into namespace %q, which it does not make", c.Name, c.Expect.Namespace)
		}
	}
}
