package edit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube/edit"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

const secret = `---
apiVersion: v1
kind: Secret
metadata: {name: regcred, namespace: shop} # the team's
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{"auths":{"ghcr.io":{"username":"bot","password":"canary-1"}}}'
`

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      imagePullSecrets:
      - name: regcred # ours
      # the shop
      containers:
      - name: web
        image: ghcr.io/acme/web:1 # pinned
`

// account is there, so that a list of its own would be known.
const account = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: shop}\n"

const all = deployment + secret + account

// seeded are mistakes in the manifests above, each a replacement; the correction
// is the original, unless it is given.
var seeded = map[string]struct{ right, wrong, corrected string }{
	"capital letters":          {right: "image: ghcr.io/acme/web:1 #", wrong: "image: ghcr.io/Acme/web:1 #"},
	"scheme":                   {right: "image: ghcr.io/acme/web:1 #", wrong: "image: https://ghcr.io/acme/web:1 #"},
	"quoted, with a space":     {wrong: `image: " ghcr.io/acme/web:1" #`, right: "image: ghcr.io/acme/web:1 #", corrected: `image: "ghcr.io/acme/web:1" #`},
	"name":                     {right: "- name: regcred #", wrong: "- name: regcerd #"},
	"name in flow style":       {right: "imagePullSecrets:\n      - name: regcred # ours", wrong: "imagePullSecrets: [{name: regcerd}] # ours", corrected: "imagePullSecrets: [{name: regcred}] # ours"},
	"type":                     {right: "type: kubernetes.io/dockerconfigjson", wrong: "type: Opaque"},
	"no type":                  {right: "type: kubernetes.io/dockerconfigjson\n", wrong: ""},
	"key":                      {right: "  .dockerconfigjson: '", wrong: "  config.json: '"},
	"type and key":             {right: "type: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '", wrong: "type: Opaque\nstringData:\n  .dockercfg: '"},
	"plain text in data":       {right: "stringData:", wrong: "data:"},
	"registry key":             {right: `"ghcr.io":`, wrong: `"gchr.io":`},
	"auth encoded twice":       {right: `"username":"bot","password":"canary-1"`, wrong: `"auth":"WW05ME9tTmhibUZ5ZVMweA=="`, corrected: `"auth":"Ym90OmNhbmFyeS0x"`},
	"auth for URLs":            {right: `"username":"bot","password":"canary-1"`, wrong: `"auth":"Ym90OmNhbmFyeS0_Pj4-"`, corrected: `"auth":"Ym90OmNhbmFyeS0/Pj4+"`},
	"items without name":       {right: "- name: regcred #", wrong: "- regcred #"},
	"items in flow style":      {right: "imagePullSecrets:\n      - name: regcred # ours", wrong: "imagePullSecrets: [regcred] # ours", corrected: "imagePullSecrets: [{name: regcred}] # ours"},
	"below the container":      {right: "      imagePullSecrets:\n      - name: regcred # ours\n      # the shop\n      containers:\n      - name: web\n", wrong: "      # the shop\n      containers:\n      - name: web\n        imagePullSecrets:\n        - name: regcred\n", corrected: "      imagePullSecrets:\n      - name: regcred\n      # the shop\n      containers:\n      - name: web\n"},
	"beside the template":      {right: "  template:\n    metadata: {labels: {app: web}}\n    spec:\n      imagePullSecrets:\n      - name: regcred # ours\n", wrong: "  imagePullSecrets:\n  - name: regcred\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n", corrected: "  template:\n    metadata: {labels: {app: web}}\n    spec:\n      imagePullSecrets:\n      - name: regcred\n"},
	"misspelled field":         {right: "      imagePullSecrets:", wrong: "      imagePullSecerts:"},
	"not attached":             {right: "      imagePullSecrets:\n      - name: regcred # ours\n", wrong: "", corrected: "      imagePullSecrets:\n      - name: regcred\n"},
	"another one is attached":  {right: "- name: regcred # ours\n", wrong: "- name: other # ours\n", corrected: "- name: other # ours\n"},
	"two documents, line ends": {right: "image: ghcr.io/acme/web:1 #", wrong: "image: ghcr.io/ACME/web:1 #"},
}

