package manifest

import (
	"errors"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube"
)

const manyWorkloads = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {team: a}}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: ghcr.io/acme/web:1}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, namespace: ci}
spec:
  jobTemplate: {spec: {template: {metadata: {labels: {app: nightly}}, spec: {containers: [{name: run, image: ghcr.io/acme/run:1}]}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web-5d8f-x, namespace: dump, labels: {app: web, pod-template-hash: 5d8f}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5d8f, uid: r, controller: true}]}
spec: {containers: [{name: web, image: ghcr.io/acme/web:1}]}
status: {phase: Pending, containerStatuses: [{name: web, state: {waiting: {reason: ErrImagePull}}}]}
`

func TestNarrowedFiles(t *testing.T) {
	for _, tc := range []struct{ targets, namespace, selector, want string }{
		{"", "", "", "web nightly web-5d8f-x"},
		{"deploy/web", "", "", "web web-5d8f-x"},
		{"deploy/web", "shop", "", "web"},
		{"cj/nightly pod/web-5d8f-x", "", "", "nightly web-5d8f-x"},
		{"", "", "app=web", "web web-5d8f-x"}, // the template's labels, not the workload's
		{"", "", "team=a", ""},
		{"", "", "app in (nightly,x),!gone", "nightly"},
		{"deploy/web", "", "app=nightly", ""},
		{"deploy/nightly", "", "", "There is no Deployment nightly in the manifests. Check the name and -n."},
		{"cj/nightly", "shop", "", "There is no CronJob nightly in the manifests, namespace shop. Check the name and -n."},
		{"", "", "app in", `-l "app in" is not a label selector. Examples: app=web, app!=web,tier in (a,b).`},
	} {
		s := kube.Scope{Selector: tc.selector}
		if tc.namespace != "" {
			s.Namespaces = []string{tc.namespace}
		}
		for _, word := range strings.Fields(tc.targets) {
			target, err := kube.ParseTarget(word)
			if err != nil {
				t.Fatal(err)
			}
			s.Targets = append(s.Targets, target)
		}
		snap, _, err := ReadFilesIn([]string{"-"}, strings.NewReader(manyWorkloads), s)
		got := ""
		if err != nil {
			got = err.Error()
			if !errors.As(err, new(*kube.UsageError)) {
				t.Errorf("%+v: %T", tc, err)
			}
		} else {
			var names []string
			for i := range snap.Pods {
				names = append(names, snap.Pods[i].Name)
			}
			got = strings.Join(names, " ")
			if snap.PodsRead != len(names) {
				t.Errorf("%+v: %d pods read", tc, snap.PodsRead)
			}
		}
		if got != tc.want {
			t.Errorf("%+v: %q", tc, got)
		}
	}
}
