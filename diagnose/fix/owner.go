package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// ownerKind is what is known about a kind that creates pods and whose objects
// this program does not read: custom resources, and workloads that it may not
// read.
type ownerKind struct {
	kind, group string // as in the pod's ownerReference; group without version
	field       string // where the pull secrets of its pods are: "spec.podTemplate.imagePullSecrets"; empty: unknown
	plainNames  bool   // the field is a list of names, not of {name: ...}
	run         bool   // a single run that cannot be changed: only a new one gets the list
	note        string // sentence: where the object comes from, and what to change there instead
}

// ownerKinds lists where such kinds define the pull secrets of their pods.
var ownerKinds = []ownerKind{
	{kind: "TaskRun", group: "tekton.dev", field: "spec.podTemplate.imagePullSecrets", run: true,
		note: "A PipelineRun sets it in spec.taskRunTemplate.podTemplate.imagePullSecrets."},
	{kind: "Workflow", group: "argoproj.io", field: "spec.imagePullSecrets", run: true,
		note: "A WorkflowTemplate sets it in spec.imagePullSecrets, a CronWorkflow in spec.workflowSpec.imagePullSecrets."},
	{kind: "SparkApplication", group: "sparkoperator.k8s.io", field: "spec.imagePullSecrets", plainNames: true,
		note: "Without the operator it is the setting spark.kubernetes.container.image.pullSecrets."},
	{kind: "AutoscalingRunnerSet", group: "actions.github.com", field: "spec.template.spec.imagePullSecrets",
		note: "In the values of the chart gha-runner-scale-set it is template.spec.imagePullSecrets."},
	{kind: "EphemeralRunner", group: "actions.github.com", field: "spec.template.spec.imagePullSecrets",
		note: "Its AutoscalingRunnerSet creates it: in the values of the chart gha-runner-scale-set, set template.spec.imagePullSecrets."},
	{kind: "Runner", group: "actions.summerwind.dev", field: "spec.imagePullSecrets", note: "A RunnerDeployment sets it in spec.template.spec.imagePullSecrets."},
	{kind: "Cluster", group: "postgresql.cnpg.io", field: "spec.imagePullSecrets"},
	{kind: "CloneSet", group: "apps.kruise.io", field: "spec.template.spec.imagePullSecrets"},
	{kind: "StatefulSet", group: "apps.kruise.io", field: "spec.template.spec.imagePullSecrets"},
	{kind: "DaemonSet", group: "apps.kruise.io", field: "spec.template.spec.imagePullSecrets"},
	{kind: "GameServer", group: "agones.dev", field: "spec.template.spec.imagePullSecrets", run: true, note: "A Fleet sets it in spec.template.spec.template.spec.imagePullSecrets."},
	{kind: "RayCluster", group: "ray.io", field: "spec.headGroupSpec.template.spec.imagePullSecrets", note: "Each entry of spec.workerGroupSpecs has its own template."},
	{kind: "Job", group: "batch", field: "spec.template.spec.imagePullSecrets", run: true},
	{kind: "ReplicaSet", group: "apps", field: "spec.template.spec.imagePullSecrets", note: "If another object, such as a Deployment, owns it, change that object."},
	{kind: "Deployment", group: "apps", field: "spec.template.spec.imagePullSecrets"},
	{kind: "StatefulSet", group: "apps", field: "spec.template.spec.imagePullSecrets"},
	{kind: "DaemonSet", group: "apps", field: "spec.template.spec.imagePullSecrets"},
	{kind: "ReplicationController", field: "spec.template.spec.imagePullSecrets"},
}

// owner is the object that has to change so that the next pod gets another list:
// it was not read, only its name is known.
type owner struct {
	ownerKind
	namespace, name string
}

// unreadOwner is the owner of a pod whose workload was not read; false for a bare
// pod and for a workload that was read.
func unreadOwner(k *pull.Case) (owner, bool) {
	c, ok := k.Pod.Controller()
	if !ok || k.Owner != nil {
		return owner{}, false
	}
	group, _, versioned := strings.Cut(c.APIVersion, "/")
	if !versioned {
		group = ""
	}
	o := owner{kindOf(c.Kind, group), k.Pod.Namespace, c.Name}
	switch {
	case c.Kind == "ReplicaSet" && group == "apps":
		if name, ok := deploymentName(k.Pod, c.Name); ok {
			o = owner{kindOf("Deployment", "apps"), k.Pod.Namespace, name}
		}
	case c.Kind == "Pod" && k.Pod.Labels["spark-role"] == "executor":
		if app := k.Pod.Labels["sparkoperator.k8s.io/app-name"]; app != "" {
			o = owner{kindOf("SparkApplication", "sparkoperator.k8s.io"), k.Pod.Namespace, app}
			break
		}
		o.note = "It is the driver of a Spark application: the setting is spark.kubernetes.container.image.pullSecrets of spark-submit."
	case c.Kind == "EphemeralRunner":
		if set := k.Pod.Labels["actions.github.com/scale-set-name"]; set != "" {
			o = owner{kindOf("AutoscalingRunnerSet", "actions.github.com"), k.Pod.Namespace, set}
		}
	}
	return o, true
}

