package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// driveAsking shows the fixture with registries that can be asked.
func driveAsking(t *testing.T, w, h int, verdict diagnose.RegistryVerdict, plan ...diagnose.RegistryShipment) (*driver, *uitest.Asker) {
	t.Helper()
	d := &driver{t: t, clock: &uitest.Clock{T: uitest.Noon}, backend: uitest.NewBackend()}
	asker := &uitest.Asker{Backend: d.backend, Verdict: verdict, Plan: plan}
	d.a = newProgram(context.Background(), asker, ui.Options{Folder: t.TempDir(), Version: "1.0.0", Context: "kind-lab", Theme: "dark", Clock: d.clock.Now})
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.reading(uitest.Snapshot(uitest.Noon))
	return d, asker
}

var ghcr = diagnose.RegistryShipment{Host: "ghcr.io", TokenHost: "ghcr.io", Allowed: true, Secrets: []string{"regcred"}, Usernames: []string{"bot"}}

// TestAskFirst: a shows what would be sent where; only enter sends it.
func TestAskFirst(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 15}} {
		d, asker := driveAsking(t, size[0], size[1], diagnose.VerdictWrongCredentials, ghcr)
		d.keys("g", "enter", "a")
		if size[0] > 60 {
			d.shows("To ghcr.io: the credentials of regcred", `user "bot"`, "from this computer", "No credentials have been sent yet")
		}
		if len(asker.Planned) == 0 || len(asker.Asked) > 0 {
			t.Fatalf("planned %d, asked %d", len(asker.Planned), len(asker.Asked))
		}
		d.keys("enter")
		if len(asker.Asked) == 0 {
			t.Fatal("nothing was asked")
		}
		if size[1] > 20 {
			d.shows("without credentials: denied")
		}
		if got := d.a.State.Answers.In(d.a.State.Snapshot(), d.clock.T).RegistryAnswers; len(got) == 0 {
			t.Error("the answers were not kept")
		}
		d.keys("a")
		if len(asker.Asked) != 2*len(asker.Planned) {
			t.Errorf("a did not ask again: %d", len(asker.Asked))
		}
		d.fits(size[0], size[1])
		d.keys("esc")
		d.hides("No credentials have been sent")
	}
}

// TestAskFromTheList: a on a row or a cause asks for all pods that share it,
// each image and credential once.
func TestAskFromTheList(t *testing.T) {
	for _, keys := range [][]string{{"g"}, {"tab", "g"}} {
		for _, size := range [][2]int{{80, 24}, {140, 40}} {
			d, asker := driveAsking(t, size[0], size[1], diagnose.VerdictWrongCredentials, ghcr)
			d.keys("/")
			d.keys(strings.Split("web-7d9", "")...)
			d.keys("enter")
			d.keys(keys...)
			d.keys("a")
			d.shows("about the 3 pods that share this cause", "To ghcr.io: the credentials of regcred", "from this computer, not from the node", "No credentials have been sent yet")
			seen := map[string]bool{}
			for i := range asker.Planned {
				for _, key := range asker.Planned[i].Keys() {
					id := fmt.Sprint(asker.Planned[i].Keys(), key)
					if seen[id] {
						t.Errorf("asked twice: %v", key)
					}
					seen[id] = true
				}
			}
			if len(asker.Asked) > 0 {
				t.Fatal("asked without a yes")
			}
			d.keys("enter")
			if len(asker.Asked) == 0 || len(asker.Asked) != len(asker.Planned) {
				t.Errorf("planned %d questions, asked %d", len(asker.Planned), len(asker.Asked))
			}
			d.fits(size[0], size[1])
			d.keys("esc")
			if len(d.a.Stack) != 1 {
				t.Error("esc does not go back to the list")
			}
		}
	}
}

// Esc before enter sends nothing.
func TestAskCanBeLeft(t *testing.T) {
	d, asker := driveAsking(t, 80, 24, diagnose.VerdictCanPull, ghcr)
	d.keys("g", "enter", "a", "esc")
	if len(asker.Asked) > 0 {
		t.Error("registries were asked")
	}
	d.hides("ask the registry")
}

// A token server that is not known to belong to the registry gets credentials
// only after a yes on this screen.
func TestAskForeignTokenServer(t *testing.T) {
	foreign := ghcr
	foreign.TokenHost, foreign.Allowed = "tokens.example", false
	for _, tc := range []struct {
		keys []string
		want bool
	}{{nil, false}, {[]string{"p"}, true}, {[]string{"p", "p"}, false}} {
		d, asker := driveAsking(t, 80, 24, diagnose.VerdictCanPull, foreign)
		d.keys("g", "enter", "a")
		d.shows("tokens.example", "not known to belong", "press p")
		d.keys(tc.keys...)
		d.keys("enter")
		if asker.Allowed != tc.want {
			t.Errorf("%v: allowed %t", tc.keys, asker.Allowed)
		}
	}
}

