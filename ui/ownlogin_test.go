package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// ownLogins are a user's logins, and what was looked into.
type ownLogins struct {
	asked []string
	ran   int
}

func (l *ownLogins) logins() Logins {
	get := func(user string) func(context.Context) (diagnose.Login, error) {
		return func(context.Context) (diagnose.Login, error) {
			return diagnose.Login{Username: user, Password: keyring.Sensitive(hiddenPassword)}, nil
		}
	}
	return Logins{
		Where: "~/.docker/config.json",
		Find: func(registry string) []FoundLogin {
			l.asked = append(l.asked, "find "+registry)
			return []FoundLogin{
				{Source: "docker or nerdctl (~/.docker/config.json)", Username: "ci-bot", Get: get("ci-bot"),
					Warnings: []string{"An ECR password stops working after 12 hours."}},
				{Source: "docker or nerdctl (~/.docker/config.json)", Helper: "docker-credential-desktop",
					Get: func(ctx context.Context) (diagnose.Login, error) { l.ran++; return get("helped")(ctx) }},
				{Source: "podman", Refused: "What is kept there is an identity token, not a password."},
			}
		},
		File: func(path, registry string) ([]FoundLogin, error) {
			l.asked = append(l.asked, "file "+path)
			if path != "/tmp/key.json" {
				return nil, errors.New(path + " cannot be read")
			}
			return []FoundLogin{{Source: path, Username: "_json_key", Get: get("_json_key")}}, nil
		},
		Input: func(registry string) ([]FoundLogin, error) {
			l.asked = append(l.asked, "input")
			return []FoundLogin{{Source: "standard input", Get: get("")}}, nil
		},
	}
}

func withLogins(l *ownLogins) func(*Options) { return func(o *Options) { o.Logins = l.logins() } }

// TestOwnLogin: nothing is read before enter, a helper runs only after another
// one, and the password is not on the screen, also not on request.
func TestOwnLogin(t *testing.T) {
	own := &ownLogins{}
	d := drive(t, 80, 24, withLogins(own)).reading(fixtureSnapshot(noon))
	d.keys("g", "f")
	d.shows("ctrl+o")
	d.keys("ctrl+o")
	d.shows("Nothing is read before you press enter.", "~/.docker/config.json", "A file", "Standard input")
	if len(own.asked) != 0 {
		t.Fatalf("it was looked into %v before anybody asked", own.asked)
	}
	d.keys("enter")
	d.shows("1  ci-bot", "stops working after 12 hours", "2  kept by docker-credential-desktop", "runs the program", "3  cannot be used", "identity token")
	if own.ran != 0 || len(own.asked) != 1 || !strings.HasPrefix(own.asked[0], "find 123456789012.dkr.ecr") {
		t.Fatalf("asked %v, helper ran %d times", own.asked, own.ran)
	}
	d.keys("down", "down", "enter")
	if _, ok := d.a.top().(*ownLogin); !ok {
		t.Fatal("a login that no node can use was taken")
	}
	d.keys("up", "enter")
	if own.ran != 1 {
		t.Errorf("the helper ran %d times", own.ran)
	}
	d.shows("helped", "from docker or nerdctl")
	d.hides(hiddenPassword)
	d.keys("ctrl+t")
	d.hides(hiddenPassword)
	d.keys("enter")
	d.hides(hiddenPassword)
	d.clock.pass(time.Second)
	d.keys("y")
	if len(d.backend.applied) != 1 || !strings.Contains(string(d.backend.applied[0].Steps[0].Data[".dockerconfigjson"]), "auth") {
		t.Fatalf("applied %d fixes", len(d.backend.applied))
	}
}

// A login that was taken is forgotten when another is typed.
func TestOwnLoginIsReplacedByTyping(t *testing.T) {
	d := drive(t, 80, 24, withLogins(&ownLogins{})).reading(fixtureSnapshot(noon))
	d.keys("g", "f", "ctrl+o", "enter", "enter", "shift+tab", "shift+tab")
	f := d.a.top().(*form)
	if f.focus != passwordField || f.taken == "" {
		t.Fatalf("focus %d", f.focus)
	}
	d.send(tea.PasteMsg{Content: "typed"})
	if f.taken != "" || f.pass.text != "typed" {
		t.Error("the login that was taken is still there")
	}
}

