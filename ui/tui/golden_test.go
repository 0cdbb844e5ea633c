package tui

import (
	"fmt"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
	"testing"
)

func TestScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		for _, s := range scenes {
			name := fmt.Sprintf("%s.%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := drive(t, size[0], size[1]).reading(uitest.Snapshot(uitest.Noon))
				s.play(d)
				d.golden(name)
			})
		}
	}
}
