package diagnose

// PullPolicy is the pull policy of a container as the node applies it.
type PullPolicy struct {
	Policy string // "Always", "IfNotPresent" or "Never"
	Why    string // where it comes from: "the tag is latest and no policy was set when the pod was created"
}

// NodeImage is a node, and what is known about the image on it. A node lists only its largest images:
// if Lists is false, the image may still be present.
type NodeImage struct {
	Name    string
	Address string // the internal one
	Runtime string // "containerd://2.1.1"
	Kubelet string // "v1.36.3"
	Lists   bool   // the node's status names the image
	Runs    string // a pod that runs it there, as namespace/name
	Fails   bool   // a pod waits for it there
}
