package tui

import (
	"bytes"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// reportName is what an exported report is called; a second one gets a number.
const reportName = "pulldoctor-report.json"

// savedMsg: a file was written, or could not be.
type savedMsg struct {
	text string
	err  error
}

// exportAction writes the report of everything that is known now.
func exportAction(env *screen.Env, why string) screen.Action {
	if why == "" && env.State.Result == nil {
		why = "nothing has been read yet"
	}
	return screen.Action{Keys: []string{"e"}, Help: "export report", Doc: "write the report of all failures as JSON into the current folder, without any credential",
		Hidden: true, Disabled: why, Do: func() tea.Cmd { return exportReport(env.State.Result, env.Options.Folder) }}
}

func exportReport(res *diagnose.Result, folder string) tea.Cmd {
	return func() tea.Msg {
		var b bytes.Buffer
		if err := report.JSON(&b, &res.Report); err != nil {
			return savedMsg{err: err}
		}
		path, err := writeNew(folder, reportName, b.Bytes())
		return savedMsg{text: "report written to " + path + "; only you can read it", err: err}
	}
}

// saved tells how writing a file ended.
func (a *program) saved(m savedMsg) {
	if m.err != nil {
		a.Keep("× " + m.err.Error())
		return
	}
	a.Say(m.text)
}
