package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// bigList is a list in kubectl's form, larger than cutFrom; the lines before
// and behind the items are given.
func bigList(before, behind string) string {
	var b strings.Builder
	b.WriteString(before)
	long := strings.Repeat("x", 2000)
	for i := range 600 {
		fmt.Fprintf(&b, "- apiVersion: v1\n  kind: Pod\n  metadata:\n    annotations:\n      a: |\n        - apiVersion: not an item\n        %s\n    name: p%d\n    namespace: shop\n"+
			"  spec:\n    imagePullSecrets:\n    - name: s\n    containers:\n    - image: ghcr.io/acme/web:%d\n      imagePullSecrets:\n      - name: t\n      name: c\n", long, i, i)
	}
	return b.String() + behind
}

const listEnd = "kind: List\nmetadata:\n  resourceVersion: \"\"\n"

// A long list is read item by item with the same outcome as in one go.
func TestCutItems(t *testing.T) {
	whole := func(text string) *diagnose.Snapshot { // an alias: read in one go
		return mustRead(t, strings.Replace(text, "kind: List\n", "kind: List\nx-read: [&a whole, *a]\n", 1))
	}
	for name, text := range map[string]string{
		"kubectl's order": bigList("# a dump\napiVersion: v1\nitems:\n", listEnd),
		"items last":      bigList("apiVersion: v1\n"+listEnd+"items:\n", ""),
		"Windows":         strings.ReplaceAll(bigList("apiVersion: v1\nitems:\n", listEnd), "\n", "\r\n"),
		"second document": podText + "---\n" + bigList("apiVersion: v1\nitems:\n", listEnd),
	} {
		docs := document.Split([]byte(text))
		items, kind, version, ok := docs[len(docs)-1].CutItems()
		if !ok || len(items) != 600 || kind != "List" || version != "v1" {
			t.Errorf("%s: cut %v, %d items of %s %s", name, ok, len(items), kind, version)
		}
		got, want := mustRead(t, text), whole(text)
		if got.Now = want.Now; name == "kubectl's order" { // in the others the added line shifts the rest
			for i := range got.Pods { // fields of a long document are not looked up
				got.Pods[i].Places = nil
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: %s", name, d)
			}
		}
		if len(got.Pods) != len(want.Pods) || len(got.Misplaced) != 600 || got.Misplaced[0].Path != "spec.containers[0].imagePullSecrets" {
			t.Errorf("%s: %d pods, want %d, %d misplaced", name, len(got.Pods), len(want.Pods), len(got.Misplaced))
		}
	}
}

// What is not in that form is read in one go, and so is what is short.
func TestLeftWhole(t *testing.T) {
	for name, text := range map[string]string{
		"short":         "apiVersion: v1\nitems:\n- {apiVersion: v1, kind: Pod}\nkind: List\n",
		"another field": bigList("apiVersion: v1\nitems:\n", listEnd+"other: 1\n"),
		"no kind":       bigList("apiVersion: v1\nitems:\n", ""),
		"no list":       bigList("apiVersion: v1\nkind: Pod\nitems:\n", ""),
		"flow items":    bigList("apiVersion: v1\nkind: List\nitems: []\n", ""),
		"aliases":       bigList("apiVersion: v1\nitems:\n", "kind: List\nmetadata: [&a x, *a]\n"),
	} {
		d := document.Document{Text: []byte(text), Line: 1}
		if _, _, _, ok := d.CutItems(); ok || string(d.Text) != text {
			t.Errorf("%s was cut", name)
		}
	}
}

// A broken item is named with its line, and the others are read.
func TestBrokenItem(t *testing.T) {
	text := strings.Replace(bigList("apiVersion: v1\nitems:\n", listEnd), "    name: p1\n", "    name: [p1\n", 1)
	s, problems, err := readText(t, text, "")
	if err != nil || len(s.Pods) != 599 || len(problems) != 1 || problems[0].Line < 20 || problems[0].Line > 40 {
		t.Errorf("%v %v", problems, err)
	}
}
