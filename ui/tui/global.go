package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// globalActions are the actions that every screen has.
func (a *program) globalActions() []screen.Action {
	quit := screen.Action{Key: screen.KeyQuit, Help: "quit", Doc: "quit the program", Do: func() tea.Cmd { return tea.Quit }}
	if _, end := a.Top().(*fix.Result); len(a.Stack) > 1 && !end {
		quit.Help, quit.Hidden, quit.Doc = "back", true, "back; on the list it quits the program"
		quit.Do = func() tea.Cmd { a.Pop(); return nil }
	}
	if a.Writing > 0 {
		quit.Disabled = "a fix is being applied"
	}
	switch a.Top().(type) {
	case *train.LessonPage, *train.ExamPage:
		quit.Help, quit.Doc, quit.Do = "lessons", "leave the lesson; you resume here next time", a.course.ToMenu
	}
	back := screen.Action{Key: screen.KeyBack, Help: "back", Do: func() tea.Cmd { a.Pop(); return nil }}
	if len(a.Stack) == 1 {
		back.Hidden, back.Disabled = true, "this is the first screen; q quits"
	}
	if a.InLesson && len(a.Stack) == 1 {
		quit.Help, quit.Doc, quit.Do = "lesson", "back to the page of the lesson", a.course.ToPage
		back.Hidden, back.Disabled, back.Do = false, "", a.course.ToPage
	}
	r := screen.Action{Key: screen.KeyRefresh, Help: "refresh", Doc: "read the cluster again", Hidden: true,
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
		{Key: screen.KeyPalette, Help: "go", Doc: "commands, also ctrl+p",
			Do: func() tea.Cmd { a.Push(newPalette(a, "")); return nil }},
		{Key: screen.KeyHelp, Help: "help", Doc: "keys of this screen, global keys and symbols", Do: func() tea.Cmd { a.Push(newHelp(a)); return nil }},
		quit,
		r,
		save,
		contextAction(a),
		{Key: screen.KeyLog, Help: "log", Doc: "messages of this session and what could not be read", Hidden: true,
			Do: func() tea.Cmd { a.Push(newLog(a.Env)); return nil }},
		mouseAction(a),
		suspendAction(a),
		{Key: screen.KeyQuitNow, Help: "quit from anywhere", Hidden: true},
	}, a.course.Actions()...)
}

// others are the actions that every screen has, without those whose key the
// screen itself uses for the same thing.
func (a *program) others(s screen.Screen) []screen.Action {
	own := s.Actions()
	return slices.DeleteFunc(a.Keys.Bind(a.globalActions()), func(act screen.Action) bool {
		return slices.ContainsFunc(own, func(o screen.Action) bool { return o.Key == act.Key })
	})
}

// suspendAction stops the program, as a shell's user is used to; fg comes back.
func suspendAction(a *program) screen.Action {
	act := screen.Action{Key: screen.KeySuspend, Help: "suspend", Doc: "suspend to the shell; fg resumes", Hidden: true,
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
