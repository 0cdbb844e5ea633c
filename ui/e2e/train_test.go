package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// open filters the list down to one pod and opens its diagnosis.
func (s *screen) open(namespace, pod string) {
	s.t.Helper()
	s.waitFor("practice cluster", "live")
	s.keys("/ns:" + namespace + " " + pod)
	s.waitFor("keep filter", "▸ "+namespace+" ", " "+pod)
	s.keys(terminal.Enter)
	s.waitFor("clear filter")
	s.keys(terminal.Enter)
	s.waitFor("confidence:", "BROKEN")
}

// Each curable problem of the practice cluster is fixed from the keyboard:
// list, diagnosis, preview, apply, Running.
func TestHealFromTheKeyboard(t *testing.T) {
	for _, tc := range []struct{ namespace, pod, check string }{
		{"web", "storefront", "Rename the registry key"},
		{"shop", "cart", "Copy Secret"},
		{"mail", "mailer", "valid base64"},
		{"docs", "handbook", "Attach Secret"},
		{"api", "gateway", "Recreate"},
		{"ci", "runner", "right type"},
	} {
		t.Run(tc.pod, func(t *testing.T) {
			t.Parallel()
			s := start(t, 90, 50, nil, "--train")
			s.open(tc.namespace, tc.pod)
			s.keys("f")
			s.waitFor(tc.check, "checks passed", "Apply")
			time.Sleep(500 * time.Millisecond) // keys are ignored until it has been quiet
			s.keys("A")
			s.waitFor("Applied", "✓ recovered", "Running")
			s.keys(terminal.CtrlC)
			if code := s.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// What no pull secret can cure offers no fix.
func TestIncurableOffersNothing(t *testing.T) {
	s := start(t, 80, 24, nil, "--train")
	s.open("labs", "experiment")
	s.waitFor("no such", "No fix available")
	s.keys("f")
	time.Sleep(300 * time.Millisecond)
	s.waitFor("No fix available")
	s.keys(terminal.Esc)
	s.waitFor("enter diagnose")
	s.keys("q")
	if code := s.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// The program starts, draws and leaves in windows of any size.
func TestWindowSizes(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {20, 5}, {60, 15}, {80, 24}, {140, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			s := start(t, size[0], size[1], nil, "--train")
			s.waitOpen() // before, ctrl+c would be a signal to a program that is not there yet
			time.Sleep(100 * time.Millisecond)
			s.keys(terminal.Enter)
			time.Sleep(100 * time.Millisecond)
			s.keys(terminal.CtrlC)
			if code := s.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// The screen opens while the practice cluster is still being set up, and can
// be left at once.
func TestLeaveWhileItIsSetUp(t *testing.T) {
	for name, key := range map[string]string{"q": "q", "ctrl+c": terminal.CtrlC} {
		t.Run(name, func(t *testing.T) {
			s := start(t, 80, 24, nil, "--train")
			s.waitOpen()
			s.keys(key)
			if code := s.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// --train asks what to practice; the way that was taken is offered first the next
// time.
func TestChoiceOfPractice(t *testing.T) {
	home := []string{"HOME=" + t.TempDir(), "XDG_CONFIG_HOME="}
	s := start(t, 80, 24, home, "--train", "--choice")
	s.waitFor("what would you like to do?", "▸ 1  The course", "2  The exam", "3  Free practice")
	s.keys("3")
	s.waitFor("● live", " failing of ")
	s.keys("q")
	if code := s.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s = start(t, 80, 24, home, "--train", "--choice")
	s.waitFor("▸ 3  Free practice")
	s.keys("1")
	s.waitFor("Each lesson has a fresh cluster")
}
