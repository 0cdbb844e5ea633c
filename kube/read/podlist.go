package read

import (
	"context"
	"io"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/podscan"
)

// podList reads the pods of one namespace, "" for all, into a set.
type podList struct {
	r      *Reader
	set    *PodSet
	ns     string
	phases func(corev1.PodPhase) bool // what the field selector means, for servers that do not select
	known  map[string]bool            // namespace/name, from an earlier list: skip these

	count int
	added []string // entries of the set that this list has added
	next  *ahead   // the next page, requested while this one is read

	groups *alike // for a sweep: the pods of this list
	key    []byte // of one pod, reused
}

// read reads the pods that the field selector selects.
func (l *podList) read(ctx context.Context, fields string) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer l.leave()
	opts := metav1.ListOptions{FieldSelector: fields, LabelSelector: l.r.scope.Selector}
	if l.set.groups != nil {
		l.groups = &alike{}
	}
	get := func(one context.Context, o metav1.ListOptions) (metav1.ListMeta, error) { return l.page(ctx, one, o) }
	version, err := walkPages(ctx, opts, get, l.again)
	if err == nil && l.groups != nil {
		l.set.groups.merge(l.groups)
	}
	return version, err
}

// again drops what was read before the list expired.
func (l *podList) again() {
	for _, key := range l.added {
		l.set.forget(key)
	}
	l.set.Count -= l.count
	l.added, l.count = nil, 0
	if l.groups != nil {
		l.groups = &alike{}
	}
}

// page adds a page once it is complete. all is the context of the list, one
// that of the page.
func (l *podList) page(all, one context.Context, opts metav1.ListOptions) (metav1.ListMeta, error) {
	var pods []*corev1.Pod
	others := 0 // that are not decoded
	any := false
	swept := pageGroups{l: l}
	meta, err := l.get(one, opts, podscan.Visitor{
		Head: func(m metav1.ListMeta) { l.askAhead(all, opts, m.Continue) },
		Skip: func(g *podscan.Glance) bool {
			any = true
			ok, known := l.skip(g)
			ok = swept.look(g, ok, known)
			if ok && !known && l.phases(g.Phase()) {
				others++
			}
			return ok
		},
		Pod: func(p *corev1.Pod) {
			pods = append(pods, p)
			swept.decoded()
		},
	})
	if err != nil {
		return meta, err
	}
	if meta.Continue != "" && !any && len(pods) == 0 {
		return meta, errEndless
	}
	n := others
	for i, p := range pods {
		if l.put(p) {
			n++
			swept.put(i, p)
		}
	}
	swept.commit()
	l.count += n
	l.set.Count += n
	l.r.sayPods(l.set.Count)
	return meta, nil
}

// get asks for a page. Without an HTTP connection (a client for tests) every
// pod is decoded.
func (l *podList) get(ctx context.Context, opts metav1.ListOptions, v podscan.Visitor) (metav1.ListMeta, error) {
	conn := l.connection()
	if conn == nil {
		list, err := l.r.client.CoreV1().Pods(l.ns).List(ctx, opts)
		if err != nil {
			return metav1.ListMeta{}, err
		}
		for i := range list.Items {
			v.Pod(&list.Items[i])
		}
		return list.ListMeta, nil
	}
	body, err := l.take(ctx, opts)
	if err != nil {
		return metav1.ListMeta{}, err
	}
	defer body.Close()
	page, err := podscan.Read(body, v)
	return page.ListMeta, err
}

func (l *podList) connection() *rest.RESTClient {
	conn, _ := l.r.client.CoreV1().RESTClient().(*rest.RESTClient)
	return conn
}

func (l *podList) ask(ctx context.Context, opts metav1.ListOptions) (io.ReadCloser, error) {
	return l.connection().Get().NamespaceIfScoped(l.ns, l.ns != "").Resource("pods").
		VersionedParams(&opts, scheme.ParameterCodec).UseProtobufAsDefault().Stream(ctx)
}

// skip says whether a pod needs no decoding: it is healthy at a glance, or
// was in an earlier list.
func (l *podList) skip(g *podscan.Glance) (skip, known bool) {
	if !g.Started() || l.r.scope.Only != nil {
		return false, false
	}
	if len(l.known) > 0 && l.known[g.Key()] {
		return true, true
	}
	if l.set.seen.mayWant(g) {
		return false, false
	}
	if l.set.keep.empty() || !l.set.keep.mayWant(g) {
		return true, false
	}
	m, err := g.Meta()
	if err != nil {
		return false, false // decoding will report what is wrong
	}
	return !l.set.keep.wants(&diagnose.Pod{Meta: convert.MetaOf("Pod", "v1", m)}), false
}

// put adds a pod to the set, and says whether it counts.
func (l *podList) put(p *corev1.Pod) bool {
	if !l.phases(p.Status.Phase) || l.known[p.Namespace+"/"+p.Name] {
		return false
	}
	if only := l.r.scope.Only; only != nil {
		if m := convert.MetaOf("Pod", "v1", &p.ObjectMeta); !only(&m) {
			return false
		}
	}
	l.set.Put(p)
	l.added = append(l.added, clean.Line(p.Namespace)+"/"+clean.Line(p.Name))
	return true
}
