package tui

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// attacked is a pod that says the text wherever one can.
func attacked(name, text string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: name, Labels: map[string]string{"l": text}, Annotations: map[string]string{"a": text}},
		Spec: corev1.PodSpec{
			ServiceAccountName: text, NodeName: text, ImagePullSecrets: []corev1.LocalObjectReference{{Name: text}},
			Containers: []corev1.Container{{Name: text, Image: text}},
		},
		Status: corev1.PodStatus{Phase: corev1.PodPending, ContainerStatuses: []corev1.ContainerStatus{{
			Name: text, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ErrImagePull", Message: text + ": no basic auth credentials: " + text}},
		}}},
	}
}

// colour is what the screen's own styles write.
var colour = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// TestAttacksOnTheScreen opens every page over texts that attack a terminal.
func TestAttacksOnTheScreen(t *testing.T) {
	realDiagnosis(t)
	for _, a := range apitest.Attacks {
		t.Run(a.Name, func(t *testing.T) {
			event := &corev1.Event{
				ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "e"},
				InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web"}, Reason: "Failed" + a.Text, Message: a.Text,
			}
			api := apitest.New(attacked("web", a.Text), attacked("named-"+a.Text, a.Text), event)
			s, err := read.Collect(t.Context(), api.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
			if err != nil || len(s.Pods) == 0 {
				t.Fatal(len(s.Pods), err)
			}
			for _, size := range [][2]int{{140, 40}, {80, 24}, {40, 10}} {
				d := drive(t, size[0], size[1]).reading(s)
				for _, keys := range []string{"", "enter", "right", "enter", "esc", "esc", "esc", "f", "esc", "tab", "L", "esc", "?"} {
					if keys != "" {
						d.keys(keys)
					}
					v := d.a.View()
					clean(t, keys, v.Content)
					clean(t, "title", v.WindowTitle)
				}
			}
		})
	}
}

func clean(t *testing.T, where, screen string) {
	t.Helper()
	for _, r := range colour.ReplaceAllString(screen, "") {
		if r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("\u2028\u2029", r)) {
			t.Errorf("after %q the screen holds %U", where, r)
			return
		}
	}
}
