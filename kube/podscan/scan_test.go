package podscan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/client-go/kubernetes/scheme"
)

// encoded returns a list as an API server sends it.
func encoded(t testing.TB, list *corev1.PodList) []byte {
	t.Helper()
	list.APIVersion, list.Kind = "v1", "PodList"
	var b bytes.Buffer
	if err := protobuf.NewSerializer(scheme.Scheme, scheme.Scheme).Encode(list, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pod(name string, phase corev1.PodPhase, states ...corev1.ContainerState) corev1.Pod {
	p := corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "shop", OwnerReferences: []metav1.OwnerReference{{Kind: "ReplicaSet", Name: "of-" + name}}, Labels: map[string]string{"app": name}},
		Status:     corev1.PodStatus{Phase: phase, Message: "from the node"},
	}
	for i, s := range states {
		p.Spec.Containers = append(p.Spec.Containers, corev1.Container{Name: fmt.Sprint("c", i), Image: "ghcr.io/acme/web:1"})
		p.Status.ContainerStatuses = append(p.Status.ContainerStatuses, corev1.ContainerStatus{Name: fmt.Sprint("c", i), State: s, RestartCount: 3})
	}
	return p
}

var (
	running = corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
	ended   = corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 1, Reason: "Error"}}
	backoff = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ImagePullBackOff", Message: "Back-off"}}
	empty   = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{}}
)

func TestStarted(t *testing.T) {
	inits, ephemeral := pod("init", corev1.PodRunning, running), pod("debug", corev1.PodRunning, running)
	inits.Status.InitContainerStatuses = []corev1.ContainerStatus{{Name: "i", State: backoff}}
	ephemeral.Status.EphemeralContainerStatuses = []corev1.ContainerStatus{{Name: "e", State: backoff}}
	before := pod("before", corev1.PodRunning, running)
	before.Status.ContainerStatuses[0].LastTerminationState = backoff // not the present state
	tests := []struct {
		pod  corev1.Pod
		want bool
	}{
		{pod("runs", corev1.PodRunning, running), true},
		{pod("two", corev1.PodRunning, running, ended), true},
		{pod("done", corev1.PodSucceeded, ended), true},
		{pod("evicted", corev1.PodFailed), true},
		{pod("second", corev1.PodRunning, running, backoff), false},
		{pod("empty", corev1.PodRunning, empty), false},
		{pod("pending", corev1.PodPending, running), false},
		{pod("unknown", corev1.PodUnknown, running), false},
		{pod("new", ""), false},
		{inits, false},
		{ephemeral, false},
		{before, true},
	}
	for _, tt := range tests {
		msg, err := tt.pod.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		g, err := glance(msg)
		if err != nil {
			t.Fatal(err)
		}
		owner := ""
		g.Owners(func(kind, name []byte) { owner += string(kind) + "/" + string(name) })
		m, err := g.Meta()
		if owner != "ReplicaSet/of-"+tt.pod.Name {
			t.Errorf("%s: owner %s", tt.pod.Name, owner)
		}
		if err != nil || g.Started() != tt.want || g.Phase() != tt.pod.Status.Phase || g.Key() != "shop/"+tt.pod.Name || m.Name != tt.pod.Name || m.Labels["app"] != tt.pod.Name {
			t.Errorf("%s: started %v, phase %q, meta %v, %v", tt.pod.Name, g.Started(), g.Phase(), m, err)
		}
	}
}

