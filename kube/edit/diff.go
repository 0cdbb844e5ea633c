package edit

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

// hidden stands for a line of a Secret's content where a diff is only shown.
const hidden = "(content of a Secret)"

// Patch is a unified diff of the changes, for git apply, with the paths as they
// were given. Changes that would show content of Secrets are not in it; left are
// their descriptions. Lines around a change are in it where they are needed.
func Patch(files []*File) (patch string, left []string) {
	var b strings.Builder
	for _, f := range files {
		var keep []Change
		for _, c := range f.Changes {
			if f.shows(c) {
				left = append(left, f.Path+": "+c.Why)
				continue
			}
			keep = append(keep, c)
		}
		f.write(&b, keep, false)
	}
	return b.String(), left
}

// Show is a unified diff of all changes for people: content of Secrets is hidden.
func Show(files []*File) string {
	var b strings.Builder
	for _, f := range files {
		f.write(&b, f.Changes, true)
	}
	return b.String()
}

// shows says whether a change, or the line behind it that git needs to find the
// place, has content of a Secret or what looks like a password.
func (f *File) shows(c Change) bool {
	for at := c.First; at < min(c.Last+1, len(f.before)); at++ {
		if f.secret[at] || redact.Free(f.before[at]) != f.before[at] {
			return true
		}
	}
	return slices.ContainsFunc(c.Lines, func(l string) bool { return redact.Free(l) != l })
}

// write writes the diff of a file. The line before a change is left out if it may
// not be shown; the line behind it is needed.
func (f *File) write(b *strings.Builder, changes []Change, hide bool) {
	if len(changes) == 0 {
		return
	}
	name := filepath.ToSlash(filepath.Clean(f.Path))
	fmt.Fprintf(b, "--- a/%s\n+++ b/%s\n", name, name)
	shift := 0
	for i := 0; i < len(changes); {
		j := i + 1 // changes whose lines around touch are one hunk
		for j < len(changes) && changes[j].First <= changes[j-1].Last+1 {
			j++
		}
		group := changes[i:j]
		first, last := group[0].First, min(group[len(group)-1].Last+1, len(f.before))
		if first > 0 && !f.secret[first-1] && redact.Free(f.before[first-1]) == f.before[first-1] {
			first--
		}
		added := 0
		for _, c := range group {
			added += len(c.Lines) - (c.Last - c.First)
		}
		fmt.Fprintf(b, "@@ -%s +%s @@\n", span(first, last-first), span(first+shift, last-first+added))
		at := first
		for _, c := range group {
			f.lines(b, " ", at, c.First, hide)
			f.lines(b, "-", c.First, c.Last, hide)
			for _, l := range c.Lines {
				if hide && slices.ContainsFunc(f.numbers(c), func(n int) bool { return f.secret[n] }) {
					l = hidden + "\n"
				}
				line(b, "+", l)
			}
			at = c.Last
		}
		f.lines(b, " ", at, last, hide)
		shift += added
		i = j
	}
}

func (f *File) numbers(c Change) []int {
	var out []int
	for n := c.First; n < c.Last; n++ {
		out = append(out, n)
	}
	return out
}

func (f *File) lines(b *strings.Builder, mark string, from, to int, hide bool) {
	for at := from; at < to; at++ {
		l := f.before[at]
		if hide && (f.secret[at] || redact.Free(l) != l) {
			l = hidden + "\n"
		}
		line(b, mark, l)
	}
}

func line(b *strings.Builder, mark, l string) {
	b.WriteString(mark + strings.TrimSuffix(l, "\n") + "\n")
	if !strings.HasSuffix(l, "\n") {
		b.WriteString("\\ No newline at end of file\n")
	}
}

// span is the range of a hunk.
func span(first, n int) string {
	if n == 0 {
		return fmt.Sprintf("%d,0", first)
	}
	if n == 1 {
		return fmt.Sprint(first + 1)
	}
	return fmt.Sprintf("%d,%d", first+1, n)
}
