package diagnose

import "time"

// SchemaVersion is the version of the report's schema. It would only increase
// for an incompatible change; names are only ever added.
const SchemaVersion = 1

// Report is what other programs read. It is deterministic and contains no credentials.
type Report struct {
	SchemaVersion int          `json:"schemaVersion"`
	Tool          Tool         `json:"tool"`
	Source        Source       `json:"source"`
	Summary       Summary      `json:"summary"`
	Causes        []Cause      `json:"causes"`
	Failures      []Failure    `json:"failures"`
	Documents     []Document   `json:"documents,omitempty"` // manifests only
	Unreadable    []Unreadable `json:"unreadable"`
}

// Tool names the program that wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Summary counts. Errors and Warnings count findings of all failures and documents.
type Summary struct {
	PodsRead   int `json:"podsRead"`
	Failures   int `json:"failures"`
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Unreadable int `json:"unreadable"`
}

// Cause groups the failures that share a cause.
type Cause struct {
	Check      CheckName `json:"check"`
	Object     *Object   `json:"object,omitempty"`     // with Namespaces: the object in the first one
	Namespaces []string  `json:"namespaces,omitempty"` // if one fix resolves it in several namespaces
	Failures   []int     `json:"failures"`             // indexes into Report.Failures
}

// Failure is one container whose image cannot be pulled.
type Failure struct {
	Namespace     string        `json:"namespace"`
	Pod           string        `json:"pod"`
	Container     string        `json:"container"`
	ContainerType ContainerType `json:"containerType"`
	Owner         *WorkloadRef  `json:"owner,omitempty"`
	Node          string        `json:"node,omitempty"`
	Image         string        `json:"image"`
	Repository    string        `json:"repository,omitempty"`
	Registry      string        `json:"registry,omitempty"`
	Reason        string        `json:"reason"`
	Since         *time.Time    `json:"since,omitempty"`
	Symptom       Symptom       `json:"symptom"`
	PullPolicy    *PullPolicy   `json:"pullPolicy,omitempty"` // not of the pause image
	Nodes         []NodeImage   `json:"nodes,omitempty"`      // those on which it fails, then those that have the image
	PullSecrets   []PullSecret  `json:"pullSecrets"`
	Credentials   []Credential  `json:"credentials"`
	Findings      []Finding     `json:"findings"`

	// RegistryAnswers are in the order in which the kubelet would try the
	// credentials; empty where the registry was not to be asked.
	RegistryAnswers []RegistryAnswer `json:"registryAnswers,omitempty"`
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
	Phase        string   `json:"phase,omitempty"`     // symptom.Phase
	Responder    string   `json:"responder,omitempty"` // symptom.Responder
	Host         string   `json:"host,omitempty"`      // host[:port] that responded or failed
	Status       int      `json:"status,omitempty"`    // HTTP status of the response
	Sent         string   `json:"sent,omitempty"`      // "yes" or "no": whether the request had credentials
}

// PullSecretState is the state of a referenced secret, in the words of the report.
type PullSecretState string

// States of a referenced secret in addition to those of keyring.State.
const (
	StateMissing    PullSecretState = "missing"
	StateUnreadable PullSecretState = "unreadable"
)

// PullSecret is one secret that the pod references.
type PullSecret struct {
	Name    string          `json:"name"`
	From    string          `json:"from"` // "pod" or "serviceAccount"
	State   PullSecretState `json:"state"`
	Entries []Entry         `json:"entries"`
	Serves  []string        `json:"serves,omitempty"` // containers and image volumes of the pod whose images it has credentials for
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
