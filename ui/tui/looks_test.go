package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// looks are the terminals that a screen is drawn for. The text is the same in
// all of them, because no meaning is in a colour.
var looks = []struct {
	name   string
	change func(*ui.Options)
	then   tea.Msg
}{
	{"dark", func(o *ui.Options) { o.Theme = "dark" }, nil},
	{"light", func(o *ui.Options) { o.Theme = "light" }, nil},
	{"none", func(o *ui.Options) { o.NoColor = true }, nil},
	{"sixteen", func(o *ui.Options) { o.Theme = "dark" }, tea.ColorProfileMsg{Profile: 2}},
}

// everySize are the screens that are drawn in all windows and with 16 colours.
var everySize = map[string]bool{"list": true, "diagnosis": true, "evidence": true, "preview": true, "form": true, "result": true}

// TestLooks compares every screen with its colours: cat shows the files.
func TestLooks(t *testing.T) {
	for _, look := range looks {
		for _, size := range [][2]int{{80, 24}, {140, 40}} {
			for _, s := range scenes {
				if look.name == "sixteen" && !everySize[s.name] {
					continue
				}
				name := fmt.Sprintf("%s.%dx%d", s.name, size[0], size[1])
				t.Run(look.name+"/"+name, func(t *testing.T) {
					d := drive(t, size[0], size[1], look.change).reading(uitest.Snapshot(uitest.Noon))
					if look.then != nil {
						d.send(look.then)
					}
					s.play(d)
					d.golden(name)
					compareANSI(t, filepath.Join("testdata", look.name, name+".ansi"), d.a.View().Content+"\n")
				})
			}
		}
	}
}

// TestOddSizes are windows of unusual sizes.
func TestOddSizes(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {20, 5}, {40, 12}, {60, 15}, {99, 24}, {100, 24}, {200, 60}} {
		for _, s := range scenes {
			if !everySize[s.name] {
				continue
			}
			name := fmt.Sprintf("%s.%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := drive(t, size[0], size[1]).reading(uitest.Snapshot(uitest.Noon))
				s.play(d)
				d.golden(filepath.Join("odd", name))
			})
		}
	}
}

// TestASCII: with --ascii every drawn character is ASCII.
func TestASCII(t *testing.T) {
	for _, s := range scenes {
		d := drive(t, 140, 40, func(o *ui.Options) { o.ASCII = true }).reading(uitest.Snapshot(uitest.Noon))
		s.play(d)
		for _, r := range ansi.Strip(d.a.View().Content) {
			if r > 126 {
				t.Errorf("%s draws %q", s.name, r)
				break
			}
		}
	}
}

// TestWideNames: characters of two cells and combining ones keep the lines
// within the window.
func TestWideNames(t *testing.T) {
	s := uitest.Snapshot(uitest.Noon)
	s.Pods[4].Containers[0].Message = "登録に失敗しました: e\u0301\u0301 рукавички 👩‍👩‍👧 " + s.Pods[4].Containers[0].Message
	s.Pods[4].Name = "web-日本語日本語日本語-e\u0301"
	for _, size := range [][2]int{{60, 15}, {80, 24}, {101, 30}, {140, 40}} {
		d := drive(t, size[0], size[1]).reading(s)
		toWeb(d)
		for _, k := range []string{"", "enter", "enter", "esc", "f"} {
			if k != "" {
				d.keys(k)
			}
			d.fits(size[0], size[1])
		}
	}
}

func compareANSI(t *testing.T, file, got string) {
	t.Helper()
	if *rewrite {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
