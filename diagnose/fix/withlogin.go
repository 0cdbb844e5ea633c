package fix

import (
	"errors"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// WithCredentials completes a fix that needs a login: the returned fix has no
// LoginForm left. It fails when user name or password is empty, and for a user
// name that no registry could be told. Other logins
// of the same secret stay byte for byte; a secret whose content cannot be
// edited is written anew, and a warning says so. What looks wrong with the
// login, and what was left out of a pasted one, is added to the warnings.
func WithCredentials(f diagnose.Fix, l diagnose.Credentials) (diagnose.Fix, error) {
	if f.Form == nil {
		return f, nil
	}
	l, said := l.Trimmed()
	if l.Username == "" {
		return f, errors.New("the user name is empty")
	}
	if strings.Contains(l.Username, ":") { // RFC 7617; auth is split at the first colon, by the kubelet too
		return f, errors.New("a user name cannot hold a colon: the node would take what follows it for the password")
	}
	if l.Password.Reveal() == "" {
		return f, errors.New("the password is empty")
	}
	form := f.Form
	f.Form = nil
	f.Steps = slices.Clone(f.Steps)
	f.Warnings = append(append(slices.Clone(f.Warnings), said...), Warnings(form, l)...)
	for _, i := range append([]int{form.Step}, form.Also...) {
		f.Warnings = append(f.Warnings, complete(&f.Steps[i], form.Key, l)...)
	}
	return f, nil
}

// complete puts the login into a step, and takes out what would make the
// kubelet refuse it all the same. It tells what was there and is lost.
func complete(s *diagnose.Step, registryKey string, l diagnose.Credentials) (lost []string) {
	typ := step.SecretType(*s)
	key, layout, password := pull.WantedKey(typ), pull.LayoutOf(typ), l.Password.Reveal()
	content := dockerconfig.New(layout, registryKey, l.Username, password)
	if w, ok := s.Write.(step.UpdateSecret); ok && len(w.Before[key]) > 0 {
		edited, err := dockerconfig.SetLogin(w.Before[key], layout, registryKey, l.Username, password)
		rest, gone, readable := WithoutFaults(edited, typ)
		switch {
		case err != nil || !readable:
			lost = []string{"What is in " + s.Object.String() + " cannot be edited; its content is replaced by this one login."}
		case len(gone) > 0:
			content = rest
			lost = []string{"The node refuses " + s.Object.String() + " as long as it holds " + text.JoinSome(gone) + "; that is taken out as well."}
		default:
			content = edited
		}
	}
	*s = step.WithData(*s, map[string][]byte{key: content})
	return lost
}