// judge diagnoses the manifests of a folder.
func judge(t *testing.T, dir string) *diagnose.Result {
	t.Helper()
	snap, _, err := manifest.ReadFiles([]string{dir}, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return engine.Run(snap, diagnose.Options{})
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// correct corrects a folder until nothing changes and returns the file.
func correct(t *testing.T, dir, file string) string {
	t.Helper()
	for range 6 {
		for _, f := range edit.Of(judge(t, dir), os.ReadFile) {
			put(t, f.Path, string(f.After()))
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every seeded mistake is corrected, and no other byte changes; then nothing is
// left to correct.
func TestCorrections(t *testing.T) {
	for name, tc := range seeded {
		for _, end := range []string{"\n", "\r\n"} {
			t.Run(name+map[string]string{"\r\n": ", Windows"}[end], func(t *testing.T) {
				dir := t.TempDir()
				file := filepath.Join(dir, "app.yaml")
				if !strings.Contains(all, tc.right) {
					t.Fatal("the mistake is in no manifest")
				}
				if tc.corrected == "" {
					tc.corrected = tc.right
				}
				lines := func(s string) string { return strings.ReplaceAll(s, "\n", end) }
				put(t, file, lines(strings.Replace(all, tc.right, tc.wrong, 1)))
				if before := judge(t, dir); before.Report.Summary.Errors+before.Report.Summary.Warnings == 0 {
					t.Fatal("the mistake is not found")
				}
				if got, want := correct(t, dir, file), lines(strings.Replace(all, tc.right, tc.corrected, 1)); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

// A patch applies with git, shows no password, and does what the correction does,
// but for lines with content of Secrets, which it names.
func TestPatch(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for name, tc := range seeded {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			put(t, "app.yaml", strings.Replace(all, tc.right, tc.wrong, 1))
			files := edit.Of(judge(t, "."), os.ReadFile)
			patch, left := edit.Patch(files)
			if shown := edit.Show(files); strings.Contains(patch+shown+strings.Join(left, ""), "canary") {
				t.Error("a password is shown")
			}
			if patch == "" {
				if len(files) > 0 && len(left) == 0 {
					t.Error("nothing is in the patch, and nothing is left")
				}
				return
			}
			put(t, "p.diff", patch)
			if out, err := exec.Command("git", "apply", "p.diff").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s\n%s", err, out, patch)
			}
			if len(left) > 0 {
				return
			}
			got, err := os.ReadFile("app.yaml")
			if err != nil || string(got) != string(files[0].After()) {
				t.Errorf("%s", got)
			}
		})
	}
}

// What is not understood stays as it is.
func TestLeftAlone(t *testing.T) {
	for name, text := range map[string]string{
		"a template in flow style":  strings.Replace(all, "    spec:\n      imagePullSecrets:\n      - name: regcred # ours\n      # the shop\n      containers:\n      - name: web\n        image: ghcr.io/acme/web:1 # pinned\n", "    spec: {containers: [{name: web, image: \"ghcr.io/acme/web:1\"}]}\n", 1),
		"an anchor":                 strings.Replace(all, "image: ghcr.io/acme/web:1 #", "image: &i ghcr.io/Acme/web:1 #", 1),
		"a folded text":             strings.Replace(all, "image: ghcr.io/acme/web:1 # pinned", "image: >-\n          ghcr.io/Acme/web:1", 1),
		"an escape":                 strings.Replace(all, "image: ghcr.io/acme/web:1 #", `image: "ghcr.io/\x41cme/web:1" #`, 1),
		"a placeholder in an image": strings.Replace(all, "image: ghcr.io/acme/web:1 #", `image: "ghcr.io/ac me/web:1" #`, 1),
		"two values in a Secret":    strings.Replace(all, "type: kubernetes.io/dockerconfigjson\nstringData:\n", "type: Opaque\nstringData:\n  other: x\n", 1),
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "app.yaml")
		put(t, file, text)
		if text == all {
			t.Errorf("%s: nothing was changed", name)
		}
		if got := correct(t, dir, file); got != text {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	if files := edit.Of(judge(t, "../../testdata/cases/host-mismatch"), func(string) ([]byte, error) { return nil, os.ErrNotExist }); len(files) > 0 {
		t.Errorf("%d files", len(files))
	}
	if _, ok := edit.Image("ghcr.io/acme/web:1"); ok {
		t.Error("a right image is corrected")
	}
}

// A name that is nearly that of a secret without credentials for the image may be
// that of another secret.
func TestNameOfAnotherSecret(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "app.yaml")
	text := strings.NewReplacer("- name: regcred #", "- name: regcred-b #", `{"ghcr.io"`, `{"quay.io"`, "name: regcred, namespace", "name: regcred-a, namespace").Replace(all)
	put(t, file, text)
	if got := correct(t, dir, file); got != text {
		t.Errorf("%s", got)
	}
}
