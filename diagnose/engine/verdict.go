package engine

import (
	"slices"
	"sort"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// verdict is one row of the table that decides the root cause: what the node
// said, how far the kubelet gets with the secrets, and the checks that can
// explain the two together, likeliest first.
type verdict struct {
	classes []symptom.Class
	stages  []pull.Stage // empty: any
	causes  []diagnose.CheckName
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
	malformed = []diagnose.CheckName{diagnose.CheckPoisonedByOtherSecret, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64, diagnose.CheckAuthMalformed, diagnose.CheckUnparseableConfig}
	// what keeps every login from the registry
	nothingSent = []diagnose.CheckName{
		diagnose.CheckWaitingForRetry, diagnose.CheckImageNotFound, diagnose.CheckMisplacedPullSecrets, diagnose.CheckSecretNameTypo, diagnose.CheckSecretInOtherNamespace, diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckDoubleBase64,
		diagnose.CheckWrongConfigShape, diagnose.CheckPlaceholderLeft, diagnose.CheckHostMismatch, diagnose.CheckServiceAccountIgnored, diagnose.CheckAttachedAfterStart, diagnose.CheckSecretMissing, diagnose.CheckSecretUnreadable,
		otherRegistry, diagnose.CheckSecretNotAttached, diagnose.CheckCredentialExpired, diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied, diagnose.CheckNoCredentials,
	}
	// an entry that matches and holds no whole login
	nothingInside = append([]diagnose.CheckName{diagnose.CheckImageNotFound, diagnose.CheckWrongUsernameForm, diagnose.CheckEmptyCredential}, nothingSent...)
	// what is wrong with a login that was sent
	refused = []diagnose.CheckName{
		diagnose.CheckWaitingForRetry, diagnose.CheckImageNotFound, diagnose.CheckBreaksPublicImage, diagnose.CheckCredentialExpired, diagnose.CheckAuthMalformed, diagnose.CheckStrayWhitespace, diagnose.CheckPlaceholderLeft, diagnose.CheckWrongUsernameForm,
		diagnose.CheckAuthDisagrees, diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied,
	}
	loginWords = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.SecretMissing}
	// what manifests alone can prove
	proven = slices.Concat([]diagnose.CheckName{diagnose.CheckNotDeployable, diagnose.CheckInvalidImageName}, malformed, nothingInside, refused)
)

// verdicts is read from the top; the first row that fits decides. A broken
// secret is not blamed for a DNS failure, nor a missing one for a missing tag.
var verdicts = []verdict{
	{classes: []symptom.Class{symptom.CredentialMalformed}, stages: []pull.Stage{pull.StageBroken}, causes: malformed},
	{classes: []symptom.Class{symptom.CredentialMalformed}, causes: append([]diagnose.CheckName{diagnose.CheckWaitingForRetry, diagnose.CheckSecretUnreadable}, malformed...)},
	{classes: loginWords, stages: []pull.Stage{pull.StageBroken}, causes: slices.Concat(malformed, nothingSent)},
	{classes: loginWords, stages: []pull.Stage{pull.StageNone, pull.StageUnseen}, causes: nothingSent},
	{classes: loginWords, stages: []pull.Stage{pull.StageAnonymous}, causes: nothingInside},
	{classes: loginWords, stages: []pull.Stage{pull.StageSent}, causes: refused},
	{classes: []symptom.Class{symptom.InvalidReference}, causes: []diagnose.CheckName{diagnose.CheckInvalidImageName}},
	{classes: []symptom.Class{symptom.NeverPull}, causes: []diagnose.CheckName{diagnose.CheckCredentialsForCachedImage, diagnose.CheckPullNever, perhapsCached}},
	{classes: []symptom.Class{symptom.NotFound}, causes: []diagnose.CheckName{diagnose.CheckImageNotFound}},
	{classes: []symptom.Class{symptom.Platform}, causes: []diagnose.CheckName{diagnose.CheckPlatformMismatch}},
	{classes: []symptom.Class{symptom.UnsupportedManifest}, causes: []diagnose.CheckName{diagnose.CheckUnsupportedManifest}},
	{classes: []symptom.Class{symptom.RateLimited}, causes: []diagnose.CheckName{diagnose.CheckRateLimited}},
	{classes: []symptom.Class{symptom.DNS, symptom.Connection}, causes: []diagnose.CheckName{diagnose.CheckRegistryUnreachable}},
	{classes: []symptom.Class{symptom.TLS}, causes: []diagnose.CheckName{diagnose.CheckRegistryUntrusted}},
	{classes: []symptom.Class{symptom.HTTPvsHTTPS}, causes: []diagnose.CheckName{diagnose.CheckRegistrySpeaksHTTP}},
	{classes: []symptom.Class{symptom.RegistryError}, causes: []diagnose.CheckName{diagnose.CheckRegistryError}},
	{classes: []symptom.Class{symptom.Disk}, causes: []diagnose.CheckName{diagnose.CheckNodeDisk}},
	{classes: []symptom.Class{symptom.Policy}, causes: []diagnose.CheckName{diagnose.CheckRefusedByPolicy}},
	{classes: []symptom.Class{symptom.Throttled}, causes: []diagnose.CheckName{diagnose.CheckPullThrottled}},
	{classes: []symptom.Class{symptom.Cancelled}, causes: []diagnose.CheckName{diagnose.CheckPullCancelled}},
	// The node said nothing that is known: only what the secrets prove by themselves.
	{classes: []symptom.Class{symptom.Unknown}, stages: []pull.Stage{pull.StageBroken}, causes: append([]diagnose.CheckName{diagnose.CheckInvalidImageName}, malformed...)},
	{classes: []symptom.Class{symptom.Unknown}, stages: []pull.Stage{pull.StageNone, pull.StageAnonymous}, causes: append([]diagnose.CheckName{diagnose.CheckInvalidImageName}, nothingInside...)},
	{classes: []symptom.Class{symptom.Unknown}, causes: []diagnose.CheckName{diagnose.CheckInvalidImageName, diagnose.CheckWaitingForRetry}},
}

