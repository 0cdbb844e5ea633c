package manifest

import (
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Annotations of controllers that copy Secrets into other namespaces: reflector
// (emberstack), kubernetes-replicator (mittwald) and config-syncer (kubed).
const (
	reflector  = "reflector.v1.k8s.emberstack.com/"
	replicator = "replicator.v1.mittwald.de/"
	kubed      = "kubed.appscode.com/sync"
)

// copied says whether a controller fills in a Secret from another one.
func copied(annotations map[string]string) bool {
	return annotations[reflector+"reflects"] != "" || annotations[replicator+"replicate-from"] != ""
}

// copySecrets adds the copies of Secrets that a controller makes in the namespaces
// that their annotations name, as far as something there references them.
func (l *loader) copySecrets() {
	s := &l.snap
	taken := map[diagnose.Object]bool{}
	var sources []int
	for i := range s.Secrets {
		taken[s.Secrets[i].Object()] = true
		if hasCopies(s.Secrets[i].Annotations) {
			sources = append(sources, i)
		}
	}
	if len(sources) == 0 {
		return
	}
	for i := range s.Planned {
		taken[diagnose.Object{Kind: "Secret", Namespace: s.Planned[i].Namespace, Name: s.Planned[i].Makes}] = true
	}
	need := func(namespace string, names []string) {
		for _, name := range names {
			o := diagnose.Object{Kind: "Secret", Namespace: namespace, Name: name}
			if taken[o] {
				continue
			}
			for _, i := range sources {
				if src := s.Secrets[i]; src.Name == name && l.copiesTo(src.Annotations, namespace) {
					src.Namespace, src.UID = namespace, ""
					s.Secrets = append(s.Secrets, src)
					taken[o] = true
					break
				}
			}
		}
	}
	for i := range s.Pods {
		if s.Pods[i].Template {
			need(s.Pods[i].Namespace, s.Pods[i].PullSecrets)
		}
	}
	for i := range s.ServiceAccounts {
		need(s.ServiceAccounts[i].Namespace, s.ServiceAccounts[i].PullSecrets)
	}
}

func hasCopies(a map[string]string) bool {
	_, synced := a[kubed]
	return synced || a[reflector+"reflection-auto-enabled"] == "true" && a[reflector+"reflection-allowed"] == "true" ||
		a[replicator+"replicate-to"] != "" || a[replicator+"replicate-to-matching"] != ""
}

// copiesTo says whether annotations of a Secret have it copied into a namespace.
func (l *loader) copiesTo(a map[string]string, namespace string) bool {
	if a[reflector+"reflection-auto-enabled"] == "true" && a[reflector+"reflection-allowed"] == "true" {
		everywhere := func(list string) bool { return strings.TrimSpace(list) == "" || listed(list, namespace) }
		if everywhere(a[reflector+"reflection-allowed-namespaces"]) && everywhere(a[reflector+"reflection-auto-namespaces"]) {
			return true
		}
	}
	if listed(a[replicator+"replicate-to"], namespace) {
		return true
	}
	if selector := a[replicator+"replicate-to-matching"]; selector != "" && l.selects(selector, namespace) {
		return true
	}
	selector, synced := a[kubed]
	return synced && l.selects(selector, namespace)
}

// listed says whether a list of names and regular expressions has a namespace.
func listed(list, namespace string) bool {
	return slices.ContainsFunc(strings.Split(list, ","), func(pattern string) bool {
		pattern = strings.TrimSpace(pattern)
		if pattern == "" {
			return false
		}
		re, err := regexp.Compile("^(?:" + pattern + ")$")
		return pattern == namespace || err == nil && re.MatchString(namespace)
	})
}

// selects says whether a label selector has a namespace. One that is not among the
// files may have the labels.
func (l *loader) selects(selector, namespace string) bool {
	want, err := labels.Parse(selector)
	if err != nil {
		return false
	}
	for i := range l.snap.Namespaces {
		if n := &l.snap.Namespaces[i]; n.Name == namespace {
			return want.Matches(labels.Set(n.Labels))
		}
	}
	return true
}
