package diagnose

import "time"

// Snapshot is what was read from a cluster, from manifests or from the practice
// cluster, as plain values. It need not contain healthy pods; PodsRead counts them.
type Snapshot struct {
	Source          Source
	Now             time.Time // when it was read; the only clock a diagnosis has
	Taken           time.Time // files only: the newest time in a dump, which is not older than the state it shows; zero if it has none
	PodsRead        int       // pods that were read, healthy ones included
	Pods            []Pod     // at least the failing ones, and healthy ones that failed before or share a fix
	Undecided       int       // pods whose image pulls have neither succeeded nor failed yet
	Secrets         []Secret  // those that pods reference, and other pull secrets as candidates
	ServiceAccounts []ServiceAccount
	Workloads       []Workload
	Nodes           []Node
	Events          []Event // of the failing pods; newest first
	Namespaces      []Namespace
	Unreadable      []Unreadable // what could not be read; never the same as missing
	Rights          []Rights     // what the user may do in the pods' namespaces, as far as the API server reports it
	Planned         []PlannedSecret
	Misplaced       []Misplaced // imagePullSecrets where Kubernetes does not read it; in a cluster from kubectl's last-applied copy
	Absent          []Object    // manifests only: pull secrets and service accounts that a cluster was asked for and does not have either
	Refused         []Refused   // manifests only: what the API server would refuse, Secrets' content apart

	Sweep *Sweep // for judging the pods that do not fail; nil: only failing ones are judged

	RegistryAnswers RegistryAnswers // what registries answered, where the user had them asked
}

// SourceKind says where a Snapshot comes from. The values are those of the report.
type SourceKind string

const (
	SourceCluster  SourceKind = "cluster"
	SourceFiles    SourceKind = "files"
	SourceTraining SourceKind = "training"
)

// Source identifies what was read.
type Source struct {
	Kind       SourceKind
	Context    string   // kubeconfig context
	Namespaces []string // empty means all
}

// Unreadable is one read that was denied or failed.
type Unreadable struct {
	Resource  string // plural, lower case: "secrets"
	Namespace string
	Name      string
	Verb      string
	Why       string // "forbidden", or the error in one sentence
}

// UnreadDocuments is the Unreadable.Resource of a document in the files that
// could not be read; its Name is file and line.
const UnreadDocuments = "documents"

// Misplaced is an imagePullSecrets field in a place that Kubernetes ignores.
type Misplaced struct {
	Object Object
	Path   string // "spec.containers[0].imagePullSecrets"
	Names  []string
	Item   bool // a single item is at fault, the list itself is read
	Line   int  // 1-based line in its file, 0 if unknown
	InDoc  int  // manifests only: line of the document in its file, as in Meta.Line
	Column int  // 1-based, 0 if unknown
	File   string

	Chart   string // as in Location
	Part    string // of the pod of a custom resource that it is in, as in Pod.Part
	Belongs string // where the list belongs, empty for the place that the kind has
}
