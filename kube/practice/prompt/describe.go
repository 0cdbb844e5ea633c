package prompt

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
)

func (c *call) describe() (string, error) {
	k, names, err := c.objects(c.words[1:])
	if err != nil {
		return "", err
	}
	switch k.plural {
	case "pods", "secrets", "serviceaccounts":
	default:
		return "", notKnown("describe " + k.singular + "; only pods, secrets and service accounts")
	}
	list, err := c.read(k, names, false)
	if err != nil {
		return "", failure(err)
	}
	if len(list) == 0 {
		return c.nothing(k, false), nil
	}
	var out []string
	for _, o := range list {
		text, err := c.one(o, len(list) == 1)
		if err != nil {
			return "", failure(err)
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n\n"), nil
}

// one describes an object. Of several pods kubectl does not show the events.
func (c *call) one(o object, withEvents bool) (string, error) {
	d := newDescription()
	switch o := o.(type) {
	case *corev1.Pod:
		c.pod(d, o)
		if withEvents {
			return d.withEvents(c, o)
		}
	case *corev1.Secret:
		d.head(o)
		d.line("\nType:\t%s", o.Type)
		d.line("\nData\n====")
		for _, key := range sortedKeys(o.Data) {
			d.line("%s:\t%d bytes", key, len(o.Data[key]))
		}
	case *corev1.ServiceAccount:
		d.head(o)
		d.list("Image pull secrets", references(o.ImagePullSecrets))
		if withEvents {
			return d.withEvents(c, o)
		}
	}
	return d.text(), nil
}

// withEvents ends a description with the events about the object.
func (d *description) withEvents(c *call, o object) (string, error) {
	events, err := c.eventsOf(o)
	if err != nil {
		return "", err
	}
	c.events(d, events)
	return d.text(), nil
}

// description is text in two columns, as kubectl describe sets it.
type description struct {
	b *strings.Builder
	w *tabwriter.Writer
}

func newDescription() *description {
	b := &strings.Builder{}
	return &description{b, tabwriter.NewWriter(b, 0, 8, 2, ' ', 0)}
}

func (d *description) line(format string, args ...any) { fmt.Fprintf(d.w, format+"\n", args...) }

func (d *description) text() string {
	d.w.Flush()
	return d.b.String()
}

// head writes what every description but the pod's begins with.
func (d *description) head(o metav1.Object) {
	d.line("Name:\t%s", o.GetName())
	d.line("Namespace:\t%s", o.GetNamespace())
	d.list("Labels", pairs(o.GetLabels(), "="))
	d.annotations(o.GetAnnotations())
}

func (d *description) annotations(m map[string]string) {
	hidden := map[string]string{}
	for k, v := range m {
		if k != corev1.LastAppliedConfigAnnotation { // kubectl does not show it either
			hidden[k] = v
		}
	}
	d.list("Annotations", pairs(hidden, ": "))
}

// list writes a title and one line for each entry.
func (d *description) list(title string, lines []string) {
	if len(lines) == 0 {
		lines = []string{none}
	}
	d.line("%s:\t%s", title, lines[0])
	for _, l := range lines[1:] {
		if title == "Image pull secrets" {
			d.line("%s\t%s", strings.Repeat(" ", len(title)+1), l)
			continue
		}
		d.line("\t%s", l)
	}
}

func references(list []corev1.LocalObjectReference) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.Name)
	}
	return out
}

func sortedKeys(m map[string][]byte) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// eventsOf returns the events about an object, in kubectl's order: by when they occurred last.
func (c *call) eventsOf(o object) ([]corev1.Event, error) {
	list, err := c.client.CoreV1().Events(o.GetNamespace()).List(c.ctx, metav1.ListOptions{
		FieldSelector: fields.OneTermEqualSelector("involvedObject.uid", string(o.GetUID())).String()})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list.Items, func(a, b corev1.Event) int { return a.LastTimestamp.Compare(b.LastTimestamp.Time) })
	return list.Items, nil
}

func (c *call) events(d *description, list []corev1.Event) {
	if len(list) == 0 {
		d.line("Events:\t<none>")
		return
	}
	d.w.Flush()
	d.line("Events:\n  Type\tReason\tAge\tFrom\tMessage")
	d.line("  ----\t------\t----\t----\t-------")
	for _, e := range list {
		first := e.FirstTimestamp
		if first.IsZero() {
			first = metav1.Time(e.EventTime)
		}
		when := age(first, c.now)
		if e.Count > 1 {
			when = fmt.Sprintf("%s (x%d over %s)", age(e.LastTimestamp, c.now), e.Count, when)
		}
		message := strings.TrimSpace(e.Message)
		if e.InvolvedObject.FieldPath != "" {
			message = e.InvolvedObject.FieldPath + ": " + message
		}
		d.line("  %s\t%s\t%s\t%s\t%s", e.Type, e.Reason, when, firstOf(e.Source.Component, e.ReportingController), message)
	}
}
