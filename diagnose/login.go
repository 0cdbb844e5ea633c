package diagnose

import (
	"errors"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
)

// WithLogin completes a fix that needs a login: the returned fix has no
// LoginForm left. It fails when user name or password is empty, and for a user
// name that no registry could be told. Other logins
// of the same secret stay byte for byte; a secret whose content cannot be
// edited is written anew, and a warning says so. What looks wrong with the
// login, and what was left out of a pasted one, is added to the warnings.
func (f Fix) WithLogin(l Login) (Fix, error) {
	if f.Login == nil {
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
	form := f.Login
	f.Login = nil
	f.Steps = slices.Clone(f.Steps)
	f.Warnings = append(append(slices.Clone(f.Warnings), said...), form.Warnings(l)...)
	for _, i := range append([]int{form.Step}, form.Also...) {
		f.Warnings = append(f.Warnings, f.Steps[i].complete(form.Key, l)...)
	}
	return f, nil
}

// complete puts the login into a step, and takes out what would make the
// kubelet refuse it all the same. It tells what was there and is lost.
func (s *Step) complete(registryKey string, l Login) (lost []string) {
	key, layout, password := wantedKey(s.SecretType), layoutOf(s.SecretType), l.Password.Reveal()
	content := edit.New(layout, registryKey, l.Username, password)
	if s.Action == UpdateSecret && len(s.Before[key]) > 0 {
		edited, err := edit.SetLogin(s.Before[key], layout, registryKey, l.Username, password)
		rest, gone, readable := withoutFaults(edited, s.SecretType)
		switch {
		case err != nil || !readable:
			lost = []string{"What is in " + s.Object.String() + " cannot be edited; its content is replaced by this one login."}
		case len(gone) > 0:
			content = rest
			lost = []string{"The node refuses " + s.Object.String() + " as long as it holds " + joinSome(gone) + "; that is taken out as well."}
		default:
			content = edited
		}
	}
	s.Data = map[string][]byte{key: content}
	return lost
}
