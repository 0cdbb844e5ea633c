package tui

import (
	"context"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

var rewrite = flag.Bool("update", false, "write the golden screens")

func TestMain(m *testing.M) {
	present.Engine.CheckNamed, present.Engine.Preview, present.Engine.Run = uitest.Check, uitest.Preview, uitest.Result
	os.Exit(m.Run())
}

// driver runs the program without a terminal: commands run at once.
type driver struct {
	t       testing.TB
	a       *program
	clock   *uitest.Clock
	backend *uitest.Backend
	quit    bool
	watch   <-chan diagnose.Update // of a real backend
	end     func()                 // of the practice cluster
	network http.RoundTripper      // to its registries
}

func drive(t testing.TB, w, h int, change ...func(*ui.Options)) *driver {
	d := &driver{t: t, clock: &uitest.Clock{T: uitest.Noon}, backend: uitest.NewBackend()}
	o := ui.Options{Folder: t.TempDir(), Version: "1.0.0", Context: "kind-lab", Namespace: "all namespaces", Theme: "dark", Clock: d.clock.Now}
	for _, f := range change {
		f(&o)
	}
	d.a = newProgram(context.Background(), d.backend, o)
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// reading gives the app a snapshot, as its backend would.
func (d *driver) reading(s *diagnose.Snapshot) *driver {
	d.send(updateMsg{source: d.a.source, update: diagnose.Update{Snapshot: s, Live: true}, ok: true})
	return d
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.a.Update(msg)
	d.run(cmd)
}

// run carries a command out. Nothing here waits: the backend's channel is not
// listened to, and time is the fake clock's.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	default:
		d.send(msg)
	}
}

// fits draws the screen in a window of this size and looks for lines that are
// too many or too wide, before the last cut in View, which would hide them.
func (d *driver) fits(w, h int) {
	d.t.Helper()
	d.a.Width, d.a.Height = w, h
	lines := d.a.lines()
	if len(lines) > h {
		d.t.Fatalf("%dx%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := cell.Width(l); n > w {
			d.t.Fatalf("%T at %dx%d: line %d is %d wide: %q", d.a.Top(), w, h, i, n, ansi.Strip(l))
		}
	}
}

// tick lets time be noticed.
func (d *driver) tick() { d.a.Update(screen.TickMsg(d.clock.T)) }

// keys presses keys, spelled as tea.KeyPressMsg does.
func (d *driver) keys(keys ...string) *driver {
	for _, k := range keys {
		d.send(press(k))
	}
	return d
}

func press(k string) tea.KeyPressMsg {
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown}
	if rest, ok := strings.CutPrefix(k, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	if rest, ok := strings.CutPrefix(k, "shift+"); ok {
		m := press(rest)
		m.Mod = tea.ModShift
		return m
	}
	if c, ok := named[k]; ok {
		return tea.KeyPressMsg{Code: c}
	}
	if k == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
}

// screen is what one would see, with _ at the terminal's cursor.
func (d *driver) screen() string {
	var out []string
	v := d.a.View()
	for l := range strings.SplitSeq(ansi.Strip(v.Content), "\n") {
		if c := v.Cursor; c != nil && c.Y == len(out) {
			l = cell.Pad(l, c.X)
			l = ansi.Truncate(l, c.X, "") + "_" + ansi.TruncateLeft(l, c.X+1, "")
		}
		out = append(out, strings.TrimRight(l, " "))
	}
	return strings.Join(out, "\n") + "\n"
}

func (d *driver) shows(want ...string) {
	d.t.Helper()
	s := d.screen()
	for _, w := range want {
		if !strings.Contains(s, w) {
			d.t.Errorf("the screen does not say %q:\n%s", w, s)
		}
	}
}

func (d *driver) hides(words ...string) {
	d.t.Helper()
	s := d.screen()
	for _, w := range words {
		if strings.Contains(s, w) {
			d.t.Errorf("the screen says %q:\n%s", w, s)
		}
	}
}

// golden compares the screen with a file.
func (d *driver) golden(name string) {
	d.t.Helper()
	file := filepath.Join("testdata", name+".golden")
	got := d.screen()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			d.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		d.t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		d.t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
