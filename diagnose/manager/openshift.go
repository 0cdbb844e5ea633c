package manager

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// OpenShiftOwns reports whether a secret is one of those that OpenShift creates for each service account:
// credentials for its internal registry, which it renews by itself.
func OpenShiftOwns(m *diagnose.Meta) bool {
	if m.Annotations["openshift.io/token-secret.name"] != "" || m.Annotations["openshift.io/internal-registry-auth-token.service-account"] != "" {
		return true
	}
	for _, f := range m.Managers {
		if f.Name == "openshift.io/image-registry-pull-secrets" {
			return true
		}
	}
	account, rest, found := strings.Cut(m.Name, "-dockercfg-")
	return found && account != "" && len(rest) == 5
}
