package engine_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs are those that printed commands run. In the test each is a function that writes down its
// arguments; there is no PATH, so nothing else can run.
var programs = "kubectl oc aws gcloud az argocd flux helm doctl minikube kubeseal sudo jq base64 tr grep rm date read printf umask docker docker-credential-pass"

// verbs are words of commands that are compared literally; every other argument that is no flag may
// be a name.
var verbs = map[string]bool{}

func init() {
	for _, v := range strings.Fields(`get patch edit create delete describe replace annotate role secret generic pod pods serviceaccount secrets events policy
		add-role-to-user extract set data reconcile kustomization helmrelease values app projects artifacts repositories add-iam-policy-binding eks
		describe-nodegroup iam attach-role-policy aks update addons configure registry systemctl restart reload`) {
		verbs[v] = true
	}
}

// shapes runs lists of commands in bash and returns what ran of each: program, verbs and flags in
// order, with _ for every other argument.
func shapes(t *testing.T, lists []string) [][]string {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "lists"), []byte(strings.Join(lists, "\x00")+"\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	script := `exec 8>"$1/log"; mapfile -d '' -t lists <"$1/lists"; mkdir "$1/work"; cd "$1/work" || exit 1
PATH=
say() { local IFS=$'\x1f'; builtin echo -n "$*"$'\x1e' >&8; }
`
	for _, p := range strings.Fields(programs) {
		script += p + `() { say ` + p + ` "$@"; }` + "\n"
	}
	script += `command_not_found_handle() { say UNKNOWN "$@"; }
for list in "${lists[@]}"; do
  ( set +f; eval "$list" ) </dev/null >/dev/null 2>err || :
  [[ $(<err) != *"syntax error"* && $(<err) != *"unexpected EOF"* ]] || say SYNTAX
  builtin echo -n $'\x1d' >&8
done
files=(* .[!.]*); say FILES "${files[@]}"
`
	var errors bytes.Buffer
	cmd := exec.Command(bash, "--norc", "-c", script, "bash", dir)
	cmd.Stderr = &errors
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errors.String())
	}
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	ran := strings.Split(string(log), "\x1d")
	if len(ran) != len(lists)+1 {
		t.Fatalf("%d of %d lists ran\n%s", len(ran)-1, len(lists), errors.String())
	}
	for _, f := range strings.Split(strings.TrimSuffix(ran[len(lists)], "\x1e"), "\x1f")[1:] {
		if strings.Contains(f, "PWN") {
			t.Errorf("a word was run as a command: there is a file %q", f)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "PWN")); err == nil {
		t.Error("a word was run as a command")
	}
	out := make([][]string, len(lists))
	for i, r := range ran[:len(lists)] {
		for _, call := range strings.Split(strings.TrimSuffix(r, "\x1e"), "\x1e") {
			if call != "" {
				out[i] = append(out[i], shape(strings.Split(call, "\x1f")))
			}
		}
	}
	return out
}

func shape(args []string) string {
	out := args[0]
	for _, a := range args[1:] {
		switch flag, _, _ := strings.Cut(a, "="); {
		case strings.HasPrefix(a, "-"):
			out += " " + flag
		case verbs[a]:
			out += " " + a
		default:
			out += " _"
		}
	}
	return out
}
