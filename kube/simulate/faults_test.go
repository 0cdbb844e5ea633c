package simulate

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	authorizationv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	k8stesting "k8s.io/client-go/testing"
)

// killed is the panic of a program that is killed in the middle.
type killed struct{}

// request passes every request of the user through the op's faults, and notes every write.
func (w *world) request(a k8stesting.Action) (bool, runtime.Object, error) {
	if w.other { // the second writer has no faults
		return false, nil, nil
	}
	if !w.playing { // requests in no order: the request itself decides
		w.checkWrite(a)
		if w.fewer(a) {
			return w.perform(a)
		}
		return w.faulty(a)
	}
	n := w.requests
	w.requests++
	switch {
	case n > mostRequests:
		w.violated("more than %d requests for one step", mostRequests)
		panic(killed{})
	case n == w.op.kill:
		panic(killed{})
	case n == w.op.when && w.op.writer >= 0:
		w.secondWriter(w.op.writer)
	}
	w.checkWrite(a)
	if w.op.fault == "" || n < w.op.at || n >= w.op.at+w.op.times {
		return w.perform(a)
	}
	return w.faulty(a)
}

// fewer reports whether a request outside of a fix has no fault, or has had all of them.
func (w *world) fewer(a k8stesting.Action) bool {
	key := identity(a)
	h := fnv.New32a()
	fmt.Fprint(h, key, w.op.pick)
	if w.op.fault == "" || int(h.Sum32()%8) != w.op.at {
		return true
	}
	w.seen[key]++
	return w.seen[key] > w.op.times
}

// identity tells a request from all others that are sent at the same time, in whatever order.
func identity(a k8stesting.Action) string {
	key := fmt.Sprint(a.GetVerb(), " ", a.GetResource().Resource, " ", a.GetNamespace(), " ", nameOf(a))
	switch a := a.(type) {
	case k8stesting.ListActionImpl:
		key += fmt.Sprint(" ", a.ListRestrictions.Labels, " ", a.ListRestrictions.Fields, " ", a.ListOptions.Continue)
	case k8stesting.CreateActionImpl:
		if review, ok := a.Object.(*authorizationv1.SelfSubjectAccessReview); ok {
			key += fmt.Sprint(" ", review.Spec.ResourceAttributes)
		}
	}
	return key
}

// faulty answers a request as the op's fault does.
func (w *world) faulty(a k8stesting.Action) (bool, runtime.Object, error) {
	gr, name := a.GetResource().GroupResource(), nameOf(a)
	refused := func(text string) error { return apierrors.NewForbidden(gr, name, errors.New(text)) }
	switch w.op.fault {
	case "lost before":
		return true, nil, io.ErrUnexpectedEOF
	case "lost after", "timeout after", "503 after":
		_, _, _ = w.perform(a)
		switch w.op.fault {
		case "timeout after":
			return true, nil, apierrors.NewTimeoutError("the proxy gave up", 1)
		case "503 after":
			return true, nil, apierrors.NewServiceUnavailable("the server is restarting")
		}
		return true, nil, io.EOF
	case "409":
		if isWrite(a) {
			return true, nil, apierrors.NewConflict(gr, name, errors.New("the object has been modified"))
		}
	case "410":
		return true, nil, apierrors.NewResourceExpired("too old")
	case "422":
		if isWrite(a) {
			return true, nil, apierrors.NewInvalid(w.kindOf(a), name, nil)
		}
	case "429":
		return true, nil, apierrors.NewTooManyRequests("slow down", 1)
	case "500":
		return true, nil, apierrors.NewInternalError(errors.New("etcd has no leader"))
	case "forbidden":
		return true, nil, refused(fmt.Sprintf(`User "u" cannot %s resource %q`, a.GetVerb(), gr.Resource))
	case "refused by admission":
		if isWrite(a) {
			return true, nil, refused("admission webhook denied the request")
		}
	case "quota":
		if a.GetVerb() == "create" {
			return true, nil, refused("exceeded quota: pods")
		}
	case "terminating namespace":
		if a.GetVerb() == "create" {
			return true, nil, refused("because it is being terminated")
		}
	}
	return w.perform(a)
}

// perform lets the API server do what is asked, and notes what it wrote.
func (w *world) perform(a k8stesting.Action) (bool, runtime.Object, error) {
	for _, r := range w.client.ReactionChain[1:] {
		if !r.Handles(a) {
			continue
		}
		if done, obj, err := r.React(a); done {
			if err == nil && isWrite(a) && !dryRun(a) {
				w.writes = append(w.writes, a)
			}
			return true, obj, err
		}
	}
	return false, nil, nil
}

func isWrite(a k8stesting.Action) bool {
	return slices.Contains([]string{"create", "update", "patch", "delete"}, a.GetVerb()) && !strings.HasPrefix(a.GetResource().Resource, "selfsubject")
}

func nameOf(a k8stesting.Action) string {
	switch a := a.(type) {
	case k8stesting.GetActionImpl:
		return a.Name
	case k8stesting.CreateActionImpl:
		if m, ok := a.Object.(metav1.Object); ok {
			return m.GetName()
		}
	case k8stesting.UpdateActionImpl:
		if m, ok := a.Object.(metav1.Object); ok {
			return m.GetName()
		}
	case k8stesting.PatchActionImpl:
		return a.Name
	case k8stesting.DeleteActionImpl:
		return a.Name
	}
	return ""
}

func dryRun(a k8stesting.Action) bool {
	switch a := a.(type) {
	case k8stesting.CreateActionImpl:
		return len(a.CreateOptions.DryRun) > 0
	case k8stesting.UpdateActionImpl:
		return len(a.UpdateOptions.DryRun) > 0
	case k8stesting.PatchActionImpl:
		return len(a.PatchOptions.DryRun) > 0
	case k8stesting.DeleteActionImpl:
		return len(a.DeleteOptions.DryRun) > 0
	}
	return false
}
