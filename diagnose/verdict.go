package diagnose

import (
	"slices"
	"sort"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// verdict is one row of the table that decides the root cause: what the node
// said, how far the kubelet gets with the secrets, and the checks that can
// explain the two together, likeliest first.
type verdict struct {
	classes []symptom.Class
	stages  []stage // empty: any
	causes  []CheckName
}

// otherRegistry stands in the table for a host-mismatch whose key is simply
// for another registry: it explains that nothing was sent, but a secret that
// is missing or may not be read explains it better.
const otherRegistry = "host-mismatch/other-registry"

// perhapsCached is the thought that an image may be on the node after all,
// without anything that shows it.
const perhapsCached = "credentials-for-cached-image/possible"

var (
	// what stops the kubelet before it pulls
	malformed = []CheckName{CheckPoisonedByOtherSecret, CheckUndecodableBase64, CheckDoubleBase64, CheckAuthMalformed, CheckUnparseableConfig}
	// what keeps every login from the registry
	nothingSent = []CheckName{
		CheckWaitingForRetry, CheckImageNotFound, CheckMisplacedPullSecrets, CheckSecretNameTypo, CheckSecretInOtherNamespace, CheckWrongType, CheckWrongDataKey, CheckDoubleBase64,
		CheckWrongConfigShape, CheckPlaceholderLeft, CheckHostMismatch, CheckServiceAccountIgnored, CheckAttachedAfterStart, CheckSecretMissing, CheckSecretUnreadable,
		otherRegistry, CheckSecretNotAttached, CheckCredentialExpired, CheckCredentialRejected, CheckAccessDenied, CheckNoCredentials,
	}
	// an entry that matches and holds no whole login
	nothingInside = append([]CheckName{CheckImageNotFound, CheckWrongUsernameForm, CheckEmptyCredential}, nothingSent...)
	// what is wrong with a login that was sent
	refused = []CheckName{
		CheckWaitingForRetry, CheckImageNotFound, CheckBreaksPublicImage, CheckCredentialExpired, CheckAuthMalformed, CheckStrayWhitespace, CheckPlaceholderLeft, CheckWrongUsernameForm,
		CheckAuthDisagrees, CheckCredentialRejected, CheckAccessDenied,
	}
	loginWords = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.SecretMissing}
	// what manifests alone can prove
	proven = slices.Concat([]CheckName{CheckInvalidImageName}, malformed, nothingInside, refused)
)

// verdicts is read from the top; the first row that fits decides. A broken
// secret is not blamed for a DNS failure, nor a missing one for a missing tag.
var verdicts = []verdict{
	{classes: []symptom.Class{symptom.CredentialMalformed}, stages: []stage{stageBroken}, causes: malformed},
	{classes: []symptom.Class{symptom.CredentialMalformed}, causes: append([]CheckName{CheckWaitingForRetry, CheckSecretUnreadable}, malformed...)},
	{classes: loginWords, stages: []stage{stageBroken}, causes: slices.Concat(malformed, nothingSent)},
	{classes: loginWords, stages: []stage{stageNone, stageUnseen}, causes: nothingSent},
	{classes: loginWords, stages: []stage{stageAnonymous}, causes: nothingInside},
	{classes: loginWords, stages: []stage{stageSent}, causes: refused},
	{classes: []symptom.Class{symptom.InvalidReference}, causes: []CheckName{CheckInvalidImageName}},
	{classes: []symptom.Class{symptom.NeverPull}, causes: []CheckName{CheckCredentialsForCachedImage, CheckPullNever, perhapsCached}},
	{classes: []symptom.Class{symptom.NotFound}, causes: []CheckName{CheckImageNotFound}},
	{classes: []symptom.Class{symptom.Platform}, causes: []CheckName{CheckPlatformMismatch}},
	{classes: []symptom.Class{symptom.UnsupportedManifest}, causes: []CheckName{CheckUnsupportedManifest}},
	{classes: []symptom.Class{symptom.RateLimited}, causes: []CheckName{CheckRateLimited}},
	{classes: []symptom.Class{symptom.DNS, symptom.Connection}, causes: []CheckName{CheckRegistryUnreachable}},
	{classes: []symptom.Class{symptom.TLS}, causes: []CheckName{CheckRegistryUntrusted}},
	{classes: []symptom.Class{symptom.HTTPvsHTTPS}, causes: []CheckName{CheckRegistrySpeaksHTTP}},
	{classes: []symptom.Class{symptom.RegistryError}, causes: []CheckName{CheckRegistryError}},
	{classes: []symptom.Class{symptom.Disk}, causes: []CheckName{CheckNodeDisk}},
	{classes: []symptom.Class{symptom.Policy}, causes: []CheckName{CheckRefusedByPolicy}},
	{classes: []symptom.Class{symptom.Throttled}, causes: []CheckName{CheckPullThrottled}},
	{classes: []symptom.Class{symptom.Cancelled}, causes: []CheckName{CheckPullCancelled}},
	// The node said nothing that is known: only what the secrets prove by themselves.
	{classes: []symptom.Class{symptom.Unknown}, stages: []stage{stageBroken}, causes: append([]CheckName{CheckInvalidImageName}, malformed...)},
	{classes: []symptom.Class{symptom.Unknown}, stages: []stage{stageNone, stageAnonymous}, causes: append([]CheckName{CheckInvalidImageName}, nothingInside...)},
	{classes: []symptom.Class{symptom.Unknown}, causes: []CheckName{CheckInvalidImageName, CheckWaitingForRetry}},
}

