package diagnose

import "time"

// Object identifies a Kubernetes object. Namespace is empty for cluster-scoped kinds.
type Object struct {
	Kind      string
	Namespace string
	Name      string
}

// String returns the object as people write it: "Secret shop/regcred".
func (o Object) String() string {
	if o.Namespace == "" {
		return o.Kind + " " + o.Name
	}
	return o.Kind + " " + o.Namespace + "/" + o.Name
}

// Meta is the metadata of an object.
type Meta struct {
	Kind            string
	APIVersion      string // "v1", "apps/v1"
	Namespace, Name string
	UID             string
	ResourceVersion string
	Created         time.Time
	Deleting        bool
	Immutable       bool // Secrets only: `immutable: true`
	Labels          map[string]string
	Annotations     map[string]string // without kubectl's last-applied copy
	Owners          []Owner
	Managers        []Manager // field managers, oldest first
	Changed         time.Time // Secrets and ServiceAccounts: the last write known, else Created
	File            string    // manifests only: the file that contains it
	Line            int       // 1-based
	Places          Places    // manifests only: where its fields are
	Chart           string    // manifests only: the chart's template that it was rendered from, by the comment of helm template
}

// Object returns the identity of the object that has this Meta.
func (m *Meta) Object() Object { return Object{m.Kind, m.Namespace, m.Name} }

// Controller returns the owner that would recreate or revert the object, if any.
func (m *Meta) Controller() (Owner, bool) {
	for _, o := range m.Owners {
		if o.Controller {
			return o, true
		}
	}
	return Owner{}, false
}

// Owner is one ownerReference.
type Owner struct {
	APIVersion, Kind, Name, UID string
	Controller                  bool
}

// Manager is one entry of managedFields.
type Manager struct {
	Name      string
	Operation string
	Time      time.Time
}

// Secret is a Secret as read. Data is decoded; never print it.
type Secret struct {
	Meta
	Type    string
	Data    map[string][]byte
	BadData map[string]string // manifests only: data keys whose value is not base64, with the reason
	Refusal string            // manifests only: what kubectl prints if the API server rejects it, "" if it does not
	Aside   string            // manifests only: a sentence on how stringData led to this content
}

// PlannedSecret is a Secret that a controller will create from an object in a
// manifest. Its type is known and, in some cases, its data keys.
type PlannedSecret struct {
	Meta         // of the SealedSecret or ExternalSecret
	Makes string // name of the Secret
	Type  string // "Opaque" when the manifest says nothing
	Keys  []string
	Open  bool   // it may get data keys beyond Keys
	Field string // the field that sets the type: "spec.template.type"
}

// ServiceAccount is a service account with the pull secrets that it provides to new pods.
type ServiceAccount struct {
	Meta
	PullSecrets []string
}

// Workload owns pods through a pod template.
type Workload struct {
	Meta
	ServiceAccount string
	PullSecrets    []string // of the template
	Images         []string // of the template's containers
	Policies       []string // their imagePullPolicy in the same order, empty where it is not set
	OnDelete       bool     // update strategy OnDelete: a new template reaches pods only when they are deleted
	Paused         bool     // Deployment that does not roll out until it is resumed
	OrderedReady   bool     // StatefulSet that waits for a pod to be ready before it replaces the next
	Replicas       int
}

// Node is a node that a pod is scheduled to.
type Node struct {
	Meta
	KubeletVersion   string // "v1.36.3"
	ContainerRuntime string // "containerd://2.3.7"
	ProviderID       string // "aws:///eu-west-1a/i-0abc"
	Architecture     string
	Address          string            // its internal address, else another
	Addresses        []string          // all its IP addresses
	OS               string            // "linux", "windows"
	KernelVersion    string            // on Windows the build: "10.0.20348.4171"
	OSImage          string            // "Windows Server 2022 Datacenter"
	DiskPressure     bool              // the kubelet reports that its disk is nearly full
	Sizes            map[string]int64  // bytes of the images, unpacked, by name
	Digests          map[string]string // the digests of the images that it lists with a tag, by that name
	Images           []string          // names of the images in the node's status; by default it lists the 50 largest
}

// Namespace is read for its labels: they show what else manages its secrets.
type Namespace struct{ Meta }

// Event is one event on a pod.
type Event struct {
	Pod       Object
	PodUID    string
	Type      string // "Normal", "Warning"
	Reason    string
	Message   string
	Container string // from fieldPath, empty for the pod as a whole
	Count     int
	First     time.Time
	Last      time.Time
}
