package fix

import (
	"fmt"
	"maps"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
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

// setPolicy changes the pull policy in the templates of the group's pods.
func (g Group) setPolicy(after string) []diagnose.Fix {
	f := diagnose.Fix{ID: "set-pull-policy", After: after, Blocked: runYourself}
	seen := map[string]bool{}
	for _, k := range g.Cases {
		list := "containers"
		switch k.Container.Type {
		case diagnose.TypeInit:
			list = "initContainers"
		case diagnose.TypeContainer:
		default:
			return nil // it has no pull policy to set
		}
		o, commands := policyCommands(k, list)
		if key := o + " " + k.Container.Name; !seen[key] {
			seen[key] = true
			f.Title = fmt.Sprintf("Set imagePullPolicy: %s for container %s in %s", ifNotPresent, k.Container.Name, o)
			f.Commands = append(f.Commands, commands...)
		}
	}
	if len(seen) > 1 {
		f.Title = fmt.Sprintf("Set imagePullPolicy: %s in %s", ifNotPresent, g.owners())
	}
	return []diagnose.Fix{f}
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
