package diagnose

// PullPolicy is the pull policy of a container as the node applies it.
type PullPolicy struct {
	Policy string `json:"policy"`        // "Always", "IfNotPresent" or "Never"
	Why    string `json:"why,omitempty"` // where it comes from: "the tag is latest and no policy was set when the pod was created"
}

// NodeImage is a node, and what is known about the image on it. A node lists only its largest images:
// if Lists is false, the image may still be present.
type NodeImage struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"` // the internal one
	Runtime string `json:"runtime,omitempty"` // "containerd://2.1.1"
	Kubelet string `json:"kubelet,omitempty"` // "v1.36.3"
	Lists   bool   `json:"lists"`             // the node's status names the image
	Runs    string `json:"runs,omitempty"`    // a pod that runs it there, as namespace/name
	Fails   bool   `json:"fails,omitempty"`   // a pod waits for it there
}
