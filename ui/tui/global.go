package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// globalActions are the actions that every screen has.
func (a *program) globalActions() []screen.Action {
	quit := screen.Action{Keys: []string{"q"}, Help: "quit", Doc: "quit the program", Do: func() tea.Cmd { return tea.Quit }}
	if _, end := a.Top().(*fix.Result); len(a.Stack) > 1 && !end {
		quit.Help, quit.Hidden, quit.Doc = "back", true, "back; on the list it quits the program"
		quit.Do = func() tea.Cmd { a.Pop(); return nil }
	}
	if a.Writing > 0 {
		quit.Disabled = "a fix is being applied"
	}
	back := screen.Action{Keys: []string{"esc"}, Help: "back", Do: func() tea.Cmd { a.Pop(); return nil }}
	if len(a.Stack) == 1 {
		back.Hidden, back.Disabled = true, "this is the first screen; q quits"
	}
	if a.InLesson && len(a.Stack) == 1 {
		quit.Help, quit.Doc, quit.Do = "lesson", "back to the page of the lesson", a.course.ToPage
		back.Hidden, back.Disabled, back.Do = false, "", a.course.ToPage
	}
	r := screen.Action{Keys: []string{"r"}, Help: "refresh", Doc: "read the cluster again", Hidden: true,
		Do: func() tea.Cmd {
			a.Say("reading again")
			return a.Refresh()
		}}
	save := export.ReportAction(a.Env, "")
	if a.course.Sealed() {
		save.Disabled = "answer the exam question first"
	}
	return append([]screen.Action{
		back,
		{Keys: []string{":", "ctrl+p"}, Label: ":", Help: "go", Doc: "commands, also ctrl+p",
			Do: func() tea.Cmd { a.Push(newPalette(a, "")); return nil }},
		{Keys: []string{"?"}, Help: "help", Doc: "keys of this screen, global keys and symbols", Do: func() tea.Cmd { a.Push(newHelp(a)); return nil }},
		quit,
		r,
		save,
		contextAction(a),
		{Keys: []string{"L"}, Help: "log", Doc: "messages of this session and what could not be read", Hidden: true,
			Do: func() tea.Cmd { a.Push(newLog(a.Env)); return nil }},
		suspendAction(a),
		{Keys: []string{"ctrl+c"}, Help: "quit from anywhere", Hidden: true},
	}, a.course.Actions()...)
}

// suspendAction stops the program, as a shell's user is used to; fg comes back.
func suspendAction(a *program) screen.Action {
	act := screen.Action{Keys: []string{"ctrl+z"}, Help: "suspend", Doc: "suspend to the shell; fg resumes", Hidden: true,
		Do: func() tea.Cmd {
			a.Reveal.End()
			return tea.Suspend
		}}
	switch {
	case a.Writing > 0:
		act.Disabled = "a fix is being applied"
	case !a.Shell:
		act.Disabled = "there is no shell to return to"
	}
	return act
}
