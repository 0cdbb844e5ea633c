package diagnose

// mendMisplaced names the secret where Kubernetes reads it.
func mendMisplaced(g group) []Fix {
	k := g.lead()
	for _, name := range k.misplacedNames() {
		if k.anyServes([]string{name}) {
			return g.attachFixes(name)
		}
	}
	return nil
}

// misplacedNames are the secrets that stand in a list which nobody reads.
func (k *Case) misplacedNames() []string {
	var names []string
	for _, m := range k.index.snap.Misplaced {
		if m.Object == k.Pod.Object() || m.Object == k.ownerObject() {
			names = append(names, m.Names...)
		}
	}
	return names
}