// Answers age.
func TestAnswersAge(t *testing.T) {
	key := diagnose.RegistryKey{Image: "ghcr.io/acme/web:1"}
	a := screen.Answers{}.With(diagnose.RegistryAnswers{key: {Verdict: diagnose.VerdictCanPull}}, uitest.Noon)
	if s := a.In(&diagnose.Snapshot{}, uitest.Noon.Add(9*60e9)); len(s.RegistryAnswers) != 1 {
		t.Error("an answer is gone after 9 minutes")
	}
	if s := a.In(&diagnose.Snapshot{}, uitest.Noon.Add(11*60e9)); len(s.RegistryAnswers) != 0 {
		t.Error("an answer counts after 11 minutes")
	}
}

// Answers that no longer count are dropped from the diagnosis without a key,
// and the screen says how old they are until then.
func TestAnswersGoOutOfDate(t *testing.T) {
	d := practiceDriver(t, 120, 60)
	d.a.Backend = practiceAsker{d.a.Backend, ask.Options{Transport: d.network}}
	var passed time.Duration
	d.a.Options.Clock = func() time.Time { return time.Now().Add(passed) }
	d.catchUp()
	d.keys("enter")
	before := d.screen()
	d.hides("was asked from this computer")
	d.keys("a", "enter", "enter")
	d.shows("The registry was asked from this computer just now")
	if d.screen() == before {
		t.Error("the answers change nothing")
	}
	passed = 3 * time.Minute
	d.shows("from this computer 3 minutes")
	passed = 11 * time.Minute
	d.run(d.a.forgetOld()) // as at each tick
	d.hides("was asked from this computer")
	for _, x := range d.a.State.Diagnoses() {
		if len(x.Failure.RegistryAnswers) > 0 {
			t.Error("an answer that is too old still counts")
		}
	}
	d.keys("a", "enter", "enter")
	d.shows("The registry was asked from this computer just now")
}

// TestFormTests: complete credentials are tested before anything is written; a
// refusal is shown in the form, and s skips the test.
func TestFormTests(t *testing.T) {
	for _, tc := range []struct {
		verdict diagnose.RegistryVerdict
		keys    []string
		asked   bool
		want    string
	}{
		{diagnose.VerdictCanPull, []string{"enter", "enter"}, true, "accepts the credentials of ghcr-login for"},
		{diagnose.VerdictWrongCredentials, []string{"enter", "enter"}, true, "wrong credentials"},
		{diagnose.VerdictNoRight, []string{"enter", "enter"}, true, "no right to pull"},
		{diagnose.VerdictCanPull, []string{"s"}, false, "the test was skipped"},
	} {
		d, asker := driveAsking(t, 120, 50, tc.verdict, ghcr)
		f := uitest.AttachFix()
		f.Form.Registry, f.Form.Key = "ghcr.io", "ghcr.io"
		all := d.a.State.Diagnoses()
		for i := range all {
			if strings.HasPrefix(all[i].Failure.Image, "ghcr.io/") {
				d.a.Push(fix.NewForm(d.a.Env, f, &all[i]))
				break
			}
		}
		d.send(tea.PasteMsg{Content: "bot"})
		d.keys("tab")
		d.send(tea.PasteMsg{Content: "c4nary-Passw0rd"})
		d.keys("enter")
		d.shows("before they are written", "No credentials have been sent yet")
		d.keys(tc.keys...)
		d.clock.Pass(2e9)
		d.tick()
		d.shows(tc.want)
		d.hides("c4nary")
		if got := len(asker.Asked) > 0; got != tc.asked {
			t.Errorf("%v: asked %t", tc.keys, got)
		}
		if len(d.backend.Applied) > 0 {
			t.Error("something was written")
		}
	}
}

