package simulate

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mutant is a bug that is put into a file of the program: the first old becomes new.
type mutant struct {
	name, file, old, new string
}

// mutants are the bugs that the simulator has to find, each within mostRuns runs.
var mutants = []mutant{
	{name: "an update of a secret ignores its version", file: "kube/apply/secret.go", old: "if err := w.unchanged(s, &secret.ObjectMeta); err != nil {", new: "if err := w.unchanged(s, &secret.ObjectMeta); err != nil && false {"},
	{name: "an update of a secret without a precondition", file: "kube/apply/secret.go", old: "got, err := secrets.Update(", new: "secret.ResourceVersion = \"\"\n\tgot, err := secrets.Update("},
	{name: "an update of a secret drops the other data keys", file: "kube/apply/secret.go", old: "if secret.Data == nil {", new: "if true {"},
	{name: "a deletion of a secret without a precondition", file: "kube/apply/secret.go", old: "DryRun: w.dry, Preconditions: preconditions(secret.UID, secret.ResourceVersion),", new: "DryRun: w.dry,"},
	{name: "the creation of a secret cannot be undone", file: "kube/apply/secret.go", old: "undo: []diagnose.Step{change.Undo(&s, string(got.UID), got.ResourceVersion)}", new: "undo: nil"},
	{name: "an undo has not the old content", file: "kube/apply/secret.go", old: "had := maps.Clone(secret.Data)", new: "had := map[string][]byte{}"},
	{name: "an update of a secret is not sent", file: "kube/apply/secret.go", old: "secrets.Update(ctx, secret, metav1.UpdateOptions{DryRun: w.dry})", new: "secrets.Update(ctx, secret, metav1.UpdateOptions{DryRun: []string{metav1.DryRunAll}})"},
	{name: "a lost response counts as a failed write", file: "kube/apply/unanswered.go", old: "if len(w.dry) > 0 || !unanswered(err) {", new: "if true {"},
	{name: "a 5xx counts as a failed write", file: "kube/apply/unanswered.go", old: "status.Status().Code >= http.StatusInternalServerError", new: "status.Status().Code >= http.StatusInternalServerError+100"},
	{name: "an account's list forgets the others", file: "kube/apply/list.go", old: "a.ImagePullSecrets = references(change.PullSecrets)", new: "a.ImagePullSecrets = references(change.PullSecrets[max(len(change.PullSecrets)-1, 0):])"},
	{name: "an account is updated without a precondition", file: "kube/apply/list.go", old: "got, err := accounts.Update(", new: "a.ResourceVersion = \"\"\n\tgot, err := accounts.Update("},
	{name: "an undo of an account's list empties it", file: "kube/apply/list.go", old: "change.Undo(&s, before, string(got.UID)", new: "change.Undo(&s, nil, string(got.UID)"},
	{name: "a template is patched in any version", file: "kube/apply/list.go", old: `"metadata": map[string]any{"uid": m.UID, "resourceVersion": m.ResourceVersion},`, new: `"metadata": map[string]any{"uid": m.UID},`},
	{name: "a pod is deleted without its UID", file: "kube/apply/pod.go", old: `preconditions(pod.UID, "")`, new: `preconditions("", "")`},
	{name: "a pod that someone else created is deleted", file: "kube/apply/pod.go", old: `if s.UID != "" && string(pod.UID) != s.UID {`, new: "if false {"},
	{name: "a bare pod is deleted and its manifest not kept", file: "kube/apply/pod.go", old: "if len(w.dry) == 0 && !lost.rescued {", new: "if false {"},
	{name: "an undo skips a step", file: "kube/apply/undo.go", old: "steps := slices.Clone(back)", new: "steps := slices.Clone(back[:len(back)-1])"},
	{name: "an undo has only the last step", file: "kube/apply/apply.go", old: "back = append(back, r.undo...)", new: "back = r.undo"},
	{name: "a fix that fails in the middle has no undo", file: "kube/apply/apply.go", old: "return undoOf(f, back), partly(", new: "return nil, partly("},
	{name: "versions are not compared", file: "kube/apply/apply.go", old: `if want != "" && m.ResourceVersion != want {`, new: "if false {"},
	{name: "a check writes", file: "kube/apply/apply.go", old: "w.dry = []string{metav1.DryRunAll}", new: "w.dry = nil"},
	{name: "the name of an object is written wrong", file: "kube/apply/secret.go", old: "Namespace: s.Object.Namespace, Name: s.Object.Name,", new: `Namespace: s.Object.Namespace, Name: s.Object.Name + "-x",`},
	{name: "a refused deletion counts as done", file: "kube/apply/pod.go", old: "if err != nil && !apierrors.IsNotFound(err) {", new: "if false {"},
}

// mostRuns is within how many runs each mutant is found.
const mostRuns = 1000

// TestMutants puts each bug into the program and runs the simulator on it, which has to find it. It builds the program
// for each, which takes minutes: MUTANTS=all, or part of a name.
func TestMutants(t *testing.T) {
	only := os.Getenv("MUTANTS")
	if only == "" {
		t.Skip("set MUTANTS=all")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	after := regexp.MustCompile(`seed \d+, after (\d+) runs: (.*)`)
	var table []string
	for _, m := range mutants {
		if only != "all" && !strings.Contains(m.name, only) {
			continue
		}
		path := filepath.Join(root, m.file)
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(source), m.old) {
			t.Errorf("%s: %s has no %q", m.name, m.file, m.old)
			continue
		}
		dir := t.TempDir()
		changed, overlay := filepath.Join(dir, "changed.go"), filepath.Join(dir, "overlay.json")
		b, _ := json.Marshal(map[string]any{"Replace": map[string]string{path: changed}})
		for name, content := range map[string]string{changed: strings.Replace(string(source), m.old, m.new, 1), overlay: string(b)} {
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("go", "test", "-vet=off", "-overlay", overlay, "-run", "^TestSimulate$", "-count=1", ".")
		cmd.Env = append(os.Environ(), fmt.Sprintf("RUNS=%d", mostRuns), "SEED=1")
		out, err := cmd.CombinedOutput()
		found := after.FindStringSubmatch(string(out))
		if err == nil || found == nil {
			t.Errorf("%s: not found in %d runs\n%.2000s", m.name, mostRuns, out)
			continue
		}
		table = append(table, fmt.Sprintf("%4s runs  %s: %s", found[1], m.name, found[2]))
		t.Log(table[len(table)-1])
	}
	t.Logf("%d of the bugs found:\n%s", len(table), strings.Join(table, "\n"))
}

// Every mutant still fits the source, so that the table does not become stale.
func TestMutantsFit(t *testing.T) {
	for _, m := range mutants {
		source, err := os.ReadFile(filepath.Join("../..", m.file))
		if err != nil || !strings.Contains(string(source), m.old) || m.old == m.new {
			t.Errorf("%s: %s has no %q: %v", m.name, m.file, m.old, err)
		}
	}
}
