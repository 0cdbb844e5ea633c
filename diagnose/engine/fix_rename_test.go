package engine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Who still needs the old key is told, and then both keys come first.
func TestRenameWithOtherUsers(t *testing.T) {
	const old, image = "nexus.example.com:5000", "nexus.example.com:8083/web:1"
	user := func(name, image string, secrets ...string) func(*diagnose.Snapshot) {
		return func(s *diagnose.Snapshot) {
			s.Pods = append(s.Pods, diagnose.Pod{Meta: diagnose.Meta{Kind: "Pod", Namespace: "shop", Name: name}, ServiceAccount: "default", PullSecrets: secrets,
				Containers: []diagnose.Container{{Name: "c", Type: diagnose.TypeContainer, Image: image, Running: true}}})
		}
	}
	sidecar := func(s *diagnose.Snapshot) {
		s.Pods[0].Containers = append(s.Pods[0].Containers, diagnose.Container{Name: "side", Type: diagnose.TypeContainer, Image: old + "/side:1", Running: true})
	}
	template := func(s *diagnose.Snapshot) {
		user("nightly", old+"/job:1")(s)
		s.Pods[len(s.Pods)-1].Template, s.ServiceAccounts[0].PullSecrets = true, []string{"r"}
	}
	many := func(s *diagnose.Snapshot) {
		for i := range 5 {
			user(fmt.Sprintf("p%d", i), old+"/x:1", "r")(s)
		}
	}
	for name, tc := range map[string]struct {
		edit  func(*diagnose.Snapshot)
		first string
		warns string
	}{
		"nobody":           {func(*diagnose.Snapshot) {}, "rename-key", ""},
		"another image":    {user("b", "ghcr.io/acme/b:1", "r"), "rename-key", ""},
		"another secret":   {user("b", old+"/b:1", "s"), "rename-key", ""},
		"the new port too": {user("b", image, "r"), "rename-key", ""},
		"the old port":     {user("b", old+"/b:1", "r"), "add-key", "Pod shop/b (" + old + "/b:1) needs the login under"},
		"its own sidecar":  {sidecar, "add-key", "Pod shop/web-1 (" + old + "/side:1) needs"},
		"a template":       {template, "add-key", "shop/nightly (" + old + "/job:1) needs"},
		"many":             {many, "add-key", "Pod shop/p2 (" + old + "/x:1) and 2 more need the login under"},
	} {
		t.Run(name, func(t *testing.T) {
			s := world(basicRefusal, refs("r"), secret("shop", "r", config(old)), tc.edit)
			s.Pods[0].Containers[0].Image = image
			_, f := root(t, s)
			if got := f.Fixes[0].ID; got != tc.first {
				t.Errorf("%s comes first, want %s", got, tc.first)
			}
			text := strings.Join(fixNamed(t, f, "rename-key").Warnings, "\n")
			if (text == "") != (tc.warns == "") || !strings.Contains(text, tc.warns) {
				t.Errorf("rename-key warns %q, want %q", text, tc.warns)
			}
			if w := fixNamed(t, f, "add-key").Warnings; len(w) > 0 {
				t.Errorf("add-key warns %q", w)
			}
		})
	}
}