// causesFor finds the row for a case.
func causesFor(k *Case) []CheckName {
	st := k.stage()
	if k.Container.Type == TypeSandbox {
		return []CheckName{CheckSandboxImage}
	}
	for _, v := range verdicts {
		if slices.Contains(v.classes, k.Reading.Class) && (len(v.stages) == 0 || slices.Contains(v.stages, st)) {
			return v.causes
		}
	}
	return nil
}

// judge runs every check and puts the root cause first. Findings that do not
// explain what the node said are told as warnings, without fixes.
func judge(k *Case) []Finding {
	var found []Finding
	for _, c := range Checks {
		if c == unknownCause {
			continue
		}
		for _, f := range c.Run(k) {
			f.Title = c.Title
			if !slices.ContainsFunc(found, f.same) { // a secret that is named twice is told of once
				found = append(found, f)
			}
		}
	}
	found = k.asManifest(found)
	if k.Pod.Template {
		return k.judgeTemplate(found)
	}
	causes := causesFor(k)
	place := func(f *Finding) int { return f.placeIn(causes) }
	explains := func(f *Finding) bool { return place(f) < len(causes) }
	sort.SliceStable(found, func(i, j int) bool {
		a, b := &found[i], &found[j]
		if ea, eb := explains(a), explains(b); ea != eb {
			return ea
		}
		if a.cures != b.cures {
			return a.cures
		}
		return place(a) < place(b)
	})
	if len(found) == 0 || !explains(&found[0]) {
		f := unknownCause.Run(k)[0]
		f.Title = unknownCause.Title
		found = append([]Finding{f}, found...)
	}
	k.compare(&found[0])
	found[0].Detail += k.localImage()
	for i := range found {
		f := &found[i]
		switch {
		case i == 0 && k.Reading.Class == symptom.Unknown:
			f.uncertainIf(f.Check != CheckUnknown && k.KeyringErr == nil)
		case i > 0 && !explains(f) && f.Severity == SeverityError:
			f.Severity = SeverityWarning
			f.harmless = true
		}
	}
	return found
}

// judgeTemplate keeps what manifests can prove. A secret that they lack may
// well be in the cluster, and one of no use may stand beside one that serves.
func (k *Case) judgeTemplate(found []Finding) []Finding {
	for i := range found {
		if served, perhaps := k.unproven(&found[i]); served || perhaps {
			found[i].Severity = SeverityWarning
			found[i].uncertainIf(!served)
			found[i].Detail = strings.Replace(found[i].Detail, noKeyMatches, "If no other pull secret has a login for it, the node will pull without one.", 1)
		}
		switch found[i].Check {
		case CheckSecretMissing, CheckSecretNameTypo, CheckSecretInOtherNamespace:
			found[i].Severity = SeverityWarning
			found[i].uncertainIf(true)
		}
	}
	rank := map[Severity]int{SeverityError: 0, SeverityWarning: 1, SeverityInfo: 2}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := &found[i], &found[j]
		switch {
		case a.Severity != b.Severity:
			return rank[a.Severity] < rank[b.Severity]
		case a.cures != b.cures:
			return a.cures
		}
		return a.placeIn(proven) < b.placeIn(proven)
	})
	return found
}

// placeIn is the place of a finding among causes, their number if it is none.
func (f *Finding) placeIn(causes []CheckName) int {
	word := f.Check
	switch {
	case word == CheckHostMismatch && f.Compare == nil:
		word = otherRegistry
	case word == CheckCredentialsForCachedImage && f.Certainty == Possible:
		word = perhapsCached
	}
	if i := slices.Index(causes, word); i >= 0 {
		return i
	}
	return len(causes)
}
