package apitest

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

func pods(n int) []Object {
	var out []Object
	for i := range n {
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: fmt.Sprint("ns-", i%2), Name: fmt.Sprintf("p-%03d", i), Labels: map[string]string{"n": fmt.Sprint(i % 3)}}}
		p.Status.Phase = corev1.PodRunning
		if i%5 == 0 {
			p.Status.Phase = corev1.PodPending
		}
		out = append(out, p)
	}
	return out
}

func TestLists(t *testing.T) {
	tests := []struct {
		name, namespace string
		opts            metav1.ListOptions
		want, pages     int
	}{
		{"all", "", metav1.ListOptions{Limit: 30}, 100, 4},
		{"one namespace", "ns-1", metav1.ListOptions{Limit: 50}, 50, 1},
		{"by field", "", metav1.ListOptions{Limit: 30, FieldSelector: "status.phase=Pending"}, 20, 1},
		{"by its absence", "", metav1.ListOptions{FieldSelector: "status.phase!=Pending"}, 80, 1},
		{"by label", "", metav1.ListOptions{LabelSelector: "n=1"}, 33, 1},
	}
	client := New(pods(100)...).Client()
	for _, tt := range tests {
		seen, n, opts := map[string]bool{}, 0, tt.opts
		for {
			l, err := client.CoreV1().Pods(tt.namespace).List(t.Context(), opts)
			if err != nil {
				t.Fatal(err)
			}
			n++
			for _, p := range l.Items {
				seen[p.Namespace+"/"+p.Name] = true
			}
			if opts.Continue = l.Continue; opts.Continue == "" {
				break
			}
		}
		if len(seen) != tt.want || n != tt.pages {
			t.Errorf("%s: %d pods on %d pages", tt.name, len(seen), n)
		}
	}
}

func TestForgetAndRefuse(t *testing.T) {
	s := New(pods(10)...)
	core := s.Client().CoreV1()
	l, err := core.Pods("").List(t.Context(), metav1.ListOptions{Limit: 4})
	if err != nil || *l.RemainingItemCount != 6 {
		t.Fatal(err)
	}
	s.Forget()
	if _, err := core.Pods("").List(t.Context(), metav1.ListOptions{Limit: 4, Continue: l.Continue}); !apierrors.IsResourceExpired(err) {
		t.Errorf("gone: %v", err)
	}
	if _, err := core.Pods("ns-0").Get(t.Context(), "absent", metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		t.Errorf("absent: %v", err)
	}
	s.Allow = func(r Request) bool { return r.Verb != "get" }
	if _, err := core.Pods("ns-0").Get(t.Context(), "p-000", metav1.GetOptions{}); !apierrors.IsForbidden(err) || len(s.Refused()) != 1 {
		t.Errorf("refused: %v", err)
	}
}

func TestWatchOverTheNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(pods(4)...)
		n := Serve(s, nil)
		defer n.Close()
		client, err := kubernetes.NewForConfig(&rest.Config{Host: "http://apitest", Dial: n.Dial, QPS: -1})
		if err != nil {
			t.Fatal(err)
		}
		l, err := client.CoreV1().Pods("").List(t.Context(), metav1.ListOptions{})
		if err != nil {
			t.Fatal(err)
		}
		w, err := client.CoreV1().Pods("ns-0").Watch(t.Context(), metav1.ListOptions{ResourceVersion: l.ResourceVersion, AllowWatchBookmarks: true})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Stop()
		changed := pods(2)
		changed[1].SetNamespace("ns-1") // of the other namespace
		s.Put(changed[1])
		s.Put(changed[0])
		s.Delete(changed[0])
		began := time.Now()
		for _, want := range []watch.EventType{watch.Modified, watch.Deleted, watch.Bookmark} {
			if e := <-w.ResultChan(); e.Type != want {
				t.Errorf("%s instead of %s", e.Type, want)
			}
		}
		if took := time.Since(began); took != BookmarkEvery {
			t.Errorf("the bookmark came after %s", took)
		}
	})
}
