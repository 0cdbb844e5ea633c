package tui

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/train"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// learner sits at the program: commands run beside it, as in Bubble Tea, and keys are pressed when the
// screen shows what is waited for. Its clock can be moved on.
type learner struct {
	t     testing.TB
	a     *program
	msgs  chan tea.Msg
	ahead atomic.Int64 // what its clock is ahead, in nanoseconds
	end   context.Context
	work  sync.WaitGroup // commands that run
}

// newLearner sits down at the list of free play. Tests that use it call realDiagnosis.
func newLearner(t testing.TB, c *ui.Classroom) *learner {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	l := &learner{t: t, msgs: make(chan tea.Msg, 256), end: ctx}
	b := uitest.NewBackend()
	l.a = newProgram(ctx, b, ui.Options{Practice: true, Context: "practice cluster", Namespace: "all namespaces",
		Theme: "dark", Version: "1.0.0", Folder: t.TempDir(), Course: c, Clock: func() time.Time { return time.Now().Add(time.Duration(l.ahead.Load())) }})
	t.Cleanup(func() {
		l.a.Writes.Wait(patience)
		if l.a.course.Room != nil {
			l.a.course.Room.Close()
		}
		stop()
		close(b.Updates)
		l.work.Wait() // none may look at what the next test replaces
	})
	l.take(tea.WindowSizeMsg{Width: 100, Height: 40})
	l.run(tick(20 * time.Millisecond))
	return l
}

func (l *learner) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	l.work.Go(func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				l.run(c)
			}
		default:
			select {
			case l.msgs <- msg:
			case <-l.end.Done():
			}
		}
	})
}

func (l *learner) take(msg tea.Msg) {
	_, cmd := l.a.Update(msg)
	l.run(cmd)
}

// keys presses keys, and takes what has come meanwhile.
func (l *learner) keys(keys ...string) {
	for _, k := range keys {
		l.take(press(k))
	}
}

// types types a text, key by key.
func (l *learner) types(text string) {
	for _, r := range text {
		if r == ' ' {
			l.keys("space")
			continue
		}
		l.take(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// until lets the program go on until something is so.
func (l *learner) until(what string, is func() bool) {
	l.t.Helper()
	late := time.After(time.Minute)
	for !is() {
		select {
		case msg := <-l.msgs:
			if _, ok := msg.(screen.TickMsg); ok { // a second is long for a test
				l.run(tick(20 * time.Millisecond))
				l.a.Frame++
				l.run(l.a.broadcast(msg))
				l.run(l.a.course.Look())
				continue
			}
			l.take(msg)
		case <-late:
			l.t.Fatalf("never came: %s. The screen:\n%s", what, l.screen())
		}
	}
}

func (l *learner) screen() string { return ansi.Strip(strings.Join(l.a.lines(), "\n")) }

// sees waits for a text on the screen; how it is wrapped does not count.
func (l *learner) sees(text string) {
	l.t.Helper()
	want := strings.Join(strings.Fields(text), "")
	l.until(text, func() bool {
		return strings.Contains(strings.Join(strings.Fields(l.everything()), ""), want)
	})
}

// everything is the screen as if it were high enough.
func (l *learner) everything() string {
	w, h := l.a.Width, l.a.Height
	l.a.Height = 400
	s := l.screen()
	l.a.Width, l.a.Height = w, h
	return s
}

// fits draws the screen in windows of many sizes and looks for lines that are too many or too wide.
func (l *learner) fits() {
	l.t.Helper()
	d := &driver{t: l.t, a: l.a}
	w, h := l.a.Width, l.a.Height
	for _, size := range [][2]int{{30, 10}, {60, 15}, {80, 24}, {100, 30}, {140, 40}} {
		d.fits(size[0], size[1])
	}
	l.a.Width, l.a.Height = w, h
}

// opens opens a lesson from the list.
func (l *learner) opens(i int) {
	l.t.Helper()
	if l.a.InLesson {
		l.a.course.ToMenu()
	} else {
		l.keys("t")
	}
	l.until("the lessons", func() bool { _, ok := l.a.Top().(*train.Menu); return ok })
	l.keys("g")
	for range i {
		l.keys("j")
	}
	l.keys("enter")
	l.until("the lesson's cluster", func() bool {
		_, ok := l.a.Top().(*train.LessonPage)
		return ok && l.a.course.Opening == "" && l.a.course.Seen != nil
	})
}

// solves applies the best fix of what is under the cursor.
func (l *learner) solves() {
	l.t.Helper()
	l.until("a failing pod", func() bool {
		x, ok := l.a.Top().(*list.List)
		return ok && x.Selected() != nil && (l.a.Hidden() || len(present.Root(x.Selected()).Fixes) > 0)
	})
	if l.a.Hidden() {
		l.finds()
	}
	l.keys("f")
	if _, ok := l.a.Top().(*fix.Form); ok {
		l.keys("ctrl+f", "enter")
	}
	l.until("the checks", func() bool { p, ok := l.a.Top().(*fix.Preview); return ok && p.Status() != "checking" })
	l.ahead.Add(int64(time.Second)) // the quiet time
	l.keys("A")
	if _, ok := l.a.Top().(*fix.Result); !ok {
		l.t.Fatalf("the fix was not applied:\n%s", l.screen())
	}
	l.until("the fix", func() bool { return l.a.Writing == 0 })
}

// finds looks for the broken link of the first pod: nothing says which it is until
// it is named.
func (l *learner) finds() {
	l.t.Helper()
	if s := l.everything(); strings.Contains(s, "BROKEN") || strings.Contains(s, "Fix:") || strings.Contains(s, "recommended") {
		l.t.Errorf("the list shows the answer:\n%s", s)
	}
	l.keys("enter")
	d, ok := l.a.Top().(*pod.Diagnosis)
	if !ok {
		l.t.Fatalf("enter leads to %T", l.a.Top())
	}
	for range 8 {
		if s := l.everything(); strings.Contains(s, "BROKEN") || strings.Contains(s, "What is wrong") {
			l.t.Errorf("the chain shows the answer:\n%s", s)
		}
		l.keys("f")
		if !l.a.Hidden() {
			break
		}
		l.sees("is not what stops the pull")
		l.keys("down")
	}
	if l.a.Hidden() {
		l.t.Fatalf("no link of the chain is the broken one:\n%s", l.screen())
	}
	l.until("the diagnosis", func() bool { return d.ChosenFix() != nil })
}

// kubectl types commands at the prompt.
func (l *learner) kubectl(lines ...string) {
	l.t.Helper()
	l.keys("$")
	for _, line := range lines {
		l.types(line)
		l.keys("enter")
		l.until("an answer to "+line, func() bool { return l.a.Top().Status() == "" })
	}
	l.keys("esc")
}
