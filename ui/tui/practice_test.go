package tui

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	fixes "github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// realDiagnosis takes the fixture's stand-ins out for one test.
func realDiagnosis(t testing.TB) {
	one, preview, run := present.Engine.CheckNamed, present.Engine.Preview, present.Engine.Run
	present.Engine.CheckNamed, present.Engine.Preview, present.Engine.Run = check.Named, fixes.Preview, engine.Run
	t.Cleanup(func() { present.Engine.CheckNamed, present.Engine.Preview, present.Engine.Run = one, preview, run })
}

// practiceDriver runs the program on the practice cluster.
func practiceDriver(t testing.TB, w, h int) *driver {
	t.Helper()
	realDiagnosis(t)
	p, err := practice.New(os.DirFS("../../testdata/cases"), practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	p.Start(ctx)
	end := func() { stop(); p.Wait() }
	t.Cleanup(end)
	if err := p.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	b := cluster.New(p.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceTraining})
	d := drive(t, w, h, func(o *ui.Options) {
		o.Practice, o.Login, o.Clock = true, p.Login, time.Now
	})
	d.a.Backend = b
	d.watch, d.end, d.network = b.Watch(ctx), end, p.Transport()
	return d
}

// catchUp takes over what the cluster has sent, and waits for the first.
func (d *driver) catchUp() {
	for d.a.State.Result == nil {
		d.send(updateMsg{source: d.a.source, update: <-d.watch, ok: true})
	}
	for {
		select {
		case u := <-d.watch:
			d.send(updateMsg{source: d.a.source, update: u, ok: true})
		default:
			return
		}
	}
}

// TestPracticeScreens opens every failing pod of the practice cluster and goes
// over all that is known of it.
func TestPracticeScreens(t *testing.T) {
	d := practiceDriver(t, 80, 24)
	d.catchUp()
	n := len(present.Rows(d.a.State.Result))
	if n < 20 {
		t.Fatalf("%d failing pods, want the practice cases", n)
	}
	for range n {
		d.keys("enter", "enter", "tab", "x", "tab", "tab", "x", "esc", "f")
		if _, ok := d.a.Top().(*fix.Form); ok {
			d.keys("ctrl+f", "enter")
		}
		for _, size := range [][2]int{{60, 15}, {80, 24}, {100, 30}, {140, 40}} {
			d.fits(size[0], size[1])
		}
		for len(d.a.Stack) > 1 {
			d.keys("esc")
		}
		d.keys("j")
	}
}
