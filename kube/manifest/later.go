package manifest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// What this file knows are values that another tool fills in after this one has
// read the manifest: they are noted and not judged, unless --strict asks for it.

// substituted is ${VAR} of envsubst and Flux, $(VAR) of kustomize and Tekton, %(var)s of
// Jsonnet, and ENC[...] of SOPS.
var substituted = regexp.MustCompile(`\$\{[A-Za-z_][^}]*\}|%\([A-Za-z_]\w*\)s|\$\([A-Za-z_][^)]*\)|ENC\[[A-Z0-9_]+,`)

// vaultPath is a placeholder of argocd-vault-plugin.
var vaultPath = regexp.MustCompile(`<[^<>\s]+>`)

// filledLater says whether a text of a document is filled in later. Templates of Argo
// Workflows and others have {{...}} for a controller to fill in.
func filledLater(doc map[string]any, text string) bool {
	return substituted.MatchString(text) || usesVault(doc) && vaultPath.MatchString(text) || strings.Contains(text, "{{") && isCustom(doc)
}

// isCustom says whether a document is of a group that Kubernetes does not have.
func isCustom(doc map[string]any) bool {
	group, _, _ := strings.Cut(stringAt(doc, "apiVersion"), "/")
	return strings.Contains(group, ".") && !strings.HasSuffix(group, ".k8s.io")
}

func usesVault(doc map[string]any) bool {
	for name := range annotationsIn(doc) {
		if strings.HasPrefix(name, "avp.kubernetes.io/") {
			return true
		}
	}
	return false
}

func annotationsIn(doc map[string]any) map[string]string {
	out := map[string]string{}
	for name := range mapAt(mapAt(doc, "metadata"), "annotations") {
		out[name] = stringAt(mapAt(mapAt(doc, "metadata"), "annotations"), name)
	}
	return out
}

// secretLater takes over a Secret whose content or type is filled in later as one
// that will exist: pods may reference it, its content is not judged.
func (l *loader) secretLater(p place, doc map[string]any) bool {
	if stored(doc) || l.literal {
		return false
	}
	by := ""
	switch {
	case mapAt(doc, "sops") != nil:
		by = "encrypted by SOPS"
	case copied(annotationsIn(doc)):
		by = "a copy that a controller makes of another Secret"
	}
	kind, _ := doc["type"].(string)
	for _, text := range append(textsIn(doc["data"]), append(textsIn(doc["stringData"]), kind)...) {
		if by == "" && filledLater(doc, text) {
			by = "written with placeholders of another tool"
		}
	}
	if by == "" {
		return false
	}
	m := l.metaIn(p, "Secret", doc)
	m.APIVersion = "v1"
	if filledLater(doc, kind) || kind == "" {
		kind = string(corev1.SecretTypeDockerConfigJson)
	}
	l.snap.Planned = append(l.snap.Planned, diagnose.PlannedSecret{Meta: m, Makes: m.Name, Type: clean.Line(kind), Open: true, Field: "type"})
	l.later(p.file, p.line, fmt.Sprintf("%s is %s", m.Object(), by))
	return true
}

// textsIn are the texts of a mapping.
func textsIn(field any) []string {
	m, _ := field.(map[string]any)
	var out []string
	for _, v := range m {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func (l *loader) later(f inputFile, line int, what string) {
	l.note(FileProblem{File: f.shown(), Line: line, Hint: true, Text: clean.Line(what) + ": filled in later, not judged"})
}

// podLater leaves out the containers of a template whose image is filled in later,
// and lets names of pull secrets that are stand for secrets that will exist.
func (l *loader) podLater(p place, doc map[string]any, v *diagnose.Pod) {
	if l.literal {
		return
	}
	v.Containers = slices.DeleteFunc(v.Containers, func(c diagnose.Container) bool {
		if !filledLater(doc, c.Image) {
			return false
		}
		l.later(p.file, p.line, fmt.Sprintf("%s, container %s: image %s", v.Object(), c.Name, c.Image))
		return true
	})
	l.namesLater(p, doc, &v.Meta, v.PullSecrets)
}

func (l *loader) namesLater(p place, doc map[string]any, m *diagnose.Meta, names []string) {
	for _, name := range names {
		if l.literal || !filledLater(doc, name) {
			continue
		}
		l.later(p.file, p.line, fmt.Sprintf("%s: pull secret %s", m.Object(), name))
		planned := diagnose.PlannedSecret{Makes: name, Type: string(corev1.SecretTypeDockerConfigJson), Open: true}
		planned.Meta = diagnose.Meta{Kind: "Secret", APIVersion: "v1", Namespace: m.Namespace, Name: name, File: p.file.shown(), Line: p.line}
		l.snap.Planned = append(l.snap.Planned, planned)
	}
}

// faultsNow are the faults of a document without those of values that are filled
// in later, and of what SOPS adds.
func (l *loader) faultsNow(doc map[string]any, faults []fault) []fault {
	if l.literal {
		return faults
	}
	sops := mapAt(doc, "sops") != nil
	return slices.DeleteFunc(faults, func(f fault) bool {
		text, _ := convert.ValueAt(doc, f.at).(string)
		return sops || filledLater(doc, text)
	})
}
