package engine

import (
	"slices"
	"sort"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// hidden ends the detail of a finding about a pod that has its image.
const (
	hiddenByNode   = " The pod runs because its node has the image; a new node would not get it."
	hiddenByAlways = " The pod runs because the image could be pulled when it started; with the policy Always, even a restart of the container pulls again."
	hiddenByNever  = " The pod runs because its node has the image. With the policy Never, a node that does not have it never gets it."

	openByNode   = " The pod runs because its node has the image; a new node would get it only if it can be pulled without credentials."
	openByAlways = " The pod runs because the image could be pulled when it started; with the policy Always, even a restart of the container pulls again, and works only if the image can be pulled without credentials."
)

// faultsOfSent are the checks that say offline why credentials will be refused,
// in the order of the verdict.
var faultsOfSent = []diagnose.CheckName{
	diagnose.CheckCredentialExpired, diagnose.CheckAuthMalformed, diagnose.CheckStrayWhitespace, diagnose.CheckPlaceholderLeft,
	diagnose.CheckWrongUsernameForm, diagnose.CheckAuthDisagrees, diagnose.CheckCredentialExpiring,
}

// judgeAhead judges a pull that has not happened. It returns nothing where
// nothing is known to be wrong; doubt then says why it cannot be told whether the
// pull would succeed, "" if nothing speaks against it.
func (w *sweep) judgeAhead(k *pull.Case) (found []diagnose.Finding, doubt string) {
	if k.ImageErr == nil && check.NeedsNone(k) {
		return nil, ""
	}
	found = runChecks(k)
	if k.ImageErr == nil && k.Stage() == pull.StageNone && k.Outcome() == pull.OutcomeOpen {
		found = append(found, check.PulledElsewhere(k, w.privateOf(k))...)
		if was := w.beforeMove(k); was != nil {
			found = append(found, check.LeftBehind(k, was)...)
		}
	}
	causes, doubt := w.causesAhead(k, found)
	place := func(f *diagnose.Finding) int { return placeIn(f, causes) }
	found = slices.DeleteFunc(found, func(f diagnose.Finding) bool {
		return f.Check != diagnose.CheckManagedObject && (place(&f) == len(causes) || f.Severity == diagnose.SeverityInfo)
	})
	sort.SliceStable(found, func(i, j int) bool {
		a, b := &found[i], &found[j]
		switch {
		case (a.Check == diagnose.CheckManagedObject) != (b.Check == diagnose.CheckManagedObject):
			return b.Check == diagnose.CheckManagedObject
		case a.Cures != b.Cures:
			return a.Cures
		}
		return place(a) < place(b)
	})
	if len(found) == 0 || found[0].Check == diagnose.CheckManagedObject {
		return nil, doubt
	}
	for i := range found {
		if f := &found[i]; f.Severity == diagnose.SeverityError {
			f.Severity = diagnose.SeverityWarning
		}
	}
	root := &found[0]
	public := maybePublic(k, root)
	if public && root.Certainty == diagnose.Certain {
		root.Certainty = diagnose.Likely
	}
	if k.Container.Running && k.ImageErr == nil && root.Check != diagnose.CheckCredentialExpiring {
		root.Detail += hiddenBy(k, public)
	}
	return found, ""
}

// maybePublic reports whether the pull would be made without credentials, and
// nothing shows that the registry would refuse that.
func maybePublic(k *pull.Case, root *diagnose.Finding) bool {
	if k.ImageErr != nil || k.Container.PullPolicy == pull.Never || root.Check == diagnose.CheckRegistryRetired || k.Outcome() != pull.OutcomeOpen {
		return false
	}
	st := k.Stage()
	return st == pull.StageNone || st == pull.StageAnonymous
}

// hiddenBy says why the pod runs all the same; public says that its image may be.
func hiddenBy(k *pull.Case, public bool) string {
	switch {
	case k.Container.PullPolicy == pull.Never:
		return hiddenByNever
	case k.Container.PullPolicy == pull.Always && public:
		return openByAlways
	case k.Container.PullPolicy == pull.Always:
		return hiddenByAlways
	case public:
		return openByNode
	}
	return hiddenByNode
}

// causesAhead returns the checks whose findings put the pull at risk, most likely
// first. Findings that leave open whether the image needs credentials are removed
// by their check.
func (w *sweep) causesAhead(k *pull.Case, found []diagnose.Finding) (causes []diagnose.CheckName, doubt string) {
	has := func(name diagnose.CheckName) bool {
		return slices.ContainsFunc(found, func(f diagnose.Finding) bool { return f.Check == name })
	}
	switch {
	case k.ImageErr != nil:
		return []diagnose.CheckName{diagnose.CheckInvalidImageName}, ""
	case k.Container.PullPolicy == pull.Never:
		if !k.Container.Running || check.Preloaded(k) {
			return nil, "the pull policy is Never: the image has to be on the node"
		}
		return []diagnose.CheckName{diagnose.CheckPullNever}, ""
	}
	switch k.Outcome() {
	case pull.OutcomePulls:
		return []diagnose.CheckName{diagnose.CheckPlatformMissing}, ""
	case pull.OutcomeAbsent:
		return []diagnose.CheckName{diagnose.CheckImageNotFound}, ""
	case pull.OutcomePublic:
		return []diagnose.CheckName{diagnose.CheckBreaksPublicImage, diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied}, ""
	case pull.OutcomeRefused:
		if why := check.NodeMayServe(k); why != "" {
			return nil, why
		}
		return slices.Concat(faultsOfSent, []diagnose.CheckName{diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied}), ""
	}
	if has(diagnose.CheckRegistryRetired) {
		return []diagnose.CheckName{diagnose.CheckRegistryRetired}, ""
	}
	if k.Pod.Template && has(diagnose.CheckPlaceholderLeft) && pull.SampleImage(k.Container.Image) != "" {
		return []diagnose.CheckName{diagnose.CheckPlaceholderLeft}, ""
	}
	switch k.Stage() {
	case pull.StageBroken:
		return malformed, ""
	case pull.StageUnseen:
		return nil, "a pull secret cannot be read"
	case pull.StageSent:
		return w.sentAhead(k, found)
	}
	if check.Public(k) {
		return nil, ""
	}
	if why := check.NodeMayServe(k); why != "" {
		return nil, why
	}
	sent := w.beforeMove(k) != nil // to the present registry
	for _, name := range nothingInside {
		if name == diagnose.CheckImageNotFound || slices.Contains(causes, name) {
			continue
		}
		if slices.ContainsFunc(found, func(f diagnose.Finding) bool {
			return placeIn(&f, []diagnose.CheckName{name}) == 0 && !f.Harmless && (sent || !check.Doubtful(k, &f, w.privateOf(k), w.servesOthers(k)))
		}) {
			causes = append(causes, name)
		}
	}
	if causes == nil {
		doubt = "the pod has no credentials for it; it may be public"
		if st := k.Stage(); st == pull.StageAnonymous {
			doubt = "the pod's entry for it contains no credentials; it may be public"
		}
	}
	return causes, doubt
}

// sentAhead returns what is wrong with the credentials that would be sent. The
// kubelet tries one after the other: those without a known fault may be accepted.
func (w *sweep) sentAhead(k *pull.Case, found []diagnose.Finding) (causes []diagnose.CheckName, doubt string) {
	for _, s := range k.Sent() {
		o := k.Object(s.Ref)
		if !slices.ContainsFunc(found, func(f diagnose.Finding) bool {
			return slices.Contains(faultsOfSent, f.Check) && f.Object != nil && *f.Object == *o && f.Key == s.Entry.Key
		}) {
			return nil, ""
		}
	}
	for i := range k.Refs {
		if k.Refs[i].State == diagnose.StateUnreadable {
			return nil, "a pull secret cannot be read"
		}
	}
	if why := check.NodeMayServe(k); why != "" {
		return nil, why
	}
	return faultsOfSent, ""
}

// beforeMove is the pull of an image under its present name, if credentials are
// sent for it: then it needs some under the new one as well. It is nil without a
// new prefix.
func (w *sweep) beforeMove(k *pull.Case) *pull.Case {
	was, moved := w.original[k.Container.Image]
	if !moved {
		return nil
	}
	c := *k.Container
	c.Image = was
	if before := w.x.AheadCase(k.Pod, &c); before.Stage() == pull.StageSent {
		return before
	}
	return nil
}