// TestRefusalAtItsField: a refusal is shown below the field that it concerns,
// which gets the focus, until that is changed.
func TestRefusalAtItsField(t *testing.T) {
	const pat = "ghp_c4naryPassw0rd0123456789"
	for _, tc := range []struct {
		registry, user, password string
		verdict                  diagnose.RegistryVerdict
		field, want              string
	}{
		{"ghcr.io", "bot", pat, diagnose.VerdictWrongCredentials, "Password", "wrong credentials"},
		{"ghcr.io", pat, "bot", diagnose.VerdictWrongCredentials, "User name", "may be swapped"},
		{"ghcr.io", "bot", "glpat-c4naryPassw0rd0123", diagnose.VerdictWrongCredentials, "Registry", "is a token of GitLab"},
		{"ghcr.io", "bot", "github_pat_c4naryPassw0rd", diagnose.VerdictWrongCredentials, "Password", "fine-grained tokens"},
		{"ghcr.io", "bot", pat, diagnose.VerdictNoRight, "Password", "read:packages and nothing else"},
		{"ghcr.io", "bot", pat, diagnose.VerdictDeniedOrAbsent, "Password", "does not say which"},
	} {
		for _, size := range [][2]int{{120, 50}, {80, 40}} {
			d, asker := driveAsking(t, size[0], size[1], tc.verdict, ghcr)
			f := uitest.AttachFix()
			f.Form.Registry, f.Form.Key = tc.registry, tc.registry
			all := d.a.State.Diagnoses()
			for i := range all {
				if strings.HasPrefix(all[i].Failure.Image, tc.registry) {
					d.a.Push(fix.NewForm(d.a.Env, f, &all[i]))
					break
				}
			}
			d.send(tea.PasteMsg{Content: tc.user})
			d.keys("tab")
			d.send(tea.PasteMsg{Content: tc.password})
			d.keys("enter", "enter", "enter")
			if len(asker.Asked) == 0 {
				t.Fatal("not asked")
			}
			lines := strings.Split(d.screen(), "\n")
			field, refusal := -1, -1
			for i, l := range lines {
				if field < 0 && strings.Contains(l, tc.field) && (strings.ContainsAny(l, "─━") || size[0] == 80) {
					field = i
				}
				if refusal < 0 && strings.Contains(l, " × ") {
					refusal = i
				}
			}
			if below := refusal - field; field < 0 || refusal < 0 || below < 1 || below > 3 {
				t.Errorf("%v %s: field at %d, refusal at %d:\n%s", size, tc.field, field, refusal, d.screen())
			}
			flat := strings.Join(strings.Fields(strings.ReplaceAll(d.screen(), "│", " ")), " ")
			if !strings.Contains(flat, tc.want) && size[0] == 80 {
				t.Errorf("no %q:\n%s", tc.want, d.screen())
			}
			if tc.user != pat {
				d.hides("c4nary")
			}
			d.keys("x")
			d.hides(" × ")
		}
	}
}

// practiceAsker asks the registries of the practice cluster.
type practiceAsker struct {
	ui.Backend
	options ask.Options
}

func (a practiceAsker) PlanAsking(ctx context.Context, questions []diagnose.RegistryQuestion) []diagnose.RegistryShipment {
	return ask.New(a.options).PlanFor(ctx, questions)
}

func (a practiceAsker) AskRegistries(ctx context.Context, questions []diagnose.RegistryQuestion, _ func(registry, tokenHost string) bool) diagnose.RegistryAnswers {
	return ask.New(a.options).Answers(ctx, questions)
}

// TestAskPractice asks for every pod of the practice cluster: the chain becomes
// that of the engine with answers, and no password is shown.
func TestAskPractice(t *testing.T) {
	d := practiceDriver(t, 120, 60)
	d.a.Backend = practiceAsker{d.a.Backend, ask.Options{Transport: d.network}}
	d.catchUp()
	states := map[diagnose.LinkState]int{}
	for range present.Rows(d.a.State.Result) {
		d.keys("enter", "a")
		d.hides("practice-")
		d.keys("enter")
		d.hides("practice-")
		d.fits(60, 15)
		d.fits(120, 60)
		for len(d.a.Stack) > 1 {
			d.keys("esc")
		}
		d.keys("j")
	}
	answers := 0
	for _, x := range d.a.State.Diagnoses() {
		if len(x.Failure.RegistryAnswers) == 0 {
			continue
		}
		answers++
		for _, l := range x.Chain {
			if l.ID == diagnose.LinkRegistry || l.ID == diagnose.LinkImage {
				states[l.State]++
			}
		}
	}
	if answers < 20 || states[diagnose.LinkOK] < 5 || states[diagnose.LinkBroken] < 10 {
		t.Errorf("%d answers, links %v", answers, states)
	}
}

// TestPreviewAsks: the preview has the registry's line for the pull secrets as
// they will be, or says that it was not asked.
func TestPreviewAsks(t *testing.T) {
	d := practiceDriver(t, 120, 60)
	d.a.Backend = practiceAsker{d.a.Backend, ask.Options{Transport: d.network}}
	d.catchUp()
	accepted := 0
	for range present.Rows(d.a.State.Result) {
		d.keys("enter", "f")
		if p, ok := d.a.Top().(*fix.Preview); ok && len(p.Fix().Steps) > 0 {
			if strings.Contains(d.screen(), "registry was not asked") {
				d.keys("a")
				d.shows("once this is applied", "No credentials have been sent yet")
				d.keys("enter")
				d.hides("practice-")
				d.keys("enter")
				d.hides("was not asked")
				if strings.Contains(d.screen(), "accepts the credentials of") {
					accepted++
				}
				d.fits(60, 15)
				d.fits(80, 24)
				d.fits(120, 60)
			}
		}
		for len(d.a.Stack) > 1 {
			d.keys("esc")
		}
		d.keys("j")
	}
	if accepted < 8 {
		t.Errorf("the registry accepts the pull secrets of %d fixes", accepted)
	}
}
