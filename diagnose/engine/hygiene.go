package engine

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// hygiene lists what is worth cleaning up among the pull secrets: nothing of it
// makes a pull fail.
func (w *sweep) hygiene() []diagnose.Hygiene {
	s := w.x.Snap
	var out []diagnose.Hygiene
	add := func(kind diagnose.HygieneKind, sec *diagnose.Secret, format string, a ...any) {
		out = append(out, diagnose.Hygiene{Kind: kind, Object: sec.Object(), Detail: fmt.Sprintf(format, a...)})
	}
	referenced := w.referenced()
	first := map[[sha256.Size]byte]*diagnose.Secret{}
	for i := range s.Secrets {
		sec := &s.Secrets[i]
		if !pull.PullSecretType(sec) || sec.Deleting || !inScope(s, sec.Namespace) {
			continue
		}
		if !referenced[sec.Object()] && w.allRead(sec.Namespace) {
			add(diagnose.HygieneUnreferenced, sec, "No pod, no workload and no service account references it. Other tools may: Flux, Tekton, image builds.")
		}
		content := sec.Data[pull.WantedKey(sec.Type)]
		if len(bytes.TrimSpace(content)) > 0 {
			sum := sha256.Sum256(slices.Concat([]byte(sec.Namespace+"\x00"+sec.Type+"\x00"), content))
			if other := first[sum]; other != nil {
				add(diagnose.HygieneDuplicate, sec, "It has the same content as Secret %s in this namespace.", other.Name)
			} else {
				first[sum] = sec
			}
		}
		for _, e := range w.x.Inspect(sec).Entries {
			if broad(e.Key) {
				add(diagnose.HygieneBroadKey, sec, "The registry key %q matches registries of many owners: whoever chooses the image chooses who receives the credentials.", keyring.ShowKey(e.Key))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b diagnose.Hygiene) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Object.String(), b.Object.String()))
	})
	return out
}

// referenced are the secrets that a pod, a template or a service account lists.
func (w *sweep) referenced() map[diagnose.Object]bool {
	out := map[diagnose.Object]bool{}
	note := func(namespace string, names []string) {
		for _, n := range names {
			out[diagnose.Object{Kind: "Secret", Namespace: namespace, Name: n}] = true
		}
	}
	s := w.x.Snap
	for i := range s.Pods {
		note(s.Pods[i].Namespace, s.Pods[i].PullSecrets)
	}
	if s.Sweep != nil {
		for i := range s.Sweep.Groups {
			note(s.Sweep.Groups[i].Pod.Namespace, s.Sweep.Groups[i].Pod.PullSecrets)
		}
	}
	for i := range s.Workloads {
		note(s.Workloads[i].Namespace, s.Workloads[i].PullSecrets)
	}
	for i := range s.ServiceAccounts {
		note(s.ServiceAccounts[i].Namespace, s.ServiceAccounts[i].PullSecrets)
	}
	return out
}

// allRead reports whether every pod, template and service account of a namespace
// was read, so that it means something that none references a secret.
func (w *sweep) allRead(namespace string) bool {
	s := w.x.Snap
	return s.Sweep != nil && s.Sweep.Whole && !slices.ContainsFunc(s.Unreadable, func(u diagnose.Unreadable) bool {
		return u.Namespace == "" || u.Namespace == namespace
	})
}

// broad reports whether a registry key matches hosts of different owners: "*",
// "*.io", "*.com.br".
func broad(key string) bool {
	host := strings.TrimPrefix(strings.TrimPrefix(key, "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, ":")
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	return strings.Contains(host, "*") && (len(labels) < 3 && !strings.HasSuffix(last, "example") || strings.Contains(last, "*") || len(labels) > 1 && strings.Contains(labels[len(labels)-2], "*"))
}
