package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

func opaque(s *diagnose.Secret) { s.Type = "Opaque" }

func TestRootCause(t *testing.T) {
	good := config("ghcr.io")
	for _, tc := range []struct {
		name    string
		message string
		edits   []func(*diagnose.Snapshot)
		check   string
		fix     string // id of the first fix; "" for none
	}{
		{"nothing there", basicRefusal, nil, "no-credentials", "create-and-attach"},
		{"donor elsewhere", basicRefusal, []func(*diagnose.Snapshot){secret("infra", "ghcr", good)}, "no-credentials", "copy-and-attach"},
		{"missing", basicRefusal, []func(*diagnose.Snapshot){refs("regcred")}, "secret-missing", "create-secret"},
		{"missing, a donor fits", basicRefusal, []func(*diagnose.Snapshot){refs("regcred"), secret("infra", "ghcr", good)}, "secret-missing", "copy-secret"},
		{"other namespace", basicRefusal, []func(*diagnose.Snapshot){refs("regcred"), secret("default", "regcred", good)}, "secret-in-other-namespace", "copy-secret"},
		{"typo", basicRefusal, []func(*diagnose.Snapshot){refs("regcerd"), secret("shop", "regcred", good)}, "secret-name-typo", "correct-name"},
		{"typo beats a namesake elsewhere", basicRefusal, []func(*diagnose.Snapshot){refs("regcerd"), secret("shop", "regcred", good), secret("x", "regcerd", config("quay.io"))}, "secret-name-typo", "correct-name"},
		{"misspelt host", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", config("gchr.io"))}, "host-mismatch", "rename-key"},
		{"other host", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", config("quay.io"))}, "host-mismatch", "add-login"},
		{"other host, a fitting secret unattached", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", config("quay.io")), secret("shop", "s", good)}, "secret-not-attached", "attach-to-workload"},
		{"unattached", basicRefusal, []func(*diagnose.Snapshot){secret("shop", "r", good)}, "secret-not-attached", "attach-to-workload"},
		{"attached too late", basicRefusal, []func(*diagnose.Snapshot){accountRefs(false, "r"), secret("shop", "r", good)}, "attached-after-start", "restart-pods"},
		{"account ignored", basicRefusal, []func(*diagnose.Snapshot){refs("q"), accountOnly("r"), secret("shop", "q", config("quay.io")), secret("shop", "r", good)}, "service-account-ignored", "attach-to-workload"},
		{"opaque", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", good, opaque)}, "wrong-type", "recreate-with-type"},
		{"no auths level", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"ghcr.io":{"auth":"`+b64("a:b")+`"}}`)}, "wrong-config-shape", "wrap-auths"},
		{"empty object", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{}`)}, "wrong-config-shape", "add-login"},
		{"credential store", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{}},"credsStore":"desktop"}`)}, "empty-credential", "replace-login"},
		{"url-safe auth", "illegal base64 data at input byte 3", []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{"auth":"Ym90Oj4_Pj8="}}}`)}, "undecodable-base64", "reencode-auth"},
		{"entry is a text", "json: cannot unmarshal string", []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":"`+b64("a:b")+`"}}`)}, "unparseable-config", "repair-entry"},
		{"auths is a list", "json: cannot unmarshal array into Go struct field DockerConfigJSON.auths of type credentialprovider.DockerConfig", []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":[]}`)}, "unparseable-config", "replace-login"},
		{"a password only", "unable to parse auth field, must be formatted as base64(username:password)", []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{"auth":"`+b64("justatoken")+`"}}}`)}, "auth-malformed", "replace-login"},
		{"a good secret and a broken one", "illegal base64 data at input byte 0", []func(*diagnose.Snapshot){refs("r", "bad"), secret("shop", "r", good), secret("shop", "bad", `{"auths":{"old.example":{"auth":"!!"}}}`)}, "poisoned-by-other-secret", "drop-entry"},
		{"refused", login401, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", good)}, "credential-rejected", "replace-login"},
		{"refused for a newline", login401, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{"auth":"`+b64("bot:pw\n")+`"}}}`)}, "stray-whitespace", "trim-login"},
		{"refused, fields disagree", login401, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{"username":"bot","password":"new","auth":"`+b64("bot:old")+`"}}}`)}, "auth-disagrees", "use-fields"},
		{"refused, a sample", login401, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", `{"auths":{"ghcr.io":{"username":"<user>","password":"x"}}}`)}, "placeholder-left", "replace-login"},
		{"fixed meanwhile", basicRefusal, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", good)}, "waiting-for-retry", "try-now"},
		{"parsed meanwhile", "illegal base64 data at input byte 0", []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", good)}, "waiting-for-retry", "try-now"},
		{"no such tag", `rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: ghcr.io/acme/web:1: not found`, []func(*diagnose.Snapshot){refs("gone")}, "image-not-found", ""},
		{"no such host", `failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: failed to do request: Head "https://ghcr.io/v2/acme/web/manifests/1": dial tcp: lookup ghcr.io: no such host`, []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", config("gchr.io"))}, "registry-unreachable", ""},
		{"nothing known", "a message of no known program", []func(*diagnose.Snapshot){refs("r"), secret("shop", "r", good)}, "unknown", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := world(tc.message, tc.edits...)
			if tc.message != basicRefusal && tc.message != login401 {
				s.Pods[0].Containers[0].Reason = "ErrImagePull"
			}
			res, f := root(t, s)
			if string(f.Check) != tc.check {
				t.Fatalf("findings[0] is %s, want %s\n%s", f.Check, tc.check, f.Detail)
			}
			remedy := ""
			if len(f.Fixes) > 0 {
				remedy = f.Fixes[0].ID
			}
			if remedy != tc.fix {
				t.Errorf("first fix is %q, want %q", remedy, tc.fix)
			}
			b, err := json.Marshal(wire.Of(&res.Report))
			if err != nil {
				t.Fatal(err)
			}
			leaks(t, "the report", string(b))
			leaks(t, "the chain", fmt.Sprintf("%+v %+v", res.Diagnoses[0].Chain, res.Diagnoses[0].RuledOut))
			for _, fx := range f.Fixes {
				leaks(t, "a preview", fmt.Sprintf("%+v", fix.Preview(fx)))
				leaks(t, "a fix", fmt.Sprintf("%v %v %v", fx.Title, fx.Commands, fx.Warnings))
			}
		})
	}
}

// accountOnly names a secret in the service account alone.
func accountOnly(name string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.ServiceAccounts[0].PullSecrets = []string{name} }
}

// A pod whose secret may not be read is not reported as missing its secret.
func TestForbiddenIsNotMissing(t *testing.T) {
	s := world(basicRefusal, refs("r"))
	s.Unreadable = []diagnose.Unreadable{{Resource: "secrets", Namespace: "shop", Verb: "get", Why: "forbidden"}}
	res, f := root(t, s)
	if f.Check != "secret-unreadable" || f.Certainty != diagnose.Possible {
		t.Errorf("root is %s (%s)", f.Check, f.Certainty)
	}
	if got := res.Report.Failures[0].PullSecrets[0].State; got != diagnose.StateUnreadable {
		t.Errorf("state %q", got)
	}
}

// Fixes that do not resolve what the node reports are not offered.
func TestHarmlessFindingsOfferNoFix(t *testing.T) {
	s := world(`Back-off pulling image "x": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: ghcr.io/acme/web:1: not found`, refs("gone"))
	res, _ := root(t, s)
	all := res.Report.Failures[0].Findings
	i := slices.IndexFunc(all, func(f diagnose.Finding) bool { return f.Check == "secret-missing" })
	if i < 0 || all[i].Severity != diagnose.SeverityWarning || len(all[i].Fixes) > 0 {
		t.Errorf("the missing secret should be a warning without a fix: %+v", all)
	}
}

// Pods that share a cause recover by one fix, and are counted as one cause.
func TestOneCauseManyPods(t *testing.T) {
	s := world(basicRefusal, accountRefs(true, "r"), secret("shop", "r", config("gchr.io")))
	for i := range 3 {
		p := s.Pods[0]
		p.Name, p.UID = fmt.Sprintf("web-%d", i+2), fmt.Sprintf("pod-%d", i+2)
		s.Pods = append(s.Pods, p)
	}
	res := Run(s, diagnose.Options{})
	if len(res.Report.Causes) != 1 || len(res.Report.Causes[0].Failures) != 4 {
		t.Fatalf("causes: %+v", res.Report.Causes)
	}
	fix := res.Diagnoses[2].Root().Fixes[0]
	if len(fix.Recovers) != 4 || len(fix.Restarts) != 0 || len(fix.Steps) != 1 {
		t.Errorf("%d recover by the fix, it, restarts %d, has %d steps", len(fix.Recovers), len(fix.Restarts), len(fix.Steps))
	}
	if got := res.Report.Failures[0].PullSecrets[0].From; got != pull.FromAccount {
		t.Errorf("the reference comes from %q", got)
	}
}

// A template is judged by what the manifests prove.
func TestTemplates(t *testing.T) {
	template := func(s *diagnose.Snapshot) {
		s.Source.Kind = diagnose.SourceFiles
		s.Pods[0].Template, s.Pods[0].Name, s.Pods[0].Kind, s.Pods[0].Owners = true, "web", "Deployment", nil
		s.Pods[0].Containers[0].Waiting, s.Pods[0].Containers[0].Reason = false, ""
	}
	s := world("", refs("regcred"), template)
	_, f := root(t, s)
	if f.Check != "secret-missing" || f.Severity != diagnose.SeverityWarning {
		t.Errorf("missing: %s %s", f.Check, f.Severity)
	}
	s = world("", refs("r"), secret("shop", "r", config("ghcr.io"), opaque), template)
	if _, f = root(t, s); f.Check != "wrong-type" || f.Severity != diagnose.SeverityError {
		t.Errorf("opaque: %s %s", f.Check, f.Severity)
	}
	s = world("", refs("r"), secret("shop", "r", config("ghcr.io")), template)
	if res := Run(s, diagnose.Options{}); len(res.Report.Failures) != 0 {
		t.Errorf("a good template fails: %+v", res.Report.Failures)
	}
}

// neverRoot are the checks that are in no row of the verdict table: they warn or inform.
var neverRoot = []diagnose.CheckName{
	diagnose.CheckCredentialExpiring, diagnose.CheckNodeCredentials, diagnose.CheckManagedObject,
}

// Every name has a check, every check is complete, and either the verdict table ranks it or it is in neverRoot.
func TestChecksAreComplete(t *testing.T) {
	ranked := map[diagnose.CheckName]bool{ // decided before the table, or where no row applies
		diagnose.CheckSandboxImage: true, diagnose.CheckPullSlow: true, diagnose.CheckPlatformMissing: true, diagnose.CheckUnknown: true,
	}
	for _, v := range append(slices.Clone(verdicts), verdict{causes: proven}) {
		for _, name := range v.causes {
			plain, _, _ := strings.Cut(string(name), "/")
			ranked[diagnose.CheckName(plain)] = true
		}
	}
	for _, name := range diagnose.CheckNames {
		c := check.Named(name)
		if c == nil {
			t.Errorf("the name %s has no check", name)
			continue
		}
		if c.Short == "" || c.Title == "" || len(c.Doc) < 80 || c.Run == nil {
			t.Errorf("check %q is not complete", c.Name)
		}
		if len([]rune(c.Short)) > 24 {
			t.Errorf("%s: the short text has more than 24 letters", c.Name)
		}
		if ranked[name] == slices.Contains(neverRoot, name) {
			t.Errorf("%s must be in the verdict table or in neverRoot, and not in both", name)
		}
		delete(ranked, name)
	}
	for name := range ranked {
		t.Errorf("the verdict table names %q, which is no check", name)
	}
	if len(check.All) < 46 {
		t.Errorf("only %d checks", len(check.All))
	}
}
