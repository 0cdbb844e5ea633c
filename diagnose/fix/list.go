package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// relist changes every list of pull secrets that a group's pods use: the service
// account's if the list was copied from it, that of the owner's template, or the
// bare pod's own. Pods that are not replaced automatically are restarted. It
// returns false, and adds no step, if one of the lists cannot be changed (such as
// a Job's template).
//
// place says where to change the list of a case; nil: where it is now.
func (g Group) relist(f *diagnose.Fix, change func([]string) []string, place func(*pull.Case) where) bool {
	var lists, restarts []diagnose.Step
	var restarted []diagnose.Object
	seen := map[diagnose.Object]bool{}
	add := func(o diagnose.Object, s diagnose.Step) {
		if !seen[o] {
			seen[o] = true
			lists = append(lists, s)
		}
	}
	for _, k := range g.Cases {
		at := listPlace(k)
		if place != nil {
			at = place(k)
		}
		switch at {
		case inOwner:
			return false // deleting the pod would change no list
		case inAccount:
			a := k.Account
			if a == nil {
				return false
			}
			add(a.Object(), diagnose.Step{
				Object: a.Object(), APIVersion: "v1", UID: a.UID, ResourceVersion: a.ResourceVersion,
				Write: step.SetAccountPullSecrets{PullSecretsBefore: a.PullSecrets, PullSecrets: change(a.PullSecrets)},
			})
		case inTemplate:
			w := k.Owner
			if !templateMutable[w.Kind] {
				return false
			}
			add(w.Object(), diagnose.Step{
				Object: w.Object(), APIVersion: w.APIVersion, UID: w.UID, ResourceVersion: w.ResourceVersion,
				Write: step.SetTemplatePullSecrets{PullSecretsBefore: w.PullSecrets, PullSecrets: change(w.PullSecrets)},
			})
		}
		if at != inAccount && refusedByAccount(k, change) {
			return false
		}
		if at == inTemplate && k.Owner.Paused {
			f.After = fmt.Sprintf("%s is paused: nothing happens until kubectl rollout resume.", k.Owner.Object())
			continue
		}
		if at == inTemplate && k.Owner.Kind == "CronJob" {
			f.After = AfterCronJob
			continue // its next Job has the list; the current one cannot be changed
		}
		if o, ok := unreadOwner(k); ok && o.run {
			f.After = fmt.Sprintf("The next run uses the new list. The current %s cannot be changed.", o)
			continue
		}
		if slices.Contains(restarted, k.Pod.Object()) {
			continue
		}
		if k.Ahead != nil {
			switch {
			case at == inPod && !k.Pod.Template:
				return false // the list of a pod is immutable, and the pod runs
			case at == inTemplate && rollsOut(k.Owner) && !k.Pod.Template:
				restarted = append(restarted, k.Pod.Object())
			}
			continue
		}
		restarted = append(restarted, k.Pod.Object())
		if at == inTemplate && rollsOut(k.Owner) {
			continue // its controller replaces the pod
		}
		s, ok := restartStep(k.Pod)
		if !ok {
			return false
		}
		if at == inPod {
			s.Write = step.RecreatePod{PullSecretsBefore: k.Pod.PullSecrets, PullSecrets: change(k.Pod.PullSecrets)}
		}
		restarts = append(restarts, s)
	}
	f.Steps = append(append(f.Steps, lists...), restarts...)
	f.Restarts = append(f.Restarts, restarted...)
	g.warnOfRestarts(f, restarts)
	for _, s := range lists {
		if s.Action() == diagnose.SetAccountPullSecrets {
			f.Warnings = append(f.Warnings, "Every new pod that runs as "+s.Object.String()+" and has no pull secrets of its own gets this list, too.")
		}
	}
	return true
}

// EnforceMountable restricts the pull secrets of an account's pods to those in
// the account's list (plugin/pkg/admission/serviceaccount, limitSecretReferences).
const EnforceMountable = "kubernetes.io/enforce-mountable-secrets"

// refusedByAccount reports whether admission would refuse a pod with the changed
// list, because its account does not list all of it.
func refusedByAccount(k *pull.Case, change func([]string) []string) bool {
	if k.Account == nil || k.Account.Annotations[EnforceMountable] != "true" {
		return false
	}
	own := k.Pod.PullSecrets
	if k.Owner != nil {
		own = k.Owner.PullSecrets
	}
	return slices.ContainsFunc(change(own), func(n string) bool { return n != "" && !slices.Contains(k.Account.PullSecrets, n) })
}

