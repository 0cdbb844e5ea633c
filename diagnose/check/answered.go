package check

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// What this file adds is what the registries answered, where the user had them
// asked. It takes the place of what the node's words only made likely.

// settledByAnswers are the checks that an answer confirms or refutes.
var settledByAnswers = []diagnose.CheckName{
	diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied, diagnose.CheckBreaksPublicImage, diagnose.CheckImageNotFound, diagnose.CheckWaitingForRetry,
}

// explainsRejection are the checks that say why credentials are rejected.
var explainsRejection = []diagnose.CheckName{
	diagnose.CheckCredentialExpired, diagnose.CheckAuthMalformed, diagnose.CheckStrayWhitespace, diagnose.CheckPlaceholderLeft,
	diagnose.CheckWrongUsernameForm, diagnose.CheckAuthDisagrees,
}

// Answered replaces findings by those that the registry's answers prove.
func Answered(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	found = append(found, required(k)...)
	outcome := k.Outcome()
	if outcome == pull.OutcomeOpen {
		return found
	}
	waiting := slices.ContainsFunc(found, func(f diagnose.Finding) bool { return f.Check == diagnose.CheckWaitingForRetry })
	found = slices.DeleteFunc(found, func(f diagnose.Finding) bool {
		return slices.Contains(settledByAnswers, f.Check) || f.Certainty != diagnose.Certain && acceptedAnyway(k, &f)
	})
	switch outcome {
	case pull.OutcomeAbsent:
		found = append(found, absent(k))
	case pull.OutcomePulls:
		if !slices.ContainsFunc(found, func(f diagnose.Finding) bool {
			return f.Check == diagnose.CheckPlatformMissing && f.Severity == diagnose.SeverityError
		}) {
			found = append(found, pullsNow(k, waiting)...)
		}
	case pull.OutcomePublic:
		found = append(found, breaksPublicNow(k)...)
		found = append(found, refusedNow(k)...)
	case pull.OutcomeRefused:
		found = append(found, refusedNow(k)...)
	}
	return found
}

// titled is a new finding with the title of its check.
func titled(check diagnose.CheckName, link diagnose.LinkID, c diagnose.Certainty, o *diagnose.Object, detail string) diagnose.Finding {
	f := diagnose.NewFinding(check, link, c, o, detail)
	f.Title = Named(check).Title
	return f
}

// acceptedAnyway says that a finding would explain a rejection, and the
// registry accepts those credentials.
func acceptedAnyway(k *pull.Case, f *diagnose.Finding) bool {
	if !slices.Contains(explainsRejection, f.Check) || f.Object == nil {
		return false
	}
	for _, s := range k.Sent() {
		if *k.Object(s.Ref) != *f.Object || f.Key != "" && s.Entry.Key != f.Key {
			continue
		}
		a, _ := k.AnswerTo(s)
		switch a.Verdict {
		case diagnose.VerdictCanPull, diagnose.VerdictNoRight, diagnose.VerdictNoSuchImage:
			return true
		}
	}
	return false
}

// refusedNow makes a finding for each of the credentials that are refused.
func refusedNow(k *pull.Case) []diagnose.Finding {
	var out []diagnose.Finding
	for _, s := range k.Sent() {
		a, _ := k.AnswerTo(s)
		var f diagnose.Finding
		key, user := keyring.ShowKey(s.Entry.Key), a.Username
		switch a.Verdict {
		case diagnose.VerdictWrongCredentials:
			f = titled(diagnose.CheckCredentialRejected, diagnose.LinkEntry, diagnose.Certain, k.Object(s.Ref),
				fmt.Sprintf("%s rejects the credentials for %q in Secret %s (user %q)%s.%s", k.Image.Registry, key, s.Ref.Name, user, status(a), quotedPassword(k, s)+kindOfToken(k, s)+hidesHub(k, s)))
		case diagnose.VerdictNoRight:
			detail := fmt.Sprintf("%s accepts the credentials for %q in Secret %s (user %q), but they have no right to pull %s%s.", k.Image.Registry, key, s.Ref.Name, user, k.Image.Repository, status(a))
			if rights := cloudRights(k); rights != "" {
				detail += " " + rights
			}
			f = titled(diagnose.CheckAccessDenied, diagnose.LinkEntry, diagnose.Certain, k.Object(s.Ref), detail)
		default:
			continue
		}
		f.Key = s.Entry.Key
		out = append(out, openEnded(k, f))
	}
	return out
}

