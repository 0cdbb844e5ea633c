// Package tenant recognizes the tenant of a namespace in clusters that several
// teams or customers share, by the labels and annotations of common multi-tenancy
// tools. It imports nothing.
package tenant

import (
	"strconv"
	"strings"
)

// mark is how one tool marks the tenant of a namespace.
type mark struct {
	kind       string // "Capsule tenant"
	label      string
	annotation string
	value      func(string) string // the tenant in the value; nil: all of it
}

// marks are the known tools; the first match counts.
var marks = []mark{
	{kind: "Rancher project", annotation: "field.cattle.io/projectId", value: rancherProject}, // rancher/rancher; the label is derived from it
	{kind: "Rancher project", label: "field.cattle.io/projectId"},
	{kind: "Capsule tenant", label: "capsule.clastix.io/tenant"},                // projectcapsule/capsule
	{kind: "KubeSphere workspace", label: "kubesphere.io/workspace"},            // kubesphere/kubesphere
	{kind: "tenant of the Multi Tenant Operator", label: "stakater.com/tenant"}, // stakater/mto
	{kind: "kiosk account", label: "kiosk.sh/account"},                          // loft-sh/kiosk
}

// hncDepth ends the labels that the Hierarchical Namespace Controller writes:
// ANCESTOR.tree.hnc.x-k8s.io/depth, with the distance to that ancestor.
const hncDepth = ".tree.hnc.x-k8s.io/depth"

// Of is the tenant of a namespace with these labels and annotations: the tool's
// term for it, and its name. false if no known tool assigned one.
func Of(labels, annotations map[string]string) (kind, name string, ok bool) {
	for _, m := range marks {
		v := labels[m.label]
		if m.annotation != "" {
			v = annotations[m.annotation]
		}
		if m.value != nil {
			v = m.value(v)
		}
		if v != "" {
			return m.kind, v, true
		}
	}
	if root := hncRoot(labels); root != "" {
		return "namespace tree", root, true
	}
	return "", "", false
}

// rancherProject is the project in "cluster:project".
func rancherProject(v string) string {
	_, project, ok := strings.Cut(v, ":")
	if !ok || strings.Contains(project, ":") {
		return ""
	}
	return project
}

// hncRoot is the most distant ancestor. A namespace without ancestors is in no
// tree as far as its labels show.
func hncRoot(labels map[string]string) string {
	root, most := "", 0
	for k, v := range labels {
		name, found := strings.CutSuffix(k, hncDepth)
		if depth, err := strconv.Atoi(v); found && err == nil && depth > most {
			root, most = name, depth
		}
	}
	return root
}
