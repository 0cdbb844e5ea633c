package keyring

// Pull policies that the API server sets on its own.
const (
	pullAlways       = "Always"
	pullIfNotPresent = "IfNotPresent"
)

// DefaultPullPolicy is "Always" or "IfNotPresent", as the API server fills it in at creation where
// the pod names none (pkg/apis/core/v1 SetDefaults_Container). An image that cannot be parsed gets
// IfNotPresent, for its tag cannot be told.
func DefaultPullPolicy(image string) string {
	if img, err := ParseImage(image); err == nil && img.Tag == latestTag {
		return pullAlways
	}
	return pullIfNotPresent
}
