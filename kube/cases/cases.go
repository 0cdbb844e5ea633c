// Package cases reads the practice cases: folders that hold the manifests of one broken pod, what
// must be found, and the story told about it. The same folders feed the practice cluster, the
// unit tests and the runs against a real node.
package cases

import "k8s.io/apimachinery/pkg/runtime"

// Case is one folder.
type Case struct {
	Name      string           // the folder's name
	Title     string           // the lesson's title
	Order     int              // place in the practice list, smaller is earlier
	Story     string           // what happened, for the newcomer
	Lesson    string           // what is to be learnt
	Expect    Expect           // what a diagnosis must say
	Manifests []runtime.Object // typed objects, to be applied in this order
	Then      []runtime.Object // applied once the pods were created; empty for most cases
	NodeFile  []byte           // node.yaml: what a real node said; nil if it was not recorded

	Deny      []Right // what whoever looks may not do; such a case is played alone
	Node      *Node   // the node that it plays on, nil for the usual one
	Late      bool    // Then is applied once the pods have failed, not once they are there
	NotPlayed NotPlayed
}

// Expect is what a diagnosis of the case must say.
type Expect struct {
	Namespace     string       `json:"namespace"`
	Pod           string       `json:"pod"`           // name, or the prefix of a name that a controller makes
	Container     string       `json:"container"`     // the one that is judged
	ContainerType string       `json:"containerType"` // the report's word; "container" when left out
	Class         string       `json:"class"`         // symptom class
	Findings      []string     `json:"findings"`      // the first is findings[0]; the rest may come in any order
	Credentials   []Credential `json:"credentials"`   // what the node would offer, in order
	Fix           string       `json:"fix"`           // id of the first fix; empty: none may be offered
	After         string       `json:"after"`         // state after the fix; "running" when left out and a fix is there
	Pulling       bool         `json:"pulling"`       // the pull goes on without an end or an error while one looks
	Older         *Older       `json:"older"`         // where the older generation of nodes differs, nil if nowhere
	Nothing       bool         `json:"-"`             // no pull fails; only On sets it
}

// Credential is a login that a node would offer, by its origin. It never holds the password.
type Credential struct {
	Secret   string `json:"secret"`
	Key      string `json:"key"`
	Username string `json:"username"`
}

// fill sets what a case.yaml may leave out.
func (e *Expect) fill() {
	if e.ContainerType == "" {
		e.ContainerType = "container"
	}
	if e.After == "" && e.Fix != "" {
		e.After = "running"
	}
}
