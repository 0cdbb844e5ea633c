package diagnose

// CheckName is the name of a check in the report: "host-mismatch". The names are
// stable; new ones are only added.
type CheckName string

// CheckNames are the names of all checks, in the order of the pull: the order of
// the reference, and of findings that the verdict does not rank.
var CheckNames []CheckName

// checkName adds a name to the end of CheckNames.
func checkName(name CheckName) CheckName {
	CheckNames = append(CheckNames, name)
	return name
}

// The checks, in the order of the pull. A name is added here, at its place.
var (
	CheckInvalidImageName          = checkName("invalid-image-name")
	CheckNotDeployable             = checkName("not-deployable")
	CheckPullNever                 = checkName("pull-never")
	CheckSecretMissing             = checkName("secret-missing")
	CheckSecretNameTypo            = checkName("secret-name-typo")
	CheckSecretInOtherNamespace    = checkName("secret-in-other-namespace")
	CheckSecretNotAttached         = checkName("secret-not-attached")
	CheckAttachedAfterStart        = checkName("attached-after-start")
	CheckServiceAccountIgnored     = checkName("service-account-ignored")
	CheckMisplacedPullSecrets      = checkName("misplaced-pull-secrets")
	CheckNoCredentials             = checkName("no-credentials")
	CheckSecretUnreadable          = checkName("secret-unreadable")
	CheckWrongType                 = checkName("wrong-type")
	CheckWrongDataKey              = checkName("wrong-data-key")
	CheckUndecodableBase64         = checkName("undecodable-base64")
	CheckDoubleBase64              = checkName("double-base64")
	CheckUnparseableConfig         = checkName("unparseable-config")
	CheckWrongConfigShape          = checkName("wrong-config-shape")
	CheckAuthMalformed             = checkName("auth-malformed")
	CheckAuthDisagrees             = checkName("auth-disagrees")
	CheckEmptyCredential           = checkName("empty-credential")
	CheckStrayWhitespace           = checkName("stray-whitespace")
	CheckPlaceholderLeft           = checkName("placeholder-left")
	CheckWrongUsernameForm         = checkName("wrong-username-form")
	CheckCredentialExpired         = checkName("credential-expired")
	CheckCredentialExpiring        = checkName("credential-expiring")
	CheckPoisonedByOtherSecret     = checkName("poisoned-by-other-secret")
	CheckHostMismatch              = checkName("host-mismatch")
	CheckCredentialRejected        = checkName("credential-rejected")
	CheckAccessDenied              = checkName("access-denied")
	CheckBreaksPublicImage         = checkName("breaks-public-image")
	CheckImageNotFound             = checkName("image-not-found")
	CheckPlatformMismatch          = checkName("platform-mismatch")
	CheckPlatformMissing           = checkName("platform-missing")
	CheckUnsupportedManifest       = checkName("unsupported-manifest")
	CheckRateLimited               = checkName("rate-limited")
	CheckRegistryUnreachable       = checkName("registry-unreachable")
	CheckRegistryUntrusted         = checkName("registry-untrusted")
	CheckRegistrySpeaksHTTP        = checkName("registry-speaks-http")
	CheckRegistryError             = checkName("registry-error")
	CheckNotARegistry              = checkName("not-a-registry")
	CheckEgressRefused             = checkName("egress-refused")
	CheckLayersBlocked             = checkName("layers-blocked")
	CheckRegistryRetired           = checkName("registry-retired")
	CheckNodeClock                 = checkName("node-clock")
	CheckNodeDisk                  = checkName("node-disk")
	CheckRefusedByPolicy           = checkName("refused-by-policy")
	CheckPullThrottled             = checkName("pull-throttled")
	CheckPullCancelled             = checkName("pull-cancelled")
	CheckPullSlow                  = checkName("pull-slow")
	CheckSandboxImage              = checkName("sandbox-image")
	CheckCredentialsForCachedImage = checkName("credentials-for-cached-image")
	CheckNodeCredentials           = checkName("node-credentials")
	CheckManagedObject             = checkName("managed-object")
	CheckWaitingForRetry           = checkName("waiting-for-retry")
	CheckUnknown                   = checkName("unknown")
)
