package fix

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Change is what one step would do to one object, for the eye: a diff in
// which every credential is masked.
type Change struct {
	Action  diagnose.Action
	Object  diagnose.Object
	Summary string // "the content of .dockerconfigjson, passwords hidden"
	Lines   []DiffLine
}

// DiffLine is one line of a diff. Op is ' ', '+' or '-'.
type DiffLine struct {
	Op   byte
	Text string
}

// Preview shows what the steps of a fix would change, in order; of one that is
// to be made elsewhere, what should change there.
func Preview(f diagnose.Fix) []Change {
	var out []Change
	for _, s := range append(f.Steps[:len(f.Steps):len(f.Steps)], f.AtSource...) {
		out = append(out, preview(&s))
	}
	return out
}

func preview(s *diagnose.Step) Change {
	c := Change{Action: s.Action, Object: s.Object}
	switch s.Action {
	case diagnose.CreateSecret:
		c.Summary = "new, type " + s.SecretType
		if s.From != nil {
			c.Summary += fmt.Sprintf(", content of %s", s.From)
		}
		c.Lines = dataDiff(s)
		if len(s.Data) == 0 {
			c.Lines = []DiffLine{{'+', "(your login)"}}
		}
	case diagnose.UpdateSecret:
		c.Summary = "decoded, passwords hidden"
		c.Lines = dataDiff(s)
	case diagnose.DeleteSecret:
		c.Summary = "deleted"
	case diagnose.SetAccountPullSecrets:
		c.Summary = "hands these pull secrets to new pods"
		c.Lines = listDiff(s.PullSecretsBefore, s.PullSecrets)
	case diagnose.SetTemplatePullSecrets:
		c.Summary = "pull secrets of the pod template"
		c.Lines = listDiff(s.PullSecretsBefore, s.PullSecrets)
	case diagnose.DeletePod:
		c.Summary = "deleted; its controller makes a new one"
	case diagnose.RecreatePod:
		c.Summary = "deleted and created again"
		c.Lines = listDiff(s.PullSecretsBefore, s.PullSecrets)
	}
	return c
}

// dataDiff compares the data keys that a step sets or drops.
func dataDiff(s *diagnose.Step) []DiffLine {
	keys := map[string]bool{}
	for k := range s.Data {
		keys[k] = true
	}
	for _, k := range s.Remove {
		keys[k] = true
	}
	var out []DiffLine
	for _, k := range text.SortedKeys(keys) {
		out = append(out, DiffLine{' ', k + ":"})
		for _, l := range diffLines(redact.Lines(s.Before[k], 0), redact.Lines(s.Data[k], 0)) {
			out = append(out, DiffLine{l.Op, "  " + l.Text})
		}
	}
	return out
}

func listDiff(before, after []string) []DiffLine {
	var a, b []redact.Line
	for _, n := range before {
		a = append(a, redact.Line{Shown: "- name: " + n, Raw: n})
	}
	for _, n := range after {
		b = append(b, redact.Line{Shown: "- name: " + n, Raw: n})
	}
	out := []DiffLine{{' ', "imagePullSecrets:"}}
	return append(out, diffLines(a, b)...)
}

// maxDiff bounds the quadratic comparison; longer documents are shown whole.
const maxDiff = 2000

// diffLines is the shortest edit between two short documents, by lines.
func diffLines(a, b []redact.Line) []DiffLine {
	var out []DiffLine
	if len(a) > maxDiff || len(b) > maxDiff {
		return []DiffLine{{'-', fmt.Sprintf("%d lines", len(a))}, {'+', fmt.Sprintf("%d lines", len(b))}}
	}
	// common[i][j] is the length of the longest common part of a[i:] and b[j:]
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	same := func(i, j int) bool { return strings.TrimSuffix(a[i].Raw, ",") == strings.TrimSuffix(b[j].Raw, ",") }
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(i, j) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && same(i, j):
			out = append(out, DiffLine{' ', b[j].Shown})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			out = append(out, DiffLine{'-', a[i].Shown})
			i++
		default:
			out = append(out, DiffLine{'+', b[j].Shown})
			j++
		}
	}
	return markChanged(out)
}

// markChanged tells a masked value that changed from one that did not.
func markChanged(lines []DiffLine) []DiffLine {
	gone := map[string]bool{}
	for _, l := range lines {
		if l.Op == '-' {
			gone[strings.TrimSuffix(l.Text, ",")] = true
		}
	}
	for i, l := range lines {
		if l.Op == '+' && gone[strings.TrimSuffix(l.Text, ",")] && strings.Contains(l.Text, redact.Mask) {
			lines[i].Text += "  (new value)"
		}
	}
	return lines
}
