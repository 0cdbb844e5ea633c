package trial

import (
	"fmt"
	"regexp"
	"time"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// recorded is what a real node said about the pods of a case.
type recorded struct {
	pods   []corev1.Pod
	events []corev1.Event
}

// nodeClock is the time by the node's clock in a message about a certificate.
var nodeClock = regexp.MustCompile(`current time \d{4}-[0-9T:-]+Z is after`)

// readRecorded reads the node.yaml of a case. A case without one is an error: record it first.
func readRecorded(c cases.Case) (*recorded, error) {
	if c.NodeFile == nil {
		return nil, fmt.Errorf("case %s has no node.yaml: run the tests of realnode with -record", c.Name)
	}
	var list struct {
		Items []struct {
			Kind string `json:"kind"`
		} `json:"items"`
	}
	var pods struct {
		Items []corev1.Pod `json:"items"`
	}
	var events struct {
		Items []corev1.Event `json:"items"`
	}
	// The stand-in reports it now, so the node's clock has to say so too.
	text := nodeClock.ReplaceAll(c.NodeFile, []byte("current time "+time.Now().UTC().Format(time.RFC3339)+" is after"))
	// Pods and events share too few fields to get in each other's way, so each reading takes all.
	for _, into := range []any{&list, &pods, &events} {
		if err := yaml.Unmarshal(text, into); err != nil {
			return nil, fmt.Errorf("case %s: node.yaml: %w", c.Name, err)
		}
	}
	r := &recorded{}
	for i, item := range list.Items {
		switch item.Kind {
		case "Pod":
			r.pods = append(r.pods, pods.Items[i])
		case "Event":
			r.events = append(r.events, events.Items[i])
		}
	}
	return r, nil
}

// of finds the recorded pod of the same name, or made by the same template.
func (r *recorded) of(pod *corev1.Pod) (*corev1.Pod, bool) {
	for i := range r.pods {
		p := &r.pods[i]
		if p.Name == pod.Name || p.GenerateName != "" && p.GenerateName == pod.GenerateName {
			return p, true
		}
	}
	return nil, false
}

// eventsOf are the recorded events of a pod.
func (r *recorded) eventsOf(pod *corev1.Pod) []corev1.Event {
	var list []corev1.Event
	for _, e := range r.events {
		if e.InvolvedObject.Name == pod.Name {
			list = append(list, e)
		}
	}
	return list
}
