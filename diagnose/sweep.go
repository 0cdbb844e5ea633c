package diagnose

import (
	"slices"
	"time"
)

// Sweep is what a Snapshot holds in addition if all pods are to be judged,
// before an image pull fails.
type Sweep struct {
	Groups    []PodGroup // pods that do not fail; those of Snapshot.Pods are judged as well
	Templates []Pod      // the pod that each workload would create
	Whole     bool       // all pods, workloads and service accounts of the namespaces were asked for
}

// PodGroup is pods that are judged alike: of one controller, with the same
// images, pull secrets and service account.
type PodGroup struct {
	Pod     Pod // one of them
	Members []PodMember
}

// PodMember is one pod of a group.
type PodMember struct {
	Name, UID, Node string
}

// SweepOptions make a run judge every pod as if a new node had to pull its
// images now.
type SweepOptions struct {
	Nodes          []string      // only pods on these nodes; empty: all
	ExpiringWithin time.Duration // credentials that expire within this time are reported; zero: within a day
	AsIf           []ImagePrefix // images are judged as if they had another prefix; only those with one are judged
}

// LeavesOut reports whether a sweep does not report a pod that fails: it is on
// none of the nodes, or the images have another prefix. A nil value leaves out
// nothing.
func (o *SweepOptions) LeavesOut(p *Pod) bool {
	return o != nil && (len(o.AsIf) > 0 || len(o.Nodes) > 0 && !slices.Contains(o.Nodes, p.Node))
}

// ImagePrefix replaces the beginning of images.
type ImagePrefix struct {
	Old, New string
}

// SweepReport is what a sweep reports beside the pods at risk.
type SweepReport struct {
	Swept  int // pods that were judged, those that fail included
	Images int // different images
	AtRisk int // pods, and templates without pods, that a new node may not be able to start

	Nodes      []string        // the nodes that the sweep is narrowed to
	Moved      bool            // it is narrowed to images with a prefix that is replaced
	Hygiene    []Hygiene       // pull secrets that are worth cleaning up
	CannotTell []Undetermined  // images for which only a pull would show whether they need credentials
	AsIf       []NamespaceMove // by namespace
	Copy       []string        // commands that copy images that the new registry does not have
}

// SweptNothing reports whether a sweep was narrowed to nodes without pods, or to
// images that no pod has: nothing was judged, perhaps for a misspelled name.
func (r *Report) SweptNothing() bool {
	return r.Sweep != nil && r.Sweep.Images == 0 && (len(r.Sweep.Nodes) > 0 || r.Sweep.Moved)
}

// Hygiene is something about a pull secret that makes no pull fail.
type Hygiene struct {
	Kind   HygieneKind
	Object Object // the secret
	Detail string
}

// HygieneKind is a kind of Hygiene. The values are those of the report.
type HygieneKind string

// The kinds.
const (
	HygieneUnreferenced HygieneKind = "unreferenced"
	HygieneDuplicate    HygieneKind = "duplicate"
	HygieneBroadKey     HygieneKind = "broad-key"
)

// Undetermined is an image of a namespace for which it cannot be told whether a
// new node could pull it.
type Undetermined struct {
	Namespace string
	Image     string
	Pods      int
	Why       string
}

// NamespaceMove counts the images of a namespace that would have another prefix.
type NamespaceMove struct {
	Namespace  string
	Images     int
	AtRisk     int
	CannotTell int
}