// openEnded lowers a finding about credentials where manifests leave room for
// others that can pull.
func openEnded(k *pull.Case, f diagnose.Finding) diagnose.Finding {
	missing := func(r pull.Ref) bool { return r.State == diagnose.StateMissing || r.State == diagnose.StateUnreadable }
	if k.Pod.Template && slices.ContainsFunc(k.Refs, missing) {
		f.Severity = diagnose.SeverityWarning
		f.UncertainIf(true)
	}
	return f
}

// breaksPublicNow makes a finding for each of the credentials that keep a
// public image from being pulled.
func breaksPublicNow(k *pull.Case) []diagnose.Finding {
	var out []diagnose.Finding
	for _, s := range k.Sent() {
		a, _ := k.AnswerTo(s)
		if a.Verdict != diagnose.VerdictWrongCredentials && a.Verdict != diagnose.VerdictNoRight {
			continue
		}
		f := titled(diagnose.CheckBreaksPublicImage, diagnose.LinkEntry, diagnose.Certain, k.Object(s.Ref),
			fmt.Sprintf("%s allows the pull of %s without credentials, and refuses it with those of Secret %s (user %q)%s. The node does not try again without them.", k.Image.Registry, k.Image.Familiar(), s.Ref.Name, a.Username, status(a)))
		f.Key = s.Entry.Key
		out = append(out, openEnded(k, f))
	}
	return out
}

// absent is the finding that the registry has no such image.
func absent(k *pull.Case) diagnose.Finding {
	i := slices.IndexFunc(k.Answers, func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictNoSuchImage })
	a := k.Answers[i]
	detail := fmt.Sprintf("%s has no image %s, asked %s%s.", k.Image.Registry, reference(k), as(a), status(a))
	if len(a.NearTags) > 0 {
		detail += " Similar tags exist: " + text.JoinAnd(a.NearTags) + "."
	}
	f := titled(diagnose.CheckImageNotFound, diagnose.LinkImage, diagnose.Certain, k.Subject(), detail+" No pull secret can change that: push the image, or correct its name.")
	if len(a.NearTags) > 0 && k.Image.Digest == "" {
		f.Compare = &diagnose.Compare{HaveLabel: "tag of the image", Have: k.Image.Tag, WantLabel: "nearest tag in the registry", Want: a.NearTags[0]}
	}
	return f
}

// pullsNow is the finding that the registry allows a pull which the node says
// it refused. waiting says that something is known to have changed since.
func pullsNow(k *pull.Case, waiting bool) []diagnose.Finding {
	if k.ToCome() || !k.Refused() && k.Reading.Class != symptom.NotFound && k.Reading.Class != symptom.SecretMissing && !(k.Reading.Class == symptom.Unknown && noCauseGiven(k)) {
		return nil
	}
	a := puller(k)
	detail := fmt.Sprintf("Asked from this computer %s, %s now allows the pull of %s.", as(a), k.Image.Registry, k.Image.Familiar())
	certainty := diagnose.Likely
	if waiting {
		detail += " The pull secrets have changed since the node's last attempt."
	} else {
		certainty = diagnose.Possible
		detail += " Either this has changed since the node's last attempt, or the registry treats the node differently: by its address, or because it uses a mirror or credentials of its own."
	}
	f := titled(diagnose.CheckWaitingForRetry, diagnose.LinkRegistry, certainty, k.Subject(), detail+" The back-off between attempts grows to 5 minutes.")
	f.Severity = diagnose.SeverityInfo
	if !waiting {
		f.Severity = diagnose.SeverityWarning
	}
	return []diagnose.Finding{f}
}

