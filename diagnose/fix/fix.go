package fix

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// What happens after a fix.
const (
	afterSecret  = "The kubelet reads the secret again at its next attempt. No pod is restarted; the back-off between attempts grows to 5 minutes."
	afterRestart = "New pods replace the failing ones and start immediately."
	AfterCronJob = "The next run of the CronJob uses the new list. The current Job cannot be changed and keeps failing."
)

// pods are the distinct pods of a group.
func (g Group) pods() []*diagnose.Pod {
	var out []*diagnose.Pod
	seen := map[*diagnose.Pod]bool{}
	for _, k := range g.Cases {
		if !seen[k.Pod] {
			seen[k.Pod] = true
			out = append(out, k.Pod)
		}
	}
	return out
}

// lead is the case that represents the group.
func (g Group) lead() *pull.Case { return g.Cases[0] }

// ref is the reference that the finding is about, in the lead case.
func (g Group) ref() *pull.Ref {
	if g.Finding.Object == nil || g.Finding.Object.Kind != "Secret" {
		return nil
	}
	return g.lead().Ref(g.Finding.Object.Name)
}

// meta finds the metadata of an object that was read.
func meta(x *pull.Index, o diagnose.Object) *diagnose.Meta {
	switch o.Kind {
	case "Secret":
		if s := x.Secrets[o]; s != nil {
			return &s.Meta
		}
	case "ServiceAccount":
		if a := x.Accounts[o]; a != nil {
			return &a.Meta
		}
	default:
		if w := x.Workloads[o]; w != nil {
			return &w.Meta
		}
	}
	return nil
}

// rewrite is the fix that changes the content of one secret. An immutable secret
// cannot be changed: a new one replaces it.
func (g Group) rewrite(id, title string, s *diagnose.Secret, key string, content []byte) (diagnose.Fix, bool) {
	if s.Immutable {
		return g.replace(id, s, s.Type, key, content)
	}
	return diagnose.Fix{ID: id, Title: title, After: afterSecret, Steps: []diagnose.Step{UpdateStep(s, key, content)}}, true
}

// UpdateStep sets one data key of a secret. Content that is not known yet is nil:
// WithCredentials completes it.
func UpdateStep(s *diagnose.Secret, key string, content []byte) diagnose.Step {
	w := step.UpdateSecret{Type: s.Type, Before: map[string][]byte{key: s.Data[key]}}
	if content != nil {
		w.Data = map[string][]byte{key: content}
	}
	return diagnose.Step{Object: s.Object(), APIVersion: "v1", UID: s.UID, ResourceVersion: s.ResourceVersion, Write: w}
}

// CreateStep creates a pull secret with one data key.
func CreateStep(namespace, name, typ string, content []byte) diagnose.Step {
	w := step.CreateSecret{Type: typ}
	if content != nil {
		w.Data = map[string][]byte{pull.WantedKey(typ): content}
	}
	return creating(namespace, name, w)
}

func creating(namespace, name string, w step.CreateSecret) diagnose.Step {
	return diagnose.Step{Object: diagnose.Object{Kind: "Secret", Namespace: namespace, Name: name}, APIVersion: "v1", Write: w}
}

// replace creates a new secret next to an old one and references it wherever the
// old one is referenced. The old one stays.
func (g Group) replace(id string, old *diagnose.Secret, typ, key string, content []byte) (diagnose.Fix, bool) {
	name := freeName(g.lead().Index, old.Namespace, old.Name+"-pull")
	f := diagnose.Fix{ID: id, Title: fmt.Sprintf("Create Secret %s/%s of the right type and use it instead", old.Namespace, name) + takenWords(g.lead().Index, old.Namespace, old.Name+"-pull", name), After: afterRestart}
	if old.Immutable {
		f.Title = fmt.Sprintf("Create Secret %s/%s with the corrected content and use it instead (the old one is immutable)", old.Namespace, name)
	}
	from := old.Object()
	w := step.CreateSecret{Type: typ, Data: map[string][]byte{key: content}, From: &from, FromKey: g.lead().Index.Inspect(old).DataKey}
	if was := old.Data[w.FromKey]; !bytes.Equal(was, content) {
		w.Before = map[string][]byte{key: was}
	}
	f.Steps = []diagnose.Step{creating(old.Namespace, name, w)}
	if !g.relist(&f, func(l []string) []string { return substituted(l, old.Name, name) }, nil) {
		return diagnose.Fix{}, false
	}
	return f, true
}

// freeName is want, with a number appended if the name is taken.
func freeName(x *pull.Index, namespace, want string) string {
	want = strings.Trim(want, "-.")
	if len(want) > 240 {
		want = strings.TrimRight(want[:240], "-.")
	}
	name := want
	for i := 2; x.Secrets[diagnose.Object{Kind: "Secret", Namespace: namespace, Name: name}] != nil; i++ {
		name = fmt.Sprintf("%s-%d", want, i)
	}
	return name
}

// as is " as NAME" for a copy that has another name than the original.
func as(original, name string) string {
	if name == original {
		return ""
	}
	return " as " + name
}

// takenWords explain why a secret does not get the obvious name: ", because
// quay-login is a TLS secret".
func takenWords(x *pull.Index, namespace, want, name string) string {
	s := x.Secrets[diagnose.Object{Kind: "Secret", Namespace: namespace, Name: want}]
	if s == nil || name == want {
		return ""
	}
	what := "another pull secret"
	switch {
	case pull.PullSecretType(s):
	case s.Type == "kubernetes.io/tls":
		what = "a TLS secret"
	case s.Type == "Opaque" || s.Type == "":
		what = "an Opaque secret"
	default:
		what = "a secret of type " + s.Type
	}
	return ", because " + want + " is " + what
}

// substituted is the list with one name replaced. Here and below, empty items,
// which the kubelet skips, are left out.
func substituted(list []string, old, new string) []string {
	var out []string
	for _, n := range list {
		if n == old {
			n = new
		}
		if n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func appended(list []string, name string) []string {
	return substituted(append(slices.Clone(list), name), "", "")
}

func without(list []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(n string) bool { return n == name || n == "" })
}

// sortedObjects orders objects for a stable list.
func sortedObjects(objects []diagnose.Object) []diagnose.Object {
	text := make(map[diagnose.Object]string, len(objects)) // formatted once: there may be thousands
	for _, o := range objects {
		text[o] = o.String()
	}
	slices.SortFunc(objects, func(a, b diagnose.Object) int { return strings.Compare(text[a], text[b]) })
	return slices.Clone(objects) // without the spare capacity
}
