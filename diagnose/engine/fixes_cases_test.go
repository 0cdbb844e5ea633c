package engine_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// typed are the credentials that are entered in forms.
var typed = diagnose.Credentials{Username: "typed-user", Password: "typed-C4nary\"<Pass>w0rd"}

// eachFix calls do with every fix of every case, credentials entered.
func eachFix(t *testing.T, do func(t *testing.T, s *diagnose.Snapshot, before, f diagnose.Fix)) {
	t.Helper()
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		s := snapshotOf(t, c)
		res := engine.Run(s, diagnose.Options{})
		for i := range res.Report.Failures {
			for _, finding := range res.Report.Failures[i].Findings {
				for _, f := range finding.Fixes {
					t.Run(c.Name+"/"+f.ID, func(t *testing.T) {
						done, err := fix.WithCredentials(f, typed)
						if err != nil {
							t.Fatal(err)
						}
						do(t, s, f, done)
					})
				}
			}
		}
	}
}

// printed is everything of a fix that screens, reports and the clipboard show.
func printed(t *testing.T, f diagnose.Fix) string {
	t.Helper()
	b, err := json.Marshal(wire.FixOf(f))
	if err != nil {
		t.Fatal(err)
	}
	text := string(b) + fmt.Sprintf("\n%s\n%s\n%q\n%v\n%+v\n%s", f.Title, f.After, f.Warnings, f.Blocked, f.Form, strings.Join(f.Commands, "\n"))
	for _, c := range fix.Preview(f) {
		text += fmt.Sprintf("\n%s %s %s", c.Action, c.Object, c.Summary)
		for _, l := range c.Lines {
			text += "\n" + l.Text
		}
	}
	return text + fix.Roles(f.Steps)
}

// forms are the ways in which a password may be written.
func forms(user, password string) []string {
	quoted, _ := json.Marshal(password)
	return []string{
		password, strings.Trim(string(quoted), `"`),
		base64.StdEncoding.EncodeToString([]byte(password)), base64.StdEncoding.EncodeToString([]byte(user + ":" + password)),
		base64.URLEncoding.EncodeToString([]byte(user + ":" + password)),
	}
}

// planted are the passwords of a snapshot's secrets and the typed one.
func planted(s *diagnose.Snapshot) []string {
	out := forms(typed.Username, typed.Password.Reveal())
	for i := range s.Secrets {
		sec := &s.Secrets[i]
		in := keyring.Inspect(keyring.Secret{Type: sec.Type, Data: sec.Data})
		for _, e := range in.Entries {
			for _, p := range []keyring.Sensitive{e.Password, e.WrittenPassword, e.RecoveredPassword} {
				if len(p) > 5 {
					out = append(out, forms(e.Username, p.Reveal())...)
				}
			}
		}
		for _, data := range sec.Data {
			out = append(out, base64.StdEncoding.EncodeToString(data))
		}
	}
	return out
}

func TestNoFixShowsAPassword(t *testing.T) {
	eachFix(t, func(t *testing.T, s *diagnose.Snapshot, before, f diagnose.Fix) {
		for _, x := range []diagnose.Fix{before, f} {
			text := printed(t, x)
			for _, secret := range planted(s) {
				if len(secret) > 5 && strings.Contains(text, secret) {
					t.Errorf("a password of %d letters is shown", len(secret))
				}
			}
		}
	})
}

func TestCommandsOfAllCasesAreRightForBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	eachFix(t, func(t *testing.T, _ *diagnose.Snapshot, before, f diagnose.Fix) {
		if len(f.Commands) == 0 {
			t.Fatal("no commands")
		}
		script := strings.Join(before.Commands, "\n")
		if out, err := exec.Command(bash, "-n", "-c", script).CombinedOutput(); err != nil {
			t.Errorf("%s\n%s", out, script)
		}
		for _, c := range before.Commands {
			if strings.Contains(c, "kubectl") && !strings.Contains(c, " -n ") && !strings.Contains(c, "--local") && !strings.HasPrefix(c, "#") {
				t.Errorf("no namespace in: %s", c)
			}
		}
	})
}
