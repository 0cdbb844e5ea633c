package tui

import (
	"context"
	"fmt"
	"io"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

const manyPods = 5000

// manyFailing is the practice cluster's snapshot with every failing pod many
// times over, judged by the real diagnosis.
func manyFailing(b *testing.B) *diagnose.Result {
	d := practiceDriver(b, 140, 40)
	d.catchUp()
	d.end() // only the screen is measured
	s := *d.a.State.Result.Snapshot
	pods := s.Pods
	s.Pods = nil
	for i := 0; len(s.Pods) < manyPods; i++ {
		p := pods[i%len(pods)]
		if track.State(&p) != diagnose.PodFailing {
			continue
		}
		p.Name = fmt.Sprintf("%s-%d", p.Name, i)
		p.UID = p.Name
		s.Pods = append(s.Pods, p)
	}
	s.PodsRead = len(s.Pods)
	return engine.Run(&s, diagnose.Options{})
}

// Benchmark5000 is what a person feels with 5 000 failing pods. A key to the
// next frame must stay below 16 ms.
func Benchmark5000(b *testing.B) {
	res := manyFailing(b)
	d := drive(b, 140, 40)
	read := list.NewReading(res, list.Recovered{}, d.clock.T)
	d.a.State.Result, d.a.State.Live, d.a.State.Taken = res, true, d.clock.T
	d.a.list().Take(read)
	for _, bench := range []struct {
		name string
		keys []string
	}{
		{"move", []string{"j"}}, {"last", []string{"G", "g"}}, {"by-cause", []string{"tab"}},
		{"filter", []string{"/", "w", "e", "b", "esc"}}, {"open", []string{"enter", "esc"}},
	} {
		b.Run("key/"+bench.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				for _, k := range bench.keys {
					d.a.Update(press(k))
					d.a.View()
					n++
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(n), "ms/key")
		})
	}
	b.Run("reading", func(b *testing.B) { // a key waits while a new one is taken over
		for b.Loop() {
			d.a.Update(diagnosedMsg{source: d.a.source, reading: read})
			d.a.Update(press("j"))
			d.a.View()
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/key")
	})
	b.Run("made-beside", func(b *testing.B) { // what is done outside of Update
		for b.Loop() {
			list.NewReading(res, read.Recovered, d.clock.T)
		}
	})
	b.Run("all-recovering", func(b *testing.B) { // a fix of every pod
		f := diagnose.Fix{}
		for i := range res.Diagnoses {
			f.Recovers = append(f.Recovers, res.Diagnoses[i].Pod.Object())
		}
		f.Steps = []diagnose.Step{{Object: diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "regcred"}, Write: step.UpdateSecret{}}}
		d.run(fix.OpenPreview(d.a.Env, f, nil))
		d.clock.Pass(time.Second)
		d.keys("A")
		for b.Loop() {
			d.a.Update(diagnosedMsg{source: d.a.source, reading: read})
			d.a.Update(press("j"))
			d.a.View()
		}
		d.a.Pop()
		b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/key")
	})
	b.Run("second", func(b *testing.B) { // what happens every second at rest
		for b.Loop() {
			d.a.Update(screen.TickMsg(d.clock.T))
			d.a.View()
		}
		b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*100, "%core")
	})
}

// quietBackend sends one reading and then nothing.
type quietBackend struct {
	*uitest.Backend
	snapshot *diagnose.Snapshot
}

func (b *quietBackend) Watch(ctx context.Context) <-chan diagnose.Update {
	b.Updates <- diagnose.Update{Snapshot: b.snapshot, Live: true}
	return b.Updates
}

// BenchmarkIdle runs the program in a pseudo-terminal with 5 000 failing pods
// and no key pressed. It must stay below 1 % of a core.
func BenchmarkIdle(b *testing.B) {
	res := manyFailing(b)
	ptmx, tty, err := pty.Open()
	if err != nil {
		b.Skipf("no pseudo-terminal here: %v", err)
	}
	defer ptmx.Close()
	defer tty.Close()
	go io.Copy(io.Discard, ptmx)
	present.Engine.Run = func(*diagnose.Snapshot, diagnose.Options) *diagnose.Result { return res }
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, &quietBackend{uitest.NewBackend(), res.Snapshot}, ui.Options{Theme: "dark", Input: tty, Output: tty})
	}()
	time.Sleep(time.Second)
	before := cpuTime(b)
	began := time.Now()
	for b.Loop() {
		time.Sleep(100 * time.Millisecond)
	}
	used, took := cpuTime(b)-before, time.Since(began)
	b.ReportMetric(used.Seconds()/took.Seconds()*100, "%core")
	stop()
	if err := <-ended; err != nil {
		b.Error(err)
	}
}

// cpuTime is what this process has used so far.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
