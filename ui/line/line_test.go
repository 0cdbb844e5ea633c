package line

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// lineBackend shows the fixture, and the pods of a fix running once it was
// applied.
type lineBackend struct {
	*uitest.Backend
}

func (b *lineBackend) Watch(ctx context.Context) <-chan diagnose.Update {
	b.Updates <- diagnose.Update{Snapshot: uitest.Snapshot(uitest.Noon), Live: true}
	context.AfterFunc(ctx, func() { close(b.Updates) })
	return b.Updates
}

func (b *lineBackend) Apply(ctx context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	undo, err := b.Backend.Apply(ctx, f, done)
	if err == nil {
		var run []string
		for _, o := range f.Recovers {
			run = append(run, o.Name)
		}
		b.Updates <- diagnose.Update{Live: true, Snapshot: uitest.Snapshot(uitest.Noon, run...)}
	}
	return undo, err
}

// talk types lines and gives what was answered.
func talk(t *testing.T, b *uitest.Backend, lines []string, change ...func(*ui.Options)) string {
	t.Helper()
	var out bytes.Buffer
	clock := &uitest.Clock{T: uitest.Noon}
	o := ui.Options{Version: "1.0.0", Context: "kind-lab", Namespace: "all namespaces", Folder: t.TempDir(),
		Input: strings.NewReader(strings.Join(lines, "\n") + "\n"), Output: &out, Clock: clock.Now}
	for _, f := range change {
		f(&o)
	}
	if err := Run(t.Context(), &lineBackend{Backend: b}, o); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\a") {
		t.Errorf("a line holds terminal commands: %q", out.String())
	}
	return out.String()
}

func TestLine(t *testing.T) {
	for name, tc := range map[string]struct {
		lines   []string
		change  func(*ui.Options)
		backend func(*uitest.Backend)
		says    []string
		hides   []string
		applied int
	}{
		"list": {lines: []string{"q"},
			says: []string{"10 pods of 43 cannot pull an image, for 5 causes.",
				"5. shop/web-7d9f4c6b8-2xkqp: registry key typo, registry ghcr.io, shared by 3 pods.",
				"3. data/etl-28391-xk2lm: rate limited (429) (warning)"}},
		"nonsense": {lines: []string{"11", "0", "-1", "what", "q"}, says: []string{`Not understood: "11".`, `Not understood: "what".`}},
		"diagnosis": {lines: []string{"5", "d"},
			says: []string{`Broken: Registry key "gchr.io", needs "ghcr.io".`, `Differs: character 2 is "c" and should be "h".`,
				"Fix 1: Rename the key in Secret shop/regcred.", "The node's message: Back-off", "Ruled out: the JSON is valid", "Cannot tell: whether the credentials"},
			hides: []string{uitest.HiddenPassword}},
		"fix": {lines: []string{"5", "1", "y", ""}, applied: 1,
			says: []string{`Removed: "gchr.io"`, `Added: "ghcr.io"`, "Passed: you may patch secrets in shop", "Done 14:02:00: Secret shop/regcred changed",
				"Running: shop/web-7d9f4c6b8-8hq2d, after 0:00.", "Recovered: All 3 pods are running.", "7 pods of 43 cannot"}},
		"undo":             {lines: []string{"5", "1", "y", "u", "y"}, applied: 2, says: []string{"Preview: Put Secret shop/regcred back as it was"}},
		"no yes":           {lines: []string{"5", "1", "yes"}, says: []string{"Nothing was changed."}},
		"enter is no yes":  {lines: []string{"5", "1", "", ""}, says: []string{"Nothing was changed."}},
		"end of the input": {lines: []string{"5", "1"}, says: []string{"Apply to kind-lab?"}},
		"failed check": {lines: []string{"5", "1", "y"}, backend: func(b *uitest.Backend) {
			b.Checks = []diagnose.Precheck{{Text: "you may patch secrets in shop", Why: "ask for the right"}}
		}, says: []string{"Failed: you may patch secrets in shop. ask for the right", "Cannot be applied: ask for the right"}},
		"failed step": {lines: []string{"5", "1", "y"}, applied: 1, backend: func(b *uitest.Backend) { b.Fails = errors.New("it has changed") },
			says: []string{"Failed 14:02:00", "it has changed", "Stopped: step 1 of 1 failed"}},
		"blocked": {lines: []string{"4", "1"}, says: []string{"Blocked: ", "Cannot be applied: "}, hides: []string{"Checking"}},
		"production": {lines: []string{"5", "1", "y", "shop"}, applied: 1, change: func(o *ui.Options) { o.Context = "eks-prod-1" },
			says: []string{"This is production. Type the namespace shop:"}},
		"production, other namespace": {lines: []string{"5", "1", "y", "web"}, change: func(o *ui.Options) { o.Context = "eks-prod-1" },
			says: []string{"The namespace does not match. Nothing was changed."}},
		"login": {lines: []string{"1", "1", "", " " + uitest.HiddenPassword + " ", "y"}, applied: 1,
			says: []string{"needs credentials for 1234", "Removed leading and trailing spaces"}, hides: []string{uitest.HiddenPassword}},
		"login, going back": {lines: []string{"1", "1", "", "", "q"}, hides: []string{"Preview"}},
		"practice": {lines: []string{"1", "1", "", "x"}, change: func(o *ui.Options) {
			o.Practice, o.Login = true, func(string) (diagnose.Credentials, bool) {
				return diagnose.Credentials{Username: "trainee", Password: keyring.Sensitive("practice-only")}, true
			}
		}, says: []string{"Practice credentials: user trainee, password practice-only.", "Nothing here is real"}},
		"export and save": {lines: []string{"e", "5", "1", "w", ""}, says: []string{"report written to", "files written to"}},
		"ascii":           {lines: []string{"5", "1"}, change: func(o *ui.Options) { o.ASCII = true }, says: []string{`"password": "******"`}},
	} {
		t.Run(name, func(t *testing.T) {
			b := uitest.NewBackend()
			if tc.backend != nil {
				tc.backend(b)
			}
			var change []func(*ui.Options)
			if tc.change != nil {
				change = append(change, tc.change)
			}
			out := talk(t, b, tc.lines, change...)
			for _, want := range tc.says {
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q", want)
				}
			}
			for _, not := range tc.hides {
				if strings.Contains(out, not) {
					t.Errorf("it says %q", not)
				}
			}
			if len(b.Applied) != tc.applied {
				t.Errorf("applied %d fixes, want %d", len(b.Applied), tc.applied)
			}
			if t.Failed() {
				t.Log(out)
			}
		})
	}
}

// TestHostileNames: a name with terminal commands in it stays one line.
func TestHostileNames(t *testing.T) {
	s := uitest.Snapshot(uitest.Noon)
	s.Pods[4].Name = "web\x1b]0;owned\a\x1b[2J\nsecond"
	b := uitest.NewBackend()
	b.Updates <- diagnose.Update{Snapshot: s, Live: true}
	var out bytes.Buffer
	o := ui.Options{Input: strings.NewReader("q\n"), Output: &out}
	if err := Run(t.Context(), b, o); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "owned") || strings.ContainsAny(out.String(), "\x1b\a") {
		t.Errorf("%q", out.String())
	}
}