// puller is the answer that allows the pull.
func puller(k *pull.Case) diagnose.RegistryAnswer {
	i := slices.IndexFunc(k.Answers, func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictCanPull })
	return k.Answers[i]
}

// required is the warning that manifests reference no pull secret for an image
// that needs credentials.
func required(k *pull.Case) []diagnose.Finding {
	a, ok := k.Without()
	if !ok || !k.ToCome() || a.Verdict != diagnose.VerdictDeniedOrAbsent {
		return nil
	}
	if k.Ahead != nil {
		return requiredAhead(k, a)
	}
	if len(k.Refs) > 0 {
		return nil
	}
	o := k.OwnerObject()
	f := titled(diagnose.CheckNoCredentials, diagnose.LinkPod, diagnose.Likely, &o,
		fmt.Sprintf("%s refuses the pull of %s without credentials%s, or has no such image. %s references no pull secret. Unless its service account or the node provides one, the pull will fail.", k.Image.Registry, k.Image.Familiar(), status(a), PodName(k)))
	f.Severity = diagnose.SeverityWarning
	return []diagnose.Finding{f}
}

// reference is the image within its registry: "acme/web:1.4.2".
func reference(k *pull.Case) string {
	if k.Image.Digest != "" {
		return k.Image.Repository + "@" + k.Image.Digest
	}
	return k.Image.Repository + ":" + k.Image.Tag
}

// as says with which credentials was asked.
func as(a diagnose.RegistryAnswer) string {
	if a.Credentials == diagnose.AnonymousCredentials {
		return "without credentials"
	}
	return "with the credentials of Secret " + a.Credentials
}

// status is the HTTP status that decided, in brackets.
func status(a diagnose.RegistryAnswer) string {
	if a.Status == 0 || a.Status == 200 {
		return ""
	}
	return fmt.Sprintf(" (%d)", a.Status)
}

// AnsweredCauses are the checks that can explain the failure once the registry
// has answered: what it refutes is left out, what it proves comes first.
func AnsweredCauses(k *pull.Case, causes []diagnose.CheckName, aboutCredentials []diagnose.CheckName) []diagnose.CheckName {
	switch {
	case k.Refused(), k.Reading.Class == symptom.NotFound, k.Reading.Class == symptom.SecretMissing, k.Reading.Class == symptom.Unknown:
	default:
		return causes
	}
	var first []diagnose.CheckName
	switch k.Outcome() {
	case pull.OutcomeOpen:
		return causes
	case pull.OutcomeAbsent:
		first = []diagnose.CheckName{diagnose.CheckImageNotFound}
	case pull.OutcomePulls:
		first = []diagnose.CheckName{diagnose.CheckPlatformMissing}
		aboutCredentials = append(slices.Clone(aboutCredentials), diagnose.CheckImageNotFound)
	case pull.OutcomePublic:
		first = append([]diagnose.CheckName{diagnose.CheckBreaksPublicImage}, rejections(k)...)
	case pull.OutcomeRefused:
		first = rejections(k)
	}
	for _, c := range causes {
		if !slices.Contains(first, c) && !slices.Contains(aboutCredentials, c) {
			first = append(first, c)
		}
	}
	return append(first, diagnose.CheckWaitingForRetry)
}

// rejections are the checks that explain refused credentials.
func rejections(k *pull.Case) []diagnose.CheckName {
	last := []diagnose.CheckName{diagnose.CheckCredentialRejected, diagnose.CheckAccessDenied}
	if slices.ContainsFunc(k.Answers, func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictWrongCredentials }) {
		return slices.Concat(explainsRejection, last)
	}
	return last
}
