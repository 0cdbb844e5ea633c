package list

import "slices"

type (
	// ChooseNamespaceMsg asks the program to offer the namespaces.
	ChooseNamespaceMsg struct{}

	// EveryNamespaceMsg asks the program to show all namespaces.
	EveryNamespaceMsg struct{}
)

// NamespaceHelp names the key that offers the namespaces.
const NamespaceHelp = "namespace"

// Namespaces are those with failing pods, sorted.
func (l *List) Namespaces() []string {
	var out []string
	for i := range l.rows {
		out = append(out, l.rows[i].Key.Namespace)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
