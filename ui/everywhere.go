package ui

import tea "charm.land/bubbletea/v2"

// everywhere are the actions that every screen has.
func (a *app) everywhere() []action {
	quit := action{keys: []string{"q"}, help: "quit", doc: "leave the program", do: func() tea.Cmd { return tea.Quit }}
	if _, end := a.top().(*result); len(a.stack) > 1 && !end {
		quit.help, quit.quiet, quit.doc = "back", true, "back here; on the list it leaves the program"
		quit.do = func() tea.Cmd { a.pop(); return nil }
	}
	if a.writing > 0 {
		quit.why = "a fix is being carried out"
	}
	back := action{keys: []string{"esc"}, help: "back", do: func() tea.Cmd { a.pop(); return nil }}
	if len(a.stack) == 1 {
		back.quiet, back.why = true, "this is the first screen; q leaves"
	}
	if a.inRoom() && len(a.stack) == 1 {
		quit.help, quit.doc, quit.do = "lesson", "back to the page of the lesson", a.toPage
		back.quiet, back.why, back.do = false, "", a.toPage
	}
	r := action{keys: []string{"r"}, help: "check again", doc: "read everything again", quiet: true,
		do: func() tea.Cmd {
			a.notes.say(a.now(), "reading again")
			return refresh(a.backend)
		}}
	export := exportAction(a, "")
	if a.sealed() {
		export.why = "the exam asks for the cause first"
	}
	return append([]action{
		back,
		{keys: []string{":", "ctrl+p"}, label: ":", help: "go", doc: "commands, also ctrl+p",
			do: func() tea.Cmd { a.push(newPalette(a, "")); return nil }},
		{keys: []string{"?"}, help: "help", doc: "what the keys do here and everywhere, and what the signs mean", do: func() tea.Cmd { a.push(newHelp(a)); return nil }},
		quit,
		r,
		export,
		contextAction(a),
		{keys: []string{"L"}, help: "log", doc: "messages of this session, and what could not be read", quiet: true,
			do: func() tea.Cmd { a.push(newLog(a)); return nil }},
		suspendAction(a),
		{keys: []string{"ctrl+c"}, help: "quit from anywhere", quiet: true},
	}, a.courseActions()...)
}

// suspendAction stops the program, as a shell's user is used to; fg comes back.
func suspendAction(a *app) action {
	act := action{keys: []string{"ctrl+z"}, help: "stop", doc: "back to the shell for a while; fg comes back here", quiet: true,
		do: func() tea.Cmd {
			a.reveal.end()
			return tea.Suspend
		}}
	switch {
	case a.writing > 0:
		act.why = "a fix is being carried out"
	case !a.o.shell:
		act.why = "no shell waits for this program"
	}
	return act
}
