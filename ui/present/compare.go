package present

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// CompareLines puts two names that nearly agree under one another, character
// under character, with ^ where they differ.
func CompareLines(th *theme.Theme, c *diagnose.Compare, w int) []string {
	have, want := cell.Clean(c.Have), cell.Clean(c.Want)
	label := max(cell.Width(c.HaveLabel), cell.Width(c.WantLabel)) + 2
	if label+max(cell.Width(have), cell.Width(want)) > w {
		out := []string{"", cell.Cut("upper line: "+cell.Clean(c.HaveLabel), w), cell.Cut("lower line: "+cell.Clean(c.WantLabel), w)}
		for _, part := range pairs(have, want, w-2) {
			out = append(out, "  "+differing(th.Broken, part[0], part[2]), "  "+differing(th.OK, part[1], part[2]),
				"  "+th.Broken.Render(part[2]))
		}
		return append(out, "")
	}
	alignedHave, alignedWant, marks := Align(have, want)
	out := []string{"",
		cell.Pad(cell.Clean(c.HaveLabel), label) + differing(th.Broken, alignedHave, marks),
		cell.Pad(cell.Clean(c.WantLabel), label) + differing(th.OK, alignedWant, marks)}
	if marks != "" {
		out = append(out, strings.Repeat(" ", label)+th.Broken.Render(marks))
	}
	return append(out, "")
}

// differing draws the characters of a name that are marked in a style, runs of
// them at once.
func differing(style lipgloss.Style, name, marks string) string {
	chars, m := []rune(name), []rune(marks)
	at := func(i int) bool { return i < len(m) && m[i] != ' ' }
	var b strings.Builder
	for from := 0; from < len(chars); {
		to := from
		for to < len(chars) && at(to) == at(from) {
			to++
		}
		if part := string(chars[from:to]); at(from) {
			b.WriteString(style.Render(part))
		} else {
			b.WriteString(part)
		}
		from = to
	}
	return b.String()
}

// pairs is align for names longer than a line: parts of w cells.
func pairs(have, want string, w int) [][3]string {
	a, b, m := Align(have, want)
	var out [][3]string
	ra, rb, rm := []rune(a), []rune(b), []rune(m)
	for w > 0 && (len(ra) > 0 || len(rb) > 0) {
		var part [3]string
		part[0], ra = head(ra, w)
		part[1], rb = head(rb, w)
		part[2], rm = head(rm, w)
		out = append(out, part)
	}
	return out
}

func head(r []rune, n int) (string, []rune) {
	n = min(n, len(r))
	return string(r[:n]), r[n:]
}

// Gap fills the shorter name where the other has a character more.
const Gap = '·'

// Align writes two names so that equal characters are below one another, and
// marks the columns that differ. Very long or wide names stay as they are.
func Align(have, want string) (alignedHave, alignedWant, marks string) {
	a, b := []rune(have), []rune(want)
	const longest = 200
	if len(a) > longest || len(b) > longest || len(a) != cell.Width(have) || len(b) != cell.Width(want) {
		return have, want, ""
	}
	if len(a) != len(b) {
		a, b = stretch(a, b)
	}
	m := make([]rune, len(a))
	for i := range a {
		m[i] = ' '
		if a[i] != b[i] {
			m[i] = []rune(theme.Pointer)[0]
		}
	}
	return string(a), string(b), strings.TrimRight(string(m), " ")
}

// stretch puts gaps into two names along their longest common subsequence.
func stretch(a, b []rune) (x, y []rune) {
	n := make([][]int, len(a)+1) // n[i][j]: common characters of a[i:] and b[j:]
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i, ra := range slices.Backward(a) {
		for j, rb := range slices.Backward(b) {
			if ra == rb {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			x, y = append(x, a[i]), append(y, b[j])
			i, j = i+1, j+1
		case j < len(b) && (i == len(a) || n[i][j+1] >= n[i+1][j]):
			x, y = append(x, Gap), append(y, b[j])
			j++
		default:
			x, y = append(x, a[i]), append(y, Gap)
			i++
		}
	}
	return x, y
}
