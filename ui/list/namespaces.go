package list

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

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

// Causes are the words for the causes of failing pods, sorted.
func (l *List) Causes() []string {
	var out []string
	for i := range l.rows {
		out = append(out, l.rows[i].Cause)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// FilterCause shows the pods with one cause only.
func (l *List) FilterCause(words string) {
	var filter []string
	for _, w := range strings.Fields(words) {
		filter = append(filter, "cause:"+w)
	}
	l.setFilter(strings.Join(filter, " "))
}

// Pods are the failing pods in the order of the report.
func (l *List) Pods() []present.PodKey {
	out := make([]present.PodKey, 0, len(l.rows))
	for i := range l.rows {
		out = append(out, l.rows[i].Key)
	}
	return out
}

// OpenPod puts the cursor on a pod, past the filter, and opens its diagnosis.
func (l *List) OpenPod(key present.PodKey) {
	for i := range l.rows {
		if l.rows[i].Key != key {
			continue
		}
		if !slices.Contains(l.matching, i) {
			l.setFilter("")
		}
		l.chosen = itemKey{kind: podItem, pod: key}
		l.find()
		l.env.Push(pod.NewDiagnosis(l.env, &l.env.State.Result.Diagnoses[l.rows[i].Index]))
		return
	}
}
