package fix

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// newEnv is what a screen has around it, without a program: messages go nowhere.
func newEnv(t testing.TB, width int, b ui.Backend) *screen.Env {
	clock := &uitest.Clock{T: uitest.Noon}
	e := screen.NewEnv(t.Context(), b, ui.Options{Clock: clock.Now}, func(tea.Msg) tea.Cmd { return nil })
	e.Theme, e.Width, e.Height = theme.New(true), width, 24
	return e
}
