package pull

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Index makes the objects of a snapshot quick to find, and caches what is derived from them.
type Index struct {
	Snap      *diagnose.Snapshot
	Secrets   map[diagnose.Object]*diagnose.Secret
	planned   map[diagnose.Object]*diagnose.PlannedSecret // by the Secret that they create
	absent    map[diagnose.Object]bool                    // Snapshot.Absent
	Accounts  map[diagnose.Object]*diagnose.ServiceAccount
	Workloads map[diagnose.Object]*diagnose.Workload
	nodes     map[string]*diagnose.Node
	events    map[diagnose.Object][]diagnose.Event
	inspected map[*diagnose.Secret]*keyring.Inspection

	Pods        map[string][]*diagnose.Pod // by namespace
	inNamespace map[string][]*diagnose.Secret
	named       map[string][]*diagnose.Secret
	keys        map[*diagnose.Secret][]keyring.ParsedKey
	served      map[string]*served       // by image name
	keyrings    map[string]*keyringCache // by namespace and the names of the pull secrets
	judged      map[judgement][]keyring.Match
	Shown       map[*diagnose.Secret][]string // a secret's content as it is shown, masked
	running     map[string][]Running
	onNodes     map[string][]string             // nodes that list an image, by its exact name
	digests     map[string]string               // of the images that nodes list with a tag, by their exact name
	fails       map[string][]string             // nodes on which pods wait for an image, by how it is written
	tables      map[string][]diagnose.NodeImage // by how the image is written
	words       symptom.Reader

	ExpiringWithin time.Duration // credentials that expire within this time are reported
}

// Soon is how long before their end credentials are reported as expiring.
const Soon = 24 * time.Hour

// NewIndex indexes a snapshot, which must not change afterwards.
func NewIndex(s *diagnose.Snapshot) *Index {
	x := &Index{
		Snap:      s,
		Secrets:   make(map[diagnose.Object]*diagnose.Secret, len(s.Secrets)),
		planned:   make(map[diagnose.Object]*diagnose.PlannedSecret, len(s.Planned)),
		Accounts:  make(map[diagnose.Object]*diagnose.ServiceAccount, len(s.ServiceAccounts)),
		Workloads: make(map[diagnose.Object]*diagnose.Workload, len(s.Workloads)),
		nodes:     make(map[string]*diagnose.Node, len(s.Nodes)),
		events:    make(map[diagnose.Object][]diagnose.Event),
		inspected: make(map[*diagnose.Secret]*keyring.Inspection),

		Pods:        make(map[string][]*diagnose.Pod),
		inNamespace: make(map[string][]*diagnose.Secret),
		named:       make(map[string][]*diagnose.Secret),
		keys:        make(map[*diagnose.Secret][]keyring.ParsedKey),
		served:      make(map[string]*served),
		keyrings:    make(map[string]*keyringCache),
		judged:      make(map[judgement][]keyring.Match),
		Shown:       make(map[*diagnose.Secret][]string),
		tables:      make(map[string][]diagnose.NodeImage),
		words:       symptom.Reader{Role: hostRole},

		ExpiringWithin: Soon,
	}
	for i := range s.Pods {
		p := &s.Pods[i]
		x.Pods[p.Namespace] = append(x.Pods[p.Namespace], p)
	}
	for i := range s.Secrets {
		sec := &s.Secrets[i]
		x.Secrets[diagnose.Object{Kind: "Secret", Namespace: sec.Namespace, Name: sec.Name}] = sec
		x.inNamespace[sec.Namespace] = append(x.inNamespace[sec.Namespace], sec)
		x.named[sec.Name] = append(x.named[sec.Name], sec)
	}
	for i := range s.Planned {
		p := &s.Planned[i]
		x.planned[diagnose.Object{Kind: "Secret", Namespace: p.Namespace, Name: p.Makes}] = p
	}
	for i := range s.ServiceAccounts {
		a := &s.ServiceAccounts[i]
		x.Accounts[diagnose.Object{Kind: "ServiceAccount", Namespace: a.Namespace, Name: a.Name}] = a
	}
	for i := range s.Workloads {
		w := &s.Workloads[i]
		x.Workloads[w.Object()] = w
	}
	for i := range s.Nodes {
		x.nodes[s.Nodes[i].Name] = &s.Nodes[i]
	}
	for _, e := range s.Events {
		x.events[e.Pod] = append(x.events[e.Pod], e)
	}
	return x
}

