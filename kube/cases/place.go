package cases

// Right is something that whoever looks at a case may not do, in the case's namespace.
type Right struct {
	Verb     string `json:"verb"`     // get, list, ...
	Resource string `json:"resource"` // secrets, ...
}

// Node is a node of a case's own, for what is wrong with a node and not with a pod. The case's pods ask
// for it with the node selector kubernetes.io/hostname.
type Node struct {
	Name       string `json:"name"`
	PauseImage string `json:"pauseImage"` // what every pod starts with, never on the node; "" for one that is there
	PullQPS    int    `json:"pullQPS"`    // how many images a second its kubelet pulls; 0 for no limit
	ProviderID string `json:"providerID"` // the cloud that it runs in; "" for none
}

// NotPlayed says why a case cannot be brought about somewhere; "" where it can.
type NotPlayed struct {
	Practice string `json:"practice"` // in the practice cluster
	Node     string `json:"node"`     // on the real node
}
