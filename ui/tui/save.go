package tui

import (
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// fixFolder is what the folder with a fix's files is called.
const fixFolder = "pulldoctor-fix"

// saveAction writes a fix as files, also one that may not be applied from
// here: where a controller would take it back, they belong to its source. role
// is the Role that the user lacks, as YAML; empty if none.
func saveAction(env *screen.Env, f *diagnose.Fix, role string) screen.Action {
	act := screen.Action{Keys: []string{"w"}, Help: "save files", Doc: "write the patch and a backup as files that only you can read, to apply them by other means",
		Do: func() tea.Cmd { return saveFix(*f, role, env.Options.Folder) }}
	if len(f.Steps)+len(f.AtSource)+len(f.Commands) == 0 {
		act.Disabled = "there is nothing to write"
	}
	return act
}

func saveFix(f diagnose.Fix, role, folder string) tea.Cmd {
	return func() tea.Msg {
		files, err := patchFiles(f)
		if err != nil {
			return savedMsg{err: err}
		}
		if role != "" {
			files = append(files, patchFile{"role.yaml", []byte(role)})
		}
		at, err := newFolder(folder, fixFolder)
		if err != nil {
			return savedMsg{err: err}
		}
		for _, x := range files {
			if _, err := writeNew(at, x.name, x.content); err != nil {
				os.RemoveAll(at) // ours, made a moment ago
				return savedMsg{err: err}
			}
		}
		text := present.Plural(len(files), "file") + " written to " + filepath.Clean(at) + "; only you can read them"
		if len(f.Steps)+len(f.AtSource) > 0 {
			text = present.Plural(len(files), "file") + " written to " + filepath.Clean(at) + "; they hold logins, only you can read them"
		}
		return savedMsg{text: text}
	}
}
