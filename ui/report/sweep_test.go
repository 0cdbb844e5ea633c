package report

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

const sweptAccount = `{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: shop}}`

// sweptPod is a running pod that references the pull secret "gone".
func sweptPod(image, more string) string {
	return `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: node-1, imagePullSecrets: [{name: gone}],
  containers: [{name: c, image: "` + image + `"` + more + `}]}, status: {phase: Running,
  containerStatuses: [{name: c, image: x, imageID: x, ready: true, restartCount: 0, state: {running: {startedAt: "2026-05-01T00:00:00Z"}}}]}}`
}

const otherSecret = `{apiVersion: v1, kind: Secret, metadata: {name: other, namespace: shop}, type: kubernetes.io/dockerconfigjson,
  stringData: {.dockerconfigjson: '{"auths":{"other.example":{"username":"bot","password":"invented"}}}'}}`

func sweptDump(t *testing.T, o diagnose.SweepOptions, docs ...string) *diagnose.Result {
	t.Helper()
	s, problems, err := manifest.ReadFilesIn([]string{"-"}, strings.NewReader(strings.Join(docs, "\n---\n")), kube.Scope{Sweep: true})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return engine.Run(s, diagnose.Options{Sweep: &o})
}

// The headline says no more than the findings: without credentials, the pull of an
// image that may be public may work.
func TestSweepHeadline(t *testing.T) {
	for name, tc := range map[string]struct {
		o    diagnose.SweepOptions
		docs []string
		want string
		fine bool
	}{
		"may be public": {docs: []string{sweptPod("quay.io/x/y:1", "")}, want: "1 pod may not come back on a new node in the manifests"},
		"certain":       {docs: []string{sweptPod("quay.io/x/y:1", ", imagePullPolicy: Never")}, want: "1 pod would not come back on a new node in the manifests"},
		"public":        {docs: []string{sweptPod("registry.k8s.io/pause:3.9", "")}, want: "No pod at risk in the manifests", fine: true},
		"no such node": {o: diagnose.SweepOptions{Nodes: []string{"node-l"}}, docs: []string{sweptPod("quay.io/x/y:1", "")},
			want: "Nothing was judged: there is no pod in the manifests on node node-l"},
		"no such prefix": {o: diagnose.SweepOptions{AsIf: []diagnose.ImagePrefix{{Old: "qay.io", New: "mirror.example"}}}, docs: []string{sweptPod("quay.io/x/y:1", "")},
			want: "Nothing was judged: no pod has an image that begins with what --as-if replaces"},
	} {
		t.Run(name, func(t *testing.T) {
			res := sweptDump(t, tc.o, append(tc.docs, sweptAccount, otherSecret)...)
			if got := headlineOf(res); !strings.HasPrefix(got, tc.want) {
				t.Errorf("%q, want %q", got, tc.want)
			}
			if Fine(res) != tc.fine {
				t.Errorf("fine: %t", Fine(res))
			}
		})
	}
}
