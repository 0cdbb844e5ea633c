package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Question is what the registry can be asked about the pull; false where there
// is nothing to ask, or no registry.
func (k *Case) Question() (diagnose.RegistryQuestion, bool) {
	if k.ImageErr != nil || k.Container.Type == diagnose.TypeSandbox {
		return diagnose.RegistryQuestion{}, false
	}
	q := diagnose.RegistryQuestion{
		Image: k.Image, Namespace: k.Pod.Namespace, Credentials: k.Credentials,
		Versions: make(map[string]string), Platforms: k.platformsMatter(),
	}
	for i := range k.Refs {
		switch r := &k.Refs[i]; {
		case r.Secret != nil:
			q.Versions[r.Name] = r.Secret.ResourceVersion
		case r.State == diagnose.StateUnreadable && r.Planned == nil && !slices.Contains(q.Unreadable, r.Name):
			q.Unreadable = append(q.Unreadable, r.Name)
		}
	}
	return q, true
}

// platformsMatter says whether the architecture can be what fails: the node
// said so, said nothing that is known, or the cluster has several.
func (k *Case) platformsMatter() bool {
	switch k.Reading.Class {
	case symptom.Platform:
		return true
	case symptom.Unknown, symptom.NotFound:
		// Docker Hub counts the question as a pull.
		return len(k.Index.Architectures()) > 0 && k.Image.Registry != "docker.io"
	}
	return false
}

// Architectures are those of the nodes that were read, sorted.
func (x *Index) Architectures() []string {
	var list []string
	for i := range x.Snap.Nodes {
		if a := x.Snap.Nodes[i].Architecture; a != "" && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	slices.Sort(list)
	return list
}

// answers finds the registry's answers in the snapshot.
func (k *Case) answers() []diagnose.RegistryAnswer {
	known := k.Index.Snap.RegistryAnswers
	if len(known) == 0 {
		return nil
	}
	q, ok := k.Question()
	if !ok {
		return nil
	}
	var list []diagnose.RegistryAnswer
	for _, key := range q.Keys() {
		answer, ok := known[key]
		if !ok { // the pull secrets have changed since
			return nil
		}
		answer.Username = redact.User(answer.Username)
		list = append(list, answer)
	}
	return list
}

// AnswerTo is the registry's answer to the credentials of an entry.
func (k *Case) AnswerTo(s SentEntry) (diagnose.RegistryAnswer, bool) {
	for i, c := range k.Credentials {
		if i < len(k.Answers) && c.Secret == s.cred.Secret && c.Key == s.cred.Key {
			return k.Answers[i], true
		}
	}
	return diagnose.RegistryAnswer{}, false
}

// Without is the registry's answer to a pull without credentials.
func (k *Case) Without() (diagnose.RegistryAnswer, bool) {
	if len(k.Answers) == 0 {
		return diagnose.RegistryAnswer{}, false
	}
	return k.Answers[len(k.Answers)-1], true
}

// Outcome is what the registry's answers mean for the pull as the kubelet
// would try it now.
type Outcome string

// The outcomes.
const (
	OutcomeOpen    Outcome = ""         // not asked, or the answers do not decide
	OutcomePulls   Outcome = "pulls"    // the registry allows the pull
	OutcomePublic  Outcome = "public"   // it would, without the credentials that it refuses
	OutcomeRefused Outcome = "refused"  // it refuses credentials, and none of the others can pull
	OutcomeAbsent  Outcome = "no-image" // it has no such image
)

// Outcome judges the answers in the kubelet's order.
func (k *Case) Outcome() Outcome {
	without, ok := k.Without()
	if !ok {
		return OutcomeOpen
	}
	refused := false
	for i := range k.Credentials {
		switch k.Answers[i].Verdict {
		case diagnose.VerdictCanPull:
			return OutcomePulls
		case diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight:
			refused = true
		}
	}
	absent := func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictNoSuchImage }
	st, public := k.Stage(), without.Verdict == diagnose.VerdictCanPull
	switch {
	case slices.ContainsFunc(k.Answers, absent):
		return OutcomeAbsent
	case public && (st == StageNone || st == StageAnonymous):
		return OutcomePulls
	case public && refused:
		return OutcomePublic
	case refused:
		return OutcomeRefused
	}
	return OutcomeOpen
}
