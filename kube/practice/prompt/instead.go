package prompt

import "slices"

// instead says what to use here in place of commands that people try.
var instead = map[string]string{
	"edit":     "There is no editor here. Use patch to change a field; delete and re-create a secret.",
	"apply":    "There are no files here. Use create secret to create a secret, and patch to change an object.",
	"replace":  "There are no files here. Use delete and create to replace a secret.",
	"logs":     "A container whose image was not pulled has no log. describe pod and get events show why it was not pulled.",
	"exec":     "A container whose image was not pulled is not running. describe pod shows why it was not pulled.",
	"run":      "You do not need other pods here. After delete pod the controller creates a new one.",
	"explain":  "See the glossary of the course.",
	"scale":    "After delete pod the controller creates a new one; rollout restart replaces all pods.",
	"docker":   "docker runs on your machine; nodes do not use its credentials. Use create secret docker-registry to bring credentials into the cluster.",
	"jq":       "Use -o jsonpath='{...}' to print one field.",
	"all":      `In a real cluster "get all" omits secrets, service accounts and events, which matter here. Get each of them.`,
	"services": "Services play no part in a pull.",
}

// otherKinds are resources that a real API server has and this cluster does
// not.
var otherKinds = []string{"all", "services", "service", "svc", "configmaps", "configmap", "cm", "ingresses", "ingress", "ing", "endpoints", "ep",
	"persistentvolumeclaims", "persistentvolumeclaim", "pvc", "persistentvolumes", "persistentvolume", "pv", "roles", "role", "rolebindings", "rolebinding",
	"clusterroles", "clusterrole", "clusterrolebindings", "clusterrolebinding", "networkpolicies", "networkpolicy", "netpol",
	"horizontalpodautoscalers", "horizontalpodautoscaler", "hpa", "replicationcontrollers", "replicationcontroller", "rc"}

// notHere words the refusal of an unknown command or resource, with an alternative if there is one.
func notHere(what, name string) error {
	if slices.Contains([]string{"service", "svc"}, name) {
		name = "services"
	}
	if way := instead[name]; way != "" {
		return refuse("This small kubectl does not understand %s. %s Type help for what works here.", what, way)
	}
	return notKnown(what)
}
