package export

import (
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// FixFolder is what the folder with a fix's files is called.
const FixFolder = "pulldoctor-fix"

// FixAction writes a fix as files, also one that may not be applied from
// here: where a controller would revert it, they belong to its source. role
// is the Role that the user lacks, as YAML; empty if none.
func FixAction(env *screen.Env, f *diagnose.Fix, role string) screen.Action {
	act := screen.Action{Key: screen.KeySave, Help: "save files", Doc: "write the patch and a backup to files that only you can read",
		Do: func() tea.Cmd {
			fix, folder := *f, env.Options.Folder
			return func() tea.Msg { return WriteFix(fix, role, folder) }
		}}
	if len(f.Steps)+len(f.AtSource)+len(f.Commands) == 0 {
		act.Disabled = "there is nothing to write"
	}
	return act
}

// WriteFix writes the files of a fix into a new folder.
func WriteFix(f diagnose.Fix, role, folder string) SavedMsg {
	files, err := FixFiles(f)
	if err != nil {
		return SavedMsg{Err: err}
	}
	if role != "" {
		files = append(files, File{"role.yaml", []byte(role)})
	}
	at, err := newFolder(folder, FixFolder)
	if err != nil {
		return SavedMsg{Err: err}
	}
	for _, x := range files {
		if _, err := writeNew(at, x.Name, x.Content); err != nil {
			os.RemoveAll(at) // ours, made a moment ago
			return SavedMsg{Err: err}
		}
	}
	text := present.Plural(len(files), "file") + " written to " + filepath.Clean(at) + "; only you can read them"
	if len(f.Steps)+len(f.AtSource) > 0 {
		text = present.Plural(len(files), "file") + " written to " + filepath.Clean(at) + "; they contain credentials, only you can read them"
	}
	return SavedMsg{Text: text}
}
