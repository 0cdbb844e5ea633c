package diagnose

import (
	"cmp"
	"time"
)

// Pod is a pod, or (Template) the pod that a workload's template would create.
type Pod struct {
	Meta
	ServiceAccount string
	PullSecrets    []string // spec.imagePullSecrets in order, copied ones included
	Node           string
	Phase          string
	Containers     []Container // in the order the kubelet starts them
	Volumes        []ImageVolume
	Template       bool   // it never ran: only what the manifests prove is known
	Part           string // of a Template: which of several pods that the object describes, empty for the only one
	OpenAccount    bool   // of a Template: another object chooses the service account and may add pull secrets
	HostNetwork    bool
	EmptyDir       bool      // has emptyDir data that would be lost if the pod is recreated
	Since          time.Time // since when its containers are not ready; zero if unknown
}

// ContainerType is the kind of a container, in the words of the report.
type ContainerType string

const (
	TypeContainer ContainerType = "container"
	TypeInit      ContainerType = "init"
	TypeEphemeral ContainerType = "ephemeral"
	TypeVolume    ContainerType = "volume"  // an image volume
	TypeSandbox   ContainerType = "sandbox" // the pause image
)

// Container is one container with the waiting state the node reported.
type Container struct {
	Name       string
	Type       ContainerType
	Image      string
	PullPolicy string
	Digest     string // "sha256:...", of the image that it runs; empty if the status does not show it
	Waiting    bool
	Reason     string // status.*.state.waiting.reason; may be a raw Go error
	Message    string
	Running    bool
	Restarts   int
}

// ImageVolume is a volume whose content is an image.
type ImageVolume struct {
	Name, Image, PullPolicy string
	MountedBy               []string // containers
}

// AccountObject is the service account that the pod runs as: "default" unless it sets one.
func (p *Pod) AccountObject() Object {
	return Object{Kind: "ServiceAccount", Namespace: p.Namespace, Name: cmp.Or(p.ServiceAccount, "default")}
}

// Age returns how long the pod has existed at the time now; zero if unknown.
func (p *Pod) Age(now time.Time) time.Duration {
	if p.Created.IsZero() || now.Before(p.Created) {
		return 0
	}
	return now.Sub(p.Created)
}
