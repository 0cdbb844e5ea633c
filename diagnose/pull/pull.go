package pull

import (
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Case is one failing pull with everything that bears on it.
type Case struct {
	Pod       *diagnose.Pod
	Container *diagnose.Container
	Image     keyring.Image
	ImageErr  error                    // the reference is invalid, in the kubelet's words
	Reading   symptom.Reading          // what the node's words mean
	Refs      []Ref                    // the pod's pull secrets, in order
	Late      []Ref                    // pull secrets that the service account provides by now and the pod does not have
	Account   *diagnose.ServiceAccount // nil when it is missing or may not be read
	Owner     *diagnose.Workload       // nil for a bare pod
	Node      *diagnose.Node
	Events    []diagnose.Event // newest first

	PullingSince time.Time // since when a pull is under way that is reported as slow; zero: the pull failed

	// What the kubelet would do with the secrets as they are now.
	Keyring     *keyring.Keyring
	KeyringErr  *keyring.SecretError // one secret fails them all
	Credentials []keyring.Credential

	Rewritten Rewriting // whether something changed the image on its way to the pod
	// Answers are those of the registry, one for each of Credentials, for each
	// pull secret that may not be read, and last without credentials. Empty
	// where the registry was not to be asked.
	Answers []diagnose.RegistryAnswer

	Index *Index
}

// Ref is one of the pod's pull secret references with what is behind it.
type Ref struct {
	Name    string
	From    string // fromPod or fromAccount
	State   diagnose.PullSecretState
	Why     string // unreadable: the reason
	Secret  *diagnose.Secret
	Planned *diagnose.PlannedSecret // templates only: who will make the secret that is not there yet
	Inspect *keyring.Inspection
	Matches []keyring.Match // one for each of Inspect.Entries
}

// Where a reference comes from; the words are the report's.
const (
	FromPod     = "pod"
	FromAccount = "serviceAccount"
)

// NewCase gathers what bears on one container.
func (x *Index) NewCase(p *diagnose.Pod, c *diagnose.Container) *Case {
	k := &Case{Pod: p, Container: c, Index: x, Owner: x.owner(p), Node: x.nodes[p.Node]}
	k.Account = x.Accounts[diagnose.Object{Kind: "ServiceAccount", Namespace: p.Namespace, Name: AccountName(p)}]
	k.Image, k.ImageErr = keyring.ParseImage(c.Image)
	k.Events = x.events[diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}]
	k.Reading = x.words.ReadPull(symptom.Pull{Image: c.Image, Reason: c.Reason, Message: c.Message, Events: eventsFor(k.Events, p, c)})
	if k.ImageErr == nil {
		k.Rewritten = k.rewriting()
	}
	names, from := k.references()
	for i, name := range names {
		k.Refs = append(k.Refs, k.resolve(name, from[i]))
	}
	k.Late = k.lateRefs()
	ring := x.keyringOf(p.Namespace, k.Refs)
	k.Keyring, k.KeyringErr = ring.keyring, ring.err
	if k.Keyring != nil && k.ImageErr == nil {
		k.Credentials = k.Keyring.Lookup(k.Image)
	}
	k.Answers = k.answers()
	return k
}

// AccountName is the service account that the pod runs as.
func AccountName(p *diagnose.Pod) string {
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
	source := FromPod
	switch {
	case k.Pod.Template && len(own) == 0:
		own, source = handed, FromAccount
	case !k.Pod.Template && k.copiedFromAccount(handed):
		source = FromAccount
	}
	for _, n := range own {
		if n == "" || slices.Contains(names, n) { // the kubelet ignores an empty name, and a second time changes nothing
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
	x := k.Index
	r := Ref{Name: name, From: from}
	s := x.Secrets[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}]
	if s == nil {
		r.State = diagnose.StateMissing
		if p := x.planned[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}]; p != nil && k.Pod.Template {
			r.Planned, r.State, r.Why = p, diagnose.StateUnreadable, p.Object().String()+" will make it"
			return r
		}
		if why, refused := x.Unreadable("secrets", k.Pod.Namespace, name); refused && !k.missedByNode(name) {
			r.State, r.Why = diagnose.StateUnreadable, why
		}
		return r
	}
	r.Secret, r.Inspect = s, x.Inspect(s)
	r.State = diagnose.PullSecretState(r.Inspect.State)
	if len(s.BadData) > 0 {
		r.State = diagnose.PullSecretState(keyring.Undecodable)
	}
	r.Matches = x.matches(s, k.Image, k.ImageErr)
	return r
}

// Object is the Secret that the reference means, whether it exists or not.
func (k *Case) Object(r *Ref) *diagnose.Object {
	return &diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: r.Name}
}

// HasCredentials says whether the kubelet would send a login of any kind.
func (k *Case) HasCredentials() bool { return len(k.Credentials) > 0 }
