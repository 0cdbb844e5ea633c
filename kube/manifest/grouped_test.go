package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
)

// writeTree writes files below a new folder.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A repository of charts that are not rendered, and folders with many values that are
// filled in later, are noted in a few lines.
func TestProblemsAreGrouped(t *testing.T) {
	files := map[string]string{"app/pod.yaml": podText}
	for i := range 40 {
		files[fmt.Sprintf("charts/a/templates/t%d.yaml", i)] = "{{- if .Values.x }}\napiVersion: v1\nkind: Pod\n{{- end }}\n"
		files[fmt.Sprintf("charts/b/templates/sub/t%d.yaml", i)] = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n"
		files[fmt.Sprintf("flux/d%d.yaml", i)] = strings.NewReplacer("{name: web}", fmt.Sprintf("{name: w%d}", i), "image: nginx", "image: '${IMAGE}'").Replace(podText)
		files[fmt.Sprintf("broken/b%d.yaml", i)] = "apiVersion: v1\nkind: Pod\nmetadata: [\n"
	}
	for _, c := range []string{"a", "b"} {
		files["charts/"+c+"/Chart.yaml"] = "apiVersion: v2\nname: " + c + "\n"
		files["charts/"+c+"/values.yaml"] = "x: true\n"
	}
	dir := writeTree(t, files)
	s, problems, err := ReadFilesIn([]string{dir}, nil, kube.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range problems {
		all = append(all, strings.ReplaceAll(p.String(), dir+string(filepath.Separator), ""))
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{
		"charts/a: 40 templates of a Helm chart were skipped: give the output of helm template ",
		"charts/b: 40 templates of a Helm chart were skipped: give the output of helm template ",
		"flux: 38 more like these: filled in later, not judged",
		"broken: 38 more like these: not YAML: ",
		"4 files are not Kubernetes manifests and were skipped: ",
	} {
		if !strings.Contains(filepath.ToSlash(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if len(problems) > 9 || len(s.Unreadable) != 5 {
		t.Errorf("%d lines, %d unreadable:\n%s", len(problems), len(s.Unreadable), text)
	}
}

// Findings name the template that helm template rendered a document from.
func TestChartTemplateIsNamed(t *testing.T) {
	s := mustRead(t, "---\n# Source: shop/charts/web/templates/deployment.yaml\n"+strings.Replace(podText, "image: nginx", "image: Nginx", 1)+
		"---\n# a note\n# Source: shop/templates/sa.yaml\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nimagePullSecrets: [x]\n"+
		"---\napiVersion: v1\nkind: ServiceAccount # Source: not/a/comment/of/helm.yaml\nmetadata: {name: b}\nimagePullSecrets: [x]\n")
	r := engine.Run(s, diagnose.Options{}).Report
	if l := r.Failures[0].Findings[0].Location; l == nil || l.Chart != "shop/charts/web/templates/deployment.yaml" {
		t.Errorf("%+v", l)
	}
	var charts []string
	for _, d := range r.Documents {
		charts = append(charts, d.Findings[0].Location.Chart)
	}
	if got := strings.Join(charts, " "); got != "shop/templates/sa.yaml " {
		t.Errorf("%q", got)
	}
}
