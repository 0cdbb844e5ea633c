package cli_test

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

const recipes = "testdata/recipes"

// workdir is a directory with manifests in deploy/. If broken, their pull secret
// is for a different registry.
func workdir(t *testing.T, broken bool) string {
	t.Helper()
	dir := t.TempDir()
	source := "testdata/healthy.yaml"
	if broken {
		source = "../../testdata/cases/host-mismatch/manifests.yaml"
	}
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "deploy"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "deploy", "app.yaml"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func recipe(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(recipes, file))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// exit is the exit code of the recipes.
func exit(broken bool) int {
	if broken {
		return 1
	}
	return 0
}

func TestGitHubRecipe(t *testing.T) {
	var steps []struct {
		Run  string
		With map[string]string
	}
	recipe(t, "github.yaml", &steps)
	for _, broken := range []bool{true, false} {
		dir := workdir(t, broken)
		summary := filepath.Join(dir, "summary.md")
		stdout, stderr, code := shell(t, dir, []string{"GITHUB_STEP_SUMMARY=" + summary}, "bash", "-e", "-c", steps[0].Run)
		if code != exit(broken) {
			t.Errorf("exit code %d\n%s", code, stderr)
		}
		if got := strings.HasPrefix(stdout, "::error file=deploy/app.yaml,line="); got != broken {
			t.Errorf("annotations: %q", stdout)
		}
		if !strings.Contains(stderr, "in the manifests: ") {
			t.Errorf("the log has no text: %q", stderr)
		}
		if !strings.HasPrefix(readFile(t, summary), "## ") {
			t.Error("no step summary")
		}
		var sarif map[string]any
		if err := json.Unmarshal([]byte(readFile(t, dir, steps[1].With["sarif_file"])), &sarif); err != nil || sarif["version"] != "2.1.0" {
			t.Errorf("SARIF: %v", err)
		}
	}
}

func TestGitLabRecipe(t *testing.T) {
	var jobs map[string]struct {
		Script    []string
		Artifacts struct{ Reports map[string]string }
	}
	recipe(t, "gitlab.yaml", &jobs)
	job := jobs["image-pulls"]
	for _, broken := range []bool{true, false} {
		dir := workdir(t, broken)
		stdout, stderr, code := shell(t, dir, nil, "sh", "-e", "-c", strings.Join(job.Script, "\n"))
		if code != exit(broken) || !strings.Contains(stdout, "in the manifests: ") {
			t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
		}
		var all struct {
			Suites []struct {
				Failures int `xml:"failures,attr"`
				Tests    int `xml:"tests,attr"`
			} `xml:"testsuite"`
		}
		if err := xml.Unmarshal([]byte(readFile(t, dir, job.Artifacts.Reports["junit"])), &all); err != nil {
			t.Fatal(err)
		}
		if len(all.Suites) != 1 || all.Suites[0].Tests == 0 || all.Suites[0].Failures > 0 != broken {
			t.Errorf("broken %v: %+v", broken, all)
		}
	}
}

// The gate runs on the practice cluster, whose failures do not pass.
func TestGateRecipe(t *testing.T) {
	gate, err := filepath.Abs(filepath.Join(recipes, "gate.sh"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, tc := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--train"}, 1, "in the practice cluster: "},
		{[]string{"--train", "-n", "web", "deployment/storefront"}, 1, "3 pods read"},
		{[]string{"--train", "-n", "default"}, 0, "gate: every image could be pulled"},
	} {
		stdout, stderr, code := shell(t, dir, nil, append([]string{gate}, tc.args...)...)
		if code != tc.code || !strings.Contains(stdout, tc.says) {
			t.Errorf("%v: exit code %d\n%.500s%.500s", tc.args, code, stdout, stderr)
		}
		var r wire.Report
		if err := json.Unmarshal([]byte(readFile(t, dir, "pulldoctor.json")), &r); err != nil || len(r.Failures) > 0 != (tc.code == 1) {
			t.Errorf("%v: %d failures, %v", tc.args, len(r.Failures), err)
		}
	}
}
