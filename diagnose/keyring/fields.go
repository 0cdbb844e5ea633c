package keyring

import "strings"

// Members of a docker config file that have a meaning here, at the top and in an entry.
const (
	fieldAuths         = "auths"
	fieldHeaders       = "HttpHeaders"
	fieldCredsStore    = "credsStore"
	fieldCredHelpers   = "credHelpers"
	fieldUsername      = "username"
	fieldPassword      = "password"
	fieldEmail         = "email"
	fieldAuth          = "auth"
	fieldIdentityToken = "identitytoken"
	fieldRegistryToken = "registrytoken"
	fieldServerAddress = "serveraddress"
)

// settings are other members that docker and podman write at the top of a config file. Where the
// entries are expected at the top level, they are not treated as registries.
var settings = []string{
	fieldHeaders, fieldCredsStore, fieldCredHelpers,
	"proxies", "currentContext", "plugins", "cliPluginsExtraDirs", "detachKeys", "features",
	"psFormat", "imagesFormat", "stackOrchestrator", "experimental", "aliases", "credentialSpec",
}

// sameField compares member names as encoding/json does: in any letter case.
func sameField(written, field string) bool { return strings.EqualFold(written, field) }

// isSetting says that a top-level member is a setting of the docker client, not a registry.
func isSetting(name string) bool {
	for _, setting := range settings {
		if sameField(name, setting) {
			return true
		}
	}
	return false
}
