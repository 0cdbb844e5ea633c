package cli_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"sigs.k8s.io/yaml"
)

// liveDir is a folder with manifests in deploy/shop, and a kubeconfig for a
// cluster that lacks their pull secret if broken.
func liveDir(t *testing.T, broken bool) (dir string, cluster *gateCluster) {
	t.Helper()
	cluster = &gateCluster{objects: map[string]string{}}
	if !broken {
		cluster.objects["secrets/regcred"] = dockerConfig("ghcr.io", "canary-1")
	}
	server := httptest.NewServer(cluster)
	t.Cleanup(server.Close)
	dir = t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "deploy/shop"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"deploy/shop/app.yaml": strings.Replace(liveDeployment, "LIST", "imagePullSecrets: [{name: regcred}]", 1),
		"config": fmt.Sprintf("apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: %q}}]\nusers: [{name: u, user: {}}]\n"+
			"contexts: [{name: gate, context: {cluster: c, user: u}}]\ncurrent-context: gate\n", server.URL),
		"helm": "#!/bin/sh\ncat deploy/shop/app.yaml\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir, cluster
}

// The hook is a manifest that can be deployed; its command is the gate, and its
// Role allows what the command reads.
func TestArgoCDRecipe(t *testing.T) {
	if stdout, _, code := shell(t, recipes, nil, program(t), "--report", "-f", "argocd.yaml"); code != 0 {
		t.Errorf("the hook itself: exit code %d\n%s", code, stdout)
	}
	var job batchv1.Job
	var role rbacv1.Role
	for _, doc := range strings.Split(readFile(t, recipes, "argocd.yaml"), "---\n") {
		switch {
		case strings.Contains(doc, "kind: Job\n"):
			if err := yaml.UnmarshalStrict([]byte(doc), &job); err != nil {
				t.Fatal(err)
			}
		case strings.Contains(doc, "\nkind: Role\n"):
			if err := yaml.UnmarshalStrict([]byte(doc), &role); err != nil {
				t.Fatal(err)
			}
		}
	}
	c := job.Spec.Template.Spec.Containers[0]
	rule := role.Rules[0]
	if strings.Join(rule.Resources, " ") != "secrets serviceaccounts" || strings.Join(rule.Verbs, " ") != "get" || c.Command[0] != "pulldoctor" {
		t.Fatalf("%+v, %v", rule, c.Command)
	}
	for _, broken := range []bool{true, false} {
		dir, cluster := liveDir(t, broken)
		stdout, stderr, code := shell(t, dir, []string{"KUBECONFIG=config"}, append([]string{program(t)}, c.Args...)...)
		if code != exit(broken) {
			t.Errorf("broken %t: exit code %d\n%s%s", broken, code, stdout, stderr)
		}
		for _, call := range cluster.asked {
			if call != "GET nodes" && !strings.HasPrefix(call, "GET namespaces/shop/secrets/") && !strings.HasPrefix(call, "GET namespaces/shop/serviceaccounts/") {
				t.Errorf("the Role does not allow %s", call)
			}
		}
	}
}

func TestGitHubLiveRecipe(t *testing.T) {
	var steps []struct{ Run string }
	recipe(t, "github-live.yaml", &steps)
	for _, broken := range []bool{true, false} {
		dir, _ := liveDir(t, broken)
		path := fmt.Sprintf("PATH=%s:%s:%s", dir, filepath.Dir(program(t)), os.Getenv("PATH"))
		stdout, stderr, code := shell(t, dir, []string{"KUBECONFIG=config", "GITHUB_STEP_SUMMARY=summary.md", path}, "bash", "-e", "-o", "pipefail", "-c", steps[0].Run)
		if code != exit(broken) || strings.Contains(stdout, "::error title=The pull secret is neither among the manifests nor in the cluster") != broken {
			t.Errorf("broken %t: exit code %d\n%s%s", broken, code, stdout, stderr)
		}
		if !strings.HasPrefix(readFile(t, dir, "summary.md"), "## ") {
			t.Error("no step summary")
		}
	}
}

// The patch of the recipe applies; afterwards, and after --fix, nothing is wrong.
func TestPatchRecipe(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	var steps []struct{ Run string }
	recipe(t, "github-patch.yaml", &steps)
	text := strings.Replace(settledPod, "ANNOTATION", "secret-missing", 1)
	for _, how := range []string{steps[0].Run + " && git apply pulldoctor.patch", "pulldoctor --report -f deploy/ --fix"} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "deploy"), 0o755); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "deploy", "app.yaml")
		if err := os.WriteFile(file, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
		path := fmt.Sprintf("PATH=%s:%s", filepath.Dir(program(t)), os.Getenv("PATH"))
		if stdout, stderr, code := shell(t, dir, []string{path}, "bash", "-e", "-c", how); code != 0 {
			t.Errorf("%s: exit code %d\n%s%s", how, code, stdout, stderr)
		}
		if got, want := readFile(t, file), strings.Replace(text, "Acme/bad", "acme/bad", 1); got != want {
			t.Errorf("%s:\n%s", how, got)
		}
		if info, err := os.Stat(file); err != nil || strings.HasSuffix(how, "--fix") && info.Mode().Perm() != 0o640 {
			t.Errorf("%s: %v, %v", how, info.Mode(), err)
		}
		if stdout, _, code := shell(t, dir, nil, program(t), "--report", "-f", "deploy"); code != 0 {
			t.Errorf("%s: afterwards exit code %d\n%s", how, code, stdout)
		}
	}
	for args, says := range map[string]string{"-f - --fix": "--fix cannot correct standard input", "-o patch": "-o patch requires -f", "--fix": "--fix requires -f"} {
		if _, stderr, code := shell(t, t.TempDir(), nil, append([]string{program(t), "--report"}, strings.Fields(args)...)...); code != 2 || !strings.Contains(stderr, says) {
			t.Errorf("%s: exit code %d, %s", args, code, stderr)
		}
	}
}
