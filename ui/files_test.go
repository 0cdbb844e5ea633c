package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// written are the files below a folder with their content; each must be for
// its owner only.
func written(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, others can read it", path, info.Mode())
		}
		if e.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		out[filepath.ToSlash(name)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestExport(t *testing.T) {
	d := drive(t, 100, 30).reading(fixtureSnapshot(noon))
	d.keys("e")
	d.shows("report written to", "pulldoctor-report.json")
	d.keys("e")
	files := written(t, d.a.o.Folder)
	if len(files) != 2 || files["pulldoctor-report-2.json"] == "" {
		t.Errorf("files %v, want a second one beside the first", files)
	}
	var r diagnose.Report
	if err := json.Unmarshal([]byte(files["pulldoctor-report.json"]), &r); err != nil || len(r.Failures) != 10 {
		t.Errorf("%d failures in the report (%v), want 10", len(r.Failures), err)
	}
	if strings.Contains(files["pulldoctor-report.json"], hiddenPassword) {
		t.Error("a password is in the report")
	}
}

func TestExportWithoutAPlace(t *testing.T) {
	d := drive(t, 250, 30, func(o *Options) { o.Folder = filepath.Join(o.Folder, "no", "such") }).reading(fixtureSnapshot(noon))
	d.keys("e")
	d.shows("cannot be written: no such file", "another folder")
	toWeb(d)
	d.keys("f", "w")
	d.shows("pulldoctor-fix cannot be written")
}

func TestExportBeforeAnythingIsRead(t *testing.T) {
	d := drive(t, 80, 24)
	d.keys("e", "y")
	if got := written(t, d.a.o.Folder); len(got) != 0 {
		t.Errorf("wrote %v with nothing read", got)
	}
}

// TestSaveFix: the preview writes what it would do, and nothing over anything.
func TestSaveFix(t *testing.T) {
	d := drive(t, 120, 30).reading(fixtureSnapshot(noon))
	toWeb(d)
	d.keys("f", "w")
	d.shows("written to", "only you can read them")
	d.keys("right", "right", "enter")
	if len(d.backend.applied) != 0 {
		t.Error("saving has applied the fix")
	}
	files := written(t, d.a.o.Folder)
	for _, want := range []string{"pulldoctor-fix/commands.txt", "pulldoctor-fix-2/commands.txt",
		"pulldoctor-fix/1-secret-regcred.patch.yaml", "pulldoctor-fix/1-secret-regcred.before.yaml"} {
		if files[want] == "" {
			t.Errorf("no file %s among %d", want, len(files))
		}
	}
}

func TestPatchFiles(t *testing.T) {
	f := diagnose.Fix{Title: "All of it", Steps: []diagnose.Step{
		{
			Object: *object("Secret", "shop", "new"),
			Write:  step.CreateSecret{Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{"a": []byte("one")}, Labels: map[string]string{"made-by": "us"}},
		},
		{
			Object: *object("Secret", "shop", "old"),
			Write:  step.UpdateSecret{Data: map[string][]byte{"a": []byte("two")}, Before: map[string][]byte{"a": []byte("one"), "b": []byte("gone")}, Remove: []string{"b"}},
		},
		{
			Object: *object("ServiceAccount", "shop", "default"),
			Write:  step.SetAccountPullSecrets{PullSecrets: []string{"x", "new"}, PullSecretsBefore: []string{"x"}},
		},
		{Object: *object("CronJob", "shop", "night"), Write: step.SetTemplatePullSecrets{PullSecrets: []string{"new"}}},
		{Object: *object("Pod", "shop", "web-1"), Write: step.DeletePod{}},
	}}
	files, err := patchFiles(f)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for _, x := range files {
		content[x.name] = string(x.content)
	}
	for name, want := range map[string]string{
		"1-secret-new.yaml":                    `{"apiVersion":"v1","data":{"a":"b25l"},"kind":"Secret","metadata":{"labels":{"made-by":"us"},"name":"new","namespace":"shop"},"type":"kubernetes.io/dockerconfigjson"}`,
		"2-secret-old.patch.yaml":              `{"data":{"a":"dHdv","b":null}}`,
		"2-secret-old.before.yaml":             `{"data":{"a":"b25l","b":"Z29uZQ=="}}`,
		"3-serviceaccount-default.patch.yaml":  `{"imagePullSecrets":[{"name":"x"},{"name":"new"}]}`,
		"3-serviceaccount-default.before.yaml": `{"imagePullSecrets":[{"name":"x"}]}`,
		"4-cronjob-night.patch.yaml":           `{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"new"}]}}}}}}`,
		"4-cronjob-night.before.yaml":          `{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"imagePullSecrets":[]}}}}}}`,
	} {
		got, err := yaml.YAMLToJSON([]byte(content[name]))
		if err != nil || string(got) != want {
			t.Errorf("%s (%v):\n got %s\nwant %s", name, err, got, want)
		}
	}
	commands := content["commands.txt"]
	for _, want := range []string{"kubectl create -f 1-secret-new.yaml\n", "# take it back: kubectl -n shop delete secret new\n",
		"kubectl -n shop patch secret old --type merge --patch-file 2-secret-old.patch.yaml\n", "kubectl -n shop delete pod web-1\n"} {
		if !strings.Contains(commands, want) {
			t.Errorf("the commands lack %q:\n%s", want, commands)
		}
	}
}
