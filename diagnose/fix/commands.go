package fix

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Commands are the same steps with kubectl, for people who rather type. No
// credential stands in them: content goes through a file of mode 0600 or is
// asked for.
func Commands(f diagnose.Fix) []string {
	var out []string
	for i, s := range f.Steps {
		login := f.Form
		if login != nil && login.Step != i && !slices.Contains(login.Also, i) {
			login = nil
		}
		for _, c := range s.Write.Commands(&s, f.ID, login) {
			if (c == shell.AskUser || c == shell.AskPassword) && slices.Contains(out, c) {
				continue // one login for all of them
			}
			out = append(out, c)
		}
	}
	return out
}
