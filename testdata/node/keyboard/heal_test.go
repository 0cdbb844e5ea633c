package keyboard

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// healed are the cases that are driven by keys: of all kinds of fixes, Deployments, StatefulSets and
// bare pods, Basic and token registries.
var healed = []string{
	"secret-missing", "host-mismatch", "hub-key-without-slash", "secret-in-other-namespace", "secret-name-typo",
	"secret-not-attached", "stray-whitespace", "undecodable-base64", "wrong-config-shape", "wrong-type",
	"poisoned-by-other-secret", "credential-rejected",
}

// Times on a node that is shared with other work: drawing, and the kubelet's back-off.
const (
	answer = time.Minute
	heal   = 5 * time.Minute
)

// quiet is longer than the program ignores keys after a preview came up, so that nobody applies what
// he has not seen.
const quiet = 700 * time.Millisecond

func TestHeal(t *testing.T) {
	kubelet.Quiet()
	ctx := nodetest.Context()
	all, registries := nodetest.Load(t)
	list := slices.DeleteFunc(all, func(c cases.Case) bool { return !slices.Contains(healed, c.Name) })
	program, err := trial.BuildProgram(ctx, filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	w := nodetest.Start(t, registries)
	for _, c := range list {
		if err := w.Prepare(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			if _, err := w.Settled(ctx, c.Expect); err != nil {
				t.Fatal(err)
			}
			drive(t, w, c, registries, program)
			if err := w.AllRunning(ctx, c.Expect); err != nil {
				t.Error(err)
			}
		})
	}
}

// drive opens the program on the whole cluster, finds the pod in the list, opens its diagnosis, looks
// at the fix, applies it and waits until the screen says that it helped.
func drive(t *testing.T, w *trial.World, c cases.Case, registries []cases.Registry, program trial.Program) {
	t.Helper()
	s, err := terminal.Start(string(program), 90, 50, []string{"HOME=" + t.TempDir()}, "--kubeconfig="+w.Kubeconfig, "-A")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	p := person{t, s}
	p.sees(answer, "live", c.Expect.Namespace)
	p.types("/ns:" + c.Expect.Namespace + " " + c.Expect.Pod)
	p.sees(answer, "keep filter", "▸ "+c.Expect.Namespace+" ", " "+c.Expect.Pod)
	p.types(terminal.Enter)
	p.sees(answer, "clear filter")
	p.types(terminal.Enter)
	p.sees(answer, "confidence:", "BROKEN")
	p.types("f")
	if c.Expect.Fix == "replace-login" {
		p.logsIn(c, registries)
		p.sees(answer, "No credentials have been sent yet")
		p.types("s") // this computer does not reach the node's registries
	}
	p.sees(answer, "checks passed", "Apply")
	time.Sleep(quiet)
	start := time.Now()
	p.types("A")
	p.sees(heal, "Applied", "✓ recovered", "Running")
	t.Logf("%s: healed from the keyboard in %v", c.Name, time.Since(start).Round(100*time.Millisecond))
	p.types(terminal.CtrlC)
	select {
	case <-s.Done():
		if code := s.Cmd.ProcessState.ExitCode(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	case <-time.After(answer):
		t.Errorf("the program does not end; the screen:\n%s", s.Screen())
	}
}

// person sits before a terminal.
type person struct {
	t *testing.T
	s *terminal.Terminal
}

// sees waits for texts on the screen.
func (p person) sees(limit time.Duration, texts ...string) {
	p.t.Helper()
	if _, err := p.s.Wait(limit, texts...); err != nil {
		p.t.Fatal(err)
	}
}

func (p person) types(keys string) {
	p.t.Helper()
	if err := p.s.Keys(keys); err != nil {
		p.t.Fatal(err)
	}
}

// logsIn fills in the form: the user name stands there already, from the login that was refused.
func (p person) logsIn(c cases.Case, registries []cases.Registry) {
	p.t.Helper()
	refused := c.Expect.Credentials[0]
	for _, r := range registries {
		for _, account := range r.Accounts {
			if r.Host == refused.Key && account.Username == refused.Username {
				p.sees(answer, "Credentials for "+r.Host, "Password")
				p.types(account.Password.Reveal() + terminal.Enter)
				return
			}
		}
	}
	p.t.Fatalf("nobody has a login for %s", refused.Key)
}