func TestLoginFromFileAndInput(t *testing.T) {
	own := &ownLogins{}
	d := drive(t, 80, 24, withLogins(own)).reading(fixtureSnapshot(noon))
	d.keys("g", "f", "ctrl+o", "down", "enter")
	d.shows("Type or paste the path")
	d.send(tea.PasteMsg{Content: "/tmp/other\n"})
	d.keys("enter")
	d.shows("/tmp/other cannot be read")
	d.keys("ctrl+u")
	d.send(tea.PasteMsg{Content: "/tmp/key.json"})
	d.keys("enter", "enter")
	d.shows("_json_key", "from /tmp/key.json")
	d.keys("ctrl+o", "down", "down", "enter")
	d.shows("a password   standard input")
	d.keys("esc")
	d.shows("Nothing is read before")
	d.keys("esc")
	if _, ok := d.a.top().(*form); !ok {
		t.Errorf("esc leads to %T", d.a.top())
	}
	if got := strings.Join(own.asked, ","); got != "file /tmp/other,file /tmp/key.json,input" {
		t.Errorf("asked %s", got)
	}
}

// TestSecretNameField: a proposed name can be changed in the form.
func TestSecretNameField(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	fix := attachFix()
	fix.Steps[1].PullSecrets = []string{"ghcr-login"}
	d.a.push(newForm(d.a, fix, nil))
	d.tick()
	d.shows("Secret     ghcr-login", "will be made")
	d.keys("b", "tab")
	d.send(tea.PasteMsg{Content: "secret"})
	d.keys("tab", "ctrl+u", "X")
	d.shows("× not this one")
	d.keys("enter")
	d.shows("The name of a secret has small letters")
	d.keys("ctrl+u", "o", "w", "n", "enter")
	p, ok := d.a.top().(*preview)
	if !ok || p.fix.Steps[0].Object.Name != "own" {
		t.Fatalf("%T", d.a.top())
	}
}

// TestPlainOwnLogin: line by line, each source is read only when it is named.
func TestPlainOwnLogin(t *testing.T) {
	for name, tc := range map[string]struct {
		lines   []string
		asked   string
		says    []string
		applied int
	}{
		"own":        {[]string{"1", "1", ":own", "1", "y", ""}, "find 123456789012.dkr.ecr.eu-west-1.amazonaws.com", []string{"1. ci-bot   docker", "stops working after 12 hours", "nothing is read before"}, 1},
		"refused":    {[]string{"1", "1", ":own", "3", ""}, "find 123456789012.dkr.ecr.eu-west-1.amazonaws.com", []string{"identity token"}, 0},
		"file":       {[]string{"1", "1", ":file /tmp/key.json", "1", "y", ""}, "file /tmp/key.json", []string{"1. _json_key"}, 1},
		"wrong file": {[]string{"1", "1", ":file x", ""}, "file x", []string{"Error: x cannot be read."}, 0},
		"stdin":      {[]string{"1", "1", ":stdin", "1", "AWS", "y", ""}, "input", []string{"User name for it:"}, 1},
		"nonsense":   {[]string{"1", "1", ":what", ""}, "", []string{"This cannot be done here: :what."}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			own, b := &ownLogins{}, newBackend()
			out := talk(t, b, tc.lines, withLogins(own))
			for _, want := range tc.says {
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q:\n%s", want, out)
				}
			}
			if got := strings.Join(own.asked, ","); got != tc.asked || len(b.applied) != tc.applied {
				t.Errorf("asked %q, applied %d", got, len(b.applied))
			}
			if strings.Contains(out, hiddenPassword) {
				t.Error("the password is said")
			}
		})
	}
}

// sourceFix is a change that is to be made where the secret comes from.
func sourceFix() diagnose.Fix {
	secret := *object("Secret", "shop", "regcred")
	return diagnose.Fix{
		ID: "edit-source", Title: "Change Secret shop/regcred where it comes from: External Secrets",
		After:   "Change the value in the store that the ExternalSecret reads, then have it read again.",
		Blocked: "This is to be done at the source, not from here; the commands are yours to run.",
		Commands: []string{"kubectl -n shop describe externalsecret regcred",
			`kubectl -n shop annotate externalsecret regcred force-sync="$(date +%s)" --overwrite`},
		AtSource: []diagnose.Step{{Action: diagnose.UpdateSecret, Object: secret, SecretType: keyring.TypeDockerConfigJSON,
			Before: map[string][]byte{".dockerconfigjson": []byte(`{"auths":{"gchr.io":{}}}`)},
			Data:   map[string][]byte{".dockerconfigjson": []byte(`{"auths":{"ghcr.io":{}}}`)}}},
	}
}

