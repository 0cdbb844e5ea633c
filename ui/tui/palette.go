package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// command is one line of the palette.
type command struct {
	name string
	act  screen.Action
}

// palette finds a command by typing a part of its name.
type palette struct {
	a       *program
	over    screen.Screen
	text    screen.Input
	all     []command
	shown   []command
	cursor  int
	scroll  cell.Scroll
	page    int
	awaited string // what is still being read: "the kubeconfig"; empty when all commands are here
	entered bool   // enter was pressed meanwhile
}

func newPalette(a *program, start string) *palette { return newWaitingPalette(a, start, "") }

// newWaitingPalette is one whose commands are still being read: what is typed
// meanwhile narrows them when they come.
func newWaitingPalette(a *program, start, waits string) *palette {
	p := &palette{a: a, over: a.Top(), awaited: waits}
	p.all = a.recentFirst(p.commands())
	p.text.Changed = p.narrow
	p.text.Set(start)
	return p
}

func (p *palette) Place() []string        { return []string{"go"} }
func (p *palette) Status() string         { return "" }
func (p *palette) Input() *screen.Input   { return &p.text }
func (p *palette) Update(tea.Msg) tea.Cmd { return nil }

// commands are the actions of the screen underneath, then those of everywhere,
// then what has no key.
func (p *palette) commands() []command {
	var out []command
	for _, a := range append(p.a.Keys.Bind(p.over.Actions()), p.a.others(p.over)...) {
		switch {
		case a.Do == nil || a.Help == "" || a.Moves || a.Key == screen.KeyPalette || a.Key == screen.KeyNumber:
			continue
		case a.Key == screen.KeyContext && (len(p.a.contexts) > 0 || p.awaited != ""), // they are listed themselves
			(p.a.namesKnown() || p.awaited != "") && (a.Key == screen.KeyNamespace || a.Key == screen.KeyEverywhere):
			continue
		}
		out = append(out, command{a.Help, a})
	}
	to := func(name, doc string, do func()) {
		out = append(out, command{name, screen.Action{Doc: doc, Do: func() tea.Cmd { do(); return nil }}})
	}
	if p.a.course.Sealed() { // the list shows the causes
		return out
	}
	to("list", "go to the list of failing pods", func() { p.a.Home() })
	to("theme dark", "colours for a dark background", func() { p.a.Options.Theme = "dark"; p.a.setTheme(true) })
	to("theme light", "colours for a light background", func() { p.a.Options.Theme = "light"; p.a.setTheme(false) })
	to("theme 16", "the terminal's own 16 colours", func() { p.a.Options.Theme = theme.SixteenName; p.a.setTheme(p.a.dark) })
	out = append(append(out, p.a.namespaceCommands()...), p.a.contextCommands()...)
	return append(out, p.a.found()...)
}

// mostRecent is how many commands the palette remembers.
const mostRecent = 5

// recall remembers a command that was run, the newest first.
func (a *program) recall(name string) {
	a.recent = append([]string{name}, slices.DeleteFunc(a.recent, func(s string) bool { return s == name })...)
	a.recent = a.recent[:min(len(a.recent), mostRecent)]
}

// recentFirst puts the commands that were run last before the others.
func (a *program) recentFirst(all []command) []command {
	at := func(c command) int {
		if i := slices.Index(a.recent, c.name); i >= 0 {
			return i
		}
		return mostRecent
	}
	slices.SortStableFunc(all, func(x, y command) int { return at(x) - at(y) })
	return all
}

// mostFound bounds how many pods and causes the palette has.
const mostFound = 2000

// found are the causes and pods of the list, to go to one by a few letters.
func (a *program) found() []command {
	var out []command
	for _, name := range a.list().Causes() {
		out = append(out, command{"cause " + name, screen.Action{Doc: "show only pods with this cause", Do: func() tea.Cmd {
			a.Home()
			a.list().FilterCause(name)
			return nil
		}}})
	}
	for i, key := range a.list().Pods() {
		if i == mostFound {
			break
		}
		out = append(out, command{"pod " + cell.Clean(key.Namespace+"/"+key.Pod), screen.Action{Doc: "open the diagnosis", Do: func() tea.Cmd {
			a.Home()
			a.list().OpenPod(key)
			return nil
		}}})
	}
	return out
}

// shortNames are what users of k9s and kubectl type for a word.
var shortNames = map[string]string{"ns": "namespace", "ctx": "context", "po": "pod", "pods": "pod", "causes": "cause"}

