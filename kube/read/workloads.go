package read

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// manyOwners is the number from which a list of a namespace is cheaper than
// single gets.
const manyOwners = 5

// ownerKey names an owner to be read.
type ownerKey struct{ kind, apiVersion, namespace, name, uid string }

// owner is one workload that was read.
type owner struct {
	value     diagnose.Workload
	misplaced []diagnose.Misplaced
}

// readWorkloads reads the owners of pods and the owners above them: a
// ReplicaSet's Deployment, a Job's CronJob. Owners of kinds that are not
// built in are known from the owner references only.
func (r *Reader) readWorkloads(ctx context.Context, pods []diagnose.Pod) ([]diagnose.Workload, []diagnose.Misplaced) {
	found := map[ownerKey]owner{}
	wanted := map[ownerKey]bool{}
	for i := range pods {
		want(wanted, &pods[i].Meta)
	}
	for range 2 { // a pod's controller, and the one above it
		for k, o := range r.readOwners(ctx, wanted) {
			found[k] = o
		}
		next := map[ownerKey]bool{}
		for k := range wanted {
			if o, ok := found[k]; ok {
				want(next, &o.value.Meta)
			}
		}
		wanted = next
	}
	var out []diagnose.Workload
	var misplaced []diagnose.Misplaced
	for _, o := range found {
		out = append(out, o.value)
		misplaced = append(misplaced, o.misplaced...)
	}
	slices.SortFunc(out, func(a, b diagnose.Workload) int {
		return strings.Compare(a.Namespace+"/"+a.Kind+"/"+a.Name, b.Namespace+"/"+b.Kind+"/"+b.Name)
	})
	slices.SortFunc(misplaced, func(a, b diagnose.Misplaced) int {
		return strings.Compare(a.Object.String()+a.Path, b.Object.String()+b.Path)
	})
	return out, misplaced
}

func want(into map[ownerKey]bool, m *diagnose.Meta) {
	c, ok := m.Controller()
	if !ok || !UsableName(c.Name) {
		return
	}
	if _, builtIn := workload.Kinds[workload.Key{Kind: c.Kind, APIVersion: c.APIVersion}]; builtIn {
		into[ownerKey{c.Kind, c.APIVersion, m.Namespace, c.Name, c.UID}] = true
	}
}

// readOwners reads a set of owners, kind by kind and namespace by namespace.
func (r *Reader) readOwners(ctx context.Context, wanted map[ownerKey]bool) map[ownerKey]owner {
	out := map[ownerKey]owner{}
	groups := map[ownerKey][]ownerKey{} // by kind and namespace
	for k := range wanted {
		if v, ok := r.recall("owner/" + k.kind + "/" + k.uid); ok && k.uid != "" {
			out[k] = v.(owner)
			continue
		}
		g := ownerKey{kind: k.kind, apiVersion: k.apiVersion, namespace: k.namespace}
		groups[g] = append(groups[g], k)
	}
	var keys []ownerKey
	for g := range groups {
		keys = append(keys, g)
	}
	var mu sync.Mutex
	put := func(k ownerKey, o owner) {
		if k.kind == "ReplicaSet" { // neither its template nor its owner changes in practice
			r.remember("owner/"+k.kind+"/"+k.uid, o, 10*time.Minute)
		}
		mu.Lock()
		defer mu.Unlock()
		out[k] = o
	}
	inParallel(len(keys), func(i int) { r.readGroup(ctx, keys[i], groups[keys[i]], put) })
	return out
}

func (r *Reader) readGroup(ctx context.Context, g ownerKey, members []ownerKey, put func(ownerKey, owner)) {
	k := workload.Kinds[workload.Key{Kind: g.kind, APIVersion: g.apiVersion}]
	if len(members) > manyOwners {
		byName := map[string]ownerKey{}
		for _, m := range members {
			byName[m.name] = m
		}
		_, err := EachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]runtime.Object, metav1.ListMeta, error) {
			return k.List(ctx, r.client, g.namespace, o)
		}, func(obj *runtime.Object) {
			if w, ok := convert.WorkloadIn(*obj); ok {
				if m, ok := byName[w.Meta.Name]; ok {
					put(m, ownerOf(w))
				}
			}
		}, nil)
		if err == nil {
			return
		}
		if !apierrors.IsForbidden(err) {
			r.refused.Add("list", k.Resource, g.namespace, "", err)
			return
		}
	}
	for _, m := range members {
		obj, err := k.Get(ctx, r.client, m.namespace, m.name)
		if err == nil {
			if w, ok := convert.WorkloadIn(obj); ok {
				put(m, ownerOf(w))
			}
			continue
		}
		if apierrors.IsForbidden(err) { // the others of this kind are refused too
			r.refused.Add("get", k.Resource, g.namespace, "", err)
			return
		}
		if !apierrors.IsNotFound(err) {
			r.refused.Add("get", k.Resource, g.namespace, m.name, err)
		}
	}
}

func ownerOf(w convert.Workload) owner {
	v := w.Value()
	return owner{value: v, misplaced: convert.MisplacedApplied(v.Object(), w.Meta.Annotations[convert.LastApplied])}
}
