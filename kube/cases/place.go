package cases

// Right is something that the user of a case may not do, in the case's namespace.
type Right struct {
	Verb     string `json:"verb"`     // get, list, ...
	Resource string `json:"resource"` // secrets, ...
}

// Node is a node of a case's own, for problems of a node and not of a pod. The case's pods select
// it with kubernetes.io/hostname.
type Node struct {
	Name       string `json:"name"`
	PauseImage string `json:"pauseImage"` // the pause image, never on the node; "" for one that exists
	PullQPS    int    `json:"pullQPS"`    // how many images per second its kubelet pulls; 0 for no limit
	ProviderID string `json:"providerID"` // the cloud it runs in; "" for none
}

// NotPlayed says why a case cannot be reproduced somewhere; "" where it can.
type NotPlayed struct {
	Practice string `json:"practice"` // in the practice cluster
	Node     string `json:"node"`     // on the real node
}
