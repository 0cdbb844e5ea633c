package ui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// footerKeys is how many keys the footer shows at most; help and back come on
// top and are never left out.
const footerKeys = 7

// footer shows the keys that do something here, most likely first. What does
// not fit is dropped from the right; the way to the help is not.
func (a *app) footer() string {
	own := a.Top().actions()
	var keys, fixed []action
	_, ownBack := find(own, "esc", false)
	for _, act := range own {
		switch {
		case act.quiet || act.why != "" || act.help == "":
		case act.name() == "esc":
			fixed = append(fixed, act)
		default:
			keys = append(keys, act)
		}
	}
	if a.Top().input() != nil {
		return a.keyLine(keys, fixed)
	}
	for _, act := range a.everywhere() {
		switch {
		case act.quiet || act.why != "":
		case act.name() == "?" || act.name() == "esc" && !ownBack:
			fixed = append(fixed, act)
		case act.name() != "esc":
			keys = append(keys, act)
		}
	}
	return a.keyLine(keys, fixed)
}

func (a *app) keyLine(keys, fixed []action) string {
	room := a.Width - 1
	for _, act := range fixed {
		room -= keyWidth(act)
	}
	var shown []action
	for _, act := range keys[:min(len(keys), footerKeys)] {
		if keyWidth(act) > room {
			break
		}
		room -= keyWidth(act)
		shown = append(shown, act)
	}
	parts := make([]string, 0, len(shown)+len(fixed))
	for _, act := range append(shown, fixed...) {
		parts = append(parts, a.Theme.Accent.Render(act.name())+" "+act.help)
	}
	return cell.Cut(" "+strings.Join(parts, "  "), a.Width)
}

// keyWidth is what a key takes in the footer, its gap included.
func keyWidth(act action) int { return cell.Width(act.name()) + 1 + cell.Width(act.help) + 2 }
