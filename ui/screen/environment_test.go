package screen

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/ui"
)

func TestNoColor(t *testing.T) {
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	for _, c := range []struct {
		env            map[string]string
		noColor, ascii bool
	}{
		{nil, false, false}, {map[string]string{"NO_COLOR": "0"}, true, false}, {map[string]string{"NO_COLOR": ""}, false, false},
		{map[string]string{"TERM": "dumb"}, true, true}, {map[string]string{"TERM": "xterm"}, false, false},
	} {
		if o := FromEnvironment(ui.Options{}, env(c.env)); o.NoColor != c.noColor || o.ASCII != c.ascii {
			t.Errorf("%v: NoColor %v, ASCII %v", c.env, o.NoColor, o.ASCII)
		}
	}
}