// TestElsewhere: what belongs to the source is shown with the where and the
// commands, cannot be applied, and is saved for its owner alone.
func TestElsewhere(t *testing.T) {
	previewOf = diagnose.Preview
	defer func() { previewOf = previewFixture }()
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		d := drive(t, size[0], size[1]).reading(fixtureSnapshot(noon))
		d.run(openPreview(d.a, sourceFix(), nil))
		d.shows("Change Secret shop/regcred where it comes from", "for you to do", "Commands for you to run", "describe externalsecret", "[ Back ]", "[ w  Save files ]")
		d.hides("[ y  Apply ]", "Can be undone", "Heals", "nothing to check")
		d.golden("preview-elsewhere." + map[int]string{80: "80x24", 140: "140x40"}[size[0]])
		d.keys("G")
		d.shows("Where", "the store that the ExternalSecret reads", "What should change in Secret shop/regcred", `+`)
		d.clock.pass(time.Second)
		d.keys("y")
		if len(d.backend.applied) != 0 {
			t.Fatal("it was applied")
		}
		d.keys("w")
		files, err := filepath.Glob(filepath.Join(d.a.o.Folder, fixFolder, "*"))
		if err != nil || len(files) != 2 {
			t.Fatalf("%v %v", files, err)
		}
		text, err := os.ReadFile(filepath.Join(d.a.o.Folder, fixFolder, "commands.txt"))
		if err != nil || !strings.Contains(string(text), "annotate externalsecret") || strings.Contains(string(text), "kubectl -n shop patch") {
			t.Errorf("%v\n%s", err, text)
		}
		for _, f := range files {
			if i, err := os.Stat(f); err != nil || i.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v", f, err)
			}
		}
	}
}

// TestRole: the Role that is missing is shown, copied and saved.
func TestRole(t *testing.T) {
	const role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: pulldoctor-fix\n"
	for name, early := range map[string]bool{"known early": true, "found by the checks": false} {
		t.Run(name, func(t *testing.T) {
			d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
			fix := renameFix()
			if early {
				fix.Blocked, fix.Role = "You may not update secrets in namespace shop.", role
			} else {
				d.backend.checks = []diagnose.Precheck{{Text: "you may update secrets in shop", Why: "the right is missing", Role: role}}
			}
			d.run(openPreview(d.a, fix, nil))
			d.shows("The smallest Role that allows it", "name: pulldoctor-fix", "Cannot be applied")
			d.keys("R")
			d.shows("copied the Role as YAML")
			d.keys("w")
			got, err := os.ReadFile(filepath.Join(d.a.o.Folder, fixFolder, "role.yaml"))
			if err != nil || string(got) != role {
				t.Errorf("%v: %s", err, got)
			}
		})
	}
}

// lostBackend knows of a pod that an earlier program lost.
type lostBackend struct {
	*fakeBackend
	lost []diagnose.Fix
}

func (b *lostBackend) Lost(context.Context) []diagnose.Fix { return b.lost }
func (b *lostBackend) Forget(diagnose.Fix)                 { b.lost = nil }

func lostFix() diagnose.Fix {
	pod := *object("Pod", "shop", "tool")
	return diagnose.Fix{ID: "create-lost-pod", Title: "Create Pod shop/tool again, which a fix deleted",
		Steps:    []diagnose.Step{{Action: diagnose.RecreatePod, Object: pod}},
		Warnings: []string{"The program was ended between deleting this pod and creating it again."}}
}

// TestLostPod: it is offered at the start, and created or forgotten.
func TestLostPod(t *testing.T) {
	for _, key := range []string{"y", "d"} {
		d := drive(t, 80, 24)
		b := &lostBackend{d.backend, []diagnose.Fix{lostFix()}}
		d.a.backend = b
		d.run(d.a.lookForLost())
		d.shows("Create Pod shop/tool again", "The program was ended")
		d.clock.pass(time.Second)
		d.keys(key)
		if key == "y" && len(d.backend.applied) != 1 || key == "d" && (len(b.lost) != 0 || len(d.a.stack) != 1) {
			t.Errorf("%s: applied %d, lost %d", key, len(d.backend.applied), len(b.lost))
		}
	}
}
