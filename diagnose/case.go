package diagnose

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Case is one failing pull with everything that bears on it.
type Case struct {
	Pod       *Pod
	Container *Container
	Image     keyring.Image
	ImageErr  error           // the reference is invalid, in the kubelet's words
	Reading   symptom.Reading // what the node's words mean
	Refs      []Ref           // the pod's pull secrets, in order
	Account   *ServiceAccount // nil when it is missing or may not be read
	Owner     *Workload       // nil for a bare pod
	Node      *Node
	Events    []Event // newest first

	// What the kubelet would do with the secrets as they are now.
	Keyring     *keyring.Keyring
	KeyringErr  *keyring.SecretError // one secret fails them all
	Credentials []keyring.Credential

	index *index
}

// Ref is one of the pod's pull secret references with what is behind it.
type Ref struct {
	Name    string
	From    string // fromPod or fromAccount
	State   PullSecretState
	Why     string // unreadable: the reason
	Secret  *Secret
	Planned *PlannedSecret // templates only: who will make the secret that is not there yet
	Inspect *keyring.Inspection
	Matches []keyring.Match // one for each of Inspect.Entries
}

// Where a reference comes from; the words are the report's.
const (
	fromPod     = "pod"
	fromAccount = "serviceAccount"
)

// newCase gathers what bears on one container.
func (x *index) newCase(p *Pod, c *Container) *Case {
	k := &Case{Pod: p, Container: c, index: x, Owner: x.owner(p), Node: x.nodes[p.Node]}
	k.Account = x.accounts[Object{"ServiceAccount", p.Namespace, p.accountName()}]
	k.Image, k.ImageErr = keyring.ParseImage(c.Image)
	k.Events = x.events[Object{"Pod", p.Namespace, p.Name}]
	k.Reading = x.words.ReadAll(c.Reason, c.Message, eventsFor(k.Events, p, c))
	names, from := k.references()
	for i, name := range names {
		k.Refs = append(k.Refs, k.resolve(name, from[i]))
	}
	ring := x.ring(p.Namespace, k.Refs)
	k.Keyring, k.KeyringErr = ring.keyring, ring.err
	if k.Keyring != nil && k.ImageErr == nil {
		k.Credentials = k.Keyring.Lookup(k.Image)
	}
	return k
}

// accountName is the service account that the pod runs as.
func (p *Pod) accountName() string {
	if p.ServiceAccount == "" {
		return "default"
	}
	return p.ServiceAccount
}

// references are the names that the kubelet reads, with where they come from.
// A template has not met the service account yet: the account's list is
// copied in only where the template has none.
func (k *Case) references() (names, from []string) {
	var handed []string
	if k.Account != nil {
		handed = k.Account.PullSecrets
	}
	own := k.Pod.PullSecrets
	source := fromPod
	switch {
	case k.Pod.Template && len(own) == 0:
		own, source = handed, fromAccount
	case !k.Pod.Template && k.copiedFromAccount(handed):
		source = fromAccount
	}
	for _, n := range own {
		if n == "" { // the kubelet skips an empty name without a word
			continue
		}
		names, from = append(names, n), append(from, source)
	}
	return names, from
}

// copiedFromAccount says whether the pod's list was handed to it by its
// service account when it was made. The owner's template tells; for a bare
// pod, agreement with the account's present list does.
func (k *Case) copiedFromAccount(handed []string) bool {
	if len(k.Pod.PullSecrets) == 0 {
		return false
	}
	if k.Owner != nil {
		return len(k.Owner.PullSecrets) == 0
	}
	return slices.Equal(k.Pod.PullSecrets, handed)
}

// resolve finds the secret behind a name and reads it.
func (k *Case) resolve(name, from string) Ref {
	x := k.index
	r := Ref{Name: name, From: from}
	s := x.secrets[Object{"Secret", k.Pod.Namespace, name}]
	if s == nil {
		r.State = StateMissing
		if p := x.planned[Object{"Secret", k.Pod.Namespace, name}]; p != nil && k.Pod.Template {
			r.Planned, r.State, r.Why = p, StateUnreadable, p.Object().String()+" will make it"
			return r
		}
		if why, refused := x.unreadable("secrets", k.Pod.Namespace, name); refused && !k.missedByNode(name) {
			r.State, r.Why = StateUnreadable, why
		}
		return r
	}
	r.Secret, r.Inspect = s, x.inspect(s)
	r.State = PullSecretState(r.Inspect.State)
	if len(s.BadData) > 0 {
		r.State = PullSecretState(keyring.Undecodable)
	}
	r.Matches = x.matches(s, k.Image, k.ImageErr)
	return r
}

// object is the Secret that the reference means, whether it exists or not.
func (k *Case) object(r *Ref) *Object {
	return &Object{"Secret", k.Pod.Namespace, r.Name}
}

// served says whether the kubelet would send a login of any kind.
func (k *Case) served() bool { return len(k.Credentials) > 0 }
