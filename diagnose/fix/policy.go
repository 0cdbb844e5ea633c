package fix

import (
	"fmt"
	"maps"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// ifNotPresent is the policy that pulls only images that the node does not have.
const ifNotPresent = "IfNotPresent"

// neverFixes let the node pull an image that it does not have.
func neverFixes(g Group) []diagnose.Fix {
	return g.setPolicy("The node then pulls the image if it does not have it. To prevent pulls, load the image on every node instead.")
}

// notFoundFixes let a node use an image that it has and no registry has, such as
// one loaded into a development cluster.
func notFoundFixes(g Group) []diagnose.Fix {
	k := g.lead()
	if k.Node == nil || k.Container.PullPolicy != pull.Always || !k.NodeHas(k.Node) {
		return nil
	}
	return g.setPolicy("The node has the image and then uses it without asking a registry.")
}

// setPolicy changes the pull policy in the templates of the group's pods. Where one
// of them cannot be changed from here, all of it is commands.
func (g Group) setPolicy(after string) []diagnose.Fix {
	f := diagnose.Fix{ID: "set-pull-policy", After: after}
	var commands []string
	seen := map[string]bool{}
	for _, k := range g.Cases {
		list := policyList(k)
		if list == "" {
			return nil // it has no pull policy to set
		}
		o, lines := policyCommands(k, list)
		if key := o + " " + k.Container.Name; !seen[key] {
			seen[key] = true
			f.Title = fmt.Sprintf("Set imagePullPolicy: %s for container %s in %s", ifNotPresent, k.Container.Name, o)
			commands = append(commands, lines...)
		}
	}
	if len(seen) > 1 {
		f.Title = fmt.Sprintf("Set imagePullPolicy: %s in %s", ifNotPresent, g.owners())
	}
	if !g.policySteps(&f) {
		f.Steps, f.Restarts, f.Warnings = nil, nil, nil
		f.Commands, f.Blocked = commands, runYourself
	}
	return []diagnose.Fix{f}
}

// policyList is the list that the container is in; "" if it has no pull policy of
// its own.
func policyList(k *pull.Case) string {
	switch k.Container.Type {
	case diagnose.TypeInit:
		return "initContainers"
	case diagnose.TypeContainer:
		return "containers"
	}
	return ""
}

// policySteps adds the steps that set the policy in the templates, and restarts the
// pods that no controller replaces by itself. It returns false if a template cannot
// be changed, or does not have the pod's policy: then something else sets it.
func (g Group) policySteps(f *diagnose.Fix) bool {
	var restarts []diagnose.Step
	seen := map[string]bool{}
	restarted := map[diagnose.Object]bool{}
	for _, k := range g.Cases {
		w := k.Owner
		if w == nil || !templateMutable[w.Kind] || k.TemplatePolicy() != k.Container.PullPolicy {
			return false
		}
		if key := w.Object().String() + " " + k.Container.Name; !seen[key] {
			seen[key] = true
			f.Steps = append(f.Steps, diagnose.Step{
				Object: w.Object(), APIVersion: w.APIVersion, UID: w.UID, ResourceVersion: w.ResourceVersion,
				Write: step.SetTemplatePolicy{List: policyList(k), Container: k.Container.Name, Policy: ifNotPresent, Before: k.Container.PullPolicy},
			})
		}
		o := k.Pod.Object()
		switch {
		case w.Paused:
			f.After = fmt.Sprintf("%s is paused: nothing happens until kubectl rollout resume.", w.Object())
			continue
		case w.Kind == "CronJob":
			f.After = AfterCronJob
			continue // its next Job has the policy; the current one cannot be changed
		case restarted[o]:
			continue
		}
		restarted[o] = true
		f.Restarts = append(f.Restarts, o)
		if rollsOut(w) {
			continue // its controller replaces the pod
		}
		s, ok := restartStep(k.Pod)
		if !ok {
			return false
		}
		restarts = append(restarts, s)
	}
	f.Steps = append(f.Steps, restarts...)
	g.warnOfRestarts(f, restarts)
	return true
}

// policyCommands set the policy where the container is defined.
func policyCommands(k *pull.Case, list string) (object string, commands []string) {
	words := shell.Words{"ns": shell.Namespace(k.Pod.Namespace), "container": shell.Text(k.Container.Name)}
	spec := map[string]any{"spec": map[string]any{list: []map[string]string{{"name": k.Container.Name, "imagePullPolicy": ifNotPresent}}}}
	if w := k.Owner; w != nil && templateMutable[w.Kind] {
		patch := map[string]any{"spec": map[string]any{"template": spec}}
		if w.Kind == "CronJob" {
			patch = map[string]any{"spec": map[string]any{"jobTemplate": map[string]any{"spec": map[string]any{"template": spec}}}}
		}
		words["kind"], words["name"], words["patch"] = shell.Resource(strings.ToLower(w.Kind)), shell.Name(w.Name), shell.JSON(patch)
		return w.Kind + " " + w.Name, shell.Lines(words, "kubectl -n {ns} patch {kind} {name} --type=strategic -p {patch}")
	}
	if o, ok := unreadOwner(k); ok {
		maps.Copy(words, o.words())
		return o.String(), shell.Lines(words,
			"# in the pod template of {owner}, container {container}: set imagePullPolicy to "+ifNotPresent,
			"kubectl -n {ns} edit {kind} {name}",
		)
	}
	kind, name := "pod", k.Pod.Name
	if k.Owner != nil {
		kind, name = strings.ToLower(k.Owner.Kind), k.Owner.Name
	}
	words["kind"], words["name"] = shell.Resource(kind), shell.Name(name)
	return k.OwnerObject().Kind + " " + name, shell.Lines(words,
		"kubectl -n {ns} get {kind} {name} -o yaml > {name}.yaml",
		"# in {name}.yaml, container {container}: set imagePullPolicy to "+ifNotPresent,
		"kubectl -n {ns} replace --force -f {name}.yaml",
	)
}
