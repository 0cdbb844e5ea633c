package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// misplacedFixes reference the secret where Kubernetes reads it.
func misplacedFixes(g Group) []diagnose.Fix {
	k := g.lead()
	for _, name := range misplacedNames(k) {
		if k.AnyMatches([]string{name}) {
			return g.attachFixes(name)
		}
	}
	return nil
}

// misplacedNames are the secrets in a list that Kubernetes ignores.
func misplacedNames(k *pull.Case) []string {
	var names []string
	for _, m := range k.Index.Snap.Misplaced {
		if m.Object == k.Pod.Object() || m.Object == k.OwnerObject() {
			names = append(names, m.Names...)
		}
	}
	return names
}
