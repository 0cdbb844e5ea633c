package diagnose

// LinkID names a station of the pull chain, in the order of the pull.
type LinkID string

const (
	LinkPod      LinkID = "pod"
	LinkAccount  LinkID = "account"
	LinkSecret   LinkID = "secret"
	LinkEntry    LinkID = "entry"
	LinkRegistry LinkID = "registry"
	LinkImage    LinkID = "image"
	LinkLayers   LinkID = "layers" // the host of the layers; drawn only where it is what fails
)

// LinkState says what is known of a link.
type LinkState string

const (
	LinkOK      LinkState = "ok"
	LinkBroken  LinkState = "broken"
	LinkRisk    LinkState = "risk"    // works, and will bite
	LinkUnsure  LinkState = "unsure"  // cannot be decided, Note says why
	LinkSkipped LinkState = "skipped" // not relevant here
)

// Link is one station of the pull chain as it is drawn.
type Link struct {
	ID    LinkID
	Title string // "Service account"
	State LinkState
	Name  string   // "default", `"gchr.io"`
	Note  string   // a few words: "gives 1 secret", `needs "ghcr.io"`
	About string   // what such a link is, for newcomers
	Facts []string // evidence, one line each: the secret decoded (masked), entries and why they do not match
}
