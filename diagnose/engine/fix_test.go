package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// fixNamed finds a fix of the root cause.
func fixNamed(t *testing.T, f *diagnose.Finding, id string) diagnose.Fix {
	t.Helper()
	for _, x := range f.Fixes {
		if x.ID == id {
			return x
		}
	}
	t.Fatalf("%s offers no fix %q", f.Check, id)
	return diagnose.Fix{}
}

// A renamed key leaves every other byte of the content alone, and the kubelet
// then finds the login.
func TestRenameKeepsTheRest(t *testing.T) {
	content := `{ "auths": { "gchr.io": {"auth":"` + b64("bot:"+canary) + `", "note": 1}, "quay.io":{} } , "x":true}`
	s := world(basicRefusal, refs("r"), secret("shop", "r", content))
	_, f := root(t, s)
	write := fixNamed(t, f, "rename-key").Steps[0]
	got := string(step.Data(write)[keyring.KeyDockerConfigJSON])
	if want := strings.Replace(content, "gchr.io", "ghcr.io", 1); got != want {
		t.Errorf("got %d bytes, want only the key to change", len(got))
	}
	if write.ResourceVersion != "11" || write.UID != "uid-shop-r" || write.Action() != diagnose.UpdateSecret {
		t.Errorf("step without preconditions: %s %s %s", write.Action(), write.UID, write.ResourceVersion)
	}
}

// After the first fix of each curable problem the kubelet's own rules find a
// login in what the steps would leave behind.
func TestFirstFixGivesTheKubeletALogin(t *testing.T) {
	good := config("ghcr.io")
	for name, s := range map[string]*diagnose.Snapshot{
		"donor":   world(basicRefusal, refs("regcred"), secret("infra", "ghcr", good)),
		"typo":    world(basicRefusal, refs("regcerd"), secret("shop", "regcred", good)),
		"rename":  world(basicRefusal, refs("r"), secret("shop", "r", config("gchr.io"))),
		"attach":  world(basicRefusal, secret("shop", "r", good)),
		"opaque":  world(basicRefusal, refs("r"), secret("shop", "r", good, opaque)),
		"legacy":  world(basicRefusal, refs("r"), secret("shop", "r", `{"ghcr.io":{"auth":"`+b64("a:b")+`"}}`)),
		"form":    world(basicRefusal),
		"replace": world(login401, refs("r"), secret("shop", "r", good)),
		"poison":  world("illegal base64 data at input byte 0", refs("r", "bad"), secret("shop", "r", good), secret("shop", "bad", `{"auths":{"o.example":{"auth":"!!"}}}`)),
	} {
		t.Run(name, func(t *testing.T) {
			_, f := root(t, s)
			fix, err := fix.WithCredentials(f.Fixes[0], diagnose.Credentials{Username: "bot", Password: canary})
			if err != nil {
				t.Fatal(err)
			}
			if creds := after(t, s, fix); len(creds) == 0 || creds[0].Anonymous() {
				t.Errorf("%s: the kubelet would have no login", fix.ID)
			}
		})
	}
}

// after plays the steps on the snapshot and asks the keyring.
func after(t *testing.T, s *diagnose.Snapshot, f diagnose.Fix) []keyring.Credential {
	t.Helper()
	names := s.Pods[0].PullSecrets
	have := map[string]keyring.Secret{}
	for _, sec := range s.Secrets {
		if sec.Namespace == "shop" {
			have[sec.Name] = redact.KubeletSecret(&sec)
		}
	}
	for _, st := range f.Steps {
		switch st.Action() {
		case diagnose.CreateSecret, diagnose.UpdateSecret:
			have[st.Object.Name] = keyring.Secret{Namespace: "shop", Name: st.Object.Name, Type: step.SecretType(st), Data: step.Data(st)}
		case diagnose.SetTemplatePullSecrets:
			names = step.List(st)
		}
	}
	var list []keyring.Secret
	for _, n := range names {
		if sec, ok := have[n]; ok {
			list = append(list, sec)
		}
	}
	ring, err := keyring.New(list)
	if err != nil {
		t.Fatalf("the kubelet refuses: %v", err)
	}
	img, err := keyring.ParseImage(s.Pods[0].Containers[0].Image)
	if err != nil {
		t.Fatal(err)
	}
	return ring.Lookup(img)
}

