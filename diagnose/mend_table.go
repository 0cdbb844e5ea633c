package diagnose

// builders make the fixes of a finding, best first, for all cases that share
// it. A check without a builder has no fix in the cluster.
var builders = map[CheckName]func(group) []Fix{
	CheckSecretMissing:          mendMissing,
	CheckSecretNameTypo:         mendTypo,
	CheckSecretInOtherNamespace: mendMissing,
	CheckSecretNotAttached:      mendAttach,
	CheckAttachedAfterStart:     mendRestart,
	CheckServiceAccountIgnored:  mendIgnored,
	CheckMisplacedPullSecrets:   mendMisplaced,
	CheckNoCredentials:          mendNoCredentials,
	CheckWrongType:              mendWrongType,
	CheckWrongDataKey:           mendDataKey,
	CheckUndecodableBase64:      mendEntry,
	CheckDoubleBase64:           mendEntry,
	CheckUnparseableConfig:      mendEntry,
	CheckWrongConfigShape:       mendContent,
	CheckAuthMalformed:          mendEntry,
	CheckAuthDisagrees:          mendDisagreement,
	CheckEmptyCredential:        mendLogin,
	CheckStrayWhitespace:        mendWhitespace,
	CheckPlaceholderLeft:        mendPlaceholder,
	CheckWrongUsernameForm:      mendLogin,
	CheckCredentialExpired:      mendLogin,
	CheckPoisonedByOtherSecret:  mendPoison,
	CheckHostMismatch:           mendMismatch,
	CheckCredentialRejected:     mendLogin,
	CheckAccessDenied:           mendLogin,
	CheckBreaksPublicImage:      mendBreaksPublic,
	CheckWaitingForRetry:        mendRetry,
}

// fixesOf builds the fixes of a finding and adds the commands.
func fixesOf(g group) []Fix {
	build := builders[g.finding.Check]
	if build == nil || g.lead().Pod.Template {
		return nil
	}
	return g.finished(build(g))
}
