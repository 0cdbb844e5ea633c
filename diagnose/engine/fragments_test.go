package engine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// dumps are all situations from threads, pages and rounds.
func dumps(t *testing.T) map[string]*diagnose.Snapshot {
	t.Helper()
	out := map[string]*diagnose.Snapshot{}
	for _, set := range []string{"threads", "rows", "blind", "blind2"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "testdata", set, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if ext := filepath.Ext(file); ext != ".yaml" && ext != ".json" || strings.HasPrefix(filepath.Base(file), "expect") {
				continue
			}
			s, _, err := manifest.ReadFiles([]string{file}, nil, "")
			if err != nil {
				t.Fatal(err)
			}
			out[set+"/"+filepath.Base(file)] = s
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d dumps", len(out))
	}
	return out
}

// everyFix calls do with every fix of every case and of every dump.
func everyFix(t *testing.T, do func(t *testing.T, f diagnose.Fix)) {
	eachFix(t, func(t *testing.T, _ *diagnose.Snapshot, f, _ diagnose.Fix) { do(t, f) })
	for name, s := range dumps(t) {
		for i, f := range engine.Run(s, diagnose.Options{}).Report.Failures {
			for _, finding := range f.Findings {
				for _, x := range finding.Fixes {
					t.Run(fmt.Sprintf("%s/%d/%s", name, i, x.ID), func(t *testing.T) { do(t, x) })
				}
			}
		}
	}
}

// restarts are the fixes that are meant to do nothing but replace pods.
var restarts = []string{"restart-pods", "try-now"}

// After a fix that attaches, the object that creates the next pod has the
// change: a step writes its list, or the fix says which object to change.
func TestWhatMakesTheNextPodIsChanged(t *testing.T) {
	attaching := 0
	everyFix(t, func(t *testing.T, f diagnose.Fix) {
		lists := slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool {
			before, after, ok := step.Lists(s)
			return ok && !slices.Equal(before, after)
		})
		writes := slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool { return s.Action() != diagnose.DeletePod })
		switch {
		case strings.Contains(f.ID, "attach") && !lists && f.ID != "detach-secret":
			t.Errorf("%s changes no list", f.Title)
		case len(f.Steps) > 0 && !writes && !slices.Contains(restarts, f.ID):
			t.Errorf("%s only deletes", f.Title)
		case f.ID == "edit-source" && len(f.Commands) == 0 && f.Where == "":
			t.Errorf("%s does not say what to change", f.Title)
		case strings.Contains(f.ID, "attach"):
			attaching++
		}
		for _, s := range f.Steps {
			if s.Action() == diagnose.SetTemplatePullSecrets && s.Object.Kind == "Job" {
				t.Errorf("%s writes a template that cannot be changed", s.Object)
			}
		}
		if slices.ContainsFunc(f.Commands, func(c string) bool { return strings.Contains(c, `{name: ""}`) || strings.Contains(c, `{"name":""}`) }) {
			t.Error("a command lists an empty name")
		}
	})
	if attaching < 40 {
		t.Errorf("only %d fixes attach", attaching)
	}
}

var (
	patchArgument = regexp.MustCompile(`patch (\S+) \S+ --type=(\S+) -p '((?:[^']|'\\'')*)'`)
	fragment      = regexp.MustCompile(`imagePullSecrets to (\[.*?\])(?:;|$)`)
	podArgument   = regexp.MustCompile(`'(\{"apiVersion":"v1","kind":"Pod".*\})' \|`)
)

// typeOf is the typed API's object for a kubectl resource; nil for a
// custom resource.
func typeOf(resource string) any {
	switch kind, _, _ := strings.Cut(resource, "."); kind {
	case "serviceaccount":
		return &corev1.ServiceAccount{}
	case "deployment":
		return &appsv1.Deployment{}
	case "statefulset":
		return &appsv1.StatefulSet{}
	case "daemonset":
		return &appsv1.DaemonSet{}
	case "replicaset":
		return &appsv1.ReplicaSet{}
	case "replicationcontroller":
		return &corev1.ReplicationController{}
	case "cronjob":
		return &batchv1.CronJob{}
	}
	return nil
}

func strict(text string, into any) error {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// Every patch, fragment and object that a command prints is one that the typed
// API accepts, strictly.
func TestFragmentsOfCommands(t *testing.T) {
	seen := map[string]int{}
	everyFix(t, func(t *testing.T, f diagnose.Fix) {
		for _, c := range f.Commands {
			if m := patchArgument.FindStringSubmatch(c); m != nil {
				seen[m[2]]++
				text := strings.ReplaceAll(m[3], `'\''`, "'")
				object := typeOf(m[1])
				switch {
				case m[2] == "json":
					var ops []struct {
						Op, Path string
						Value    []corev1.LocalObjectReference
					}
					if err := strict(text, &ops); err != nil || len(ops) != 1 || !strings.HasSuffix(ops[0].Path, "/spec/imagePullSecrets") {
						t.Errorf("%v in %s", err, c)
					}
				case object == nil && !json.Valid([]byte(text)):
					t.Errorf("no JSON in %s", c)
				case object != nil:
					if err := strict(text, object); err != nil {
						t.Errorf("%v in %s", err, c)
					}
				}
			}
			if m := fragment.FindStringSubmatch(c); m != nil {
				seen["fragment"]++
				var list []corev1.LocalObjectReference
				if err := yaml.UnmarshalStrict([]byte(m[1]), &list); err != nil {
					t.Errorf("%v in %s", err, c)
				}
			}
			if m := podArgument.FindStringSubmatch(c); m != nil {
				seen["pod"]++
				var pod corev1.Pod
				if err := strict(strings.ReplaceAll(m[1], `'\''`, "'"), &pod); err != nil || pod.Spec.Containers[0].ImagePullPolicy != corev1.PullAlways || pod.Spec.RestartPolicy != corev1.RestartPolicyNever {
					t.Errorf("%v in %s", err, c)
				}
			}
		}
	})
	for _, kind := range []string{"json", "merge", "strategic", "fragment", "pod"} {
		if seen[kind] == 0 {
			t.Errorf("no command with a %s was seen", kind)
		}
	}
}
