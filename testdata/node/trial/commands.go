package trial

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// Kubectl runs the commands of fixes as a person would, with the real program.
type Kubectl struct {
	Program    string // path of kubectl
	Kubeconfig string
}

// Typed is what was seen while commands ran.
type Typed struct {
	Arguments string   // of every call of kubectl, a line each
	Left      []string // files that are still there afterwards
}

// recorder stands before kubectl and writes down its arguments.
const recorder = "#!/bin/sh\nprintf '%%s\\n' \"$*\" >> %q\nexec %q \"$@\"\n"

// Run runs the commands in bash. f is the fix with its login, which is typed where the commands ask
// for it; edits that they ask for are made as f makes them.
func (k Kubectl) Run(ctx context.Context, f diagnose.Fix, login diagnose.Credentials) (*Typed, error) {
	dir, err := os.MkdirTemp("", "pulldoctor-commands-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	bin, work, log := filepath.Join(dir, "bin"), filepath.Join(dir, "work"), filepath.Join(dir, "log")
	if err := errors.Join(os.Mkdir(bin, 0o700), os.Mkdir(work, 0o700),
		os.WriteFile(filepath.Join(bin, "kubectl"), fmt.Appendf(nil, recorder, log, k.Program), 0o700)); err != nil {
		return nil, err
	}
	script, err := script(f)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "bash", "-e", "-o", "pipefail", "-c", script)
	cmd.Dir = work
	cmd.Env = []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "KUBECONFIG=" + k.Kubeconfig, "HOME=" + dir}
	cmd.Stdin = strings.NewReader(login.Username + "\n" + login.Password.Reveal() + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s\n%s", err, out, strings.Join(f.Commands, "\n"))
	}
	var t Typed
	args, err := os.ReadFile(log)
	if err != nil {
		return nil, err
	}
	t.Arguments = string(args)
	left, err := os.ReadDir(work)
	for _, e := range left {
		t.Left = append(t.Left, e.Name())
	}
	return &t, err
}

// script is the commands with the edits made that their comments ask for.
func script(f diagnose.Fix) (string, error) {
	contents, lists := edits(f)
	var out []string
	for _, line := range f.Commands {
		out = append(out, line)
		if rest, ok := strings.CutPrefix(line, "# edit "); ok {
			file, _, _ := strings.Cut(rest, ": ")
			if len(contents) == 0 {
				return "", fmt.Errorf("nothing is known to edit: %s", line)
			}
			out = append(out, "echo "+base64.StdEncoding.EncodeToString(contents[0])+" | base64 -d > "+file)
			contents = contents[1:]
		}
		if rest, ok := strings.CutPrefix(line, "# in "); ok {
			file, what, _ := strings.Cut(rest, ": ")
			patch := ""
			switch {
			case strings.Contains(what, "spec.template.spec.imagePullSecrets"):
				patch = jobPatch(what)
			case len(lists) > 0:
				patch, lists = lists[0], lists[1:]
			default:
				return "", fmt.Errorf("nothing is known to edit: %s", line)
			}
			out = append(out, "kubectl patch --local -f "+file+" --type=merge -o yaml -p '"+patch+"' > edited", "mv edited "+file)
		}
	}
	return strings.Join(out, "\n"), nil
}

// edits are the contents and, as patches, the lists that the steps of a fix would write, in order.
func edits(f diagnose.Fix) (contents [][]byte, lists []string) {
	for _, s := range f.Steps {
		create, _ := s.Write.(step.CreateSecret)
		switch {
		case s.Action() == diagnose.UpdateSecret, create.From != nil && create.Before != nil:
			for _, content := range step.Data(s) {
				contents = append(contents, content)
			}
		case s.Action() == diagnose.RecreatePod:
			var names []map[string]string
			for _, n := range step.List(s) {
				names = append(names, map[string]string{"name": n})
			}
			patch, _ := json.Marshal(map[string]any{"spec": map[string]any{"imagePullSecrets": names}}) // texts always encode
			lists = append(lists, string(patch))
		}
	}
	return contents, lists
}

// jobPatch is the edit of a Job's manifest in the words of its fix.
func jobPatch(what string) string {
	_, rest, _ := strings.Cut(what, "[{name: ")
	name, _, _ := strings.Cut(rest, "}]")
	labels := `{"controller-uid":null,"job-name":null,"batch.kubernetes.io/controller-uid":null,"batch.kubernetes.io/job-name":null}`
	return fmt.Sprintf(`{"status":null,"spec":{"selector":null,"template":{"metadata":{"labels":%s},"spec":{"imagePullSecrets":[{"name":%q}]}}}}`, labels, name)
}
