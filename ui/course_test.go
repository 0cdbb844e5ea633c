package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/practice/classroom"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
)

// courseSpeed makes the longest back-off three seconds.
const courseSpeed = 100

// theClassroom is the one that the program makes, but for its speed and the file of the progress.
func theClassroom(t testing.TB) *Classroom {
	files := os.DirFS("../testdata/cases")
	return &Classroom{
		Load: func() (*lesson.Course, error) { return lesson.Load(files) },
		Echo: prompt.Echo, File: filepath.Join(t.TempDir(), "course.json"), Seed: func() uint64 { return 1 },
		Open: func(ctx context.Context, cases ...string) (*Room, error) {
			r, err := classroom.Open(ctx, files, practice.Options{Only: cases, Speed: courseSpeed})
			if err != nil {
				return nil, err
			}
			b := cluster.New(r.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceTraining})
			return &Room{Backend: b, Login: r.Login, Kubectl: r.Kubectl, Look: r.Look, Close: r.Close}, nil
		},
	}
}

// learner sits at the program: commands run beside it, as in Bubble Tea, and keys are pressed when the
// screen shows what is waited for. Its clock can be moved on.
type learner struct {
	t     testing.TB
	a     *app
	msgs  chan tea.Msg
	ahead atomic.Int64 // what its clock is ahead, in nanoseconds
	end   context.Context
	work  sync.WaitGroup // commands that run
}

// newLearner sits down at the list of free play. Tests that use it call realDiagnosis.
func newLearner(t testing.TB, c *Classroom) *learner {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	l := &learner{t: t, msgs: make(chan tea.Msg, 256), end: ctx}
	b := newBackend()
	l.a = newApp(ctx, b, Options{Practice: true, Context: "practice cluster", Namespace: "all namespaces",
		Theme: "dark", Version: "1.0.0", Folder: t.TempDir(), Course: c, Clock: func() time.Time { return time.Now().Add(time.Duration(l.ahead.Load())) }})
	t.Cleanup(func() {
		l.a.writes.wait(patience)
		if l.a.course.room != nil {
			l.a.course.room.Close()
		}
		stop()
		close(b.updates)
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
			if _, ok := msg.(tickMsg); ok { // a second is long for a test
				l.run(tick(20 * time.Millisecond))
				l.a.frame++
				l.run(l.a.tell(msg))
				l.run(l.a.look())
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
	w, h := l.a.w, l.a.h
	l.a.h = 400
	s := l.screen()
	l.a.w, l.a.h = w, h
	return s
}

// fits draws the screen in windows of many sizes and looks for lines that are too many or too wide.
func (l *learner) fits() {
	l.t.Helper()
	d := &driver{t: l.t, a: l.a}
	w, h := l.a.w, l.a.h
	for _, size := range [][2]int{{30, 10}, {60, 15}, {80, 24}, {100, 30}, {140, 40}} {
		d.fits(size[0], size[1])
	}
	l.a.w, l.a.h = w, h
}

// opens opens a lesson from the list.
func (l *learner) opens(i int) {
	l.t.Helper()
	if l.a.inRoom() {
		l.a.toMenu()
	} else {
		l.keys("t")
	}
	l.until("the lessons", func() bool { _, ok := l.a.top().(*courseMenu); return ok })
	l.keys("g")
	for range i {
		l.keys("j")
	}
	l.keys("enter")
	l.until("the lesson's cluster", func() bool {
		_, ok := l.a.top().(*lessonPage)
		return ok && l.a.course.opening == "" && l.a.course.seen != nil
	})
}

// heals applies the best fix of what is under the cursor.
func (l *learner) heals() {
	l.t.Helper()
	l.until("a failing pod", func() bool {
		x, ok := l.a.top().(*list)
		return ok && x.current() != nil && len(rootOf(x.current()).Fixes) > 0
	})
	l.keys("f")
	if _, ok := l.a.top().(*form); ok {
		l.keys("ctrl+f", "enter")
	}
	l.until("the checks", func() bool { p, ok := l.a.top().(*preview); return ok && p.checked })
	l.ahead.Add(int64(time.Second)) // the quiet time
	l.keys("y")
	if _, ok := l.a.top().(*result); !ok {
		l.t.Fatalf("the fix was not applied:\n%s", l.screen())
	}
	l.until("the fix", func() bool { return l.a.writing == 0 })
}

// kubectl types commands at the prompt.
func (l *learner) kubectl(lines ...string) {
	l.t.Helper()
	l.keys("$")
	for _, line := range lines {
		l.types(line)
		l.keys("enter")
		l.until("an answer to "+line, func() bool { return !l.a.course.shell.running })
	}
	l.keys("esc")
}
