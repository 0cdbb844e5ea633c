package tui

import (
	"errors"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// While the kubeconfig is read, keys go to the palette that waits for it, not
// to the list: what is typed narrows the contexts when they come.
func TestTypedBeforeTheContextsCome(t *testing.T) {
	tests := []struct {
		name  string
		typed []string
		names []string
		err   error
		to    string // context that is gone over to
		shows []string
	}{
		{name: "a name and enter", typed: []string{"t", "i", "l", "enter"}, names: []string{"dev", "till"}, to: "till"},
		{name: "a name", typed: []string{"t", "i", "l"}, names: []string{"dev", "till"}, shows: []string{": context til", "▸ context till"}},
		{name: "more than one fits", typed: []string{"i", "l", "enter"}, names: []string{"till", "mill"}, shows: []string{": context il", "context till", "context mill"}},
		{name: "none fits", typed: []string{"q", "enter"}, names: []string{"dev"}, shows: []string{"no matching command"}},
		{name: "closed", typed: []string{"t", "i", "l", "enter", "esc"}, names: []string{"dev", "till"}, shows: []string{"view: pods | causes"}},
		{name: "no kubeconfig", typed: []string{"t", "enter"}, err: errors.New("the kubeconfig is gone"), shows: []string{"the kubeconfig is gone", "view: pods | causes"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			went := ""
			d := drive(t, 80, 24, func(o *ui.Options) {
				o.Contexts = func() ([]string, string, error) { return tt.names, "dev", tt.err }
				o.Switch = func(name string) (ui.Backend, ui.Options, error) {
					went = name
					b := uitest.NewBackend()
					close(b.Updates) // it has nothing to say
					return b, ui.Options{Context: name}, nil
				}
			}).reading(uitest.Snapshot(uitest.Noon))
			_, read := d.a.Update(press("C"))
			d.shows("reading the kubeconfig …")
			d.keys(tt.typed...)
			d.run(read)
			if went != tt.to {
				t.Errorf("gone over to %q", went)
			}
			d.shows(tt.shows...)
		})
	}
}
