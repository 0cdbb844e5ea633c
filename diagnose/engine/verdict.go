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

// verdict is one row of the table that decides the root cause: which request
// of the pull failed, where it went and who responded, what the response means,
// how far the kubelet gets with the secrets, and the checks that can explain all
// of that together, most likely first. An empty column matches anything.
type verdict struct {
	phases  []symptom.Phase     // of the request that failed
	targets []symptom.Responder // where the request went
	by      []symptom.Responder // who responded
	answers []pull.Answer       // responses that no credentials can change
	classes []symptom.Class     // what the message means
	stages  []pull.Stage        // how far the kubelet gets with the secrets
	causes  []diagnose.CheckName
}

// otherRegistry is the table's name for a host-mismatch whose key is simply for
// another registry: it explains that nothing was sent, but a secret that is
// missing or cannot be read explains it better.
const otherRegistry = "host-mismatch/other-registry"

// perhapsCached is the possibility that the image is on the node after all,
// without evidence for it.
const perhapsCached = "credentials-for-cached-image/possible"

var (
	// what stops the kubelet before it pulls
	malformed = []diagnose.CheckName{diagnose.CheckPoisonedByOtherSecret, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64, diagnose.CheckAuthMalformed, diagnose.CheckUnparseableConfig}
	// what keeps all credentials from being sent
	nothingSent = []diagnose.CheckName{
		diagnose.CheckRegistryRetired, diagnose.CheckWaitingForRetry, diagnose.CheckImageNotFound, diagnose.CheckMisplacedPullSecrets, diagnose.CheckSecretNameTypo, diagnose.CheckSecretInOtherNamespace, diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64,
		diagnose.CheckWrongConfigShape, diagnose.CheckPlaceholderLeft, diagnose.CheckHostMismatch, diagnose.CheckServiceAccountIgnored, diagnose.CheckAttachedAfterStart, diagnose.CheckSecretMissing, diagnose.CheckSecretUnreadable,
		otherRegistry, diagnose.CheckSecretNotAttached, diagnose.CheckCredentialExpired, diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied, diagnose.CheckNoCredentials,
	}
	// an entry that matches but does not contain complete credentials
	nothingInside = append([]diagnose.CheckName{diagnose.CheckImageNotFound, diagnose.CheckWrongUsernameForm, diagnose.CheckEmptyCredential}, nothingSent...)
	// what is wrong with credentials that were sent
	refused = []diagnose.CheckName{
		diagnose.CheckRegistryRetired, diagnose.CheckWaitingForRetry, diagnose.CheckImageNotFound, diagnose.CheckBreaksPublicImage, diagnose.CheckCredentialExpired, diagnose.CheckAuthMalformed, diagnose.CheckStrayWhitespace, diagnose.CheckPlaceholderLeft, diagnose.CheckWrongUsernameForm,
		diagnose.CheckAuthDisagrees, diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied,
	}
	refusalClasses = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.RegistryError}
	authWords      = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.SecretMissing}
	// what manifests alone can prove
	proven = slices.Concat([]diagnose.CheckName{diagnose.CheckNotDeployable, diagnose.CheckInvalidImageName}, malformed, nothingInside, refused)
	// requests for what a manifest names
	blobPhases = []symptom.Phase{symptom.PhaseConfig, symptom.PhaseLayer}
	blobStore  = []symptom.Responder{symptom.BlobStore}
)

