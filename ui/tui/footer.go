package tui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// footerKeys is how many keys the footer shows at most; help and back come on
// top and are never left out.
const footerKeys = 7

// footer shows the keys that do something here, most likely first. What does
// not fit is dropped from the right; the way to the help is not.
func (a *program) footer() string {
	own := a.Keys.Bind(a.Top().Actions())
	var keys, fixed []screen.Action
	for _, act := range own {
		switch {
		case act.Hidden || act.Disabled != "" || act.Help == "":
		case act.Key == screen.KeyBack:
			fixed = append(fixed, act)
		default:
			keys = append(keys, act)
		}
	}
	if a.Top().Input() != nil {
		return a.keyLine(keys, fixed)
	}
	for _, act := range a.others(a.Top()) {
		switch {
		case act.Hidden || act.Disabled != "":
		case act.Key == screen.KeyHelp || act.Key == screen.KeyBack:
			fixed = append(fixed, act)
		default:
			keys = append(keys, act)
		}
	}
	return a.keyLine(keys, fixed)
}

func (a *program) keyLine(keys, fixed []screen.Action) string {
	room := a.Width - 1
	for _, act := range fixed {
		room -= keyWidth(act)
	}
	var shown []screen.Action
	for _, act := range keys[:min(len(keys), footerKeys)] {
		if keyWidth(act) > room {
			break
		}
		room -= keyWidth(act)
		shown = append(shown, act)
	}
	parts := make([]string, 0, len(shown)+len(fixed))
	a.mouse.footer = a.mouse.footer[:0]
	at := 1
	for _, act := range append(shown, fixed...) {
		parts = append(parts, a.Theme.Accent.Render(act.Name())+" "+act.Help)
		a.mouse.footer = append(a.mouse.footer, span{at, at + keyWidth(act) - 2, act})
		at += keyWidth(act)
	}
	return cell.Cut(" "+strings.Join(parts, "  "), a.Width)
}

// keyWidth is what a key takes in the footer, its gap included.
func keyWidth(act screen.Action) int { return cell.Width(act.Name()) + 1 + cell.Width(act.Help) + 2 }
