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
	causes  []string
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
	malformed = []string{"poisoned-by-other-secret", "undecodable-base64", "double-base64", "auth-malformed", "unparseable-config"}
	// what keeps every login from the registry
	nothingSent = []string{
		"waiting-for-retry", "image-not-found", "misplaced-pull-secrets", "secret-name-typo", "secret-in-other-namespace", "wrong-type", "wrong-data-key", "double-base64",
		"wrong-config-shape", "placeholder-left", "host-mismatch", "service-account-ignored", "attached-after-start", "secret-missing", "secret-unreadable",
		otherRegistry, "secret-not-attached", "credential-expired", "credential-rejected", "access-denied", "no-credentials",
	}
	// an entry that matches and holds no whole login
	nothingInside = append([]string{"image-not-found", "wrong-username-form", "empty-credential"}, nothingSent...)
	// what is wrong with a login that was sent
	refused = []string{
		"waiting-for-retry", "image-not-found", "breaks-public-image", "credential-expired", "auth-malformed", "stray-whitespace", "placeholder-left", "wrong-username-form",
		"auth-disagrees", "credential-rejected", "access-denied",
	}
	loginWords = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.SecretMissing}
	// what manifests alone can prove
	proven = slices.Concat([]string{"invalid-image-name"}, malformed, nothingInside, refused)
)

// verdicts is read from the top; the first row that fits decides. A broken
// secret is not blamed for a DNS failure, nor a missing one for a missing tag.
var verdicts = []verdict{
	{classes: []symptom.Class{symptom.CredentialMalformed}, stages: []stage{stageBroken}, causes: malformed},
	{classes: []symptom.Class{symptom.CredentialMalformed}, causes: append([]string{"waiting-for-retry", "secret-unreadable"}, malformed...)},
	{classes: loginWords, stages: []stage{stageBroken}, causes: slices.Concat(malformed, nothingSent)},
	{classes: loginWords, stages: []stage{stageNone, stageUnseen}, causes: nothingSent},
	{classes: loginWords, stages: []stage{stageAnonymous}, causes: nothingInside},
	{classes: loginWords, stages: []stage{stageSent}, causes: refused},
	{classes: []symptom.Class{symptom.InvalidReference}, causes: []string{"invalid-image-name"}},
	{classes: []symptom.Class{symptom.NeverPull}, causes: []string{"credentials-for-cached-image", "pull-never", perhapsCached}},
	{classes: []symptom.Class{symptom.NotFound}, causes: []string{"image-not-found"}},
	{classes: []symptom.Class{symptom.Platform}, causes: []string{"platform-mismatch"}},
	{classes: []symptom.Class{symptom.UnsupportedManifest}, causes: []string{"unsupported-manifest"}},
	{classes: []symptom.Class{symptom.RateLimited}, causes: []string{"rate-limited"}},
	{classes: []symptom.Class{symptom.DNS, symptom.Connection}, causes: []string{"registry-unreachable"}},
	{classes: []symptom.Class{symptom.TLS}, causes: []string{"registry-untrusted"}},
	{classes: []symptom.Class{symptom.HTTPvsHTTPS}, causes: []string{"registry-speaks-http"}},
	{classes: []symptom.Class{symptom.RegistryError}, causes: []string{"registry-error"}},
	{classes: []symptom.Class{symptom.Disk}, causes: []string{"node-disk"}},
	{classes: []symptom.Class{symptom.Policy}, causes: []string{"refused-by-policy"}},
	{classes: []symptom.Class{symptom.Throttled}, causes: []string{"pull-throttled"}},
	{classes: []symptom.Class{symptom.Cancelled}, causes: []string{"pull-cancelled"}},
	// The node said nothing that is known: only what the secrets prove by themselves.
	{classes: []symptom.Class{symptom.Unknown}, stages: []stage{stageBroken}, causes: append([]string{"invalid-image-name"}, malformed...)},
	{classes: []symptom.Class{symptom.Unknown}, stages: []stage{stageNone, stageAnonymous}, causes: append([]string{"invalid-image-name"}, nothingInside...)},
	{classes: []symptom.Class{symptom.Unknown}, causes: []string{"invalid-image-name", "waiting-for-retry"}},
}

// causesFor finds the row for a case.
func causesFor(k *Case) []string {
	st := k.stage()
	if k.Container.Type == TypeSandbox {
		return []string{"sandbox-image"}
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
			f.uncertainIf(f.Check != "unknown" && k.KeyringErr == nil)
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
		case "secret-missing", "secret-name-typo", "secret-in-other-namespace":
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
func (f *Finding) placeIn(causes []string) int {
	word := f.Check
	switch {
	case word == "host-mismatch" && f.Compare == nil:
		word = otherRegistry
	case word == "credentials-for-cached-image" && f.Certainty == Possible:
		word = perhapsCached
	}
	if i := slices.Index(causes, word); i >= 0 {
		return i
	}
	return len(causes)
}
