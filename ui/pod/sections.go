package pod

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// section is a heading with its lines.
type section struct {
	title string
	lines []string
}

// evidenceLines say what a link is, what is wrong with it, and what that
// rests on, in lines of at most w cells.
func evidenceLines(env *screen.Env, d *diagnose.Diagnosis, l diagnose.Link, w int) []string {
	out := evidenceHead(env, l, w)
	out = append(out, sectionLines(env.Theme, linkSections(env, d, l, w), w)...)
	return append(out, sectionLines(env.Theme, podSections(d, l, w), w)...)
}

// evidenceHead is the link as the chain shows it.
func evidenceHead(env *screen.Env, l diagnose.Link, w int) []string {
	glyph, word, style := present.LinkStyle(env.Theme, l.State)
	out := []string{style.Render(glyph+" "+word) + "  " + env.Theme.Strong.Render(cell.Clean(l.Title))}
	if name := cell.Clean(l.Name); cell.Width(out[0])+2+cell.Width(name) <= w {
		out[0] += "  " + name
	} else {
		out = append(out, cell.Wrap(name, w)...)
	}
	if note := cell.Clean(l.Note); note != "" {
		if last := len(out) - 1; cell.Width(out[last])+3+cell.Width(note) <= w {
			out[last] += "   " + env.Theme.Faint.Render(note)
		} else {
			out = append(out, env.Theme.Faint.Render(cell.Cut(note, w)))
		}
	}
	return out
}

// linkSections are about the link itself, what is wrong with it first.
func linkSections(env *screen.Env, d *diagnose.Diagnosis, l diagnose.Link, w int) []section {
	in := max(w-3, 1)
	return []section{
		wrongSection(env.Theme, d, l, in),
		{"What it is", cell.Wrap(l.About, in)},
		secretSection(env, d, l, in),
		{"What was found", bullets(l.Facts, in)},
		{"Evidence", evidenceOf(d, l, in)},
	}
}

// podSections are what is known at every link: what the node said, and what
// follows from it.
func podSections(d *diagnose.Diagnosis, l diagnose.Link, w int) []section {
	in := max(w-3, 1)
	out := []section{
		{"The node's message", cell.Wrap(present.NodeMessage(d), in)},
		{"Events", present.Timeline(d.Events, in)},
		{"Ruled out", marked(theme.Check, d.RuledOut, in)},
		{"Cannot tell from here", marked(theme.Unsure, d.Unknown, in)},
	}
	if c := present.Engine.CheckNamed(present.Root(d).Check); c != nil && l.ID == present.Root(d).Link {
		out = append(out, section{"More about " + string(c.Name), cell.Wrap(c.Doc, in)})
	}
	return out
}

// sectionLines draws the sections that have something to say.
func sectionLines(th *theme.Theme, sections []section, w int) []string {
	var out []string
	for _, s := range sections {
		if len(s.lines) == 0 || len(s.lines) == 1 && s.lines[0] == "" {
			continue
		}
		out = append(out, "", th.Strong.Render(s.title))
		out = append(out, present.Indent("  ", s.lines)...)
	}
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return out
}

// wrongSection says what is wrong here: the root finding's words at its own
// link, the other findings' at theirs.
func wrongSection(th *theme.Theme, d *diagnose.Diagnosis, l diagnose.Link, w int) section {
	s := section{title: "What is wrong"}
	if d.Failure == nil {
		return s
	}
	for _, f := range d.Failure.Findings {
		if f.Link != l.ID {
			continue
		}
		if len(s.lines) > 0 {
			s.lines = append(s.lines, "")
		} else if f.Severity == diagnose.SeverityInfo {
			s.title = "Worth knowing"
		}
		s.lines = append(s.lines, cell.Wrap(strings.TrimSuffix(f.Title, ".")+".", w)...)
		if f.Compare != nil {
			s.lines = append(s.lines, present.CompareLines(th, f.Compare, w)...)
		}
		if f.Detail != "" {
			s.lines = append(s.lines, cell.Wrap(f.Detail, w)...)
		}
		for _, command := range f.Commands {
			for _, line := range present.CommandLines(command, max(w-2, 1)) {
				s.lines = append(s.lines, "  "+line)
			}
		}
	}
	return s
}

// evidenceOf lists what the findings at this link rest on.
func evidenceOf(d *diagnose.Diagnosis, l diagnose.Link, w int) []string {
	if d.Failure == nil {
		return nil
	}
	var out []string
	for _, f := range d.Failure.Findings {
		if f.Link != l.ID {
			continue
		}
		for _, e := range f.Evidence {
			out = append(out, cell.Hang(cell.Fit(cell.Clean(e.Source), 9)+"  ", e.Text, w)...)
		}
	}
	return out
}

// bullets marks each fact; one that is indented goes on with the fact before.
func bullets(lines []string, w int) []string {
	var out []string
	for _, l := range lines {
		if strings.HasPrefix(l, "  ") {
			text := strings.TrimLeft(l, " ")
			out = append(out, cell.Hang(strings.Repeat(" ", min(len(l)-len(text), w/2)), text, w)...)
			continue
		}
		out = append(out, marked(theme.Dot, []string{l}, w)...)
	}
	return out
}

func marked(glyph string, lines []string, w int) []string {
	var out []string
	for _, l := range lines {
		out = append(out, cell.Hang(glyph+" ", l, w)...)
	}
	return out
}
