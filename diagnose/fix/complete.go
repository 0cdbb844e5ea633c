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

// WithCredentials completes a fix that needs credentials: the returned fix has no
// form. It fails if the user name or password is empty, or if the user name
// cannot be sent to a registry. Other entries of the same secret stay byte for
// byte; if the content of the secret cannot be edited it is replaced, and a
// warning says so. What looks wrong with the credentials, and what was trimmed
// from pasted ones, is added to the warnings.
func WithCredentials(f diagnose.Fix, l diagnose.Credentials) (diagnose.Fix, error) {
	if f.Form == nil {
		return f, nil
	}
	l, trimmed := l.Trimmed()
	if l.Username == "" {
		return f, errors.New("the user name is empty")
	}
	if strings.Contains(l.Username, ":") { // RFC 7617; auth is split at the first colon, by the kubelet too
		return f, errors.New("a user name cannot contain a colon: the kubelet would treat the rest as the password")
	}
	if l.Password.Reveal() == "" {
		return f, errors.New("the password is empty")
	}
	form := f.Form
	f.Form = nil
	f.Steps = slices.Clone(f.Steps)
	f.Warnings = append(append(slices.Clone(f.Warnings), trimmed...), Warnings(form, l)...)
	for _, i := range append([]int{form.Step}, form.Also...) {
		f.Warnings = append(f.Warnings, complete(&f.Steps[i], form.Key, l)...)
	}
	return f, nil
}

// complete sets the credentials of a step, and removes what would still make the
// kubelet refuse the secret. lost says what was removed.
func complete(s *diagnose.Step, registryKey string, l diagnose.Credentials) (lost []string) {
	typ := step.SecretType(*s)
	key, layout, password := pull.WantedKey(typ), pull.LayoutOf(typ), l.Password.Reveal()
	content := dockerconfig.New(layout, registryKey, l.Username, password)
	if w, ok := s.Write.(step.UpdateSecret); ok && len(w.Before[key]) > 0 {
		edited, err := dockerconfig.SetLogin(w.Before[key], layout, registryKey, l.Username, password)
		rest, gone, readable := WithoutFaults(edited, typ)
		switch {
		case err != nil || !readable:
			lost = []string{"The content of " + s.Object.String() + " cannot be edited; it is replaced by these credentials alone."}
		case len(gone) > 0:
			content = rest
			lost = []string{"The kubelet refuses " + s.Object.String() + " because of " + text.JoinSome(gone) + ", which is removed as well."}
		default:
			content = edited
		}
	}
	*s = step.WithData(*s, map[string][]byte{key: content})
	return lost
}
