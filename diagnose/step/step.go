package step

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// SecretType is the type of the secret that a step writes; empty if it writes
// none.
func SecretType(s diagnose.Step) string {
	switch w := s.Write.(type) {
	case CreateSecret:
		return w.Type
	case UpdateSecret:
		return w.Type
	}
	return ""
}

// Data are the data keys that a step sets in a secret.
func Data(s diagnose.Step) map[string][]byte {
	switch w := s.Write.(type) {
	case CreateSecret:
		return w.Data
	case UpdateSecret:
		return w.Data
	}
	return nil
}

// WithData is the step with other content for its secret.
func WithData(s diagnose.Step, data map[string][]byte) diagnose.Step {
	switch w := s.Write.(type) {
	case CreateSecret:
		w.Data = data
		s.Write = w
	case UpdateSecret:
		w.Data = data
		s.Write = w
	}
	return s
}

// Lists are the pull secrets of the object that a step writes, as read and as
// they will be; false for a step that writes no list.
func Lists(s diagnose.Step) (before, after []string, ok bool) {
	switch w := s.Write.(type) {
	case SetAccountPullSecrets:
		return w.PullSecretsBefore, w.PullSecrets, true
	case SetTemplatePullSecrets:
		return w.PullSecretsBefore, w.PullSecrets, true
	case RecreatePod:
		return w.PullSecretsBefore, w.PullSecrets, true
	}
	return nil, nil, false
}

// List is what the list of pull secrets will be after a step.
func List(s diagnose.Step) []string {
	_, after, _ := Lists(s)
	return after
}

// WithList is the step with another list of pull secrets.
func WithList(s diagnose.Step, after []string) diagnose.Step {
	switch w := s.Write.(type) {
	case SetAccountPullSecrets:
		w.PullSecrets = after
		s.Write = w
	case SetTemplatePullSecrets:
		w.PullSecrets = after
		s.Write = w
	case RecreatePod:
		w.PullSecrets = after
		s.Write = w
	}
	return s
}

// SkipsTaken reports whether a step leaves an existing secret with its name
// unchanged.
func SkipsTaken(s diagnose.Step) bool {
	w, ok := s.Write.(CreateSecret)
	return ok && w.SkipTaken
}

// wordsOf are the words of a step's commands: {ns}, {kind} and {name} of its object.
func wordsOf(s *diagnose.Step) shell.Words {
	return shell.Words{
		"ns": shell.Namespace(s.Object.Namespace), "kind": shell.Resource(strings.ToLower(s.Object.Kind)), "name": shell.Name(s.Object.Name),
	}
}

// getAnd are the rights to get an object and to change it: every change begins
// with a get.
func getAnd(group, resource, name, verb string) []diagnose.Right {
	return []diagnose.Right{{Verb: "get", Group: group, Resource: resource, Name: name}, {Verb: verb, Group: group, Resource: resource, Name: name}}
}

func patchFile(s *diagnose.Step, file string) string {
	words := wordsOf(s)
	words["file"] = shell.Path(file)
	return shell.Lines(words, "kubectl -n {ns} patch {kind} {name} --type merge --patch-file {file}")[0]
}

func deleteObject(s *diagnose.Step) string {
	return shell.Lines(wordsOf(s), "kubectl -n {ns} delete {kind} {name}")[0]
}

// Fragment is a list of pull secrets as in a manifest, in one line:
// [{name: a}, {name: b}].
func Fragment(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "{name: " + Scalar(n) + "}"
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Names is a list of names as in a manifest, in one line: [a, b].
func Names(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = Scalar(n)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Scalar is a string as a YAML value: unquoted if YAML reads it as a string.
func Scalar(s string) string {
	plain := s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" && strings.Trim(s[:1], "abcdefghijklmnopqrstuvwxyz") == ""
	if plain && !slices.Contains([]string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}, s) {
		return s
	}
	quoted, _ := json.Marshal(s) // a JSON string is a YAML string
	return string(quoted)
}

func references(names []string) []map[string]string {
	out := []map[string]string{}
	for _, n := range names {
		out = append(out, map[string]string{"name": n})
	}
	return out
}

func pullSecrets(names []string) map[string]any {
	return map[string]any{"imagePullSecrets": references(names)}
}

func nested(inner map[string]any, path ...string) map[string]any {
	for i := len(path) - 1; i >= 0; i-- {
		inner = map[string]any{path[i]: inner}
	}
	return inner
}
