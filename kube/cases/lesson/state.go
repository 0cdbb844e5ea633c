package lesson

// State is what was read from the cluster of a lesson.
type State struct {
	Pods     []Pod
	Secrets  []Secret
	Accounts []Account
}

// Pod is a pod that is not being deleted.
type Pod struct {
	Namespace, Name, UID string
	Running              bool     // all of its containers are running
	Reason, Message      string   // of the first container that waits
	Image                string   // of that container, or of the first
	Uses                 []string // its own list of pull secrets
	Tries                int      // pulls that have started, as far as its events show
	Events               []Event
}

// Event is an event about a pod.
type Event struct{ Reason, Message string }

// Secret is a Secret without its content.
type Secret struct {
	Namespace, Name, Type, Version string
}

// Account is a service account.
type Account struct {
	Namespace, Name string
	Hands           []string // the pull secrets that it provides to new pods
}
