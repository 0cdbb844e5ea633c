package fix

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Commands are the same steps with kubectl, for users who prefer to type. They
// contain no credentials: content goes through a file of mode 0600 or is
// prompted for.
func Commands(f diagnose.Fix) []string {
	var out []string
	for i, s := range f.Steps {
		form := f.Form
		if form != nil && form.Step != i && !slices.Contains(form.Also, i) {
			form = nil
		}
		commands := s.Write.Commands(&s, f.ID, form)
		if len(commands) > 0 && !shell.Some(commands) {
			return commands // the other steps alone are not the fix
		}
		for _, c := range commands {
			if (c == shell.AskUser || c == shell.AskPassword) && slices.Contains(out, c) {
				continue // the same credentials for all steps
			}
			out = append(out, c)
		}
	}
	return out
}
