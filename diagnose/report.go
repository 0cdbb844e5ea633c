package diagnose

import "time"

// Report is what was found. It is deterministic and contains no credentials. Package ui/report
// shows it, and ui/report/wire is its form for other programs.
type Report struct {
	Tool       Tool
	Source     Source
	Summary    Summary
	Causes     []Cause
	Failures   []Failure
	Documents  []Document // manifests only
	Unreadable []Unreadable
	Ignored    []Ignored    // only where they are to be listed
	Sweep      *SweepReport // nil without a sweep
}

// Tool names the program that wrote the report.
type Tool struct {
	Name    string
	Version string
}

// Summary counts. Errors and Warnings count findings of all failures and documents.
type Summary struct {
	PodsRead   int
	Failures   int
	Errors     int
	Warnings   int
	Unreadable int
	Ignored    int // findings that are not reported: settings, annotations, a baseline
}

// Cause groups the failures that share a cause.
type Cause struct {
	Check      CheckName
	Object     *Object  // with Namespaces: the object in the first one
	Namespaces []string // if one fix resolves it in several namespaces
	Failures   []int    // indexes into Report.Failures
}

// Failure is one container whose image cannot be pulled, or (Running) could not
// be pulled by a new node.
type Failure struct {
	Namespace     string
	Pod           string
	Container     string
	ContainerType ContainerType
	Owner         *WorkloadRef
	Node          string
	Image         string
	Repository    string
	Registry      string
	Reason        string
	Ahead         bool // it does not fail: a new pod on another node would
	Running       bool // with Ahead: the container runs
	Elsewhere     *int // with a sweep of nodes: the workload's pods on other nodes
	Since         *time.Time
	Symptom       Symptom
	PullPolicy    *PullPolicy // not of the pause image
	Nodes         []NodeImage // those on which it fails, then those that have the image
	PullSecrets   []PullSecret
	Credentials   []Credential
	Findings      []Finding

	// RegistryAnswers are in the order in which the kubelet would try the
	// credentials; empty where the registry was not to be asked.
	RegistryAnswers []RegistryAnswer
}

// WorkloadRef names the workload that owns a pod, in the pod's namespace.
type WorkloadRef struct {
	Kind string
	Name string
}

// Symptom is what the node's message means. Phase to Sent describe the request of
// the pull that failed; each is omitted if it is not known.
type Symptom struct {
	Class        string
	Alternatives []string
	Text         string
	Phase        string // symptom.Phase
	Responder    string // symptom.Responder
	Host         string // host[:port] that responded or failed
	Status       int    // HTTP status of the response
	Sent         string // "yes" or "no": whether the request had credentials
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
	Name    string
	From    string // "pod" or "serviceAccount"
	State   PullSecretState
	Entries []Entry
	Serves  []string // containers and image volumes of the pod whose images it has credentials for
}

// Entry is one registry key of a secret and whether it matches the image.
type Entry struct {
	Key     string
	Matches bool
	Why     string
}

// Credential is one set of credentials that the kubelet would try, without the password.
type Credential struct {
	Secret   string
	Key      string
	Username string
}
