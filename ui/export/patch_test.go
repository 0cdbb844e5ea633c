package export

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

func TestPatchFiles(t *testing.T) {
	f := diagnose.Fix{Title: "All of it", Steps: []diagnose.Step{
		{Object: *uitest.Object("Secret", "shop", "new"), Write: step.CreateSecret{Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{"a": []byte("one")}, Labels: map[string]string{"made-by": "us"}}},
		{Object: *uitest.Object("Secret", "shop", "old"), Write: step.UpdateSecret{Data: map[string][]byte{"a": []byte("two")}, Before: map[string][]byte{"a": []byte("one"), "b": []byte("gone")}, Remove: []string{"b"}}},
		{Object: *uitest.Object("ServiceAccount", "shop", "default"), Write: step.SetAccountPullSecrets{PullSecrets: []string{"x", "new"}, PullSecretsBefore: []string{"x"}}},
		{Object: *uitest.Object("CronJob", "shop", "night"), Write: step.SetTemplatePullSecrets{PullSecrets: []string{"new"}}},
		{Object: *uitest.Object("Pod", "shop", "web-1"), Write: step.DeletePod{}},
	}}
	files, err := FixFiles(f)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for _, x := range files {
		content[x.Name] = string(x.Content)
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
	for _, want := range []string{"kubectl create -f 1-secret-new.yaml\n", "# undo: kubectl -n shop delete secret new\n",
		"kubectl -n shop patch secret old --type merge --patch-file 2-secret-old.patch.yaml\n", "kubectl -n shop delete pod web-1\n"} {
		if !strings.Contains(commands, want) {
			t.Errorf("the commands lack %q:\n%s", want, commands)
		}
	}
}
