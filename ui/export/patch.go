package export

import (
	"fmt"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// File is one file for those who apply it by other means.
type File struct {
	Name    string
	Content []byte
}

// FixFiles are the steps of a fix as files: for each write a patch (or the
// whole new object) and the values as they were, and the commands in order.
// They hold credentials.
//
// Of a fix that is to be made at the source, they are the change that is
// wanted there and the commands for it.
func FixFiles(f diagnose.Fix) ([]File, error) {
	var out []File
	var commands strings.Builder
	steps := f.Steps
	if len(steps) == 0 {
		steps = f.AtSource
		fmt.Fprintf(&commands, "# %s\n# %s\n%s\n", f.Title, f.After, strings.Join(f.Commands, "\n"))
		if len(steps) > 0 {
			fmt.Fprintf(&commands, "\n# The same change for the manifest of the object; made in the cluster it would be reverted.\n")
		}
	} else {
		fmt.Fprintf(&commands, "# %s\n# Run these in this folder, in this order.\n", f.Title)
	}
	for i := range steps {
		s := &steps[i]
		stem := fmt.Sprintf("%d-%s-%s", i+1, strings.ToLower(s.Object.Kind), s.Object.Name)
		after, before := patchesOf(s)
		if after != nil {
			name := stem + ".patch.yaml"
			if s.Action == diagnose.CreateSecret {
				name = stem + ".yaml"
			}
			b, err := yaml.Marshal(after)
			if err != nil {
				return nil, err
			}
			out = append(out, File{name, b})
			if len(f.Steps) == 0 {
				fmt.Fprintf(&commands, "# the change: %s\n", name)
				continue
			}
			fmt.Fprintln(&commands, stepCommand(s, name))
		} else {
			fmt.Fprintln(&commands, stepCommand(s, ""))
		}
		if before != nil {
			name := stem + ".before.yaml"
			b, err := yaml.Marshal(before)
			if err != nil {
				return nil, err
			}
			out = append(out, File{name, b})
			fmt.Fprintf(&commands, "# undo: %s\n", stepCommand(s, name))
		} else if s.Action == diagnose.CreateSecret {
			fmt.Fprintf(&commands, "# undo: kubectl -n %s delete secret %s\n", s.Object.Namespace, s.Object.Name)
		}
	}
	return append(out, File{"commands.txt", []byte(commands.String())}), nil
}

// patchesOf are the JSON merge patches of a step: what it writes, and what was
// there. Both are nil for a step on pods; before is nil for a new object.
func patchesOf(s *diagnose.Step) (after, before map[string]any) {
	switch s.Action {
	case diagnose.CreateSecret:
		meta := map[string]any{"name": s.Object.Name, "namespace": s.Object.Namespace}
		if len(s.Labels) > 0 {
			meta["labels"] = s.Labels
		}
		if len(s.Annotations) > 0 {
			meta["annotations"] = s.Annotations
		}
		return map[string]any{"apiVersion": "v1", "kind": "Secret", "metadata": meta, "type": s.SecretType, "data": s.Data}, nil
	case diagnose.UpdateSecret:
		return map[string]any{"data": dataPatch(s.Data, s.Before)}, map[string]any{"data": dataPatch(s.Before, s.Data)}
	case diagnose.SetAccountPullSecrets:
		return pullSecrets(s.PullSecrets), pullSecrets(s.PullSecretsBefore)
	case diagnose.SetTemplatePullSecrets:
		return inTemplate(s, s.PullSecrets), inTemplate(s, s.PullSecretsBefore)
	}
	return nil, nil
}

// dataPatch sets the data keys of to, and drops those that only from has: null
// is how a merge patch says so.
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

func pullSecrets(names []string) map[string]any {
	list := make([]any, 0, len(names))
	for _, n := range names {
		list = append(list, map[string]any{"name": n})
	}
	return map[string]any{"imagePullSecrets": list}
}

// inTemplate puts pull secrets where a workload's pod template has them.
func inTemplate(s *diagnose.Step, names []string) map[string]any {
	path := []string{"spec", "template", "spec"}
	if s.Object.Kind == "CronJob" {
		path = []string{"spec", "jobTemplate", "spec", "template", "spec"}
	}
	tree := pullSecrets(names)
	for i := len(path) - 1; i >= 0; i-- {
		tree = map[string]any{path[i]: tree}
	}
	return tree
}

// stepCommand is the command that applies a step with its file.
func stepCommand(s *diagnose.Step, file string) string {
	kind := strings.ToLower(s.Object.Kind)
	what := fmt.Sprintf("kubectl -n %s %%s %s %s", s.Object.Namespace, kind, s.Object.Name)
	switch s.Action {
	case diagnose.CreateSecret:
		return "kubectl create -f " + file
	case diagnose.DeleteSecret, diagnose.DeletePod:
		return fmt.Sprintf(what, "delete")
	case diagnose.RecreatePod:
		return "# delete " + s.Object.String() + " and create it again from its manifest with imagePullSecrets: " + strings.Join(s.PullSecrets, ", ")
	}
	return fmt.Sprintf(what, "patch") + " --type merge --patch-file " + file
}
