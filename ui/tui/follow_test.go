package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// replaced gives the pod of that index another name, as its controller does
// after a restart, in the state that is asked for.
func replaced(s *diagnose.Snapshot, i int, name string, running bool) {
	p := &s.Pods[i]
	p.Name, p.UID, p.Created = name, name, s.Now
	p.Containers = []diagnose.Container{{Name: "main", Image: p.Containers[0].Image, Waiting: !running, Running: running, Reason: "ContainerCreating"}}
	if running {
		p.Phase, p.Containers[0].Reason = "Running", ""
	}
}

func TestRecoveryFollowsAReplacement(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.clock.Pass(10 * time.Second)
	s := uitest.Snapshot(d.clock.T)
	replaced(s, 3, "cart-6c5d9f7b4-new01", false)
	d.reading(s)
	d.shows("· Starting  shop/cart-6c5d9f7b4-new01  (replaces cart-6c5d9f7b4-p8wzt)")
	d.clock.Pass(10 * time.Second)
	s = uitest.Snapshot(d.clock.T)
	replaced(s, 3, "cart-6c5d9f7b4-new01", true)
	d.reading(s)
	d.shows("✓ Running   shop/cart-6c5d9f7b4-new01")
}

func TestRecoveryForgets(t *testing.T) {
	for name, change := range map[string]func(*diagnose.Snapshot){
		"gone": func(s *diagnose.Snapshot) { s.Pods = append(s.Pods[:3:3], s.Pods[4:]...) },
		"fails again under another name": func(s *diagnose.Snapshot) {
			s.Pods[3].Name = "cart-6c5d9f7b4-again"
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
			s := uitest.Snapshot(uitest.Noon)
			change(s)
			d.reading(s)
			d.hides("Running", "Starting", "cart-6c5d9f7b4-p8wzt")
		})
	}
}

// TestDiagnosisOfARecoveredPod keeps what was seen, and offers no fix any more.
func TestDiagnosisOfARecoveredPod(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter")
	d.reading(uitest.Snapshot(uitest.Noon, "web-7d9f4c6b8-2xkqp"))
	d.shows("✓ no longer fails", "This pod no longer fails")
	d.keys("f")
	d.shows("f: this pod no longer fails")
	d.reading(uitest.Snapshot(uitest.Noon))
	d.hides("no longer fails. Below")
}

// TestFixStaysChosen: the cursor keeps its fix with a new reading.
func TestFixStaysChosen(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter", "end")
	d.shows("▸ 2  Create Secret shop/ghcr-login")
	d.reading(uitest.Snapshot(uitest.Noon, "runner-0"))
	d.shows("▸ 2  Create Secret shop/ghcr-login")
	d.keys("enter")
	d.shows("Credentials for ghcr.io")
}

// TestPodWithSeveralContainers is one row, and tab goes over its containers.
func TestPodWithSeveralContainers(t *testing.T) {
	res := uitest.Result(uitest.Snapshot(uitest.Noon), optionsNone)
	res.Report.Failures[4].Pod, res.Report.Failures[4].Namespace = "runner-0", "ci"
	res.Report.Failures[4].Container = "sidecar"
	d := drive(t, 120, 40)
	d.a.Update(diagnosedMsg{reading: list.NewReading(res, list.Recovered{}, uitest.Noon)})
	d.shows("9 failing of 43")
	d.keys("g", "enter")
	d.shows("2 failing containers")
	d.keys("tab")
	if got := d.a.Top().(*pod.Diagnosis).Container; got != "sidecar" {
		t.Errorf("tab shows container %q, want sidecar", got)
	}
}

func TestPalette(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("ctrl+n")
	d.shows(": namespace _", "namespace shop", "namespace web")
	d.keys("w", "e", "b", "enter")
	d.shows("Filter: ns:web", "3 of 10")
	d.keys("0")
	d.shows("view: pods | causes")
	d.keys("ctrl+p", "l", "i", "g", "h", "t", "enter")
	if d.a.dark {
		t.Error("the light theme was not taken")
	}
	d.keys(":", "x", "y", "z")
	d.shows("no matching command")
	d.keys("enter", ":", "c", "a", "u", "s", "e", "enter")
	d.shows("CAUSE", "PODS↓")
}

func TestWorstResults(t *testing.T) {
	for name, res := range map[string]*diagnose.Result{
		"nil":   nil,
		"empty": {},
		"no findings, no pod, no chain": {
			Report:    diagnose.Report{Failures: []diagnose.Failure{{}}, Causes: []diagnose.Cause{{Failures: []int{-1, 0, 7}}}},
			Diagnoses: []diagnose.Diagnosis{{Failure: &diagnose.Failure{}}},
		},
		"no failure": {Diagnoses: []diagnose.Diagnosis{{}}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, w := range []int{80, 140} {
				d := drive(t, w, 24)
				d.a.Update(diagnosedMsg{reading: list.NewReading(res, list.Recovered{}, uitest.Noon)})
				for _, k := range []string{"enter", "enter", "f", "n", "1", "c", "tab", "?", "esc", "down", "enter"} {
					d.keys(k)
					d.a.View()
				}
			}
		})
	}
}
