package ui

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// plainBackend shows the fixture, and the pods of a fix running once it was
// applied.
type plainBackend struct {
	*fakeBackend
}

func (b *plainBackend) Watch(ctx context.Context) <-chan diagnose.Update {
	b.updates <- diagnose.Update{Snapshot: fixtureSnapshot(noon), Live: true}
	context.AfterFunc(ctx, func() { close(b.updates) })
	return b.updates
}

func (b *plainBackend) Apply(ctx context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	undo, err := b.fakeBackend.Apply(ctx, f, done)
	if err == nil {
		var run []string
		for _, o := range f.Recovers {
			run = append(run, o.Name)
		}
		b.updates <- diagnose.Update{Live: true, Snapshot: fixtureSnapshot(noon, run...)}
	}
	return undo, err
}

// talk types lines and gives what was answered.
func talk(t *testing.T, b *fakeBackend, lines []string, change ...func(*Options)) string {
	t.Helper()
	var out bytes.Buffer
	clock := &fakeClock{noon}
	o := Options{Version: "1.0.0", Context: "kind-lab", Namespace: "all namespaces", Folder: t.TempDir(),
		Input: strings.NewReader(strings.Join(lines, "\n") + "\n"), Output: &out, Clock: clock.now}
	for _, f := range change {
		f(&o)
	}
	if err := RunPlain(t.Context(), &plainBackend{fakeBackend: b}, o); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\a") {
		t.Errorf("a line holds terminal commands: %q", out.String())
	}
	return out.String()
}

func TestPlain(t *testing.T) {
	for name, tc := range map[string]struct {
		lines   []string
		change  func(*Options)
		backend func(*fakeBackend)
		says    []string
		hides   []string
		applied int
	}{
		"list": {lines: []string{"q"},
			says: []string{"10 pods of 43 cannot pull an image, for 5 causes.",
				"5. shop/web-7d9f4c6b8-2xkqp: login key misspelt, registry ghcr.io, shared by 3 pods.",
				"3. data/etl-28391-xk2lm: rate limited (429) (warning)"}},
		"nonsense": {lines: []string{"11", "0", "-1", "what", "q"}, says: []string{`Not understood: "11".`, `Not understood: "what".`}},
		"diagnosis": {lines: []string{"5", "d"},
			says: []string{`Broken: Login key "gchr.io", needs "ghcr.io".`, `Differs: character 2 is "c" and should be "h".`,
				"Fix 1: Rename the key in Secret shop/regcred.", "The node's message: Back-off", "Ruled out: the JSON is valid", "Cannot be known: whether the login"},
			hides: []string{hiddenPassword}},
		"fix": {lines: []string{"5", "1", "y", ""}, applied: 1,
			says: []string{`Removed: "gchr.io"`, `Added: "ghcr.io"`, "Holds: you may patch secrets in shop", "Done 14:02:00: Secret shop/regcred changed",
				"Running: shop/web-7d9f4c6b8-8hq2d, after 0:00.", "Healed: All 3 pods are running.", "7 pods of 43 cannot"}},
		"undo":             {lines: []string{"5", "1", "y", "u", "y"}, applied: 2, says: []string{"Preview: Put Secret shop/regcred back as it was"}},
		"no yes":           {lines: []string{"5", "1", "yes"}, says: []string{"Nothing was changed."}},
		"enter is no yes":  {lines: []string{"5", "1", "", ""}, says: []string{"Nothing was changed."}},
		"end of the input": {lines: []string{"5", "1"}, says: []string{"Apply to kind-lab?"}},
		"failed check": {lines: []string{"5", "1", "y"}, backend: func(b *fakeBackend) {
			b.checks = []diagnose.Precheck{{Text: "you may patch secrets in shop", Why: "ask for the right"}}
		}, says: []string{"Fails: you may patch secrets in shop. ask for the right", "Cannot be applied: ask for the right"}},
		"failed step": {lines: []string{"5", "1", "y"}, applied: 1, backend: func(b *fakeBackend) { b.fails = errors.New("it has changed") },
			says: []string{"Failed 14:02:00", "it has changed", "Stopped: step 1 of 1 failed"}},
		"blocked": {lines: []string{"4", "1"}, says: []string{"Blocked: ", "Cannot be applied: "}, hides: []string{"Checking first"}},
		"production": {lines: []string{"5", "1", "y", "shop"}, applied: 1, change: func(o *Options) { o.Context = "eks-prod-1" },
			says: []string{"This is production. Type the namespace shop:"}},
		"production, other namespace": {lines: []string{"5", "1", "y", "web"}, change: func(o *Options) { o.Context = "eks-prod-1" },
			says: []string{"This is not the namespace. Nothing was changed."}},
		"login": {lines: []string{"1", "1", "", " " + hiddenPassword + " ", "y"}, applied: 1,
			says: []string{"needs a login for 1234", "Blanks at the ends were left out"}, hides: []string{hiddenPassword}},
		"login, going back": {lines: []string{"1", "1", "", "", "q"}, hides: []string{"Preview"}},
		"practice": {lines: []string{"1", "1", "", "x"}, change: func(o *Options) {
			o.Practice, o.Login = true, func(string) (diagnose.Credentials, bool) {
				return diagnose.Credentials{Username: "trainee", Password: keyring.Sensitive("practice-only")}, true
			}
		}, says: []string{"Practice login: user trainee, password practice-only.", "Nothing here is real"}},
		"export and save": {lines: []string{"e", "5", "1", "w", ""}, says: []string{"report written to", "files written to"}},
		"ascii":           {lines: []string{"5", "1"}, change: func(o *Options) { o.ASCII = true }, says: []string{`"password": "******"`}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBackend()
			if tc.backend != nil {
				tc.backend(b)
			}
			var change []func(*Options)
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
			if len(b.applied) != tc.applied {
				t.Errorf("applied %d fixes, want %d", len(b.applied), tc.applied)
			}
			if t.Failed() {
				t.Log(out)
			}
		})
	}
}

// TestPlainHostileNames: a name with terminal commands in it stays one line.
func TestPlainHostileNames(t *testing.T) {
	s := fixtureSnapshot(noon)
	s.Pods[4].Name = "web\x1b]0;owned\a\x1b[2J\nsecond"
	b := newBackend()
	b.updates <- diagnose.Update{Snapshot: s, Live: true}
	var out bytes.Buffer
	o := Options{Input: strings.NewReader("q\n"), Output: &out}
	if err := RunPlain(t.Context(), b, o); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "owned") || strings.ContainsAny(out.String(), "\x1b\a") {
		t.Errorf("%q", out.String())
	}
}
