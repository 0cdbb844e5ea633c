package present

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// FormQuestions are the images that the credentials of a form are for, each
// with these credentials alone: the images of the failing pods that the fix is
// for, and of all pods that reference the secret already.
func FormQuestions(res *diagnose.Result, f *diagnose.Fix, of *diagnose.Diagnosis, l diagnose.Credentials) []diagnose.RegistryQuestion {
	if res == nil || f.Form == nil {
		return nil
	}
	form := f.Form
	var out []diagnose.RegistryQuestion
	add := func(name string) {
		image, err := keyring.ParseImage(name)
		if err != nil || !keyring.Explain(form.Key, image).Matches {
			return
		}
		q := diagnose.RegistryQuestion{
			Image: image, Namespace: form.Secret.Namespace, Platforms: image.Registry != "docker.io",
			Credentials: []keyring.Credential{{Secret: form.Secret.Name, Key: form.Key, Username: l.Username, Password: l.Password}},
		}
		if !slices.ContainsFunc(out, func(o diagnose.RegistryQuestion) bool { return o.Keys()[0] == q.Keys()[0] }) {
			out = append(out, q)
		}
	}
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		if d.Failure == nil || d.Pod == nil {
			continue
		}
		concerned := of != nil && of.Failure != nil && d.Failure.Namespace == of.Failure.Namespace && d.Failure.Pod == of.Failure.Pod
		if concerned || slices.Contains(f.Recovers, d.Pod.Object()) {
			add(d.Failure.Image)
		}
	}
	if res.Snapshot == nil {
		return out
	}
	for i := range res.Snapshot.Pods {
		p := &res.Snapshot.Pods[i]
		if p.Namespace != form.Secret.Namespace || !slices.Contains(p.PullSecrets, form.Secret.Name) {
			continue
		}
		for _, c := range p.Containers {
			add(c.Image)
		}
	}
	return out
}

// FormField is a part of a form for credentials.
type FormField int

// The fields that a refusal can be about.
const (
	FieldUser FormField = iota
	FieldPassword
	FieldRegistry
)

// Rejection is a registry's refusal of typed credentials and the field that is
// probably wrong.
type Rejection struct {
	Field FormField
	Text  string
}

// RejectionOf is the first refusal among the answers to FormQuestions; false
// where no image is refused because of the credentials.
func RejectionOf(form *diagnose.CredentialsForm, l diagnose.Credentials, questions []diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) (Rejection, bool) {
	password := l.Password.Reveal()
	for i := range questions {
		q := &questions[i]
		a := answers[q.Keys()[0]]
		said := strings.TrimSuffix(a.Line(), ".") + "."
		if len(questions) > 1 {
			said = "For " + q.Image.Familiar() + ", " + said
		}
		switch a.Verdict {
		case diagnose.VerdictWrongCredentials:
			if why := provider.ForeignToken(form.Registry, password); why != "" {
				return Rejection{FieldRegistry, said + " " + why}, true
			}
			if why := provider.WrongUser(form.Registry, l.Username, password); why != "" {
				return Rejection{FieldUser, said + " " + why}, true
			}
			return Rejection{FieldPassword, strings.TrimSpace(said + " " + provider.Unusable(form.Registry, l.Username, password))}, true
		case diagnose.VerdictNoRight:
			return Rejection{FieldPassword, strings.TrimSpace(said + " " + provider.Of(form.Registry).Form.Right)}, true
		case diagnose.VerdictDeniedOrAbsent:
			return Rejection{FieldPassword, strings.TrimSpace(said + " The registry does not say which. " + provider.Of(form.Registry).Form.Right)}, true
		}
	}
	return Rejection{}, false
}

// Tested are the registry's answers among the checks before a fix is applied:
// one for each image.
func Tested(s *diagnose.Snapshot, questions []diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) []diagnose.Precheck {
	var out []diagnose.Precheck
	for i := range questions {
		q := &questions[i]
		all := AnswersTo(q, answers)
		if len(all) == 0 {
			continue
		}
		check := diagnose.Precheck{Text: "asked from this computer: " + all[0].Line(), OK: true, Note: true}
		if n := slices.IndexFunc(all, func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictCanPull }); n >= 0 {
			check = accepted(s, q, &all[n])
		}
		out = append(out, check)
	}
	return out
}

// accepted is the check for an image that can be pulled.
func accepted(s *diagnose.Snapshot, q *diagnose.RegistryQuestion, a *diagnose.RegistryAnswer) diagnose.Precheck {
	check := diagnose.Precheck{Text: a.Host + " accepts the credentials of " + a.Credentials + " for " + q.Image.Familiar(), OK: true}
	if a.Credentials == diagnose.AnonymousCredentials {
		check.Text, check.Note = a.Host+" needs no credentials for "+q.Image.Familiar(), true
	}
	if len(a.Platforms) == 0 {
		return check
	}
	has, lacks := platformsFor(s, a.Platforms)
	switch {
	case len(has) > 0:
		check.Text += " (" + strings.Join(has, ", ") + ")"
	case len(lacks) > 0:
		check.Text += fmt.Sprintf(", but it has no variant for %s", text.JoinAnd(lacks))
		check.Note = true
	default:
		check.Text += " (" + strings.Join(a.Platforms, ", ") + ")"
	}
	return check
}

// platformsFor are the platforms that nodes of the cluster have, and the
// architectures of nodes that the image is not built for.
func platformsFor(s *diagnose.Snapshot, platforms []string) (has, lacks []string) {
	if s == nil {
		return nil, nil
	}
	for i := range s.Nodes {
		arch := s.Nodes[i].Architecture
		if arch == "" {
			continue
		}
		found := false
		for _, p := range platforms {
			if parts := strings.Split(p, "/"); len(parts) > 1 && parts[1] == arch {
				found = true
				if !slices.Contains(has, p) {
					has = append(has, p)
				}
			}
		}
		if !found && !slices.Contains(lacks, arch) {
			lacks = append(lacks, arch)
		}
	}
	return has, lacks
}

// NotTested is the check that was left out.
func NotTested(why string) []diagnose.Precheck {
	return []diagnose.Precheck{{Text: "the registry was not asked: " + why, OK: true, Note: true}}
}
