package cases

import "k8s.io/apimachinery/pkg/runtime"

// Case is one folder.
type Case struct {
	Name      string           // the folder's name
	Title     string           // the lesson's title
	Order     int              // position in the practice list, smaller is earlier
	Story     string           // what happened, for the newcomer
	Lesson    string           // what it teaches
	Expect    Expect           // what a diagnosis must say
	Manifests []runtime.Object // typed objects, in the order of applying
	Then      []runtime.Object // applied once the pods were created; empty for most cases
	NodeFile  []byte           // node.yaml: what a real node reported; nil if it was not recorded

	Deny      []Right // what the user may not do; such a case runs in a cluster of its own
	Node      *Node   // the node that it runs on, nil for the usual one
	Late      bool    // Then is applied once the pods have failed, not once they exist
	NotPlayed NotPlayed
}

// Expect is what a diagnosis of the case must say.
type Expect struct {
	Namespace     string       `json:"namespace"`
	Pod           string       `json:"pod"`           // name, or the prefix of a name that a controller makes
	Container     string       `json:"container"`     // the one that is judged
	ContainerType string       `json:"containerType"` // as in the report; default "container"
	Class         string       `json:"class"`         // symptom class
	Findings      []string     `json:"findings"`      // the first is findings[0]; the rest may come in any order
	Credentials   []Credential `json:"credentials"`   // what the node would offer, in order
	Fix           string       `json:"fix"`           // ID of the first fix; empty: none may be offered
	After         string       `json:"after"`         // state after the fix; default "running" if there is a fix
	Older         *Older       `json:"older"`         // where the older generation of nodes differs, nil if nowhere
	Nothing       bool         `json:"-"`             // no pull fails; only On sets it
}

// Credential is one that a node would offer, by its origin. It never holds the password.
type Credential struct {
	Secret   string `json:"secret"`
	Key      string `json:"key"`
	Username string `json:"username"`
}

// fill sets the defaults of a case.yaml.
func (e *Expect) fill() {
	if e.ContainerType == "" {
		e.ContainerType = "container"
	}
	if e.After == "" && e.Fix != "" {
		e.After = "running"
	}
}
