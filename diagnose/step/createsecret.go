package step

import (
	"fmt"

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
	words := wordsOf(s)
	words["type"], words["datakey"] = shell.Text(w.Type), shell.Text(key)
	const create = "kubectl -n {ns} create secret generic {name} --type={type} --from-file={datakey}="
	if form != nil {
		words["key"] = shell.JSON(form.Key)
		return shell.Lines(words, shell.AskUser, shell.AskPassword, TypedCredentials(pull.LayoutOf(w.Type))+" | "+create+"/dev/stdin")
	}
	if w.From == nil {
		return shell.Lines(words, create+"FILE")
	}
	from := w.FromKey
	if from == "" {
		from = key
	}
	words["fromns"], words["from"], words["jsonpath"] = shell.Namespace(w.From.Namespace), shell.Name(w.From.Name), jsonpath(from)
	const read = "kubectl -n {fromns} get secret {from} -o {jsonpath} | base64 -d"
	if w.Before == nil {
		return shell.Lines(words, create+"<("+read+")")
	}
	words["edit"] = shell.Text(content{typ: w.Type, fromKey: w.FromKey, before: w.Before, data: w.Data}.words(fix, nil))
	return shell.Lines(words,
		"umask 077",
		read+" > {name}.json",
		"# edit {name}.json: {edit}",
		create+"{name}.json",
		"rm {name}.json",
	)
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
	return shell.Lines(shell.Words{"file": shell.Path(file)}, "kubectl create -f {file}")[0]
}

// Undo deletes exactly the secret that was created.
func (w CreateSecret) Undo(s *diagnose.Step, uid, resourceVersion string) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: "v1", UID: uid, ResourceVersion: resourceVersion, Write: DeleteSecret{}}
}

// TypedCredentials is a template that prints a Docker config from $USERNAME and
// $PASSWORD. Its place {key} is the registry key, as a JSON string.
func TypedCredentials(l dockerconfig.Layout) string {
	const pair = `"$(printf '%s:%s' "$USERNAME" "$PASSWORD" | base64 | tr -d '\n')"`
	if l == dockerconfig.Dockercfg {
		return `printf '{%s:{"auth":"%s"}}' {key} ` + pair
	}
	return `printf '{"auths":{%s:{"auth":"%s"}}}' {key} ` + pair
}

// jsonpath is the output format that prints one data key of a Secret.
func jsonpath(key string) shell.Word { return shell.DataKey("jsonpath={.data.", key, "}") }
