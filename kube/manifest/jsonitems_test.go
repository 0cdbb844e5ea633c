package manifest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// jsonList is bigList as kubectl get -o json writes it.
func jsonList(t *testing.T) string {
	t.Helper()
	var tree any
	if err := yaml.Unmarshal([]byte(bigList("apiVersion: v1\nitems:\n", listEnd)), &tree); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(tree, "", "    ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + "\n"
}

// A long list in JSON is read item by item with the same outcome as in one go
// (a second object behind it leaves it whole), and with the lines of the items.
func TestCutJSON(t *testing.T) {
	text := "\n" + jsonList(t)
	items, kind, version, ok := document.Document{Text: []byte(text), Line: 1}.CutItems()
	if !ok || len(items) != 600 || kind != "List" || version != "v1" {
		t.Fatalf("cut %v, %d items of %s %s", ok, len(items), kind, version)
	}
	got, want := mustRead(t, text), mustRead(t, text+"{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\"}\n")
	got.Now = want.Now
	lines := strings.Split(text, "\n")
	for i := range got.Pods {
		if l := got.Pods[i].Line; strings.TrimSpace(lines[l-1]) != "{" || strings.TrimSpace(lines[l]) != `"apiVersion": "v1",` {
			t.Fatalf("pod %d: line %d is %q", i, l, lines[l-1])
		}
		if l := got.Misplaced[i].Line; !strings.Contains(lines[l-1], `"imagePullSecrets"`) {
			t.Fatalf("misplaced %d: line %d is %q", i, l, lines[l-1])
		}
		got.Pods[i].Line, got.Misplaced[i].Line = want.Pods[i].Line, want.Misplaced[i].Line
		got.Pods[i].Places, got.Misplaced[i].InDoc = want.Pods[i].Places, want.Misplaced[i].InDoc
		got.Misplaced[i].Column = want.Misplaced[i].Column // in one go all stand at the list's
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestJSONLeftWhole(t *testing.T) {
	text := jsonList(t)
	for name, text := range map[string]string{
		"items twice": strings.Replace(text, "{", `{"items": [{}],`, 1),
		"no list":     strings.Replace(text, `"kind": "List"`, `"kind": "Pod"`, 1),
		"cut off":     text[:len(text)-10],
		"no array":    `{"items": 3, "x": "` + text,
	} {
		if _, _, _, ok := (document.Document{Text: []byte(text), Line: 1}).CutItems(); ok {
			t.Errorf("%s was cut", name)
		}
	}
}

// More objects than memory is meant for are refused in one sentence.
func TestTooManyObjects(t *testing.T) {
	defer func(n int) { maxObjects = n }(maxObjects)
	maxObjects = 3
	if _, _, err := readText(t, strings.Repeat("---\n"+podText, 3), ""); err != nil {
		t.Error(err)
	}
	for name, text := range map[string]string{"documents": strings.Repeat("---\n"+podText, 4), "items": jsonList(t)} {
		if _, _, err := readText(t, text, ""); err == nil || !strings.HasPrefix(err.Error(), "There are more than 3 Kubernetes objects in ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
