package ui

import tea "charm.land/bubbletea/v2"

// everywhere are the actions that every screen has.
func (a *app) everywhere() []action {
	quit := action{keys: []string{"q"}, help: "quit", doc: "leave the program", do: func() tea.Cmd { return tea.Quit }}
	if _, end := a.Top().(*result); len(a.Stack) > 1 && !end {
		quit.help, quit.quiet, quit.doc = "back", true, "back here; on the list it leaves the program"
		quit.do = func() tea.Cmd { a.Pop(); return nil }
	}
	if a.Writing > 0 {
		quit.why = "a fix is being carried out"
	}
	back := action{keys: []string{"esc"}, help: "back", do: func() tea.Cmd { a.Pop(); return nil }}
	if len(a.Stack) == 1 {
		back.quiet, back.why = true, "this is the first screen; q leaves"
	}
	if a.InLesson && len(a.Stack) == 1 {
		quit.help, quit.doc, quit.do = "lesson", "back to the page of the lesson", a.course.toPage
		back.quiet, back.why, back.do = false, "", a.course.toPage
	}
	r := action{keys: []string{"r"}, help: "check again", doc: "read everything again", quiet: true,
		do: func() tea.Cmd {
			a.Say("reading again")
			return a.Refresh()
		}}
	export := exportAction(a.Env, "")
	if a.course.sealed() {
		export.why = "the exam asks for the cause first"
	}
	return append([]action{
		back,
		{keys: []string{":", "ctrl+p"}, label: ":", help: "go", doc: "commands, also ctrl+p",
			do: func() tea.Cmd { a.Push(newPalette(a, "")); return nil }},
		{keys: []string{"?"}, help: "help", doc: "what the keys do here and everywhere, and what the signs mean", do: func() tea.Cmd { a.Push(newHelp(a)); return nil }},
		quit,
		r,
		export,
		contextAction(a),
		{keys: []string{"L"}, help: "log", doc: "messages of this session, and what could not be read", quiet: true,
			do: func() tea.Cmd { a.Push(newLog(a.Env)); return nil }},
		suspendAction(a),
		{keys: []string{"ctrl+c"}, help: "quit from anywhere", quiet: true},
	}, a.course.actions()...)
}

// suspendAction stops the program, as a shell's user is used to; fg comes back.
func suspendAction(a *app) action {
	act := action{keys: []string{"ctrl+z"}, help: "stop", doc: "back to the shell for a while; fg comes back here", quiet: true,
		do: func() tea.Cmd {
			a.Reveal.end()
			return tea.Suspend
		}}
	switch {
	case a.Writing > 0:
		act.why = "a fix is being carried out"
	case !a.Shell:
		act.why = "no shell waits for this program"
	}
	return act
}
