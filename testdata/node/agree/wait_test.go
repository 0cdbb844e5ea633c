package agree

import (
	"strings"
	"testing"
	"time"
)

// waits asks for workloads of the practice cases as a job does after a deployment.
func waits(t *testing.T, w world) {
	for _, tc := range []struct {
		name   string
		before []string // of kubectl
		args   string
		code   int
		says   string // on standard error
	}{
		{"a cause that lasts", nil, "-n web deployment/storefront", 1, ""},
		{"everything in the namespace", nil, "-n web", 1, ""},
		{"by label", nil, "-n web -l app=storefront", 1, ""},
		{"a pod that runs beside one that fails", nil, "-n vault pod/first", 0, ""},
		{"scaled to nothing", []string{"-n", "web", "scale", "deployment/storefront", "--replicas=0"}, "-n web deploy/storefront", 0, ""},
		{"nothing was ever made", []string{"-n", "web", "create", "deployment", "none", "--image=ghcr.io/acme/none:1", "--replicas=0"}, "-n web deployment.apps/none", 0, ""},
		{"a cause that may pass", nil, "-n office deploy/printer --wait 3s", 1, "rate-limited, which may pass"},
		{"no such workload", nil, "-n web sts/storefront", 2, "There is no StatefulSet storefront in namespace web"},
	} {
		if tc.before != nil {
			w.kubectlOut(t, tc.before...)
		}
		began := time.Now()
		args := append([]string{"--kubeconfig", w.kubeconfig, "--wait", "2m"}, strings.Fields(tc.args)...)
		out, errs, code := w.run(t, args...)
		if code != tc.code || !strings.Contains(string(errs), tc.says) || time.Since(began) > time.Minute {
			t.Errorf("%s: exit code %d after %s\n%s%s", tc.name, code, time.Since(began), out, errs)
		}
	}
}
