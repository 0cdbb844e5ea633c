package list

import (
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// nothing is shown in place of the rows: that it is still being read,
// that it could not be, or the good news and what it rests on.
func (l *List) nothing(w int) []string {
	s, th := &l.env.State, l.env.Theme
	say := func(text string) []string { return present.Indent(" ", cell.Wrap(text, w-2)) }
	var out []string
	switch {
	case s.Result == nil && s.Err != nil:
		out = append(out, th.Broken.Render(" "+theme.Cross+" Nothing could be read."))
		out = append(out, say(s.Err.Error())...)
		return append(out, "", " r retries, q quits.")
	case s.Result == nil:
		return append(out, say("Reading the cluster. The first failing pods show while the rest is read.")...)
	case len(l.rows) > 0:
		out = append(out, say("None of "+present.Plural(len(l.rows), "failing pod")+" matches the filter.")...)
		if hint := l.namespaceHint(); hint != "" {
			out = append(out, say(hint)...)
		}
		return append(out, " esc clears it.")
	}
	read, where := s.Result.Report.Summary.PodsRead, l.env.Options.Namespace
	if where == "" {
		where = "this cluster"
	}
	if len(s.Result.Report.Unreadable) == 0 {
		out = append(out, th.OK.Render(" "+theme.Check+" No image pull failures."), "")
		out = append(out, say(present.Plural(read, "pod")+" checked in "+where+
			"; none is waiting for an image.")...)
	} else {
		out = append(out, th.Warning.Render(" "+theme.Bang+" No failures found, but not everything could be read."), "")
		out = append(out, say(present.Plural(read, "pod")+" checked in "+where+
			"; none is waiting for an image. Not read:")...)
		for _, u := range s.Result.Report.Unreadable {
			out = append(out, cell.Cut("   "+theme.Bang+" "+present.UnreadableWords(u), w))
		}
	}
	if s.Live {
		out = append(out, "", " Watching: pods that start to fail will appear here.")
	}
	for i, line := range out {
		out[i] = cell.Cut(line, w)
	}
	return out
}