func kindOf(kind, group string) ownerKind {
	for _, o := range ownerKinds {
		if o.kind == kind && o.group == group {
			return o
		}
	}
	return ownerKind{kind: kind, group: group}
}

// deploymentName is the Deployment that a ReplicaSet is named after.
func deploymentName(p *diagnose.Pod, replicaSet string) (string, bool) {
	hash := p.Labels["pod-template-hash"]
	name, ok := strings.CutSuffix(replicaSet, "-"+hash)
	return name, ok && hash != "" && name != ""
}

func (o owner) String() string { return o.kind + " " + o.name }

// resource is the unambiguous kubectl name of the kind: "taskrun.tekton.dev".
func (o owner) resource() string {
	r := strings.ToLower(o.kind)
	if o.group != "" {
		r += "." + o.group
	}
	return r
}

// commands set the list: with a patch if the field is known and can be changed,
// in a copy of the object for a run, otherwise in an editor.
func (o owner) commands(list []string) []string {
	words := o.words()
	value := step.Fragment(list)
	if o.plainNames {
		value = step.Names(list)
	}
	words["list"], words["field"] = shell.Text(value), shell.Text(o.field)
	switch {
	case o.kind == "Pod" || o.kind == "Node":
		return shell.Lines(words, "# where the pods of {owner} are defined: set their pull secrets to {list}")
	case o.run:
		return shell.Lines(words,
			"kubectl -n {ns} get {kind} {name} -o yaml > {name}.yaml",
			"# in {name}.yaml: set {field} to {list}; delete status, metadata.uid and metadata.resourceVersion, and choose another metadata.name",
			"kubectl -n {ns} create -f {name}.yaml",
		)
	case o.field != "":
		var items any = references(list)
		if o.plainNames {
			items = list
		}
		patch := items
		for _, key := range slices.Backward(strings.Split(o.field, ".")) {
			patch = map[string]any{key: patch}
		}
		words["patch"] = shell.JSON(patch)
		return shell.Lines(words, "kubectl -n {ns} patch {kind} {name} --type=merge -p {patch}")
	}
	return shell.Lines(words,
		"# in the pod template of {owner}: set imagePullSecrets to {list}",
		"kubectl -n {ns} edit {kind} {name}",
	)
}

// words are the words of the commands about an owner.
func (o owner) words() shell.Words {
	return shell.Words{
		"ns": shell.Namespace(o.namespace), "kind": shell.Resource(o.resource()), "name": shell.Name(o.name), "owner": shell.Text(o.String()),
	}
}

// ownerFix lists the objects that create the group's pods and were not read, with
// the field that has to change: deleting a pod changes no list. base may create a
// secret first. false if no pod has such an owner.
func (g Group) ownerFix(base diagnose.Fix, title string, change func([]string) []string) (diagnose.Fix, bool) {
	var names, notes []string
	f := diagnose.Fix{ID: "edit-source", Commands: Commands(base), Warnings: base.Warnings, Blocked: atSourceOnly}
	seen := map[string]bool{}
	for _, k := range g.Cases {
		o, ok := unreadOwner(k)
		if !ok || seen[o.String()] {
			continue
		}
		seen[o.String()] = true
		shown := o.String()
		if o.field != "" {
			shown += " (" + o.field + ")"
		}
		names = append(names, shown)
		var own []string
		if listPlace(k) != inAccount {
			own = k.Pod.PullSecrets
		}
		f.Commands = append(f.Commands, o.commands(change(own))...)
		note := o.note
		if o.run {
			note = strings.TrimSpace(note + " " + o.kind + " " + o.name + " itself cannot be changed; only a new one gets the list.")
		}
		if note != "" && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	if len(names) == 0 {
		return diagnose.Fix{}, false
	}
	f.Title = fmt.Sprintf(title, text.JoinAnd(names))
	f.After = strings.Join(notes, " ")
	f.Where = "In the object that creates the pods, or at its source: " + text.JoinAnd(names) + "."
	if f.After == "" {
		f.After = "New pods use the list."
	}
	return f, true
}

func references(names []string) []map[string]string {
	out := []map[string]string{}
	for _, n := range names {
		out = append(out, map[string]string{"name": n})
	}
	return out
}
