package manifest

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// notInFiles is the reason why an object is not known.
const notInFiles = "not in the files"

// notDumped notes the kinds that a dump of pods does not contain. Pods with a
// status come from kubectl get, perhaps for pods only: a kind of which the
// files contain no object was not dumped, which is not the same as missing.
// Nearly every cluster has Secrets, and all have ServiceAccounts.
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
