package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const source = `{
 "Go": "1.26.0",
 "Godebug": [{"Key": "default", "Value": "go1.26"}],
 "Require": [
  {"Path": "github.com/google/uuid", "Version": "v1.6.0"},
  {"Path": "k8s.io/api", "Version": "v0.0.0"},
  {"Path": "k8s.io/kube-openapi", "Version": "v0.0.0-20260101000000-000000000000", "Indirect": true}
 ],
 "Replace": [
  {"Old": {"Path": "k8s.io/kubelet"}, "New": {"Path": "./staging/src/k8s.io/kubelet"}},
  {"Old": {"Path": "k8s.io/api"}, "New": {"Path": "./staging/src/k8s.io/api"}},
  {"Old": {"Path": "example.com/fork"}, "New": {"Path": "example.com/other", "Version": "v1.0.0"}}
 ]
}`

func TestTranslate(t *testing.T) {
	var src goMod
	if err := json.Unmarshal([]byte(source), &src); err != nil {
		t.Fatal(err)
	}
	got := translate(src, "k8s", "v1.36.3")
	for _, want := range []string{
		"\ngo 1.26.0\n",
		"\ngodebug default=go1.26\n",
		"\tk8s.io/kubernetes/cmd/kubelet\n",
		"\tk8s.io/kubernetes v1.36.3\n",
		"\tgithub.com/google/uuid v1.6.0\n",
		"\tk8s.io/api v0.36.3\n",
		"\tk8s.io/kube-openapi v0.0.0-20260101000000-000000000000 // indirect\n",
		"\tk8s.io/api => k8s.io/api v0.36.3\n\tk8s.io/kubelet => k8s.io/kubelet v0.36.3\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "example.com/other") {
		t.Error("a replacement that is no library of the tree was turned as well")
	}
}
