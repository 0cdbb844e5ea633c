package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// builders return the fixes of a finding, best first, for all cases that share
// it. A check without a builder has no fix.
var builders = map[diagnose.CheckName]func(Group) []diagnose.Fix{
	diagnose.CheckSecretMissing:          missingFixes,
	diagnose.CheckSecretNameTypo:         typoFixes,
	diagnose.CheckSecretInOtherNamespace: missingFixes,
	diagnose.CheckSecretNotAttached:      attachSecretFixes,
	diagnose.CheckAttachedAfterStart:     recreateFixes,
	diagnose.CheckServiceAccountIgnored:  ignoredAccountFixes,
	diagnose.CheckMisplacedPullSecrets:   misplacedFixes,
	diagnose.CheckNoCredentials:          noCredentialsFixes,
	diagnose.CheckWrongType:              wrongTypeFixes,
	diagnose.CheckWrongDataKey:           dataKeyFixes,
	diagnose.CheckUndecodableBase64:      entryFixes,
	diagnose.CheckDoubleBase64:           entryFixes,
	diagnose.CheckUnparseableConfig:      entryFixes,
	diagnose.CheckWrongConfigShape:       contentFixes,
	diagnose.CheckAuthMalformed:          entryFixes,
	diagnose.CheckAuthDisagrees:          disagreementFixes,
	diagnose.CheckEmptyCredential:        credentialsFixes,
	diagnose.CheckStrayWhitespace:        whitespaceFixes,
	diagnose.CheckPlaceholderLeft:        placeholderFixes,
	diagnose.CheckWrongUsernameForm:      credentialsFixes,
	diagnose.CheckCredentialExpired:      credentialsFixes,
	diagnose.CheckPoisonedByOtherSecret:  poisonFixes,
	diagnose.CheckHostMismatch:           mismatchFixes,
	diagnose.CheckCredentialRejected:     refusedFixes,
	diagnose.CheckAccessDenied:           refusedFixes,
	diagnose.CheckBreaksPublicImage:      breaksPublicFixes,
	diagnose.CheckWaitingForRetry:        retryFixes,

	diagnose.CheckRateLimited:               rateLimitedFixes,
	diagnose.CheckCredentialsForCachedImage: cachedImageFixes,
	diagnose.CheckPullNever:                 neverFixes,
	diagnose.CheckImageNotFound:             notFoundFixes,
}

// tested are the checks whose last fix is a test pod: the registry decides, and
// only a pull shows what it responds now.
var tested = map[diagnose.CheckName]bool{diagnose.CheckCredentialRejected: true, diagnose.CheckAccessDenied: true}

// Of builds the fixes of a finding and adds the commands.
func Of(g Group) []diagnose.Fix {
	build := builders[g.Finding.Check]
	if build == nil || g.manifest() && g.Finding.Check != diagnose.CheckUndecodableBase64 {
		return nil
	}
	if r := g.ref(); g.manifest() && (r == nil || r.Secret == nil || len(r.Secret.BadData) == 0) {
		return nil // for a manifest, only fixes of its text are proposed
	}
	fixes := g.finishAhead(g.finished(build(g)))
	if tested[g.Finding.Check] && !g.ahead() {
		if f, ok := g.testPodFix(); ok {
			fixes = append(fixes, f)
		}
	}
	return fixes
}
