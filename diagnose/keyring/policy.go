package keyring

// Pull policies that the API server sets on its own.
const (
	pullAlways       = "Always"
	pullIfNotPresent = "IfNotPresent"
)

// DefaultPullPolicy returns "Always" or "IfNotPresent", as the API server sets it at creation if the
// pod has no policy (pkg/apis/core/v1 SetDefaults_Container). An image that cannot be parsed gets
// IfNotPresent, because its tag is unknown.
func DefaultPullPolicy(image string) string {
	if img, err := ParseImage(image); err == nil && img.Tag == latestTag {
		return pullAlways
	}
	return pullIfNotPresent
}
