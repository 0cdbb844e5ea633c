package diagnose

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// index makes the objects of a snapshot quick to find.
type index struct {
	snap      *Snapshot
	secrets   map[Object]*Secret
	planned   map[Object]*PlannedSecret // by the Secret
	accounts  map[Object]*ServiceAccount
	workloads map[Object]*Workload
	nodes     map[string]*Node
	events    map[Object][]Event
	inspected map[*Secret]*keyring.Inspection

	pods        map[string][]*Pod // by namespace
	inNamespace map[string][]*Secret
	named       map[string][]*Secret
	keys        map[*Secret][]keyring.Filed
	served      map[string]*served // by image name
	rings       map[string]*ring   // by namespace and the names of the pull secrets
	judged      map[judgement][]keyring.Match
	drawn       map[*Secret][]string // what is drawn of a secret's content
	running     map[string][]runningImage
	onNodes     map[string][]string // nodes that list an image, by its exact name
	fails       map[string][]string // nodes on which pods wait for an image, by how it is written
	words       symptom.Reader
}

func newIndex(s *Snapshot) *index {
	x := &index{
		snap:      s,
		secrets:   make(map[Object]*Secret, len(s.Secrets)),
		planned:   make(map[Object]*PlannedSecret, len(s.Planned)),
		accounts:  make(map[Object]*ServiceAccount, len(s.ServiceAccounts)),
		workloads: make(map[Object]*Workload, len(s.Workloads)),
		nodes:     make(map[string]*Node, len(s.Nodes)),
		events:    make(map[Object][]Event),
		inspected: make(map[*Secret]*keyring.Inspection),

		pods:        make(map[string][]*Pod),
		inNamespace: make(map[string][]*Secret),
		named:       make(map[string][]*Secret),
		keys:        make(map[*Secret][]keyring.Filed),
		served:      make(map[string]*served),
		rings:       make(map[string]*ring),
		judged:      make(map[judgement][]keyring.Match),
		drawn:       make(map[*Secret][]string),
	}
	for i := range s.Pods {
		p := &s.Pods[i]
		x.pods[p.Namespace] = append(x.pods[p.Namespace], p)
	}
	for i := range s.Secrets {
		sec := &s.Secrets[i]
		x.secrets[Object{"Secret", sec.Namespace, sec.Name}] = sec
		x.inNamespace[sec.Namespace] = append(x.inNamespace[sec.Namespace], sec)
		x.named[sec.Name] = append(x.named[sec.Name], sec)
	}
	for i := range s.Planned {
		p := &s.Planned[i]
		x.planned[Object{"Secret", p.Namespace, p.Makes}] = p
	}
	for i := range s.ServiceAccounts {
		a := &s.ServiceAccounts[i]
		x.accounts[Object{"ServiceAccount", a.Namespace, a.Name}] = a
	}
	for i := range s.Workloads {
		w := &s.Workloads[i]
		x.workloads[w.Object()] = w
	}
	for i := range s.Nodes {
		x.nodes[s.Nodes[i].Name] = &s.Nodes[i]
	}
	for _, e := range s.Events {
		x.events[e.Pod] = append(x.events[e.Pod], e)
	}
	return x
}

// inspect reads a secret for people, once.
func (x *index) inspect(s *Secret) *keyring.Inspection {
	if in, ok := x.inspected[s]; ok {
		return in
	}
	in := keyring.Inspect(kubeletSecret(s))
	x.inspected[s] = &in
	return &in
}

// unreadable says why an object could not be read, if that was refused.
func (x *index) unreadable(resource, namespace, name string) (string, bool) {
	for _, u := range x.snap.Unreadable {
		if u.Resource != resource || (u.Namespace != "" && u.Namespace != namespace) || (u.Name != "" && u.Name != name) {
			continue
		}
		if u.Verb == "get" || u.Name == name && name != "" {
			return u.Why, true
		}
	}
	return "", false
}

// listed says whether every pull secret of the namespace was listed, so that
// the absence of a candidate means something.
func (x *index) listed(namespace string) bool {
	for _, u := range x.snap.Unreadable {
		if u.Resource == "secrets" && u.Verb == "list" && (u.Namespace == "" || u.Namespace == namespace) {
			return false
		}
	}
	return true
}

// owner follows ownerReferences up to the workload that people write.
func (x *index) owner(p *Pod) *Workload {
	o, ok := p.Controller()
	if !ok {
		return nil
	}
	var top *Workload
	for depth := 0; ok && depth < 5; depth++ {
		w := x.workloads[Object{o.Kind, p.Namespace, o.Name}]
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

// deploymentOf finds the Deployment behind a ReplicaSet that was not read: a
// Deployment names its ReplicaSets after itself and the pods' hash.
func (x *index) deploymentOf(p *Pod, o Owner) *Workload {
	hash := p.Labels["pod-template-hash"]
	name, ok := strings.CutSuffix(o.Name, "-"+hash)
	if o.Kind != "ReplicaSet" || hash == "" || !ok {
		return nil
	}
	return x.workloads[Object{"Deployment", p.Namespace, name}]
}
