package cases

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

func TestLoad(t *testing.T) {
	list, err := Load(os.DirFS("testdata/good"))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Name != "one" || list[1].Name != "two" {
		t.Fatalf("want one and two in this order, got %d cases", len(list))
	}
	one := list[0]
	want := Expect{
		Namespace: "one", Pod: "app", Container: "app", ContainerType: "container",
		Class: "credential-rejected", Findings: []string{"credential-rejected", "secret-name-typo"},
		Credentials: []Credential{{"regcred", "reg.example.com:5000", "puller"}},
		Fix:         "update-secret", After: "running",
	}
	if diff := cmp.Diff(want, one.Expect); diff != "" {
		t.Errorf("expect (-want +got):\n%s", diff)
	}
	if one.Title != "First by order" || one.Story != "A story of\ntwo lines.\n" || one.Lesson != "A lesson." {
		t.Errorf("texts: %q %q %q", one.Title, one.Story, one.Lesson)
	}
	if string(one.NodeFile) != "kind: List\n" || list[1].NodeFile != nil {
		t.Errorf("node files: %q, %q", one.NodeFile, list[1].NodeFile)
	}
	if list[1].Expect.After != "" {
		t.Errorf("a case without a fix ends in %q", list[1].Expect.After)
	}
}

func TestManifestsAreTyped(t *testing.T) {
	list, err := Load(os.DirFS("testdata/good"), "one")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || len(list[0].Manifests) != 3 || len(list[0].Then) != 1 {
		t.Fatalf("wrong number of objects: %+v", list)
	}
	secret, ok := list[0].Manifests[1].(*corev1.Secret)
	if !ok || !strings.HasSuffix(secret.StringData[".dockerconfigjson"], "---not a separator") {
		t.Errorf("secret cut short or not a Secret: %T", list[0].Manifests[1])
	}
	d, ok := list[0].Manifests[2].(*appsv1.Deployment)
	if !ok || *d.Spec.Replicas != 2 || d.Kind != "Deployment" {
		t.Errorf("not the Deployment: %T", list[0].Manifests[2])
	}
}

func TestLoadErrors(t *testing.T) {
	if _, err := Load(os.DirFS("testdata/good"), "nothing"); err == nil || !strings.Contains(err.Error(), `"nothing"`) {
		t.Errorf("unknown case: %v", err)
	}
	_, err := Load(os.DirFS("testdata/bad-kind"))
	if err == nil || !strings.Contains(err.Error(), `case x: manifests.yaml: document 1: unknown kind "Pood"`) {
		t.Errorf("unknown kind: %v", err)
	}
}

func TestLoadRegistries(t *testing.T) {
	list, err := LoadRegistries(os.DirFS("testdata/good"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Registry{
		{Host: "reg.example.com:5000", Auth: AuthToken, Accounts: []Account{{"puller", "practice-word"}},
			Images: []string{"team/app:1.0"}, Public: []string{"team/open:1.0"}},
		{Host: "open.example.com", Auth: AuthNone, Public: []string{"a/b:1"}},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("registries (-want +got):\n%s", diff)
	}
	if text := fmt.Sprintf("%v %#v", list, list); strings.Contains(text, "practice-word") {
		t.Error("a password is printed with the registries")
	}
	if _, err := LoadRegistries(os.DirFS("testdata/bad-kind")); err == nil {
		t.Error("no registries.yaml, no error")
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys := os.DirFS("../../testdata/cases")
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
