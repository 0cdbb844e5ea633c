package engine

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// bash runs a script; without bash the test is skipped.
func bash(t *testing.T, script, input string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	cmd := exec.Command(path, append(args, "-c", script)...)
	cmd.Dir = t.TempDir()
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, script)
	}
	return string(out)
}

// hostileNames are names that the API would refuse and a manifest may have.
var hostileNames = []string{"plain", "two words", "a'b", `a"b`, "$(touch x)", "`touch x`", "; touch x", "-o", "a\\b", "!!"}

// Whatever an object is called, the commands are syntactically right and run
// nothing but what is meant.
func TestCommandsAreShellSafe(t *testing.T) {
	for _, name := range hostileNames {
		o := diagnose.Object{Kind: "Secret", Namespace: name, Name: name}
		from := o
		steps := []diagnose.Step{
			{Object: o, Write: step.CreateSecret{Type: keyring.TypeDockerConfigJSON, From: &from}},
			{Object: o, Write: step.CreateSecret{Type: keyring.TypeDockercfg, From: &from, FromKey: "config.json", Before: map[string][]byte{".dockercfg": []byte("{}")}, Data: map[string][]byte{".dockercfg": []byte(`{"a":{}}`)}}},
			{Object: o, Write: step.UpdateSecret{Type: keyring.TypeDockerConfigJSON}},
			{Object: o, Write: step.DeleteSecret{}},
			{Object: o, ResourceVersion: "1", Write: step.SetAccountPullSecrets{PullSecrets: []string{name}}},
			{Object: diagnose.Object{Kind: "CronJob", Namespace: name, Name: name}, Write: step.SetTemplatePullSecrets{PullSecrets: []string{name}}},
			{Object: o, Write: step.DeletePod{}},
			{Object: o, Write: step.RecreatePod{PullSecrets: []string{name}}},
		}
		f := diagnose.Fix{ID: "x", Steps: steps}
		script := strings.Join(fix.Commands(f), "\n")
		f.Form = &diagnose.CredentialsForm{Key: name, Step: 0, Also: []int{2}}
		script += "\n" + strings.Join(fix.Commands(f), "\n")
		for i := range steps {
			script += "\n" + fix.RoleCommand(&steps[i]) + "\n" + strings.Join(fix.LocalPatch(&steps[i]), "\n")
		}
		bash(t, script, "", "-n")
		// With kubectl and the pipes played by functions nothing else may run.
		stub := "kubectl() { :; }; read() { :; }; base64() { :; }; tr() { :; }\n"
		if left := bash(t, stub+script+"\nls; true", "", "--norc", "-O", "extglob"); strings.Contains(left, "\nx\n") || strings.HasPrefix(left, "x\n") {
			t.Errorf("%q: a name was run as a command", name)
		}
	}
}

// Typed credentials become the document that the kubelet reads,
// whatever is in it, and is no argument of any program.
func TestTypedLogin(t *testing.T) {
	for _, password := range []string{canary, `a"b\c'd%s$x`, "ümlaut:colon"} {
		for layout, typ := range map[dockerconfig.Layout]string{dockerconfig.ConfigJSON: keyring.TypeDockerConfigJSON, dockerconfig.Dockercfg: keyring.TypeDockercfg} {
			script := "IFS= read -r USERNAME; IFS= read -r PASSWORD\n" + shell.Lines(shell.Words{"key": shell.JSON("https://index.docker.io/v1/")}, step.TypedCredentials(layout))[0]
			got := bash(t, script, "bot\n"+password+"\n")
			if !json.Valid([]byte(got)) {
				t.Fatal("not JSON")
			}
			in := keyring.Inspect(keyring.Secret{Type: typ, Data: map[string][]byte{pull.WantedKey(typ): []byte(got)}})
			if in.Err != nil || len(in.Entries) != 1 || in.Entries[0].Username != "bot" || in.Entries[0].Password.Reveal() != password {
				t.Errorf("%s: the kubelet reads something else", typ)
			}
		}
	}
	f := diagnose.Fix{Form: &diagnose.CredentialsForm{Key: "ghcr.io", Also: []int{1}}, Steps: []diagnose.Step{
		{Object: diagnose.Object{Kind: "Secret", Namespace: "a", Name: "x"}, Write: step.CreateSecret{Type: keyring.TypeDockerConfigJSON}},
		{Object: diagnose.Object{Kind: "Secret", Namespace: "b", Name: "x"}, Write: step.CreateSecret{Type: keyring.TypeDockerConfigJSON}},
	}}
	if n := strings.Count(strings.Join(fix.Commands(f), "\n"), shell.AskPassword); n != 1 {
		t.Errorf("the password is asked for %d times", n)
	}
	if strings.Contains(shell.AskPassword+step.TypedCredentials(dockerconfig.ConfigJSON), "--docker-password") {
		t.Error("the password is an argument")
	}
}

