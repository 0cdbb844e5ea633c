package tui

import "slices"

type (
	// chooseNamespaceMsg asks the program to offer the namespaces.
	chooseNamespaceMsg struct{}

	// everyNamespaceMsg asks the program to show all namespaces.
	everyNamespaceMsg struct{}
)

// namespaceHelp names the key that offers the namespaces.
const namespaceHelp = "namespace"

// namespaces are those with failing pods, sorted.
func (l *List) namespaces() []string {
	var out []string
	for i := range l.rows {
		out = append(out, l.rows[i].Key.Namespace)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
