package ui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// strip answers "why" for the row under the cursor in so many lines.
func (l *list) strip(w, lines int) []string {
	if it, ok := l.item(); ok && it.kind == healedItem {
		return l.healedStrip(it, w)
	}
	d := l.current()
	if d == nil {
		return nil
	}
	f, th := d.Failure, l.a.th
	name := " " + cell.Clean(f.Namespace+"/"+f.Pod)
	image := "image " + cell.Clean(f.Image)
	both := "container " + cell.Clean(f.Container) + "   " + image
	head := []string{th.Strong.Render(cell.Cut(name, w)), cell.Cut(" "+both, w)}
	for _, rest := range []string{both, image} {
		if cell.Width(name)+3+cell.Width(rest) < w {
			head = []string{th.Strong.Render(name) + "   " + rest}
			break
		}
	}
	why := indent(" ", cell.Wrap(whyText(d), w-2))
	fix := indent(" ", cell.Wrap(fixText(d), w-2))
	if lines < 4 { // the image can wait
		head = head[:1]
	}
	room := lines - len(head) - min(len(fix), 1)
	if room < 1 {
		return append(head, why...)
	}
	out := append(head, firstLines(why, room, w)...)
	return append(out, styled(th.Accent, firstLines(fix, lines-len(out), w))...)
}

// firstLines are the first n lines of a text; an ellipsis says that there are
// more.
func firstLines(lines []string, n, w int) []string {
	if n = max(n, 0); len(lines) <= n {
		return lines
	}
	lines = append([]string(nil), lines[:n]...)
	if n > 0 {
		lines[n-1] = cell.Cut(lines[n-1]+" "+cell.Ellipsis, w-1)
	}
	return lines
}

func (l *list) healedStrip(it item, w int) []string {
	h := &l.healed.pods[it.heal]
	text := "It could not pull its image before, and starts now."
	if h.running {
		text = "It could not pull its image before, and runs now."
	}
	return indent(" ", append([]string{cell.Clean(h.now.Namespace + "/" + h.now.Name)}, cell.Wrap(text, w-2)...))
}

// whyText is the shortest full answer.
func whyText(d *diagnose.Diagnosis) string {
	for _, s := range []string{d.Why, d.Summary, rootOf(d).Detail} {
		if s != "" {
			return s
		}
	}
	return rootOf(d).Title
}

// fixText names the best fix and what it heals beside this pod.
func fixText(d *diagnose.Diagnosis) string {
	fixes := rootOf(d).Fixes
	if len(fixes) == 0 {
		return "No fix from here: " + noFix(d)
	}
	f := fixes[0]
	s := "Fix: " + strings.TrimSuffix(cell.Clean(f.Title), ".") + "."
	if n := len(f.Recovers) - 1; n > 0 {
		s += " It also heals " + plural(n, "other pod") + "."
	}
	if f.Blocked != "" {
		s += " Blocked: " + cell.Clean(f.Blocked)
	}
	return s
}

// noFix says why there is none, by the link that is broken.
func noFix(d *diagnose.Diagnosis) string {
	switch rootOf(d).Link {
	case diagnose.LinkImage:
		return "the image has to change, not a secret."
	case diagnose.LinkRegistry:
		return "it lies with the registry or the way to it."
	}
	return "enter shows what is known and what to look at."
}

// detail is the pane beside the list in a wide window.
func (l *list) detail(w, h int) []string {
	d := l.current()
	if d == nil {
		if it, ok := l.item(); ok {
			return l.healedStrip(it, w)
		}
		return nil
	}
	f, th := d.Failure, l.a.th
	out := []string{th.Strong.Render(cell.Cut(" "+cell.Clean(f.Namespace+" / "+f.Pod), w))}
	if one := " container " + cell.Clean(f.Container) + "   image " + cell.Clean(f.Image); cell.Width(one) <= w {
		out = append(out, one)
	} else {
		out = append(out, cell.Cut(" container "+cell.Clean(f.Container), w))
		out = append(out, cell.Hang(" image ", f.Image, w)...)
	}
	out = append(out, "")
	out = append(out, chainLines(th, d.Chain, "", w, len(d.Chain)*2+len(out) <= h-6)...)
	out = append(out, "", th.Strong.Render(" Why"))
	out = append(out, indent("   ", cell.Wrap(whyText(d), w-4))...)
	out = append(out, "")
	out = append(out, fixLines(th, rootOf(d).Fixes, -1, w)...)
	if len(rootOf(d).Fixes) == 0 {
		out = append(out, indent(" ", cell.Wrap(fixText(d), w-2))...)
	} else if n := names(otherPods(rootOf(d).Fixes[0].Recovers, f), 3); n != "" {
		out = append(out, "")
		out = append(out, cell.Hang(" Also healed: ", n, w-1)...)
	}
	return cell.Exactly(out, h)
}

// otherPods are the objects without the pod of a failure.
func otherPods(objects []diagnose.Object, f *diagnose.Failure) []diagnose.Object {
	var out []diagnose.Object
	for _, o := range objects {
		if o.Namespace != f.Namespace || o.Name != f.Pod {
			out = append(out, o)
		}
	}
	return out
}

// indent puts a margin before every line.
func indent(margin string, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = margin + l
	}
	return out
}
