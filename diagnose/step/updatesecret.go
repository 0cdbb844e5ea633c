package step

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// UpdateSecret changes the given data keys and leaves the others unchanged.
type UpdateSecret struct {
	Type    string            // of the secret, which does not change
	Data    map[string][]byte // the keys to set
	Remove  []string          // the keys to delete
	Before  map[string][]byte // the values of the same keys as read
	FromKey string            // the data key that holds the content now; empty: the one that Type wants
}

// Action is diagnose.UpdateSecret.
func (w UpdateSecret) Action() diagnose.Action { return diagnose.UpdateSecret }

// Preview compares the decoded content, passwords hidden.
func (w UpdateSecret) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "decoded, passwords hidden", Lines: dataDiff(w.Before, w.Data, w.Remove)}
}

// Commands edit the content in a file of mode 0600 and patch the secret with it.
func (w UpdateSecret) Commands(s *diagnose.Step, fix string, form *diagnose.CredentialsForm) []string {
	key := pull.WantedKey(w.Type)
	from := w.FromKey
	if from == "" {
		from = key
	}
	words := wordsOf(s)
	words["jsonpath"] = jsonpath(from)
	words["edit"] = shell.Text(content{typ: w.Type, fromKey: w.FromKey, before: w.Before, data: w.Data, remove: w.Remove}.words(fix, form))
	return shell.Lines(words,
		"umask 077",
		"kubectl -n {ns} get secret {name} -o {jsonpath} | base64 -d > {name}.json",
		"# edit {name}.json: {edit}",
		// The key is one of the kubelet's two.
		`printf '{"data":{"`+key+`":"%s"}}' "$(base64 < {name}.json | tr -d '\n')" | kubectl -n {ns} patch secret {name} --type=merge --patch-file=/dev/stdin`,
		"rm {name}.json",
	)
}

// Rights are those to get and update this secret.
func (w UpdateSecret) Rights(s *diagnose.Step) []diagnose.Right {
	return getAnd("", "secrets", s.Object.Name, "update")
}

// Patches set the data keys, and restore them.
func (w UpdateSecret) Patches(*diagnose.Step) (after, before map[string]any) {
	return map[string]any{"data": dataPatch(w.Data, w.Before)}, map[string]any{"data": dataPatch(w.Before, w.Data)}
}

// FileCommand patches the secret.
func (w UpdateSecret) FileCommand(s *diagnose.Step, file string) string { return patchFile(s, file) }

// Undo restores what the secret contained before the write: had are its data keys
// at that time.
func (w UpdateSecret) Undo(s *diagnose.Step, had map[string][]byte, uid, resourceVersion string) diagnose.Step {
	back := UpdateSecret{Type: w.Type, Data: map[string][]byte{}, Before: map[string][]byte{}}
	for k, v := range w.Data {
		if old, ok := had[k]; ok {
			back.Data[k] = old
		} else {
			back.Remove = append(back.Remove, k)
		}
		back.Before[k] = v
	}
	for _, k := range w.Remove {
		if old, ok := had[k]; ok {
			back.Data[k] = old
		}
	}
	return diagnose.Step{Object: s.Object, APIVersion: "v1", UID: uid, ResourceVersion: resourceVersion, Write: back}
}

// dataPatch sets the data keys of to, and deletes those that only from has: in a
// merge patch, null deletes a key.
func dataPatch(to, from map[string][]byte) map[string]any {
	data := make(map[string]any, len(to))
	for k, v := range to {
		data[k] = v
	}
	for k := range from {
		if _, ok := to[k]; !ok {
			data[k] = nil
		}
	}
	return data
}
