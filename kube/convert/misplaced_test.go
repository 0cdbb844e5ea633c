package convert

import (
	"strings"
	"testing"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func TestMisplaced(t *testing.T) {
	tests := []struct{ name, doc, want string }{
		{"right place in a pod", `{"kind":"Pod","spec":{"imagePullSecrets":[{"name":"a"}]}}`, ""},
		{"right place in a template", `{"kind":"Deployment","spec":{"template":{"spec":{"imagePullSecrets":[{"name":"a"}]}}}}`, ""},
		{"right place in a service account", `{"kind":"ServiceAccount","imagePullSecrets":[{"name":"a"}]}`, ""},
		{"null", `{"kind":"Pod","spec":{"imagePullSecrets":null}}`, ""},
		{"another kind", `{"kind":"Chart","imagePullSecrets":["a"]}`, ""},
		{"an annotation", `{"kind":"Pod","metadata":{"annotations":{"imagePullSecrets":"a"}}}`, ""},
		{"under a container", `{"kind":"Pod","spec":{"containers":[{},{"imagePullSecrets":[{"name":"a"},{"name":"b"}]}]}}`, "spec.containers[1].imagePullSecrets a,b"},
		{"beside the template's spec", `{"kind":"Deployment","spec":{"template":{"imagePullSecrets":[{"name":"a"}]}}}`, "spec.template.imagePullSecrets a"},
		{"in the workload's spec", `{"kind":"StatefulSet","spec":{"imagePullSecrets":[{"name":"a"}]}}`, "spec.imagePullSecrets a"},
		{"in the job's spec", `{"kind":"CronJob","spec":{"jobTemplate":{"spec":{"imagePullSecrets":[{"name":"a"}]}}}}`, "spec.jobTemplate.spec.imagePullSecrets a"},
		{"in metadata", `{"kind":"Pod","metadata":{"imagePullSecrets":[{"name":"a"}]}}`, "metadata.imagePullSecrets a"},
		{"at the top", `{"kind":"Pod","imagePullSecrets":[{"name":"a"}]}`, "imagePullSecrets a"},
		{"account's spec", `{"kind":"ServiceAccount","spec":{"imagePullSecrets":[{"name":"a"}]}}`, "spec.imagePullSecrets a"},
		{"strings", `{"kind":"Pod","spec":{"imagePullSecrets":["a","b"]}}`, "spec.imagePullSecrets a,b"},
		{"one string", `{"kind":"Pod","spec":{"imagePullSecrets":"a"}}`, "spec.imagePullSecrets a"},
		{"one mapping", `{"kind":"Pod","spec":{"imagePullSecrets":{"name":"a"}}}`, "spec.imagePullSecrets a"},
		{"singular", `{"kind":"Pod","spec":{"imagePullSecret":[{"name":"a"}]}}`, "spec.imagePullSecret a"},
		{"other case", `{"kind":"Pod","spec":{"imagepullsecrets":[{"name":"a"}]}}`, "spec.imagepullsecrets a"},
		{"hostile name", `{"kind":"Pod","spec":{"imagePullSecrets":["a\u001b"]}}`, `spec.imagePullSecrets a\u001b`},
		{"printed by a chart without toYaml", `{"kind":"Deployment","spec":{"template":{"spec":{"imagePullSecrets":"[map[name:regcred] map[name:other]]"}}}}`, "spec.template.spec.imagePullSecrets regcred,other"},
		{"printed in a list", `{"kind":"Pod","spec":{"imagePullSecrets":["map[name:regcred]"]}}`, "spec.imagePullSecrets regcred"},
		{"printed, hostile", `{"kind":"Pod","spec":{"imagePullSecrets":"[map[name:a\u001b]]"}}`, `spec.imagePullSecrets a\u001b`},
		{"a chart's own name for it", `{"kind":"Pod","spec":{"pullSecrets":["a"]}}`, "spec.pullSecrets a"},
		{"a chart's name, in the container", `{"kind":"Pod","spec":{"containers":[{"image-pull-secret":"a"}]}}`, "spec.containers[0].image-pull-secret a"},
		{"right place in a PodTemplate", `{"kind":"PodTemplate","template":{"spec":{"imagePullSecrets":[{"name":"a"}]}}}`, ""},
		{"a PodTemplate has no spec of its own", `{"kind":"PodTemplate","spec":{"template":{"spec":{"imagePullSecrets":[{"name":"a"}]}}}}`, "spec.template.spec.imagePullSecrets a"},
		{"misspelt", `{"kind":"ServiceAccount","imagePullSecerts":[{"name":"a"}]}`, "imagePullSecerts a"},
		{"a name as key", `{"kind":"Pod","spec":{"imagePullSecrets":[{"name":"b"},{"a":null},{"secretName":"c"},"d"]}}`, "spec.imagePullSecrets[1] a; spec.imagePullSecrets[2] c; spec.imagePullSecrets[3] d"},
		{"an anchor on top", `{"kind":"Pod","x-secrets":{"imagePullSecrets":[{"name":"a"}]}}`, ""},
		{"an empty name, not in the right place", `{"kind":"Pod","spec":{"containers":[{"imagePullSecrets":[{"name":""}]}]}}`, ""},
		{"too deep", `{"kind":"Pod","spec":` + strings.Repeat(`{"a":`, 100) + `{"imagePullSecrets":["a"]}` + strings.Repeat("}", 101), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var doc map[string]any
			if err := utiljson.Unmarshal([]byte(tt.doc), &doc); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range MisplacedIn(doc) {
				got = append(got, h.At.String()+" "+strings.Join(h.Names, ","))
			}
			Remove(doc, MisplacedIn(doc))
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
			if left := MisplacedIn(doc); len(left) != 0 {
				t.Errorf("left after removal: %v", left)
			}
			applied := MisplacedApplied(diagnose.Object{Name: "x"}, tt.doc)
			if len(applied) != len(got) {
				t.Errorf("%d found in an applied copy", len(applied))
			}
		})
	}
}

// An empty name is found, and stays: a list that holds it is not empty.
func TestEmptyNameStays(t *testing.T) {
	var doc map[string]any
	if err := utiljson.Unmarshal([]byte(`{"kind":"Pod","spec":{"imagePullSecrets":[{"name":""},{"name":"a"},{"name":null},{}]}}`), &doc); err != nil {
		t.Fatal(err)
	}
	hits := MisplacedIn(doc)
	if len(hits) != 3 || !hits[0].Item || hits[0].At.String() != "spec.imagePullSecrets[0]" {
		t.Fatalf("%+v", hits)
	}
	Remove(doc, hits)
	if list := doc["spec"].(map[string]any)["imagePullSecrets"].([]any); len(list) != 3 {
		t.Errorf("left: %v", list)
	}
}
