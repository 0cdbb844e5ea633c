package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// frameHeight is what the frame takes of a screen: top line, rule, rule, footer.
const frameHeight = 4

// topGap keeps the two ends of the top line apart, margin included.
const topGap = 4

// View draws the screen.
func (a *program) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if !a.mouse.off {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = "pulldoctor: " + cell.Clean(strings.Join(a.places(), " / "))
	lines := a.lines()
	// A line that is too wide would break the terminal's layout. None should
	// be; this is the last line of defence.
	for i, l := range lines {
		lines[i] = cell.Cut(l, a.Width)
	}
	v.Cursor = takeCaret(lines)
	v.ProgressBar = a.progressBar()
	v.Content = strings.Join(cell.Exactly(lines, min(len(lines), a.Height)), "\n")
	if a.Options.ASCII {
		v.Content = theme.ASCII(v.Content)
	}
	return v
}

// lines are the whole screen.
func (a *program) lines() []string {
	switch {
	case a.Width <= 0 || a.Height <= 0:
		return nil
	case a.Width < screen.MinWidth || a.Height < screen.MinHeight:
		return a.small()
	}
	rule := a.Theme.Faint.Render(strings.Repeat(theme.Rule, a.Width))
	out := make([]string, 0, a.Height)
	out = append(out, a.topLine(), rule)
	out = append(out, a.Top().View(a.Width, a.Height-frameHeight)...)
	return append(out, a.noteLine(), a.footer())
}

// places are the parts of the top line.
func (a *program) places() []string {
	return slices.DeleteFunc(slices.Concat([]string{a.Cluster()}, a.course.Place(), a.Top().Place()), func(s string) bool { return s == "" })
}

// where joins the places in w cells. What has to be cut is the longest one,
// which is a pod's name, in its middle; the context, which says whose cluster
// this is, only when that is not enough; then the whole.
func (a *program) where(w int) string {
	places := a.places()
	for i := range places {
		places[i] = cell.Clean(places[i])
	}
	whole := strings.Join(places, " / ")
	for _, from := range []int{1, 0} {
		long := min(from, len(places)-1)
		for i := from; i < len(places); i++ {
			if cell.Width(places[i]) > cell.Width(places[long]) {
				long = i
			}
		}
		n := cell.Width(places[long])
		if room := w - cell.Width(whole) + n; n > room && room >= leastPlace {
			places[long] = cell.Middle(places[long], room)
			break
		}
	}
	return cell.Cut(strings.Join(places, " / "), w)
}

// leastPlace is what a shortened place keeps.
const leastPlace = 8

// topLine says where one is, and how fresh what is shown is. Over a production
// cluster all of it is in the colour of danger, and says so.
func (a *program) topLine() string {
	right := a.State.Freshness(a.Now())
	if s := a.Top().Status(); s != "" {
		right = s + "   " + right
	}
	if a.Production() {
		const name = " pulldoctor  PRODUCTION  "
		return a.Theme.Danger.Render(cell.Ends(name+a.where(a.Width-len(name)-cell.Width(right)-topGap), right+" ", a.Width))
	}
	name := " pulldoctor  "
	room := a.Width - cell.Width(right) - topGap
	if cell.Width(strings.Join(a.places(), " / ")) > room-len(name) { // where one is matters more
		name = " "
	}
	line := cell.Ends(name+a.where(room-len(name)), right+" ", a.Width)
	if rest, ok := strings.CutPrefix(line, " pulldoctor"); ok {
		return a.Theme.Accent.Render(" pulldoctor") + a.Theme.Bar.Render(rest)
	}
	return a.Theme.Bar.Render(line)
}

// noteLine is the rule above the footer, or the note in it.
func (a *program) noteLine() string {
	text := cell.Clean(a.Notes.Current())
	if text == "" {
		text = cell.Clean(a.lessonLine())
	}
	if text == "" {
		return a.Theme.Faint.Render(strings.Repeat(theme.Rule, a.Width))
	}
	text = cell.Cut(text, a.Width-6)
	return a.Theme.Faint.Render(theme.Rule+theme.Rule) + " " + a.Theme.Strong.Render(text) + " " +
		a.Theme.Faint.Render(strings.Repeat(theme.Rule, a.Width-4-cell.Width(text)))
}

// lessonLine is in the rule above the footer: where the lesson goes on.
func (a *program) lessonLine() string {
	switch a.Top().(type) {
	case *help, *palette:
		return ""
	}
	_, first := a.Top().(*list.List)
	return a.course.Line(first)
}

// small is a window with no room to draw in.
func (a *program) small() []string {
	lines, cursor := a.Top().Text()
	var out []string
	at, end := 0, 0 // the lines with the cursor
	for i, l := range lines {
		if i == cursor {
			at = len(out)
		}
		out = append(out, cell.Wrap(ansi.Strip(l), a.Width)...)
		if i == cursor {
			end = len(out) - 1
		}
	}
	h := a.Height
	var foot []string
	if h > 3 {
		foot = append(foot, cell.Cut("better at 80x24; ? help", a.Width))
		if n := a.Notes.Current(); n != "" {
			foot[0] = cell.Cut(cell.Clean(n), a.Width)
		}
		h--
	}
	var s cell.Scroll
	s.Show(end, len(out), h)
	s.Show(at, len(out), h)
	from, to := s.Range(len(out), h)
	return append(cell.Exactly(out[from:to], h), foot...)
}
