package wire

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Failure is one container whose image cannot be pulled.
type Failure struct {
	Namespace     string                 `json:"namespace"`
	Pod           string                 `json:"pod"`
	Container     string                 `json:"container"`
	ContainerType diagnose.ContainerType `json:"containerType"`
	Owner         *WorkloadRef           `json:"owner,omitempty"`
	Node          string                 `json:"node,omitempty"`
	Image         string                 `json:"image"`
	Repository    string                 `json:"repository,omitempty"`
	Registry      string                 `json:"registry,omitempty"`
	Reason        string                 `json:"reason"`
	Running       bool                   `json:"running,omitempty"`   // with --sweep: it does not fail, but a new node could not pull the image
	Elsewhere     *int                   `json:"elsewhere,omitempty"` // with --node: the workload's pods on other nodes
	Since         *time.Time             `json:"since,omitempty"`
	Symptom       Symptom                `json:"symptom"`
	PullPolicy    *PullPolicy            `json:"pullPolicy,omitempty"` // not of the pause image
	Nodes         []NodeImage            `json:"nodes,omitempty"`      // those on which it fails, then those that have the image
	PullSecrets   []PullSecret           `json:"pullSecrets"`
	Credentials   []Credential           `json:"credentials"`
	Findings      []Finding              `json:"findings"`

	// RegistryAnswers are in the order in which the kubelet would try the
	// credentials; empty where the registry was not to be asked.
	RegistryAnswers []RegistryAnswer `json:"registryAnswers,omitempty"`
}

// FailureOf returns what a report says of a failure.
func FailureOf(f diagnose.Failure) Failure {
	return Failure{
		Namespace:       f.Namespace,
		Pod:             f.Pod,
		Container:       f.Container,
		ContainerType:   f.ContainerType,
		Owner:           (*WorkloadRef)(f.Owner),
		Node:            f.Node,
		Image:           f.Image,
		Repository:      f.Repository,
		Registry:        f.Registry,
		Reason:          f.Reason,
		Running:         f.Running,
		Elsewhere:       f.Elsewhere,
		Since:           f.Since,
		Symptom:         Symptom(f.Symptom),
		PullPolicy:      (*PullPolicy)(f.PullPolicy),
		Nodes:           each(f.Nodes, func(n diagnose.NodeImage) NodeImage { return NodeImage(n) }),
		PullSecrets:     each(f.PullSecrets, pullSecretOf),
		Credentials:     each(f.Credentials, func(c diagnose.Credential) Credential { return Credential(c) }),
		Findings:        each(f.Findings, findingOf),
		RegistryAnswers: each(f.RegistryAnswers, answerOf),
	}
}

// WorkloadRef names the workload that owns a pod, in the pod's namespace.
type WorkloadRef struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// Symptom is what the node's message means. Phase to Sent describe the request of
// the pull that failed; each is omitted if it is not known.
type Symptom struct {
	Class        string   `json:"class"`
	Alternatives []string `json:"alternatives,omitempty"`
	Text         string   `json:"text"`
	Phase        string   `json:"phase,omitempty"`
	Responder    string   `json:"responder,omitempty"`
	Host         string   `json:"host,omitempty"`   // host[:port] that responded or failed
	Status       int      `json:"status,omitempty"` // HTTP status of the response
	Sent         string   `json:"sent,omitempty"`   // "yes" or "no": whether the request had credentials
}

// PullPolicy is the pull policy of a container as the node applies it.
type PullPolicy struct {
	Policy string `json:"policy"`        // "Always", "IfNotPresent" or "Never"
	Why    string `json:"why,omitempty"` // where it comes from
}

// NodeImage is a node, and what is known about the image on it. A node lists only its largest images:
// if Lists is false, the image may still be present.
type NodeImage struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"` // the internal one
	Runtime string `json:"runtime,omitempty"` // "containerd://2.1.1"
	Kubelet string `json:"kubelet,omitempty"` // "v1.36.3"
	Lists   bool   `json:"lists"`             // the node's status names the image
	Runs    string `json:"runs,omitempty"`    // a pod that runs it there, as namespace/name
	Fails   bool   `json:"fails,omitempty"`   // a pod waits for it there
}

// PullSecret is one secret that the pod references.
type PullSecret struct {
	Name    string                   `json:"name"`
	From    string                   `json:"from"` // "pod" or "serviceAccount"
	State   diagnose.PullSecretState `json:"state"`
	Entries []Entry                  `json:"entries"`
	Serves  []string                 `json:"serves,omitempty"` // containers and image volumes of the pod whose images it has credentials for
}

func pullSecretOf(s diagnose.PullSecret) PullSecret {
	return PullSecret{Name: s.Name, From: s.From, State: s.State, Serves: s.Serves,
		Entries: each(s.Entries, func(e diagnose.Entry) Entry { return Entry(e) })}
}

// Entry is one registry key of a secret and whether it matches the image.
type Entry struct {
	Key     string `json:"key"`
	Matches bool   `json:"matches"`
	Why     string `json:"why,omitempty"`
}

// Credential is one set of credentials that the kubelet would try, without the password.
type Credential struct {
	Secret   string `json:"secret"`
	Key      string `json:"key"`
	Username string `json:"username"`
}
