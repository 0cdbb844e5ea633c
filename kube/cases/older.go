package cases

// OlderNode names the older generation of nodes, one before Kubernetes 1.35 with containerd 1.7.
const OlderNode = "older"

// Older is where the older generation differs. Omitted fields are the same there.
type Older struct {
	Nothing  bool     `json:"nothing"` // no pull fails there
	Class    string   `json:"class"`
	Findings []string `json:"findings"`
	Fix      *string  `json:"fix"` // "" for none
}

// On returns what a diagnosis must say on a generation of nodes: OlderNode, or "" for the current
// one.
func (e Expect) On(generation string) Expect {
	o := e.Older
	if generation != OlderNode || o == nil {
		return e
	}
	e.Nothing = o.Nothing
	if o.Class != "" {
		e.Class = o.Class
	}
	if o.Findings != nil {
		e.Findings = o.Findings
	}
	if o.Nothing {
		e.Fix = ""
	}
	if o.Fix != nil {
		e.Fix = *o.Fix
	}
	if e.Fix == "" {
		e.After = ""
	}
	e.fill()
	return e
}
