package screen

import (
	"github.com/pulldoctor/pulldoctor/ui"
	"time"
)

// FromEnvironment adds what the terminal's environment asks for. NO_COLOR
// counts with any value but the empty one (no-color.org).
func FromEnvironment(o ui.Options, getenv func(string) string) ui.Options {
	term := getenv("TERM")
	if getenv("NO_COLOR") != "" || term == "dumb" {
		o.NoColor = true
	}
	if term == "dumb" {
		o.ASCII = true
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Theme == "" {
		o.Theme = "auto"
	}
	return o
}
