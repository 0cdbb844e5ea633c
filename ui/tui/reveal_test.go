package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestRevealEnds: passwords are drawn only when they were asked for, and every
// way on hides them again.
func TestRevealEnds(t *testing.T) {
	for name, on := range map[string]func(d *driver){
		"time":           func(d *driver) { d.clock.Pass(screen.RevealTime); d.tick() },
		"the same key":   func(d *driver) { d.keys("x") },
		"leaving":        func(d *driver) { d.keys("esc", "enter") },
		"the next link":  func(d *driver) { d.keys("tab", "shift+tab") },
		"the help":       func(d *driver) { d.keys("?", "esc") },
		"the palette":    func(d *driver) { d.keys(":", "esc") },
		"home and again": func(d *driver) { d.keys("esc", "esc", "enter", "enter") },
	} {
		t.Run(name, func(t *testing.T) {
			d := drive(t, 80, 50).reading(uitest.Snapshot(uitest.Noon))
			toWeb(d)
			d.keys("enter", "enter")
			d.hides(uitest.HiddenPassword)
			d.shows("passwords hidden (x shows them)", "user      deploy-bot", "x show passwords", "two swapped letters")
			d.keys("x")
			d.shows(uitest.HiddenPassword, "passwords shown for", "x hide passwords")
			on(d)
			d.hides(uitest.HiddenPassword)
			d.shows("passwords hidden")
		})
	}
}

// TestRevealInAWideWindow: there the evidence is beside the chain.
func TestRevealInAWideWindow(t *testing.T) {
	d := drive(t, 140, 60).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter", "x")
	d.shows(uitest.HiddenPassword)
	d.keys("up")
	d.hides(uitest.HiddenPassword)
	d.keys("up", "x")
	d.shows("x: passwords are shown at the secret and its entry")
}

// TestNoPasswordWithoutAsking goes over every screen at several sizes.
func TestNoPasswordWithoutAsking(t *testing.T) {
	for _, s := range scenes {
		for _, size := range [][2]int{{30, 20}, {80, 24}, {80, 200}, {140, 200}} {
			d := drive(t, size[0], size[1]).reading(uitest.Snapshot(uitest.Noon))
			s.play(d)
			if strings.Contains(d.screen(), uitest.HiddenPassword) {
				t.Errorf("%s at %v shows a password", s.name, size)
			}
		}
	}
}

// TestHostilePassword: a password is the cluster's text like any other.
func TestHostilePassword(t *testing.T) {
	s := uitest.Snapshot(uitest.Noon)
	x := &s.Secrets[0]
	for k := range x.Data {
		x.Data[k] = []byte(`{"auths":{"gchr.io":{"username":"u","password":"a\u001b[2Jb\u202ec"}}}`)
	}
	d := drive(t, 80, 60)
	d.send(tea.WindowSizeMsg{Width: 80, Height: 60})
	d.reading(s)
	toWeb(d)
	d.keys("enter", "enter", "x")
	d.clock.Pass(time.Second)
	d.shows(`a\u001b[2Jb\u202ec`)
	if strings.Contains(d.a.View().Content, "\x1b[2J") {
		t.Error("a password reaches the terminal as a command")
	}
}
