package prompt

import (
	"strings"
	"testing"
)

// TestConfig: the namespace of calls without -n is shown and changed as by kubectl.
func TestConfig(t *testing.T) {
	p := newPrompt()
	for _, c := range []struct{ line, want string }{
		{"kubectl config current-context", "practice"},
		{"kubectl config view --minify | grep namespace", ""},
		{"kubectl get pods -o name", "pod/other"},
		{"kubectl config set-context --current --namespace=shop", `Context "practice" modified.`},
		{"kubectl config view --minify | grep namespace", "    namespace: shop"},
		{"kubectl get pods -o name", "pod/api\npod/web"},
		{"kubectl -n default get pods -o name", "pod/other"},
		{"kubectl config set-context practice -n default", `Context "practice" modified.`},
		{"kubectl get pods -o name", "pod/other"},
	} {
		if got := p.Run(t.Context(), c.line); got != c.want {
			t.Errorf("%s\n got: %q\nwant: %q", c.line, got, c.want)
		}
	}
	for _, line := range []string{"kubectl config", "kubectl config use-context x", "kubectl config set-context --current", "kubectl config set-context other -n x"} {
		if got := p.Run(t.Context(), line); !strings.Contains(got, "does not understand this config") {
			t.Errorf("%s: %q", line, got)
		}
	}
}

// TestInstead: what newcomers try is refused with the way that leads on, and never as if the cluster
// had no such thing.
func TestInstead(t *testing.T) {
	for line, want := range map[string]string{
		"kubectl edit secret regcred":                 "Use patch to change a field",
		"kubectl apply -f pod.yaml":                   "There are no files here",
		"kubectl apply":                               "There are no files here",
		"kubectl logs web":                            "has no log",
		"kubectl explain pod":                         "See the glossary of the course",
		"kubectl -n shop edit secret x --save-config": "There is no editor here",
		"kubectl get all":                             "omits secrets",
		"kubectl get svc":                             "Services play no part in a pull",
		"kubectl get configmaps":                      "A real one might",
		"docker login ghcr.io":                        "nodes do not use its credentials",
		"kubectl get pods -o json | jq .":             "jsonpath",
		"kubectl create secret docker-registry x --docker-username=a --docker-password=" + Masked:     "Type it in place of",
		"kubectl create secret generic x --from-literal=" + Masked:                                    "Type it in place of",
		`kubectl patch secret regcred -p '{"stringData":{".dockerconfigjson":"{\"a\":\"******\"}"}}'`: "Type it in place of",
	} {
		got := newPrompt().Run(t.Context(), line)
		if !strings.Contains(got, want) || strings.Contains(got, "doesn't have a resource type") {
			t.Errorf("%s: %q, want %q in it", line, got, want)
		}
	}
}
