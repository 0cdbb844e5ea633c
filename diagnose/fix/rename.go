package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// rename stores the credentials under the right key, or under both keys. Both
// come first if a pod is known to need the old key.
func (g Group) rename(r *pull.Ref, old, new string) []diagnose.Fix {
	s := r.Secret
	key := pull.WantedKey(s.Type)
	var fixes []diagnose.Fix
	if content, err := dockerconfig.RenameKey(s.Data[key], pull.LayoutOf(s.Type), old, new); err == nil {
		if f, ok := g.rewrite("rename-key", fmt.Sprintf("Rename the registry key to %q in Secret %s/%s", new, s.Namespace, s.Name), s, key, content); ok {
			if users := podsNeeding(g.lead().Index, s, &f.Steps[0]); len(users) > 0 {
				f.Warnings = append(f.Warnings, needsOld(users, keyring.ShowKey(old)))
			}
			fixes = append(fixes, f)
		}
	}
	if content, err := dockerconfig.CopyEntry(s.Data[key], pull.LayoutOf(s.Type), old, new); err == nil {
		if f, ok := g.rewrite("add-key", fmt.Sprintf("Keep %q and store the same credentials under %q as well", keyring.ShowKey(old), new), s, key, content); ok {
			fixes = append(fixes, f)
		}
	}
	if len(fixes) == 2 && len(fixes[0].Warnings) > 0 {
		slices.Reverse(fixes)
	}
	return fixes
}

// mostPodsShown is how many pods that need the old key are listed.
const mostPodsShown = 3

// needsOld says which pods would be left without credentials.
func needsOld(users []string, old string) string {
	need := "need"
	if len(users) == 1 {
		need = "needs"
	}
	if n := len(users) - mostPodsShown; n > 0 {
		users = append(slices.Clone(users[:mostPodsShown]), fmt.Sprintf("%d more", n))
	}
	return fmt.Sprintf("%s %s the credentials under %s and would have none at the next pull. Keep both keys instead.", text.JoinAnd(users), need, old)
}

// podsNeeding are the pods of the snapshot that use the secret for an image for
// which it has no credentials after the step. Running pods are mostly not in the
// snapshot: package kube reads them when the fix is checked.
func podsNeeding(x *pull.Index, s *diagnose.Secret, st *diagnose.Step) []string {
	var out []string
	loses := LosesCredentials(st)
	for _, p := range x.Pods[s.Namespace] {
		if !slices.Contains(pullSecretsOf(x, p), s.Name) {
			continue
		}
		for i := range p.Containers {
			if image := p.Containers[i].Image; loses(image) {
				out = append(out, fmt.Sprintf("%s (%s)", p.Object(), image))
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// pullSecretsOf is the list of a pod; a template without one gets its account's.
func pullSecretsOf(x *pull.Index, p *diagnose.Pod) []string {
	if a := x.Accounts[p.AccountObject()]; p.Template && len(p.PullSecrets) == 0 && a != nil {
		return a.PullSecrets
	}
	return p.PullSecrets
}

// RemovesKey reports whether a step removes a registry key from a secret.
func RemovesKey(s *diagnose.Step) bool {
	w, _ := s.Write.(step.UpdateSecret)
	was, is := keys(w.Type, w.Before), keys(w.Type, w.Data)
	return slices.ContainsFunc(was, func(k string) bool { return !slices.Contains(is, k) })
}

func keys(typ string, data map[string][]byte) []string {
	var out []string
	for _, e := range keyring.Inspect(keyring.Secret{Type: typ, Data: data}).Entries {
		out = append(out, e.Key)
	}
	return out
}

// LosesCredentials reports for an image whether a secret contains credentials for
// it now and no longer does after the step. Each image is looked up once. What
// the kubelet cannot read, it does not find.
func LosesCredentials(s *diagnose.Step) func(image string) bool {
	known := map[string]bool{}
	w, _ := s.Write.(step.UpdateSecret)
	if !RemovesKey(s) {
		return func(string) bool { return false }
	}
	was, err := keyring.New([]keyring.Secret{{Type: w.Type, Data: w.Before}})
	is, _ := keyring.New([]keyring.Secret{{Type: w.Type, Data: w.Data}})
	if err != nil {
		return func(string) bool { return false }
	}
	return func(image string) bool {
		lost, seen := known[image]
		if img, err := keyring.ParseImage(image); !seen && err == nil {
			lost = len(was.Lookup(img)) > 0 && (is == nil || len(is.Lookup(img)) == 0)
		}
		known[image] = lost
		return lost
	}
}
