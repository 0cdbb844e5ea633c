package tui

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// typedCanary is the password that is typed where a fix asks for one.
const typedCanary = "typed-C4nary\"<Pass>w0rd"

// plantedWords are all passwords of the cluster's secrets and the typed one, in
// clear, base64 and JSON-escaped, and the secrets' whole contents.
func plantedWords(s *diagnose.Snapshot) []string {
	var out []string
	add := func(user, password string) {
		if len(password) < 6 {
			return
		}
		quoted, _ := json.Marshal(password) // a text always encodes
		out = append(out, password, strings.Trim(string(quoted), `"`), base64.StdEncoding.EncodeToString([]byte(password)),
			base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
	}
	for i := range s.Secrets {
		x := &s.Secrets[i]
		for _, e := range keyring.Inspect(keyring.Secret{Type: x.Type, Data: x.Data}).Entries {
			for _, p := range []keyring.Sensitive{e.Password, e.WrittenPassword, e.RecoveredPassword} {
				add(e.Username, p.Reveal())
			}
		}
		for _, content := range x.Data {
			out = append(out, base64.StdEncoding.EncodeToString(content))
		}
	}
	add("typed-user", typedCanary)
	return out
}

// TestNoFixShowsAPasswordOnScreen goes over every fix of every practice case:
// its form, its preview from top to bottom, what it copies, the log, and what
// it saves beside the patches.
func TestNoFixShowsAPasswordOnScreen(t *testing.T) {
	d := practiceDriver(t, 140, 40)
	d.a.Options.Login = nil // practice hands its own out openly
	d.catchUp()
	words := plantedWords(d.a.State.Snapshot())
	if len(words) < 50 {
		t.Fatalf("only %d words are planted", len(words))
	}
	seen := 0
	look := func(what, text string) {
		t.Helper()
		seen += len(text)
		for _, w := range words {
			if len(w) > 5 && strings.Contains(text, w) {
				t.Errorf("%s: a text of %d letters from a secret is shown", what, len(w))
				return
			}
		}
	}
	all := d.a.State.Diagnoses()
	for i := range all {
		for _, f := range present.Root(&all[i]).Fixes {
			name := all[i].Failure.Namespace + "/" + f.ID
			d.a.Home()
			if f.Form != nil {
				d.a.Push(fix.NewForm(d.a.Env, f, &all[i]))
				if f.Form.Username == "" {
					d.send(tea.PasteMsg{Content: "typed-user"})
					d.keys("tab")
				}
				d.send(tea.PasteMsg{Content: typedCanary})
				look(name+", form", d.screen())
				d.keys("enter")
			} else {
				d.run(fix.OpenPreview(d.a.Env, f, &all[i]))
			}
			p, ok := d.a.Top().(*fix.Preview)
			if !ok {
				t.Fatalf("%s leads to %T", name, d.a.Top())
			}
			for _, key := range []string{"g", "ctrl+d", "ctrl+d", "G"} {
				d.keys(key)
				look(name, d.screen())
			}
			lines, _ := p.Text()
			look(name+", plain", strings.Join(lines, "\n"))
			f := p.Fix()
			if len(f.Commands) > 0 {
				look(name+", copied", fmt.Sprint(export.CommandsAction(d.a.Env, &f, "").Do()()))
			}
			files, err := export.FixFiles(f)
			if err != nil {
				t.Fatal(err)
			}
			look(name+", commands.txt", string(files[len(files)-1].Content))
			look(name+", role", p.MissingRole())
			d.keys("L")
			look(name+", log", d.screen())
		}
	}
	if seen < 200_000 {
		t.Errorf("only %d letters were looked at", seen)
	}
}
