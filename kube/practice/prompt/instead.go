package prompt

import "slices"

// instead says for commands that people try what leads on here.
var instead = map[string]string{
	"edit":     "There is no editor here. patch changes a field; a secret is deleted and created anew.",
	"apply":    "There are no files here. create secret makes a secret, patch changes what is there.",
	"replace":  "There are no files here. delete and create make a secret anew.",
	"logs":     "A container whose image was not pulled has written no log. describe pod and get events say why it was not pulled.",
	"exec":     "A container whose image was not pulled cannot be entered. describe pod says why it was not pulled.",
	"run":      "The pods of the lesson are enough here. delete pod lets a controller make another.",
	"explain":  "The words of the course explain the terms.",
	"scale":    "delete pod lets a controller make another; rollout restart makes all anew.",
	"docker":   "docker is on a laptop; the nodes do not ask it. create secret docker-registry brings a login into the cluster.",
	"jq":       "-o jsonpath='{...}' picks a field.",
	"all":      `In a real cluster "get all" leaves out secrets, service accounts and events, and those matter here. Ask for each.`,
	"services": "Services have no part in a pull.",
}

// otherKinds are resources that a real API server has and this cluster has not.
var otherKinds = []string{"all", "services", "service", "svc", "configmaps", "configmap", "cm", "ingresses", "ingress", "ing", "endpoints", "ep",
	"persistentvolumeclaims", "persistentvolumeclaim", "pvc", "persistentvolumes", "persistentvolume", "pv", "roles", "role", "rolebindings", "rolebinding",
	"clusterroles", "clusterrole", "clusterrolebindings", "clusterrolebinding", "networkpolicies", "networkpolicy", "netpol",
	"horizontalpodautoscalers", "horizontalpodautoscaler", "hpa", "replicationcontrollers", "replicationcontroller", "rc"}

// notHere words a command or a resource that is not understood, with the way on where there is one.
func notHere(what, name string) error {
	if slices.Contains([]string{"service", "svc"}, name) {
		name = "services"
	}
	if way := instead[name]; way != "" {
		return refuse("This small kubectl does not understand %s. %s Type help for what works here.", what, way)
	}
	return notKnown(what)
}
