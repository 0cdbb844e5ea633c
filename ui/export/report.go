package export

import (
	"bytes"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// reportName is what an exported report is called; a second one gets a number.
const reportName = "pulldoctor-report.json"

// SavedMsg: a file was written, or could not be.
type SavedMsg struct {
	Text string
	Err  error
}

// ReportAction writes the report of everything that is known now.
func ReportAction(env *screen.Env, why string) screen.Action {
	if why == "" && env.State.Result == nil {
		why = "nothing has been read yet"
	}
	return screen.Action{Key: screen.KeyExport, Help: "export report", Doc: "write the report of all failures as JSON into the current folder, without any credential",
		Hidden: true, Disabled: why, Do: func() tea.Cmd {
			res, folder := env.State.Result, env.Options.Folder
			return func() tea.Msg { return WriteReport(res, folder) }
		}}
}

// WriteReport writes the report of a result into a folder.
func WriteReport(res *diagnose.Result, folder string) SavedMsg {
	var b bytes.Buffer
	if err := report.JSON(&b, &res.Report); err != nil {
		return SavedMsg{Err: err}
	}
	path, err := writeNew(folder, reportName, b.Bytes())
	return SavedMsg{Text: "report written to " + path + "; only you can read it", Err: err}
}
