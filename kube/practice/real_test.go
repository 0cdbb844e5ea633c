package practice

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// recorded is what a real node (Kubernetes 1.36.3, containerd 2.3.7) said of the same manifests.
// Its names of hosts were changed, its registries spoke https in place of http, and the DNS server
// that it named was left out.
type recorded struct {
	Phase      corev1.PodPhase    `json:"phase"`
	Waiting    map[string]waiting `json:"waiting"`
	Conditions []condition        `json:"conditions"`
	Events     []event            `json:"events"`
}

type waiting struct {
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

type condition struct {
	Type    string `json:"type"`
	Status  string `json:"status"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

type event struct {
	Type      string `json:"type"`
	Reason    string `json:"reason"`
	FieldPath string `json:"fieldPath"`
	Message   string `json:"message"`
}

// image is the one that an event about a pull names.
var image = regexp.MustCompile(`"[^"]*"`)

// settled turns a recording that was made between a failed pull and its back-off into what the
// node says a moment later.
func (r *recorded) settled() {
	for name, w := range r.Waiting {
		if w.Reason != "ErrImagePull" {
			continue
		}
		for _, e := range r.Events {
			if e.Reason == "Pulling" {
				r.Waiting[name] = waiting{"ImagePullBackOff", "Back-off pulling image " + image.FindString(e.Message) + ": ErrImagePull: " + w.Message}
			}
		}
	}
}

func TestAsARealNode(t *testing.T) {
	c := started(t, os.DirFS("testdata/real"), Options{})
	files, err := filepath.Glob("testdata/real/*/recorded.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d recordings: %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want recorded
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			want.settled()
			sortEvents(want.Events)
			if diff := cmp.Diff(want, said(t, c, name)); diff != "" {
				t.Errorf("(-real +practice):\n%s", diff)
			}
		})
	}
}

// said is what the practice node says of the pod of a namespace.
func said(t *testing.T, c *Cluster, namespace string) recorded {
	t.Helper()
	pods := podsOf(t, c, namespace)
	if len(pods) != 1 {
		t.Fatalf("%d pods", len(pods))
	}
	p := pods[0]
	got := recorded{Phase: p.Status.Phase, Waiting: map[string]waiting{}}
	for _, s := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
		if w := s.State.Waiting; w != nil {
			got.Waiting[s.Name] = waiting{w.Reason, w.Message}
		}
	}
	for _, x := range p.Status.Conditions {
		got.Conditions = append(got.Conditions, condition{string(x.Type), string(x.Status), x.Reason, x.Message})
	}
	list, err := c.Client().CoreV1().Events(namespace).List(t.Context(), metav1.ListOptions{FieldSelector: "involvedObject.uid=" + string(p.UID)})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Items {
		if e.Reason == "Pulled" { // times and sizes differ, and whether another pod pulled it before
			e.Message = image.FindString(e.Message)
		}
		got.Events = append(got.Events, event{e.Type, e.Reason, e.InvolvedObject.FieldPath, e.Message})
	}
	sortEvents(got.Events)
	return got
}

func sortEvents(list []event) {
	slices.SortFunc(list, func(a, b event) int {
		return strings.Compare(a.Type+a.Reason+a.FieldPath+a.Message, b.Type+b.Reason+b.FieldPath+b.Message)
	})
}
