// Package record writes down what a real node said about a case: its pods and their events, with
// everything that differs from run to run made equal.
package record

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/yaml"
)

// Namespace reads the pods and events of a namespace and returns the text of a node.yaml.
func Namespace(ctx context.Context, client kubernetes.Interface, namespace string) ([]byte, error) {
	pods, err := client.CoreV1().Pods(namespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, err
	}
	events, err := client.CoreV1().Events(namespace).List(ctx, metav1.ListOptions{
		FieldSelector: "involvedObject.kind=Pod",
	})
	if err != nil {
		return nil, err
	}
	return Text(pods.Items, events.Items)
}

// Text is the node.yaml of these pods and events. They are changed on the way.
func Text(pods []corev1.Pod, events []corev1.Event) ([]byte, error) {
	slices.SortStableFunc(pods, func(a, b corev1.Pod) int { return strings.Compare(a.Name, b.Name) })
	events = slices.DeleteFunc(events, noise)
	slices.SortStableFunc(events, compareEvents)
	var items []runtime.Object
	for i := range pods {
		steadyPod(&pods[i])
		items = append(items, &pods[i])
	}
	events = slices.CompactFunc(events, alike)
	once := make([]bool, len(events))
	for i, e := range events {
		once[i] = unfinished(e, events)
	}
	for i := range events {
		steadyEvent(&events[i], i, once[i])
		items = append(items, &events[i])
	}
	var out strings.Builder
	out.WriteString("# What a real node said; written by a recording run, not by hand.\napiVersion: v1\nkind: List\nitems:\n")
	for _, item := range items {
		text, err := yaml.Marshal(item)
		if err != nil {
			return nil, err
		}
		out.WriteString("- " + strings.ReplaceAll(strings.TrimRight(string(text), "\n"), "\n", "\n  ") + "\n")
	}
	return []byte(steadyNames(out.String(), pods)), nil
}

// uid finds the long identifiers of objects and containers.
var uid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// volumeName finds the name that the API server makes up for the volume with the account's token.
var volumeName = regexp.MustCompile(`kube-api-access-[a-z0-9]{5}`)

// ephemeral finds the port of a connection that the node opened.
var ephemeral = regexp.MustCompile(`:\d+->`)

// steadyNames replaces made-up names: identifiers by short ones, and the ends that controllers give
// to pods by letters.
func steadyNames(text string, pods []corev1.Pod) string {
	seen := map[string]string{}
	text = uid.ReplaceAllStringFunc(text, func(id string) string {
		if seen[id] == "" {
			seen[id] = fmt.Sprintf("uid-%d", len(seen)+1)
		}
		return seen[id]
	})
	text = volumeName.ReplaceAllString(text, "kube-api-access-aaaaa")
	text = ephemeral.ReplaceAllString(text, ":40000->")
	for i, p := range pods {
		stem, ok := strings.CutSuffix(p.GenerateName, "-")
		if !ok || !strings.HasPrefix(p.Name, p.GenerateName) || len(p.Name)-len(p.GenerateName) != 5 {
			continue
		}
		letter := string(rune('a' + i%26))
		text = strings.ReplaceAll(text, p.Name, stem+"-"+strings.Repeat(letter, 5))
	}
	return text
}
