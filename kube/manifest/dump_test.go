package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

const (
	dumpedPod = `{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, uid: u},
spec: {imagePullSecrets: [{name: regcred}], containers: [{name: web, image: ghcr.io/acme/web:1}]},
status: {phase: Pending, containerStatuses: [{name: web, state: {waiting: {reason: ErrImagePull, message: 'failed to authorize: 401 Unauthorized'}}}]}}
`
	dumpedSecret  = "---\n{apiVersion: v1, kind: Secret, metadata: {name: other, namespace: ci}, type: Opaque, data: {}}\n"
	dumpedAccount = "---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: shop}}\n"
	dumpedEvent   = "---\n" + `{apiVersion: v1, kind: Event, metadata: {namespace: shop}, involvedObject: {kind: Pod, namespace: shop, name: web, uid: u}, type: Warning,
reason: FailedToRetrieveImagePullSecret, message: 'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.'}` + "\n"
	plainPod = "---\n" + `{apiVersion: v1, kind: Pod, metadata: {name: plain, namespace: shop}, spec: {imagePullSecrets: [{name: regcred}], containers: [{name: web, image: ghcr.io/acme/web:1}]}}` + "\n"
)

// A kind of which a dump holds nothing was not looked at: no secret is called
// missing for that, unless the node said so. Manifests are not dumps.
func TestDumpOfPodsAlone(t *testing.T) {
	for _, tc := range []struct{ name, text, finding, state, unreadable string }{
		{"pods alone", dumpedPod, "secret-unreadable", "unreadable", "secrets get, secrets list, serviceaccounts get"},
		{"no secrets", dumpedPod + dumpedAccount, "secret-unreadable", "unreadable", "secrets get, secrets list"},
		{"no secrets, but the node missed it", dumpedPod + dumpedAccount + dumpedEvent, "secret-missing", "missing", "secrets get, secrets list"},
		{"secrets and accounts", dumpedPod + dumpedSecret + dumpedAccount, "secret-missing", "missing", ""},
		{"manifests", plainPod, "secret-missing", "missing", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := engine.Run(mustRead(t, tc.text), diagnose.Options{}).Report
			if len(r.Failures) != 1 {
				t.Fatalf("%d failures", len(r.Failures))
			}
			f := r.Failures[0]
			if string(f.Findings[0].Check) != tc.finding || string(f.PullSecrets[0].State) != tc.state {
				t.Errorf("%s, %s\n%s", f.Findings[0].Check, f.PullSecrets[0].State, f.Findings[0].Detail)
			}
			if words := f.Findings[0].Title + f.Findings[0].Detail; tc.finding == "secret-unreadable" &&
				(strings.Contains(words, "you may not read") || !strings.Contains(words, "kubectl get pods,secrets,")) {
				t.Errorf("says %s", words)
			}
			var got []string
			for _, u := range r.Unreadable {
				if u.Why != notInFiles || u.Namespace != "" {
					t.Errorf("%+v", u)
				}
				got = append(got, fmt.Sprint(u.Resource, " ", u.Verb))
			}
			if s := strings.Join(got, ", "); s != tc.unreadable {
				t.Errorf("unreadable: %s", s)
			}
		})
	}
}
