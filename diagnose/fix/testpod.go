package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// testPodName is the name of the pod of TestPod.
const testPodName = "pulldoctor-test"

// TestPod are the commands that try to pull the failing container's image with a
// separate pod: in the same namespace, on the same node, with the same service
// account and pull secrets. The policy Always makes the node ask the registry
// even for an image that it has. The command need not exist in the image: the
// event Pulled is enough. None for manifests and invalid images.
func TestPod(k *pull.Case) []string {
	if k.Pod.Template || k.ImageErr != nil || k.Container.Type == diagnose.TypeSandbox {
		return nil
	}
	spec := map[string]any{
		"restartPolicy":      "Never",
		"serviceAccountName": pull.AccountName(k.Pod),
		"containers": []map[string]any{{
			"name": "test", "image": k.Container.Image, "imagePullPolicy": pull.Always, "command": []string{"/pulldoctor-test"},
		}},
	}
	if k.Pod.Node != "" {
		spec["nodeName"] = k.Pod.Node
	}
	if list := substituted(k.Pod.PullSecrets, "", ""); len(list) > 0 && listPlace(k) != inAccount {
		spec["imagePullSecrets"] = references(list)
	}
	words := shell.Words{"ns": shell.Namespace(k.Pod.Namespace), "node": shell.Text(k.Pod.Node), "pod": shell.JSON(map[string]any{
		"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": testPodName}, "spec": spec,
	})}
	templates := []string{
		"printf '%s' {pod} | kubectl -n {ns} create -f -",
		"# the event Pulled means success; ignore errors of the container after it",
		"kubectl -n {ns} get events --field-selector involvedObject.name=" + testPodName + " --watch",
		"kubectl -n {ns} delete pod " + testPodName,
	}
	if k.Pod.Node != "" {
		templates = append([]string{"# nodeName bypasses the scheduler: the pod runs on {node} regardless of its taints and free resources"}, templates...)
	}
	return shell.Lines(words, templates...)
}

// testPodFix offers TestPod as the last fix for a refused pull: it changes no
// existing object, and shows whether the next pull succeeds.
func (g Group) testPodFix() (diagnose.Fix, bool) {
	commands := TestPod(g.lead())
	if len(commands) == 0 {
		return diagnose.Fix{}, false
	}
	return diagnose.Fix{
		ID:       "test-pod",
		Title:    fmt.Sprintf("Try to pull %s with a test pod", g.lead().Container.Image),
		Commands: commands,
		After:    "This fixes nothing; it shows whether a new pod can pull the image now.",
		Blocked:  runYourself,
	}, true
}
