package tui

import (
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// prefer takes over what the user has set. A theme that was asked for on the command
// line counts more.
func (a *program) prefer(p ui.Preferences) {
	if p.Notice != "" {
		a.Keep("! " + p.Notice)
	}
	if p.Theme != "" && (a.Options.Theme == "auto" || a.Options.Theme == "") {
		a.Options.Theme = p.Theme
		a.dark = p.Theme != "light"
	}
	a.mouse.off = p.NoMouse
	if keys, err := screen.NewKeymap(p.Keys); err == nil { // it was checked when the file was read
		a.Keys = keys
	}
}
