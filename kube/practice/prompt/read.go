package prompt

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

// access is how one kind is read and written.
type access struct {
	get    func(name string) (object, error)
	list   func(metav1.ListOptions) (runtime.Object, error)
	patch  func(name string, how types.PatchType, text []byte) (object, error)
	remove func(name string, o metav1.DeleteOptions) error
}

// typed is a client of one kind, as client-go makes them.
type typed[T object, L runtime.Object] interface {
	Get(context.Context, string, metav1.GetOptions) (T, error)
	List(context.Context, metav1.ListOptions) (L, error)
	Patch(context.Context, string, types.PatchType, []byte, metav1.PatchOptions, ...string) (T, error)
	Delete(context.Context, string, metav1.DeleteOptions) error
}

// manager is the field manager of a change, as kubectl names itself.
const manager = "kubectl-patch"

func of[T object, L runtime.Object](ctx context.Context, x typed[T, L]) access {
	return access{
		get:  func(name string) (object, error) { return some[T](x.Get(ctx, name, metav1.GetOptions{})) },
		list: func(o metav1.ListOptions) (runtime.Object, error) { return x.List(ctx, o) },
		patch: func(name string, how types.PatchType, text []byte) (object, error) {
			return some[T](x.Patch(ctx, name, how, text, metav1.PatchOptions{FieldManager: manager}))
		},
		remove: func(name string, o metav1.DeleteOptions) error { return x.Delete(ctx, name, o) },
	}
}

// some keeps a nil of a pointer type from becoming an object.
func some[T object](o T, err error) (object, error) {
	if err != nil {
		return nil, err
	}
	return o, nil
}

// access returns the client of a kind; ns is empty for all namespaces.
func (c *call) access(k kind, ns string) access {
	return accessTo(c.ctx, c.client, k, ns)
}

func accessTo(ctx context.Context, client kubernetes.Interface, k kind, ns string) access {
	core, apps, batch := client.CoreV1(), client.AppsV1(), client.BatchV1()
	switch k.plural {
	case "pods":
		return of(ctx, core.Pods(ns))
	case "secrets":
		return of(ctx, core.Secrets(ns))
	case "serviceaccounts":
		return of(ctx, core.ServiceAccounts(ns))
	case "events":
		return of(ctx, core.Events(ns))
	case "namespaces":
		return of(ctx, core.Namespaces())
	case "nodes":
		return of(ctx, core.Nodes())
	case "deployments":
		return of(ctx, apps.Deployments(ns))
	case "statefulsets":
		return of(ctx, apps.StatefulSets(ns))
	case "replicasets":
		return of(ctx, apps.ReplicaSets(ns))
	case "daemonsets":
		return of(ctx, apps.DaemonSets(ns))
	case "cronjobs":
		return of(ctx, batch.CronJobs(ns))
	default:
		return of(ctx, batch.Jobs(ns))
	}
}

// read returns the objects with these names, or all that the flags select.
func (c *call) read(k kind, names []string, all bool) ([]object, error) {
	ns := c.ns
	if all {
		ns = ""
	}
	a := c.access(k, ns)
	var out []object
	for _, name := range names {
		o, err := a.get(name)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	if len(names) > 0 {
		return out, nil
	}
	list, err := a.list(metav1.ListOptions{LabelSelector: c.flags.one["selector"], FieldSelector: c.flags.one["field-selector"]})
	if err != nil {
		return nil, err
	}
	err = meta.EachListItem(list, func(o runtime.Object) error {
		if x, ok := o.(object); ok {
			out = append(out, x)
		}
		return nil
	})
	slices.SortStableFunc(out, byNamespace)
	return out, err
}

// invalid names every refused field; several of them on a line each.
func invalid(s metav1.Status) error {
	text := fmt.Sprintf("The %s %q is invalid", s.Details.Kind, s.Details.Name)
	switch causes := s.Details.Causes; len(causes) {
	case 0:
	case 1:
		text += ": " + causes[0].Field + ": " + causes[0].Message
	default:
		text += ": "
		for _, c := range causes {
			text += "\n* " + c.Field + ": " + c.Message
		}
	}
	return refusal(text)
}

// failure words an error of the API server as kubectl does.
func failure(err error) error {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return fmt.Errorf("error: %w", err)
	}
	s := status.Status()
	switch {
	case s.Reason == metav1.StatusReasonInvalid && s.Details != nil:
		return invalid(s)
	case s.Reason == metav1.StatusReasonUnknown || s.Reason == "" || s.Code == http.StatusUnsupportedMediaType:
		return refuse("Error from server: %s", s.Message)
	}
	return refuse("Error from server (%s): %s", s.Reason, s.Message)
}
