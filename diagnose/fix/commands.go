package fix

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Commands are the same steps with kubectl, for people who rather type. No
// credential stands in them: content goes through a file of mode 0600 or is
// asked for.
func Commands(f diagnose.Fix) []string {
	var out []string
	for i, s := range f.Steps {
		login := f.Form
		if login != nil && login.Step != i && !slices.Contains(login.Also, i) {
			login = nil
		}
		for _, c := range Kubectl(&s, f.ID, login) {
			if (c == shell.AskUser || c == shell.AskPassword) && slices.Contains(out, c) {
				continue // one login for all of them
			}
			out = append(out, c)
		}
	}
	return out
}

func Kubectl(s *diagnose.Step, fix string, login *diagnose.CredentialsForm) []string {
	ns := "kubectl -n " + shell.Quote(s.Object.Namespace)
	name := shell.Quote(s.Object.Name)
	switch s.Action {
	case diagnose.CreateSecret:
		return createCommands(s, ns, name, fix, login)
	case diagnose.UpdateSecret:
		return updateCommands(s, ns, name, fix, login)
	case diagnose.DeleteSecret:
		return []string{ns + " delete secret " + name}
	case diagnose.SetAccountPullSecrets:
		return []string{ns + " patch serviceaccount " + name + " --type=merge -p " + shell.Quote(listPatch(s.PullSecrets, s.ResourceVersion))}
	case diagnose.SetTemplatePullSecrets:
		path := "/spec/template/spec/imagePullSecrets"
		if s.Object.Kind == "CronJob" {
			path = "/spec/jobTemplate/spec/template/spec/imagePullSecrets"
		}
		patch, _ := json.Marshal([]map[string]any{{"op": "add", "path": path, "value": references(s.PullSecrets)}})
		out := []string{ns + " patch " + strings.ToLower(s.Object.Kind) + " " + name + " --type=json -p " + shell.Quote(string(patch))}
		if s.Object.Kind == "CronJob" {
			out = append(out, "# the next run has it; to run it now: "+ns+" create job "+shell.Quote(s.Object.Name+"-now")+" --from="+shell.Quote("cronjob/"+s.Object.Name))
		}
		return out
	case diagnose.DeletePod:
		return []string{ns + " delete pod " + name}
	case diagnose.RecreatePod:
		file := shell.Quote(s.Object.Name + ".yaml")
		edit := "# in " + file + ": set spec.imagePullSecrets to " + Written(s.PullSecrets)
		if s.PullSecrets == nil {
			edit = "# in " + file + ": delete spec.imagePullSecrets, so that the service account's are copied in"
		}
		return []string{ns + " get pod " + name + " -o yaml > " + file, edit, ns + " replace --force -f " + file}
	}
	return nil
}

func createCommands(s *diagnose.Step, ns, name, fix string, login *diagnose.CredentialsForm) []string {
	key := pull.WantedKey(s.SecretType)
	create := ns + " create secret generic " + name + " --type=" + s.SecretType + " --from-file=" + key + "="
	if login != nil {
		return []string{shell.AskUser, shell.AskPassword, TypedCredentials(pull.LayoutOf(s.SecretType), login.Key) + " | " + create + "/dev/stdin"}
	}
	if s.From == nil {
		return []string{create + "FILE"}
	}
	from := s.FromKey
	if from == "" {
		from = key
	}
	read := "kubectl -n " + shell.Quote(s.From.Namespace) + " get secret " + shell.Quote(s.From.Name) + " -o " + jsonpath(from) + " | base64 -d"
	if s.Before == nil {
		return []string{create + "<(" + read + ")"}
	}
	file := shell.Quote(s.Object.Name + ".json")
	return []string{
		"umask 077",
		read + " > " + file,
		"# edit " + file + ": " + editWords(s, fix, nil),
		create + file,
		"rm " + file,
	}
}

func TypedCredentials(l dockerconfig.Layout, key string) string {
	quoted, _ := json.Marshal(key) // a text always encodes
	format := `{"auths":{%s:{"auth":"%s"}}}`
	if l == dockerconfig.Dockercfg {
		format = `{%s:{"auth":"%s"}}`
	}
	return "printf '" + format + "' " + shell.Quote(string(quoted)) + ` "$(printf '%s:%s' "$USERNAME" "$PASSWORD" | base64 | tr -d '\n')"`
}

