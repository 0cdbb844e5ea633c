package step

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// dataDiff compares the data keys that a step sets or removes.
func dataDiff(before, data map[string][]byte, remove []string) []diagnose.DiffLine {
	keys := map[string]bool{}
	for k := range data {
		keys[k] = true
	}
	for _, k := range remove {
		keys[k] = true
	}
	var out []diagnose.DiffLine
	for _, k := range text.SortedKeys(keys) {
		out = append(out, diagnose.DiffLine{Op: ' ', Text: k + ":"})
		for _, l := range diffLines(redact.Lines(before[k], 0), redact.Lines(data[k], 0)) {
			out = append(out, diagnose.DiffLine{Op: l.Op, Text: "  " + l.Text})
		}
	}
	return out
}

func listDiff(before, after []string) []diagnose.DiffLine {
	var a, b []redact.Line
	for _, n := range before {
		a = append(a, redact.Line{Shown: "- name: " + n, Raw: n})
	}
	for _, n := range after {
		b = append(b, redact.Line{Shown: "- name: " + n, Raw: n})
	}
	out := []diagnose.DiffLine{{Op: ' ', Text: "imagePullSecrets:"}}
	return append(out, diffLines(a, b)...)
}

// maxDiff bounds the quadratic comparison; of longer documents only the length is shown.
const maxDiff = 2000

// diffLines is the shortest line diff of two short documents.
func diffLines(a, b []redact.Line) []diagnose.DiffLine {
	var out []diagnose.DiffLine
	if len(a) > maxDiff || len(b) > maxDiff {
		return []diagnose.DiffLine{{Op: '-', Text: fmt.Sprintf("%d lines", len(a))}, {Op: '+', Text: fmt.Sprintf("%d lines", len(b))}}
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
			out = append(out, diagnose.DiffLine{Op: ' ', Text: b[j].Shown})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			out = append(out, diagnose.DiffLine{Op: '-', Text: a[i].Shown})
			i++
		default:
			out = append(out, diagnose.DiffLine{Op: '+', Text: b[j].Shown})
			j++
		}
	}
	return markChanged(out)
}

// markChanged marks masked values that changed.
func markChanged(lines []diagnose.DiffLine) []diagnose.DiffLine {
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
