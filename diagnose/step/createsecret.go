package step

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// CreateSecret creates a secret. It fails when the name is taken.
type CreateSecret struct {
	Type        string
	Data        map[string][]byte
	From        *diagnose.Object  // the secret to copy
	FromKey     string            // data key of From; empty: the one that Type wants
	Before      map[string][]byte // the values of From, where they differ from Data
	SkipTaken   bool              // do not change an existing secret with this name, and continue
	Labels      map[string]string
	Annotations map[string]string
}

// Action is diagnose.CreateSecret.
func (w CreateSecret) Action() diagnose.Action { return diagnose.CreateSecret }

// Preview shows the new content, and for a changed copy the original content.
func (w CreateSecret) Preview(s *diagnose.Step) diagnose.Change {
	c := diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "new, type " + w.Type, Lines: dataDiff(w.Before, w.Data, nil)}
	if w.From != nil {
		c.Summary += fmt.Sprintf(", content of %s", w.From)
	}
	if len(w.Data) == 0 {
		c.Lines = []diagnose.DiffLine{{Op: '+', Text: "(your credentials)"}}
	}
	return c
}

// Commands create it from the user's credentials, or from the secret to copy. No
// credential is an argument or stays in a file.
func (w CreateSecret) Commands(s *diagnose.Step, fix string, form *diagnose.CredentialsForm) []string {
	key := pull.WantedKey(w.Type)
	create := namespaced(s) + " create secret generic " + named(s) + " --type=" + w.Type + " --from-file=" + key + "="
	if form != nil {
		return []string{shell.AskUser, shell.AskPassword, TypedCredentials(pull.LayoutOf(w.Type), form.Key) + " | " + create + "/dev/stdin"}
	}
	if w.From == nil {
		return []string{create + "FILE"}
	}
	from := w.FromKey
	if from == "" {
		from = key
	}
	read := "kubectl -n " + shell.Quote(w.From.Namespace) + " get secret " + shell.Quote(w.From.Name) + " -o " + jsonpath(from) + " | base64 -d"
	if w.Before == nil {
		return []string{create + "<(" + read + ")"}
	}
	file := shell.Quote(s.Object.Name + ".json")
	edit := content{typ: w.Type, fromKey: w.FromKey, before: w.Before, data: w.Data}
	return []string{
		"umask 077",
		read + " > " + file,
		"# edit " + file + ": " + edit.words(fix, nil),
		create + file,
		"rm " + file,
	}
}

// Rights is the right to create secrets.
func (w CreateSecret) Rights(*diagnose.Step) []diagnose.Right {
	return []diagnose.Right{{Verb: "create", Resource: "secrets"}}
}

// Patches is the whole new object.
func (w CreateSecret) Patches(s *diagnose.Step) (after, before map[string]any) {
	meta := map[string]any{"name": s.Object.Name, "namespace": s.Object.Namespace}
	if len(w.Labels) > 0 {
		meta["labels"] = w.Labels
	}
	if len(w.Annotations) > 0 {
		meta["annotations"] = w.Annotations
	}
	return map[string]any{"apiVersion": "v1", "kind": "Secret", "metadata": meta, "type": w.Type, "data": w.Data}, nil
}

// FileCommand creates the object in the file.
func (w CreateSecret) FileCommand(_ *diagnose.Step, file string) string {
	return "kubectl create -f " + file
}

// Undo deletes exactly the secret that was created.
func (w CreateSecret) Undo(s *diagnose.Step, uid, resourceVersion string) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: "v1", UID: uid, ResourceVersion: resourceVersion, Write: DeleteSecret{}}
}

// TypedCredentials prints a Docker config from $USERNAME and $PASSWORD.
func TypedCredentials(l dockerconfig.Layout, key string) string {
	quoted, _ := json.Marshal(key) // a string always encodes
	format := `{"auths":{%s:{"auth":"%s"}}}`
	if l == dockerconfig.Dockercfg {
		format = `{%s:{"auth":"%s"}}`
	}
	return "printf '" + format + "' " + shell.Quote(string(quoted)) + ` "$(printf '%s:%s' "$USERNAME" "$PASSWORD" | base64 | tr -d '\n')"`
}

func jsonpath(key string) string {
	return "'jsonpath={.data." + strings.ReplaceAll(key, ".", `\.`) + "}'"
}