// Inspect returns the inspection of a secret, which is made once.
func (x *Index) Inspect(s *diagnose.Secret) *keyring.Inspection {
	if in, ok := x.inspected[s]; ok {
		return in
	}
	in := keyring.Inspect(redact.KubeletSecret(s))
	x.inspected[s] = &in
	return &in
}

// Unreadable returns why an object could not be read, if reading it was denied.
func (x *Index) Unreadable(resource, namespace, name string) (string, bool) {
	for _, u := range x.Snap.Unreadable {
		if u.Resource != resource || (u.Namespace != "" && u.Namespace != namespace) || (u.Name != "" && u.Name != name) {
			continue
		}
		if u.Verb == "get" || u.Name == name && name != "" {
			return u.Why, true
		}
	}
	return "", false
}

// Absent reports whether neither the manifests nor the cluster have an object.
func (x *Index) Absent(o diagnose.Object) bool {
	if x.absent == nil {
		x.absent = map[diagnose.Object]bool{}
		for _, o := range x.Snap.Absent {
			x.absent[o] = true
		}
	}
	return x.absent[o]
}

// AccountKnown reports whether the service account of a template is as it will be:
// it is in the manifests, or a cluster was asked for it.
func (k *Case) AccountKnown() bool {
	return k.Account != nil || k.Index.Absent(k.Pod.AccountObject())
}

// Listed reports whether every pull secret of the namespace was listed, so that
// the absence of a candidate means something.
func (x *Index) Listed(namespace string) bool {
	if x.Snap.Sweep != nil && namespace == "" && len(x.Snap.Source.Namespaces) > 0 {
		return false // a sweep of some namespaces reads no others
	}
	for _, u := range x.Snap.Unreadable {
		if u.Resource == "secrets" && u.Verb == "list" && (u.Namespace == "" || u.Namespace == namespace) {
			return false
		}
	}
	return true
}

// owner follows ownerReferences up to the workload that people edit.
func (x *Index) owner(p *diagnose.Pod) *diagnose.Workload {
	o, ok := p.Controller()
	if !ok {
		return nil
	}
	var top *diagnose.Workload
	for depth := 0; ok && depth < 5; depth++ {
		w := x.Workloads[diagnose.Object{Kind: o.Kind, Namespace: p.Namespace, Name: o.Name}]
		if w == nil && depth == 0 {
			w = x.deploymentOf(p, o)
		}
		if w == nil {
			break
		}
		top = w
		o, ok = w.Controller()
	}
	return top
}

// OwnerOf returns the workload that people edit to change a pod; the pod itself
// if there is none.
func (x *Index) OwnerOf(p *diagnose.Pod) diagnose.Object {
	if w := x.owner(p); w != nil {
		return w.Object()
	}
	return p.Object()
}

// deploymentOf returns the Deployment that owns a ReplicaSet that was not read: a
// Deployment names its ReplicaSets after itself and the pods' hash.
func (x *Index) deploymentOf(p *diagnose.Pod, o diagnose.Owner) *diagnose.Workload {
	hash := p.Labels["pod-template-hash"]
	name, ok := strings.CutSuffix(o.Name, "-"+hash)
	if o.Kind != "ReplicaSet" || hash == "" || !ok {
		return nil
	}
	return x.Workloads[diagnose.Object{Kind: "Deployment", Namespace: p.Namespace, Name: name}]
}