func updateCommands(s *diagnose.Step, ns, name, fix string, login *diagnose.CredentialsForm) []string {
	key := pull.WantedKey(s.SecretType)
	from := s.FromKey
	if from == "" {
		from = key
	}
	file := shell.Quote(s.Object.Name + ".json")
	change := "# edit " + file + ": " + editWords(s, fix, login)
	return []string{
		"umask 077",
		ns + " get secret " + name + " -o " + jsonpath(from) + " | base64 -d > " + file,
		change,
		`printf '{"data":{"` + key + `":"%s"}}' "$(base64 < ` + file + ` | tr -d '\n')" | ` + ns + " patch secret " + name + " --type=merge --patch-file=/dev/stdin",
		"rm " + file,
	}
}

// editWords says in words what is to be changed in the decoded content.
func editWords(s *diagnose.Step, fix string, login *diagnose.CredentialsForm) string {
	if login != nil {
		return fmt.Sprintf("give %s your user name and password, and leave auth out", redact.Key(login.Key))
	}
	var gone, come []string
	for _, l := range dataDiff(s) {
		text := strings.TrimSpace(strings.TrimSuffix(l.Text, "  (new value)"))
		switch l.Op {
		case '-':
			gone = append(gone, text)
		case '+':
			come = append(come, text)
		}
	}
	if fix == "rename-key" && len(gone) == 1 && len(come) == 1 {
		return fmt.Sprintf("rename %s to %s", strings.TrimSuffix(gone[0], ": {"), strings.TrimSuffix(come[0], ": {"))
	}
	if strings.HasSuffix(fix, "-one-host") {
		return "keep only the entries that are needed"
	}
	words := map[string]string{
		"wrap-auths": `put {"auths": ... } around it`, "unwrap-auths": `keep only what stands under "auths"`,
		"reencode-auth": "write auth as base64 of user:password", "trim-login": "write auth as base64 of user:password, without white space",
		"repair-entry": `write {"auth": base64 of user:password} under the registry key`, "decode-once": "decode it once more with base64 -d",
		"use-fields": "delete auth, so that user name and password count", "drop-entry": "delete the broken entry",
		"drop-settings": "delete the settings of the docker client that it holds besides the registries", "unquote-config": "take the text out of its quotes, and every \\\" in it back to a quote",
		"add-key": "copy the entry to the other key", "move-data-key": moveWords(s),
		"repair-json": "write the plain JSON character wherever the diagnosis names another one",
	}
	if w := words[fix]; w != "" {
		return w
	}
	return "see the diff above"
}

// moveWords says what a move to another data key changes in the content: only
// the two types' own keys differ in their shape.
func moveWords(s *diagnose.Step) string {
	key := pull.WantedKey(s.SecretType)
	_, err := dockerconfig.UnwrapAuths(s.Data[key])
	switch {
	case s.FromKey == keyring.KeyDockercfg && key == keyring.KeyDockerConfigJSON:
		return `put {"auths": ... } around it, unless it is there`
	case key == keyring.KeyDockercfg && err != nil:
		return `keep only what stands under "auths", if it has that level`
	}
	return "nothing, it only moves to another data key"
}

func jsonpath(key string) string {
	return "'jsonpath={.data." + strings.ReplaceAll(key, ".", `\.`) + "}'"
}

// Written is a list of names in brackets, empty ones in quotes.
func Written(names []string) string {
	out := slices.Clone(names)
	for i, n := range out {
		if n == "" {
			out[i] = `""`
		}
	}
	return fmt.Sprint(out)
}

func references(names []string) []map[string]string {
	out := []map[string]string{}
	for _, n := range names {
		out = append(out, map[string]string{"name": n})
	}
	return out
}

func listPatch(names []string, resourceVersion string) string {
	patch := map[string]any{"imagePullSecrets": references(names)}
	if resourceVersion != "" {
		patch["metadata"] = map[string]string{"resourceVersion": resourceVersion}
	}
	b, _ := json.Marshal(patch)
	return string(b)
}
