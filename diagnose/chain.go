package diagnose

// LinkID names a link of the pull chain. The constants are in the order of the pull.
type LinkID string

const (
	LinkPod      LinkID = "pod"
	LinkAccount  LinkID = "account"
	LinkSecret   LinkID = "secret"
	LinkEntry    LinkID = "entry"
	LinkRegistry LinkID = "registry"
	LinkImage    LinkID = "image"
	LinkLayers   LinkID = "layers" // the host of the layers; shown only if it is what fails
)

// LinkState is the state of a link as far as it is known.
type LinkState string

const (
	LinkOK      LinkState = "ok"
	LinkBroken  LinkState = "broken"
	LinkRisk    LinkState = "risk"    // works, but will cause a failure
	LinkUnsure  LinkState = "unsure"  // cannot be determined; Note says why
	LinkSkipped LinkState = "skipped" // not relevant here
)

// Link is one link of the pull chain as it is shown.
type Link struct {
	ID    LinkID
	Title string // "Service account"
	State LinkState
	Name  string   // "default", `"gchr.io"`
	Note  string   // a few words: "provides 1 secret", `needs "ghcr.io"`
	About string   // what this kind of link is, for newcomers
	Facts []string // evidence, one line each: the secret decoded (masked), entries and why they do not match
}
