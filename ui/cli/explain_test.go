package cli

import (
	"bytes"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/lookup"
	"github.com/pulldoctor/pulldoctor/ui/explain"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

const explained = `Name:         web-1
Namespace:    shop
Status:       Pending
Containers:
  web:
    Image:          ghcr.io/acme/web:1
    State:          Waiting
      Reason:       ErrImagePull
Events:
  Type     Reason  Age   From     Message
  ----     ------  ----  ----     -------
  Warning  Failed  1s    kubelet  Failed to pull image "ghcr.io/acme/web:1": denied: denied
`

// runExplain runs the program. clean marks what it was asked to clean.
func runExplain(t *testing.T, stdin string, args ...string) (out string, err error) {
	t.Helper()
	var b bytes.Buffer
	e := explainer{in: strings.NewReader(stdin), out: &b, command: "pulldoctor explain", style: report.Style{Width: 80},
		clean: func(s string) string { return strings.ReplaceAll(s, "\x1b", `\u001b`) }}
	switch {
	case len(args) == 1 && args[0] == "-":
		err = e.input()
	case len(args) > 0 && args[0] == "-f":
		err = e.files(args[1:])
	default:
		err = e.words(strings.Join(args, " "))
	}
	return b.String(), err
}

func TestExplain(t *testing.T) {
	for _, tc := range []struct {
		stdin, args string
		want        []string
	}{
		{"", "ImagePullBackOff", []string{"ImagePullBackOff  reason\n", "\nChecks (pulldoctor explain CHECK)\n", "\nWhat to do\n", "    pulldoctor --report -n NAMESPACE pod/POD\n"}},
		{"", "error: no objects passed to create", []string{"error: no objects passed to create  error of kubectl\n", "undecodable-base64"}},
		{"", "功能开关", []string{"Legacy feature flag  Rancher\n"}},
		{explained, "-", []string{"access-denied  message\n", "  in pod shop/web-1, container web\n", "  message:          denied: denied\n", "pulldoctor --report -n shop pod/web-1\n"}},
		{"apiVersion: v1\n", "-", []string{"This is a manifest: pulldoctor --report -f FILE diagnoses it"}},
		{`{"auths":{"ghcr.io":{}},"credsStore":"desktop"}`, "-", []string{"ghcr.io  GitHub Container registry, no credentials in the file\n", "docker-credential-desktop get"}},
		{`{"auths":{"ghcr.io":{}}}`, "-f -", []string{"The entry has no password"}},
	} {
		out, err := runExplain(t, tc.stdin, strings.Fields(tc.args)...)
		var unknown NotRecognized
		if wrong := err != nil && !errors.As(err, &unknown); wrong || (err != nil) != strings.HasPrefix(tc.stdin, "apiVersion") {
			t.Errorf("%s: %v", tc.args, err)
		}
		for _, want := range tc.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not in\n%s", tc.args, want, out)
			}
		}
	}
}

func TestExplainUnknown(t *testing.T) {
	for args, want := range map[string]string{
		"hostmismatch": "did you mean host-mismatch?", "qqqqq": "pulldoctor explain lists the checks",
	} {
		out, err := runExplain(t, "", args)
		var unknown NotRecognized
		if !errors.As(err, &unknown) || out != "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q %v", args, out, err)
		}
	}
}

// What is not a file is not read: a pipe or a device may have no end.
func TestExplainFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "config.json")
	const password = "hunter2secret"
	content := `{"auths":{"ghcr.io":{"auth":"` + base64.StdEncoding.EncodeToString([]byte("bot:"+password)) + `"}}}`
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := runExplain(t, "", "-f", file)
	if err != nil || !strings.Contains(out, "ghcr.io  GitHub Container registry, has credentials, user bot\n") || strings.Contains(out, password) {
		t.Errorf("%v %s", err, out)
	}
	for _, wrong := range []string{dir, filepath.Join(dir, "absent"), os.DevNull} {
		var unknown NotRecognized
		if _, err := runExplain(t, "", "-f", wrong); err == nil || errors.As(err, &unknown) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

// Foreign text cannot move the cursor, and with --ascii it stays ASCII.
func TestExplainHostile(t *testing.T) {
	nasty := "Failed to pull image \"r.example/a:1\": \x1b[31m::stop-commands::x toomanyrequests: \u202e limit"
	out, err := runExplain(t, strings.Replace(explained, "denied: denied", nasty, 1), "-")
	if err != nil || strings.Contains(out, "\x1b") {
		t.Errorf("%v %q", err, out)
	}
	for _, line := range strings.Split(out, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			t.Errorf("a command for a CI runner: %q", line)
		}
	}
	var b bytes.Buffer
	if err := explain.Lookup(&b, lookup.Words("集群管理"), report.Style{Width: 80, ASCII: true}); err != nil {
		t.Fatal(err)
	}
	if i := strings.IndexFunc(b.String(), func(r rune) bool { return r > '~' }); i >= 0 {
		t.Errorf("not ASCII: %q", b.String()[i:])
	}
}