// narrow keeps the commands that have every typed word in them; those that
// have them all in their name come first.
func (p *palette) narrow() {
	words := strings.Fields(strings.ToLower(p.text.Value))
	if len(words) > 0 {
		if long, ok := shortNames[words[0]]; ok {
			words[0] = long
		}
	}
	has := func(text string) bool {
		text = strings.ToLower(text)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	var named, described []command
	for _, c := range p.all {
		switch {
		case has(c.name):
			named = append(named, c)
		case has(c.name + " " + c.act.Sentence()):
			described = append(described, c)
		}
	}
	p.shown = append(named, described...)
	p.cursor = max(slices.IndexFunc(p.shown, func(c command) bool { return c.act.Disabled == "" }), 0)
}

func (p *palette) move(n int) { p.cursor = max(min(p.cursor+n, len(p.shown)-1), 0) }

// arrived takes the commands that the palette has waited for. A name and enter
// that were typed before run it, if only that one matches.
func (p *palette) arrived() tea.Cmd {
	p.awaited = ""
	p.all = p.commands()
	p.narrow()
	if p.entered && len(p.shown) == 1 && p.a.Top() == p {
		return p.run()
	}
	return nil
}

// run closes the palette and does what was chosen on the screen underneath.
func (p *palette) run() tea.Cmd {
	if p.awaited != "" && len(p.shown) == 0 {
		p.entered = true
		return nil
	}
	p.a.Pop()
	if p.cursor >= len(p.shown) {
		return nil
	}
	p.a.recall(p.shown[p.cursor].name)
	return p.a.Run(p.shown[p.cursor].act)
}

func (p *palette) Actions() []screen.Action {
	return []screen.Action{
		{Key: screen.KeyEnter, Help: "run", Do: p.run},
		{Key: screen.KeyChooseUp, Help: "choose", Do: func() tea.Cmd { p.move(-1); return nil }},
		{Key: screen.KeyChooseDown, Hidden: true, Do: func() tea.Cmd { p.move(1); return nil }},
		{Key: screen.KeyBack, Help: "close", Do: func() tea.Cmd { p.a.Pop(); return nil }},
		{Key: screen.KeyPalette, Hidden: true, Do: func() tea.Cmd { p.a.Pop(); return nil }},
	}
}

func (p *palette) View(w, h int) []string {
	th := p.a.Theme
	ask := ""
	if p.text.Value == "" {
		ask = th.Faint.Render("type a part of a command's name")
	}
	out := []string{" " + th.Accent.Render(":") + " " + p.text.Show(w-4, true) + ask, ""}
	wide, keys := 0, 0
	for _, c := range p.shown {
		wide, keys = max(wide, cell.Width(c.name)), max(keys, cell.Width(c.act.Name()))
	}
	p.page = max(h-len(out), 0)
	p.scroll.Show(p.cursor, len(p.shown), p.page)
	from, to := p.scroll.Range(len(p.shown), p.page)
	for i := from; i < to; i++ {
		out = append(out, p.line(i, min(wide, w/2), keys, w))
	}
	switch {
	case p.awaited != "":
		out = append(out, th.Faint.Render(" reading "+p.awaited+" …"))
	case len(p.shown) == 0:
		out = append(out, th.Faint.Render(" no matching command; esc closes"))
	}
	return cell.Exactly(out, h)
}

// line draws one command, its name and its key in so many cells.
func (p *palette) line(i, name, keys, w int) string {
	c := p.shown[i]
	mark := "   "
	if i == p.cursor {
		mark = " " + theme.Cursor + " "
	}
	doc := c.act.Sentence()
	if doc == c.name {
		doc = ""
	}
	if c.act.Disabled != "" {
		doc = "not now: " + c.act.Disabled
	}
	line := cell.Fit(mark+cell.Fit(c.name, name)+"  "+cell.Pad(c.act.Name(), keys)+"  "+doc, w)
	switch {
	case i == p.cursor:
		return p.a.Theme.Selected.Render(line)
	case c.act.Disabled != "":
		return p.a.Theme.Faint.Render(line)
	}
	return line
}

func (p *palette) Text() ([]string, int) {
	out := []string{": " + p.text.Show(40, true)}
	for i := range p.shown {
		out = append(out, strings.TrimRight(p.line(i, 20, 6, 60), " "))
	}
	return out, p.cursor + 1
}
