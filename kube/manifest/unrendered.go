package manifest

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// This file recognizes input of tools that render manifests: it may look like
// manifests and is not.

// kustomizationFiles are the names that kustomize reads (its
// konfig.RecognizedKustomizationFileNames).
var kustomizationFiles = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// skipKustomization skips a kustomization: its patches, images and generators
// change the manifests next to it.
func (l *loader) skipKustomization(f inputFile) bool {
	if f.path == "-" || !slices.Contains(kustomizationFiles, filepath.Base(f.path)) {
		return false
	}
	l.note(FileProblem{File: f.shown(), Hint: f.found, Text: kustomized(clean.Line(filepath.Dir(f.path)))})
	return true
}

func kustomized(folder string) string {
	return "kustomizations are not rendered: give the output of kubectl kustomize " + folder
}

// kustomizeGroup is the API group of kustomizations; Flux has a kind of the
// same name in another group.
const kustomizeGroup = "kustomize.config.k8s.io/"

// isTemplate says whether a name or an image in a document is one of Helm's
// expressions. Elsewhere {{ is not unusual: in annotations, in commands, in
// the template of an ExternalSecret.
func isTemplate(doc map[string]any) bool {
	found := false
	convert.Walk(doc, nil, func(at convert.Path, v any) bool {
		field, _ := at[len(at)-1].(string)
		switch field {
		case "annotations", "labels", "data", "stringData":
			return false
		case "name", "namespace", "generateName", "image", "serviceAccountName", "type", "imagePullSecrets":
			text, _ := v.(string)
			found = found || strings.Contains(text, "{{")
		}
		return !found
	})
	return found
}

// judged says whether a kind is relevant to pulls.
func judged(kind, version string) bool {
	_, isWorkload := workload.Kinds[workload.Key{Kind: kind, APIVersion: version}]
	return isWorkload || version == "v1" && slices.Contains([]string{"Pod", "Secret", "ServiceAccount", "PodTemplate"}, kind)
}

// isDockerConfig says whether a document is what docker login writes.
func isDockerConfig(doc map[string]any) bool {
	for _, field := range []string{"auths", "credsStore", "credHelpers"} {
		if doc[field] != nil {
			return true
		}
	}
	return false
}