// verdicts is read from the top; the first row that matches decides.
// Credentials are among the causes only where they could have changed the
// response: the rows above those of authWords are responses that they cannot
// change, and a pull that got past the manifest had access.
var verdicts = []verdict{
	// responses that no credentials change, whatever the class
	{answers: []pull.Answer{pull.AnswerClock}, causes: []diagnose.CheckName{diagnose.CheckNodeClock}},
	{answers: []pull.Answer{pull.AnswerPage}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckNotARegistry}},
	{answers: []pull.Answer{pull.AnswerAddress}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckEgressRefused}},
	// the manifest was read, and what it names does not arrive
	{by: blobStore, classes: refusalClasses, causes: []diagnose.CheckName{diagnose.CheckLayersBlocked, diagnose.CheckRegistryError}},
	{targets: blobStore, classes: []symptom.Class{symptom.DNS, symptom.Connection}, causes: []diagnose.CheckName{diagnose.CheckLayersBlocked}},
	{phases: blobPhases, by: []symptom.Responder{symptom.UnknownResponder, symptom.Proxy}, classes: refusalClasses, causes: []diagnose.CheckName{diagnose.CheckLayersBlocked, diagnose.CheckRegistryError}},
	{phases: blobPhases, classes: []symptom.Class{symptom.NotFound}, causes: []diagnose.CheckName{diagnose.CheckRegistryError}},
	{phases: append(blobPhases, symptom.PhaseVerify), classes: []symptom.Class{symptom.Disk}, causes: []diagnose.CheckName{diagnose.CheckRegistryError, diagnose.CheckNodeDisk}},
	// how the kubelet reads the secrets, and how the registry responded
	{classes: []symptom.Class{symptom.CredentialMalformed}, stages: []pull.Stage{pull.StageBroken}, causes: malformed},
	{classes: []symptom.Class{symptom.CredentialMalformed}, causes: append([]diagnose.CheckName{diagnose.CheckWaitingForRetry, diagnose.CheckSecretUnreadable}, malformed...)},
	{classes: authWords, stages: []pull.Stage{pull.StageBroken}, causes: slices.Concat(malformed, nothingSent)},
	{classes: authWords, stages: []pull.Stage{pull.StageNone, pull.StageUnseen}, causes: nothingSent},
	{classes: authWords, stages: []pull.Stage{pull.StageAnonymous}, causes: nothingInside},
	{classes: authWords, stages: []pull.Stage{pull.StageSent}, causes: refused},
	{classes: []symptom.Class{symptom.InvalidReference}, causes: []diagnose.CheckName{diagnose.CheckInvalidImageName}},
	{classes: []symptom.Class{symptom.NeverPull}, causes: []diagnose.CheckName{diagnose.CheckCredentialsForCachedImage, diagnose.CheckPullNever, perhapsCached}},
	{classes: []symptom.Class{symptom.NotFound}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckImageNotFound}},
	{classes: []symptom.Class{symptom.Platform}, causes: []diagnose.CheckName{diagnose.CheckPlatformMismatch}},
	{classes: []symptom.Class{symptom.UnsupportedManifest}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckUnsupportedManifest}},
	{classes: []symptom.Class{symptom.RateLimited}, stages: []pull.Stage{pull.StageNone}, causes: []diagnose.CheckName{diagnose.CheckHostMismatch, diagnose.CheckRateLimited}},
	{classes: []symptom.Class{symptom.RateLimited}, causes: []diagnose.CheckName{diagnose.CheckRateLimited}},
	{classes: []symptom.Class{symptom.DNS, symptom.Connection}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckRegistryUnreachable}},
	{classes: []symptom.Class{symptom.TLS}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckRegistryUntrusted}},
	{classes: []symptom.Class{symptom.HTTPvsHTTPS}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckRegistrySpeaksHTTP}},
	{classes: []symptom.Class{symptom.RegistryError}, causes: []diagnose.CheckName{diagnose.CheckRegistryRetired, diagnose.CheckRegistryError}},
	{classes: []symptom.Class{symptom.Disk}, causes: []diagnose.CheckName{diagnose.CheckNodeDisk}},
	{classes: []symptom.Class{symptom.Policy}, causes: []diagnose.CheckName{diagnose.CheckRefusedByPolicy}},
	{classes: []symptom.Class{symptom.Throttled}, causes: []diagnose.CheckName{diagnose.CheckPullThrottled}},
	{classes: []symptom.Class{symptom.Cancelled}, causes: []diagnose.CheckName{diagnose.CheckPullCancelled}},
	// The node's message is not known: only what the secrets prove by themselves.
	{classes: []symptom.Class{symptom.Unknown}, stages: []pull.Stage{pull.StageBroken}, causes: append([]diagnose.CheckName{diagnose.CheckInvalidImageName}, malformed...)},
	{classes: []symptom.Class{symptom.Unknown}, stages: []pull.Stage{pull.StageNone, pull.StageAnonymous}, causes: append([]diagnose.CheckName{diagnose.CheckInvalidImageName}, nothingInside...)},
	{classes: []symptom.Class{symptom.Unknown}, causes: []diagnose.CheckName{diagnose.CheckInvalidImageName, diagnose.CheckWaitingForRetry}},
}

// causesFor finds the row for a case.
func causesFor(k *pull.Case) []diagnose.CheckName {
	switch {
	case k.Container.Type == diagnose.TypeSandbox:
		return []diagnose.CheckName{diagnose.CheckSandboxImage}
	case !k.PullingSince.IsZero():
		return []diagnose.CheckName{diagnose.CheckPullSlow}
	}
	r := &k.Reading
	if v := row(outcome{r.Phase, r.Target, r.Responder, k.Answer(), r.Class, k.Stage()}); v != nil {
		return v.causes
	}
	return nil
}

// outcome is what a row of the table is looked up by.
type outcome struct {
	phase  symptom.Phase
	target symptom.Responder
	by     symptom.Responder
	answer pull.Answer
	class  symptom.Class
	stage  pull.Stage
}