// The commands for editing a secret by hand write back the same content.
func TestEditByHand(t *testing.T) {
	s := diagnose.Step{Object: diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "r"}, Write: step.UpdateSecret{Type: keyring.TypeDockerConfigJSON}}
	dir := t.TempDir()
	content := []byte(config("ghcr.io") + "\n")
	if err := os.WriteFile(filepath.Join(dir, "content"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	stub := "cd '" + dir + "'\nkubectl() { case \"$3\" in get) base64 < content;; patch) cat > patch;; esac; }\nrm() { mv \"$1\" removed; }\n"
	bash(t, stub+strings.Join(s.Write.Commands(&s, "trim-login", nil), "\n"), "")
	raw, err := os.ReadFile(filepath.Join(dir, "patch"))
	if err != nil {
		t.Fatal(err)
	}
	var patch struct{ Data map[string][]byte }
	if err := json.Unmarshal(raw, &patch); err != nil {
		t.Fatal(err)
	}
	if string(patch.Data[keyring.KeyDockerConfigJSON]) != string(content) {
		t.Error("the patch contains something else")
	}
	if i, err := os.Stat(filepath.Join(dir, "removed")); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("the file with the password: %v %v", i.Mode(), err)
	}
}

// Credentials under another data key are read from there: the right one contains
// what the kubelet cannot use.
func TestMoveByHandReadsTheOtherKey(t *testing.T) {
	s := diagnose.Secret{Meta: diagnose.Meta{Namespace: "stock", Name: "r"}, Type: keyring.TypeDockerConfigJSON, Data: map[string][]byte{
		keyring.KeyDockerConfigJSON: []byte("{}"), "config.json": []byte(config("ghcr.io")), keyring.KeyDockercfg: nil}}
	for key, want := range map[string]struct{ read, words string }{
		"config.json":        {`jsonpath={.data.config\.json}`, "nothing; it only moves"},
		keyring.KeyDockercfg: {`jsonpath={.data.\.dockercfg}`, `put {"auths": ... } around it`},
	} {
		f := diagnose.Fix{ID: "move-data-key", Steps: []diagnose.Step{fix.UpdateStep(&s, keyring.KeyDockerConfigJSON, s.Data["config.json"])}}
		fix.MovedFrom(&f, key)
		all := strings.Join(fix.Commands(f), "\n")
		if !strings.Contains(all, want.read) || !strings.Contains(all, want.words) || !strings.Contains(all, `'{"data":{".dockerconfigjson":"%s"}}'`) {
			t.Errorf("%s:\n%s", key, all)
		}
	}
	res := Run(&diagnose.Snapshot{Secrets: []diagnose.Secret{{Meta: s.Meta, Type: s.Type, Data: map[string][]byte{keyring.KeyDockerConfigJSON: []byte("{}"), "config.json": s.Data["config.json"]}}},
		Pods: []diagnose.Pod{{Meta: diagnose.Meta{Namespace: "stock", Name: "p"}, PullSecrets: []string{"r"}, Containers: []diagnose.Container{{Name: "c", Image: "ghcr.io/acme/stock:1",
			Waiting: true, Reason: "ErrImagePull", Message: "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials"}}}}}, diagnose.Options{})
	if x := res.Report.Failures[0].Findings[0]; x.Check != "wrong-data-key" || len(x.Fixes) == 0 || !strings.Contains(strings.Join(x.Fixes[0].Commands, "\n"), `config\.json`) {
		t.Errorf("%+v", x)
	}
}
