package manifest

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// notInFiles is why something of a dump is not known.
const notInFiles = "not in the files"

// notDumped notes the kinds that a dump of pods leaves out. Where pods have a
// status somebody ran kubectl get, and perhaps for pods alone: a kind of which
// the files hold no object at all was not looked at, which is not the same as
// missing. Nearly every cluster has Secrets, and all have ServiceAccounts.
func (l *loader) notDumped() {
	s := &l.snap
	if !slices.ContainsFunc(s.Pods, func(p diagnose.Pod) bool { return !p.Template }) {
		return
	}
	if len(s.Secrets)+len(s.Planned) == 0 {
		s.Unreadable = append(s.Unreadable,
			diagnose.Unreadable{Resource: "secrets", Verb: "get", Why: notInFiles},
			diagnose.Unreadable{Resource: "secrets", Verb: "list", Why: notInFiles})
	}
	if len(s.ServiceAccounts) == 0 {
		s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: "serviceaccounts", Verb: "get", Why: notInFiles})
	}
}
