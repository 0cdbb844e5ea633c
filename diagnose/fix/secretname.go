package fix

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// SecretNamePattern is what the API server accepts as the name of a secret
// (k8s.io/apimachinery, validation.IsDNS1123Subdomain).
var SecretNamePattern = text.Lazy(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// CanRename reports whether the name of the secret for the entered credentials is
// only a proposal: the fix creates the secret and is the first to reference it. A
// name that pods already reference is fixed.
func CanRename(f *diagnose.Fix) bool {
	l := f.Form
	if l == nil || l.Step >= len(f.Steps) || f.Steps[l.Step].Action() != diagnose.CreateSecret {
		return false
	}
	return slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool {
		before, after, _ := step.Lists(s)
		return s.Object.Namespace == l.Secret.Namespace && slices.Contains(after, l.Secret.Name) && !slices.Contains(before, l.Secret.Name)
	})
}

// WithSecretName changes the proposed name of the secret that a fix creates, in
// every step, text and command. The error says, in a sentence, why the name is
// not possible.
func WithSecretName(f diagnose.Fix, name string) (diagnose.Fix, error) {
	name = strings.TrimSpace(name)
	if f.Form == nil || name == f.Form.Secret.Name {
		return f, nil
	}
	form := *f.Form
	switch {
	case name == "":
		return f, errors.New("the secret needs a name")
	case !CanRename(&f):
		return f, fmt.Errorf("the pods reference a secret named %s; it cannot have another name", form.Secret.Name)
	case len(name) > 253 || !SecretNamePattern.MatchString(name):
		return f, errors.New("the name of a secret consists of lower-case letters, digits, - and ., and begins and ends with a letter or digit")
	}
	old := form.Secret.Name
	form.Secret.Name = name
	f.Steps = slices.Clone(f.Steps)
	for i := range f.Steps {
		s := &f.Steps[i]
		if s.Action() == diagnose.CreateSecret && s.Object.Name == old {
			s.Object.Name = name
			if form.Taken != nil && form.Taken(s.Object) && !step.SkipsTaken(*s) {
				return f, fmt.Errorf("%s exists already; choose another name", s.Object)
			}
		}
		if before, after, ok := step.Lists(*s); ok && !slices.Contains(before, old) {
			*s = step.WithList(*s, substituted(after, old, name))
		}
	}
	f.Form = &form
	f.Title = strings.ReplaceAll(f.Title, old, name)
	f.Warnings = slices.Clone(f.Warnings)
	for i := range f.Warnings {
		f.Warnings[i] = strings.ReplaceAll(f.Warnings[i], old, name)
	}
	f.Commands = Commands(f)
	return f, nil
}
