package list

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// strip answers "why" for the row under the cursor in so many lines.
func (l *List) strip(w, lines int) []string {
	if it, ok := l.item(); ok && it.kind == recoveredItem {
		return l.recoveredStrip(it, w)
	}
	d := l.Selected()
	if d == nil {
		return nil
	}
	f, th := d.Failure, l.env.Theme
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
	why := present.Indent(" ", cell.Wrap(present.Why(d), w-2))
	fix := present.Indent(" ", cell.Wrap(present.FixSummary(d), w-2))
	if lines < 4 { // the image can wait
		head = head[:1]
	}
	room := lines - len(head) - min(len(fix), 1)
	if room < 1 {
		return append(head, why...)
	}
	out := append(head, firstLines(why, room, w)...)
	return append(out, present.Styled(th.Accent, firstLines(fix, lines-len(out), w))...)
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

func (l *List) recoveredStrip(it item, w int) []string {
	h := &l.recovered.pods[it.recovered]
	text := "It could not pull its image before and is starting now."
	if h.running {
		text = "It could not pull its image before and is running now."
	}
	return present.Indent(" ", append([]string{cell.Clean(h.now.Namespace + "/" + h.now.Name)}, cell.Wrap(text, w-2)...))
}

// detail is the pane beside the list in a wide window.
func (l *List) detail(w, h int) []string {
	d := l.Selected()
	if d == nil {
		if it, ok := l.item(); ok {
			return l.recoveredStrip(it, w)
		}
		return nil
	}
	f, th := d.Failure, l.env.Theme
	out := []string{th.Strong.Render(cell.Cut(" "+cell.Clean(f.Namespace+" / "+f.Pod), w))}
	if one := " container " + cell.Clean(f.Container) + "   image " + cell.Clean(f.Image); cell.Width(one) <= w {
		out = append(out, one)
	} else {
		out = append(out, cell.Cut(" container "+cell.Clean(f.Container), w))
		out = append(out, cell.Hang(" image ", f.Image, w)...)
	}
	out = append(out, "")
	out = append(out, present.ChainLines(th, d.Chain, "", w, len(d.Chain)*2+len(out) <= h-6)...)
	out = append(out, "", th.Strong.Render(" Why"))
	out = append(out, present.Indent("   ", cell.Wrap(present.Why(d), w-4))...)
	out = append(out, "")
	fixes := present.Root(d).Fixes
	out = append(out, present.FixLinesIn(th, fixes, -1, w, max(h-len(out), 2))...)
	if len(present.Root(d).Fixes) == 0 {
		out = append(out, present.Indent(" ", cell.Wrap(present.FixSummary(d), w-2))...)
	} else if n := present.ObjectNames(otherPods(present.Root(d).Fixes[0].Recovers, f), 3); n != "" {
		out = append(out, "")
		out = append(out, cell.Hang(" Also fixes: ", n, w-1)...)
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
