package check

// All lists the checks in the order of a pull, which is also the order of the reference. Which finding is
// the cause is decided by the verdict table.
var All []*Check

func init() { // not a literal: functions of the checks look up other checks
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
