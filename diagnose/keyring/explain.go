package keyring

// Match says whether a registry key serves an image, and if not, why.
type Match struct {
	Matches  bool
	Via      string // how it matches: "exact", "path", "glob", "docker-hub-default"
	Why      string // one sentence for people
	Kind     Miss   // machine word for the reason
	Distance int    // 0 matches; otherwise the smaller, the nearer
	Wanted   string // the key that would have matched, closest to what was written
}

// Miss is the reason why a key does not serve an image.
type Miss string

// The reasons.
const (
	MissNone       Miss = ""
	MissPort       Miss = "port"
	MissScheme     Miss = "scheme"
	MissCase       Miss = "case"
	MissPath       Miss = "path"
	MissSlash      Miss = "slash"     // missing or surplus last slash: https://index.docker.io/v1
	MissHubAlias   Miss = "hub-alias" // registry-1.docker.io, hub.docker.com, ... for Docker Hub
	MissRegion     Miss = "region"    // same cloud registry, other account or region
	MissLabels     Miss = "labels"    // number of host labels (*.azurecr.io)
	MissTag        Miss = "tag"       // the key carries a tag or digest
	MissTypo       Miss = "typo"      // look-alike host, by edit distance
	MissWhitespace Miss = "whitespace"
	MissInvalid    Miss = "invalid"
	MissHost       Miss = "host"     // simply another host
	MissShadowed   Miss = "shadowed" // an index.docker.io key that a direct docker.io match hides
)

// Explain judges one key against an image by itself, as if no other key were around.
func Explain(key string, img Image) Match { return Match{Kind: MissHost} }
