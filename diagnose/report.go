package diagnose

import "time"

// SchemaVersion is the version of the report's tree; it grows only when a
// name would have to change, which it does not.
const SchemaVersion = 1

// Report is what other programs read: deterministic, free of credentials.
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

// Cause groups the failures that one mend would heal.
type Cause struct {
	Check      CheckName `json:"check"`
	Object     *Object   `json:"object,omitempty"`     // with Namespaces: that of the first one
	Namespaces []string  `json:"namespaces,omitempty"` // where one fix cures it in several
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
	Nodes         []NodeImage   `json:"nodes,omitempty"`      // those on which it fails first, then those that have the image
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

// Symptom is what the node's words mean. Phase to Sent are about the request of
// the pull that failed; each is left out where it is not known.
type Symptom struct {
	Class        string   `json:"class"`
	Alternatives []string `json:"alternatives,omitempty"`
	Text         string   `json:"text"`
	Phase        string   `json:"phase,omitempty"`     // symptom.Phase
	Responder    string   `json:"responder,omitempty"` // symptom.Responder
	Host         string   `json:"host,omitempty"`      // host[:port] that answered or failed
	Status       int      `json:"status,omitempty"`    // HTTP status of the answer
	Sent         string   `json:"sent,omitempty"`      // "yes" or "no": whether the request had credentials
}

// PullSecretState is the report's word for the state of a referenced secret.
type PullSecretState string

// States of a referenced secret beyond those of keyring.State.
const (
	StateMissing    PullSecretState = "missing"
	StateUnreadable PullSecretState = "unreadable"
)

// PullSecret is one reference of the pod with what is behind it.
type PullSecret struct {
	Name    string          `json:"name"`
	From    string          `json:"from"` // "pod" or "serviceAccount"
	State   PullSecretState `json:"state"`
	Entries []Entry         `json:"entries"`
	Serves  []string        `json:"serves,omitempty"` // containers and image volumes of the pod whose images it has credentials for
}

// Entry is one registry key of a secret and whether it serves the image.
type Entry struct {
	Key     string `json:"key"`
	Matches bool   `json:"matches"`
	Why     string `json:"why,omitempty"`
}

// Credential is one login that the kubelet would try, without its password.
type Credential struct {
	Secret   string `json:"secret"`
	Key      string `json:"key"`
	Username string `json:"username"`
}