func TestReadSkips(t *testing.T) {
	rest := int64(7)
	list := &corev1.PodList{
		ListMeta: metav1.ListMeta{ResourceVersion: "41", Continue: "more", RemainingItemCount: &rest},
		Items:    []corev1.Pod{pod("a", corev1.PodRunning, running), pod("b", corev1.PodPending, backoff), pod("c", corev1.PodRunning, running)},
	}
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		body io.Reader
		skip func(*Glance) bool
		want []string
	}{
		{"protobuf", bytes.NewReader(encoded(t, list)), (*Glance).Started, []string{"b"}},
		{"byte by byte", iotest.OneByteReader(bytes.NewReader(encoded(t, list))), (*Glance).Started, []string{"b"}},
		{"all", bytes.NewReader(encoded(t, list)), nil, []string{"a", "b", "c"}},
		{"JSON", bytes.NewReader(text), (*Glance).Started, []string{"a", "b", "c"}},
	}
	for _, tt := range tests {
		var got []string
		var head metav1.ListMeta
		page, err := Read(tt.body, Visitor{Head: func(m metav1.ListMeta) { head = m }, Skip: tt.skip, Pod: func(p *corev1.Pod) {
			got = append(got, p.Name)
			if p.Name == "b" {
				want := list.Items[1]
				if d := cmp.Diff(&want, p); d != "" {
					t.Errorf("%s: %s", tt.name, d)
				}
			}
		}})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if d := cmp.Diff(tt.want, got); d != "" || page.Skipped != 3-len(got) {
			t.Errorf("%s: skipped %d %s", tt.name, page.Skipped, d)
		}
		if page.ResourceVersion != "41" || page.Continue != "more" || head.Continue != "more" || *page.RemainingItemCount != 7 {
			t.Errorf("%s: %+v", tt.name, page)
		}
	}
}

// A response that ends early is an error, never a shorter list.
func TestReadTruncated(t *testing.T) {
	list := &corev1.PodList{
		ListMeta: metav1.ListMeta{ResourceVersion: "41"},
		Items:    []corev1.Pod{pod("a", corev1.PodRunning, running), pod("b", corev1.PodPending, backoff)},
	}
	whole := encoded(t, list)
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		seen := 0
		_, err := Read(bytes.NewReader(whole[:n]), Visitor{Pod: func(*corev1.Pod) { seen++ }})
		if err == nil && seen < 2 || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("%d of %d bytes: %d pods and %v", n, len(whole), seen, err)
		}
	}
	for n := range text {
		if _, err := Read(bytes.NewReader(text[:n]), Visitor{}); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("JSON, %d of %d bytes: %v", n, len(text), err)
		}
	}
}

// Damaged bytes neither panic nor cause an allocation of the size they claim.
func TestReadDamaged(t *testing.T) {
	whole := encoded(t, &corev1.PodList{Items: []corev1.Pod{pod("a", corev1.PodRunning, running), pod("b", corev1.PodPending, backoff)}})
	rnd := rand.New(rand.NewPCG(8, 8))
	for range 20_000 {
		b := bytes.Clone(whole)
		for range 1 + rnd.IntN(3) {
			b[len(magic)+rnd.IntN(len(b)-len(magic))] = byte(rnd.Uint32())
		}
		_, _ = Read(bytes.NewReader(b), Visitor{Skip: (*Glance).Started})
	}
	for _, b := range []string{"k8s\x00\x12\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "k8s\x00\x12\x80\x80\x80\x80\x80\x10\x12\x80\x80\x80\x80\x40", "k8s\x00\x08\x01"} {
		if _, err := Read(bytes.NewReader([]byte(b)), Visitor{}); err == nil {
			t.Errorf("%q is accepted", b)
		}
	}
}

func TestImages(t *testing.T) {
	p := pod("web", corev1.PodRunning, running, running)
	p.Spec.InitContainers = []corev1.Container{{Name: "i", Image: "busybox:1"}}
	var got []string
	_, err := Read(bytes.NewReader(encoded(t, &corev1.PodList{Items: []corev1.Pod{p}})), Visitor{Skip: func(g *Glance) bool {
		g.Images(func(image []byte) { got = append(got, string(image)) })
		return true
	}})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"ghcr.io/acme/web:1", "ghcr.io/acme/web:1", "busybox:1"}, got); d != "" {
		t.Error(d)
	}
}

// Looking at the images of a pod that is skipped makes no garbage.
func TestGlanceAtImagesAllocatesNothing(t *testing.T) {
	p := pod("web", corev1.PodRunning, running, running)
	raw, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	g, err := glance(raw)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{"ghcr.io/acme/other:1": true}
	found := false
	if n := testing.AllocsPerRun(100, func() {
		g.Images(func(image []byte) { found = found || wanted[string(image)] })
	}); n > 4 { // the closures of each
		t.Errorf("%v allocations", n)
	}
}
