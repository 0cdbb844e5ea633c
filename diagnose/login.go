package diagnose

import (
	"errors"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
)

// WithLogin completes a fix that needs a login: the returned fix has no
// LoginForm left. It fails when user name or password is empty. Other logins
// of the same secret stay byte for byte; a secret whose content cannot be
// edited is written anew, and a warning says so.
func (f Fix) WithLogin(l Login) (Fix, error) {
	if f.Login == nil {
		return f, nil
	}
	if l.Username == "" {
		return f, errors.New("the user name is empty")
	}
	if l.Password.Reveal() == "" {
		return f, errors.New("the password is empty")
	}
	form := f.Login
	f.Login = nil
	f.Steps = append([]Step(nil), f.Steps...)
	s := &f.Steps[form.Step]
	key, layout := wantedKey(s.SecretType), layoutOf(s.SecretType)
	content := edit.New(layout, form.Key, l.Username, l.Password.Reveal())
	if s.Action == UpdateSecret && len(s.Before[key]) > 0 {
		edited, err := edit.SetLogin(s.Before[key], layout, form.Key, l.Username, l.Password.Reveal())
		if err == nil {
			content = edited
		} else {
			f.Warnings = append(f.Warnings[:len(f.Warnings):len(f.Warnings)], "What is in "+s.Object.String()+" cannot be edited; its content is replaced by this one login.")
		}
	}
	s.Data = map[string][]byte{key: content}
	return f, nil
}