// row is the first row of the table that matches; nil if none does.
func row(o outcome) *verdict {
	for i := range verdicts {
		v := &verdicts[i]
		if in(o.phase, v.phases) && in(o.target, v.targets) && in(o.by, v.by) && in(o.answer, v.answers) && in(o.class, v.classes) && in(o.stage, v.stages) {
			return v
		}
	}
	return nil
}

// in reports whether a column of the table allows a value.
func in[T comparable](value T, column []T) bool {
	return len(column) == 0 || slices.Contains(column, value)
}

// irrelevant reports whether a check is about credentials where they could not
// have changed the response. For the pause image and for a pull in progress,
// only their own check is relevant.
func irrelevant(k *pull.Case, c *check.Check, credentialsMatter bool) bool {
	switch {
	case k.Container.Type == diagnose.TypeSandbox:
		return c.Name != diagnose.CheckSandboxImage
	case !k.PullingSince.IsZero():
		return c.Name != diagnose.CheckPullSlow
	}
	return c.AboutCredentials && !credentialsMatter
}

// judge runs every check and puts the root cause first. Findings that do not
// explain the node's message become warnings, without fixes.
func judge(k *pull.Case) []diagnose.Finding {
	found := runChecks(k)
	if k.Pod.Template {
		return judgeTemplate(k, found)
	}
	return verdictOn(k, found)
}

// runChecks collects what the checks find.
func runChecks(k *pull.Case) []diagnose.Finding {
	var found []diagnose.Finding
	seen := map[diagnose.Identity]bool{}
	matter := k.CredentialsMatter()
	for _, c := range check.All {
		if c == check.UnknownCause || irrelevant(k, c, matter) {
			continue
		}
		for _, f := range c.Run(k) {
			if f.Title == "" {
				f.Title = c.Title
			}
			if id := f.Identity(); !seen[id] { // a secret that is referenced twice is reported once
				seen[id] = true
				found = append(found, f)
			}
		}
	}
	return check.AsManifest(k, answered(k, found))
}

// verdictOn orders the findings of a pull that failed.
func verdictOn(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	causes := check.AnsweredCauses(k, causesFor(k), aboutCredentials)
	if k.ImageErr == nil && pull.SampleImage(k.Container.Image) != "" {
		causes = append([]diagnose.CheckName{diagnose.CheckPlaceholderLeft}, causes...)
	}
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
	found = check.Complete(k, found)
	if e := check.Exchange(k); e != "" && !strings.Contains(found[0].Detail, e) && k.Container.Type != diagnose.TypeSandbox {
		found[0].Evidence = append(found[0].Evidence, diagnose.Evidence{Source: "node", Text: e})
	}
	for i := range found {
		f := &found[i]
		switch {
		case i == 0 && k.Reading.Class == symptom.Unknown:
			f.UncertainIf(f.Check != diagnose.CheckUnknown && f.Check != diagnose.CheckPullSlow && k.KeyringErr == nil)
		case i > 0 && !explains(f) && f.Severity == diagnose.SeverityError:
			f.Severity = diagnose.SeverityWarning
			f.Harmless = true
		}
	}
	return found
}

// judgeTemplate keeps what manifests can prove. A secret that they lack may
// exist in the cluster, and a useless one may be next to one that matches.
func judgeTemplate(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	for i := range found {
		if served, maybe := check.MayStillPull(k, &found[i]); served || maybe {
			found[i].Severity = diagnose.SeverityWarning
			found[i].UncertainIf(!served)
			found[i].Detail = strings.Replace(found[i].Detail, check.NoKeyMatches, "Unless another pull secret has credentials for it, the node will pull without any.", 1)
		}
		switch found[i].Check {
		case diagnose.CheckSecretMissing, diagnose.CheckSecretNameTypo, diagnose.CheckSecretInOtherNamespace:
			if !k.Index.Absent(*found[i].Object) && pull.NoSecretName(found[i].Object.Name) == "" {
				found[i].Severity = diagnose.SeverityWarning
				found[i].UncertainIf(true)
			}
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

// placeIn is the index of a finding among causes, or their number if it is not one of them.
func placeIn(f *diagnose.Finding, causes []diagnose.CheckName) int {
	word := f.Check
	switch {
	case word == diagnose.CheckHostMismatch && f.Compare == nil:
		word = otherRegistry
	case word == diagnose.CheckAttachedAfterStart && f.Harmless:
		word = "" // what is attached does not match
	case word == diagnose.CheckCredentialsForCachedImage && f.Certainty == diagnose.Possible:
		word = perhapsCached
	}
	if i := slices.Index(causes, word); i >= 0 {
		return i
	}
	return len(causes)
}
