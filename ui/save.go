package ui

import (
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// fixFolder is what the folder with a fix's files is called.
const fixFolder = "pulldoctor-fix"

// saveAction writes a fix as files, also one that may not be applied from
// here: where a controller would take it back, they belong to its source.
func saveAction(a *app, f *diagnose.Fix) action {
	act := action{keys: []string{"w"}, help: "save files", doc: "write the patch and a backup as files that only you can read, to apply them by other means",
		do: func() tea.Cmd { return saveFix(*f, a.o.Folder) }}
	if len(f.Steps) == 0 {
		act.why = "this fix writes nothing by itself; c copies its commands"
	}
	return act
}

func saveFix(f diagnose.Fix, folder string) tea.Cmd {
	return func() tea.Msg {
		files, err := patchFiles(f)
		if err != nil {
			return savedMsg{err: err}
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
		return savedMsg{text: plural(len(files), "file") + " written to " + filepath.Clean(at) + "; they hold logins, only you can read them"}
	}
}