// The service account's list is atomic: the whole of it is written, the names
// that were there first.
func TestAttachAppendsToTheAccountsList(t *testing.T) {
	s := world(basicRefusal, accountRefs(true, "q"), secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io")))
	_, f := root(t, s)
	fix := fixNamed(t, f, "attach-to-account")
	if got := step.List(fix.Steps[0]); !slices.Equal(got, []string{"q", "r"}) {
		t.Errorf("list %v", got)
	}
	if fix.Steps[1].Action() != diagnose.DeletePod || fix.Steps[1].UID != "pod-1" {
		t.Errorf("the existing pod has to be recreated: %+v", fix.Steps[1].Action())
	}
	if !strings.Contains(strings.Join(fix.Commands, "\n"), `"resourceVersion":"3"`) {
		t.Errorf("kubectl's patch carries no resourceVersion: %v", fix.Commands)
	}
	for _, x := range f.Fixes {
		if x.ID == "attach-to-workload" {
			t.Error("a list of the workload's own would hide the account's")
		}
	}
}

// An immutable secret and a wrong type are never changed or deleted: a new
// secret takes their place.
func TestReplaceLeavesTheOldSecret(t *testing.T) {
	for name, edit := range map[string]func(*diagnose.Secret){"opaque": opaque, "immutable": func(s *diagnose.Secret) { s.Immutable = true }} {
		t.Run(name, func(t *testing.T) {
			s := world(basicRefusal, refs("r"), secret("shop", "r", config("gchr.io"), edit), secret("shop", "r-pull", "{}"))
			if name == "opaque" {
				s.Secrets[0].Data[keyring.KeyDockerConfigJSON] = []byte(config("ghcr.io"))
			}
			_, f := root(t, s)
			st := f.Fixes[0].Steps
			if st[0].Action() != diagnose.CreateSecret || st[0].Object.Name != "r-pull-2" || step.SecretType(st[0]) != keyring.TypeDockerConfigJSON {
				t.Errorf("first step: %s %s %s", st[0].Action(), st[0].Object, step.SecretType(st[0]))
			}
			if st[1].Action() != diagnose.SetTemplatePullSecrets || !slices.Equal(step.List(st[1]), []string{"r-pull-2"}) {
				t.Errorf("second step: %s %v", st[1].Action(), step.List(st[1]))
			}
		})
	}
}

// Workloads that do not replace failing pods by themselves get their pods
// deleted; a Job's template cannot be changed, so nothing is offered there.
func TestRestartsByKind(t *testing.T) {
	for _, tc := range []struct {
		kind    string
		edit    func(*diagnose.Workload)
		actions []diagnose.Action
	}{
		{"Deployment", nil, []diagnose.Action{diagnose.SetTemplatePullSecrets}},
		{"StatefulSet", func(w *diagnose.Workload) { w.OrderedReady = true }, []diagnose.Action{diagnose.SetTemplatePullSecrets, diagnose.DeletePod}},
		{"StatefulSet", nil, []diagnose.Action{diagnose.SetTemplatePullSecrets}},
		{"DaemonSet", func(w *diagnose.Workload) { w.OnDelete = true }, []diagnose.Action{diagnose.SetTemplatePullSecrets, diagnose.DeletePod}},
		{"ReplicaSet", nil, []diagnose.Action{diagnose.SetTemplatePullSecrets, diagnose.DeletePod}},
		{"Job", nil, []diagnose.Action{diagnose.CreateSecret}},
	} {
		t.Run(tc.kind, func(t *testing.T) {
			s := world(basicRefusal, refs("regcerd"), secret("shop", "regcred", config("ghcr.io")))
			s.Workloads[0].Kind, s.Pods[0].Owners[0].Kind = tc.kind, tc.kind
			if tc.edit != nil {
				tc.edit(&s.Workloads[0])
			}
			_, f := root(t, s)
			var got []diagnose.Action
			for _, st := range f.Fixes[0].Steps {
				got = append(got, st.Action())
			}
			if !slices.Equal(got, tc.actions) {
				t.Errorf("steps %v, want %v", got, tc.actions)
			}
		})
	}
}

func TestWithLogin(t *testing.T) {
	s := world(login401, refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{"auth":"`+b64("bot:old")+`"},"quay.io":{"auth":"eA=="}}}`))
	s.Secrets[0].Data[keyring.KeyDockerConfigJSON] = []byte(`{"auths":{"ghcr.io":{"auth":"` + b64("bot:old") + `"},"quay.io":{"auth":"` + b64("q:q") + `"}}}`)
	_, f := root(t, s)
	remedy := fixNamed(t, f, "replace-login")
	if remedy.Form.Username != "bot" || remedy.Form.Key != "ghcr.io" {
		t.Errorf("form %+v", remedy.Form)
	}
	if _, err := fix.WithCredentials(remedy, diagnose.Credentials{Username: "bot"}); err == nil {
		t.Error("an empty password is accepted")
	}
	done, err := fix.WithCredentials(remedy, diagnose.Credentials{Username: "bot", Password: canary})
	if err != nil || done.Form != nil {
		t.Fatal(err, done.Form)
	}
	if got := string(step.Data(done.Steps[0])[keyring.KeyDockerConfigJSON]); !strings.Contains(got, b64("q:q")) || !strings.Contains(got, b64("bot:"+canary)) {
		t.Error("the other login is lost, or the new one is not there")
	}
	if step.Data(remedy.Steps[0]) != nil {
		t.Error("the fix that was offered has been changed")
	}
	leaks(t, "the preview", fmt.Sprintf("%+v", fix.Preview(done)))
	if p := fmt.Sprintf("%+v", fix.Preview(done)); !strings.Contains(p, "(new value)") {
		t.Errorf("the preview does not show that the password changes: %s", p)
	}
}
