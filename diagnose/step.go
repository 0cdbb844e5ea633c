package diagnose

// Step is one write to one object.
type Step struct {
	Object     Object
	APIVersion string // of Object: "v1", "apps/v1", "batch/v1"

	// Preconditions: the write is refused if the object is a different one or
	// has changed since it was read. Empty for an object that is created.
	UID             string
	ResourceVersion string

	Write Write
}

// Write is what a step does to its object. Package step has one type for each
// Action; package kube/apply sends them to the API server.
type Write interface {
	Action() Action
	Preview(s *Step) Change
	// Commands returns the same as kubectl commands. fix is the ID of the fix; form is not
	// nil when the step still needs credentials.
	Commands(s *Step, fix string, form *CredentialsForm) []string
	Rights(s *Step) []Right
	// Patches returns the JSON merge patches that make the change and revert it, or
	// the whole new object; nil if no patch can do it.
	Patches(s *Step) (after, before map[string]any)
	// FileCommand is the command that applies one of the patches from a file.
	FileCommand(s *Step, file string) string
}

// Action is what a step does.
type Action string

const (
	CreateSecret           Action = "create-secret"            // fails if the name exists already
	UpdateSecret           Action = "update-secret"            // changes only the data keys that it lists
	DeleteSecret           Action = "delete-secret"            // only in an undo
	SetAccountPullSecrets  Action = "set-account-pull-secrets" // read, change, write the whole (atomic) list
	SetTemplatePullSecrets Action = "set-template-pull-secrets"
	SetTemplatePolicy      Action = "set-template-policy" // the pull policy of one container
	DeletePod              Action = "delete-pod"          // its controller creates a new one
	RecreatePod            Action = "recreate-pod"        // a bare pod: deleted and created with another list
)

// Action returns what the step does; empty for a step without a write.
func (s Step) Action() Action {
	if s.Write == nil {
		return ""
	}
	return s.Write.Action()
}

// Change is what one step would do to one object, as a diff in which every
// credential is masked.
type Change struct {
	Action  Action
	Object  Object
	Summary string // "the content of .dockerconfigjson, passwords hidden"
	Lines   []DiffLine
}

// DiffLine is one line of a diff. Op is ' ', '+' or '-'.
type DiffLine struct {
	Op   byte
	Text string
}
