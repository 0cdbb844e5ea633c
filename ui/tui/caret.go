package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// takeCaret finds the mark of the caret, puts a space in its place and gives
// the terminal's cursor for it; nil where no text is typed.
func takeCaret(lines []string) *tea.Cursor {
	var c *tea.Cursor
	for y, l := range lines {
		if !strings.Contains(l, theme.Caret) {
			continue
		}
		if c == nil {
			before, _, _ := strings.Cut(l, theme.Caret)
			c = tea.NewCursor(cell.Width(before), y)
			c.Shape = tea.CursorBar
		}
		lines[y] = strings.ReplaceAll(l, theme.Caret, " ")
	}
	return c
}

// ProgressBar is what terminals that can show it put on their tab: turning
// while the cluster is read, the share of running pods after a fix.
func (a *program) progressBar() *tea.ProgressBar {
	if a.Writing > 0 {
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	if r, ok := a.Top().(*fix.Result); ok {
		if bar := r.ProgressBar(); bar != nil {
			return bar
		}
	}
	if a.State.Progress != "" && a.State.Result == nil {
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return nil
}
