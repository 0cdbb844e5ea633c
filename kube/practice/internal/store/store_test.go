package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var pods = schema.GroupResource{Resource: "pods"}

func pod(namespace, name, phase string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name},
		Status:     corev1.PodStatus{Phase: corev1.PodPhase(phase)},
	}
}

func all(Object) bool { return true }

func pending(o Object) bool { return o.(*corev1.Pod).Status.Phase == "Pending" }

func TestVersionsCountUp(t *testing.T) {
	var notified []string
	s := New(func(gr schema.GroupResource) { notified = append(notified, gr.Resource) })
	first, second := pod("a", "x", ""), pod("a", "y", "")
	if err := errors.Join(s.Create(pods, first), s.Create(pods, second)); err != nil {
		t.Fatal(err)
	}
	if err := s.Create(pods, pod("a", "x", "")); !errors.Is(err, ErrExists) {
		t.Errorf("second create: %v", err)
	}
	if err := s.Update(pods, pod("a", "x", "Running"), "1"); err != nil {
		t.Errorf("update at the right version: %v", err)
	}
	if err := s.Update(pods, pod("a", "x", "Failed"), "1"); !errors.Is(err, ErrConflict) {
		t.Errorf("update at an old version: %v", err)
	}
	if err := s.Update(pods, pod("a", "z", ""), "1"); !errors.Is(err, ErrMissing) {
		t.Errorf("update of nothing: %v", err)
	}
	if err := s.Delete(pods, "a", "x", "1"); !errors.Is(err, ErrConflict) {
		t.Errorf("delete at an old version: %v", err)
	}
	if err := s.Delete(pods, "a", "x", "3"); err != nil {
		t.Errorf("delete at the right version: %v", err)
	}
	list, version := s.List(pods, "")
	if len(list) != 1 || list[0].GetName() != "y" || version != 4 {
		t.Errorf("left: %d objects at version %d", len(list), version)
	}
	if !slices.Equal(notified, []string{"pods", "pods", "pods", "pods"}) {
		t.Errorf("notified of %v", notified)
	}
}

func TestListIsSorted(t *testing.T) {
	s := New(nil)
	for _, p := range []*corev1.Pod{pod("b", "a", ""), pod("a", "z", ""), pod("a", "b", "")} {
		if err := s.Create(pods, p); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	list, _ := s.List(pods, "")
	for _, o := range list {
		names = append(names, o.GetNamespace()+"/"+o.GetName())
	}
	if want := []string{"a/b", "a/z", "b/a"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if list, _ := s.List(pods, "b"); len(list) != 1 {
		t.Errorf("namespace b holds %d", len(list))
	}
}

// read returns what a watcher has received so far.
func read(w *Watcher) []string {
	var got []string
	for {
		select {
		case e, open := <-w.ResultChan():
			if !open {
				return append(got, "closed")
			}
			o := e.Object.(Object)
			got = append(got, fmt.Sprintf("%s %s@%s", e.Type, o.GetName(), o.GetResourceVersion()))
		default:
			return got
		}
	}
}

func TestWatchSeesThroughItsSelector(t *testing.T) {
	s := New(nil)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Create(pods, pod("a", "x", "Pending")))
	must(s.Create(pods, pod("a", "y", "Running")))
	fresh, err := s.Watch(pods, "a", 0, pending)
	must(err)
	later, err := s.Watch(pods, "", 1, all)
	must(err)
	elsewhere, err := s.Watch(pods, "b", 0, all)
	must(err)
	must(s.Update(pods, pod("a", "x", "Running"), "1"))
	must(s.Update(pods, pod("a", "y", "Pending"), "2"))
	must(s.Delete(pods, "a", "y", "4"))

	if got, want := read(fresh), []string{"ADDED x@1", "DELETED x@3", "ADDED y@4", "DELETED y@5"}; !slices.Equal(got, want) {
		t.Errorf("selected: got %v, want %v", got, want)
	}
	if got, want := read(later), []string{"ADDED y@2", "MODIFIED x@3", "MODIFIED y@4", "DELETED y@5"}; !slices.Equal(got, want) {
		t.Errorf("from version 1: got %v, want %v", got, want)
	}
	if got := read(elsewhere); got != nil {
		t.Errorf("another namespace: %v", got)
	}
	fresh.Stop()
	fresh.Stop()
	if got := read(fresh); !slices.Equal(got, []string{"closed"}) {
		t.Errorf("after Stop: %v", got)
	}
	s.Close()
	if got := read(later); !slices.Equal(got, []string{"closed"}) {
		t.Errorf("after Close: %v", got)
	}
	if _, err := s.Watch(pods, "", 0, all); !errors.Is(err, ErrClosed) {
		t.Errorf("watch of a closed store: %v", err)
	}
}

func TestSlowWatchEndsAndOldVersionsExpire(t *testing.T) {
	s := New(nil)
	if err := s.Create(pods, pod("a", "x", "")); err != nil {
		t.Fatal(err)
	}
	w, err := s.Watch(pods, "", 1, all)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= logLength+10; i++ {
		if err := s.Update(pods, pod("a", "x", ""), strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(w); len(got) != slack+1 || got[slack] != "closed" {
		t.Errorf("a slow watcher received %d events, the last is %q", len(got), got[len(got)-1])
	}
	if _, err := s.Watch(pods, "", 1, all); !errors.Is(err, ErrExpired) {
		t.Errorf("watch from the first version: %v", err)
	}
	recent, err := s.Watch(pods, "", logLength, all)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(recent); len(got) != 11 {
		t.Errorf("a recent version misses %d changes, want 11", len(got))
	}
}
