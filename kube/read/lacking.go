package read

import (
	"context"
	"slices"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// Lacking reads from a cluster what manifests refer to and do not contain: pull
// secrets and service accounts by name, with get only, and the nodes. What the
// cluster does not have either becomes Snapshot.Absent; what may not be read,
// Snapshot.Unreadable. It returns why the nodes could not be listed, "" if they
// could: that leaves open only whether an image is built for them.
func Lacking(ctx context.Context, client kubernetes.Interface, snap *diagnose.Snapshot, name string) (noNodes string) {
	l := &lacking{client: client, snap: snap, have: map[diagnose.Object]bool{}}
	snap.Source.Context = name
	for i := range snap.Secrets {
		l.have[snap.Secrets[i].Object()] = true
	}
	for i := range snap.Planned {
		l.have[diagnose.Object{Kind: "Secret", Namespace: snap.Planned[i].Namespace, Name: snap.Planned[i].Makes}] = true
	}
	for i := range snap.ServiceAccounts {
		l.have[snap.ServiceAccounts[i].Object()] = true
	}
	l.accounts(ctx)
	l.secrets(ctx)
	noNodes = l.nodes(ctx)
	snap.Unreadable = append(snap.Unreadable, l.refused.List()...)
	slices.SortFunc(snap.Absent, func(a, b diagnose.Object) int { return strings.Compare(a.String(), b.String()) })
	redact.Known(snap)
	return noNodes
}

type lacking struct {
	client  kubernetes.Interface
	snap    *diagnose.Snapshot
	have    map[diagnose.Object]bool
	refused Refusals
	mu      sync.Mutex
}

// accounts reads the service accounts of the templates that have no list of their own.
func (l *lacking) accounts(ctx context.Context) {
	var wanted []diagnose.Object
	for i := range l.snap.Pods {
		if p := &l.snap.Pods[i]; p.Template && len(p.PullSecrets) == 0 {
			wanted = append(wanted, p.AccountObject())
		}
	}
	l.each(ctx, "serviceaccounts", wanted, func(ctx context.Context, o diagnose.Object) error {
		a, err := l.client.CoreV1().ServiceAccounts(o.Namespace).Get(ctx, o.Name, metav1.GetOptions{})
		if err == nil {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.snap.ServiceAccounts = append(l.snap.ServiceAccounts, convert.ServiceAccountOf(a))
		}
		return err
	})
	slices.SortStableFunc(l.snap.ServiceAccounts, func(a, b diagnose.ServiceAccount) int { return manifestsFirst(&a.Meta, &b.Meta) })
}

// secrets reads the pull secrets that the templates reference, themselves or by
// their service account.
func (l *lacking) secrets(ctx context.Context) {
	lists := map[diagnose.Object][]string{}
	for i := range l.snap.ServiceAccounts {
		a := &l.snap.ServiceAccounts[i]
		lists[a.Object()] = append(lists[a.Object()], a.PullSecrets...)
	}
	var wanted []diagnose.Object
	for i := range l.snap.Pods {
		p := &l.snap.Pods[i]
		names := p.PullSecrets
		if !p.Template {
			continue
		}
		if len(names) == 0 {
			names = lists[p.AccountObject()]
		}
		for _, n := range names {
			wanted = append(wanted, diagnose.Object{Kind: "Secret", Namespace: p.Namespace, Name: n})
		}
	}
	l.each(ctx, "secrets", wanted, func(ctx context.Context, o diagnose.Object) error {
		s, err := l.client.CoreV1().Secrets(o.Namespace).Get(ctx, o.Name, metav1.GetOptions{})
		if err == nil {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.snap.Secrets = append(l.snap.Secrets, convert.SecretOf(s))
		}
		return err
	})
	slices.SortStableFunc(l.snap.Secrets, func(a, b diagnose.Secret) int { return manifestsFirst(&a.Meta, &b.Meta) })
}

// manifestsFirst keeps what is in manifests first, in its order; what was read
// from the cluster follows by name.
func manifestsFirst(a, b *diagnose.Meta) int {
	switch {
	case a.File != "" && b.File != "":
		return 0
	case a.File != "":
		return -1
	case b.File != "":
		return 1
	}
	return strings.Compare(a.Namespace+"/"+a.Name, b.Namespace+"/"+b.Name)
}

// each gets the objects that the manifests lack, each once.
func (l *lacking) each(ctx context.Context, resource string, wanted []diagnose.Object, get func(context.Context, diagnose.Object) error) {
	var list []diagnose.Object
	for _, o := range wanted {
		if !l.have[o] && UsableName(o.Name) && UsableName(o.Namespace) {
			l.have[o] = true
			list = append(list, o)
		}
	}
	inParallel(len(list), func(i int) {
		ctx, cancel := context.WithTimeout(ctx, PageTimeout)
		defer cancel()
		err := get(ctx, list[i])
		switch {
		case apierrors.IsNotFound(err):
			l.mu.Lock()
			defer l.mu.Unlock()
			l.snap.Absent = append(l.snap.Absent, list[i])
		case err != nil:
			l.refused.Add("get", resource, list[i].Namespace, list[i].Name, err)
		}
	})
}

// nodes reads the nodes, for their architectures.
func (l *lacking) nodes(ctx context.Context) string {
	if len(l.snap.Nodes) > 0 {
		return ""
	}
	_, err := EachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Node, metav1.ListMeta, error) {
		list, err := l.client.CoreV1().Nodes().List(ctx, o)
		if err != nil {
			return nil, metav1.ListMeta{}, err
		}
		return list.Items, list.ListMeta, nil
	}, func(n *corev1.Node) { l.snap.Nodes = append(l.snap.Nodes, convert.NodeOf(n)) }, nil)
	if err != nil {
		return why(err)
	}
	return ""
}