// where is the place of a list of pull secrets.
type where int

const (
	inPod where = iota // a bare pod's own
	inTemplate
	inAccount
	inOwner // the template of an object that was not read
)

// listPlace is where the list that a pod uses is defined.
func listPlace(k *pull.Case) where {
	for i := range k.Refs {
		if k.Refs[i].From == pull.FromAccount {
			return inAccount
		}
	}
	return ownPlace(k)
}

// ownPlace is where a list for this workload alone is defined.
func ownPlace(k *pull.Case) where {
	if k.Owner != nil {
		return inTemplate
	}
	if _, ok := k.Pod.Controller(); ok {
		return inOwner
	}
	return inPod
}

// templateMutable are the kinds whose pod template can be changed.
var templateMutable = map[string]bool{
	"Deployment": true, "StatefulSet": true, "DaemonSet": true, "ReplicaSet": true, "ReplicationController": true, "CronJob": true,
}

// replacesPods are the kinds that are known to replace a pod that was deleted.
var replacesPods = map[string]bool{
	"Deployment": true, "ReplicaSet": true, "StatefulSet": true, "DaemonSet": true, "ReplicationController": true, "CronJob": true, "Job": true,
	"EphemeralRunner": true, "Node": true,
}

// rollsOut reports whether a controller replaces failing pods by itself when the
// template changes.
func rollsOut(w *diagnose.Workload) bool {
	switch w.Kind {
	case "Deployment":
		return true
	case "DaemonSet":
		return !w.OnDelete
	case "StatefulSet":
		return !w.OnDelete && !w.OrderedReady
	}
	return false
}

// restartStep replaces a pod: its controller does so when it is deleted; a bare
// pod is recreated. It is not possible for static pods.
func restartStep(p *diagnose.Pod) (diagnose.Step, bool) {
	s := diagnose.Step{Object: p.Object(), APIVersion: "v1", UID: p.UID, Write: step.DeletePod{}}
	if c, ok := p.Controller(); ok {
		return s, c.Kind != "Node"
	}
	s.Write = step.RecreatePod{}
	return s, true
}

// restart adds the steps that replace all pods of the group.
func (g Group) restart(f *diagnose.Fix) bool {
	if g.ahead() {
		return true // they run
	}
	var steps []diagnose.Step
	for _, p := range g.pods() {
		s, ok := restartStep(p)
		if !ok {
			return false
		}
		steps = append(steps, s)
		f.Restarts = append(f.Restarts, p.Object())
	}
	f.Steps = append(f.Steps, steps...)
	g.warnOfRestarts(f, steps)
	return true
}

// warnOfRestarts says what is lost with the pods that are replaced.
func (g Group) warnOfRestarts(f *diagnose.Fix, restarts []diagnose.Step) {
	jobs := map[string]bool{}
	for _, p := range g.pods() {
		if !slices.ContainsFunc(restarts, func(s diagnose.Step) bool { return s.Object == p.Object() }) {
			continue
		}
		c, ok := p.Controller()
		switch {
		case !ok && p.EmptyDir:
			f.Warnings = append(f.Warnings, fmt.Sprintf("%s has no controller: it is deleted and recreated with the same spec. Its logs, events and emptyDir volumes are lost.", p.Object()))
		case !ok:
			f.Warnings = append(f.Warnings, fmt.Sprintf("%s has no controller: it is deleted and recreated with the same spec. Its logs and events are lost.", p.Object()))
		case ok && !replacesPods[c.Kind] && !jobs[c.Kind+" "+c.Name]:
			jobs[c.Kind+" "+c.Name] = true
			f.Warnings = append(f.Warnings, fmt.Sprintf("Whether %s %s replaces a deleted pod depends on its controller.", c.Kind, c.Name))
		case c.Kind == "Job" && !jobs[c.Name]:
			jobs[c.Name] = true
			f.Warnings = append(f.Warnings, fmt.Sprintf("A deleted pod counts as a failure of Job %s/%s (see its backoffLimit).", p.Namespace, c.Name))
		}
	}
}
