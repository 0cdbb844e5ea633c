package check

// All is the registry, in the order of the pull. The order is that of the
// reference; which finding is the cause is decided by the verdict table.
var All []*Check

func init() { // not a literal: the checks' functions look up Checks themselves
	All = []*Check{
		invalidImageName, notDeployable, pullNever,
		SecretMissing, secretNameTypo, SecretInOtherNamespace,
		secretNotAttached, attachedAfterStart, serviceAccountIgnored, misplaced, noCredentials, SecretUnreadable,
		wrongType, wrongDataKey, undecodable, doubleBase64, unparseable, wrongConfigShape, authMalformed,
		authDisagrees, emptyCredential, strayWhitespace, placeholder, usernameForm,
		credentialExpired, credentialExpiring, poisoned, hostMismatch,
		credentialRejected, accessDenied, breaksPublic,
		imageNotFound, platformMismatch, platformMissing, unsupportedManifest,
		rateLimited, registryUnreachable, registryUntrusted, registrySpeaksHTTP, registryError,
		notARegistry, egressRefused, layersBlocked, registryRetired, nodeClock,
		nodeDisk, refusedByPolicy, pullThrottled, pullCancelled, pullSlow,
		sandboxImage, cachedImage, nodeCredentials, managedObject, waitingForRetry, UnknownCause,
	}
}
