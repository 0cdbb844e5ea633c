package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// relist changes every list of pull secrets that a group's pods live by: the
// service account's where the list was copied from it, the template's of the
// owner, or the bare pod's own. Pods that do not follow by themselves are
// restarted. It reports false when one of them cannot be changed (a Job's
// template, for one), and then no step is added.
//
// place says where to change the list of a case; nil: where it stands now.
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
		at := standsAt(k)
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
			f.After = fmt.Sprintf("%s is paused: nothing happens before kubectl rollout resume.", k.Owner.Object())
			continue
		}
		if at == inTemplate && k.Owner.Kind == "CronJob" {
			f.After = AfterCronJob
			continue // its next Job has the list; the present one cannot be changed
		}
		if o, ok := unreadOwner(k); ok && o.run {
			f.After = fmt.Sprintf("The next run has it. The present %s cannot be changed.", o)
			continue
		}
		if slices.Contains(restarted, k.Pod.Object()) {
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
			f.Warnings = append(f.Warnings, "Every new pod that runs as "+s.Object.String()+" and names no pull secret itself is given this list, too.")
		}
	}
	return true
}

// EnforceMountable makes a service account's list the only one that its pods
// may name (plugin/pkg/admission/serviceaccount, limitSecretReferences).
const EnforceMountable = "kubernetes.io/enforce-mountable-secrets"

// refusedByAccount says whether admission would refuse a pod with the changed
// list, because its account names not all of it.
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

// standsAt is where the list that a pod lives by is written.
func standsAt(k *pull.Case) where {
	for i := range k.Refs {
		if k.Refs[i].From == pull.FromAccount {
			return inAccount
		}
	}
	return ownPlace(k)
}

// ownPlace is where a list for this workload alone is written.
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

// makesPodsAgain are the kinds that are known to replace a pod that was deleted.
var makesPodsAgain = map[string]bool{
	"Deployment": true, "ReplicaSet": true, "StatefulSet": true, "DaemonSet": true, "ReplicationController": true, "CronJob": true, "Job": true,
	"EphemeralRunner": true, "Node": true,
}

// rollsOut says whether a controller replaces failing pods by itself when the
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

// restartStep makes a pod anew: its controller does when it is deleted; a
// bare pod is deleted and created. A pod that a node's file makes cannot be.
func restartStep(p *diagnose.Pod) (diagnose.Step, bool) {
	s := diagnose.Step{Object: p.Object(), APIVersion: "v1", UID: p.UID, Write: step.DeletePod{}}
	if c, ok := p.Controller(); ok {
		return s, c.Kind != "Node"
	}
	s.Write = step.RecreatePod{}
	return s, true
}

// restart adds the steps that make all pods of the group anew.
func (g Group) restart(f *diagnose.Fix) bool {
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

// warnOfRestarts says what is lost with the pods that are made anew.
func (g Group) warnOfRestarts(f *diagnose.Fix, restarts []diagnose.Step) {
	jobs := map[string]bool{}
	for _, p := range g.pods() {
		if !slices.ContainsFunc(restarts, func(s diagnose.Step) bool { return s.Object == p.Object() }) {
			continue
		}
		c, ok := p.Controller()
		switch {
		case !ok && p.EmptyDir:
			f.Warnings = append(f.Warnings, fmt.Sprintf("%s has no controller: it is deleted and created again with the same specification. Its logs, its events and what is in its emptyDir volumes are lost.", p.Object()))
		case !ok:
			f.Warnings = append(f.Warnings, fmt.Sprintf("%s has no controller: it is deleted and created again with the same specification. Its logs and events are lost.", p.Object()))
		case ok && !makesPodsAgain[c.Kind] && !jobs[c.Kind+" "+c.Name]:
			jobs[c.Kind+" "+c.Name] = true
			f.Warnings = append(f.Warnings, fmt.Sprintf("Whether %s %s creates a new pod in place of a deleted one is up to its controller.", c.Kind, c.Name))
		case c.Kind == "Job" && !jobs[c.Name]:
			jobs[c.Name] = true
			f.Warnings = append(f.Warnings, fmt.Sprintf("A deleted pod counts as a failed try of Job %s/%s (its backoffLimit).", p.Namespace, c.Name))
		}
	}
}
