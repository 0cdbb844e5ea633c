package export

import (
	"fmt"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// File is one file for those who apply it by other means.
type File struct {
	Name    string
	Content []byte
}

// FixFiles are the steps of a fix as files: for each write a patch (or the
// whole new object) and the values as they were, and the commands in order.
// They hold credentials.
//
// Of a fix that is to be made at the source, they are the change that is
// wanted there and the commands for it.
func FixFiles(f diagnose.Fix) ([]File, error) {
	var out []File
	var commands strings.Builder
	steps := f.Steps
	if len(steps) == 0 {
		steps = f.AtSource
		fmt.Fprintf(&commands, "# %s\n# %s\n%s\n", f.Title, f.After, strings.Join(f.Commands, "\n"))
		if len(steps) > 0 {
			fmt.Fprintf(&commands, "\n# The same change for the manifest of the object; made in the cluster it would be reverted.\n")
		}
	} else {
		fmt.Fprintf(&commands, "# %s\n# Run these in this folder, in this order.\n", f.Title)
	}
	for i := range steps {
		s := &steps[i]
		stem := fmt.Sprintf("%d-%s", i+1, strings.ToLower(s.Object.Kind))
		if shell.IsName(s.Object.Name) { // any other could be a path
			stem += "-" + s.Object.Name
		}
		after, before := s.Write.Patches(s)
		if after != nil {
			name := stem + ".patch.yaml"
			if s.Action() == diagnose.CreateSecret {
				name = stem + ".yaml"
			}
			b, err := yaml.Marshal(after)
			if err != nil {
				return nil, err
			}
			out = append(out, File{name, b})
			if len(f.Steps) == 0 {
				fmt.Fprintf(&commands, "# the change: %s\n", name)
				continue
			}
			fmt.Fprintln(&commands, s.Write.FileCommand(s, name))
		} else {
			fmt.Fprintln(&commands, s.Write.FileCommand(s, ""))
		}
		if before != nil {
			name := stem + ".before.yaml"
			b, err := yaml.Marshal(before)
			if err != nil {
				return nil, err
			}
			out = append(out, File{name, b})
			fmt.Fprintf(&commands, "# undo: %s\n", s.Write.FileCommand(s, name))
		} else if s.Action() == diagnose.CreateSecret {
			fmt.Fprintf(&commands, "# undo: %s\n", step.DeleteSecret{}.FileCommand(s, ""))
		}
	}
	return append(out, File{"commands.txt", []byte(commands.String())}), nil
}
