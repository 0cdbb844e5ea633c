package diagnose

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// commands are the same steps with kubectl, for people who rather type. No
// credential stands in them: content goes through a file of mode 0600 or is
// asked for.
func commands(f Fix) []string {
	var out []string
	for i, s := range f.Steps {
		login := f.Login
		if login != nil && login.Step != i && !slices.Contains(login.Also, i) {
			login = nil
		}
		for _, c := range s.kubectl(f.ID, login) {
			if (c == askUser || c == askPassword) && slices.Contains(out, c) {
				continue // one login for all of them
			}
			out = append(out, c)
		}
	}
	return out
}

func (s *Step) kubectl(fix string, login *LoginForm) []string {
	ns := "kubectl -n " + shellQuote(s.Object.Namespace)
	name := shellQuote(s.Object.Name)
	switch s.Action {
	case CreateSecret:
		return s.createCommands(ns, name, fix, login)
	case UpdateSecret:
		return s.updateCommands(ns, name, fix, login)
	case DeleteSecret:
		return []string{ns + " delete secret " + name}
	case SetAccountPullSecrets:
		return []string{ns + " patch serviceaccount " + name + " --type=merge -p " + shellQuote(listPatch(s.PullSecrets, s.ResourceVersion))}
	case SetTemplatePullSecrets:
		path := "/spec/template/spec/imagePullSecrets"
		if s.Object.Kind == "CronJob" {
			path = "/spec/jobTemplate/spec/template/spec/imagePullSecrets"
		}
		patch, _ := json.Marshal([]map[string]any{{"op": "add", "path": path, "value": references(s.PullSecrets)}})
		out := []string{ns + " patch " + strings.ToLower(s.Object.Kind) + " " + name + " --type=json -p " + shellQuote(string(patch))}
		if s.Object.Kind == "CronJob" {
			out = append(out, "# the next run has it; to run it now: "+ns+" create job "+shellQuote(s.Object.Name+"-now")+" --from="+shellQuote("cronjob/"+s.Object.Name))
		}
		return out
	case DeletePod:
		return []string{ns + " delete pod " + name}
	case RecreatePod:
		file := shellQuote(s.Object.Name + ".yaml")
		edit := "# in " + file + ": set spec.imagePullSecrets to " + written(s.PullSecrets)
		if s.PullSecrets == nil {
			edit = "# in " + file + ": delete spec.imagePullSecrets, so that the service account's are copied in"
		}
		return []string{ns + " get pod " + name + " -o yaml > " + file, edit, ns + " replace --force -f " + file}
	}
	return nil
}

func (s *Step) createCommands(ns, name, fix string, login *LoginForm) []string {
	key := wantedKey(s.SecretType)
	create := ns + " create secret generic " + name + " --type=" + s.SecretType + " --from-file=" + key + "="
	if login != nil {
		return []string{askUser, askPassword, typedLogin(layoutOf(s.SecretType), login.Key) + " | " + create + "/dev/stdin"}
	}
	if s.From == nil {
		return []string{create + "FILE"}
	}
	from := s.FromKey
	if from == "" {
		from = key
	}
	read := "kubectl -n " + shellQuote(s.From.Namespace) + " get secret " + shellQuote(s.From.Name) + " -o " + jsonpath(from) + " | base64 -d"
	if s.Before == nil {
		return []string{create + "<(" + read + ")"}
	}
	file := shellQuote(s.Object.Name + ".json")
	return []string{
		"umask 077",
		read + " > " + file,
		"# edit " + file + ": " + s.editWords(fix, nil),
		create + file,
		"rm " + file,
	}
}

func typedLogin(l edit.Layout, key string) string {
	quoted, _ := json.Marshal(key) // a text always encodes
	format := `{"auths":{%s:{"auth":"%s"}}}`
	if l == edit.Dockercfg {
		format = `{%s:{"auth":"%s"}}`
	}
	return "printf '" + format + "' " + shellQuote(string(quoted)) + ` "$(printf '%s:%s' "$USERNAME" "$PASSWORD" | base64 | tr -d '\n')"`
}

func (s *Step) updateCommands(ns, name, fix string, login *LoginForm) []string {
	key := wantedKey(s.SecretType)
	from := s.FromKey
	if from == "" {
		from = key
	}
	file := shellQuote(s.Object.Name + ".json")
	change := "# edit " + file + ": " + s.editWords(fix, login)
	return []string{
		"umask 077",
		ns + " get secret " + name + " -o " + jsonpath(from) + " | base64 -d > " + file,
		change,
		`printf '{"data":{"` + key + `":"%s"}}' "$(base64 < ` + file + ` | tr -d '\n')" | ` + ns + " patch secret " + name + " --type=merge --patch-file=/dev/stdin",
		"rm " + file,
	}
}

// editWords says in words what is to be changed in the decoded content.
func (s *Step) editWords(fix string, login *LoginForm) string {
	if login != nil {
		return fmt.Sprintf("give %s your user name and password, and leave auth out", showKey(login.Key))
	}
	var gone, come []string
	for _, l := range s.dataDiff() {
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
		"add-key": "copy the entry to the other key", "move-data-key": s.moveWords(),
		"repair-json": "write the plain JSON character wherever the diagnosis names another one",
	}
	if w := words[fix]; w != "" {
		return w
	}
	return "see the diff above"
}

// moveWords says what a move to another data key changes in the content: only
// the two types' own keys differ in their shape.
func (s *Step) moveWords() string {
	key := wantedKey(s.SecretType)
	_, err := edit.UnwrapAuths(s.Data[key])
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

// written is a list of names in brackets, empty ones in quotes.
func written(names []string) string {
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
