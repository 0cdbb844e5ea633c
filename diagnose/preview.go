package diagnose

import (
	"fmt"
	"strings"
)

// Change is what one step would do to one object, for the eye: a diff in
// which every credential is masked.
type Change struct {
	Action  Action
	Object  Object
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
func Preview(f Fix) []Change {
	var out []Change
	for _, s := range append(f.Steps[:len(f.Steps):len(f.Steps)], f.AtSource...) {
		out = append(out, s.preview())
	}
	return out
}

func (s *Step) preview() Change {
	c := Change{Action: s.Action, Object: s.Object}
	switch s.Action {
	case CreateSecret:
		c.Summary = "new, type " + s.SecretType
		if s.From != nil {
			c.Summary += fmt.Sprintf(", content of %s", s.From)
		}
		c.Lines = s.dataDiff()
		if len(s.Data) == 0 {
			c.Lines = []DiffLine{{'+', "(your login)"}}
		}
	case UpdateSecret:
		c.Summary = "decoded, passwords hidden"
		c.Lines = s.dataDiff()
	case DeleteSecret:
		c.Summary = "deleted"
	case SetAccountPullSecrets:
		c.Summary = "hands these pull secrets to new pods"
		c.Lines = listDiff(s.PullSecretsBefore, s.PullSecrets)
	case SetTemplatePullSecrets:
		c.Summary = "pull secrets of the pod template"
		c.Lines = listDiff(s.PullSecretsBefore, s.PullSecrets)
	case DeletePod:
		c.Summary = "deleted; its controller makes a new one"
	case RecreatePod:
		c.Summary = "deleted and created again"
		c.Lines = listDiff(s.PullSecretsBefore, s.PullSecrets)
	}
	return c
}

// dataDiff compares the data keys that a step sets or drops.
func (s *Step) dataDiff() []DiffLine {
	keys := map[string]bool{}
	for k := range s.Data {
		keys[k] = true
	}
	for _, k := range s.Remove {
		keys[k] = true
	}
	var out []DiffLine
	for _, k := range sortedKeys(keys) {
		out = append(out, DiffLine{' ', k + ":"})
		for _, l := range diffLines(maskedLines(s.Before[k], 0), maskedLines(s.Data[k], 0)) {
			out = append(out, DiffLine{l.Op, "  " + l.Text})
		}
	}
	return out
}

func listDiff(before, after []string) []DiffLine {
	var a, b []line
	for _, n := range before {
		a = append(a, line{"- name: " + n, n})
	}
	for _, n := range after {
		b = append(b, line{"- name: " + n, n})
	}
	out := []DiffLine{{' ', "imagePullSecrets:"}}
	return append(out, diffLines(a, b)...)
}

// maxDiff bounds the quadratic comparison; longer documents are shown whole.
const maxDiff = 2000

// diffLines is the shortest edit between two short documents, by lines.
func diffLines(a, b []line) []DiffLine {
	var out []DiffLine
	if len(a) > maxDiff || len(b) > maxDiff {
		return []DiffLine{{'-', fmt.Sprintf("%d lines", len(a))}, {'+', fmt.Sprintf("%d lines", len(b))}}
	}
	// common[i][j] is the length of the longest common part of a[i:] and b[j:]
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	same := func(i, j int) bool { return strings.TrimSuffix(a[i].raw, ",") == strings.TrimSuffix(b[j].raw, ",") }
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
			out = append(out, DiffLine{' ', b[j].shown})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			out = append(out, DiffLine{'-', a[i].shown})
			i++
		default:
			out = append(out, DiffLine{'+', b[j].shown})
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
		if l.Op == '+' && gone[strings.TrimSuffix(l.Text, ",")] && strings.Contains(l.Text, masked) {
			lines[i].Text += "  (new value)"
		}
	}
	return lines
}
