package diagnose

// Fix is one way to mend a finding, as data. Nothing in it is carried out
// here; package kube does that, step by step, in order.
type Fix struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`    // a verb phrase: "Rename the key in Secret shop/regcred"
	Commands []string `json:"commands"` // the same with kubectl; a password never stands in them

	Steps        []Step           `json:"-"`
	AtSource     []Step           `json:"-"` // what is to be changed where the objects come from; never carried out here
	Form         *CredentialsForm `json:"-"` // a login must be given before the steps are complete; nil if not
	Recovers     []Object         `json:"-"` // pods that should start afterwards
	Restarts     []Object         `json:"-"` // pods that are deleted or replaced on the way
	Tracked      []Tracked        `json:"-"` // the pods of Heals, so that they can be followed when they are replaced
	AlsoAffected []Object         `json:"-"` // other pods that are touched: same account, same secret
	After        string           `json:"-"` // what happens then, in one sentence
	Warnings     []string         `json:"-"` // what it costs or risks
	Blocked      string           `json:"-"` // why it cannot be applied here; empty if it can
	Role         string           `json:"-"` // when it is blocked for a missing right: the smallest Roles that grant it, as YAML
	Undoes       bool             `json:"-"` // it takes back an earlier fix
}

// Action is what a step does.
type Action string

const (
	CreateSecret           Action = "create-secret"            // fails if the name is taken
	UpdateSecret           Action = "update-secret"            // changes only the data keys named
	DeleteSecret           Action = "delete-secret"            // only in an undo
	SetAccountPullSecrets  Action = "set-account-pull-secrets" // read, change, write the whole (atomic) list
	SetTemplatePullSecrets Action = "set-template-pull-secrets"
	DeletePod              Action = "delete-pod"   // a controller makes it again
	RecreatePod            Action = "recreate-pod" // a bare pod: deleted and created with another list
)

// Step is one write.
type Step struct {
	Action     Action
	Object     Object
	APIVersion string // of Object: "v1", "apps/v1", "batch/v1"

	// Preconditions: the write is refused when the object is another one or
	// has changed since it was read. Empty where the step creates.
	UID             string
	ResourceVersion string

	SecretType  string            // CreateSecret
	Data        map[string][]byte // CreateSecret: all of it; UpdateSecret: the keys to set
	Remove      []string          // UpdateSecret: data keys to drop
	Before      map[string][]byte // UpdateSecret: the values of the same keys as read; CreateSecret: those of From, where they differ
	From        *Object           // CreateSecret: the secret that it is copied from
	FromKey     string            // data key of From, or of Object for UpdateSecret; empty: the one that the type wants
	SkipTaken   bool              // CreateSecret: leave a name alone that is taken, and go on
	Labels      map[string]string // CreateSecret
	Annotations map[string]string // CreateSecret

	PullSecrets       []string // the list as it will be
	PullSecretsBefore []string // the list as read
}
