package fix

import (
	"encoding/json"
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// testPodName is the pod of TestPod; one that is left over is replaced.
const testPodName = "pulldoctor-test"

// TestPod are the commands that try a pull of the failing container's image with
// a pod of its own: in the same namespace, on the same node, with the same
// service account and pull secrets. The policy Always makes the node ask the
// registry even for an image that it has, and the command need not exist in the
// image: the event Pulled is the success. none for manifests and images that
// are not valid.
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
	if list := substituted(k.Pod.PullSecrets, "", ""); len(list) > 0 && standsAt(k) != inAccount {
		spec["imagePullSecrets"] = references(list)
	}
	b, _ := json.Marshal(map[string]any{ // maps and texts always encode
		"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": testPodName}, "spec": spec,
	})
	ns := "kubectl -n " + shell.Quote(k.Pod.Namespace)
	commands := []string{
		"printf '%s' " + shell.Quote(string(b)) + " | " + ns + " create -f -",
		"# success is the event Pulled; an error of the container afterwards does not matter",
		ns + " get events --field-selector involvedObject.name=" + testPodName + " --watch",
		ns + " delete pod " + testPodName,
	}
	if k.Pod.Node != "" {
		commands = append([]string{fmt.Sprintf("# nodeName bypasses the scheduler: the pod runs on %s whatever its taints and free resources are", k.Pod.Node)}, commands...)
	}
	return commands
}

// testPodFix offers TestPod as the last fix of a pull that was refused: it
// changes nothing that exists, and shows whether the next pull succeeds.
func (g Group) testPodFix() (diagnose.Fix, bool) {
	commands := TestPod(g.lead())
	if len(commands) == 0 {
		return diagnose.Fix{}, false
	}
	return diagnose.Fix{
		ID:       "test-pod",
		Title:    fmt.Sprintf("Try the pull of %s with a test pod", g.lead().Container.Image),
		Commands: commands,
		After:    "It repairs nothing: it shows whether a new pod could pull the image now.",
		Blocked:  byHand,
	}, true
}
