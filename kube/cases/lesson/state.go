package lesson

// State is what was seen of the cluster of a lesson.
type State struct {
	Pods     []Pod
	Secrets  []Secret
	Accounts []Account
}

// Pod is a pod that is not being deleted.
type Pod struct {
	Namespace, Name, UID string
	Running              bool     // all of its containers run
	Reason, Message      string   // of the first container that waits
	Image                string   // of that container, or of the first
	Uses                 []string // its own list of pull secrets
	Tries                int      // pulls that were begun, as far as its events tell
	Events               []Event
}

// Event is something that was said about a pod.
type Event struct{ Reason, Message string }

// Secret is a Secret without its content.
type Secret struct {
	Namespace, Name, Type, Version string
}

// Account is a service account.
type Account struct {
	Namespace, Name string
	Hands           []string // the pull secrets that it hands to new pods
}