// causesFor finds the row for a case.
func causesFor(k *pull.Case) []diagnose.CheckName {
	st := k.Stage()
	if k.Container.Type == diagnose.TypeSandbox {
		return []diagnose.CheckName{diagnose.CheckSandboxImage}
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
func judge(k *pull.Case) []diagnose.Finding {
	var found []diagnose.Finding
	for _, c := range check.All {
		if c == check.UnknownCause {
			continue
		}
		for _, f := range c.Run(k) {
			if f.Title == "" {
				f.Title = c.Title
			}
			if !slices.ContainsFunc(found, f.Same) { // a secret that is named twice is told of once
				found = append(found, f)
			}
		}
	}
	found = check.AsManifest(k, found)
	if k.Pod.Template {
		return judgeTemplate(k, found)
	}
	causes := causesFor(k)
	place := func(f *diagnose.Finding) int { return placeIn(f, causes) }
	explains := func(f *diagnose.Finding) bool { return place(f) < len(causes) }
	sort.SliceStable(found, func(i, j int) bool {
		a, b := &found[i], &found[j]
		if ea, eb := explains(a), explains(b); ea != eb {
			return ea
		}
		if a.Cures != b.Cures {
			return a.Cures
		}
		return place(a) < place(b)
	})
	if len(found) == 0 || !explains(&found[0]) {
		f := check.UnknownCause.Run(k)[0]
		f.Title = check.UnknownCause.Title
		found = append([]diagnose.Finding{f}, found...)
	}
	check.Compare(k, &found[0])
	found[0].Detail += k.LocalImage()
	for i := range found {
		f := &found[i]
		switch {
		case i == 0 && k.Reading.Class == symptom.Unknown:
			f.UncertainIf(f.Check != diagnose.CheckUnknown && k.KeyringErr == nil)
		case i > 0 && !explains(f) && f.Severity == diagnose.SeverityError:
			f.Severity = diagnose.SeverityWarning
			f.Harmless = true
		}
	}
	return found
}

// judgeTemplate keeps what manifests can prove. A secret that they lack may
// well be in the cluster, and one of no use may stand beside one that serves.
func judgeTemplate(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	for i := range found {
		if served, perhaps := check.Unproven(k, &found[i]); served || perhaps {
			found[i].Severity = diagnose.SeverityWarning
			found[i].UncertainIf(!served)
			found[i].Detail = strings.Replace(found[i].Detail, check.NoKeyMatches, "If no other pull secret has a login for it, the node will pull without one.", 1)
		}
		switch found[i].Check {
		case diagnose.CheckSecretMissing, diagnose.CheckSecretNameTypo, diagnose.CheckSecretInOtherNamespace:
			if o := found[i].Object; o != nil && !possibleName(o.Name) {
				found[i].Detail += neverExists
				continue
			}
			found[i].Severity = diagnose.SeverityWarning
			found[i].UncertainIf(true)
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := &found[i], &found[j]
		switch {
		case a.Severity != b.Severity:
			return severityRank[a.Severity] < severityRank[b.Severity]
		case a.Cures != b.Cures:
			return a.Cures
		}
		return placeIn(a, proven) < placeIn(b, proven)
	})
	return found
}

// placeIn is the place of a finding among causes, their number if it is none.
func placeIn(f *diagnose.Finding, causes []diagnose.CheckName) int {
	word := f.Check
	switch {
	case word == diagnose.CheckHostMismatch && f.Compare == nil:
		word = otherRegistry
	case word == diagnose.CheckCredentialsForCachedImage && f.Certainty == diagnose.Possible:
		word = perhapsCached
	}
	if i := slices.Index(causes, word); i >= 0 {
		return i
	}
	return len(causes)
}
