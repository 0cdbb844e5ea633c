package pull

import (
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Case is one failing pull with everything that affects it, or (Ahead) one that
// is yet to come.
type Case struct {
	Pod       *diagnose.Pod
	Container *diagnose.Container
	Image     keyring.Image
	ImageErr  error                    // why the reference is invalid, in the kubelet's words
	Reading   symptom.Reading          // what the node's message means
	Refs      []Ref                    // the pod's pull secrets, in order
	Late      []Ref                    // pull secrets that the service account provides now and the pod does not have
	Account   *diagnose.ServiceAccount // nil if it is missing or cannot be read
	Owner     *diagnose.Workload       // nil for a bare pod
	Node      *diagnose.Node
	Events    []diagnose.Event // newest first

	Ahead *Ahead // the pull that a new pod would make; nil for one that was made

	FailedBefore string    // what the node reported of the attempt before the one that is slow
	PullingSince time.Time // when a pull that is reported as slow began; zero if the pull failed

	// What the kubelet would do with the secrets as they are now.
	Keyring     *keyring.Keyring
	KeyringErr  *keyring.SecretError // the secret that makes all of them unusable
	Credentials []keyring.Credential

	Rewritten Rewriting // whether something changed the image on its way to the pod
	// Answers are those of the registry, one for each of Credentials, for each
	// pull secret that may not be read, and last without credentials. Empty
	// where the registry was not to be asked.
	Answers []diagnose.RegistryAnswer

	Index *Index

	refs   map[string]*Ref // made by Ref for a long list
	refsOf int             // how long the list was then
}

// Ref is one of the pod's references to a pull secret, with that secret.
type Ref struct {
	Name    string
	From    string // FromPod or FromAccount
	State   diagnose.PullSecretState
	Why     string // why it cannot be read
	Secret  *diagnose.Secret
	Planned *diagnose.PlannedSecret // templates only: what will create a secret that does not exist yet
	Inspect *keyring.Inspection
	Matches []keyring.Match // one for each of Inspect.Entries
}

// Where a reference comes from. The values are those of the report.
const (
	FromPod     = "pod"
	FromAccount = "serviceAccount"
)

// NewCase collects what affects the pull of one container's image.
func (x *Index) NewCase(p *diagnose.Pod, c *diagnose.Container) *Case {
	k := &Case{Pod: p, Container: c, Index: x, Owner: x.owner(p), Node: x.nodes[p.Node]}
	k.Account = x.Accounts[p.AccountObject()]
	k.Image, k.ImageErr = keyring.ParseImage(c.Image)
	k.Events = x.events[diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}]
	k.Reading = x.words.ReadPull(symptom.Pull{Image: c.Image, Reason: c.Reason, Message: c.Message, Events: eventsFor(k.Events, p, c)})
	if k.ImageErr == nil {
		k.Rewritten = k.rewriting()
	}
	k.lookUp()
	return k
}

// lookUp resolves the references and looks up the credentials as the kubelet
// would now.
func (k *Case) lookUp() {
	names, from := k.referencedNames()
	for i, name := range names {
		k.Refs = append(k.Refs, k.resolve(name, from[i]))
	}
	k.Late = k.lateRefs()
	cached := k.Index.keyringOf(k.Pod.Namespace, k.Refs)
	k.Keyring, k.KeyringErr = cached.keyring, cached.err
	if k.Keyring != nil && k.ImageErr == nil {
		k.Credentials = k.Keyring.Lookup(k.Image)
	}
	k.Answers = k.answers()
}

// AccountName returns the name of the service account that the pod runs as.
func AccountName(p *diagnose.Pod) string { return p.AccountObject().Name }

// referencedNames returns the names that the kubelet reads, and where they come
// from. The service account's list is not part of a template yet: it is used
// only if the template has none.
func (k *Case) referencedNames() (names, from []string) {
	var provided []string
	if k.Account != nil {
		provided = k.Account.PullSecrets
	}
	own := k.Pod.PullSecrets
	source := FromPod
	switch {
	case k.Ahead != nil:
		own, source = k.Ahead.List, k.Ahead.From
	case k.Pod.Template && len(own) == 0:
		own, source = provided, FromAccount
	case !k.Pod.Template && k.copiedFromAccount(provided):
		source = FromAccount
	}
	for _, n := range own {
		if n == "" || slices.Contains(names, n) { // the kubelet ignores an empty name, and a duplicate changes nothing
			continue
		}
		names, from = append(names, n), append(from, source)
	}
	return names, from
}

// copiedFromAccount reports whether the pod got its list from its service
// account when it was created. The owner's template shows that; for a bare pod,
// the list is compared with the service account's current list.
func (k *Case) copiedFromAccount(provided []string) bool {
	if len(k.Pod.PullSecrets) == 0 {
		return false
	}
	if k.Owner != nil {
		return len(k.Owner.PullSecrets) == 0
	}
	return slices.Equal(k.Pod.PullSecrets, provided)
}

// resolve finds the referenced secret and reads it.
func (k *Case) resolve(name, from string) Ref {
	x := k.Index
	r := Ref{Name: name, From: from}
	s := x.Secrets[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}]
	if s == nil {
		r.State = diagnose.StateMissing
		if p := x.planned[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}]; p != nil && k.ToCome() {
			r.Planned, r.State, r.Why = p, diagnose.StateUnreadable, p.Object().String()+" will create it"
			return r
		}
		if why, refused := x.Unreadable("secrets", k.Pod.Namespace, name); refused && !k.missedByNode(name) && NoSecretName(name) == "" {
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

// Object returns the referenced Secret, whether it exists or not.
func (k *Case) Object(r *Ref) *diagnose.Object {
	return &diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: r.Name}
}

// HasCredentials reports whether any entry matches the image.
func (k *Case) HasCredentials() bool { return len(k.Credentials) > 0 }
