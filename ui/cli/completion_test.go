package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const kubeconfig = `apiVersion: v1
kind: Config
contexts:
- {name: "arn:aws:eks:prod", context: {cluster: a}}
- {name: kind-dev, context: {cluster: a}}
`

// askShell is how a script makes a shell print its completions of $1, after
// loading the program's script. Of zsh, it prints what the function offers; of
// bash, it does itself what the package bash-completion does for scripts.
var askShell = map[string]string{
	"bash": `source <(pulldoctor completion bash)
_get_comp_words_by_ref() { read -ra words <<<"$line"; [[ "$line" == *" " ]] && words+=(""); cword=$((${#words[@]}-1)); cur="${words[cword]}"; prev="${words[cword-1]}"; }
__ltrim_colon_completions() { local p="${1%"${1##*:}"}"; [[ "$1" == *:* ]] && COMPREPLY=("${COMPREPLY[@]#"$p"}"); return 0; }
compopt() { :; }
line="$1"; COMP_TYPE=9; __start_pulldoctor
[[ ${#COMPREPLY[@]} == 0 && "$(complete -p pulldoctor)" == *"-o default"* ]] && COMPREPLY=($(compgen -f -- "${line##* }"))
printf '%s\n' "${COMPREPLY[@]}"`,
	"fish": `pulldoctor completion fish | source; complete -C "$argv[1]" | string split -f1 \t`,
	"zsh": `autoload -Uz compinit; compinit -u -D; source <(pulldoctor completion zsh)
_describe() { print -rl -- "${completions[@]}" }; _arguments() { print -r -- "$*" }
words=(${=1}); [[ "$1" == *" " ]] && words+=(""); CURRENT=$#words; $_comps[pulldoctor]`,
}

// The scripts work in the shells that are installed.
func TestCompletionScripts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"kubeconfig": kubeconfig, "report.json": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct{ shell, line, want string }{
		{"bash", "pulldoctor explain host-", "host-mismatch"},
		{"bash", "pulldoctor -o sar", "sarif"},
		{"bash", "pulldoctor --fail-on=w", "warning"},
		{"bash", "pulldoctor --context arn:aws:", "eks:prod"},
		{"bash", "pulldoctor -o json=rep", "report.json"},
		{"bash", "pulldoctor -f rep", "report.json"},
		{"fish", "pulldoctor explain host-", "host-mismatch"},
		{"fish", "pulldoctor --context arn", "arn:aws:eks:prod"},
		{"fish", "pulldoctor -o json=rep", "json=report.json"},
		{"zsh", "pulldoctor completion fi", "fish"},
		{"zsh", "pulldoctor -o sar", "sarif:for code scanning"},
		{"zsh", "pulldoctor --context arn", `arn\:aws\:eks\:prod`},
		{"zsh", "pulldoctor -o json=rep", "json=report.json"},
	} {
		t.Run(tc.shell+" "+tc.line, func(t *testing.T) {
			if _, err := exec.LookPath(tc.shell); err != nil {
				t.Skip(err)
			}
			args := []string{tc.shell, "-c", askShell[tc.shell], tc.shell, tc.line}
			if tc.shell == "fish" {
				args = []string{"fish", "--no-config", "-c", askShell["fish"], tc.line}
			}
			stdout, stderr, _ := shell(t, dir, nil, args...)
			if strings.TrimSpace(stdout) != tc.want {
				t.Errorf("%q, want %q\n%s", stdout, tc.want, stderr)
			}
		})
	}
}

// kubectl runs the program as a plugin and as the plugin's completer.
func TestKubectlPlugin(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"kubectl-pulldoctor", "kubectl_complete-pulldoctor"} {
		if err := os.Symlink(program(t), filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	stdout, _, code := shell(t, dir, nil, filepath.Join(dir, "kubectl-pulldoctor"), "--help")
	if code != 0 || !strings.Contains(stdout, "  kubectl pulldoctor --report ") {
		t.Errorf("help: %d %.200q", code, stdout)
	}
	stdout, _, code = shell(t, dir, nil, filepath.Join(dir, "kubectl_complete-pulldoctor"), "--report", "-o", "js")
	if code != 0 || stdout != "json\tfor programs; pulldoctor schema prints its JSON Schema\n:36\n" {
		t.Errorf("completion: %d %q", code, stdout)
	}
	stdout, _, _ = shell(t, dir, nil, filepath.Join(dir, "kubectl-pulldoctor"), "completion", "bash")
	if !strings.Contains(stdout, "-F __start_kubectl-pulldoctor kubectl-pulldoctor\n") {
		t.Errorf("script: %.300q", stdout)
	}
}
